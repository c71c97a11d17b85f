"""Going from case to case: one is in sight, a few more are put aside as they are, and the library lists all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from casefile.errors import CasefileError
from casefile.tui.actions import keys_label
from casefile.tui.changing import Changing
from casefile.tui.keyboard import OPENS
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.workbench import Workbench
from casefile.tui.session import Session

if TYPE_CHECKING:
    from casefile.config import Config
    from casefile.store import OpenCase
    from casefile.tui.actions import Keys
    from casefile.tui.app import CasefileApp
    from casefile.tui.collector import Collector
    from casefile.tui.memory import Memory
    from casefile.tui.screens.library import LibraryScreen

_ASIDE = 4
"""How many cases stay open beside the one in sight."""


class Opening(Changing, inherit_bindings=False):
    """An app that opens cases of a library."""

    config: Config
    keys: Keys
    memory: Memory
    tour_goes_on: bool
    _aside: dict[str, CaseScreen]
    collector: Collector
    _asked_of: set[str]
    """The cases whose drafts were asked about: that is done once."""
    _turning: asyncio.Lock
    _wanted_record: str | None

    def library_screen(self, case_id: str | None = None) -> LibraryScreen:
        """The list of cases, the cursor on one."""
        from casefile.tui.screens.library import LibraryScreen

        return LibraryScreen(self.keys, case_id)

    def at_rest(self) -> None:
        """Called when what was opened is wholly shown."""
        raise NotImplementedError

    # Cases

    def open_case(self, case_id: str, record_id: str | None = None, *, recover: bool = False) -> None:
        """Opens a case in place of what is shown; with ``recover`` what can be read of a damaged one."""
        opened = partial(self.library.recover if recover else self.library.open, case_id)
        self._wanted_record = record_id
        self._in_turn(self._show_case(case_id, opened, anew=recover))

    def _in_turn(self, change: Coroutine[Any, Any, None]) -> None:
        """Another case is shown when the one before is: a change that is given up half-way would leave none."""

        async def turn() -> None:
            async with self._turning:
                await change

        self.run_worker(turn(), name=OPENS, group="case")

    def new_case(self, case_id: str, title: str) -> None:
        """Makes a case and opens it."""
        opened = partial(self.library.new, case_id, {"title": title})
        self._in_turn(self._show_case(case_id, opened, anew=True))

    def restore(self, case_id: str, generation: int) -> None:
        """Puts an earlier copy back in the place of a damaged file, and opens it."""

        restored = partial(self.library.restore, case_id, generation)
        self._in_turn(self._show_case(case_id, restored, anew=True))

    async def _show_case(self, case_id: str, opened: Callable[[], OpenCase], *, anew: bool) -> None:
        if not anew and case_id in self._aside:
            await self._take_up(case_id)
            return
        top = self.screen_stack[-1]
        if not anew and isinstance(top, CaseScreen) and top.case_id == case_id and top.ready:
            self._go_to_wanted(top)
            return
        await self._put_aside()
        screen = CaseScreen(case_id, self.keys)
        await self.switch_screen(screen)
        await self._let_go(case_id)
        await self._fill_case(screen, opened)

    async def _fill_case(self, screen: CaseScreen, opened: Callable[[], OpenCase]) -> None:
        try:
            found = await asyncio.to_thread(opened)
        except CasefileError as error:
            self.at_rest()
            self.notify(str(error), severity="error", timeout=10, markup=False)
            await self._switch_to_library(screen.case_id)
            return
        from casefile.tui.panes.content.reading import Reading

        screen.remember(await self.memory.how_left(screen.case_id))
        await self.memory.case_open(screen.case_id)
        self.session = Session(found)
        from casefile.tui.zone import own_zone, plain_zone

        clock = "UTC" if self.config.clock == "utc" else plain_zone(self.config.clock)
        own = clock if clock not in ("local", "UTC") else own_zone()
        reading = Reading(found.case, clock=clock, own_zone=own, calendar=self.config.calendar)
        screen.adopt(self.session, reading)

    def case_filled(self, screen: Workbench) -> None:
        """Called when a case is wholly shown: the record that was asked for, drafts, why it is read-only."""
        self.at_rest()
        self.collector.set_aside()
        if isinstance(screen, CaseScreen):
            screen.resume()
            self._go_to_wanted(screen)
        if screen.session is not None and screen.session.read_only:
            if not self.library.asked_read_only:
                self.notify(
                    f"Read-only: {screen.session.read_only}", severity="warning", timeout=10, markup=False
                )
        elif isinstance(screen, CaseScreen):
            self._greet(screen)

    def _greet(self, screen: CaseScreen) -> None:
        """Offers what was not finished; who is here for the first time is shown around before."""

        def offer() -> None:
            self.run_worker(self._offer_drafts(screen))

        goes_on, self.tour_goes_on = self.tour_goes_on, False
        if (goes_on or self.memory.wants_tour) and screen.is_current:
            self.show_tour(offer, goes_on=goes_on)
        else:
            offer()

    def show_tour(self, then: Callable[[], None] | None = None, *, goes_on: bool = False) -> None:
        """Shows around; then calls ``then``."""
        from casefile.tui.touring import show_tour

        show_tour(cast("CasefileApp", self), then, goes_on=goes_on)

    def _go_to_wanted(self, screen: CaseScreen) -> None:
        if self._wanted_record is not None:
            wanted, self._wanted_record = self._wanted_record, None
            screen.go_to(wanted)

    async def _offer_drafts(self, screen: CaseScreen) -> None:
        if screen.session is None:
            return
        try:
            drafts = await screen.session.drafts()
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if screen.is_current:
            screen.offer_drafts(drafts, ask=screen.case_id not in self._asked_of)
            self._asked_of.add(screen.case_id)

    def go_to_case(self, case_id: str, record_id: str) -> None:
        """Follows a reference into this or another case."""
        if isinstance(self.screen, CaseScreen) and self.screen.case_id == case_id:
            self.screen.go_to(record_id)
        else:
            self.open_case(case_id, record_id)

    async def _close_case(self) -> bool:
        """Brings the open case's file up to date and lets it go; whether that was done."""
        session = self.session
        if session is None:
            return True
        await self._keep_left()
        self.session = None
        return await self._close(session)

    async def _close(self, session: Session) -> bool:
        self.collector.take_back()
        try:
            await session.close()
        except CasefileError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return False
        return True

    # Several cases

    async def _put_aside(self) -> None:
        """The case in sight stays open out of sight, with its screen as it is; any other is closed."""
        screen, session = self.screen_stack[-1], self.session
        if session is None or not isinstance(screen, CaseScreen) or not screen.ready:
            await self._close_case()
            return
        await self._keep_left()
        self.session = None
        await self.settle_on(session)
        self._aside[screen.case_id] = screen
        if not self.is_screen_installed(screen):
            self.install_screen(screen, f"case-{screen.case_id}")
        while len(self._aside) > _ASIDE:
            await self._let_go(next(iter(self._aside)))

    async def _take_up(self, case_id: str) -> None:
        """Shows a case that was put aside."""
        await self._put_aside()
        screen = self._aside.pop(case_id)
        await self.switch_screen(screen)
        self.session = screen.session
        await self.memory.case_open(case_id)
        await self.look_outside()
        screen.draw_keys()
        self._go_to_wanted(screen)

    async def _let_go(self, case_id: str) -> bool:
        """Closes a case that was put aside, if it was; whether all of it is written."""
        screen = self._aside.pop(case_id, None)
        if screen is None:
            return True
        closed = screen.session is None or await self._close(screen.session)
        await self._forget(screen)
        return closed

    async def _forget(self, screen: Screen[Any]) -> None:
        """A screen that was put aside once is not removed by itself when another takes its place."""
        if self.is_screen_installed(screen) and screen not in self.screen_stack:
            self.uninstall_screen(screen)
            await screen.remove()

    def ask_case(self) -> None:
        """Asks for a case: those that were opened lately first."""
        from casefile.tui.palettes import ask_case

        asking = ask_case(cast("CasefileApp", self), frozenset(self._aside))
        self.run_worker(asking, name=OPENS, group="switch", exclusive=True)

    def last_case(self) -> None:
        """Goes to the case that was opened before this one."""
        shown = self.shown_case
        before = next((case_id for case_id in self.memory.recent if case_id != shown), None)
        if before is None:
            key = keys_label(self.keys["switch_case"])
            self.notify(f"No other case was opened yet: {key} lists all.", markup=False)
        else:
            self.open_case(before)

    @property
    def case_in_sight(self) -> CaseScreen | None:
        """The screen of the open case, if there is one; other screens may lie over it."""
        return next((one for one in self.screen_stack if isinstance(one, CaseScreen)), None)

    @property
    def shown_case(self) -> str:
        """The id of the case in sight; "" where there is none."""
        screen = self.case_in_sight
        return screen.case_id if screen is not None else ""

    def _keep_left_soon(self) -> None:
        self.run_worker(self._keep_left(), group="keep-left", exclusive=True)

    async def _keep_left(self) -> None:
        """Keeps how the case in sight would be left now."""
        screen = self.case_in_sight
        if screen is not None and screen.ready and self.session is not None and not self.session.read_only:
            await self.memory.keep_left(screen.case_id, screen.how_left())

    async def keep_drafts(self) -> None:
        """What stands in editors and forms goes on the disk as a draft."""
        for screen in self.screen_stack:
            save = getattr(screen, "save_draft", None)
            if save is not None and getattr(screen, "changed", True):
                await save()

    async def keep_everything(self) -> None:
        """Files follow their histories, and the case is found again as it was left."""
        await self._close_cases()

    async def _close_cases(self) -> bool:
        closed = [await self._close_case(), *[await self._let_go(case_id) for case_id in list(self._aside)]]
        return all(closed)

    # The library

    def show_library(self) -> None:
        """Leaves the case."""
        if isinstance(self.screen, CaseScreen):
            self._in_turn(self._leave_case(self.screen.case_id))

    async def _leave_case(self, case_id: str) -> None:
        await self._close_case()
        await self.memory.case_open("")
        await self._switch_to_library(case_id)

    async def _switch_to_library(self, case_id: str) -> None:
        left = self.screen_stack[-1]
        await self.switch_screen(self.library_screen(case_id))
        await self._forget(left)
        await self.list_cases()

    async def list_cases(self) -> None:
        """Reads the folder and shows what is in it."""
        from casefile.tui.screens.library import LibraryScreen

        entries, read_only = await asyncio.to_thread(lambda: (self.library.entries(), self.library.read_only))
        if isinstance(self.screen_stack[-1], LibraryScreen):
            self.screen_stack[-1].show_entries(entries, read_only=read_only)
        self.at_rest()
