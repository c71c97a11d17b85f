"""A frame is painted once for all that belongs to it, before work that can wait, and then no more."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

import casefile.tui
from casefile.tui.widgets.finder import in_slices
from casefile.tui.widgets.painting import PaintedAtRest
from tests.tui.desk import LEAST, Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How fast this machine is has nothing to do with it: a frame waits until everything is at rest."""
    monkeypatch.setattr("casefile.tui.widgets.painting._PATIENCE", 60.0)


def frames_of(app: App[Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The screens that are painted from now on, in their order."""
    painted: list[str] = []
    display = app._display

    def shown(screen: Any, frame: Any) -> None:
        if frame is not None:
            painted.append(type(screen).__name__)
        display(screen, frame)

    monkeypatch.setattr(app, "_display", shown)
    return painted


async def turns(number: int, true: Callable[[], bool] = lambda: False) -> None:
    """Lets the loop turn, until that is so."""
    for _ in range(number):
        if true():
            return
        await asyncio.sleep(0)


async def frames_after(desk: Desk, key: str, painted: list[str], true: Callable[[], bool]) -> list[str]:
    """What is painted from a key until that is so, and whatever still comes then."""
    painted.clear()
    desk._send(key, key if len(key) == 1 else None)
    await turns(100_000, true)
    assert true()
    await turns(200)
    return list(painted)


async def test_a_key_that_closes_a_dialog_and_changes_the_screen_below_is_one_frame(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(folder, each_frame=True) as desk:
        await desk.press("x")
        await desk.type("arrest")
        painted = frames_of(desk.app, monkeypatch)
        frames = await frames_after(desk, "enter", painted, lambda: bool(painted))
        assert "kind: arrest" in desk.text
        assert frames == ["CaseScreen"]


async def test_a_screen_below_another_comes_to_rest_though_parts_of_it_are_hidden(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(folder, None, size=LEAST, each_frame=True) as desk:
        await desk.press("ctrl+f")
        for widget in desk.library.walk_children():
            widget.refresh()
        await desk.settle()
        painted = frames_of(desk.app, monkeypatch)
        await turns(500)
        assert painted == []
        assert not desk.library.frame_is_due


class Bench(PaintedAtRest[None]):
    def compose(self) -> ComposeResult:
        yield Static("before", id="words")


async def test_work_in_slices_begins_after_the_frame_that_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = Bench()
        await app.push_screen(screen)
        await pilot.pause()
        painted = frames_of(app, monkeypatch)
        order: list[str] = []

        def work() -> bool:
            order.append(f"after {len(painted)} frames")
            return True

        screen.query_one("#words", Static).update("after")
        screen._wait_for_rest()
        await in_slices(screen, work)
        assert order == ["after 1 frames"]


def test_every_screen_of_the_browser_is_painted_so() -> None:
    for module in pkgutil.walk_packages(casefile.tui.__path__, "casefile.tui."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {one for sub in kind.__subclasses__() for one in {sub, *below(sub)}}

    ours = {one for one in below(Screen) if one.__module__.startswith("casefile.")}
    whole = {one for one in ours if not one.__subclasses__()}
    assert {"CaseScreen", "LibraryScreen", "FormScreen", "Palette"} <= {one.__name__ for one in ours}
    assert [one.__name__ for one in whole if not issubclass(one, PaintedAtRest)] == []
