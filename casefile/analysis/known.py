"""The case as it was known at a moment: what had been said and published by then, and nothing since.

A claim is known from when it was asserted, a report from when it was published or first relayed, an event from when it
had happened and its first report can have been out, anyone else from the first record that names them. What carries no
date at all is taken as known only at the end. The analyst's own records (notes, places, views) are not part of what
was known: they stay.

A claim that was superseded later still counted before; so did one whose later correction had not been made.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from casefile.analysis.factsheets import HEADLINES, main_subject
from casefile.analysis.index import Fact, FactIndex, fact_index
from casefile.model.case import Backlink, Case, Derived, Edit, Outgoing, references
from casefile.model.dates import DateError, parse_edtf, sort_key
from casefile.model.records import CaseRecord, Claim, Event, Json, Record

D = TypeVar("D", bound=Derived)

DATED: Final = ("reports", "claims", "events", "actors", "sources", "relations")
"""The tables whose records become known; all others stand as they are."""

_SLICE: Final = 500
_NEVER: Final = (math.inf, math.inf)
_LINKS: Final = ("reports", "claims", "supports", "contradicts", "supersedes")
"""Lists of references of which only those to what was known are left."""


def moments_of(date: object, timezone: str) -> tuple[float, float]:
    """When a dated thing can first have been there and by when it surely was, in seconds since 1970.

    What is dated to a day was surely known when that day ended, as nothing says at what hour it came; what is open at
    its end, from its start. Both are infinite for what has no date. ``date`` is the JSON of a fuzzy date.
    """
    edtf = date.get("edtf") if isinstance(date, dict) else None
    if not isinstance(edtf, str):
        return _NEVER
    zone = date.get("timezone") if isinstance(date, dict) else None
    zone = zone if isinstance(zone, str) and zone else timezone
    start, width, _ = sort_key(edtf, zone, "")
    if width < math.inf:
        return start, start + width
    try:
        span = parse_edtf(edtf, zone)
    except DateError:
        return _NEVER
    surely = span.end if math.isfinite(span.end) else span.start if math.isfinite(span.start) else math.inf
    return (span.start if math.isfinite(surely) else math.inf), surely


_NAMING: Final = frozenset({"value", "attribution", "subject", "object"})
"""The references of a claim or tie by which it names somebody."""

_HINDSIGHT: Final = ("summary", "bottom_line")
"""What the analysts say of the case as a whole, in the light of all that is known now."""


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
        """The moments at which records became known, in order, one for each record; what never was has none."""
        return self._moments[bisect_right(self._moments, -math.inf) : bisect_left(self._moments, math.inf)]

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
        """What became known after one moment and up to another, in order."""
        return self._order[bisect_right(self._moments, before) : bisect_right(self._moments, after)]

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
            people = _people(self.case.table("events").get(event_id, {}))
            found = {actor: max(self.since(actor), named.get(actor, -math.inf)) for actor in people}
            self._parts[event_id] = found
        return found

    def settled(self, record: Record) -> float:
        """From when a record reads as it does now: nothing that it refers to came later; infinity where that is not so."""
        found = self._settled.get(record.id)
        if found is None:
            linked = [self.since(target) for field in _LINKS for target in getattr(record, field, ())]
            found = max(linked, default=-math.inf)
            if isinstance(record, CaseRecord) or (
                isinstance(record, Claim) and record.status == "superseded"
            ):
                found = math.inf
            if isinstance(record, Event) and record.participants:
                found = max(found, *self.parts(record.id).values())
            self._settled[record.id] = found
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
            moment = moment if moment < math.inf else self._first(_ids(record.get("reports")))
            yield record_id, moment
            value = record.get("value")
            named = [record.get("subject"), value.get("record") if isinstance(value, dict) else None]
            yield from self._named([*named, *_ids(record.get("attribution"))], moment)
        for record_id, record in list(tables.get("events", {}).items()):
            yield record_id, self._event(record, zone)
        for name in ("actors", "sources"):
            for record_id, record in list(tables.get(name, {}).items()):
                yield record_id, self._first(_ids(record.get("reports")))
        for record_id, record in list(tables.get("reports", {}).items()):
            moment = since[record_id]
            yield from self._named([record.get("source"), *_ids(record.get("derived_from"))], moment)
        for record_id, record in list(tables.get("relations", {}).items()):
            moment = self._first([*_ids(record.get("reports")), *_ids(record.get("claims"))])
            if moment == math.inf:
                moment = max((since.get(end, -math.inf) for end in _ends(record)), default=math.inf)
            yield record_id, moment
            yield from self._named(_ends(record), moment)
        for record_id, record in list(tables.get("events", {}).items()):
            people = [actor for actor in _people(record) if since.get(actor, 0.0) == math.inf]
            yield from self._named(people, since[record_id])

    def _event(self, record: Json, zone: str) -> float:
        """From when an event is known: it has happened, and the first report of it can be out."""
        reports = _ids(record.get("reports"))
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
            for other in _ids(record.get("derived_from")):
                if other in since and since[other] > moment:
                    since[other] = moment
                    waiting += [other] * (other in reports)
            source = record.get("source")
            if isinstance(source, str) and since.get(source, -math.inf) > moment:
                since[source] = moment


def _ids(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _people(record: Json) -> list[str]:
    """The actors that take part in an event."""
    parts = record.get("participants")
    found = [part.get("actor") for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    return [actor for actor in found if isinstance(actor, str)]


def _ends(record: Json) -> list[str]:
    return [end for end in (record.get("subject"), record.get("object")) if isinstance(end, str)]


class _Records(MutableMapping[str, Json]):
    """The records of one table that were known by a moment; nothing is copied."""

    def __init__(self, knowledge: Knowledge, table: str, moment: float) -> None:
        self._whole: Mapping[str, Json] = knowledge.case.table(table)
        self._since = knowledge._since
        self._count = knowledge.count(table, moment)
        self._moment = moment

    def __getitem__(self, record_id: str) -> Json:
        if self._since[record_id] > self._moment:
            raise KeyError(record_id)
        return self._whole[record_id]

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._whole and self._since[record_id] <= self._moment  # type: ignore[index]

    def __iter__(self) -> Iterator[str]:
        since, moment = self._since, self._moment
        return (record_id for record_id in self._whole if since[record_id] <= moment)

    def __len__(self) -> int:
        return self._count

    def __setitem__(self, record_id: str, record: Json) -> None:
        raise TypeError("what was known is not written to")

    def __delitem__(self, record_id: str) -> None:
        raise TypeError("what was known is not written to")


class KnownCase(Case):
    """A case with what was not known yet left out. It is for reading: edits go to the case itself."""

    def __init__(self, knowledge: Knowledge, moment: float) -> None:
        whole = knowledge.case
        tables: dict[str, MutableMapping[str, Json]] = {
            name: _Records(knowledge, name, moment) if name in DATED else records
            for name, records in whole.tables.items()
        }
        super().__init__(whole.id, tables)
        self.whole = whole
        self.knowledge = knowledge
        self.moment = moment
        self.revision = whole.revision

    def derived(self, kind: Any) -> Any:
        """As of any case; the index of facts is that of the whole case, with what was not known passed over."""
        if kind is FactIndex and FactIndex not in self._derived:
            self._derived[FactIndex] = _KnownFacts(self)
        return super().derived(kind)

    def is_known(self, record_id: str) -> bool:
        """Whether something was there by then; true also of ids that no record has."""
        return self.knowledge.since(record_id) <= self.moment

    def table_of(self, record_id: str) -> str | None:
        """The table in which a record stands, if it was known."""
        return self.whole.table_of(record_id) if self.is_known(record_id) else None

    def raw(self, record_id: str) -> tuple[str, Json]:
        """The table and the JSON of a record, as `record` has it."""
        table, record = super().raw(record_id)
        changes: Json = {
            field: kept for field in _LINKS if (kept := self._kept(_ids(record.get(field)))) is not None
        }
        if table == "case":
            changes |= {field: "" for field in _HINDSIGHT if record.get(field)}
        if table == "events" and isinstance(record.get("participants"), list):
            there = self._there(record_id, _people(record))
            parts = [
                part
                for part in record["participants"]
                if isinstance(part, dict) and part.get("actor") in there
            ]
            if len(parts) < len(record["participants"]):
                changes["participants"] = parts
        if table == "claims" and record.get("status") == "superseded" and self._stands(record_id):
            changes["status"] = "unreviewed"
        return table, {**record, **changes} if changes else record

    def record(self, record_id: str) -> Record:
        """The typed view, without references to what was not known; what a later claim supersedes still counts."""
        found = self._views.get(record_id)
        if found is None:
            super().raw(record_id)
            found = self.whole.record(record_id)
            if self.knowledge.settled(found) > self.moment:
                found = self._as_known(found)
            self._views[record_id] = found
        return found

    def typed(self, table: str, record_id: str) -> Record:
        """As `record`."""
        return self.record(record_id)

    def _as_known(self, record: Record) -> Record:
        changes: dict[str, object] = {}
        for field in _LINKS:
            kept = self._kept(getattr(record, field, ()))
            if kept is not None:
                changes[field] = tuple(kept)
        if isinstance(record, CaseRecord):
            changes |= dict.fromkeys(_HINDSIGHT, "")
        if isinstance(record, Event) and record.participants:
            there = self._there(record.id, [part.actor for part in record.participants])
            changes["participants"] = tuple(part for part in record.participants if part.actor in there)
        if isinstance(record, Claim) and record.status == "superseded" and self._stands(record.id):
            changes["status"] = "unreviewed"
        return msgspec.structs.replace(record, **changes) if changes else record

    def _there(self, event_id: str, actors: Sequence[str]) -> set[str]:
        """The participants of an event that were known to have part in it."""
        parts = self.knowledge.parts(event_id)
        return {actor for actor in actors if parts.get(actor, -math.inf) <= self.moment}

    def _kept(self, targets: Sequence[str]) -> list[str] | None:
        """Those of some references that lead to what was known; none where all do."""
        known = [target for target in targets if self.is_known(target)]
        return known if len(known) < len(targets) else None

    def _stands(self, claim_id: str) -> bool:
        """Whether none of the claims that supersede a claim was known yet."""
        later = [link.id for link in self.whole.backlinks(claim_id) if link.field == "supersedes"]
        return bool(later) and not any(map(self.is_known, later))

    def references(self, record_id: str) -> tuple[Outgoing, ...]:
        """What a record refers to, among what was known."""
        return tuple(link for link in references(*self.raw(record_id)) if self.is_known(link.target))

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to a record, among what was known."""
        since, moment = self.knowledge.since, self.moment
        return tuple(
            [
                link
                for link in self.whole.backlinks(record_id)
                if since(link.id) <= moment
                and (link.field != "participants" or record_id in self._there(link.id, [record_id]))
            ]
        )

    def index_backlinks(self, batch: int = 1000) -> Iterator[int]:
        """The whole case's index serves."""
        return self.whole.index_backlinks(batch)

    @property
    def indexed(self) -> bool:
        """Whether the whole case is indexed."""
        return self.whole.indexed


