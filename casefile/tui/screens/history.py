"""The case's history: every step with who made it, what it changed, and a key that takes that very step back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.binding import BindingType
from textual.widget import Widget

from casefile.errors import CasefileError
from casefile.model.text import plural
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.steps import StepRows, changed_lines, made_by
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.store import Step
    from casefile.tui.screens.case import CaseScreen
    from casefile.tui.session import Session, Steps

_FIRST: Final = 200
_SLICE: Final = 500
"""How many steps are read before the first are shown, and then at once."""


class StepList(VirtualList, inherit_bindings=False):
    """The steps."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("history")


class StepDocument(Document, inherit_bindings=False):
    """What a step changed, to be read on in."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("history")


class HistoryScreen(ViewScreen, inherit_bindings=False):
    """The steps of the open case, the newest on top."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    DEFAULT_CSS = """
    HistoryScreen {
        #steps { height: 3fr; }
        #changed { height: 2fr; }
    }
    """
    place = "history"
    label = "History"
    of_all_times = True

    def __init__(self, home: CaseScreen) -> None:
        super().__init__(home)
        self.rows = StepRows(self.reading, self.casefile_app.author)
        self.list = StepList(empty="Nothing was changed yet.")
        self.document = StepDocument()
        self.frame = Frame(self.list, title="Steps", id="steps")
        self.document_frame = Frame(self.document, title="What it changed", id="changed")
        self._begun = False
        self._all_read = False

    def body(self) -> Iterator[Widget]:
        """The steps above, what the one under the cursor changed below."""
        yield self.frame
        yield self.document_frame

    async def _work(self) -> None:
        """Reads what came since; at first the newest steps, and the others when these are shown."""
        if not self._begun:
            self._begun = True
            self.run_worker(self._read_all(), group="steps")
        elif self._all_read or len(self.rows):
            await self._read_newer()

    async def _read_all(self) -> None:
        steps, count = self._session.steps(), _FIRST
        while found := await self._read(steps, count):
            self.rows.add_older(found)
            self.show()
            if count == _FIRST:
                await self._read_newer()
            count = _SLICE
        self._all_read = True
        self.show()

    async def _read_newer(self) -> None:
        self.rows = self.rows.with_newer(await self._read(self._session.steps(self.rows.newest), sys.maxsize))
        self.show()

    async def _read(self, steps: Steps, count: int) -> list[Step]:
        try:
            return await steps.next(count)
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return []

    @property
    def _session(self) -> Session:
        assert self.home.session is not None
        return self.home.session

    def show(self) -> None:
        """Shows the steps as far as they are read; the cursor stays on its step."""
        count = len(self.rows)
        words = plural(count, "step") if self._all_read else f"{count:,} …"
        self.document_frame.display = count > 0
        self.frame.set_frame(count=f"{words} · UTC")
        self.list.show(self.rows)
        self.key_bar.follow()
        if self.focused is None:
            self.list.focus()

    @property
    def here(self) -> Step | None:
        """The step under the cursor."""
        return cast("Step | None", self.rows.step(self.list.cursor_key))

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """What the step changed stands below."""
        event.stop()
        self.run_worker(self._tell(), group="tell", exclusive=True)

    async def _tell(self) -> None:
        step = self.here
        if step is None:
            self.document.set_document(())
            return
        try:
            entry = await self._session.entry(step)
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.document_frame.set_frame(count=made_by(step))
        self.document.set_document(changed_lines(self.reading, entry.changes))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click does nothing: it is too easily made to change a record."""
        event.stop()

    def action_turn_to(self) -> None:
        """Goes into what the step changed, or back to the steps."""
        (self.document if self.list.has_focus else self.list).focus()

    def level_left(self) -> bool:
        """From what a step changed back to the steps."""
        inside = self.document.has_focus
        if inside:
            self.list.focus()
        return inside

    def without(self) -> frozenset[str]:
        """Without a step there is nothing to undo or to go to; nothing is undone where nothing can be written."""
        idle = set() if len(self.rows) else {"undo_step", "go_step", "turn_to"}
        return super().without() | (idle if self.writable else {*idle, "undo_step"})

    def action_go_step(self) -> None:
        """Goes to the record that the step changed."""
        step = self.here
        if step is not None and step.id in self.case:
            self.dismiss(step.id)
        elif step is not None:
            self.notify("The record is not there any more.", markup=False)

    async def action_undo_step(self) -> None:
        """Takes the step under the cursor back, and nothing else."""
        step = self.here
        if step is None or not self.may_write():
            return
        made = await self.casefile_app.change(self.home, partial(self._session.revert, step))
        if not made:
            return
        if made.changes:
            self.home.say_done(f"Undone: {step.label}.")
        else:
            self.notify(f"Nothing is left of it: {step.label}.", markup=False)
        self.look_again()
