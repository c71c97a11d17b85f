"""What the sources pane shows: each source with its grade, and its reports under it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casefile.analysis.grades import UNGRADED
from casefile.analysis.origins import counted, in_short, reports_of, reports_together
from casefile.analysis.resting import borne_out_by_nobody, claims_on
from casefile.model.dates import sort_key
from casefile.model.records import Report, Source
from casefile.model.text import fold, plural
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.days import SLICE
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group, Order
from casefile.tui.widgets.line import Line, column, fit

_DATE_CELLS, _DATE_CELLS_ROOMY = 12, 18
_ROOMY = 90
"""Cells from which on the dates of reports have a wider column, for those that are known by two ends."""
_LEAST_NAME = 16
_MOST_WEIGHED = 300
"""Of a source with more claims the row does not say how many nobody else bears out: that takes more than a moment."""

_Placed = tuple[tuple[float, float, str], str]


class SourcesView:
    """Sources and reports, as a tree laid flat."""

    orders: tuple[Order, ...] = (
        Order("reports", "number of reports"),
        Order("name", "name"),
        Order("grade", "reliability"),
    )

    counted: tuple[str, ...] = ("", "report")

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.order = self.orders[0]
        self._reports: dict[str, int] = {}

    def arranged(self) -> Iterator[Sequence[Group]]:
        """The source with the most reports first, or by name, or by grade; its reports under it, oldest first."""
        case = self._reading.whole
        reports: dict[str, list[_Placed]] = {key: [] for key in case.table("sources")}
        stray: list[_Placed] = []
        records = case.table("reports")
        for number, report_id in enumerate(list(records), 1):
            record = records[report_id]
            when, source = record.get("published"), record.get("source")
            edtf = when.get("edtf") if isinstance(when, dict) else None
            place = sort_key(edtf if isinstance(edtf, str) else None, case.timezone, report_id)
            (reports.get(source, stray) if isinstance(source, str) else stray).append((place, report_id))
            if number % SLICE == 0:
                yield ()
        self._reports = {source: len(found) for source, found in reports.items()}
        ordered = sorted(reports, key=self._rank)
        groups = [Group(None, [source, *(key for _, key in sorted(reports[source]))]) for source in ordered]
        if stray:
            groups.append(Group("Without a source", [key for _, key in sorted(stray)]))
        yield groups

    def _rank(self, source_id: str) -> tuple[object, ...]:
        source = self._reading.whole.get(source_id, Source)
        name = fold(source.name) if source else source_id
        grade = (source.reliability if source else "") or "Z"
        if self.order.name == "name":
            return (name, source_id)
        if self.order.name == "grade":
            return (grade, name, source_id)
        return (-self._reports[source_id], grade, name, source_id)

    def head_line(self, head: Any, width: int) -> Line:
        """Only reports whose source is missing have a header."""
        return ((str(head), "header"),)

    def line(self, record_id: str, width: int) -> Line:
        """`B IRNA   11 reports · 30 claims, 4 alone`, or under it `  4 Jan   Daesh claims responsibility`."""
        reading = self._reading
        if reading.is_hidden(record_id):
            return (("· ", "muted"), (reading.title(record_id), "muted"))
        source = reading.case.get(record_id, Source)
        if source is not None:
            return self._source_line(source, width)
        report = reading.case.get(record_id, Report)
        if report is None:
            return ((record_id, ""),)
        relayed = f"{'↳' if report.derived_from else ' '}{_address_sign(report)} "
        date_cells = _DATE_CELLS if width < _ROOMY else _DATE_CELLS_ROOMY
        return (
            (f"{report.reliability or ' '} ", "grade"),
            (column(reading.brief(report.published), date_cells), "date"),
            (relayed, "muted"),
            (reading.case.title(record_id), ""),
        )

    def _source_line(self, source: Source, width: int) -> Line:
        count = self._count(source.id)
        tail = self._tail(source.id, count, width)
        name = fit(source.name or source.id, max(1, width - 2 - len(tail)))
        return (
            (f"{source.reliability or UNGRADED} ", "grade"),
            (name, "strong" if count else ""),
            (tail, "muted"),
        )

    def _tail(self, source_id: str, count: int, width: int) -> str:
        """`3 reports, 1 origin · 12 claims, 4 alone`, as much of it as leaves room for the name; "alone" are those that
        nobody else bears out."""
        case = self._reading.case
        if not case.indexed:
            return f" {plural(count, 'report')}" if count else ""
        origins = self._origins(source_id, count)
        long = f" {counted(count, origins)}" if count else ""
        few = in_short(count, origins)
        reports = f" {few} report{'s' * (count != 1)}" if count else ""
        claims = len(claims_on(case, source_id))
        if not claims:
            return next((one for one in (long, reports) if len(one) <= width - 2 - _LEAST_NAME), reports)
        words = plural(claims, "claim")
        if claims <= _MOST_WEIGHED:
            alone = len(borne_out_by_nobody(case, source_id))
            words += f", {alone} alone" if alone else ""
        dot = " ·" if reports else ""
        short = f" {few} · {claims:,}" if count else f" {claims:,}"
        choices = (
            f"{long}{dot} {words}",
            f"{reports}{dot} {words}",
            f"{short} claim{'s' * (claims != 1)}",
            reports,
        )
        return next((one for one in choices if len(one) <= width - 2 - _LEAST_NAME), choices[-1])

    def _origins(self, source_id: str, count: int) -> int:
        """To how many independent origins the reports of a source go back; of very many it is not worked out."""
        if not 0 < count <= _MOST_WEIGHED:
            return count
        case = self._reading.case
        return len(reports_together(case, reports_of(case, source_id))[0])

    def _count(self, source_id: str) -> int:
        """The reports of a source; of a case as it was known, those that were out."""
        case = self._reading.case
        if case is self._reading.whole:
            return self._reports.get(source_id, 0)
        return len(reports_of(case, source_id))

    def text(self, record_id: str) -> str:
        """A source's names and a report's title and address are found."""
        reading = self._reading
        if reading.is_hidden(record_id):
            return reading.title(record_id)
        source = reading.case.get(record_id, Source)
        if source is not None:
            return " ".join((source.name, *(name.value for name in source.names), source.kind))
        report = reading.case.get(record_id, Report)
        return " ".join((report.title, report.url, reading.brief(report.published))) if report else record_id

    def tally(self, record_ids: Collection[str]) -> tuple[int, ...]:
        """Sources, and reports."""
        table = self._reading.whole.table("sources")
        sources = sum(record_id in table for record_id in record_ids)
        return sources, len(record_ids) - sources

    def remark(self) -> str:
        """Nothing else."""
        return ""


def _address_sign(report: Report) -> str:
    """Whether a report can still be looked up: taken down, never read itself, without an address."""
    if signs.DELETED_MARK in report.sensitive:
        return signs.DELETED
    if report.cited_only:
        return signs.NOT_READ
    return " " if report.url else signs.NO_ADDRESS
