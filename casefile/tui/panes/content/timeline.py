"""What the timeline shows: events by day and time, each as fuzzy as it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casefile.analysis.factsheets import contested_sign
from casefile.analysis.origins import in_short, reports_together
from casefile.model.dates import Calendar, display_date, display_time
from casefile.model.records import Event
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.days import arranged_days, hour_of
from casefile.tui.panes.content.gaps import Gap
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group, Order
from casefile.tui.widgets.line import Line, Run, fit

_TIME_CELLS = 7
_COUNT_CELLS = 5
_VERSION_CELLS = 4


class TimelineView:
    """Events: time of day, sign of the kind, title, reports and the origins they go back to, versions where contested."""

    orders: tuple[Order, ...] = (Order("time", "time, oldest first"), Order("newest", "time, newest first"))

    counted: tuple[str, ...] = ("",)

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.order = self.orders[0]

    def arranged(self) -> Iterator[Sequence[Group]]:
        """Events by day and time."""
        return arranged_days(self._reading, newest_first=self.order.name == "newest")

    def head_line(self, head: Any, width: int) -> Line:
        """`── Wed 3 Jan 2024 ─────`."""
        if isinstance(head, Gap):
            return ((" " * _TIME_CELLS, ""), (f" {head.label}", "muted"))
        reading = self._reading
        label = display_date(head.edtf, head.timezone, clock=reading.clock, calendar=reading.calendar)
        return (("── ", "muted"), (label, "header"), (" " + "─" * max(0, width - len(label) - 4), "muted"))

    def line(self, record_id: str, width: int) -> Line:
        """`  ≈15:00 ✸ First blast                 7→2  ≠4`: seven reports, two origins."""
        reading = self._reading
        event = reading.case.get(record_id, Event)
        if event is None:
            return ((record_id, ""),)
        when = event.when
        time = ""
        if when is not None:
            time = display_time(when.edtf, when.timezone or reading.case.timezone, clock=reading.clock)
        place = "└ " if event.part_of in reading.case else ""
        place += "› " if event.follows is not None and event.follows.event in reading.case else ""
        count = in_short(len(event.reports), self._origins(event))
        count_cells = max(_COUNT_CELLS, len(count) + 1)
        title = max(4, width - _TIME_CELLS - 3 - len(place) - count_cells - _VERSION_CELLS)
        style = "muted" if reading.is_hidden(record_id) else "strong" if event.importance > 2 else ""
        line: list[Run] = [
            (fit(time, _TIME_CELLS, "right"), "date"),
            (signs.IMPOSSIBLE if reading.impossible(record_id) else " ", "error"),
            (f"{signs.EVENTS.get(event.kind, '•')} ", "accent"),
            (place, "muted"),
            (fit(reading.title(record_id), title), style),
            (fit(count, count_cells, "right"), "muted"),
            (fit(contested_sign(reading.versions(record_id)), _VERSION_CELLS, "right"), "contested"),
        ]
        return line

    def _origins(self, event: Event) -> int:
        """How many independent origins an event's reports have; of one report nothing is asked."""
        if len(event.reports) < 2:
            return 0
        return len(reports_together(self._reading.case, event.reports)[0])

    @property
    def calendar(self) -> Calendar:
        """The calendar that the strip is cut by."""
        return self._reading.calendar

    def hour(self, record_id: str) -> int | None:
        """The hour of the day of an event on the chosen clock; none where no time of day is known."""
        return hour_of(self._reading, record_id)

    def text(self, record_id: str) -> str:
        """Title, description and kind are found."""
        event = self._reading.case.get(record_id, Event)
        if event is None or self._reading.is_hidden(record_id):
            return self._reading.title(record_id)
        return f"{event.title} {event.description} {event.kind}"

    def tally(self, record_ids: Collection[str]) -> tuple[int, ...]:
        """All of them."""
        return (len(record_ids),)

    def remark(self) -> str:
        """Nothing else."""
        return ""
