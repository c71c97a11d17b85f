"""The timeline pane: events under the headers of their days, a strip that shows where they lie thick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from casefile.model.dates import Calendar
from casefile.tui.panes.framing import first_title
from casefile.tui.panes.record_pane import Group, GroupedRows, RecordPane
from casefile.tui.widgets.chips import Chips
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.strip_chart import Bucket, StripChart


class DayHead(NamedTuple):
    """The header of a day, or of a month or year for events that are known no finer; ``edtf`` is "" for undated."""

    day: float
    """Days since 1 January 1970 on the chosen clock; infinite for undated."""
    edtf: str
    timezone: str


class Chart(NamedTuple):
    """What the strip shows."""

    buckets: list[Bucket]
    first: dict[float, int]
    """The block of each day."""
    keys: list[str]
    """The first event of each block; "" for one without."""
    hours: dict[str, int]
    """The block of each event, where the blocks are hours."""


class Scope(NamedTuple):
    """What the strip is moved in on: its level, first day, and the day after its last (days since 1 January 1970)."""

    level: str
    first: int
    after: int


LEVELS: Final = ("everything", "year", "month", "day")
"""How far the strip is moved in."""


class TimelinePane(RecordPane):
    """The events, without their frame."""

    DEFAULT_CSS = "TimelinePane { border: none; &:focus { border: none; } }"
    place = "timeline"
    number = 1
    label = "Timeline"
    none_yet = "No events yet.\n{add} adds one."

    def start_on(self, day: int) -> None:
        """Puts the cursor on the first event from that day on (days since 1 January 1970), at the top of the pane."""
        for head, keys in self.groups:
            if head.edtf and head.day >= day:
                self.move_to(keys[0])
                self.scroll_to(y=max(0, self.cursor_index - 1), animate=False, force=True)
                return

    def set_frame(self, title: str | None = None, count: str | None = None) -> None:
        """The frame is around pane and strip."""
        if isinstance(self.parent, Framed):
            self.parent.set_frame(title, count)

    def spaced(self, groups: Sequence[Group]) -> Sequence[Group]:
        """Far-apart days have a row between them that says how far."""
        from casefile.tui.panes.content.gaps import with_gaps

        return with_gaps(groups)

    def presented(self, groups: Sequence[Group]) -> None:
        """The strip shows the same days."""
        if isinstance(self.parent, TimelineFrame):
            self.parent.show_days(groups)

    def day_under_cursor(self) -> DayHead | None:
        """The header of the group that the cursor is in."""
        head = self.rows.head_of(self.cursor_index) if isinstance(self.rows, GroupedRows) else None
        return head if isinstance(head, DayHead) else None


class TimelineFrame(Framed, Vertical):
    """The timeline in its frame, under the strip."""

    DEFAULT_CSS = "TimelineFrame { height: 1fr; width: 1fr; } TimelineFrame StripChart { padding: 0 1 0 3; }"

    class ChipRemoved(Message):
        """A condition of the filter was clicked; ``number`` is its place among them, from 0."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, pane: TimelinePane) -> None:
        super().__init__(id="timeline-frame")
        self.pane = pane
        self.strip = StripChart()
        self.chips = Chips()
        self._chart = Chart([], {}, [], {})
        self._days: Sequence[Group] = ()
        self._level = 0
        self._scope: Scope | None = None
        first_title(self, f"{pane.number} {pane.label}")

    def compose(self) -> ComposeResult:
        """Strip, then what is filtered for, then events."""
        yield self.strip
        yield self.chips
        yield self.pane

    def show_days(self, groups: Sequence[Group]) -> None:
        """One block of the strip for each day with events."""
        self._days = groups
        self._scope = None
        self._draw_strip(self.pane.day_under_cursor())
        self.follow_cursor()

    def _draw_strip(self, head: DayHead | None) -> None:
        """Draws the strip over everything or, moved in, over what lies around a day."""
        from casefile.tui.panes.content.almanac import almanac_of
        from casefile.tui.panes.content.density import chart_of, dated, scope_at, zoomed

        ends = dated(self._days)
        calendar: Calendar = getattr(self.pane.view, "calendar", "gregorian")
        almanac = almanac_of(calendar, (group.head.day for group in ends[:1]))
        near = head.day if head is not None and head.edtf else None
        if self._level and near is not None and self.pane.view is not None:
            self._scope = scope_at(near, LEVELS[self._level], almanac)
            hour = getattr(self.pane.view, "hour", lambda record_id: None)
            self._chart = zoomed(self._days, self._scope, hour, almanac)
        elif self._scope is None:
            self._chart = chart_of(self._days, almanac)
        self.strip.show(self._chart.buckets)

    @property
    def level(self) -> int:
        """How far the strip is moved in: the place among ``LEVELS``."""
        return self._level

    def zoom_strip(self, way: int) -> str:
        """Moves in on what the cursor stands in (way 1) or out again (way -1), and says over what the strip is then."""
        self._level = min(max(self._level + way, 0), len(LEVELS) - 1)
        self._scope = None
        self._draw_strip(self.pane.day_under_cursor())
        self.follow_cursor()
        return LEVELS[self._level]

    def follow_cursor(self) -> None:
        """The strip's cursor goes where the pane's is; one that is moved in moves along."""
        head = self.pane.day_under_cursor()
        scope = self._scope
        if head is not None and head.edtf and scope is not None and not scope.first <= head.day < scope.after:
            self._draw_strip(head)
        key = self.pane.cursor_key
        found = self._chart.first.get(head.day) if head else None
        self.strip.cursor = self._chart.hours.get(key, found) if key is not None else found

    def step_strip(self, way: int) -> None:
        """Goes to the first event of the next block that has one (way 1), or of the one before (way -1)."""
        here = self.strip.cursor
        places = range(len(self._chart.keys))
        if here is not None:
            places = places[here + 1 :] if way > 0 else places[:here]
        ordered = places if way > 0 else reversed(places)
        key = next((self._chart.keys[place] for place in ordered if self._chart.keys[place]), None)
        if key is not None:
            self.pane.move_to(key, centre=True)
        elif way > 0:
            self.pane.next_group()
        else:
            self.pane.previous_group()

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """A chip was clicked."""
        event.stop()
        self.post_message(self.ChipRemoved(event.number))

    def on_strip_chart_bucket_chosen(self, event: StripChart.BucketChosen) -> None:
        """A click on the strip goes to the first event there."""
        event.stop()
        if event.index < len(self._chart.keys) and self._chart.keys[event.index]:
            self.pane.focus()
            self.pane.move_to(self._chart.keys[event.index], centre=True)
