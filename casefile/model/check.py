"""Validation of a case: what is wrong, questionable or worth a look, each with the place where it stands.

An error breaks the format: a wrong type, a term outside its vocabulary, a date that cannot be read, a reference
to nothing. A warning breaks a rule of the craft, as the Admiralty code's that "confirmed" needs independent sources.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any, Final, NamedTuple

from casefile.errors import InvalidCaseError
from casefile.model.case import Case, references
from casefile.model.dates import DateError, parse_edtf
from casefile.model.records import Json, is_id, view
from casefile.model.vocabulary import (
    ACTOR_KINDS,
    CALENDARS,
    CASE_STATUSES,
    CLAIM_STATUSES,
    CREDIBILITY,
    EVENT_KINDS,
    EXTENTS,
    FORMAT,
    MARKINGS,
    NAME_KINDS,
    NOTE_KINDS,
    NOTE_STATUSES,
    QUALIFIERS,
    RELIABILITY,
    REPORT_KINDS,
    SENSITIVE,
    SOURCE_KINDS,
    STANCES,
    TABLES,
    predicate,
)


class Finding(NamedTuple):
    """One thing found: ``severity`` is error or warning; ``field`` is a path such as `when.edtf`."""

    severity: str
    table: str
    record: str
    field: str
    message: str


_TERMS: Final[dict[str, dict[str, Container[Any]]]] = {
    "case": {"status": CASE_STATUSES, "format": (FORMAT,)},
    "sources": {"kind": SOURCE_KINDS, "reliability": RELIABILITY},
    "reports": {"kind": REPORT_KINDS, "reliability": RELIABILITY},
    "actors": {"kind": ACTOR_KINDS},
    "events": {"kind": EVENT_KINDS, "credibility": CREDIBILITY, "importance": range(4)},
    "claims": {"stance": STANCES, "status": CLAIM_STATUSES, "credibility": CREDIBILITY},
    "relations": {"credibility": CREDIBILITY},
    "notes": {"kind": NOTE_KINDS, "status": NOTE_STATUSES},
}
_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "case": ("title", "format", "format_version"),
    "sources": ("name",),
    "reports": ("source",),
    "places": ("name",),
    "actors": ("name",),
    "events": ("title",),
    "claims": ("statement", "subject", "predicate"),
    "relations": ("subject", "type", "object"),
    "views": ("name", "query"),
}
_DATES: Final[dict[str, tuple[str, ...]]] = {
    "case": ("when",),
    "reports": ("published", "accessed"),
    "events": ("when",),
    "claims": ("asserted",),
    "relations": ("when",),
}
_VALUE_SHAPES: Final[dict[str, str]] = {
    "quantity": "a quantity such as {number: 84, qualifier: exactly}",
    "date": "a date such as {edtf: 2024-01-03}",
    "text": "text",
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_COUNTRY = re.compile(r"[A-Z]{2}")


def check(case: Case) -> Iterator[Finding]:
    """Everything that can be said against a case, in the order of its file."""
    seen: dict[str, str] = {}
    for table in TABLES:
        for record_id, record in case.table(table).items():
            if record_id in seen:
                yield Finding(
                    "error", table, record_id, "id", f"an id that {seen[record_id]} does not have too"
                )
            seen[record_id] = table
            yield from record_findings(table, record)
            yield from _reference_findings(case, table, record_id, record)
    if len(case.table("case")) != 1:
        yield Finding("error", "case", "", "", f"exactly one record, not {len(case.table('case'))}")


def record_findings(table: str, record: Json) -> Iterator[Finding]:
    """What is wrong with a record by itself, whatever else the case holds."""
    record_id = record["id"] if isinstance(record.get("id"), str) else "?"
    try:
        view(table, record)
    except InvalidCaseError as error:
        yield Finding("error", table, record_id, error.field, error.expected)
        return

    def error_at(field: str, message: str) -> Finding:
        return Finding("error", table, record_id, field, message)

    if not is_id(record["id"]):
        yield error_at("id", "1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit")
    for field in _NEEDED.get(table, ()):
        if not record.get(field):
            yield error_at(field, "is needed")
    if table == "notes" and not (record.get("title") or record.get("body")):
        yield error_at("body", "a note needs a title or a text")
    terms: dict[str, Container[Any]] = {**_TERMS.get(table, {}), "marking": MARKINGS}
    for field, allowed in terms.items():
        value = record.get(field)
        if value is not None and value not in allowed:
            yield error_at(field, f"'{value}' is not one of {_listed(allowed)}")
    for value in record.get("sensitive", ()):
        if value not in SENSITIVE:
            yield error_at("sensitive", f"'{value}' is not one of {_listed(SENSITIVE)}")
    for field in ("created", "modified"):
        if record.get(field) and not _INSTANT.fullmatch(record[field]):
            yield error_at(field, "a moment such as 2024-01-03T11:30:00.000Z (RFC 3339)")
    for field in _DATES.get(table, ()):
        if record.get(field) is not None:
            yield from _date_findings(table, record_id, field, record[field])
    for name in record.get("names", ()):
        if name.get("kind", "primary") not in NAME_KINDS:
            yield error_at("names.kind", f"'{name['kind']}' is not one of {_listed(NAME_KINDS)}")
    if record.get("country") and not _COUNTRY.fullmatch(record["country"]):
        yield error_at("country", f"'{record['country']}' is not two capital letters (ISO 3166-1)")
    yield from _SPECIAL.get(table, _nothing)(record_id, record)


def _nothing(record_id: str, record: Json) -> Iterator[Finding]:
    return iter(())


def _case_findings(record_id: str, record: Json) -> Iterator[Finding]:
    for calendar in record.get("calendars", ()):
        if calendar not in CALENDARS:
            yield Finding(
                "error", "case", record_id, "calendars", f"'{calendar}' is not one of {_listed(CALENDARS)}"
            )
    if record.get("timezone"):
        yield from _date_findings(
            "case", record_id, "timezone", {"edtf": "2024-01-01", "timezone": record["timezone"]}
        )


def _place_findings(record_id: str, record: Json) -> Iterator[Finding]:
    for field, limit in (("latitude", 90), ("longitude", 180)):
        value = record.get(field)
        if value is not None and not -limit <= value <= limit:
            yield Finding("error", "places", record_id, field, f"{value} is not within {limit} degrees")
    if (record.get("uncertainty_m") or 0) < 0:
        yield Finding("error", "places", record_id, "uncertainty_m", "metres, not below 0")


def _report_findings(record_id: str, record: Json) -> Iterator[Finding]:
    url = record.get("url")
    if url and not url.lower().startswith(("https://", "http://")):
        yield Finding("error", "reports", record_id, "url", "an address that begins with http:// or https://")
    if record.get("reliability") and not record.get("reliability_reason"):
        yield Finding(
            "warning",
            "reports",
            record_id,
            "reliability_reason",
            "a grade other than the source's wants its reason",
        )


def _claim_findings(record_id: str, record: Json) -> Iterator[Finding]:
    value = record.get("value")
    if value is None:
        return
    kind = predicate(record["predicate"]).value_type
    shape = (
        "text"
        if isinstance(value, str)
        else next((key for key in ("edtf", "record") if key in value), "number")
        if isinstance(value, dict)
        else "?"
    )
    fits = {
        "quantity": shape == "number",
        "date": shape == "edtf",
        "text": shape == "text",
        "place": shape in ("text", "record"),
        "record": shape in ("text", "record"),
        "any": shape != "?",
    }[kind]
    if not fits:
        expected = _VALUE_SHAPES.get(kind, "text, or a record such as {record: kerman}")
        yield Finding("error", "claims", record_id, "value", f"'{record['predicate']}' wants {expected}")
    elif shape == "edtf":
        yield from _date_findings("claims", record_id, "value", value)
    elif shape == "number":
        yield from _quantity_findings(record_id, value)


def _quantity_findings(record_id: str, value: Json) -> Iterator[Finding]:
    for field in ("number", "low", "high"):
        number = value.get(field)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            yield Finding("error", "claims", record_id, f"value.{field}", "a number")
            return
    if not any(value.get(field) is not None for field in ("number", "low", "high")):
        yield Finding("error", "claims", record_id, "value", "a number, or the low and the high of a range")
    if value.get("qualifier", "exactly") not in QUALIFIERS:
        yield Finding(
            "error",
            "claims",
            record_id,
            "value.qualifier",
            f"'{value['qualifier']}' is not one of {_listed(QUALIFIERS)}",
        )
    low, high = value.get("low"), value.get("high")
    if low is not None and high is not None and low > high:
        yield Finding("error", "claims", record_id, "value.low", f"{low} is more than the high, {high}")


_SPECIAL: Final = {
    "case": _case_findings,
    "places": _place_findings,
    "reports": _report_findings,
    "claims": _claim_findings,
}


def _date_findings(table: str, record_id: str, field: str, date: Json) -> Iterator[Finding]:
    if not isinstance(date.get("edtf"), str):
        yield Finding("error", table, record_id, f"{field}.edtf", "text (ISO 8601-2)")
        return
    try:
        parse_edtf(date["edtf"], timezone=date.get("timezone") or "UTC")
    except DateError as error:
        yield Finding("error", table, record_id, field, str(error))
    for name, allowed in (("calendar", CALENDARS), ("extent", EXTENTS)):
        if date.get(name) and date[name] not in allowed:
            yield Finding(
                "error",
                table,
                record_id,
                f"{field}.{name}",
                f"'{date[name]}' is not one of {_listed(allowed)}",
            )


_TARGETS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("reports", "source"): ("sources",),
    ("reports", "derived_from"): ("reports", "sources"),
    ("places", "within"): ("places",),
    ("actors", "source"): ("sources",),
    ("actors", "reports"): ("reports",),
    ("events", "place"): ("places",),
    ("events", "participants"): ("actors",),
    ("events", "part_of"): ("events",),
    ("events", "follows"): ("events",),
    ("events", "reports"): ("reports",),
    ("claims", "attribution"): ("sources", "actors"),
    ("claims", "reports"): ("reports",),
    ("claims", "supports"): ("claims",),
    ("claims", "contradicts"): ("claims",),
    ("claims", "supersedes"): ("claims",),
    ("relations", "claims"): ("claims",),
    ("relations", "reports"): ("reports",),
    ("notes", "reports"): ("reports",),
}


def _reference_findings(case: Case, table: str, record_id: str, record: Json) -> Iterator[Finding]:
    for field, target in references(table, record):
        found = case.table_of(target)
        allowed = _TARGETS.get((table, field))
        if field == "place" and table == "case" and found != "places":
            continue
        if found is None:
            severity = "warning" if field == "body" else "error"
            yield Finding(severity, table, record_id, field, f"there is no record '{target}'")
        elif allowed and found not in allowed:
            yield Finding(
                "error",
                table,
                record_id,
                field,
                f"'{target}' stands in {found}, not in {' or '.join(allowed)}",
            )
        elif target == record_id:
            yield Finding("error", table, record_id, field, "refers to itself")


def _listed(terms: Container[Any]) -> str:
    assert isinstance(terms, dict | tuple | range)
    return ", ".join(str(term) for term in terms)
