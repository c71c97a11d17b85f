"""The timeline pane: events under the headers of their days, a strip that shows where they lie thick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from casefile.model.dates import day_number, day_of, display_date, display_time
from casefile.model.records import Event, FuzzyDate
from casefile.tui.bindings import list_bindings
from casefile.tui.panes import signs
from casefile.tui.panes.days import Chart, DayHead, arranged_days, chart_of, main_year
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record_pane import Group, GroupedRows, Order, RecordPane
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.line import Line, Run, fit
from casefile.tui.widgets.strip_chart import StripChart

_TIME_CELLS = 7
_COUNT_CELLS = 4
_VERSION_CELLS = 4


class TimelinePane(RecordPane, inherit_bindings=False):
    """Events: time of day as fuzzy as it is, sign of the kind, title, reports, versions where contested."""

    DEFAULT_CSS = "TimelinePane { border: none; &:focus { border: none; } }"
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("timeline")
    place = "timeline"
    number = 1
    label = "Timeline"
    orders = (Order("time", "time, oldest first"), Order("newest", "time, newest first"))
    none_yet = "No events yet."

    def arranged(self, reading: Reading) -> Iterator[Sequence[Group]]:
        """Events by day and time."""
        return arranged_days(reading, newest_first=self.order.name == "newest")

    def start_at(self, when: FuzzyDate | None) -> None:
        """Puts the cursor on the first event of the day on which the case begins."""
        assert self.reading is not None
        begin = day_of(when.edtf, when.timezone or self.reading.case.timezone) if when else None
        if begin is None:
            return
        first = day_number(*begin)
        for head, keys in self._groups:
            if head.edtf and head.day >= first:
                self.move_to(keys[0])
                index = self.cursor_index
                self.scroll_to(y=max(0, index - 1), animate=False, force=True)
                return

    def head_line(self, head: Any, width: int) -> Line:
        """`── Wed 3 Jan 2024 ─────`."""
        assert self.reading is not None
        label = display_date(head.edtf, head.timezone, clock=self.reading.clock, calendar=self.reading.calendar)
        return (("── ", "muted"), (label, "header"), (" " + "─" * max(0, width - len(label) - 4), "muted"))

    def record_line(self, record_id: str, width: int) -> Line:
        """`  ≈15:00  ✸ First blast                  2  ⑂4`."""
        assert self.reading is not None
        event = self.reading.case.get(record_id, Event)
        if event is None:
            return ((record_id, ""),)
        when = event.when
        time = ""
        if when is not None:
            time = display_time(when.edtf, when.timezone or self.reading.case.timezone, clock=self.reading.clock)
        versions = self.reading.versions(record_id)
        title = max(4, width - _TIME_CELLS - 3 - _COUNT_CELLS - _VERSION_CELLS)
        hidden = self.reading.is_hidden(record_id)
        style = "muted" if hidden else "strong" if event.importance > 2 else ""
        line: list[Run] = [
            (fit(time, _TIME_CELLS, "right"), "date"),
            (f" {signs.EVENTS.get(event.kind, '•')} ", "accent"),
            (fit(self.reading.title(record_id), title), style),
            (fit(str(len(event.reports) or ""), _COUNT_CELLS, "right"), "muted"),
            (fit(f"{signs.CONTESTED}{versions}" if versions else "", _VERSION_CELLS, "right"), "contested"),
        ]
        return line

    def record_text(self, record_id: str) -> str:
        """Title, description and kind are found."""
        assert self.reading is not None
        event = self.reading.case.get(record_id, Event)
        if event is None or self.reading.is_hidden(record_id):
            return self.reading.title(record_id)
        return f"{event.title} {event.description} {event.kind}"

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

    def compose(self) -> ComposeResult:
        """Strip, then events."""
        yield self.strip
        yield self.pane

    def on_mount(self) -> None:
        """The pane could not reach its frame before."""
        self.pane.set_title()

    def show_days(self, groups: Sequence[Group]) -> None:
        """One block of the strip for each day with events."""
        assert self.pane.reading is not None
        self._chart = chart_of(groups, main_year(self.pane.reading))
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
