"""A small case, and the browser opened on it, for the tests of the interface."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual._context import visible_screen_stack
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from casefile.config import Config
from casefile.habits import HabitFile
from casefile.model.records import document_id
from casefile.store import Library
from casefile.tui.app import CasefileApp
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.library import LibraryScreen
from casefile.tui.widgets.painting import PaintedAtRest

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WIDE, SMALL, LEAST = (120, 40), (80, 24), (60, 20)
SIZES = (WIDE, SMALL, LEAST)
Tables = dict[str, list[dict[str, Any]]]


def on(day: str, **more: str) -> dict[str, str]:
    return {"edtf": day, **more}


def harbour() -> Tables:
    """A fire in a harbour: five events, one of them contested, one undated."""
    return {
        "case": [
            {
                "id": "harbour",
                "format": "casefile",
                "format_version": 1,
                "title": "Harbour fire",
                "summary": "A store burned down.",
                "bottom_line": "It was likely set alight.",
                "status": "open",
                "when": on("2024-01-03"),
                "place": "quay",
                "timezone": "Asia/Tehran",
                "calendars": ["gregorian", "persian"],
                "marking": "TLP:GREEN",
                "modified": "2026-11-20T10:00:00.000Z",
            }
        ],
        "places": [{"id": "quay", "name": "North quay", "latitude": 27.1, "longitude": 56.2}],
        "sources": [
            {"id": "irna", "name": "IRNA", "kind": "news-agency", "reliability": "B"},
            {"id": "gazette", "name": "The Gazette", "kind": "newspaper", "reliability": "C"},
        ],
        "reports": [
            {
                "id": "irna-1",
                "source": "irna",
                "title": "Fire in the harbour",
                "published": on("2024-01-03"),
                "url": "https://example.org/1",
            },
            {
                "id": "gazette-1",
                "source": "gazette",
                "title": "Blaze at the quay",
                "published": on("2024-01-04"),
                "url": "https://example.org/2",
                "derived_from": ["irna-1"],
            },
            {"id": "gazette-2", "source": "gazette", "title": "Two held", "published": on("2024-01-09")},
        ],
        "actors": [
            {
                "id": "brigade",
                "kind": "organisation",
                "name": "Fire brigade",
                "names": [{"value": "آتش نشانی", "script": "Arab"}],
                "reports": ["irna-1"],
            },
            {"id": "mayor", "kind": "person", "name": "The mayor", "description": "Speaks for the town"},
            {"id": "owner", "kind": "person", "name": "Owner of the store"},
        ],
        "events": [
            {
                "id": "lease",
                "kind": "background",
                "title": "The store is let",
                "when": on("2020~"),
            },
            {
                "id": "fire",
                "kind": "attack",
                "title": "Fire breaks out",
                "when": on("2024-01-03T15:00:00+03:30~"),
                "place": "quay",
                "participants": [{"actor": "brigade", "role": "came"}],
                "reports": ["irna-1", "gazette-1"],
                "importance": 3,
            },
            {
                "id": "mourning",
                "kind": "reaction",
                "title": "A day of mourning",
                "when": on("2024-01-03T12:00:00+03:30"),
                "participants": [{"actor": "mayor"}],
            },
            {
                "id": "arrests",
                "kind": "arrest",
                "title": "Two people are held",
                "when": on("2024-01-09T23:30:00+03:30"),
                "reports": ["gazette-2"],
            },
            {"id": "suit", "kind": "trial", "title": "A suit is heard"},
        ],
        "claims": [
            {
                "id": "c-one",
                "statement": "Three died.",
                "subject": "fire",
                "predicate": "killed",
                "value": {"number": 3},
                "attribution": ["brigade", "irna"],
                "reports": ["irna-1"],
                "asserted": on("2024-01-03"),
                "credibility": 2,
            },
            {
                "id": "c-two",
                "statement": "Five died.",
                "subject": "fire",
                "predicate": "killed",
                "value": {"number": 5},
                "attribution": ["mayor"],
                "reports": ["gazette-1"],
                "asserted": on("2024-01-04"),
                "credibility": 3,
                "contradicts": ["c-one"],
            },
        ],
        "notes": [
            {
                "id": "n-why",
                "kind": "question",
                "title": "Why did it burn?",
                "body": "See [[fire]] and *think*.",
                "about": ["fire"],
                "modified": "2026-11-20T10:00:00.000Z",
            },
            {
                "id": "n-pin",
                "title": "Keep the names apart",
                "body": "Two owners.",
                "pinned": True,
                "about": ["owner"],
                "modified": "2026-11-19T10:00:00.000Z",
            },
        ],
    }


def write_case(folder: Path, tables: Tables, case_id: str = "harbour") -> Path:
    """The case file of some tables."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {**tables, "case": [{**tables["case"][0], "id": case_id}]}
    content = {
        name: {str(document_id(record["id"])): record for record in records}
        for name, records in tables.items()
    }
    path = folder / f"{case_id}.json"
    path.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    return path


def threads_of(loop: asyncio.AbstractEventLoop) -> set[asyncio.Future[Any]]:
    """What runs in threads for the loop, kept up to date from now on."""
    running: set[asyncio.Future[Any]] = set()
    begin = loop.run_in_executor

    def begun(*arguments: Any) -> asyncio.Future[Any]:
        future = begin(*arguments)
        running.add(future)
        future.add_done_callback(running.discard)
        return future

    loop.run_in_executor = begun  # type: ignore[method-assign, assignment]
    return running


