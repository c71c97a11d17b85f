"""A further view of the open case, over the case screen: what the claims, figures and other views share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from casefile.errors import CasefileError
from casefile.tui.keyboard import OPENS
from casefile.tui.panes.content.signs import PAST
from casefile.tui.screens.bars import KeyBar, TitleBar, TooSmall
from casefile.tui.screens.find_line import FindLine
from casefile.tui.screens.workbench import LEAST
from casefile.tui.widgets.dialog import ClosesOnce
from casefile.tui.widgets.finder import in_slices
from casefile.tui.widgets.line import Line

if TYPE_CHECKING:
    from casefile.model.case import Case, Edit
    from casefile.tui.app import CasefileApp
    from casefile.tui.panes.content.reading import Reading
    from casefile.tui.screens.case import CaseScreen

_SLICE_SECONDS = 0.008
_LOOK_SECONDS = 0.5
"""How often it is asked whether the case has changed under the view."""


class ViewScreen(ClosesOnce[str | None], FindLine[str | None], inherit_bindings=False):
    """One view. It is dismissed with the record to go to, or with None where it is left.

    ``place`` is its name among the actions' places, ``label`` what it is called.
    """

    DEFAULT_CSS = """
    ViewScreen { background: $background; }
    """
    place: ClassVar[str]
    label: ClassVar[str]
    of_all_times: ClassVar[bool] = False
    """Whether what it shows is not of the moment that the case is shown as known at."""

    def __init__(self, home: CaseScreen) -> None:
        super().__init__()
        assert home.reading is not None
        self.home = home
        self.reading: Reading = home.reading
        self.title_bar, self.key_bar, self.too_small = TitleBar(), KeyBar(home.key_bar.keys), TooSmall()
        self._shown_revision = -1
        self._turning: set[str] = set()
        """Which of undo and redo there is something for."""

    @property
    def case(self) -> Case:
        """The open case."""
        return self.reading.case

    @property
    def casefile_app(self) -> CasefileApp:
        """The app, by its own type."""
        return cast("CasefileApp", self.app)

    def compose(self) -> ComposeResult:
        """From top to bottom: title, what the view shows, keys."""
        yield self.title_bar
        yield from self.body()
        yield self.key_bar
        yield self.too_small

    def body(self) -> Iterator[Widget]:
        """What the view shows."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Everything is worked out after the first paint."""
        self.show_title()
        self.too_small.show_for(self.app.size, LEAST)
        self.set_interval(_LOOK_SECONDS, self.look_again)
        self.call_after_refresh(self.look_again)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small says so."""
        self.too_small.show_for(event.size, LEAST)

    def draw_keys(self) -> None:
        """The keys that matter now."""
        self.key_bar.follow()

    def without(self) -> frozenset[str]:
        """The actions that would do nothing just now."""
        return frozenset({"undo", "redo"} - self._turning if self.writable else {"undo", "redo"})

    def show_title(self, *parts: Line) -> None:
        """The top line: the view, the case, and what else there is to say."""
        title = self.case.info.title or self.case.id
        named: list[Line] = [[(self.label, "strong")], [(" · ", "muted"), (title, "")]]
        if self.home.past is not None and not self.of_all_times:
            named.insert(1, [(" · ", "muted"), (f"{PAST} {self.home.past.words}", "warning")])
            if not self.home.past.mine:
                parts = (*parts, [(" · grades: today's", "muted")])
        self.title_bar.set_parts([*named, *parts], [(self.home.state, "muted"), (" ", "")])

    def look_again(self) -> None:
        """Works everything out anew where the case has changed."""
        if self.case.revision != self._shown_revision:
            name = OPENS if self._shown_revision < 0 else ""
            self._shown_revision = self.case.revision
            self.run_worker(self._work(), name=name, group="view", exclusive=True)
            self.run_worker(self._look_for_turns(), group="turns", exclusive=True)

    async def _look_for_turns(self) -> None:
        with suppress(CasefileError):
            if self.home.session is not None:
                self._turning = set(await self.home.session.next_turns())
            self.draw_keys()

    async def _work(self) -> None:
        steps = self.worked_out()
        await in_slices(self, partial(self._advance, steps))
        self.show()

    def _advance(self, steps: Iterator[None]) -> bool:
        until = perf_counter() + _SLICE_SECONDS
        return all(perf_counter() < until for _ in steps)

    def worked_out(self) -> Iterator[None]:
        """Works out what is to be shown, in small steps."""
        return iter(())

    def show(self) -> None:
        """Shows what was worked out."""

    async def commit(self, make: Callable[[], Edit], done: str) -> bool:
        """Makes a change through the app, as every change, and says what was done."""
        edit = self.casefile_app.edit_of(make)
        if edit is None or not edit.changes or not await self.casefile_app.commit(self.home, edit):
            return False
        self.home.say_done(done)
        self.look_again()
        return True

    @property
    def writable(self) -> bool:
        """Whether records can be changed: not in a read-only case, and not in the past."""
        session = self.home.session
        return session is not None and not session.read_only and self.home.past is None

    def may_write(self) -> bool:
        """Whether records can be changed; says why where not."""
        session = self.home.session
        if self.home.past is not None:
            return self.home.may_write()
        if session is None or session.read_only:
            why = session.read_only if session else "the case is closed"
            self.notify(f"Nothing can be written: {why}", severity="warning", markup=False)
            return False
        return True

    async def action_undo(self) -> None:
        """Takes back the last change."""
        await self.home.action_undo()
        self.look_again()

    async def action_redo(self) -> None:
        """Makes the undone change again."""
        await self.home.action_redo()
        self.look_again()

    def action_leave_view(self) -> None:
        """One level out: search, what the view has opened, the view."""
        if not self.end_find() and not self.level_left():
            self.dismiss(None)

    def level_left(self) -> bool:
        """Goes one level out within the view; False where it is to be left."""
        return False
