"""Dates with two ends or one: between, from … to, 3-5 Jan, before, after, since, until."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from casefile.model.dates.civil import month_start
from casefile.model.dates.expressions import DateError, Point
from casefile.model.dates.reading.found import Context, Found, Reading, day_point
from casefile.model.dates.reading.single import read_single

_BEFORE: Final = r"((?:before|by|to)(?!\w)|≤|<=?)\s*(.+)"
_AFTER: Final = r"((?:after|since|from|starting|following)(?!\w)|≥|>=?)\s*(.+)"
_WITHIN_DAY: Final = (
    r"(.+?),? (before|by|to|after|since|from) ((?:about )?\d{1,2}[:.]?\d{0,2}(?: ?[ap]\.?m\.?)?)"
)
_OR_EARLIER: Final = r"(.+?) (?:or|and) (?:earlier|before)"
_OR_LATER: Final = r"(.+?) (?:(?:or|and) (?:later|after|since)|on|onwards?)"
_BETWEEN: Final = (r"between (.+?) (?:and|to|-) (.+)", r"from (.+?) (?:to|-) (.+)")
_LONGEST_CHAIN: Final = 4


def read_range(text: str, context: Context) -> Reading:
    """The reading of folded English `text`; raises `DateError`."""
    for pattern in _BETWEEN:
        found = re.fullmatch(pattern, text)
        if found:
            return _between(found[1], found[2], context)
    part = _one_end(text, context) or _part_of_day(text, context) or _either(text, context)
    if part:
        return part
    try:
        return read_single(text, context)
    except DateError as error:
        refusal = error
    for first, last in _splits(text):
        try:
            return _between(first, last, context)
        except DateError as error:
            if " to " in text or " - " in text:
                refusal = error
    raise refusal


def _one_end(text: str, context: Context) -> Reading | None:
    found = re.fullmatch(_BEFORE, text)
    if found:
        strictly = found[1] in ("before", "<")
        return read_single(found[2], context).each(lambda one: _until(one, strictly))
    found = re.fullmatch(_AFTER, text)
    if found:
        strictly = found[1] in ("after", "following", ">")
        rest = re.sub(r" (?:on|onwards?)$", "", found[2])
        return read_single(rest, context).each(lambda one: _since(one, strictly))
    found = re.fullmatch(_OR_EARLIER, text)
    if found:
        return read_single(found[1], context).each(lambda one: _until(one, False))
    found = re.fullmatch(_OR_LATER, text)
    return read_single(found[1], context).each(lambda one: _since(one, False)) if found else None


def _part_of_day(text: str, context: Context) -> Reading | None:
    """ "4 jan 2024 by 20:13": within the day, up to or from a time."""
    found = re.fullmatch(_WITHIN_DAY, text)
    day = _attempt(found[1], context) if found else None
    if not found or not day or not day.options[0].single or day.options[0].single.unit != "day":
        return None

    def bounded(whole: Found) -> Found:
        limit = read_single(found[3], context, whole).options[0]
        if found[2] in ("after", "since", "from"):
            return replace(limit, last=whole.last)
        return replace(limit, first=whole.first)

    return day.each(bounded)


def _either(text: str, context: Context) -> Reading | None:
    """ "2 or 3 jan 2024": one of several dates."""
    texts = re.split(r",? or (?!later|earlier|after|before|since)", text)
    if len(texts) == 1:
        return None
    last = read_range(texts[-1], context)
    options = tuple(_one_of(texts[:-1], end, last, context) for end in last.options)
    return Reading(options, last.question)


def _one_of(texts: list[str], last: Found, whole: Reading, context: Context) -> Found:
    """One of several dates, all in the calendar of the last one."""
    members = [_member(text, last, context) for text in texts] + [last]
    if len({one.calendar for one in whole.options}) < len(whole.options):
        raise _unclear(texts[0])
    if any(member.members or member.first is None or member.last is None for member in members):
        raise DateError("dates joined by 'or' need both ends")
    calendar = next((member.calendar for member in members if member.calendar != "gregorian"), "gregorian")
    zone = next((member.timezone for member in members if member.timezone), "")
    notes = tuple(note for member in members for note in member.notes)
    return Found(None, None, calendar, zone, notes, tuple(members))


def _member(text: str, last: Found, context: Context) -> Found:
    alone = _attempt(text, context)
    reading = read_single(text, context, last) if alone is None or alone.asked else alone
    alike = [one for one in reading.options if one.calendar == last.calendar]
    if reading.asked and len(alike) != 1:
        raise _unclear(text)
    return alike[0] if reading.asked else reading.options[0]


def _unclear(text: str) -> DateError:
    return DateError(f"'{text}': give each date in full, with its year")


def _until(found: Found, strictly: bool) -> Found:
    """Up to a date; strictly, up to what comes before it: the day before, the month before, the year before."""
    known = found.first if strictly else found.last
    if known is None:
        raise DateError("'before' needs a date after it")
    return replace(found, first=None, last=_neighbour(known, -1) if strictly else known)


def _since(found: Found, strictly: bool) -> Found:
    known = found.last if strictly else found.first
    if known is None:
        raise DateError("'after' needs a date after it")
    return replace(found, first=_neighbour(known, 1) if strictly else known, last=None)


def _neighbour(point: Point, step: int) -> Point:
    """The unit before or after; times of day stay, since a minute says as much."""
    if point.has_time:
        return point
    if point.unit == "year":
        found = Point(point.year + step, unit="year")
    elif point.unit == "month":
        found = day_point(month_start(point.year, point.month + step))
        found = Point(found.year, found.month, unit="month")
    else:
        found = day_point(point.days()[0] - 1 if step < 0 else point.days()[1])
    return replace(found, approximate=point.approximate, uncertain=point.uncertain)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The places where a text may fall into two ends, the plainest first."""
    for separator in (" to ", " - ", " and "):
        first, found, last = text.partition(separator)
        if found and first.strip() and last.strip():
            yield first, last
    dashes = [found.start() for found in re.finditer("-", text)][: 2 * _LONGEST_CHAIN]
    middle = sorted(dashes, key=lambda at: abs(2 * at + 1 - len(text)))
    for at in middle if len(dashes) > 1 else dashes:
        if text[:at].strip() and text[at + 1 :].strip():
            yield text[:at], text[at + 1 :]


