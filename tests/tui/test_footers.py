"""Every screen and every line that is typed into says the keys that hold there, and no others.

Every time, `test_exercises.py` proves what each key does and `test_screens.py` that the footers name keys which are
bound; that each key named anywhere does something visible just there takes a minute of a core, and runs with the soak.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import pytest

from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.identities import IdentitiesScreen
from casefile.tui.screens.tour import Tour
from tests.tui.desk import Desk, browser, harbour, write_case

pytestmark = pytest.mark.soak

ROOMY = (200, 50)
"""So wide that a footer names all of its keys."""

WAYS: dict[str, tuple[str, ...]] = {
    "timeline": ("1",),
    "actors": ("2",),
    "sources": ("3",),
    "notes": ("4",),
    "detail": ("5",),
    "zoomed": ("z",),
    "followed": ("f",),
    "finding": ("/", "e"),
    "filtered": ("x", "enter"),
    "slider": ("K",),
    "date": ("K", "d"),
    "changes": ("K", "left", "left", "="),
    "claims": ("C",),
    "reason": ("C", "a"),
    "found": ("C", "/", "d", "enter"),
    "matrix": ("C", "m"),
    "relays of claims": ("C", "R"),
    "figures": ("F",),
    "counts": ("F", "space"),
    "questions": ("Q",),
    "links": ("2", "L"),
    "way": ("2", "L", "p"),
    "versions": ("V",),
    "difference": ("V", "tab"),
    "history": ("U",),
    "across": ("X",),
    "compare": ("X", "c"),
    "side by side": ("X", "c", "enter", "enter"),
    "relays": ("R",),
    "editor": ("n",),
    "template": ("n", "ctrl+o"),
    "form": ("a",),
    "copy": ("y",),
    "palette": ("ctrl+p",),
    "help": ("?",),
    "search": ("ctrl+f",),
    "filter": ("x",),
    "cases": ("ctrl+o",),
    "tour": ("f3",),
}
OF_LIBRARY: dict[str, tuple[str, ...]] = {
    "library": (),
    "preview": ("tab",),
    "library filter": ("/", "f"),
    "filtered library": ("/", "f", "enter"),
    "new case": ("n",),
    "library palette": ("ctrl+p",),
    "library search": ("ctrl+f",),
    "library tour": ("f3",),
}


class Opened:
    """Stands for a browser of the desktop."""

    name = "firefox"

    def open(self, url: str) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(webbrowser, "get", Opened)
    write_case(tmp_path / "cases", harbour())
    write_case(tmp_path / "cases", harbour(), "quarry")
    return tmp_path / "cases"


def bar(desk: Desk) -> KeyBar:
    """The footer of the screen in sight, drawn: what there is room for is known then."""
    assert desk.rows
    return desk.app.screen.query(KeyBar).last()


def state(desk: Desk) -> tuple[Any, ...]:
    """All that a key can change for who looks at it."""
    app = desk.app
    if app.return_code is not None:
        return ((), "left")
    words = tuple(note.message for note in app._notifications), len(app._notifications)
    return (tuple(map(id, app.screen_stack)), desk.rows, id(app.screen.focused), words, app.theme)


async def reach(desk: Desk, way: tuple[str, ...]) -> None:
    for key in way:
        await desk.press(key)
        if isinstance(screen := desk.app.screen, IdentitiesScreen):
            await desk.until(lambda screen=screen: len(screen.list.rows) > 0)  # type: ignore[misc]
            await desk.settle()
    desk.app.clear_notifications()
    await desk.settle()


async def back(desk: Desk, home: tuple[Any, ...]) -> bool:
    """Back to where the browser was opened; False where the key led elsewhere, or changed something for good."""
    while desk.app.return_code is None and len(desk.app.screen_stack) > len(home[0]):
        desk.app.pop_screen()
        await desk.settle()
    desk.app.clear_notifications()
    return state(desk) == home


async def prove(folder: Path, case_id: str | None, way: tuple[str, ...]) -> None:
    """Presses each key that the footer names; whatever a key does, the next one is pressed where it was named."""
    done: set[str] = set()
    while True:
        async with browser(folder, case_id, size=ROOMY) as desk:
            home = state(desk)
            while True:
                await reach(desk, way)
                shown = bar(desk)
                below = desk.app.size.height - shown.region.bottom
                assert below <= 1 or isinstance(desk.app.screen, Tour), f"other keys below: {desk.rows[-1]}"
                assert shown.shown, f"no keys are named\n{desk.text}"
                left = [action for action in shown.shown if action.id not in done]
                if not left:
                    return
                action, before = left[0], state(desk)
                done.add(action.id)
                await desk.press(action.keys[0])
                assert state(desk) != before, f"{action.keys[0]} ({action.id}) does nothing\n{desk.text}"
                if not await back(desk, home):
                    break


@pytest.mark.parametrize("name", WAYS)
async def test_each_key_that_a_footer_names_does_something_or_says_why_not(folder: Path, name: str) -> None:
    await prove(folder, "harbour", WAYS[name])


@pytest.mark.parametrize("name", OF_LIBRARY)
async def test_also_over_the_list_of_cases(folder: Path, name: str) -> None:
    await prove(folder, None, OF_LIBRARY[name])
