"""Dates as people type them, read into ISO 8601-2 at the precision that was given, and never more.

What is read: ISO 8601-2 itself; days, months and years in words (English, and the names of months and days in Persian,
Dari, Arabic, Tajik and Russian, in any digits); the Solar Hijri calendar; times with an offset, an IANA zone or a city;
"about", "perhaps", "before", "after", "since", "between … and …", "early 2022", "spring 2023", "1990s", "20th century",
"yesterday", "last friday", "3 weeks ago". What can be read in two ways comes with a question and both readings; what
cannot be a date is refused with a line that says why.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final

from msgspec import Struct

from casefile.model.dates.bounds import parse_edtf
from casefile.model.dates.calendars import Calendar
from casefile.model.dates.display import display_line
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import DateError, Interval, Point, Undated
from casefile.model.dates.reading.found import Context, Found, Reading
from casefile.model.dates.reading.numeric import of_either_calendar, year_first
from casefile.model.dates.reading.parts import either_calendar
from casefile.model.dates.reading.ranges import read_range
from casefile.model.dates.reading.shapes import one_shape
from casefile.model.dates.reading.single import EXAMPLES
from casefile.model.dates.reading.vague import persian_months
from casefile.model.dates.reading.words import to_english
from casefile.model.dates.zones import zone
from casefile.model.text import fold

LONGEST: Final = 200
"""Characters that a date may have."""


class Question(Struct, frozen=True):
    """What must be asked before a date is kept, and the readings to choose from."""

    text: str
    choices: tuple[Understood, ...]


class Understood(Struct, frozen=True):
    """What was understood of a text; with a question, the likeliest of its readings."""

    edtf: str
    text: str
    """The words as they were typed."""
    explanation: str
    """The date in words, and what the reader should know of how it was read."""
    calendar: str = "gregorian"
    """Calendar of `text`."""
    timezone: str = ""
    """IANA name of the zone that its time of day was read in; empty where it has none of its own."""
    question: Question | None = None

    def fields(self) -> dict[str, str]:
        """The fuzzy date of a record, as its JSON fields; `text` only where the words say more than `edtf`."""
        kept = {"edtf": self.edtf}
        if self.text != self.edtf:
            kept["text"] = self.text
        if self.timezone:
            kept["timezone"] = self.timezone
        if self.calendar != "gregorian":
            kept["calendar"] = self.calendar
        return kept


def read_date(
    text: str, *, now: datetime, timezone: str = "", calendars: Collection[str] = ("gregorian",)
) -> Understood:
    """Reads a date as people write it.

    `now` is the moment of writing (a naive one is taken as local to `timezone`), `timezone` the IANA zone that times of
    day hold in, `calendars` those of the case: with `persian`, a year of 1300 to 1500 is asked about. Raises `DateError`.
    """
    typed = text.strip()
    if not typed:
        raise DateError(f"a date is needed here; for instance: {EXAMPLES}")
    if len(typed) > LONGEST:
        raise DateError(f"a date has at most {LONGEST} characters")
    context = Context(_local(now, timezone), timezone, tuple(calendars))
    return _as_written(typed, context) or _understood(typed, _read(typed, context), context)


def _local(now: datetime, timezone: str) -> datetime:
    return now if now.tzinfo is None or not timezone else now.astimezone(zone(timezone))


def _read(typed: str, context: Context) -> Reading:
    short = re.sub(r"(?<!\w)['’](\d{2})(?!\w)", lambda found: _century(found[1], context), typed)
    english = one_shape(to_english(fold(short)))
    if re.fullmatch(r"(?:date |is |the )*unknown(?: date)?", english):
        return Reading((Found(None, None),))
    reading = read_range(english, context)
    for found in reading.options:
        try:
            parse_edtf(found.edtf(), found.timezone)
        except DateError:
            if found.first and found.last:
                raise DateError(f"'{typed}' ends before it begins") from None
            raise
    return reading


def _century(digits: str, context: Context) -> str:
    year = 2000 + int(digits)
    return f" {year if year <= context.today.year + 10 else year - 100}"


def _as_written(typed: str, context: Context) -> Understood | None:
    """The text where it is ISO 8601-2 already; None where it must be read as people write."""
    try:
        expression = parse(typed)
    except DateError:
        if re.match(r"\d{4}-(?:\d\d|XX)-(?:\d\d|XX)(?:T|$)", typed):
            _read_or_refuse(typed, context)
        return None
    if isinstance(expression, Undated):
        return _plain(typed, context)
    points = (expression.start, expression.end) if isinstance(expression, Interval) else (expression,)
    if any(isinstance(one, Point) and of_either_calendar(one.year, context) for one in points):
        if not isinstance(expression, Point) or expression.has_time:
            return _as_people_write(typed, context)
        if expression.unit in ("year", "month", "day") and not expression.unspecified:
            return _asked(expression, typed, context)
    if isinstance(expression, Point) and expression.unit == "season" and re.fullmatch(r"\d{4}-\d\d", typed):
        return _season_or_years(expression, typed, context)
    return _plain(typed, context)


def _read_or_refuse(typed: str, context: Context) -> None:
    """Refuses a text in the form of ISO 8601-2 with the reason that form gives, unless it reads as people write."""
    try:
        _read(typed, context)
    except DateError:
        parse(typed)


def _as_people_write(typed: str, context: Context) -> Understood:
    """A date with its time, or two dates, in ISO 8601-2, whose year may be of either calendar."""
    plain = re.sub(r"(?<=\d)T(?=\d)", " ", typed).replace("/", " to ")
    try:
        return _understood(typed, _read(plain, context), context)
    except DateError:
        return _plain(typed, context)


def _asked(point: Point, typed: str, context: Context) -> Understood:
    def marked(one: Point) -> Point:
        return Point(
            one.year,
            one.month,
            one.day,
            unit=one.unit,
            approximate=point.approximate,
            uncertain=point.uncertain,
        )

    if point.unit == "year":
        bare = Reading((Found(Point(point.year, unit="year"), Point(point.year, unit="year")),))
        reading = either_calendar(bare, persian_months(point.year, 1, 12), point.year)
    else:
        reading = year_first(point.year, point.month, point.day, bool(point.day), context)
    return _understood(typed, reading.each(lambda found: found.points(marked)), context)


def _season_or_years(point: Point, typed: str, context: Context) -> Understood:
    """`2020-22`: the summer of ISO 8601-2, or the years 2020 to 2022 as people write them."""
    season = Found(point, point)
    last = point.year // 100 * 100 + point.month
    if last <= point.year:
        return _plain(typed, context)
    years = Found(Point(point.year, unit="year"), Point(last, unit="year"))
    return _understood(
        typed, Reading((years, season), f"the years {point.year} to {last}, or a season?"), context
    )


def _plain(typed: str, context: Context) -> Understood:
    expression = parse(typed)
    notes = _calendar_note(expression if isinstance(expression, Point) else None)
    shown = _explained(typed, "gregorian", context.timezone, context)
    return Understood(typed, typed, "; ".join((shown, *notes)))


def _understood(typed: str, reading: Reading, context: Context) -> Understood:
    answers: list[Understood] = []
    for found in reading.options:
        one = _answer(typed, found, context)
        if one.edtf not in [known.edtf for known in answers]:
            answers.append(one)
    first = answers[0]
    if len(answers) == 1 and not reading.asked:
        return first
    question = Question(reading.question, tuple(answers))
    return Understood(first.edtf, typed, first.explanation, first.calendar, first.timezone, question)


def _answer(typed: str, found: Found, context: Context) -> Understood:
    edtf = found.edtf()
    shown = _explained(edtf, found.calendar, found.timezone or context.timezone, context)
    notes = (*found.notes, *_calendar_note(found.first if found.calendar == "gregorian" else None))
    return Understood(edtf, typed, "; ".join((shown, *notes)), found.calendar, found.timezone)


def _calendar_note(point: Point | None) -> tuple[str, ...]:
    """A year that would be a recent one of the Solar Hijri calendar is said to be none."""
    return ("a year of the Gregorian calendar",) if point and 1300 <= point.year <= 1500 else ()


def _explained(edtf: str, calendar: str, timezone: str, context: Context) -> str:
    both: Calendar = "both" if calendar == "persian" or "persian" in context.calendars else "gregorian"
    return display_line(edtf, timezone, calendar=both)


__all__ = ["DateError", "Question", "Understood", "read_date"]