class _KnownFacts(FactIndex):
    """The whole case's index of facts, with the claims passed over that were not known; each fact when asked for."""

    def __init__(self, known: KnownCase) -> None:
        super().__init__()
        self._known = known
        self._of: dict[str, dict[str, dict[str, None]]] = {}

    @property
    def _whole(self) -> FactIndex:
        return fact_index(self._known.whole)

    def changed(self, edit: Edit) -> None:
        """A case as it was known is not edited."""

    def facts(self, case: Case) -> list[Fact]:
        """All facts of which a claim was known."""
        whole = self._known.whole
        return [
            (subject, name)
            for subject, name in self._whole.facts(whole)
            if name in self.facts_of(case, subject)
        ]

    def facts_of(self, case: Case, subject: str) -> Mapping[str, Mapping[str, None]]:
        """The claims about a subject by predicate."""
        found = self._of.get(subject)
        if found is None:
            known = self._known.is_known
            whole = self._whole.facts_of(self._known.whole, subject)
            kept = {name: {one: None for one in claims if known(one)} for name, claims in whole.items()}
            found = self._of[subject] = {name: claims for name, claims in kept.items() if claims}
        return found

    def subjects_of(self, case: Case, name: str) -> list[str]:
        """The subjects of a predicate: that of most claims alone once any of them is known, else all others."""
        main = self._known.knowledge.main_subject(name)
        if main is not None and name in self.facts_of(case, main):
            return [main]
        whole = self._whole.subjects_of(self._known.whole, name)
        return [subject for subject in whole if name in self.facts_of(case, subject)]

    def contradicting(self, case: Case, claim_ids: Collection[str]) -> set[str]:
        """The claims that are said to contradict any of some claims."""
        found = self._whole.contradicting(self._known.whole, claim_ids)
        return {one for one in found if self._known.is_known(one)}

    def supporting(self, case: Case, claim_id: str) -> Collection[str]:
        """The claims that are said to support a claim."""
        found = self._whole.supporting(self._known.whole, claim_id)
        return [one for one in found if self._known.is_known(one)]
