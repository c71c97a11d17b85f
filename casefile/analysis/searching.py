"""What of a record is searched: its text, the words that stand for its fields, its date.

A record is found under the names of the actors and sources that it refers to, under the grade that its reports give
it, and as contested where claims contradict each other: all of that follows from other records of its case, so a
whole case is described at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeGuard

from casefile.analysis.factsheets import fact_sheet
from casefile.analysis.grades import best_reliability, claim_grade, grade, report_reliability
from casefile.analysis.names import skeleton
from casefile.analysis.values import label
from casefile.model.case import Case, references
from casefile.model.dates import DateError, parse_edtf
from casefile.model.dates.zones import offset_at
from casefile.model.records import Claim, Json, claim_value
from casefile.model.search import Document
from casefile.model.search.fields import EVERYTHING, name_words, value_word, whole_name
from casefile.model.search.words import words
from casefile.model.vocabulary import TABLES

DATED: Final = {
    "case": "when",
    "events": "when",
    "claims": "asserted",
    "reports": "published",
    "relations": "when",
}
"""The date by which a table's records are found; a note's is when it was written."""

_SHORTEST: Final = 3
"""Consonants that a word of a name needs, so that other spellings of it are looked for."""
_TERMS: Final = frozenset(
    "id created modified author marking sensitive format format_version kind status credibility importance"
    " reliability predicate type timezone calendars languages language country pinned cited_only latitude longitude"
    " uncertainty_m extent captures same_as tags edtf calendar qualifier pane script record actor event".split()
)
"""Fields that hold a term, a reference or housekeeping: not text, whatever record or part of one they stand in."""
_TITLES: Final = frozenset(("title", "name", "statement"))


def spelling(word: str) -> str:
    """The consonants by which other spellings of a name's word are found; empty where there are too few to tell."""
    bones = skeleton(word)
    return bones if len(bones) >= _SHORTEST and " " not in bones else ""


def describe(case: Case, record_ids: Iterable[str] | None = None) -> Iterator[Document]:
    """The records of a case as a search looks at them: all, or some. Unknown tables are among them."""
    describer = _Describer(case)
    if record_ids is not None:
        for record_id in record_ids:
            table = case.table_of(record_id)
            if table is not None:
                yield describer.document(table, record_id, case.tables[table][record_id])
        return
    for table, records in case.tables.items():
        for record_id, record in records.items():
            yield describer.document(table, record_id, record)


