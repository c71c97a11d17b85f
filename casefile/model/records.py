"""The record types of a case: what each field is, and what may stand in it.

A record in a file is a plain JSON object, and that object is the truth: fields that these types do not know
stay in it. The types here are the typed view of one, made by `view` and read by everything that shows or
reasons; `casefile.model.check` says what is wrong with one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from casefile.errors import InvalidCaseError, UsageError
from casefile.model.vocabulary import TABLES

Json = dict[str, Any]
"""A record as it stands in a case file."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TITLES: Final = ("title", "name", "statement", "body", "url")
_BASE_32: Final = "0123456789abcdefghjkmnpqrstvwxyz"


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value inside a record that has fields of its own.

    Of these and of records a case has tens of thousands. None can lead back to itself, so the garbage collector need
    not go through them.
    """


class FuzzyDate(Part, frozen=True, kw_only=True, gc=False):
    """A date that keeps its uncertainty (ISO 8601-2, the Extended Date/Time Format)."""

    edtf: str
    """EDTF level 0 or 1, or a set of level 2."""
    text: str = ""
    """The source's own words."""
    timezone: str = ""
    """IANA name of the time zone in which the date holds; empty: the case's."""
    calendar: str = ""
    """Calendar of `text`."""
    extent: str = ""
    """`within` (the default) or `throughout`."""


class Name(Part, frozen=True, kw_only=True, gc=False):
    """One name of an actor, source or place."""

    value: str
    kind: str = ""
    """primary, alias, former, kunya or transliteration."""
    language: str = ""
    """BCP 47."""
    script: str = ""
    """ISO 15924."""


class Participant(Part, frozen=True, kw_only=True, gc=False):
    """An actor's part in an event."""

    actor: str
    role: str = ""


class Follows(Part, frozen=True, kw_only=True, gc=False):
    """That an event comes after another, with the least and the greatest time between."""

    event: str
    minimum: str = ""
    """ISO 8601 duration."""
    maximum: str = ""
    """ISO 8601 duration."""


class Quantity(Part, frozen=True, kw_only=True, gc=False):
    """A number as somebody gave it."""

    number: float | int | None = None
    qualifier: str = "exactly"
    """exactly, at-least, at-most or about."""
    low: float | int | None = None
    high: float | int | None = None
    unit: str = ""
    """The unit in the field's usual sign (`m`, `km`); empty for people and things counted."""


class Reference(Part, frozen=True, kw_only=True, gc=False):
    """A record of the case as the value of a claim."""

    record: str


class ReliabilityChange(Part, frozen=True, kw_only=True, gc=False):
    """One grade that a source had, since when and why."""

    grade: str = ""
    when: str = ""
    reason: str = ""
    by: str = ""


class Capture(Part, frozen=True, kw_only=True, gc=False):
    """An archived copy of a report."""

    sha256: str = ""
    size: int = 0
    """Bytes."""
    media_type: str = ""
    path: str = ""
    """Relative to the library."""
    captured: str = ""
    by: str = ""
    tool: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every record has."""

    id: str
    created: str = ""
    """RFC 3339, UTC, milliseconds."""
    modified: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    marking: str = ""
    """TLP 2.0; empty: the case's."""
    sensitive: tuple[str, ...] = ()


class CaseRecord(Record, frozen=True, kw_only=True, gc=False):
    """The case itself: exactly one stands in a file, and its id is the file's name."""

    format: str = ""
    format_version: int = 0
    title: str = ""
    summary: str = ""
    bottom_line: str = ""
    status: str = "open"
    when: FuzzyDate | None = None
    place: str = ""
    timezone: str = "UTC"
    calendars: tuple[str, ...] = ("gregorian",)
    languages: tuple[str, ...] = ()


class Source(Record, frozen=True, kw_only=True, gc=False):
    """Who publishes or speaks."""

    name: str = ""
    names: tuple[Name, ...] = ()
    kind: str = "other"
    stance: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    description: str = ""
    reliability: str = ""
    """A to F (NATO AJP-2.1); empty: never graded, which is not F."""
    reliability_reason: str = ""
    reliability_history: tuple[ReliabilityChange, ...] = ()


class Report(Record, frozen=True, kw_only=True, gc=False):
    """One article, statement, post or video."""

    source: str = ""
    title: str = ""
    url: str = ""
    archive_urls: tuple[str, ...] = ()
    published: FuzzyDate | None = None
    accessed: FuzzyDate | None = None
    language: str = ""
    kind: str = "article"
    description: str = ""
    derived_from: tuple[str, ...] = ()
    """Ids of the reports or sources that it relays: the ground of independence."""
    reliability: str = ""
    """Only where it differs from its source's."""
    reliability_reason: str = ""
    captures: tuple[Capture, ...] = ()
    cited_only: bool = False
    """Known through another report only; not itself read."""


class Place(Record, frozen=True, kw_only=True, gc=False):
    """A place."""

    name: str = ""
    names: tuple[Name, ...] = ()
    description: str = ""
    latitude: float | None = None
    """WGS 84, degrees."""
    longitude: float | None = None
    """WGS 84, degrees."""
    uncertainty_m: float | None = None
    """Radius in metres."""
    country: str = ""
    region: str = ""
    within: str = ""


