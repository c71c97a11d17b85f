"""The case as it was known at a moment: what had been said and published by then, and nothing since.

A claim is known from when it was asserted, a report from when it was published or first relayed, an event from when it
had happened and its first report can have been out, anyone else from the first record that names them. What carries no
date at all is taken as known only at the end. A note is the analyst's own, and there once all that it is about and
links to was; places and views stay. What a record said then, see `casefile.analysis.known_words`.

A claim that was superseded later still counted before; so did one whose later correction had not been made.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from casefile.analysis.factsheets import HEADLINES, main_subject
from casefile.analysis.known_case import DATED, KnownCase
from casefile.analysis.known_words import ids, people_of, referred_in_note, settled
from casefile.analysis.moments import moments_of
from casefile.model.case import Case
from casefile.model.records import Json

_SLICE: Final = 500
_NAMING: Final = frozenset({"value", "attribution", "subject", "object"})
"""The references of a claim or tie by which it names somebody."""


class Knowledge:
    """When each record of a case became known; `at` gives the case at a moment, cheaply and as often as asked.

    With ``at_once`` false nothing is read before `gather` is gone through. It is of one state of the case: after an
    edit another one is made.
    """

    def __init__(self, case: Case, *, at_once: bool = True) -> None:
        self.case = case
        self.revision = case.revision
        self._since: dict[str, float] = {}
        self._out: dict[str, float] = {}
        self._order: list[str] = []
        self._moments: list[float] = []
        self._came: list[float] = []
        self._of_table: dict[str, list[float]] = {}
        self._main: dict[str, str | None] = {}
        self._parts: dict[str, dict[str, float]] = {}
        self._settled: dict[str, float] = {}
        self._by: set[str] = set()
        self._place = 0
        if at_once:
            for _ in self.gather():
                pass

    def since(self, record_id: str) -> float:
        """From when a record was known, in seconds since 1970; minus infinity for what was always there."""
        return self._since.get(record_id, -math.inf)

    def came(self) -> list[float]:
        """The moments at which records became known, in order, one for each record but notes; what never was has none."""
        return self._came

    def moments(self) -> list[float]:
        """The moments at which something became known, in order, each once."""
        return list(dict.fromkeys(self.came()))

    def at(self, moment: float) -> KnownCase:
        """The case as it was known at a moment (seconds since 1970)."""
        return KnownCase(self, moment)

    def by(self, moment: float) -> set[str]:
        """The records that were known by a moment, but for those that always were: each time the same set, changed."""
        place = bisect_right(self._moments, moment)
        if place >= self._place:
            self._by.update(self._order[self._place : place])
        else:
            self._by.difference_update(self._order[place : self._place])
        self._place = place
        return self._by

    def between(self, before: float, after: float) -> list[str]:
        """What became known after one moment and up to another, in order; notes are not among it."""
        notes = self.case.table("notes")
        came = self._order[bisect_right(self._moments, before) : bisect_right(self._moments, after)]
        return [record_id for record_id in came if record_id not in notes]

    def count(self, table: str, moment: float = math.inf) -> int:
        """How many records of a table were known by a moment."""
        if table not in DATED:
            return len(self.case.table(table))
        return bisect_right(self._of_table[table], moment)

    def main_subject(self, name: str) -> str | None:
        """The subject of most claims of a predicate in the case as it is now."""
        if name not in self._main:
            self._main[name] = main_subject(self.case, name)
        return self._main[name]

    def parts(self, event_id: str) -> Mapping[str, float]:
        """From when each participant of an event was known to have part in it: from a claim on it or a tie to it that
        names them or, where there is none, from when they were known."""
        found = self._parts.get(event_id)
        if found is None:
            named: dict[str, float] = {}
            for link in self.case.backlinks(event_id):
                if link.table in ("claims", "relations"):
                    for other in self.case.references(link.id):
                        if other.field in _NAMING:
                            named[other.target] = min(named.get(other.target, math.inf), self.since(link.id))
            people = people_of(self.case.table("events").get(event_id, {}))
            found = {actor: max(self.since(actor), named.get(actor, -math.inf)) for actor in people}
            self._parts[event_id] = found
        return found

    def settled(self, table: str, record_id: str) -> float:
        """From when a record reads as it does now, in seconds since 1970; infinity where that is never so."""
        found = self._settled.get(record_id)
        if found is None:
            found = self._settled[record_id] = settled(self, table, self.case.tables[table][record_id])
        return found

    # Gathering

    def gather(self) -> Iterator[None]:
        """Reads the case, a slice at a time."""
        tables, since = self.case.tables, self._since
        for number, step in enumerate(self._steps(), 1):
            record_id, moment = step
            if moment < since.get(record_id, math.inf) or record_id not in since:
                since[record_id] = moment
            if number % _SLICE == 0:
                yield
        self._pass_on(since)
        yield
        came = sorted(since.values())
        self._came = came[bisect_right(came, -math.inf) : bisect_left(came, math.inf)]
        for record_id, record in tables.get("notes", {}).items():
            referred = [since[one] for one in referred_in_note(record) if one in since]
            since[record_id] = max(referred, default=-math.inf)
        self._order = sorted(since, key=since.__getitem__)
        self._moments = [since[record_id] for record_id in self._order]
        self._of_table = {name: sorted(map(since.__getitem__, tables.get(name, ()))) for name in DATED}
        for name in HEADLINES:
            yield
            self.main_subject(name)

    def _steps(self) -> Iterator[tuple[str, float]]:
        """Each record with a moment by which it was known, some more than once."""
        tables, zone, since = self.case.tables, self.case.timezone, self._since
        for record_id, record in list(tables.get("reports", {}).items()):
            self._out[record_id], surely = moments_of(record.get("published"), zone)
            yield record_id, surely
        for record_id, record in list(tables.get("claims", {}).items()):
            moment = moments_of(record.get("asserted"), zone)[1]
            moment = moment if moment < math.inf else self._first(ids(record.get("reports")))
            yield record_id, moment
            value = record.get("value")
            named = [record.get("subject"), value.get("record") if isinstance(value, dict) else None]
            yield from self._named([*named, *ids(record.get("attribution"))], moment)
        for record_id, record in list(tables.get("events", {}).items()):
            yield record_id, self._event(record, zone)
        for name in ("actors", "sources"):
            for record_id, record in list(tables.get(name, {}).items()):
                yield record_id, self._first(ids(record.get("reports")))
        for record_id, record in list(tables.get("reports", {}).items()):
            moment = since[record_id]
            yield from self._named([record.get("source"), *ids(record.get("derived_from"))], moment)
        for record_id, record in list(tables.get("relations", {}).items()):
            moment = self._first([*ids(record.get("reports")), *ids(record.get("claims"))])
            if moment == math.inf:
                moment = max((since.get(end, -math.inf) for end in _ends(record)), default=math.inf)
            yield record_id, moment
            yield from self._named(_ends(record), moment)
        for record_id, record in list(tables.get("events", {}).items()):
            people = [actor for actor in people_of(record) if since.get(actor, 0.0) == math.inf]
            yield from self._named(people, since[record_id])

    def _event(self, record: Json, zone: str) -> float:
        """From when an event is known: it has happened, and the first report of it can be out."""
        reports = ids(record.get("reports"))
        happened = moments_of(record.get("when"), zone)[1]
        if happened == math.inf:
            return self._first(reports)
        reported = min((self._out.get(report, math.inf) for report in reports), default=math.inf)
        return max(happened, reported) if reported < math.inf else happened

    def _first(self, record_ids: Collection[str]) -> float:
        return min((self._since.get(record_id, math.inf) for record_id in record_ids), default=math.inf)

    def _named(self, record_ids: Collection[object], moment: float) -> Iterator[tuple[str, float]]:
        """Whoever is named at a moment is known from then on; an event is not known by what was said beforehand."""
        tables = self.case.tables
        named = [tables.get(name, {}) for name in ("actors", "sources", "reports")]
        for record_id in record_ids:
            if isinstance(record_id, str) and any(record_id in records for records in named):
                yield record_id, moment

    def _pass_on(self, since: dict[str, float]) -> None:
        """What a report relays was there before it, and so was what that relays."""
        reports = self.case.tables.get("reports", {})
        waiting = list(reports)
        while waiting:
            record_id = waiting.pop()
            record, moment = reports[record_id], since[record_id]
            for other in ids(record.get("derived_from")):
                if other in since and since[other] > moment:
                    since[other] = moment
                    waiting += [other] * (other in reports)
            source = record.get("source")
            if isinstance(source, str) and since.get(source, -math.inf) > moment:
                since[source] = moment


def _ends(record: Json) -> list[str]:
    return [end for end in (record.get("subject"), record.get("object")) if isinstance(end, str)]
