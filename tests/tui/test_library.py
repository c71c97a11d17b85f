"""The library screen: the list, the preview, damaged files and new cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile.model import editing
from casefile.store import Library
from casefile.tui.screens.chooser import Chooser
from casefile.tui.screens.new_case import id_from
from tests.tui.desk import LEAST, NOW, SIZES, SMALL, Desk, browser, harbour, library_of, on, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    write_case(folder, harbour())
    quarry = harbour()["case"]
    quarry[0] |= {
        "title": "Quarry blast",
        "status": "closed",
        "when": on("2021-05"),
        "place": "Elsewhere",
        "modified": "2026-11-22T10:00:00.000Z",
        "bottom_line": "Nobody knows.",
    }
    write_case(folder, {"case": quarry}, "quarry")
    return folder


def listed(desk: Desk) -> list[str]:
    rows = desk.library.cases.rows
    return [key for key in (rows.key(index) for index in range(len(rows))) if key is not None]


async def previewed(desk: Desk) -> None:
    await desk.until(lambda: desk.library.previewed)
    await desk.settle()


async def test_the_cases_are_listed_with_what_matters(folder: Path) -> None:
    async with browser(folder, None) as desk:
        assert listed(desk) == ["quarry", "harbour"]
        assert "3 Jan 2024" in desk.row("Harbour fire")
        assert "North quay · open · changed 20 Nov 2026" in desk.text
        assert "5 events · 3 actors · 2 sources · 2 notes" in desk.text
        assert str(folder) in desk.rows[0]


async def test_the_case_under_the_cursor_is_read_for_its_preview(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("j")
        assert "A store burned down." in desk.text
        await previewed(desk)
        for words in (
            "killed 3–5",
            "Bottom line",
            "Open questions 1",
            "? Why did it burn?",
            "last changed 20 Nov 2026",
        ):
            assert words in desk.text
        assert "2020" in desk.text and "█" in desk.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_list_and_preview_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, None, size=size) as desk:
        await desk.press("j")
        assert "Harbour fire" in desk.text and "enter open" in desk.rows[-1]
        if size == LEAST:
            await desk.press("tab")
        assert "A store burned down." in desk.text


async def test_too_small_a_screen_says_so(folder: Path) -> None:
    async with browser(folder, None, size=(50, 15)) as desk:
        assert "casefile needs 60×20 cells; here are 50×15" in desk.text
        await desk.resize(*LEAST)
        assert "Harbour fire" in desk.text


async def test_the_filter_narrows_as_it_is_typed(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("slash")
        await desk.type("NOBODY")
        assert listed(desk) == ["quarry"] and "1 of 2" in desk.text
        await desk.press("enter")
        assert desk.library.focused is desk.library.cases
        await desk.press("escape")
        assert listed(desk) == ["quarry", "harbour"]
        await desk.press("slash")
        await desk.type("zebra")
        assert "No case answers to that." in desk.text
        await desk.press("escape")
        assert len(listed(desk)) == 2


async def test_the_cases_are_sorted_otherwise(folder: Path) -> None:
    async with browser(folder, None) as desk:
        orders = []
        for _ in range(4):
            await desk.press("s")
            orders.append((desk.said.removeprefix("Cases sorted by "), listed(desk)))
        assert orders == [
            ("when it happened.", ["quarry", "harbour"]),
            ("title.", ["harbour", "quarry"]),
            ("status.", ["quarry", "harbour"]),
            ("last change.", ["quarry", "harbour"]),
        ]


async def test_a_case_is_opened_and_left_again(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("j", "enter")
        await desk.until(lambda: len(desk.app.screen_stack) == 1 and hasattr(desk.app.screen, "ready"))
        await desk.until(lambda: desk.case.ready)
        assert "Fire breaks out" in desk.text
        await desk.press("escape")
        assert desk.library.cases.cursor_key == "harbour" and desk.app.session is None


async def test_tab_goes_to_the_preview_and_back(folder: Path) -> None:
    async with browser(folder, None, size=SMALL) as desk:
        await desk.press("tab")
        assert desk.library.focused is desk.library.preview.document
        await desk.press("shift+tab")
        assert desk.library.focused is desk.library.cases
        await desk.press("tab", "escape")
        assert desk.library.focused is desk.library.cases


async def test_a_new_case_is_made_and_opened(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("n")
        await desk.type("Bridge at Ağrı\n")
        await desk.press("enter")
        await desk.until(lambda: hasattr(desk.app.screen, "ready") and desk.case.ready)
        assert desk.rows[0].startswith(" Bridge at Ağrı") and "No events yet." in desk.text
        await desk.press("q")
    content = json.loads((folder / "bridge-at-agr.json").read_text("utf-8"))
    assert [record["title"] for record in content["case"].values()] == ["Bridge at Ağrı"]


async def test_a_read_only_library_offers_no_new_case_and_refuses_at_once(folder: Path) -> None:
    async with browser(Library(folder, read_only="it was opened read-only"), None) as desk:
        assert "new case" not in desk.rows[-1]
        await desk.press("n")
        assert desk.app.screen is desk.library
        assert desk.said == "Nothing can be written: it was opened read-only"
    async with browser(folder, None) as desk:
        assert "new case" in desk.rows[-1]


async def test_a_new_case_needs_a_title_and_an_id_of_its_own(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("n", "enter")
        assert "A case needs a title." in desk.text
        await desk.type("Harbour\n")
        assert "There is a case 'harbour' already." in desk.text
        await desk.type("/..")
        assert "An id is 1 to 64 of a-z, 0-9 and -" in desk.text
        await desk.press("enter", "escape")
        assert len(listed(desk)) == 2


def test_an_id_is_proposed_from_the_title() -> None:
    assert id_from("Kerman 2024 (Iran)") == "kerman-2024-iran"
    assert id_from("انفجار") == "" and id_from("É" * 80) == "e" * 40


def damage(folder: Path) -> bytes:
    path = folder / "harbour.json"
    broken = path.read_bytes()[:-900]
    path.write_bytes(broken)
    return broken


async def test_a_damaged_file_is_listed_with_its_reason_and_left_alone(folder: Path) -> None:
    (folder / "empty.json").write_bytes(b"")
    (folder / "Bad name.json").write_text("{}")
    broken = damage(folder)
    async with browser(folder, None) as desk:
        assert set(listed(desk)) == {"quarry", "harbour", "empty", "Bad name"}
        assert desk.row("harbour ").count("damaged") == 1
        await desk.press("j")
        assert desk.library.entries["harbour"].problem is not None
    assert (folder / "harbour.json").read_bytes() == broken


async def test_what_can_be_read_of_a_damaged_file_is_three_keys_away(folder: Path) -> None:
    broken = damage(folder)
    async with browser(folder, None) as desk:
        desk.library.cases.move_to("harbour")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Chooser) and "harbour cannot be read" in desk.text
        await desk.press("r")
        await desk.until(lambda: hasattr(desk.app.screen, "ready") and desk.case.ready)
        assert "read-only" in desk.rows[0]
    assert (folder / "harbour.json").read_bytes() == broken


async def test_an_earlier_copy_is_put_back_in_three_keys(folder: Path) -> None:
    opened = library_of(folder).open("harbour")
    opened.commit(editing.create(opened.case, "notes", {"title": "Kept"}, author="analyst", now=NOW))
    opened.settle()
    opened.close()
    broken = damage(folder)
    async with browser(folder, None) as desk:
        desk.library.cases.move_to("harbour")
        await desk.press("enter", "enter")
        await desk.until(lambda: hasattr(desk.app.screen, "ready") and desk.case.ready)
        assert "Kept" in desk.text and "saved" in desk.rows[0]
    assert any(path.read_bytes() == broken for path in folder.glob("harbour.json.damaged-*"))


async def test_a_case_that_cannot_be_opened_leads_back_to_the_library(folder: Path) -> None:
    damage(folder)
    library = library_of(folder)
    from casefile.config import Config
    from casefile.tui.app import CasefileApp

    app = CasefileApp(library, "harbour", Config(), now=lambda: NOW)
    async with app.run_test(size=(120, 40)) as pilot:
        desk = Desk(pilot, app)
        await desk.until(lambda: hasattr(app.screen, "entries") and bool(app.screen.entries))
        await desk.settle()
        assert "harbour" in desk.said and desk.library.cases.cursor_key == "harbour"


async def test_a_newer_file_opens_read_only_and_says_why(folder: Path) -> None:
    tables = harbour()
    tables["case"][0]["format_version"] = 2
    write_case(folder, tables)
    async with browser(folder, None) as desk:
        assert "read-only" in desk.row("changed 20 Nov")
        await desk.press("j")
        assert "Read-only: " in desk.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_empty_library_says_which_key_fills_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browser(tmp_path, None, size=size) as desk:
        for keys in ((), ("enter", "j", "s"), ("tab",)):
            await desk.press(*keys)
            assert "n makes one." in desk.text and not listed(desk)
            assert desk.text.count("╭") == 1 and "other case" not in desk.rows[-1]
        write_case(tmp_path, harbour())
        desk.library.show_entries(await desk.app.entries())
        await desk.settle()
        assert desk.text.count("╭") == (1 if size == LEAST else 2) and "enter open" in desk.rows[-1]


async def test_what_is_offered_for_a_damaged_file_says_what_it_does(folder: Path) -> None:
    damage(folder)
    async with browser(folder, None) as desk:
        desk.library.cases.move_to("harbour")
        await desk.press("enter")
        assert (
            "0  put back what can be read" in desk.text and "takes the place of the damaged file" in desk.text
        )
        assert "r  look at what can be read first" in desk.text and "nothing is changed" in desk.text
