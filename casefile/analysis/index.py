"""The facts of a case, kept with it: which claims are on which, and the sheets worked out so far.

An edit makes only the sheets be forgotten that it touches: those of the claims that changed, and of the claims that
rest on a report, a source, an actor or a place that did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from casefile.model.case import Case, Change, Edit
from casefile.model.records import Json

Fact = tuple[str, str]
"""A subject and a predicate."""

_MANY: Final = 2000
"""An edit of more records than this makes everything be worked out again."""

_CARRIED: Final = frozenset({"source", "derived_from", "within"})
"""References through which a change reaches further: a report's grade and origins, a place's surroundings."""


def fact_index(case: Case) -> FactIndex:
    """The index of a case."""
    return case.derived(FactIndex)


class FactIndex:
    """Which claims are on which fact. ``sheets`` holds what has been worked out of each fact so far."""

    def __init__(self) -> None:
        self.sheets: dict[Fact, object] = {}
        self._facts: dict[str, dict[str, dict[str, None]]] | None = None
        self._against: dict[str, dict[str, None]] = {}
        self._support: dict[str, dict[str, None]] = {}
        self._pending: list[Change] = []

    def changed(self, edit: Edit) -> None:
        """Takes note of an edit; what it touches is found out when next a sheet is asked for."""
        if self._facts is not None:
            self._pending += edit.changes
            if len(self._pending) > _MANY:
                self._forget()

    def facts(self, case: Case) -> list[Fact]:
        """All facts, in the order of their first claims."""
        return [(subject, name) for subject, names in self._ready(case).items() for name in names]

    def facts_of(self, case: Case, subject: str) -> Mapping[str, Mapping[str, None]]:
        """The claims about a subject by predicate, by their ids."""
        return self._ready(case).get(subject, {})

    def subjects_of(self, case: Case, name: str) -> list[str]:
        """The subjects of which there are claims of a predicate."""
        return [subject for subject, names in self._ready(case).items() if name in names]

    def contradicting(self, case: Case, claim_ids: Collection[str]) -> set[str]:
        """The claims that are said to contradict any of some claims."""
        self._ready(case)
        if not self._against:
            return set()
        return {other for one in claim_ids for other in self._against.get(one, ())}

    def supporting(self, case: Case, claim_id: str) -> Iterable[str]:
        """The claims that are said to support a claim."""
        self._ready(case)
        return self._support.get(claim_id, ())

    def _forget(self) -> None:
        self.sheets.clear()
        self._facts = None
        self._pending.clear()

    def _ready(self, case: Case) -> dict[str, dict[str, dict[str, None]]]:
        if self._facts is None:
            self._facts, self._against, self._support = {}, defaultdict(dict), defaultdict(dict)
            for record_id, record in case.table("claims").items():
                self._enter(record_id, record)
        elif self._pending:
            pending, self._pending = self._pending, []
            self._take_in(case, pending)
        return self._facts

    def _enter(self, record_id: str, record: Json) -> None:
        assert self._facts is not None
        subject, name = fact_of(record)
        self._facts.setdefault(subject, {}).setdefault(name, {})[record_id] = None
        for field, into in (("contradicts", self._against), ("supports", self._support)):
            if field in record:
                for other in _ids(record, field):
                    into.setdefault(other, {})[record_id] = None

    def _remove(self, record_id: str, record: Json) -> None:
        assert self._facts is not None
        subject, name = fact_of(record)
        names = self._facts.get(subject, {})
        if name in names:
            names[name].pop(record_id, None)
            if not names[name]:
                del names[name]
            if not names:
                del self._facts[subject]
        for field, into in (("contradicts", self._against), ("supports", self._support)):
            for other in _ids(record, field):
                into.get(other, {}).pop(record_id, None)

    def _take_in(self, case: Case, changes: Iterable[Change]) -> None:
        """Forgets the sheets that some changes touch."""
        touched: set[str] = set()
        for change in changes:
            if change.table == "claims":
                for record in (change.before, change.after):
                    if record is not None:
                        self.sheets.pop(fact_of(record), None)
                        touched.update(_ids(record, "contradicts"))
                touched.update(self._against.get(change.id, ()))
                if change.before is not None:
                    self._remove(change.id, change.before)
                if change.after is not None:
                    self._enter(change.id, change.after)
            elif change.table == "case":
                self.sheets.clear()
            touched.add(change.id)
        self._forget_claims(case, touched)

    def _forget_claims(self, case: Case, record_ids: set[str]) -> None:
        """Forgets the sheets of the claims among some records, and of all claims that rest on the others."""
        reached, waiting = set(record_ids), list(record_ids)
        claims = case.table("claims")
        while waiting:
            record_id = waiting.pop()
            if record_id in claims:
                self.sheets.pop(fact_of(claims[record_id]), None)
                continue
            for link in case.backlinks(record_id):
                if link.table == "claims" and link.field != "subject":
                    self.sheets.pop(fact_of(claims[link.id]), None)
                elif link.field in _CARRIED and link.id not in reached:
                    reached.add(link.id)
                    waiting.append(link.id)


def fact_of(record: Json) -> Fact:
    """The fact that a claim is on; one about nothing has an empty subject."""
    subject, name = record.get("subject"), record.get("predicate")
    return subject if isinstance(subject, str) else "", name if isinstance(name, str) else "says"


def _ids(record: Json, field: str) -> list[str]:
    found = record.get(field)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