class _Describer:
    """Describes records of one case, and keeps what many of them need."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.timezone = case.timezone
        self.marking = case.info.marking
        self.of_case = value_word("case", case.id)
        self.contested = _contested(case)
        self.tables = {record_id: table for table in TABLES for record_id in case.table(table)}
        self._called: dict[tuple[str, str], tuple[str, ...]] = {}

    def document(self, table: str, record_id: str, record: Json) -> Document:
        known = table in TABLES
        title = self.case.title(record_id) if known else _own_title(record, record_id)
        earliest, latest = self.bounds(table, record)
        names = tuple(_other_names(record))
        return Document(
            self.case.id,
            table,
            record_id,
            title,
            self.text(table, record, title, names),
            tuple(dict.fromkeys(self.facets(table, record_id, record, (title, *names)))),
            earliest,
            latest,
            names,
            tuple(self.labels(record_id, record)),
        )

    def text(self, table: str, record: Json, title: str, names: tuple[str, ...]) -> str:
        """All that is said in a record but its title."""
        parts = [" · ".join(names)] if names else []
        for field, value in record.items():
            if field in _TERMS or field == "names" or (field == "stance" and table == "claims"):
                continue
            if field == "value" and isinstance(value, dict):
                parts.append(label(self.case, claim_value(value)))
                continue
            if field in _TITLES and isinstance(value, str) and value.strip() == title:
                continue
            parts.extend(self.prose(value))
        return "\n".join(parts)

    def labels(self, record_id: str, record: Json) -> Iterator[str]:
        yield record_id
        tags = record.get("tags")
        yield from filter(_is_text, tags if isinstance(tags, list) else ())

    def prose(self, value: Any) -> Iterator[str]:
        if isinstance(value, str):
            if value and not value.isspace() and value not in self.tables:
                yield value
        elif isinstance(value, list):
            for part in value:
                yield from self.prose(part)
        elif isinstance(value, dict):
            for field, part in value.items():
                if field not in _TERMS:
                    yield from self.prose(part)
        elif value is not None and not isinstance(value, bool):
            yield f"{value}"

    def facets(self, table: str, record_id: str, record: Json, called: tuple[str, ...]) -> Iterator[str]:
        yield EVERYTHING
        yield self.of_case
        yield from self.kinds(table, record)
        yield from self.concerned(table, record_id, record)
        yield from map(whole_name, called)
        yield from _grade_words(self.grade(table, record_id, record))
        for field in ("tags", "sensitive"):
            values = record.get(field)
            for value in values if isinstance(values, list) else ():
                if isinstance(value, str):
                    yield value_word("tag" if field == "tags" else "marking", value)
        marking = record.get("marking") or self.marking
        if isinstance(marking, str) and marking:
            yield value_word("marking", marking.removeprefix("TLP:"))
        if record_id in self.contested:
            yield value_word("contested", "yes")

    def kinds(self, table: str, record: Json) -> Iterator[str]:
        known = TABLES.get(table)
        for kind in (*((known.singular, known.plural) if known else (table,)), *_own_kinds(record)):
            yield value_word("kind", kind)

    def concerned(self, table: str, record_id: str, record: Json) -> Iterator[str]:
        """The words for the actors and sources that a record is, names, or rests on."""
        yield from self.called(table, record_id)
        for reference in references(table, record):
            found = self.tables.get(reference.target)
            if found == "reports":
                source = self.case.tables[found][reference.target].get("source")
                if isinstance(source, str):
                    yield from self.called("sources", source)
            elif found is not None:
                yield from self.called(found, reference.target)

    def called(self, table: str, record_id: str) -> tuple[str, ...]:
        """The words for an actor's or source's names; none for other records."""
        field = {"actors": "actor", "sources": "source"}.get(table)
        if field is None:
            return ()
        found = self._called.get((table, record_id))
        if found is None:
            record = self.case.table(table).get(record_id, {})
            name = record.get("name")
            names = [name if isinstance(name, str) else "", *_other_names(record), record_id]
            each = (word for one in names for word in name_words(field, one))
            found = tuple(dict.fromkeys((*each, value_word(field, record_id))))
            self._called[table, record_id] = found
        return found

    def grade(self, table: str, record_id: str, record: Json) -> str:
        if table == "claims":
            claim = self.case.get(record_id, Claim)
            return claim_grade(self.case, claim) if claim is not None else ""
        if table in ("events", "relations"):
            reports, credibility = record.get("reports"), record.get("credibility")
            letter = best_reliability(self.case, filter(_is_text, reports if isinstance(reports, list) else ()))
            return grade(letter, credibility if isinstance(credibility, int) else None)
        if table == "reports":
            return report_reliability(self.case, record_id)
        letter = record.get("reliability")
        return letter if isinstance(letter, str) else ""

    def bounds(self, table: str, record: Json) -> tuple[float, float] | tuple[None, None]:
        date = record.get(DATED.get(table, ""))
        edtf = date.get("edtf") if isinstance(date, dict) else record.get("created") if table == "notes" else None
        return local_bounds(edtf, self.timezone) if isinstance(edtf, str) and edtf else (None, None)


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def _own_title(record: Json, record_id: str) -> str:
    for field in ("title", "name", "statement"):
        value = record.get(field)
        if isinstance(value, str) and value.strip():
            return value.strip().splitlines()[0]
    return record_id


def _other_names(record: Json) -> Iterator[str]:
    names = record.get("names")
    for name in names if isinstance(names, list) else ():
        value = name.get("value") if isinstance(name, dict) else name
        if isinstance(value, str) and value:
            yield value


def _own_kinds(record: Json) -> Iterator[str]:
    for field in ("kind", "predicate", "type"):
        kind = record.get(field)
        if isinstance(kind, str) and kind:
            yield kind


def _grade_words(code: str) -> Iterator[str]:
    """`B2` is found as B2, as B and as 2; a part that nobody gave is found as nothing."""
    parts = words(code)
    whole = "".join(parts)
    for part in {whole, whole[:1], whole[1:]} - {""}:
        yield value_word("grade", part)


def _contested(case: Case) -> frozenset[str]:
    """The subjects of contested facts, and the claims on those facts."""
    facts: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in case.all(Claim):
        facts[claim.subject, claim.predicate].append(claim)
    found: set[str] = set()
    for (subject, predicate), claims in facts.items():
        if len(claims) > 1 and fact_sheet(case, subject, predicate, claims).contested:
            found.add(subject)
            found.update(claim.id for claim in claims)
    return frozenset(found)


@lru_cache(maxsize=16_384)
def local_bounds(edtf: str, timezone: str) -> tuple[float, float] | tuple[None, None]:
    """The bounds of a date as the clocks at the place showed them, in seconds since 1970; none where it cannot be
    read, or says nothing.

    A date without an offset holds as it is written, whatever the zone: its day is the day that is searched for.
    """
    try:
        time = edtf.partition("T")[2]
        if not any(sign in time for sign in "Zz+-"):
            span = parse_edtf(edtf)
            return (span.start, span.end) if span.precision != "undated" else (None, None)
        span = parse_edtf(edtf, timezone)
        return _shown(span.start, timezone), _shown(span.end, timezone)
    except DateError:
        return None, None


def _shown(second: float, timezone: str) -> float:
    return second + offset_at(int(second), timezone) if math.isfinite(second) else second
