"""Where every change of a case goes through: it is made off the event loop, shown, and what others did is taken in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual.timer import Timer

from casefile.errors import CasefileError
from casefile.model.conflicts import ConflictError
from casefile.model.text import plural
from casefile.tui.ending import Ending

if TYPE_CHECKING:
    from casefile.model.case import Case, Edit
    from casefile.model.conflicts import Conflict
    from casefile.store import Library
    from casefile.tui.screens.workbench import Workbench
    from casefile.tui.session import Session

_SETTLE_SECONDS = 1.0
"""How long after the last change the file is brought up to date with the history."""

REFRESH_SECONDS = 1.0
"""How often it is asked whether somebody else changed the case."""

Change = Callable[[], Awaitable["Edit | None"]]
"""Makes a change of the open case; gives what was changed, None where there was nothing to do."""

Then = Callable[[], Awaitable[None]]
"""What is done when a change is on the disk after all."""


class Changing(Ending, inherit_bindings=False):
    """An app that changes the case in sight."""

    session: Session | None = None
    """The case in sight."""
    _settle_timer: Timer | None = None
    _told_problem = ""

    @property
    def library(self) -> Library:
        """The library of the cases."""
        raise NotImplementedError

    @property
    def case_in_sight(self) -> Workbench | None:
        """The screen of the open case, if there is one; other screens may lie over it."""
        raise NotImplementedError

    async def commit(self, screen: Workbench, edit: Edit, then: Then | None = None) -> bool:
        """The one way by which a record of the open case changes; whether the change is on the disk.

        Where someone else changed the same field since the edit was begun, the user is asked what is to stand: that
        takes its time, so that this returns False, and ``then`` is called when it is on the disk. Without a ``then``
        the user is told, and nothing is changed.
        """
        assert screen.session is not None
        try:
            return bool(await self._make(screen, partial(screen.session.commit, edit)))
        except ConflictError as error:
            screen.set_state(self._resting)
            await self.look_outside()
            if then is None:
                self._refuse(screen, error)
            else:
                self._ask(screen, edit, error.conflicts, then)
        except CasefileError as error:
            self._refuse(screen, error)
        return False

    def edit_of(self, make: Callable[[], Edit]) -> Edit | None:
        """The edit that is made so; None where it would break the rules of the format, which the user is told.

        That can be the fault of another field, where something else than this program wrote the record.
        """
        try:
            return make()
        except CasefileError as error:
            self.notify(f"Not saved: {error}", severity="error", timeout=15, markup=False)
            return None

    async def change(self, screen: Workbench, make: Change) -> Edit | Literal[False] | None:
        """Makes a change off the event loop and shows it; what it changed, or False where the user was told why not."""
        try:
            return await self._make(screen, make)
        except CasefileError as error:
            self._refuse(screen, error)
            return False

    async def _make(self, screen: Workbench, make: Change) -> Edit | None:
        screen.set_state("saving …")
        try:
            made = await make()
        except CasefileError:
            screen.set_state("not saved")
            raise
        screen.set_state(self._resting)
        if made is not None:
            screen.case_changed(made.changes)
            self._settle_soon()
        return made

    @property
    def _resting(self) -> str:
        """How the case stands when nothing of it waits to be saved, in the words of the top line."""
        return "file unreadable" if self._told_problem else "saved"

    def _refuse(self, screen: Workbench, error: CasefileError) -> None:
        screen.set_state("not saved")
        self.notify(f"Not saved: {error}", severity="error", timeout=15, markup=False)

    def _ask(self, screen: Workbench, edit: Edit, conflicts: Sequence[Conflict], then: Then) -> None:
        """Asks about one conflict after the other; the edit is made when all are decided."""
        from casefile.analysis.versions import field_place
        from casefile.tui.screens.conflict import BOTH, MINE, THEIRS, ConflictChooser

        conflicts = sorted(conflicts, key=lambda one: field_place(one.field))

        def ask(decided: Edit, number: int) -> None:
            conflict = conflicts[number]

            async def answered(answer: str | None) -> None:
                values = {MINE: conflict.mine, THEIRS: conflict.theirs, BOTH: conflict.both}
                if answer not in values:
                    return
                rest = conflict.decided(decided, values[answer])
                if number + 1 < len(conflicts):
                    ask(rest, number + 1)
                elif not rest.changes or await self.commit(screen, rest, then):
                    await then()

            self.push_screen(ConflictChooser(conflict, number + 1, len(conflicts)), answered)

        ask(edit, 0)

    async def commit_in(self, case_id: str, make: Callable[[Case], Edit]) -> bool:
        """Makes a change in any case of the library; whether it is on the disk. The open case is changed as always."""
        screen = self.case_in_sight
        if screen is not None and self.session is not None and self.session.case.id == case_id:
            edit = self.edit_of(partial(make, self.session.case))
            return edit is not None and await self.commit(screen, edit)

        def committed() -> None:
            opened = self.library.open(case_id)
            try:
                opened.commit(make(opened.case), asking=True)
            finally:
                opened.close()

        try:
            await asyncio.to_thread(committed)
        except CasefileError as error:
            self.notify(f"Not saved: {error}", severity="error", timeout=15, markup=False)
            return False
        return True

    # The file follows the history

    def _settle_soon(self) -> None:
        if self._settle_timer is not None:
            self._settle_timer.stop()
        self._settle_timer = self.set_timer(_SETTLE_SECONDS, self._settle)

    def _settle(self) -> None:
        if self.session is not None:
            self.run_worker(self.settle_on(self.session), group="settle")

    async def settle_on(self, session: Session) -> None:
        """Brings a case's file up to date with its history; where that fails, it is told."""
        try:
            await session.settle()
        except CasefileError as error:
            self.notify(f"The file waits for its history: {error}", severity="warning", markup=False)

    # What others do

    def look_outside_soon(self) -> None:
        """Takes in what others changed, beside everything else."""
        if self.session is not None:
            self.run_worker(self.look_outside(), group="refresh")

    async def look_outside(self) -> None:
        """Takes in what others changed."""
        session, screen = self.session, self.case_in_sight
        if session is None or screen is None or screen.session is not session or not screen.ready:
            return
        try:
            changes = await session.refresh()
        except CasefileError as error:
            screen.set_state("file unreadable")
            if str(error) != self._told_problem:
                self._told_problem = str(error)
                self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        if self._told_problem:
            self._told_problem = ""
            screen.set_state("read-only" if session.read_only else "saved")
        if changes:
            screen.case_changed(tuple(changes))
            count = len(changes)
            self.notify(f"{plural(count, 'record')} changed elsewhere; shown now.", markup=False)