class Desk:
    """The browser under test: keys are pressed, and everything that they set off has happened when it returns."""

    def __init__(self, pilot: Pilot[int], app: CasefileApp) -> None:
        self.pilot = pilot
        self.app = app
        self._threads = threads_of(asyncio.get_running_loop())

    def put_off(self, screen: Screen[Any]) -> None:
        """A screen is to be painted: that is done when it is looked at; what lies below another tells that one."""
        if screen is not self.app.screen:
            Screen._compositor_refresh(screen)

    async def settle(self) -> None:
        """Lets everything happen that is under way, threads and what follows from them; it waits for no clock."""
        await self.quiet()
        while (workers := list(self.app.workers)) or not self.app.keyboard.at_rest:
            for worker in workers:
                with suppress(WorkerCancelled, WorkerFailed, asyncio.CancelledError):
                    await worker.wait()
            await self.quiet()

    async def quiet(self) -> None:
        """Nothing is left to do but what waits for a clock or a key, and to paint it."""
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        while True:
            while ready:
                await asyncio.sleep(0)
            if self._threads:
                await asyncio.wait(self._threads)
                continue
            self.app.screen._on_timer_update()
            await asyncio.sleep(0)
            if not (ready or self._threads or self._changed):
                return

    @property
    def _changed(self) -> bool:
        """Whether something changed its place or its looks while the screen was painted."""
        screen = self.app.screen
        changed = screen._layout_required or screen._scroll_required or screen._dirty_widgets
        return bool(changed or screen._callbacks) and not self.app._batch_count and screen.is_current

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits for what a timer brings about."""
        for _ in range(3000):
            if true():
                return
            await self.quiet()
            await asyncio.sleep(0.002)
        raise AssertionError(f"it did not come about: {self.said}\n{self.text}")

    async def press(self, *keys: str) -> None:
        """Presses keys, by their names."""
        await self.send(keys)

    async def type(self, text: str) -> None:
        """Types a text line by line, each faster than anybody can: no letter waits for what the one before sets off."""
        await self.send(text)

    async def send(self, keys: str | tuple[str, ...]) -> None:
        """Presses keys by their names, or types a text; nothing of it is painted yet."""
        for key in keys:
            if isinstance(keys, tuple):
                self._send(key, key if len(key) == 1 else None)
                await self.settle()
            else:
                self._send("enter" if key == "\n" else _character_to_key(key), key)
                if key == "\n":
                    await self.settle()
        await self.settle()

    def _send(self, key: str, character: str | None) -> None:
        event = Key(_character_to_key(key) if len(key) == 1 else key, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def resize(self, width: int, height: int) -> None:
        """The terminal has another size."""
        assert isinstance(self.app._driver, HeadlessDriver)
        size = Size(width, height)
        self.app._driver._size = size
        self.app.post_message(Resize(size, size))
        await self.until(lambda: self.app.screen.size == size)
        await self.pilot.pause()
        await self.settle()

    @property
    def case(self) -> CaseScreen:
        screen = next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, CaseScreen))
        return screen

    @property
    def library(self) -> LibraryScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, LibraryScreen)
        return screen

    @property
    def rows(self) -> list[str]:
        """What stands on the screen, line by line."""
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    def row(self, words: str) -> str:
        """The line of the screen that has these words."""
        return next(row for row in self.rows if words in row)

    @property
    def said(self) -> str:
        """The newest message to the user; "" where there is none."""
        notes = list(self.app._notifications)
        return notes[-1].message if notes else ""

    @property
    def record(self) -> dict[str, Any]:
        """The record that is looked at, as it stands in the case."""
        assert self.case.reading is not None and self.case.current_id is not None
        return self.case.reading.case.raw(self.case.current_id)[1]

    def notes(self) -> dict[str, dict[str, Any]]:
        """The notes of the case, as they stand in memory."""
        assert self.case.reading is not None
        return dict(self.case.reading.case.table("notes"))


async def press(desk: Desk, keys: str) -> None:
    """Presses keys with blanks between them, and types what stands in single quotes."""
    for key in re.findall(r"'[^']*'|\S+", keys):
        if len(key) > 1 and key[0] == "'":
            await desk.send(key[1:-1])
        else:
            await desk.send((key,))


def library_of(folder: Path) -> Library:
    return Library(folder, clock=lambda: NOW, author="analyst")


@asynccontextmanager
async def browser(
    library: Library | Path,
    case_id: str | None = "harbour",
    size: tuple[int, int] = WIDE,
    habits: HabitFile | None = None,
    *,
    each_frame: bool = False,
    **config: Any,
) -> AsyncIterator[Desk]:
    """The browser on a library, when it has shown what it was asked for.

    It is painted when a test looks at it; with ``each_frame`` each frame is, as for a reader, which takes twice as long.
    """
    opened = library_of(library) if isinstance(library, Path) else library
    app = CasefileApp(opened, case_id, Config(**config), now=lambda: NOW, habits=habits)
    async with app.run_test(size=size) as pilot:
        desk = Desk(pilot, app)
        with (
            nullcontext()
            if each_frame
            else patch.object(PaintedAtRest, "paint", lambda screen: desk.put_off(screen))
        ):
            if case_id is not None:
                await desk.until(
                    lambda: any(isinstance(one, CaseScreen) and one.ready for one in app.screen_stack)
                )
            else:
                await desk.until(lambda: desk.library.listed)
            await desk.settle()
            yield desk
            await desk.settle()
