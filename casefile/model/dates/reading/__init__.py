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
from msgspec.structs import replace

from casefile.model.dates.bounds import parse_edtf, points
from casefile.model.dates.calendars import Calendar
from casefile.model.dates.civil import CivilDate
from casefile.model.dates.display import display_line
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import DateError, Expression, Point
from casefile.model.dates.reading.found import Context, Found, Reading
from casefile.model.dates.reading.parts import after_all, either
from casefile.model.dates.reading.ranges import read_range
from casefile.model.dates.reading.shapes import one_shape
from casefile.model.dates.reading.single import EXAMPLES
from casefile.model.dates.reading.words import to_english
from casefile.model.dates.reading.written import in_persian, years_of_either
from casefile.model.dates.zones import zone
from casefile.model.text import fold

_DIGIT: Final = re.compile(r"\d")
_TIME_ALONE: Final = re.compile(r"T[\d:]+(?![\d:Z+-])")

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
    text: str,
    *,
    now: datetime,
    timezone: str = "",
    calendars: Collection[str] = ("gregorian",),
    day: CivilDate | None = None,
) -> Understood:
    """Reads a date as people write it.

    `now` is the moment of writing (a naive one is taken as local to `timezone`), `timezone` the IANA zone that times of
    day hold in, `calendars` those of the case: with `persian`, a year of 1300 to 1500 is asked about; `day` the one that
    a time without a day is of, which is asked about otherwise. Raises `DateError`.
    """
    typed = text.strip()
    if not typed:
        raise DateError(f"a date is needed here; for instance: {EXAMPLES}")
    if len(typed) > LONGEST:
        raise DateError(f"a date has at most {LONGEST} characters")
    context = Context(_local(now, timezone), timezone, tuple(calendars), day)
    written = _as_written(_DIGIT.sub(lambda digit: str(int(digit[0])), typed), context)
    return replace(written, text=typed) if written else _understood(typed, _read(typed, context), context)


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
    shared = years_of_either(typed, context)
    if shared:
        return _of_either_calendar(typed, shared[0], context)
    try:
        expression = parse(typed)
    except DateError:
        if re.match(r"[\[{]|\d{4}-(?:\d\d|XX)-(?:\d\d|XX)(?:[T/]|$)", typed):
            _read_or_refuse(typed, context)
        return None
    if isinstance(expression, Point) and expression.unit == "season" and re.fullmatch(r"\d{4}-\d\d", typed):
        return _season_or_years(expression, typed, context)
    return _plain(typed, context)


def _read_or_refuse(typed: str, context: Context) -> None:
    """Refuses a text in the form of ISO 8601-2 with the reason that form gives, unless it reads as people write."""
    try:
        _read(typed, context)
    except DateError:
        parse(typed)


def _of_either_calendar(typed: str, year: int, context: Context) -> Understood:
    """A text in the form of ISO 8601-2, some of whose years may be of either calendar: both readings, as far as there are."""
    try:
        gregorian = [_plain(typed, context)]
    except DateError:
        gregorian = []
    try:
        edtf = in_persian(typed, context)
        shown = _explained(edtf, "persian", context.timezone, context)
    except DateError as problem:
        if not gregorian:
            raise
        return _asked(typed, gregorian, after_all(str(problem), year))
    persian = Understood(edtf, typed, shown, "persian", context.timezone if _TIME_ALONE.search(typed) else "")
    return _asked(typed, [persian, *gregorian], either(year)) if gregorian else persian


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
    shown = _explained(typed, "gregorian", context.timezone, context)
    return Understood(typed, typed, "; ".join((shown, *_calendar_note(expression))))


def _understood(typed: str, reading: Reading, context: Context) -> Understood:
    answers: list[Understood] = []
    for found in reading.options:
        one = _answer(typed, found, context)
        if one.edtf not in [known.edtf for known in answers]:
            answers.append(one)
    if len(answers) == 1 and not reading.asked:
        return answers[0]
    return _asked(typed, answers, reading.question)


def _asked(typed: str, answers: list[Understood], question: str) -> Understood:
    """The likeliest of several answers, with what is asked about them."""
    return replace(answers[0], text=typed, question=Question(question, tuple(answers)))


def _answer(typed: str, found: Found, context: Context) -> Understood:
    edtf = found.edtf()
    shown = _explained(edtf, found.calendar, found.timezone or context.timezone, context)
    notes = (*found.notes, *(_calendar_note(parse(edtf)) if found.calendar == "gregorian" else ()))
    return Understood(edtf, typed, "; ".join((shown, *notes)), found.calendar, found.timezone)


def _calendar_note(expression: Expression) -> tuple[str, ...]:
    """A year that would be a recent one of the Solar Hijri calendar is said to be none."""
    taken = any(1300 <= point.year <= 1500 for point in points(expression))
    return ("a year of the Gregorian calendar",) if taken else ()


def _explained(edtf: str, calendar: str, timezone: str, context: Context) -> str:
    both: Calendar = "both" if calendar == "persian" or "persian" in context.calendars else "gregorian"
    return display_line(edtf, timezone, calendar=both)


__all__ = ["DateError", "Question", "Understood", "read_date"]
