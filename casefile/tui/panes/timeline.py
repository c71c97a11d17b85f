"""The timeline pane: events under the headers of their days, a strip that shows where they lie thick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical

from casefile.tui.panes.framing import first_title
from casefile.tui.panes.record_pane import Group, GroupedRows, RecordPane
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
    """The first event of each block."""


class TimelinePane(RecordPane):
    """The events, without their frame."""

    DEFAULT_CSS = "TimelinePane { border: none; &:focus { border: none; } }"
    place = "timeline"
    number = 1
    label = "Timeline"
    none_yet = "No events yet."

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

    def __init__(self, pane: TimelinePane) -> None:
        super().__init__(id="timeline-frame")
        self.pane = pane
        self.strip = StripChart()
        self._chart = Chart([], {}, [])
        first_title(self, f"{pane.number} {pane.label}")

    def compose(self) -> ComposeResult:
        """Strip, then events."""
        yield self.strip
        yield self.pane

    def show_days(self, groups: Sequence[Group]) -> None:
        """One block of the strip for each day with events."""
        from casefile.tui.panes.content.days import chart_of

        self._chart = chart_of(groups)
        self.strip.show(self._chart.buckets)
        self.follow_cursor()

    def follow_cursor(self) -> None:
        """The strip's cursor goes where the pane's is."""
        head = self.pane.day_under_cursor()
        self.strip.cursor = self._chart.first.get(head.day) if head else None

    def on_strip_chart_bucket_chosen(self, event: StripChart.BucketChosen) -> None:
        """A click on the strip goes to the first event there."""
        event.stop()
        if event.index < len(self._chart.keys):
            self.pane.focus()
            self.pane.move_to(self._chart.keys[event.index], centre=True)
