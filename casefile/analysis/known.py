"""The case as it was known at a moment: what had been said and published by then, and nothing since.

A claim is known from when it was asserted, a report from when it was published, an event from when it had happened
and its first report can have been out, an actor, a source or a tie from the first report that names it. What carries no
date at all is taken as known only at the end. The analyst's own notes are not part of what was known: they stay.

A claim that was superseded later still counted before; so did one whose later correction had not been made.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from casefile.model.case import Backlink, Case
from casefile.model.dates import DateError, parse_edtf, sort_key
from casefile.model.records import (
    Actor,
    Claim,
    Event,
    FuzzyDate,
    Json,
    Record,
    Relation,
    Report,
    Source,
)

_ALWAYS = ("case", "places", "notes", "views")


def surely_by(date: FuzzyDate | None, timezone: str) -> float:
    """The moment by which a dated thing was surely there, in seconds since 1970; infinity where it has no date.

    What is dated to a day was known when that day ended, as nothing says at what hour it came; what is open at its
    end, from its start.
    """
    if date is None:
        return math.inf
    try:
        span = parse_edtf(date.edtf, date.timezone or timezone)
    except DateError:
        return math.inf
    return span.end if math.isfinite(span.end) else span.start if math.isfinite(span.start) else math.inf


class Knowledge:
    """When each record of a case became known; `at` gives the case at a moment, cheaply and as often as asked."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.revision = case.revision
        self._since: dict[str, float] = {}
        for kind in (Report, Claim, Event, Actor, Source, Relation):
            for record in case.all(kind):
                self._since[record.id] = self._known_from(record)
        self._order = sorted(self._since, key=self._since.__getitem__)
        self._moments = [self._since[record_id] for record_id in self._order]

    def since(self, record_id: str) -> float:
        """From when a record was known, in seconds since 1970; minus infinity for what was always there."""
        return self._since.get(record_id, -math.inf)

    def moments(self) -> list[float]:
        """The moments at which something became known, in order, each once."""
        return sorted({moment for moment in self._moments if math.isfinite(moment)})

    def at(self, moment: float) -> KnownCase:
        """The case as it was known at a moment (seconds since 1970)."""
        known = set(self._order[: bisect_right(self._moments, moment)])
        return KnownCase(self.case, known)

    def between(self, before: float, after: float) -> list[str]:
        """What became known after one moment and up to another, in order."""
        return self._order[bisect_right(self._moments, before) : bisect_right(self._moments, after)]

    def _known_from(self, record: Record) -> float:
        timezone = self.case.timezone
        if isinstance(record, Report):
            return surely_by(record.published, timezone)
        if isinstance(record, Claim):
            said = surely_by(record.asserted, timezone)
            return said if math.isfinite(said) else self._first(record.reports)
        if isinstance(record, Event):
            happened = surely_by(record.when, timezone)
            reported = min((self._published(report) for report in record.reports), default=happened)
            return max(happened, reported) if math.isfinite(happened) else reported
        if isinstance(record, Source):
            reports = (link.id for link in self.case.backlinks(record.id) if link.table == "reports")
            return self._first(reports)
        reports_of = getattr(record, "reports", ())
        return self._first(reports_of)

    def _published(self, report_id: str) -> float:
        """The earliest moment at which a report can have been out."""
        report = self.case.get(report_id, Report)
        date = report.published if report else None
        return sort_key(date.edtf, date.timezone or self.case.timezone, "")[0] if date else math.inf

    def _first(self, report_ids: Iterable[str]) -> float:
        return min((self._report_since(report_id) for report_id in report_ids), default=math.inf)

    def _report_since(self, report_id: str) -> float:
        if report_id not in self._since:
            report = self.case.get(report_id, Report)
            return surely_by(report.published, self.case.timezone) if report else math.inf
        return self._since[report_id]


class KnownCase(Case):
    """A case with what was not known yet left out. It is for reading: edits go to the case itself."""

    def __init__(self, whole: Case, known: set[str]) -> None:
        super().__init__(
            whole.id,
            {
                name: dict(records)
                if name in _ALWAYS
                else {record_id: record for record_id, record in records.items() if record_id in known}
                for name, records in whole.tables.items()
            },
        )
        self.whole = whole
        self.revision = whole.revision

    def record(self, record_id: str) -> Record:
        """The typed view; a claim that another one supersedes counts until that one is known."""
        self.raw(record_id)
        record = self.whole.record(record_id)
        if not isinstance(record, Claim) or record.status != "superseded":
            return record
        later = [link.id for link in self.whole.backlinks(record_id) if link.field == "supersedes"]
        if not later or any(claim in self.tables.get("claims", {}) for claim in later):
            return record
        return msgspec.structs.replace(record, status="unreviewed")

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to a record, among what was known."""
        return tuple(
            link for link in self.whole.backlinks(record_id) if link.id in self.tables.get(link.table, {})
        )

    def index_backlinks(self, batch: int = 1000) -> Iterator[int]:
        """The whole case's index serves."""
        return self.whole.index_backlinks(batch)

    @property
    def indexed(self) -> bool:
        """Whether the whole case is indexed."""
        return self.whole.indexed


def recorded_by(
    changes: Iterable[tuple[float, str, str, Json | None]], moment: float
) -> dict[str, dict[str, Json]]:
    """The tables as the analyst had recorded them by a moment, from the history of a case.

    `changes` are (seconds since 1970, table, record id, the record after it or none), in the order they were made.
    """
    tables: dict[str, dict[str, Json]] = {}
    for when, table, record_id, after in changes:
        if when > moment:
            break
        if after is None:
            tables.get(table, {}).pop(record_id, None)
        else:
            tables.setdefault(table, {})[record_id] = after
    return tables
