"""The tour: for whom, where it points at every size, how it is gone through and left."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region, Size

from casefile.habits import HabitFile
from casefile.store import Library
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.chooser import Chooser
from casefile.tui.screens.library import LibraryScreen
from casefile.tui.screens.tour import Tour, place_for
from tests.tui.desk import SIZES, Desk, browser, harbour, write_case
from tests.tui.test_actions import handled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


@pytest.fixture
def habits(tmp_path: Path) -> HabitFile:
    return HabitFile(tmp_path / "state" / "browser.json")


def tour(desk: Desk) -> Tour:
    assert isinstance(desk.app.screen, Tour)
    return desk.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_six_steps_each_beside_what_it_is_about(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        case = desk.case
        await desk.press("2", "f3")
        targets = [case.title_bar, case.timeline_frame, case.actors, case.detail, case.notes, case.key_bar]
        for number, target in enumerate(targets, 1):
            box = tour(desk).box.region
            assert f"{number} of 6" in desk.text
            assert target.region.area and box.area and Region(0, 0, *size).contains_region(box)
            if target in (case.title_bar, case.key_bar):
                assert not box.overlaps(target.region)
            else:
                assert (
                    box.y > target.region.y or box.x >= target.region.right or box.bottom <= target.region.y
                )
            last = tour(desk).step.text.split()[-1]
            assert last in desk.text and "esc leave" in desk.text
            await desk.press("enter")
        assert desk.app.screen is case and case.place == "actors"


async def test_back_and_out_at_any_time(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("f3")
        handled(desk, "tour")
        await desk.press("space", "l", "backspace")
        assert "2 of 6" in desk.text
        await desk.press("left", "h")
        assert "1 of 6" in desk.text
        await desk.press("right", "escape")
        assert desk.app.screen is desk.case and desk.case.place == "timeline"


async def test_any_other_key_leaves_it_and_acts(folder: Path) -> None:
    async with browser(folder) as desk:
        before = desk.case.timeline.cursor_index
        await desk.press("f3", "enter", "enter", "j")
        assert desk.app.screen is desk.case and desk.case.timeline.cursor_index > before
        await desk.press("f3", "2")
        assert desk.app.screen is desk.case and desk.case.place == "actors"
        await desk.press("f3", "q")
        assert desk.app.return_code == 0


async def test_a_resize_moves_it_along(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("f3", "enter", "enter")
        for size in reversed(SIZES):
            await desk.resize(*size)
            assert "3 of 6" in desk.text and Region(0, 0, *size).contains_region(tour(desk).box.region)


async def test_a_click_goes_on(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("f3")
        await desk.pilot.click(offset=(5, 30))
        await desk.settle()
        assert "2 of 6" in desk.text
        y = next(number for number, row in enumerate(desk.rows) if "esc leave" in row)
        await desk.pilot.click(offset=(desk.rows[y].index("leave"), y))
        await desk.settle()
        assert desk.app.screen is desk.case


async def test_from_the_list_of_cases_into_the_case(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, None, habits=habits) as desk:
        assert "1 of 6" in desk.text and "Your cases" in desk.text
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, Tour) and len(desk.app.screen_stack) == 2)
        await desk.settle()
        assert isinstance(desk.app.screen_stack[0], CaseScreen)
        assert "2 of 6" in desk.text and "The timeline" in desk.text
        await desk.press("enter", "enter", "enter", "enter")
        assert "6 of 6" in desk.text
        await desk.press("enter")
        assert desk.app.screen is desk.case


async def test_it_is_shown_once_to_each_user(folder: Path, habits: HabitFile) -> None:
    async with browser(folder, habits=habits) as desk:
        tour(desk)
        await desk.press("escape", "q")
    assert habits.read().tour_seen
    async with browser(folder, habits=habits) as desk:
        assert isinstance(desk.app.screen, CaseScreen)
        await desk.press("escape")
        assert isinstance(desk.app.screen, LibraryScreen)


async def test_it_is_not_shown_unasked_in_a_read_only_library(folder: Path, habits: HabitFile) -> None:
    library = Library(folder, read_only="it was opened read-only")
    async with browser(library, habits=habits) as desk:
        assert isinstance(desk.app.screen, CaseScreen) and not habits.path.exists()
        await desk.press("f3")
        tour(desk)


async def test_it_is_found_in_the_help_and_in_the_palette(folder: Path) -> None:
    async with browser(folder) as desk:
        for key in ("?", "ctrl+p"):
            await desk.press(key)
            await desk.type("shown around")
            await desk.press("enter")
            tour(desk)
            await desk.press("escape")


async def test_drafts_are_offered_after_it(folder: Path, habits: HabitFile) -> None:
    opened = Library(folder).open("harbour")
    opened.drafts.save("note-n-x", {"title": "Half", "body": "written"})
    opened.close()
    async with browser(folder, habits=habits) as desk:
        tour(desk)
        await desk.press("escape")
        assert isinstance(desk.app.screen, Chooser) and "A note was not finished" in desk.text


async def test_without_a_case_it_says_what_it_needs(tmp_path: Path) -> None:
    async with browser(tmp_path, None) as desk:
        await desk.press("f3")
        assert desk.said == "The tour shows around in a case: n makes one."


@pytest.mark.parametrize(
    ("target", "side"),
    [
        (Region(0, 0, 120, 1), "below"),
        (Region(0, 39, 120, 1), "above"),
        (Region(0, 1, 60, 38), "right"),
        (Region(60, 1, 60, 38), "left"),
        (Region(0, 1, 120, 38), "inside"),
    ],
)
def test_the_box_stands_beside_what_it_points_at(target: Region, side: str) -> None:
    screen, box = Size(120, 40), Size(46, 9)
    place = place_for(target, box, screen)
    assert place.side == side
    assert Region(0, 0, *screen).contains_region(Region(*place.offset, *box))
