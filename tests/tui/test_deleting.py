"""What is deleted is named, the cursor goes to its neighbour, and back to it when it is brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.model import editing
from tests.tui.desk import NOW, SIZES, Desk, browser, harbour, library_of, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def shown(desk: Desk) -> str | None:
    """The record in full, which is never one that is not there."""
    assert desk.case.reading is not None
    assert "missing" not in desk.text
    return desk.case.detail.record_id


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_cursor_comes_back_to_what_came_back(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("d")
        assert desk.said.startswith("3 records refer")
        said = [note.message for note in desk.app._notifications]
        assert "Event “Fire breaks out” deleted. u undoes it." in said
        neighbour = desk.case.timeline.cursor_key
        assert neighbour == "arrests" and shown(desk) == neighbour
        await desk.press("g", "u")
        assert desk.case.timeline.cursor_key == "fire" and shown(desk) == "fire"
        await desk.press("g", "ctrl+r")
        assert desk.case.timeline.cursor_key != "fire" and shown(desk) == desk.case.timeline.cursor_key


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_from_the_record_in_full_the_neighbour_is_shown(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("5", "j", "d")
        assert desk.case.place == "detail" and shown(desk) == "arrests"
        await desk.press("u")
        assert desk.case.place == "detail" and shown(desk) == "fire"
        assert desk.case.timeline.cursor_key == "fire"


async def test_a_record_of_another_pane_leaves_the_neighbour_of_its_own(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("5")
        desk.case.go_to("mayor")
        await desk.settle()
        await desk.press("d")
        assert shown(desk) == desk.case.actors.cursor_key in ("owner", "brigade")


async def test_a_claim_leaves_the_record_of_the_pane(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("5")
        desk.case.go_to("c-two")
        await desk.settle()
        await desk.press("d")
        assert "Claim “Five died.” deleted. u undoes it." in [one.message for one in desk.app._notifications]
        assert shown(desk) == "fire"
        await desk.press("u")
        assert shown(desk) == "c-two"


async def test_what_a_colleague_deletes_is_not_missing_either(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("5")
        elsewhere = library_of(folder).open("harbour")
        elsewhere.commit(editing.delete(elsewhere.case, ["fire"]))
        await desk.app.look_outside()
        await desk.settle()
        assert shown(desk) == "arrests"


async def test_the_last_record_leaves_nothing(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "d", "d")
        assert not desk.notes() and shown(desk) is None
        await desk.press("u")
        assert shown(desk) == desk.case.notes.cursor_key is not None


async def test_what_was_only_changed_is_gone_to_as_well(folder: Path) -> None:
    async with browser(folder) as desk:
        opened = desk.case.session
        assert opened is not None
        edit = editing.update(opened.case, "arrests", {"title": "Three are held"}, now=NOW)
        assert await desk.app.commit(desk.case, edit)
        await desk.press("g", "u")
        assert desk.case.timeline.cursor_key == "arrests" and desk.record["title"] == "Two people are held"


async def test_a_hidden_record_is_not_named(folder: Path) -> None:
    tables = harbour()
    tables["events"][3] |= {"sensitive": ["personal-data"]}
    write_case(folder, tables)
    async with browser(folder) as desk:
        desk.case.timeline.move_to("arrests")
        await desk.press("d")
        assert "Event deleted. u undoes it." in [one.message for one in desk.app._notifications]
