"""The case's history: every step, whoever made it, what it changed, and a key that takes that very step back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from casefile.model import editing
from casefile.store import Library, OpenCase
from casefile.tui.screens.history import HistoryScreen
from tests.tui.desk import LEAST, NOW, SIZES, Desk, browser, harbour, library_of, write_case
from tests.tui.test_actions import handled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


@pytest.fixture
def elsewhere(folder: Path) -> OpenCase:
    return Library(folder, clock=lambda: NOW, author="colleague").open("harbour")


def change(opened: OpenCase, record_id: str, **fields: Any) -> None:
    opened.refresh()
    opened.commit(editing.update(opened.case, record_id, fields, now=NOW))


async def history(desk: Desk) -> HistoryScreen:
    await desk.press("U")
    screen = desk.app.screen
    assert isinstance(screen, HistoryScreen)
    await desk.until(lambda: "steps · UTC" in desk.text or "step · UTC" in desk.text)
    await desk.settle()
    return screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_each_step_says_its_day_and_time(
    folder: Path, elsewhere: OpenCase, size: tuple[int, int]
) -> None:
    change(elsewhere, "fire", title="Blaze")
    async with browser(folder, size=size) as desk:
        await history(desk)
        moment = "23 Nov 2026 12:00" if size[0] > 90 else "23 Nov 12:00"
        assert f" {moment}  " in desk.row("colleague")


async def test_on_a_narrow_screen_names_have_the_room_of_an_author_who_is_always_the_reader(
    folder: Path,
) -> None:
    name = "Fire breaks out at night"
    change(library_of(folder).open("harbour"), "fire", title=name)
    async with browser(folder, size=LEAST) as desk:
        await history(desk)
        assert name in desk.row("event changed") and "analyst" not in desk.row("event changed")
        assert "analyst · 23 Nov 2026 12:00" in desk.row("What it changed")


@pytest.mark.parametrize("key", ["U", "C", "V"])
async def test_undo_is_named_where_there_is_something_to_undo(folder: Path, key: str) -> None:
    async with browser(folder) as desk:
        await desk.press(key)
        assert "u undo" not in desk.rows[-1] and "esc back" in desk.rows[-1]
        await desk.press("escape", "4", "x", key)
        assert "u undo" in desk.rows[-1]
        await desk.press("u")
        assert "u undo" not in desk.rows[-1]


async def test_without_a_step_there_is_no_frame_for_what_it_changed(
    folder: Path, elsewhere: OpenCase
) -> None:
    async with browser(folder) as desk:
        await history(desk)
        assert "Nothing was changed yet." in desk.text and "What it changed" not in desk.text
        change(elsewhere, "fire", title="Blaze")
        await desk.until(lambda: "+ Blaze" in desk.text)
        assert "What it changed" in desk.text


async def test_a_narrow_list_tells_years_apart(folder: Path) -> None:
    for year in (2025, 2026):
        colleague = Library(folder, clock=partial(NOW.replace, year), author="colleague").open("harbour")
        change(colleague, "fire", title=f"Blaze of {year}")
    async with browser(folder, size=LEAST) as desk:
        await history(desk)
        rows = [row for row in desk.rows if "colleague" in row]
        assert ["23 Nov 12:00 " in rows[0], "23 Nov 2025 " in rows[1]] == [True, True]
        assert rows[0].index("colleague") == rows[1].index("colleague")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_colleagues_deletion_is_undone(
    folder: Path, elsewhere: OpenCase, size: tuple[int, int]
) -> None:
    elsewhere.commit(editing.delete(elsewhere.case, ["fire"]))
    change(elsewhere, "n-why", title="Why did it burn so fast?")
    async with browser(folder, size=size) as desk:
        await desk.press("u")
        assert desk.said == "There is nothing of yours to undo: U lists all."
        screen = await history(desk)
        handled(desk, "history")
        assert "2 steps · UTC" in desk.text
        newest, deletion = desk.row("note changed"), desk.row("event deleted")
        assert "Why did it" in newest and "Fire breaks" in deletion and "colleague" in deletion
        await desk.until(lambda: "+ Why did it burn so fast?" in desk.text)
        assert "- Why did it burn?" in desk.text
        await desk.press("j")
        await desk.until(lambda: "- Fire breaks out" in desk.text)
        await desk.press("tab")
        assert screen.document.has_focus
        handled(desk, "history")
        await desk.press("escape", "enter")
        assert desk.said == "Undone: event deleted. u undoes it."
        assert screen.case.raw("fire")[1]["title"] == "Fire breaks out"
        await desk.until(lambda: "3 steps" in desk.text)
        assert "undone: event" in desk.text
        assert "↶ Fire" in desk.text and screen.here is not None and screen.here.id == "fire"
        await desk.press("enter")
        assert desk.said == "Nothing is left of it: event deleted."
        await desk.press("u")
        assert "fire" not in screen.case
        await desk.press("ctrl+r")
        assert "fire" in screen.case
        await desk.press("o")
        assert desk.app.screen is desk.case and desk.case.current_id == "fire"


async def test_a_step_is_undone_around_what_came_after(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "fire", title="Blaze", importance=1)
    change(elsewhere, "fire", kind="other")
    async with browser(folder) as desk:
        screen = await history(desk)
        await desk.press("j", "enter")
        assert desk.case.reading is not None
        record = desk.case.reading.case.raw("fire")[1]
        assert (record["title"], record["importance"], record["kind"]) == ("Fire breaks out", 3, "other")
        await desk.until(lambda: len(screen.rows) == 3)
        own = str(screen.rows.newest)
        change(elsewhere, "fire", title="Inferno")
        await desk.app.look_outside()
        screen.look_again()
        await desk.until(lambda: len(screen.rows) == 4)
        screen.list.move_to(own)
        await desk.press("enter")
        assert desk.said == ("Not saved: “Inferno” (fire): title was changed since; undo would lose that")


async def test_what_others_do_meanwhile_comes_on_top(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "fire", title="Blaze")
    async with browser(folder) as desk:
        screen = await history(desk)
        first = screen.here
        change(elsewhere, "n-why", title="Anew")
        await desk.app.look_outside()
        screen.look_again()
        await desk.until(lambda: len(screen.rows) == 2)
        await desk.settle()
        assert screen.here == first and "Anew" in desk.text


async def test_what_is_hidden_stays_hidden(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "fire", title="Secret name", sensitive=["personal-data"])
    async with browser(folder) as desk:
        await history(desk)
        assert "Secret name" not in desk.text and "hidden event" in desk.text
        await desk.press("escape", "v", "U")
        await desk.settle()
        assert "Secret name" in desk.text


async def test_what_a_name_says_is_data(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "fire", title="[@click=app.leave]x[/] \x1b[2J")
    async with browser(folder) as desk:
        await history(desk)
        assert "[@click=app.leave]x[/]" in desk.text and "\x1b" not in desk.text


async def test_in_a_case_that_cannot_be_written_nothing_is_undone(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "fire", title="Blaze")
    elsewhere.close()
    library = Library(folder, author="analyst", clock=lambda: NOW, read_only="for reading alone")
    async with browser(library) as desk:
        await history(desk)
        await desk.press("enter")
        assert desk.said.startswith("Nothing can be written:")


async def test_a_long_history_is_there_at_once_and_whole_a_moment_later(folder: Path) -> None:
    opened = library_of(folder).open("harbour")
    for number in range(1300):
        change(opened, "fire", importance=number % 3)
    opened.close()
    async with browser(folder) as desk:
        screen = await history(desk)
        assert "1,300 steps" in desk.text
        await desk.press("G")
        assert (
            screen.here is not None
            and screen.here.sequence == screen.rows.step(screen.rows.key(1299)).sequence
        )  # type: ignore[union-attr]  # it is there
