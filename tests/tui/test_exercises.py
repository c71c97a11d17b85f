"""Every action of the action table, in every place that it holds in, is done by each of its keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from casefile.tui import addresses
from casefile.tui.actions import ACTIONS, PLACES, Action, keys_at
from casefile.tui.widgets.find_view import FindView
from tests.tui.desk import Desk, browser, press, write_case
from tests.tui.exercises import EXERCISES, WAYS, Exercise, long_case, tried_case


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the cases; no editor takes the terminal, no page is opened."""
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'w').write('# Written outside')")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.setattr(App, "suspend", lambda app: nullcontext())
    monkeypatch.setattr(addresses, "open_address", lambda url: (True, f"{url} was opened"))
    return tmp_path / "cases"


@contextmanager
def heard(desk: Desk, action: Action, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Those who do the action meanwhile: the class of the widget, screen or app whose method is called."""
    done: list[str] = []
    nodes = [*(desk.app.focused.ancestors_with_self if desk.app.focused else ()), desk.app.screen, desk.app]
    name = f"action_{action.id}"

    def listening(kind: type, method: Callable[..., Any]) -> Callable[..., Any]:
        def does(node: Any, *arguments: Any) -> Any:
            done.append(kind.__name__)
            return method(node, *arguments)

        return does

    with monkeypatch.context() as patch:
        for kind in {type(node) for node in nodes}:
            if hasattr(kind, name):
                patch.setattr(kind, name, listening(kind, getattr(kind, name)))
        yield done


async def problems_of(desk: Desk, action: Action, key: str, exercise: Exercise, patch: Any) -> list[str]:
    """What is wrong with an action that is tried by a key where it holds."""
    await press(desk, exercise.keys)
    desk.app.clear_notifications()
    before = exercise.seen(desk)
    with heard(desk, action, patch) as doers:
        await desk.press(key)
    after = exercise.seen(desk)
    problems = []
    if before == exercise.then:
        problems.append(f"{before!r} is so before the key already")
    if after != exercise.then:
        problems.append(f"{after!r} is seen, not {exercise.then!r}")
    if len(doers) != 1:
        problems.append(f"it is done {len(doers)} times, not once")
    return problems


def looks(desk: Desk) -> tuple[object, ...]:
    """How a browser looks, colours and all: what stands on it, where the keys go, and how often its case was changed."""
    changes = desk.app.session.case.revision if desk.app.session is not None else 0
    here = desk.app.focused.find_place() if isinstance(desk.app.focused, FindView) else None
    return (
        desk.app.screen._compositor.render_strips(),
        type(desk.app.screen),
        type(desk.app.focused),
        here,
        changes,
    )


class Browsers:
    """Browsers for one place: one is used again when keys lead back to how the place looked at first."""

    def __init__(self, folder: Path, place: str) -> None:
        self._folder = folder
        self._case_id, self._way = WAYS[place]
        self._stack = AsyncExitStack()
        self._desk: Desk | None = None
        self._begins_on: type[object] = type(None)
        self._first: tuple[object, ...] = ()
        self.started = 0

    async def __aenter__(self) -> Browsers:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._stack.aclose()

    async def at_the_place(self) -> Desk:
        """A browser in the place, as if nothing had been done."""
        if self._desk is None or not await self._leads_back(self._desk):
            await self._stack.aclose()
            self._desk = await self._start()
        return self._desk

    async def _leads_back(self, desk: Desk) -> bool:
        """Tries escape, and the way to the place where that leads to its beginning."""
        for key in ("", "escape", "escape"):
            if desk.app.return_code is not None:
                return False
            await press(desk, key)
            desk.app.clear_notifications()
            await desk.settle()
            if type(desk.app.screen) is self._begins_on:
                await press(desk, self._way)
            if looks(desk) == self._first:
                return True
        return False

    async def _start(self) -> Desk:
        self.started += 1
        folder = self._folder / str(self.started)
        write_case(folder, tried_case())
        write_case(folder, long_case(), "long")
        desk = await self._stack.enter_async_context(browser(folder, self._case_id))
        self._begins_on = type(desk.app.screen)
        await press(desk, self._way)
        self._first = looks(desk)
        return desk


@pytest.mark.parametrize("place", PLACES)
async def test_every_action_does_what_it_says_by_each_of_its_keys(
    cases: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = []
    async with Browsers(cases, place) as browsers:
        for action in ACTIONS:
            for key in keys_at(place, action.keys) if place in action.places else ():
                exercise = EXERCISES[place][action.id]
                found = await problems_of(await browsers.at_the_place(), action, key, exercise, monkeypatch)
                problems += [f"{place}: {key} for {action.id}: {problem}" for problem in found]
    assert not problems, "\n" + "\n".join(problems)


def test_every_action_is_tried_in_every_place_that_it_holds_in() -> None:
    declared = {(place, action.id) for action in ACTIONS for place in action.places}
    exercised = {(place, name) for place, exercises in EXERCISES.items() for name in exercises}
    assert declared == exercised
