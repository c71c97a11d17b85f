"""The form of each table: its fields, once, in the order in which they are filled."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

from casefile.model.vocabulary import (
    ACTOR_KINDS,
    CASE_STATUSES,
    CLAIM_STATUSES,
    EVENT_KINDS,
    MARKINGS,
    NOTE_KINDS,
    NOTE_STATUSES,
    REPORT_KINDS,
    SENSITIVE,
    SOURCE_KINDS,
    STANCES,
)
from casefile.tui.forms.answers import Context
from casefile.tui.forms.kinds.addresses import Url, url_trouble
from casefile.tui.forms.kinds.claim_values import SUBJECTS, ClaimValue, predicates
from casefile.tui.forms.kinds.codes import Country, Language
from casefile.tui.forms.kinds.coordinates import LATITUDE, LONGITUDE, Coordinate
from casefile.tui.forms.kinds.dates import Date
from casefile.tui.forms.kinds.follows import Follows
from casefile.tui.forms.kinds.kind import Kind
from casefile.tui.forms.kinds.names import Names
from casefile.tui.forms.kinds.numbers import Number
from casefile.tui.forms.kinds.participants import Participants
from casefile.tui.forms.kinds.references import OneRecord, SeveralRecords
from casefile.tui.forms.kinds.syntax import SEPARATORS
from casefile.tui.forms.kinds.terms import DIGIT, LETTER, Flag, OpenTerm, SeveralTerms, Term
from casefile.tui.forms.kinds.texts import LongText, Name, Text, Texts, anywhere_trouble, elsewhere_trouble

IMPORTANCE: Final = {
    0: "Not set apart from the others.",
    1: "Worth knowing.",
    2: "Important.",
    3: "The case turns on it.",
}
"""How much an event matters to the case."""


class Field(NamedTuple):
    """One field of a form: its name in the record, its label, its kind, and what stands there while it is empty.

    ``needed`` fields must be filled; ``further`` ones stand below the others.
    """

    name: str
    label: str
    kind: Kind
    hint: str = ""
    needed: bool = False
    further: bool = False


def _further(*fields: Field) -> tuple[Field, ...]:
    return tuple(field._replace(further=True) for field in fields)


def _relation_types(context: Context) -> Iterable[tuple[str, str]]:
    return ((name, "") for name in context.used(("relations", "type")))


_DATE: Final = "3 jan 2024 15:00, about 15:00, early 2022, 13 dey 1402 …"
_TAGS: Final = Texts(("", "tags"), separators=f",،{SEPARATORS}")
_COMMON: Final = _further(
    Field("tags", "tags", _TAGS, "words, with commas between"),
    Field("marking", "marking", Term(MARKINGS), "empty: the case's own (TLP 2.0)"),
    Field("sensitive", "sensitive", SeveralTerms(SENSITIVE), "hidden until asked for, for these reasons"),
)
_REPORTS: Final = Field(
    "reports", "reports", SeveralRecords("reports", makes=("reports",)), "where it was read"
)
_CREDIBILITY: Final = Field("credibility", "credibility", DIGIT, "1 to 6; empty: not graded")

_EVENTS: Final = (
    Field("title", "title", Text(), "what happened, in a few words", needed=True),
    Field("kind", "kind", Term(EVENT_KINDS), "empty: other"),
    Field("when", "when", Date(), _DATE),
    Field("place", "place", OneRecord("places", makes=("places",)), "where"),
    Field("participants", "who", Participants(), "actor — role; actor — role"),
    Field("description", "description", LongText(), "what is known, and from whom"),
    _REPORTS,
    _CREDIBILITY,
    Field("importance", "importance", Term(IMPORTANCE), "0 to 3"),
    *_further(
        Field("part_of", "part of", OneRecord("events", onward="part_of"), "the event that it belongs to"),
        Field("follows", "follows", Follows(), "event — 10 min to 20 min"),
    ),
    *_COMMON,
)
_ACTORS: Final = (
    Field("name", "name", Name("actors"), "the name used here", needed=True),
    Field("kind", "kind", Term(ACTOR_KINDS), "empty: unknown"),
    Field("names", "other names", Names(), "name (kunya, Latn); name (transliteration, fa, Arab)"),
    Field("description", "description", LongText(), "who or what it is, and who says so"),
    Field("country", "country", Country(), "IR"),
    _REPORTS,
    *_further(
        Field(
            "source",
            "as a source",
            OneRecord("sources", makes=("sources",)),
            "the source that this actor is, as a speaker",
        ),
        Field(
            "same_as",
            "same as",
            Texts(trouble=elsewhere_trouble),
            "case:record, the same one in another case",
        ),
        Field(
            "not_same_as",
            "not same as",
            Texts(trouble=anywhere_trouble),
            "case:record or id; looks the same and is not",
        ),
    ),
    *_COMMON,
)
_SOURCES: Final = (
    Field("name", "name", Name("sources"), "who publishes or speaks", needed=True),
    Field("kind", "kind", Term(SOURCE_KINDS), "empty: other"),
    Field("reliability", "reliability", LETTER, "A to F; empty: not graded"),
    Field("reliability_reason", "its reason", Text(), "why this grade"),
    Field("stance", "stance", Text(("sources", "stance")), "state-owned, opposition, independent …"),
    Field("country", "country", Country(), "IR"),
    Field("description", "description", LongText()),
    *_further(Field("names", "other names", Names(), "other spellings")),
    *_COMMON,
)
_REPORT: Final = (
    Field("url", "URL", Url(), "the address, or paste a whole citation here"),
    Field("title", "title", Text(), "as published"),
    Field("source", "source", OneRecord("sources", makes=("sources",)), "who published it", needed=True),
    Field("published", "published", Date(), _DATE),
    Field("kind", "kind", Term(REPORT_KINDS), "empty: article"),
    Field("language", "language", Language(), "fa, ar, tg, en …"),
    Field(
        "derived_from",
        "relays",
        SeveralRecords("reports", "sources", makes=("sources", "reports"), onward="derived_from"),
        "reports or sources that it relays",
    ),
    Field("accessed", "accessed", Date(), "when it was read"),
    Field("description", "description", LongText()),
    *_further(
        Field("reliability", "reliability", LETTER, "only where it differs from its source's"),
        Field("reliability_reason", "its reason", Text(), "why it differs"),
        Field("archive_urls", "archived at", Texts(trouble=url_trouble), "addresses of archived copies"),
        Field("cited_only", "cited only", Flag(), "yes: known through another report, not itself read"),
    ),
    *_COMMON,
)
_PLACES: Final = (
    Field("name", "name", Name("places"), "what it is called here", needed=True),
    Field(
        "within",
        "within",
        OneRecord("places", makes=("places",), onward="within"),
        "the place that it lies in",
    ),
    Field("country", "country", Country(), "IR"),
    Field("region", "region", Text(("places", "region")), "province or state"),
    Field("latitude", "latitude", Coordinate(LATITUDE), "30.2839 (WGS 84); both may be pasted here"),
    Field("longitude", "longitude", Coordinate(LONGITUDE), "57.0834 (WGS 84)"),
    Field("uncertainty_m", "within metres", Number(0, math.inf, "metres"), "the radius within which it lies"),
    Field("description", "description", LongText()),
    *_further(Field("names", "other names", Names(), "other spellings")),
    *_COMMON,
)
_CLAIMS: Final = (
    Field("statement", "statement", Text(), "who says what, in one sentence of your own", needed=True),
    Field(
        "subject",
        "subject",
        OneRecord(*SUBJECTS, makes=("events", "actors")),
        "what it is about",
        needed=True,
    ),
    Field(
        "predicate",
        "predicate",
        OpenTerm(predicates),
        "killed, occurred-at, perpetrator, says …",
        needed=True,
    ),
    Field("value", "value", ClaimValue(), "what it says of it: at least 84, 15:00, a name …"),
    Field(
        "attribution",
        "said by",
        SeveralRecords("sources", "actors", makes=("sources", "actors")),
        "outward from the origin: unnamed official; IRNA",
    ),
    Field(
        "reports", "read in", SeveralRecords("reports", makes=("reports",)), "the reports where it was read"
    ),
    Field("asserted", "said on", Date(), _DATE),
    Field("stance", "stance", Term(STANCES), "empty: asserts"),
    _CREDIBILITY,
    Field("status", "status", Term(CLAIM_STATUSES), "empty: unreviewed"),
    Field("reason", "reason", Text(), "why it is graded or decided so"),
    Field("quote", "quote", LongText(), "the words themselves"),
    *_further(
        Field("supports", "supports", SeveralRecords("claims"), "claims"),
        Field("contradicts", "contradicts", SeveralRecords("claims"), "claims"),
        Field("supersedes", "supersedes", SeveralRecords("claims"), "claims"),
    ),
    *_COMMON,
)
_ENDS: Final = ("actors", "events", "places")
_TYPE: Final = Field("type", "is", OpenTerm(_relation_types), "member-of, head-of, present-at …", needed=True)
_OBJECT: Final = Field(
    "object",
    "to",
    OneRecord(*_ENDS, makes=("actors", "places"), apart_from="subject"),
    "an actor, event or place",
    needed=True,
)
_RELATION_REST: Final = (
    Field("role", "role", Text(("relations", "role")), "as what"),
    Field("when", "when", Date(), _DATE),
    _REPORTS,
    _CREDIBILITY,
    Field("description", "description", LongText()),
    *_further(Field("claims", "claims", SeveralRecords("claims"), "the claims that it rests on")),
)
_RELATIONS: Final = (
    Field("subject", "actor", OneRecord(*_ENDS, makes=("actors",)), "who", needed=True),
    _TYPE,
    _OBJECT,
    *_RELATION_REST,
    *_COMMON,
)
_NOTES: Final = (
    Field("title", "title", Text()),
    Field("body", "text", LongText()),
    Field("kind", "kind", Term(NOTE_KINDS), "empty: note"),
    Field("status", "status", Term(NOTE_STATUSES), "empty: open"),
    Field("about", "about", SeveralRecords(*SUBJECTS), "the records that it speaks of"),
    Field("reports", "rests on", SeveralRecords("reports", makes=("reports",)), "reports"),
    Field("pinned", "pinned", Flag(), "yes: stays on top"),
    *_COMMON,
)
_CASE: Final = (
    Field("title", "title", Text(), needed=True),
    Field("summary", "summary", LongText()),
    Field("bottom_line", "bottom line", LongText(), "what is held now, and how surely"),
    Field("status", "status", Term(CASE_STATUSES)),
    Field("when", "when", Date(), _DATE),
    *_further(
        Field("marking", "marking", Term(MARKINGS)),
        Field("tags", "tags", _TAGS),
    ),
)

FORMS: Final[dict[str, tuple[Field, ...]]] = {
    "events": _EVENTS,
    "actors": _ACTORS,
    "sources": _SOURCES,
    "reports": _REPORT,
    "places": _PLACES,
    "claims": _CLAIMS,
    "relations": _RELATIONS,
    "notes": _NOTES,
    "case": _CASE,
}
"""The fields of each table's form."""

TAGGING: Final = (
    Field("add", "add", _TAGS, "tags, with commas between"),
    Field("remove", "remove", _TAGS, "tags to take away"),
)
"""The form for the tags of several records."""

RELATING: Final = (
    _TYPE,
    _OBJECT,
    *_RELATION_REST,
    *_COMMON,
)
"""The form for ties of several records to one."""

TITLE_FIELDS: Final = ("title", "name", "statement")
"""The fields that hold what a person calls a record."""
