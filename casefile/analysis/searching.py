"""What of a record is searched: its text, the words that stand for its fields, its date.

A record is found under the names of the actors and sources that it refers to, under the grade that its reports give
it, and as contested where claims contradict each other: all of that follows from other records of its case, so a
whole case is described at once.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from casefile.analysis.factsheets import is_contested
from casefile.analysis.grades import grade, report_reliability
from casefile.analysis.index import fact_index, fact_of
from casefile.analysis.values import label
from casefile.model.case import Case, references
from casefile.model.dates import DateError, parse_edtf
from casefile.model.dates.zones import offset_at
from casefile.model.records import Claim, Json, claim_value, own_title
from casefile.model.search import Document
from casefile.model.search.fields import EVERYTHING, SENSITIVE, name_words, value_word, whole_name
from casefile.model.search.hits import NAMED
from casefile.model.search.words import words
from casefile.model.text.consonants import skeletons, telling_words
from casefile.model.vocabulary import TABLES

DATED: Final = {
    "case": "when",
    "events": "when",
    "claims": "asserted",
    "reports": "published",
    "relations": "when",
}
"""The date by which a table's records are found; a note's is when it was written."""

_SHORTEST: Final = 2
"""Consonants that a word of a name needs, so that other spellings of it are looked for."""
_TERMS: Final = frozenset(
    [
        "id",
        "created",
        "modified",
        "author",
        "marking",
        "sensitive",
        "format",
        "format_version",
        "kind",
        "status",
        "credibility",
        "importance",
        "reliability",
        "predicate",
        "type",
        "timezone",
        "calendars",
        "languages",
        "language",
        "country",
        "pinned",
        "cited_only",
        "latitude",
        "longitude",
        "uncertainty_m",
        "extent",
        "captures",
        "same_as",
        "tags",
        "names",
        "edtf",
        "calendar",
        "qualifier",
        "pane",
        "script",
        "record",
        "actor",
        "event",
    ]
)
"""Fields that hold a term, a reference or housekeeping: not text, whatever record or part of one they stand in."""
_TITLES: Final = frozenset(("title", "name", "statement", "body"))
_CONTESTED: Final = value_word("contested", "yes")


@lru_cache(maxsize=65_536)
def spelling(word: str) -> tuple[str, ...]:
    """The consonants by which other spellings of a name's word are found; none where there are too few to tell.

    Of a word as short as Daesh only the likeliest reading counts, and none of letters that stand for words.
    """
    read = [bones for bones in skeletons(word) if len(bones) >= _SHORTEST] if telling_words(word) else []
    if read and len(read[0]) == _SHORTEST:
        return tuple(read[:1]) if len(word) > _SHORTEST else ()
    return tuple(read)


def describe(case: Case, record_ids: Iterable[str] | None = None) -> Iterator[Document]:
    """The records of a case as a search looks at them: all, or some. Unknown tables are among them."""
    chosen = None if record_ids is None else set(record_ids)
    describer = _Describer(case, chosen)
    if chosen is not None:
        for record_id in chosen:
            table = case.table_of(record_id)
            if table is not None:
                yield describer.document(table, record_id, case.tables[table][record_id])
        return
    for table, records in case.tables.items():
        for record_id, record in records.items():
            yield describer.document(table, record_id, record)


class _Describer:
    """Describes records of one case, and keeps what many of them need: most of a case is references to a few names."""

    def __init__(self, case: Case, only: Collection[str] | None) -> None:
        self.case = case
        self.timezone = case.timezone
        self.marking = case.info.marking
        self.common = [EVERYTHING, value_word("case", case.id)]
        self.contested = _contested(case, only)
        self.tables = {record_id: table for table in TABLES for record_id in case.table(table)}
        self._called: dict[str, tuple[str, ...]] = {}
        self._letters: dict[str, str] = {}

    def document(self, table: str, record_id: str, record: Json) -> Document:
        title = self.case.title(record_id) if table == "relations" else _title(record, record_id)
        names = tuple([name for name in _other_names(record) if name != title]) if "names" in record else ()
        tags = _texts(record["tags"]) if "tags" in record else []
        words = [*self.common, *_kinds(table, record)]
        called = self._called
        if table in NAMED:
            words += map(whole_name, (title, *names))
            words += called.get(record_id) or self.called(record_id)
        for _, target in references(table, record):
            words += called.get(target) or self.called(target)
        words += _grade_words(self.grade(table, record_id, record))
        words += _marking_words(record, self.marking)
        words += [value_word("tag", tag) for tag in tags]
        words += [SENSITIVE] if record.get("sensitive") else []
        if record_id in self.contested:
            words.append(_CONTESTED)
        earliest, latest = self.bounds(table, record)
        return Document(
            self.case.id,
            table,
            record_id,
            title,
            self.text(table, record, title, names),
            tuple(dict.fromkeys(words)),
            earliest,
            latest,
            names,
            (record_id, *tags),
        )

    def text(self, table: str, record: Json, title: str, names: tuple[str, ...]) -> str:
        """All that is said in a record but its title."""
        parts = [" · ".join(names)] if names else []
        for field, value in record.items():
            if field in _TERMS or (field == "stance" and table == "claims"):
                continue
            if isinstance(value, str):
                if value not in self.tables and not (field in _TITLES and value.strip() == title):
                    parts.append(value)
            elif field == "value" and isinstance(value, dict):
                parts.append(label(self.case, claim_value(value)))
            else:
                parts += self.prose(value)
        return "\n".join(filter(None, parts))

    def prose(self, value: Any) -> list[str]:
        """The texts in a list, an object or a number of a record."""
        if isinstance(value, str):
            return [] if value in self.tables else [value]
        if isinstance(value, list):
            return [text for part in value for text in self.prose(part)]
        if isinstance(value, dict):
            return [text for field, part in value.items() if field not in _TERMS for text in self.prose(part)]
        return [] if value is None or isinstance(value, bool) else [f"{value}"]

    def called(self, record_id: str) -> tuple[str, ...]:
        """The words for the names of an actor or a source, or of the source of a report; none for other records."""
        found = self._called.get(record_id)
        if found is None:
            table = self.tables.get(record_id, "")
            record = self.case.table(table).get(record_id, {})
            field = {"actors": "actor", "sources": "source"}.get(table)
            source = record.get("source")
            found = ()
            if field is not None:
                each = [_title(record, record_id), *_other_names(record), record_id]
                names = (word for name in each for word in name_words(field, name))
                found = tuple(dict.fromkeys((*names, value_word(field, record_id))))
            elif table == "reports" and isinstance(source, str) and self.tables.get(source) == "sources":
                found = self.called(source)
            self._called[record_id] = found
        return found

    def grade(self, table: str, record_id: str, record: Json) -> str:
        """The grade of a record, its parts those that were given."""
        if table == "reports":
            return self.letter(record_id)
        if table not in ("claims", "events", "relations"):
            letter = record.get("reliability")
            return letter if isinstance(letter, str) else ""
        letters = filter(None, map(self.letter, _texts(record.get("reports"))))
        credibility = record.get("credibility")
        return grade(min(letters, default=""), credibility if isinstance(credibility, int) else None)

    def letter(self, report_id: str) -> str:
        """The reliability of a report."""
        found = self._letters.get(report_id)
        if found is None:
            found = self._letters[report_id] = report_reliability(self.case, report_id)
        return found

    def bounds(self, table: str, record: Json) -> tuple[float, float] | tuple[None, None]:
        """When a record lies, as the clocks there showed it."""
        date = record.get(DATED.get(table, ""))
        edtf = (
            date.get("edtf")
            if isinstance(date, dict)
            else record.get("created")
            if table == "notes"
            else None
        )
        return local_bounds(edtf, self.timezone) if isinstance(edtf, str) and edtf else (None, None)


def _texts(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _title(record: Json, record_id: str) -> str:
    """What a record is called, as `Case.title` says it, also in a table that this program does not know."""
    return own_title(record) or record_id


def _other_names(record: Json) -> list[str]:
    names = record.get("names")
    values = (
        [one.get("value") if isinstance(one, dict) else one for one in names if one]
        if isinstance(names, list)
        else []
    )
    return [name for name in _texts(values) if name]


def _kinds(table: str, record: Json) -> tuple[str, ...]:
    said = [record.get(field) for field in ("kind", "predicate", "type", "pane")]
    return _kind_words(table, *_texts(said))


@lru_cache(maxsize=1024)
def _kind_words(table: str, *said: str) -> tuple[str, ...]:
    known = TABLES.get(table)
    kinds = (known.singular, known.plural, *said) if known else (table, *said)
    return tuple(value_word("kind", kind) for kind in kinds if kind)


def _marking_words(record: Json, of_case: str) -> tuple[str, ...]:
    marking = record.get("marking") or of_case
    return _mark_words(marking if isinstance(marking, str) else "", *_texts(record.get("sensitive")))


@lru_cache(maxsize=256)
def _mark_words(marking: str, *sensitive: str) -> tuple[str, ...]:
    marks = (*sensitive, marking.removeprefix("TLP:")) if marking else sensitive
    return tuple(value_word("marking", mark) for mark in marks)


@lru_cache(maxsize=64)
def _grade_words(code: str) -> tuple[str, ...]:
    """`B2` is found as B2, as B and as 2; a part that nobody gave is found as nothing."""
    given = "".join(words(code))
    return tuple(value_word("grade", part) for part in dict.fromkeys((given, *given)) if part)


def _contested(case: Case, only: Collection[str] | None) -> frozenset[str]:
    """The subjects of contested facts, and the claims on those facts; of ``only`` some records, if these are given.

    A single claim is contested only where another fact's claim contradicts it: most need no sheet.
    """
    index = fact_index(case)
    facts = index.facts(case)
    claims_of = case.table("claims")
    if only is not None:
        wanted = {fact_of(claims_of[one]) for one in only if one in claims_of}
        facts = [fact for fact in facts if fact in wanted or fact[0] in only]
    found: set[str] = set()
    for subject, predicate in facts:
        ids = index.facts_of(case, subject)[predicate]
        if len(ids) > 1 or claims_of[next(iter(ids))].get("contradicts") or index.contradicting(case, ids):
            claims = [case.typed("claims", one) for one in ids]
            if is_contested(case, predicate, [claim for claim in claims if isinstance(claim, Claim)]):
                found.update((subject, *ids))
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
