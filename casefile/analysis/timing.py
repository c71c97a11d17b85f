"""Times that cannot be true: an effect before its cause, a part outside the whole, a gap other than the one stated, a
clock time that on another clock is not what the same words say it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from casefile.analysis.clock_words import Spoken, apart, as_clock, clock_at, said_to_be_one, spoken_times
from casefile.model.case import Case
from casefile.model.dates import DateError, Span, day_number, parse_edtf
from casefile.model.records import Claim, Event, FuzzyDate, Record, Relation, Report, claim_value

_DURATION = re.compile(
    r"P(?:(?P<days>\d+(?:\.\d+)?)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = {"days": 86_400.0, "hours": 3_600.0, "minutes": 60.0, "seconds": 1.0}


_CLOCK_SLACK = 1_800.0
"""Seconds by which a time of day that is given as about or uncertain can miss."""


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


def gap_words(minimum: str, maximum: str) -> str:
    """The gap that is stated between two events, in words: `10 to 20 minutes after`, `at least 1 day after`, `after`."""
    least, most = duration(minimum), duration(maximum)
    if least is None and most is None:
        stated = " to ".join(part for part in (minimum, maximum) if part)
        return f"{stated} after" if stated else "after"
    if least is not None and most is not None:
        if least == most:
            return f"{_length(least)} after"
        one, other = _length(least), _length(most)
        number, _, unit = one.partition(" ")
        same = unit.rstrip("s") == other.partition(" ")[2].rstrip("s")
        return f"{number if same else one} to {other} after"
    return (
        f"at least {_length(least)} after" if least is not None else f"at most {_length(most or 0.0)} after"
    )


def _length(seconds: float) -> str:
    for unit in ("days", "hours", "minutes", "seconds"):
        if seconds % _SECONDS[unit] == 0 and seconds >= _SECONDS[unit]:
            count = int(seconds // _SECONDS[unit])
            return f"{count:,} {unit if count != 1 else unit[:-1]}"
    return f"{seconds:g} seconds"


def impossible_times(case: Case) -> Iterator[Impossible]:
    """Everything in a case that cannot be true in time. Fuzzy dates count only where no reading of them fits."""
    for kind in (Event, Claim, Report, Relation):
        for record in case.all(kind):
            yield from _impossible(case, record)


def impossible_of(case: Case, record_id: str) -> tuple[Impossible, ...]:
    """What of one record cannot be true in time; the rest of the case is not looked through."""
    return tuple(_impossible(case, case.record(record_id))) if record_id in case else ()


def _impossible(case: Case, record: Record) -> Iterator[Impossible]:
    if isinstance(record, Event):
        yield from _after_what_it_follows(case, record)
        yield from _within_its_whole(case, record)
        yield from _on_other_clocks(case, record.id, record.when)
    elif isinstance(record, Claim):
        yield from _said_after_what_it_says(case, record)
        value = claim_value(record.value)
        yield from _on_other_clocks(
            case, record.id, value if isinstance(value, FuzzyDate) else None, record.statement
        )
        yield from _on_other_clocks(case, record.id, record.asserted)
    elif isinstance(record, Report):
        yield from _on_other_clocks(case, record.id, record.published)
    elif isinstance(record, Relation):
        yield from _on_other_clocks(case, record.id, record.when)


def _bounds(case: Case, date: FuzzyDate | None) -> tuple[float, float] | None:
    """The bounds of a date in seconds since 1970; one given as approximate or uncertain reaches a unit further,
    a time of day half an hour."""
    if date is None:
        return None
    try:
        span = parse_edtf(date.edtf, date.timezone or case.timezone)
    except DateError:
        return None
    fuzzy = (span.approximate or span.uncertain) and math.isfinite(span.width)
    slack = max(span.width, _CLOCK_SLACK if span.precision in ("second", "minute") else 0.0) if fuzzy else 0.0
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

_EXACT: Final = 60
_ROUGH: Final = 20 * 60
"""Seconds by which two clock times may differ that are told to the minute, or in round or approximate words: half
an hour, by which some zones differ from their neighbours, is never passed over."""

_ABOUT: Final = re.compile(r"\b(?:about|around|approximately|circa|some|nearly|shortly)\b|≈|~")


def _on_other_clocks(
    case: Case, record_id: str, date: FuzzyDate | None, statement: str = ""
) -> Iterator[Impossible]:
    """Words that give a time on other clocks than the date does, where that is another moment."""
    if date is None:
        return
    zone = date.timezone or case.timezone
    try:
        span = parse_edtf(date.edtf, zone)
    except DateError:
        return
    for text in dict.fromkeys((date.text, statement)):
        spoken = list(spoken_times(text)) if text and any(sign.isdigit() for sign in text) else []
        if not spoken:
            continue
        rough = span.approximate or _ABOUT.search(text.lower()) is not None
        known = _clock_moments(date.edtf, span)
        if known and text == date.text:
            yield from _against_date(record_id, text, spoken, known, zone, rough)
        elif span.local_date is not None:
            noon = day_number(*span.local_date) * 86_400.0 + 43_200.0
            yield from _against_each_other(record_id, text, spoken, noon, zone, rough)


def _clock_moments(edtf: str, span: Span) -> list[float]:
    """The moments with a time of day that a date names; those of an interval are its ends."""
    parts = [part for part in edtf.split("/") if "T" in part]
    if not parts:
        return []
    ends = [span.start] if "/" not in edtf else [span.start, span.end - 1]
    return [end for end in ends if math.isfinite(end)]


def _against_date(
    record_id: str, text: str, spoken: list[Spoken], known: list[float], zone: str, rough: bool
) -> Iterator[Impossible]:
    for one in spoken:
        limit = _ROUGH if rough or not one.to_the_minute else _EXACT
        gaps = {moment: apart(one.second, clock_at(moment, one.zone, zone)) for moment in known}
        within = len(known) > 1 and _between(one, known, zone)
        if min(gaps.values()) > limit and not within:
            moment = min(known, key=gaps.__getitem__)
            meant = moment + _signed(one.second - clock_at(moment, one.zone, zone))
            yield Impossible(
                record_id,
                f"\u201c{text}\u201d: {one.words} is {as_clock(clock_at(meant, zone, zone))} here, "
                f"and the date says {as_clock(clock_at(moment, zone, zone))}",
                (record_id,),
            )


def _between(one: Spoken, known: list[float], zone: str) -> bool:
    """Whether a time lies between the ends of an interval."""
    after = (one.second - clock_at(known[0], one.zone, zone)) % 86_400
    return after <= known[-1] - known[0]


def _against_each_other(
    record_id: str, text: str, spoken: list[Spoken], noon: float, zone: str, rough: bool
) -> Iterator[Impossible]:
    """Two times that are said to be one, on a day; the zones' offsets are those of its noon."""
    for one, other in pairwise(spoken):
        if not said_to_be_one(text, one, other):
            continue
        moment = noon + _signed(one.second - clock_at(noon, one.zone, zone))
        shown = clock_at(moment, other.zone, zone)
        limit = _EXACT if one.to_the_minute and other.to_the_minute and not rough else _ROUGH
        if apart(shown, other.second) > limit:
            yield Impossible(
                record_id,
                f"\u201c{text}\u201d: {one.words} is {as_clock(shown)} there, not {other.words}",
                (record_id,),
            )


def _signed(seconds: int) -> int:
    """A difference of two times of day, the shorter way round the clock."""
    return (seconds + 43_200) % 86_400 - 43_200
