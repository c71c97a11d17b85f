"""Short texts for parts of a case, as the command line writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefile.model.dates import short_label, sort_key
from casefile.model.records import Actor, Claim, Event, FuzzyDate, Note, Report, Source
from casefile.model.text import fold

if TYPE_CHECKING:
    from casefile.model.case import Case


def date(case: Case, when: FuzzyDate | None) -> str:
    """A fuzzy date in the case's own time zone; empty where there is none."""
    return short_label(when, case.timezone) if when is not None else ""


def json_date(when: Any, timezone: str = "UTC") -> str:
    """A fuzzy date from its JSON; empty where it is none."""
    import msgspec

    try:
        return short_label(msgspec.convert(when, FuzzyDate), timezone)
    except msgspec.ValidationError:
        return ""


def title(case: Case, record_id: str) -> str:
    """The title of a record; of one in a table that this program does not know, whatever it calls its title."""
    if record_id in case:
        return case.title(record_id)
    for records in case.tables.values():
        record = records.get(record_id)
        if record is not None:
            return str(record.get("title") or record.get("name") or record_id)
    return record_id


def named(case: Case, record_id: str) -> str:
    """A record's title with its id behind it, for whoever wants to look it up: `IRNA (irna)`."""
    name = title(case, record_id)
    return record_id if name == record_id else f"{name} ({record_id})"


def aside(case: Case, record_id: str) -> str:
    """What matters most of a record beside its title: an event's date, a source's grade, a note's kind."""
    record = case.record(record_id)
    match record:
        case Event():
            return date(case, record.when)
        case Report():
            return date(case, record.published)
        case Source():
            return record.reliability
        case Claim():
            from casefile.analysis.grades import claim_grade

            return claim_grade(case, record)
        case Actor():
            return record.kind
        case Note():
            return f"{record.kind}, {record.status}" if record.status != "open" else record.kind
    return ""


def order(case: Case, record_id: str) -> tuple[float, float, str]:
    """A sort key for a table: what has a date by it, then the rest by title."""
    record = case.record(record_id) if record_id in case else None
    when = (
        record.when if isinstance(record, Event) else record.published if isinstance(record, Report) else None
    )
    timezone = (when.timezone if when else "") or case.timezone
    return sort_key(when.edtf if when else None, timezone, fold(title(case, record_id)))