class Actor(Record, frozen=True, kw_only=True, gc=False):
    """A person, group, state, office or outlet that acts."""

    kind: str = "unknown"
    name: str = ""
    names: tuple[Name, ...] = ()
    description: str = ""
    country: str = ""
    source: str = ""
    """The source record of an actor that publishes: the medium as one who speaks."""
    same_as: tuple[str, ...] = ()
    """The same one in other cases, as `case:record`."""
    not_same_as: tuple[str, ...] = ()
    """Ones of other cases, or of this one, that look the same and are not: never proposed again."""
    reports: tuple[str, ...] = ()


class Event(Record, frozen=True, kw_only=True, gc=False):
    """Something that happened, or is said to have."""

    title: str = ""
    description: str = ""
    kind: str = "other"
    when: FuzzyDate | None = None
    place: str = ""
    participants: tuple[Participant, ...] = ()
    part_of: str = ""
    follows: Follows | None = None
    reports: tuple[str, ...] = ()
    credibility: int | None = None
    """1 to 6 (NATO AJP-2.1); none: never graded, which is not 6."""
    importance: int = 0
    """0 to 3."""


class Claim(Record, frozen=True, kw_only=True, gc=False):
    """One assertion by one party: the unit of a case."""

    statement: str = ""
    subject: str = ""
    predicate: str = "says"
    value: Any = None
    """Text, or the JSON of a `Quantity`, a `FuzzyDate` or a `Reference`; `claim_value` makes the typed one."""
    attribution: tuple[str, ...] = ()
    """Sources or actors, outward from the origin."""
    reports: tuple[str, ...] = ()
    asserted: FuzzyDate | None = None
    stance: str = "asserts"
    quote: str = ""
    credibility: int | None = None
    status: str = "unreviewed"
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    reason: str = ""


class Relation(Record, frozen=True, kw_only=True, gc=False):
    """A tie between two actors, or of an actor to an event or a place."""

    subject: str = ""
    type: str = ""
    object: str = ""
    role: str = ""
    description: str = ""
    when: FuzzyDate | None = None
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    credibility: int | None = None


class Note(Record, frozen=True, kw_only=True, gc=False):
    """The analyst's own words."""

    title: str = ""
    body: str = ""
    """CommonMark with `[[id]]`, `[[id|text]]` and `[[case:id]]` links."""
    about: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    """The reports that the note rests on."""
    kind: str = "note"
    status: str = "open"
    pinned: bool = False


class View(Record, frozen=True, kw_only=True, gc=False):
    """A saved search or filter."""

    name: str = ""
    query: str = ""
    pane: str = ""


RECORD_TYPES: Final[dict[str, type[Record]]] = {
    "case": CaseRecord,
    "sources": Source,
    "reports": Report,
    "places": Place,
    "actors": Actor,
    "events": Event,
    "claims": Claim,
    "relations": Relation,
    "notes": Note,
    "views": View,
}
"""The type of a table's records."""

Value = str | Quantity | FuzzyDate | Reference
"""What a claim can say of its subject."""


def view(table: str, record: Json, *, file: str = "") -> Record:
    """The typed view of a record; an `InvalidCaseError` names the field that does not fit its type."""
    try:
        return msgspec.convert(record, RECORD_TYPES[table])
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        field = where.rstrip("`").lstrip(".")
        identifier = record.get("id")
        raise InvalidCaseError(
            message[:1].lower() + message[1:],
            file=file,
            table=table,
            record=identifier if isinstance(identifier, str) else "?",
            field=field,
        ) from None


def own_title(record: Json) -> str:
    """What a record is called by its own fields, in one line; a report without a title by its address."""
    for field in _TITLES:
        text = record.get(field)
        if isinstance(text, str) and text.strip():
            return text.strip().splitlines()[0]
    return ""


def claim_value(value: Any) -> Value:
    """The typed value of a claim, from its JSON; what fits no type becomes text, never an error."""
    if isinstance(value, dict):
        kind: type[FuzzyDate | Reference | Quantity] = (
            FuzzyDate if "edtf" in value else Reference if "record" in value else Quantity
        )
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError:
            return str(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if isinstance(value, str) else "" if value is None else str(value)
    return Quantity(number=value)


def is_id(text: str) -> bool:
    """Whether the text has the form of a record id: `[a-z0-9][a-z0-9-]{0,63}`."""
    return _ID.fullmatch(text) is not None


def check_id(text: str) -> str:
    """The text, if it has the form of a record id; a `UsageError` otherwise."""
    if not is_id(text):
        raise UsageError(
            f"'{text[:70]}' is not an id: 1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit"
        )
    return text


def document_id(record_id: str) -> int:
    """The TinyDB document id of a record: the first 48 bits of the SHA-256 of its id.

    It depends on nothing but the id, so that two people's new records never collide and the order of a file
    never depends on its history.
    """
    return int.from_bytes(hashlib.sha256(record_id.encode()).digest()[:6], "big")


def new_id(table: str, choose: Callable[[str], str]) -> str:
    """A new id for a record of the table: its letter and six characters of Crockford's base 32.

    `choose` picks one character of those it is given, as `random.choice` does.
    """
    return TABLES[table].letter + "-" + "".join(choose(_BASE_32) for _ in range(6))
