"""The sources pane: each source with its grade, and its reports under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from casefile.analysis.grades import UNGRADED
from casefile.model.dates import sort_key
from casefile.model.records import Report, Source
from casefile.model.text import fold
from casefile.tui.bindings import list_bindings
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record_pane import SLICE, Group, Order, RecordPane
from casefile.tui.widgets.line import Line, fit

_DATE_CELLS = 11


class SourcesPane(RecordPane, inherit_bindings=False):
    """Sources and reports, as a tree laid flat."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("sources")
    place = "sources"
    number = 3
    label = "Sources"
    orders = (Order("reports", "number of reports"), Order("name", "name"), Order("grade", "reliability"))
    none_yet = "No sources yet."

    def arranged(self, reading: Reading) -> Iterator[Sequence[Group]]:
        """The source with the most reports first, or by name, or by grade; its reports under it, oldest first."""
        case = reading.case
        reports: dict[str, list[tuple[tuple[float, float, str], str]]] = {key: [] for key in case.table("sources")}
        stray: list[tuple[tuple[float, float, str], str]] = []
        records = case.table("reports")
        for number, report_id in enumerate(list(records)):
            record = records[report_id]
            when = record.get("published")
            edtf = when.get("edtf") if isinstance(when, dict) else None
            place = sort_key(edtf if isinstance(edtf, str) else None, case.timezone, report_id)
            source = record.get("source")
            (reports.get(source, stray) if isinstance(source, str) else stray).append((place, report_id))
            if number % SLICE == SLICE - 1:
                yield ()
        ordered = sorted(reports, key=lambda source: self._rank(source, len(reports[source])))
        groups = [Group(None, [source, *(key for _, key in sorted(reports[source]))]) for source in ordered]
        if stray:
            groups.append(Group("without a source", [key for _, key in sorted(stray)]))
        self._reports = {source: len(found) for source, found in reports.items()}
        yield groups

    def _rank(self, source_id: str, reports: int) -> tuple[object, ...]:
        assert self.reading is not None
        source = self.reading.case.get(source_id, Source)
        name = fold(source.name) if source else source_id
        grade = (source.reliability if source else "") or "Z"
        if self.order.name == "name":
            return (name, source_id)
        if self.order.name == "grade":
            return (grade, name, source_id)
        return (-reports, grade, name, source_id)

    def record_line(self, record_id: str, width: int) -> Line:
        """`B IRNA   11 reports`, or under it `4 Jan   Daesh claims responsibility`."""
        assert self.reading is not None
        case = self.reading.case
        if self.reading.is_hidden(record_id):
            return (("· ", "muted"), (self.reading.title(record_id), "muted"))
        source = case.get(record_id, Source)
        if source is not None:
            count = self._reports.get(record_id, 0)
            tail = f" {count} report{'s' * (count != 1)}" if count else ""
            name = fit(source.name or source.id, max(1, width - 2 - len(tail)))
            return ((f"{source.reliability or UNGRADED} ", "grade"), (name, "strong" if count else ""), (tail, "muted"))
        report = case.get(record_id, Report)
        if report is None:
            return ((record_id, ""),)
        relayed = "↳ " if report.derived_from else "  "
        date = fit(self.reading.brief(report.published), _DATE_CELLS)
        grade = report.reliability or " "
        return ((grade, "grade"), (f" {date}", "date"), (relayed, "muted"), (case.title(record_id), ""))

    def record_text(self, record_id: str) -> str:
        """A source's names and a report's title and address are found."""
        assert self.reading is not None
        if self.reading.is_hidden(record_id):
            return self.reading.title(record_id)
        source = self.reading.case.get(record_id, Source)
        if source is not None:
            return " ".join((source.name, *(name.value for name in source.names), source.kind))
        report = self.reading.case.get(record_id, Report)
        return " ".join((report.title, report.url, self.reading.brief(report.published))) if report else record_id

    def total_label(self) -> str:
        """Reports and sources."""
        reports = sum(self._reports.values()) if hasattr(self, "_reports") else 0
        return f"{len(self._own):,} · {reports:,} reports" if reports else f"{len(self._own):,}"

    def next_group(self) -> None:
        """Goes to the next source."""
        self._to_source(range(self.cursor_index + 1, len(self.rows)))

    def previous_group(self) -> None:
        """Goes to the source above."""
        self._to_source(range(self.cursor_index - 1, -1, -1))

    def _to_source(self, indexes: range) -> None:
        assert self.reading is not None
        sources = self.reading.case.table("sources")
        for index in indexes:
            key = self.rows.key(index)
            if key is not None and key in sources:
                return self.move_to_index(index)

    action_next_group = next_group
    action_previous_group = previous_group
