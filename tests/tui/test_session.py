"""What is found again: the case, pane, cursors, zoom and filter; several cases at once; damaged and read-only state."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from casefile.habits import HabitFile, Habits
from casefile.store import Library
from casefile.tui.screens.library import LibraryScreen
from tests.tui.desk import Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    other = harbour()
    other["case"][0] |= {"title": "Quarry slide"}
    write_case(tmp_path / "cases", other, "quarry")
    third = harbour()
    third["case"][0] |= {"title": "Airfield"}
    write_case(tmp_path / "cases", third, "airfield")
    return tmp_path / "cases"


@pytest.fixture
def habits(tmp_path: Path) -> HabitFile:
    file = HabitFile(tmp_path / "state" / "browser.json")
    file.change(Habits.with_tour)
    return file


def state_file(folder: Path, case_id: str = "harbour") -> Path:
    return folder / ".casefile" / case_id / "session.json"


def how(desk: Desk) -> dict[str, Any]:
    """Where one is in the case."""
    return {**desk.case.how_left(), "only": [pane.count_label for pane in desk.case.panes]}


async def test_a_case_is_found_as_it_was_left(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        await desk.press("4", "j", "1", "s", "g")
        desk.case.timeline.move_to("fire")
        await desk.press("+", "+", "f", "2", "j", "z")
        left = how(desk)
        assert left["strip"] == 2
        await desk.press("q")
    async with browser(folder, habits=habits) as desk:
        assert how(desk) == left
        assert desk.case.zoomed and desk.case.place == "actors" and "only" in left["only"][1]
        assert desk.case.timeline.view is not None
        assert desk.case.timeline.view.order is not desk.case.timeline.view.orders[0]
        await desk.press("escape", "escape")
        assert not desk.case.zoomed and not desk.case.notes.filtered
        assert "Jan 2024 1 " in desk.rows[2], "the strip is over the month again"


async def test_a_filter_of_the_timeline_is_found_again(folder: Path, habits: HabitFile) -> None:
    from casefile.tui.panes.filters import Condition, TimelineFilter

    asked = TimelineFilter((Condition("kind", "attack"), Condition("since", "2024-01-01")))
    async with browser(folder, habits=habits) as desk:
        desk.case.filter_timeline(asked)
        await desk.settle()
        await desk.press("q")
    async with browser(folder, habits=habits) as desk:
        assert desk.case.timeline_filter == asked and "only 1 of 5" in desk.row("1 Timeline")


async def test_the_strip_is_found_moved_in_as_it_was(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        desk.case.timeline.move_to("fire")
        await desk.press("+", "+")
        assert "Jan 2024" in desk.text
        left = how(desk)
        await desk.press("q")
    async with browser(folder, habits=habits) as desk:
        assert how(desk) == left and desk.case.timeline_frame.level == 2
        assert len(desk.case.timeline_frame._chart.keys) == 31 and "Jan 2024" in desk.text
        await desk.press("-", "-")
        assert desk.case.timeline_frame.level == 0


async def test_the_record_in_full_is_found_again(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        desk.case.go_to("c-two")
        await desk.settle()
        assert desk.case.place == "detail"
        await desk.press("q")
    async with browser(folder, habits=habits) as desk:
        assert desk.case.place == "detail" and desk.case.current_id == "c-two"
        assert "Five died." in desk.text


async def test_the_record_asked_for_comes_before_what_was_left(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        await desk.press("2", "G", "escape")
        desk.app.open_case("harbour", "n-pin")
        await desk.settle()
        assert desk.case.place == "notes" and desk.case.current_id == "n-pin"
        assert desk.case.actors.cursor_key == desk.case.actors.rows.key(len(desk.case.actors.rows) - 1)


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[1, 2]",
        b'{"pane": 7}',
        b'{"pane": "nowhere", "active": "detail", "follow": "detail", "zoomed": true}',
        b'{"cursors": {"timeline": "gone", "nowhere": "fire"}, "orders": {"timeline": "none"}}',
        b'{"pane": "detail", "record": "gone"}',
        b'{"zoomed": "yes"}',
        b'{"strip": -7}',
        b'{"strip": 9000}',
        b'{"strip": 99}',
        b'{"strip": -7, "pane": "actors"}',
        b'{"filter": [["nothing", "x"]]}',
        b'{"filter": [["since", "yesterday"], ["kind", "attack"]]}',
        b"[" * 100_000,
    ],
)
async def test_a_damaged_state_is_passed_over(folder: Path, habits: HabitFile, state: bytes) -> None:
    state_file(folder).parent.mkdir(parents=True, exist_ok=True)
    state_file(folder).write_bytes(state)
    async with browser(folder, habits=habits) as desk:
        assert desk.case.ready and desk.said == ""
        await desk.press("j", "2", "j", "5", "escape")
        assert desk.case.current_id is not None


async def test_a_read_only_library_keeps_nothing(folder: Path, habits: HabitFile) -> None:
    before = habits.path.read_bytes()
    library = Library(folder, author="analyst", read_only="it was opened read-only")
    async with browser(library, habits=habits) as desk:
        assert "read-only" in desk.rows[0] and not desk.said, "who asked for it need not be told"
        await desk.press("2", "j", "q")
    assert not (folder / ".casefile").exists() and habits.path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for the superuser")
async def test_a_folder_that_cannot_be_written_keeps_nothing(folder: Path, habits: HabitFile) -> None:
    folder.chmod(0o500)
    try:
        async with browser(folder, habits=habits) as desk:
            await desk.press("2", "j", "q")
        assert not (folder / ".casefile").exists()
    finally:
        folder.chmod(0o700)


async def test_which_case_was_open_is_kept(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        assert habits.read().shelf(folder).open == "harbour"
        await desk.press("escape")
        assert habits.read().shelf(folder).open == ""
        assert habits.read().shelf(folder).recent == ("harbour",)


# Several cases


async def shown(desk: Desk, case_id: str) -> None:
    """Waits until a case is in sight and filled."""
    await desk.until(lambda: desk.app.shown_case == case_id and desk.case.ready and desk.case.is_current)
    await desk.settle()


async def test_to_another_case_and_back_with_everything_as_it_was(folder: Path) -> None:
    async with browser(folder) as desk:
        first = desk.case
        await desk.press("2", "j", "f", "z", "ctrl+o")
        assert "Quarry slide" in desk.text and "Harbour fire" not in "\n".join(desk.rows[2:20])
        await desk.type("quarry")
        await desk.press("enter")
        await shown(desk, "quarry")
        assert desk.case.place == "timeline"
        await desk.press("4", "j")
        second = desk.case
        left = how(desk)
        await desk.press("`")
        await shown(desk, "harbour")
        assert desk.case is first and desk.case.zoomed and desk.case.place == "actors"
        assert desk.app.session is first.session
        await desk.press("`")
        await shown(desk, "quarry")
        assert desk.case is second and how(desk) == left


async def test_the_list_of_cases_has_those_opened_lately_first(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, "quarry", habits=habits) as desk:
        await desk.press("q")
    async with browser(folder, "harbour", habits=habits) as desk:
        await desk.press("ctrl+o")
        assert desk.text.index("Quarry slide") < desk.text.index("Airfield")
        await desk.press("enter")
        await shown(desk, "quarry")
        await desk.press("ctrl+o")
        assert desk.row("Harbour fire  harbour").partition("  harbour")[2].split()[0] == "open"
        await desk.press("enter")
        await shown(desk, "harbour")


async def test_without_a_case_before_it_says_so(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("`")
        assert "No other case was opened yet" in desk.said and desk.case.case_id == "harbour"


async def test_from_the_list_of_cases_back_to_the_case(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("escape")
        assert isinstance(desk.app.screen, LibraryScreen)
        await desk.press("`")
        await shown(desk, "harbour")


async def test_what_is_written_in_one_is_there_after_the_others(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("Seen twice")
        await desk.press("ctrl+s", "ctrl+o")
        await desk.type("quarry")
        await desk.press("enter")
        await shown(desk, "quarry")
        written = json.loads((folder / "harbour.json").read_text("utf-8"))["notes"]
        assert any(note.get("title") == "Seen twice" for note in written.values())
        await desk.press("u")
        assert desk.said == "There is nothing of yours to undo: U lists all."
        await desk.press("`")
        await shown(desk, "harbour")
        await desk.press("u")
        assert desk.said.startswith("Undone: ") and "Seen twice" not in str(desk.notes())
        await desk.press("`")
        await shown(desk, "quarry")
        await desk.press("q")
        assert desk.app.return_code == 0
    written = json.loads((folder / "harbour.json").read_text("utf-8"))["notes"]
    assert not any(note.get("title") == "Seen twice" for note in written.values())


async def test_a_case_put_aside_shows_what_changed_meanwhile(folder: Path) -> None:
    from casefile.model import editing
    from tests.tui.desk import NOW, library_of

    async with browser(folder) as desk:
        await desk.press("ctrl+o", "enter")
        await desk.until(lambda: desk.app.shown_case not in ("", "harbour") and desk.case.ready)
        elsewhere = library_of(folder).open("harbour")
        elsewhere.commit(editing.create(elsewhere.case, "notes", {"title": "From afar"}, author="b", now=NOW))
        elsewhere.close()
        await desk.resize(80, 24)
        desk.app.theme = "casefile-light"
        await desk.press("`")
        await shown(desk, "harbour")
        await desk.press("4")
        assert "From afar" in desk.text
        assert desk.case.size.width == 80 and "▸4 Notes" in desk.text


async def test_more_cases_than_stay_open(folder: Path) -> None:
    ids = [f"case-{number}" for number in range(7)]
    for case_id in ids:
        write_case(folder, harbour(), case_id)
    async with browser(folder, ids[0]) as desk:
        for case_id in ids[1:]:
            desk.app.open_case(case_id)
            await desk.settle()
            await desk.until(lambda: desk.case.ready)
        assert len(desk.app._aside) == 4
        desk.app.open_case(ids[0])
        await desk.until(lambda: desk.case.case_id == ids[0] and desk.case.ready)
        await desk.press("escape", "`")
        await shown(desk, ids[0])
        await desk.press("q")
        assert desk.app.return_code == 0


# The file of habits


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"libraries": 3}', b"\xff", b"[" * 100_000])
def test_damaged_habits_count_as_none(tmp_path: Path, content: bytes) -> None:
    file = HabitFile(tmp_path / "browser.json")
    file.path.write_bytes(content)
    assert file.read() == Habits()
    file.change(Habits.with_tour)
    assert file.read().tour_seen


def test_habits_are_ones_own_and_never_torn(tmp_path: Path) -> None:
    file = HabitFile(tmp_path / "deep" / "state" / "browser.json")
    file.change(lambda habits: habits.with_theme("nord", ""))
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == ["browser.json"]
    other = HabitFile(file.path)
    other.change(Habits.with_tour)
    file.change(
        lambda habits: habits.with_case(tmp_path, "a").with_case(tmp_path, "b").with_case(tmp_path, "")
    )
    found = other.read()
    assert found.tour_seen and found.theme == "nord" and found.shelf(tmp_path).recent == ("b", "a")
    assert found.shelf(tmp_path).open == ""


def test_a_folder_for_habits_that_cannot_be_made_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = HabitFile(tmp_path / "file" / "browser.json")
    file.change(Habits.with_tour)
    assert file.read() == Habits()


def test_a_chosen_theme_holds_until_the_configuration_says_another() -> None:
    chosen = Habits().with_theme("nord", "")
    assert chosen.theme_instead("") == "nord"
    assert chosen.theme_instead("dracula") == ""


def test_only_the_last_libraries_are_remembered(tmp_path: Path) -> None:
    habits = Habits()
    for number in range(80):
        habits = habits.with_case(tmp_path / str(number), "a")
    assert len(habits.libraries) == 50 and habits.shelf(tmp_path / "79").open == "a"


async def test_the_top_line_says_while_the_file_cannot_be_read(folder: Path) -> None:
    path = folder / "harbour.json"
    async with browser(folder, "harbour") as desk:
        whole = path.read_bytes()
        path.write_bytes(whole[:-900])
        await desk.app.look_outside()
        await desk.settle()
        assert desk.case.state == "file unreadable" and "harbour.json" in desk.said
        path.write_bytes(whole)
        await desk.app.look_outside()
        await desk.settle()
        assert desk.case.state == "saved"
