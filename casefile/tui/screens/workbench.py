"""The case screen's ground: its panes, where they stand at which size, which one is looked at, and how they fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget

from casefile.tui.actions import Keys, keys_label
from casefile.tui.bindings import bindings
from casefile.tui.keyboard import OPENS
from casefile.tui.panes.detail import DetailPane
from casefile.tui.panes.record_pane import RecordPane
from casefile.tui.panes.timeline import TimelineFrame
from casefile.tui.screens.bars import KeyBar, TabBar, TitleBar, TooSmall
from casefile.tui.screens.bound import BoundActors, BoundDetail, BoundNotes, BoundSources, BoundTimeline
from casefile.tui.widgets.dialog import ClosesOnce
from casefile.tui.widgets.finder import in_slices
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.line import Line, Run
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.analysis.factsheets import Figure
    from casefile.model.case import Change
    from casefile.tui.app import CasefileApp
    from casefile.tui.panes.content.reading import Reading
    from casefile.tui.session import Session

LEAST = Size(60, 20)
"""The smallest terminal that the browser can be used in, in cells."""

_WIDE = Size(100, 30)
_STACKED = Size(80, 24)
_FIRST_SLICE_SECONDS = 0.04
_SLICE_SECONDS = 0.008
_TABLES = {
    "timeline": {"events"},
    "actors": {"actors"},
    "sources": {"sources", "reports"},
    "notes": {"notes"},
}
"""The tables that a pane is arranged from."""

_COUNTED = ("claims", "reports", "sources")
"""The tables that the headline figures are made of."""


class Workbench(ClosesOnce[None], inherit_bindings=False):
    """Timeline, actors, sources, notes, and the record in full."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("case")
    DEFAULT_CSS = """
    Workbench {
        #upper { height: 3fr; }
        #column { width: 1fr; }
        #column > RecordPane { height: 1fr; }
        #detail { height: 2fr; }
        &.-stacked #upper { height: 1fr; }
        &.-stacked #detail { height: 1fr; }
    }
    """

    def __init__(self, case_id: str, keys: Keys) -> None:
        super().__init__()
        self.case_id = case_id
        self.session: Session | None = None
        self.reading: Reading | None = None
        self.zoomed = False
        self.ready = False
        self.timeline = BoundTimeline()
        self.timeline_frame = TimelineFrame(self.timeline)
        self.actors, self.sources, self.notes = BoundActors(), BoundSources(), BoundNotes()
        self.panes: tuple[RecordPane, ...] = (self.timeline, self.actors, self.sources, self.notes)
        self.active: RecordPane = self.timeline
        self.detail = BoundDetail()
        self.title_bar, self.tab_bar, self.key_bar = TitleBar(), TabBar(), KeyBar(keys)
        self.too_small = TooSmall()
        self._column = Vertical(self.actors, self.sources, self.notes, id="column")
        self._upper = Horizontal(self.timeline_frame, self._column, id="upper")
        self._state = "opening …"
        self._fillings = 0
        self._sought: Sequence[str] = ()
        self._claims_changed = 0
        self._figures_of: tuple[object, ...] = ()
        self._figures: list[Figure] = []

    def compose(self) -> ComposeResult:
        """From top to bottom: title, tabs (on small screens), panes, detail, keys."""
        yield self.title_bar
        yield self.tab_bar
        yield self._upper
        yield self.detail
        yield self.key_bar
        yield self.too_small

    def on_mount(self) -> None:
        """The layout is right before anything is drawn."""
        self._lay_out(self.app.size)
        self.draw_title()
        self.timeline.focus()

    @property
    def casefile_app(self) -> CasefileApp:
        """The app, by its own type."""
        return cast("CasefileApp", self.app)

    # Filling

    def adopt(self, session: Session, reading: Reading) -> None:
        """Shows an opened case: everything that is quick at once, the rest of a large one in slices."""
        from casefile.tui.panes.content.views import first_day, views_of

        self.session, self.reading = session, reading
        self._state = "read-only" if session.read_only else "saved"
        self.draw_title()
        views = views_of(reading)
        labels = {name: keys_label(keys[:1]) for name, keys in self.key_bar.keys.items()}
        for pane in self.panes:
            pane.view, pane.key_labels = views[pane.place], labels
            pane.may_fill = not session.read_only
        self.before_filling()
        self._work(
            chain(
                self.timeline.fill(),
                self._start(first_day(reading)),
                (None for _ in reading.case.index_backlinks(256)),
                self.notes.fill(),
                self.sources.fill(),
                self.actors.fill(),
            ),
            self._filled,
        )

    def before_filling(self) -> None:
        """Called when the panes have their views, before anything is arranged."""

    def _start(self, day: int | None) -> Iterator[None]:
        """The cursor begins where the case does."""
        if day is not None:
            self.timeline.start_on(day)
        yield

    def _filled(self) -> None:
        self.ready = True
        for pane in self.panes:
            pane.forget_strips()
        self.look_again()
        self.draw_title()
        self.casefile_app.case_filled(self)

    def case_changed(self, changes: tuple[Change, ...]) -> None:
        """Arranges the panes anew whose records changed; every cursor stays on its record."""
        if self.reading is None:
            return
        tables = {change.table for change in changes}
        self._claims_changed += not tables.isdisjoint(_COUNTED)
        touched = [pane for pane in self.panes if tables & _TABLES[pane.place]]
        for pane in self.panes:
            pane.forget_strips()
        self._work(chain.from_iterable(pane.fill() for pane in touched), self._changed)

    def _changed(self) -> None:
        self._seek_on()
        self._sought = ()
        self.look_again()
        self.draw_title()

    def seek(self, record_ids: Sequence[str]) -> None:
        """Puts the cursor on the first of some records that the pane in use has, once what changed is arranged."""
        self._sought = record_ids
        self._seek_on()

    def _seek_on(self) -> None:
        found = next((key for key in self._sought if key in self.active), None)
        if found is not None:
            self.active.move_to(found)

    def refill(self, *panes: RecordPane) -> None:
        """Arranges panes anew, as another order or clock asks for."""
        if self.reading is not None:
            self._work(chain.from_iterable(pane.fill() for pane in panes), self.look_again)

    def _work(self, steps: Iterator[None], then: Callable[[], None], *, opens: bool = False) -> None:
        """Takes the steps, the quick ones at once, the others between keys; then calls ``then``.

        Where that ``opens`` something, keys wait for it.
        """
        if self._advance(steps, _FIRST_SLICE_SECONDS):
            then()
            return
        self._fillings += 1
        name = OPENS if opens else ""
        self.run_worker(self._work_on(steps, then), name=name, group=f"fill-{self._fillings}")

    async def _work_on(self, steps: Iterator[None], then: Callable[[], None]) -> None:
        await in_slices(self, partial(self._advance, steps, _SLICE_SECONDS))
        then()

    def _advance(self, steps: Iterator[None], seconds: float) -> bool:
        until = perf_counter() + seconds
        return all(perf_counter() < until for _ in steps)

    # The record that is looked at

    @property
    def focused_pane(self) -> RecordPane | DetailPane:
        """The pane with the focus, or the one that had it last."""
        return self.detail if self.focused is self.detail else self.active

    @property
    def place(self) -> str:
        """The place among the actions' places."""
        return self.focused_pane.place

    @property
    def current_id(self) -> str | None:
        """The record that an action is about: the one in full where that has the focus, else that under the cursor."""
        return self.detail.record_id if self.focused_pane is self.detail else self.active.cursor_key

    def look_again(self) -> None:
        """Called when what is under the cursor may be another record, or says something else."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane is looked at."""
        if isinstance(event.widget, RecordPane):
            self.active = event.widget
            self._lay_out(self.size)
            self.look_again()
        elif event.widget is self.detail:
            self._lay_out(self.size)
        self.draw_keys()

    # Where the panes stand

    def on_resize(self, event: events.Resize) -> None:
        """The panes stand otherwise at another size; cursor and focus stay."""
        self._lay_out(event.size)

    def on_screen_resume(self) -> None:
        """The terminal may have another size, and the theme may be another, than when the case was last in sight."""
        if self.ready:
            self._lay_out(self.app.size)

    def _lay_out(self, size: Size) -> None:
        self.too_small.show_for(size, LEAST)
        wide = size.width >= _WIDE.width and size.height >= _WIDE.height
        one = self.zoomed or size.width < _STACKED.width or size.height < _STACKED.height
        shown: set[Widget] = {*self.panes, self.detail} if wide else {self.active, self.detail}
        if one:
            shown = {self.focused_pane}
        self.set_class(not wide, "-stacked")
        for pane in self.panes:
            frame = self.timeline_frame if pane is self.timeline else pane
            frame.display = pane in shown
        self._column.display = any(pane in shown for pane in self.panes[1:])
        self._upper.display = any(pane in shown for pane in self.panes)
        self.detail.display = self.detail in shown
        self.tab_bar.display = not wide
        self.draw_tabs()

    def action_zoom(self) -> None:
        """Gives the focused pane the whole screen, or gives it back."""
        self.zoomed = not self.zoomed
        self._lay_out(self.size)
        self.draw_keys()

    def go_to_pane(self, pane: RecordPane | DetailPane) -> None:
        """Gives a pane the focus, out of sight or not."""
        if isinstance(pane, RecordPane):
            self.active = pane
        elif self.zoomed or not self.detail.display:
            self.detail.display = True
        self._show_frame(pane)
        pane.focus()

    def go_to_pane_at_once(self, pane: RecordPane | DetailPane) -> None:
        """The same, and where everything stands then is known when this returns."""
        self.go_to_pane(pane)
        self.set_focus(pane)
        self._lay_out(self.size)
        self._refresh_layout()

    def _show_frame(self, pane: RecordPane | DetailPane) -> None:
        """A hidden widget cannot have the focus: it is shown before, and the layout hides the others after."""
        frame = self.timeline_frame if pane is self.timeline else pane
        frame.display = True
        if pane is not self.detail:
            self._upper.display = True
            if pane is not self.timeline:
                self._column.display = True

    def action_pane_timeline(self) -> None:
        """Goes to the timeline."""
        self.go_to_pane(self.timeline)

    def action_pane_actors(self) -> None:
        """Goes to the actors."""
        self.go_to_pane(self.actors)

    def action_pane_sources(self) -> None:
        """Goes to the sources."""
        self.go_to_pane(self.sources)

    def action_pane_notes(self) -> None:
        """Goes to the notes."""
        self.go_to_pane(self.notes)

    def action_pane_detail(self) -> None:
        """Goes to the record in full."""
        self.go_to_pane(self.detail)

    def action_next_pane(self) -> None:
        """Goes to the next pane."""
        self._turn_pane(1)

    def action_previous_pane(self) -> None:
        """Goes to the pane before."""
        self._turn_pane(-1)

    def _turn_pane(self, way: int) -> None:
        everything: tuple[RecordPane | DetailPane, ...] = (*self.panes, self.detail)
        place = everything.index(self.focused_pane)
        self.go_to_pane(everything[(place + way) % len(everything)])

    # The lines above and below

    def draw_title(self) -> None:
        """Title, when, where, the headline figures; how the case may be shared; whether it is saved.

        On a narrow screen the figures stay the longest.
        """
        if self.reading is None:
            self.title_bar.set_parts([[(self.case_id, "strong")]], [(self._state, "muted"), (" ", "")])
            return
        info = self.reading.case.info
        parts: list[Line] = [[(info.title or info.id, "strong")]]
        if info.when is not None:
            parts.append([(" · ", "muted"), (self.reading.date(info.when), "")])
        place = self.reading.case.title(info.place) if info.place in self.reading.case else info.place
        if place:
            parts.append([(" · ", "muted"), (place, "")])
        yielding = tuple(reversed(range(1, len(parts))))
        if self.ready:
            for number, figure in enumerate(self._headline()):
                gap = " · " if number else "     "
                parts.append([(gap, "muted"), (f"{figure.label} ", "muted"), (figure.spread, "strong")])
        right: list[Run] = [
            (info.marking or "TLP not set", "accent" if info.marking else "muted"),
            ("   ", ""),
        ]
        is_trouble = self._state in ("not saved", "file unreadable")
        right += [(self._state, "error" if is_trouble else "muted"), (" ", "")]
        self.title_bar.set_parts(parts, right, yielding)

    def _headline(self) -> list[Figure]:
        """The headline figures; all claims are read for them, and again only when a claim was changed."""
        from casefile.analysis.factsheets import headline_figures

        assert self.reading is not None
        state = (self.reading.case, self._claims_changed)
        if self._figures_of != state:
            self._figures_of, self._figures = state, headline_figures(self.reading.case)
        return self._figures

    def set_state(self, state: str) -> None:
        """`saved`, `saving …`, `not saved`, `read-only`, or `file unreadable`: what is kept waits in the history."""
        if state != self._state:
            self._state = state
            self.draw_title()

    @property
    def state(self) -> str:
        """Whether the case is saved, in the words of the top line."""
        return self._state

    def draw_tabs(self) -> None:
        """The panes behind their numbers, with their counts."""
        if self.tab_bar.display:
            tabs: list[tuple[Any, str, str]] = [
                (pane, f"{pane.number} {pane.label}", pane.count_label) for pane in self.panes
            ]
            self.tab_bar.show_tabs([*tabs, (self.detail, "5 Detail", "")], self.focused_pane)

    def on_virtual_list_selection_changed(self, event: VirtualList.SelectionChanged) -> None:
        """How many are marked stands in the tabs too."""
        event.stop()
        self.draw_tabs()

    def on_framed_title_pressed(self, event: Framed.TitlePressed) -> None:
        """A click on a pane's title goes to the pane, a second one gives it the whole screen or gives it back."""
        event.stop()
        panes: dict[Widget, RecordPane | DetailPane] = {
            self.timeline_frame: self.timeline,
            self.detail: self.detail,
        }
        pane = panes.get(event.frame) or next((pane for pane in self.panes if pane is event.frame), None)
        if pane is not None:
            self.go_to_pane(pane)
            if event.twice:
                self.call_after_refresh(self.action_zoom)

    def on_tab_bar_pressed(self, event: TabBar.Pressed) -> None:
        """A click on a tab goes to its pane."""
        event.stop()
        self.go_to_pane(event.pane)

    def draw_keys(self) -> None:
        """The keys that matter where the focus is."""
        self.key_bar.follow()

    def without(self) -> frozenset[str]:
        """The actions that would do nothing just now."""
        return frozenset()
