"""Times that cannot be true: an effect before its cause, a part outside the whole, a gap other than the one stated."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from casefile.model.case import Case
from casefile.model.dates import DateError, parse_edtf
from casefile.model.records import Claim, Event, FuzzyDate, Report

_DURATION = re.compile(
    r"P(?:(?P<days>\d+(?:\.\d+)?)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = {"days": 86_400.0, "hours": 3_600.0, "minutes": 60.0, "seconds": 1.0}


class Impossible(NamedTuple):
    """A record whose time cannot be true, the reason, and the records that show it."""

    record: str
    reason: str
    evidence: tuple[str, ...]


def duration(text: str) -> float | None:
    """The seconds of an ISO 8601 duration of days, hours, minutes and seconds; none for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    return sum(float(value) * _SECONDS[unit] for unit, value in match.groupdict().items() if value)


def impossible_times(case: Case) -> Iterator[Impossible]:
    """Everything in a case that cannot be true in time. Fuzzy dates count only where no reading of them fits."""
    for event in case.all(Event):
        yield from _after_what_it_follows(case, event)
        yield from _within_its_whole(case, event)
    for claim in case.all(Claim):
        yield from _said_after_what_it_says(case, claim)


def _bounds(case: Case, date: FuzzyDate | None) -> tuple[float, float] | None:
    """The bounds of a date in seconds since 1970; one given as approximate or uncertain reaches a unit further."""
    if date is None:
        return None
    try:
        span = parse_edtf(date.edtf, date.timezone or case.timezone)
    except DateError:
        return None
    slack = span.width if (span.approximate or span.uncertain) and math.isfinite(span.width) else 0.0
    return span.start - slack, span.end + slack


def _after_what_it_follows(case: Case, event: Event) -> Iterator[Impossible]:
    if event.follows is None:
        return
    first = case.get(event.follows.event, Event)
    mine, other = _bounds(case, event.when), _bounds(case, first.when if first else None)
    if first is None or mine is None or other is None:
        return
    evidence = (event.id, first.id)
    if mine[1] <= other[0]:
        yield Impossible(event.id, f"{event.title} is dated before {first.title}, which it follows", evidence)
        return
    least, most = duration(event.follows.minimum), duration(event.follows.maximum)
    if least is not None and mine[1] - other[0] < least:
        yield Impossible(
            event.id, f"{event.title} comes sooner after {first.title} than the gap stated", evidence
        )
    if most is not None and mine[0] - other[1] > most:
        yield Impossible(
            event.id, f"{event.title} comes later after {first.title} than the gap stated", evidence
        )


def _within_its_whole(case: Case, event: Event) -> Iterator[Impossible]:
    whole = case.get(event.part_of, Event) if event.part_of else None
    mine, other = _bounds(case, event.when), _bounds(case, whole.when if whole else None)
    if whole is None or mine is None or other is None:
        return
    if mine[1] <= other[0] or mine[0] >= other[1]:
        yield Impossible(
            event.id,
            f"{event.title} is dated outside {whole.title}, of which it is a part",
            (event.id, whole.id),
        )


def _said_after_what_it_says(case: Case, claim: Claim) -> Iterator[Impossible]:
    said = _bounds(case, claim.asserted)
    if said is None:
        return
    event = case.get(claim.subject, Event)
    happened = _bounds(case, event.when if event else None)
    if event and happened and claim.predicate in _AFTERWARDS and said[1] <= happened[0]:
        yield Impossible(
            claim.id,
            f"\u201c{claim.statement}\u201d is dated before {event.title}, of which it tells",
            (claim.id, event.id),
        )
    for report_id in claim.reports:
        report = case.get(report_id, Report)
        published = _bounds(case, report.published if report else None)
        if report and published and math.isfinite(published[1]) and published[1] <= said[0]:
            yield Impossible(
                claim.id,
                f"\u201c{claim.statement}\u201d was said after {report.title or report.id}, in which it was read",
                (claim.id, report_id),
            )


_AFTERWARDS = frozenset({"killed", "injured", "occurred-at", "distance-from", "perpetrator", "weapon"})
"""Predicates that can only be told once the event has happened."""
