"""The mouse, wherever it is natural: panes, rows, titles, tabs, the strip, footers, dialogs, the wheel."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.library import LibraryScreen
from tests.tui.desk import SMALL, Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


async def click(desk: Desk, words: str, times: int = 1) -> None:
    """Clicks on words of the screen."""
    y = next(number for number, row in enumerate(desk.rows) if words in row)
    await desk.pilot.click(offset=(desk.rows[y].index(words), y), times=times)
    await desk.settle()


async def wheel(desk: Desk, widget: Widget, down: bool) -> None:
    """Turns the wheel over a widget."""
    from textual.events import MouseScrollDown, MouseScrollUp

    kind = MouseScrollDown if down else MouseScrollUp
    x, y = widget.region.center
    x, y = int(x), int(y)
    desk.app.screen._forward_event(kind(widget, x, y, 0, 1 if down else -1, 0, False, False, False, x, y))
    await desk.settle()


async def test_a_row_is_gone_to_and_by_a_double_click_into(folder: Path) -> None:
    async with browser(folder) as desk:
        await click(desk, "Owner of the store")
        assert desk.case.place == "actors" and desk.case.current_id == "owner"
        await click(desk, "Blaze at the quay", 2)
        assert desk.case.place == "detail" and desk.case.current_id == "gazette-1"


async def test_a_title_gives_the_focus_and_by_a_double_click_the_screen(folder: Path) -> None:
    async with browser(folder) as desk:
        for title, place in (("2 Actors", "actors"), ("4 Notes", "notes"), ("1 Timeline", "timeline")):
            await click(desk, title)
            assert desk.case.place == place and not desk.case.zoomed
        await click(desk, "3 Sources", 2)
        assert (
            desk.case.zoomed
            and desk.case.place == "sources"
            and "2 Actors" not in desk.text.split("\n", 2)[2]
        )
        await click(desk, "3 Sources ─", 2)
        assert not desk.case.zoomed


async def test_the_strip_and_the_references_of_a_record(folder: Path) -> None:
    async with browser(folder) as desk:
        y = next(number for number, row in enumerate(desk.rows) if "2020 " in row and "2024" in row)
        await desk.pilot.click(offset=(desk.rows[y].index("2020") + 5, y))
        await desk.settle()
        assert desk.case.current_id == "lease"
        desk.case.go_to("fire")
        await desk.settle()
        bottom = desk.case.detail.region
        row = next(number for number in range(bottom.y, bottom.bottom) if "Fire brigade" in desk.rows[number])
        await desk.pilot.click(offset=(desk.rows[row].index("Fire brigade"), row))
        await desk.settle()
        assert desk.case.current_id == "c-one"


async def test_tabs_and_footer(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        await click(desk, "3 Sources")
        assert desk.case.place == "sources"
        await click(desk, "? help")
        assert "Keys" in desk.text
        await click(desk, "esc close")
        assert isinstance(desk.app.screen, CaseScreen)


@pytest.mark.parametrize("keys", ["y", "w", "x", "A", "S", "R", "ctrl+f"])
async def test_a_click_on_a_key_shows_the_help_in_a_dialog_and_closes_it(folder: Path, keys: str) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("fire")
        await desk.press(keys)
        dialog = desk.app.screen
        assert dialog is not desk.case
        await click(desk, " help")
        assert "Keys and signs" in desk.text
        await desk.press("escape")
        assert desk.app.screen is dialog
        await click(desk, "esc ")
        assert desk.app.screen is desk.case


async def test_a_dialog_is_answered_and_left(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("y")
        await desk.pilot.click(offset=(1, 1))
        await desk.settle()
        assert isinstance(desk.app.screen, CaseScreen)
        await desk.press("ctrl+p")
        await desk.type("owner of")
        await click(desk, "Palette")
        await click(desk, "owner of")
        await click(desk, "Owner of the store", 2)
        assert desk.case.current_id == "owner"


async def test_the_wheel_scrolls_what_is_under_it(tmp_path: Path) -> None:
    tables = harbour()
    tables["actors"] += [
        {"id": f"a-{number:06}", "kind": "person", "name": f"Person {number}"} for number in range(50)
    ]
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        await wheel(desk, desk.case.actors, True)
        assert desk.case.actors.scroll_offset.y > 0 and desk.case.place == "timeline"
        await wheel(desk, desk.case.actors, False)
        assert desk.case.actors.scroll_offset.y == 0


async def test_a_case_is_opened_by_a_double_click(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await click(desk, "5 events")
        assert isinstance(desk.app.screen, LibraryScreen)
        await click(desk, "5 events", 2)
        await desk.until(lambda: isinstance(desk.app.screen, CaseScreen) and desk.app.screen.ready)