def _between(first: str, last: str, context: Context) -> Reading:
    """From the one to the other; what one end leaves out it takes from the other."""
    first, last = first.strip(), last.strip()
    borrows = not re.search(r"\d{4}", first), not re.search(r"\d{4}", last)
    ends = _attempt(last, context)
    if ends and not ends.asked:
        starts = read_single(first, context, ends.options[0])
        return Reading(
            tuple(_joined(start, ends.options[0], borrows) for start in starts.options), starts.question
        )
    starts_alone = _attempt(first, context)
    if starts_alone and not starts_alone.asked:
        ends = read_single(last, context, starts_alone.options[0])
        return Reading(
            tuple(_joined(starts_alone.options[0], end, borrows) for end in ends.options), ends.question
        )
    ends = ends or read_single(last, context)
    pairs = [_joined(_alike(read_single(first, context, end), end), end, borrows) for end in ends.options]
    return Reading(tuple(pairs), ends.question)


def _alike(reading: Reading, other: Found) -> Found:
    """The option in the calendar of the other end: "1402–1403" is of one calendar as a whole."""
    return next((one for one in reading.options if one.calendar == other.calendar), reading.options[0])


def _next_day(point: Point) -> Point:
    day = day_point(point.days()[1])
    return replace(point, year=day.year, month=day.month, day=day.day)


def _attempt(text: str, context: Context) -> Reading | None:
    try:
        return read_single(text, context)
    except DateError:
        return None


def _joined(start: Found, end: Found, borrows: tuple[bool, bool]) -> Found:
    """Both ends as one; `borrows` says which of them took its year from the other."""
    first, last = start.first, end.last
    if first is None or last is None:
        raise DateError("both ends of a range need a date")
    if borrows[0] and last.unit == "year" and first.unit != "year":
        raise DateError("a range needs ends of one kind, as in 'Jan 2024 to Mar 2024'")
    if first.days()[0] > last.days()[0]:
        # "Dec – Jan 2024" begins in the year before the one named, "30 Dec 2023 – 2 Jan" ends in the one after it.
        if borrows[0] and first.unit in ("day", "month") and start.calendar == "gregorian":
            first = replace(first, year=first.year - 1)
        elif borrows[1] and last.unit in ("day", "month") and end.calendar == "gregorian":
            last = replace(last, year=last.year + 1)
    elif first.days() == last.days() and first.has_time and 0 <= last.second < first.second and borrows[1]:
        # "23:00 to 01:00" goes on past midnight.
        last = _next_day(last)
    calendar = "persian" if "persian" in (start.calendar, end.calendar) else "gregorian"
    return Found(first, last, calendar, start.timezone or end.timezone, (*start.notes, *end.notes))
