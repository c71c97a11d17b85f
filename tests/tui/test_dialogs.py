"""Questions, choosers, the help and its signs, messages: what is seen in them, and what they leave behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.tui.panes.content import signs
from casefile.tui.panes.content.legend import sign_entries
from casefile.tui.screens.chooser import Choice, Chooser, answer_rows
from casefile.tui.screens.choosing import Choosing, chooser_by_name
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.palette import EntryRows, Palette
from casefile.tui.widgets.ranking import Entry
from casefile.tui.widgets.virtual_list import VirtualList
from casefile.tui.zone import own_zone, plain_zone
from tests.tui.desk import LEAST, SIZES, SMALL, Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    write_case(tmp_path / "cases", harbour(), "quarry")
    return tmp_path / "cases"


def messages(desk: Desk) -> list[str]:
    return [note.message for note in desk.app._notifications]


# Messages


async def test_a_message_takes_the_place_of_the_one_before(folder: Path) -> None:
    async with browser(folder, size=LEAST) as desk:
        for _ in range(4):
            await desk.press("t", "T")
        assert len(messages(desk)) == 1
        await desk.press("4", "d")
        assert messages(desk) == ["Deleted: Keep the names apart. u undoes it."] or len(messages(desk)) == 1
        await desk.press("u")
        assert len(messages(desk)) == 1 and messages(desk)[0].startswith("Undone: ")


async def test_a_screen_that_opens_is_not_covered_by_what_was_said_before(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("t")
        assert messages(desk) == ["Times are in UTC."]
        await desk.press("C")
        assert messages(desk) == []


async def test_an_error_stays_whatever_is_said_after_it(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.app.notify("Not saved", severity="error", markup=False)
        await desk.press("t", "C")
        assert messages(desk) == ["Not saved"]


def test_utc_by_another_name_is_no_further_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UTC", "Etc/UTC", "Zulu", "Etc/GMT"):
        monkeypatch.setenv("TZ", name)
        assert own_zone() == "UTC", name
    assert plain_zone("Europe/Vienna") == "Europe/Vienna"


# A new case


@pytest.mark.parametrize("size", SIZES)
async def test_the_title_of_a_new_case_is_seen_as_it_is_typed(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, None, size=size) as desk:
        await desk.press("n")
        await desk.type("Bridge of 2025")
        assert "▌ title    Bridge of 2025" in desk.text and "  id       bridge-of-2025" in desk.text
        assert "esc leave" in desk.rows[-1]
        await desk.press("tab")
        await desk.press("end")
        await desk.type("-x")
        assert "▌ id       bridge-of-2025-x" in desk.text and "bridge-of-2025-x.json" in desk.text
        await desk.press("shift+tab")
        assert "▌ title" in desk.text


# Choosers


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_list_of_answers_is_scrolled_and_counted(folder: Path, size: tuple[int, int]) -> None:
    choices = [Choice(f"v{number}", "", f"Answer {number}") for number in range(60)]
    async with browser(folder, size=size) as desk:
        chooser = Chooser("Which", choices)
        desk.app.push_screen(chooser)
        await desk.settle()
        frame = chooser.query_one(Frame)
        assert frame.region.height < size[1] and "60" in desk.row("Which")
        for _ in range(45):
            await desk.press("j")
        assert "▌  " in desk.row("Answer 45")
        await desk.press("k", "G")
        assert "Answer 59" in desk.text


async def test_many_without_keys_are_found_by_typing(folder: Path) -> None:
    got: list[str | None] = []
    choices = [Choice(f"v{number}", "", f"Answer {number}", f"{number} times") for number in range(60)]
    async with browser(folder, size=SMALL) as desk:
        desk.app.push_screen(chooser_by_name("Which", choices, current="v50"), got.append)
        await desk.settle()
        assert "▌" in desk.row("Answer 50") and desk.row("Answer 50").rstrip(" │▃▅▆▇▁▂▄█").endswith(
            "50 times"
        )
        await desk.type("answer 17")
        await desk.press("enter")
        assert got == ["v17"]


async def test_a_remark_stands_beside_its_answer_or_in_full_below() -> None:
    choices = [
        Choice("1", "1", "copy of 3 Jan", "it takes the place of the damaged file"),
        Choice("r", "r", "read"),
    ]
    wide = [(key, "".join(text for text, _ in line)) for key, line in answer_rows(choices, 80, 13)]
    assert wide == [("1", "1  copy of 3 Jan  it takes the place of the damaged file"), ("r", "r  read")]
    narrow = [(key, "".join(text for text, _ in line)) for key, line in answer_rows(choices, 30, 13)]
    assert narrow[0] == ("1", "1  copy of 3 Jan") and narrow[-1] == ("r", "r  read")
    assert " ".join(text.strip() for key, text in narrow[1:-1]) == "it takes the place of the damaged file"
    assert all(key is None for key, _ in narrow[1:-1])


def test_what_an_entry_is_stays_in_sight_however_long_its_name() -> None:
    rows = EntryRows(
        [Entry("1", "A name " * 30, "other names", "n", aside="claim"), Entry("2", "B", "sentence")]
    )
    for cells in (120, 60, 30):
        line = "".join(text for text, _ in rows.line(0, cells))
        assert line.endswith("claim  n") and len(line) == cells
    assert "".join(text for text, _ in rows.line(1, 60)).index("sentence") > 20


# Help


async def test_the_help_tells_each_action_once_with_its_places(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("?")
        await desk.type("grade the record")
        found = [row for row in desk.rows if "Grade the record" in row]
        assert len(found) == 1 and "w" in found[0].split() and "panes" in found[0]


@pytest.mark.parametrize("size", [(80, 24), LEAST])
async def test_on_a_small_screen_the_help_tells_every_sentence_whole(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("?")
        palette = desk.app.screen
        assert isinstance(palette, Palette)
        assert palette.query_one(Frame).size.height > size[1] - 4, "the list has the whole screen"
        shown, foot = palette.query_one(VirtualList), palette.query_one("#foot", Document).region
        rows = shown.rows
        longest = sorted(range(len(rows)), key=lambda index: -len(rows.text(index)))
        for index in [index for index in longest if rows.key(index) is not None][:60]:
            shown.move_to_index(index)
            await desk.pilot.pause()
            said = [row[foot.x : foot.right].strip() for row in desk.rows[foot.y : foot.bottom]]
            assert " ".join(said).startswith(rows.text(index)), said


def test_one_long_key_leaves_the_column_to_the_short_ones_and_is_whole() -> None:
    entries = [Entry(str(number), "Goes there", lead="g") for number in range(9)]
    rows = EntryRows([*entries, Entry("long", "Goes back", lead="ctrl+shift+tab")])
    drawn = ["".join(text for text, _ in rows.line(index, 60)).rstrip() for index in (0, 9)]
    assert drawn == ["g  Goes there", "ctrl+shift+tab  Goes back"]


async def test_what_does_nothing_here_says_where_it_does(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("?")
        await desk.type("unfold")
        await desk.press("escape", "?")
        await desk.type("show the ties of this one\n")
        assert desk.said == "'unfold' does nothing here; where it does: links."


@pytest.mark.parametrize("typed", ["✸", "attack"])
async def test_a_sign_is_found_by_itself_and_by_its_word(folder: Path, typed: str) -> None:
    async with browser(folder) as desk:
        await desk.press("?")
        await desk.type(typed)
        row = desk.row("Attack: An act of violence.")
        assert "✸" in row and "sign · events" in row
        await desk.press("enter")
        assert desk.app.screen is desk.case


def test_every_sign_is_explained() -> None:
    told = {entry.lead[0] for entry in sign_entries()}
    shown = {
        sign for kinds in (signs.EVENTS, signs.ACTORS, signs.NOTES, signs.TABLES) for sign in kinds.values()
    }
    shown |= {signs.DONE, signs.PINNED, signs.IMPOSSIBLE, signs.NO_ADDRESS, signs.NOT_READ, signs.DELETED}
    assert shown <= told


@pytest.mark.parametrize(
    ("typed", "sign"),
    [("contested", "≠4"), ("held", "■"), ("counts no more", "×"), ("without a direction", "─")],
)
async def test_a_sign_is_found_by_what_it_is_called(folder: Path, typed: str, sign: str) -> None:
    async with browser(folder) as desk:
        await desk.press("?")
        await desk.type(typed)
        assert any(f" {sign} " in row and "sign · " in row for row in desk.rows), desk.text


# The palette


async def test_a_theme_is_seen_while_the_cursor_is_on_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        assert isinstance(desk.app.screen, Choosing) and desk.app.screen.styles.background.a > 0
        await desk.type("theme")
        assert sum("Theme: " in row for row in desk.rows) == len(desk.app.available_themes)
        assert desk.app.screen.styles.background.a == 0
        assert "Fire breaks out" in desk.text
        await desk.press("escape")
        assert desk.app.theme == desk.app.chosen_theme


async def test_a_page_down_in_the_palette(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        first = next(row for row in desk.rows if "▌" in row)
        await desk.press("pagedown")
        assert next(row for row in desk.rows if "▌" in row) != first


# Where there is nothing yet


async def test_each_empty_pane_names_the_key_that_fills_it(tmp_path: Path) -> None:
    tables = {"case": harbour()["case"]}
    write_case(tmp_path / "cases", tables)
    async with browser(tmp_path / "cases", keymap={"add": ("+",), "strip_in": ("f9",)}) as desk:
        for words in ("+ adds one.", "+ adds one, or a report.", "+ writes one about the case,"):
            assert words in desk.text, words
        assert "No record is under the cursor." in desk.text
        await desk.press("C")
        assert "c adds one about the record" in desk.text
        await desk.press("c")
        assert "New claim" in desk.text


async def test_an_empty_library_says_how_to_begin_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    async with browser(tmp_path / "cases", None) as desk:
        assert "n makes one." in desk.text and messages(desk) == []


async def test_a_view_that_is_left_while_it_works_leaves_nothing_behind(folder: Path) -> None:
    async with browser(folder) as desk:
        for key in "XCQFL":
            desk._send(key, key)
            await desk.until(lambda: desk.app.screen is not desk.case)
            desk.app.pop_screen()
            await desk.settle()
            assert desk.app.screen is desk.case


async def test_entering_a_record_begins_on_its_first_reference(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "enter")
        assert desk.case.detail.cursor_target == desk.case.detail.links[0]
        assert "╭─ 5 Fire breaks out ─" in desk.text
        await desk.press("enter")
        assert desk.case.detail.record_id == "quay"


async def test_the_newest_version_is_not_restored(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "V")
        assert "restore" not in desk.rows[-1]
