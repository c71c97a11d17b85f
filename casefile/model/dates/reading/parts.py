"""A date put together from its parts: day, month, year, weekday, in the one calendar or the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from casefile.model.dates.calendars import (
    MONTHS,
    PERSIAN_MONTHS,
    day_label,
    from_persian,
    persian_month_length,
    to_persian,
)
from casefile.model.dates.civil import day_number, month_length, weekday
from casefile.model.dates.expressions import DateError, Point
from casefile.model.dates.reading.found import Context, Found, Reading, day_point, sure
from casefile.model.dates.reading.relative import WEEKDAYS
from casefile.model.dates.reading.vague import persian_months


class Parts(Struct):
    """Which parts of a date a text gives; 0 and None where it does not."""

    day: int = 0
    month: int = 0
    year: int | None = None
    weekday: int | None = None
    persian: bool = False
    era: str = ""
    """`ad`, `bc` or `solar`, where the text says so."""
    short_year: bool = False
    """Whether the year had only two digits."""


def assembled(parts: Parts, context: Context, borrow: Found | None) -> Reading | None:
    """The date of `parts`, which borrow what they leave out; None where they are no date."""
    if borrow:
        _borrow(parts, borrow)
    if parts.year is not None and parts.era == "bc":
        parts.year = 1 - parts.year
    if parts.era == "solar":
        parts.persian = True
    if parts.day and not parts.month:
        if parts.year is None and parts.weekday is None:
            raise DateError(f"the month is missing, as in '{parts.day} jan 2024'")
        return None
    if parts.year is None:
        return _without_year(parts, context) if parts.month else None
    if parts.short_year:
        return _short_year(parts, context)
    if not parts.month:
        return _bare_year(parts, context)
    if parts.persian or parts.era or not context.is_shared(parts.year):
        return built(parts)
    problem = f"{MONTHS[parts.month - 1]} is a month of the Gregorian calendar"
    return Reading(built(parts).options, after_all(problem, parts.year))


def _borrow(parts: Parts, other: Found) -> None:
    """What this end of a range leaves out, from the other end, in its calendar."""
    point = other.first or other.last
    if point is None:
        return
    if other.calendar == "persian" and (parts.persian or not parts.month):
        found = to_persian(point.days()[0])
        if found is None:
            return
        year, month, parts.persian = found.year, found.month, True
    else:
        year, month = point.year, point.month if point.month <= 12 else 0
    if parts.year is None:
        # Of which calendar it is, was said or is asked at the other end.
        parts.year, parts.era = year, parts.era or "ad"
        if parts.day and not parts.month:
            parts.month = month


def _bare_year(parts: Parts, context: Context) -> Reading | None:
    year = parts.year
    if parts.day or parts.weekday is not None or year is None:
        return None
    if parts.persian:
        return persian_months(year, 1, 12)
    if not parts.era and not 1000 <= year <= 9999:
        raise DateError(f"'{year}' is not understood: a year has four digits")
    point = Point(year, unit="year")
    if context.is_shared(year) and not parts.era:
        return either_calendar(sure(point), persian_months(year, 1, 12), year)
    return sure(point)


def either_calendar(gregorian: Reading | None, persian: Reading | None, year: int) -> Reading:
    """Both readings of a date whose year may be of either calendar, the Persian one first."""
    options = tuple(reading.options[0] for reading in (persian, gregorian) if reading)
    if len(options) == 1:
        return Reading(options)
    return Reading(options, either(year))


def either(year: int) -> str:
    """The question of which calendar a year is."""
    return f"{year}: a year of the Solar Hijri calendar, or of the Gregorian?"


def after_all(problem: str, year: int) -> str:
    """The question where the Solar Hijri calendar does not have a date: more likely a slip than the Middle Ages."""
    return f"{problem}. Is the year {year} of the Gregorian calendar meant?"


def built(parts: Parts) -> Reading:
    """The date of parts that have a month and a year."""
    assert parts.year is not None
    if parts.persian:
        return persian_date(parts.year, parts.month, parts.day, parts.weekday)
    if not parts.day:
        if parts.weekday is not None:
            raise DateError("a weekday needs the day of the month beside it, as in 'Wed 3 Jan 2024'")
        return sure(Point(parts.year, parts.month, unit="month"))
    if 1 <= parts.year <= 9999:
        day = _dateutil(parts.year, parts.month, parts.day)
        _check_weekday(day_number(day.year, day.month, day.day), parts.weekday)
        return sure(Point(day.year, day.month, day.day))
    if parts.day > month_length(parts.year, parts.month):
        raise no_such_day(parts.year, parts.month, parts.day)
    return sure(Point(parts.year, parts.month, parts.day))


def _dateutil(year: int, month: int, day: int) -> date:
    from dateutil.parser import parse

    try:
        return parse(f"{day} {MONTHS[month - 1]} {year:04}", default=datetime(2000, 1, 1)).date()
    except (ValueError, OverflowError):
        raise no_such_day(year, month, day) from None


def no_such_day(year: int, month: int, day: int) -> DateError:
    """The refusal of 31 February."""
    length = month_length(year, month)
    return DateError(f"there is no {day} {MONTHS[month - 1]} {year}: that month has {length} days")


def persian_date(year: int, month: int, day: int, named: int | None) -> Reading:
    """A day or a month of the Solar Hijri calendar; `named` is the weekday that the text gives."""
    name = PERSIAN_MONTHS[month - 1]
    if not 1 <= year <= 1600:
        raise DateError(
            f"{name} is a month of the Solar Hijri calendar: its year is written as in '13 {name} 1402'"
        )
    if not day:
        return persian_months(year, month, month)
    length = persian_month_length(year, month)
    if day > length:
        raise DateError(f"there is no {day} {name} {year}: that month has {length} days")
    number = from_persian(year, month, day)
    _check_weekday(number, named)
    return sure(day_point(number), calendar="persian")


def _check_weekday(number: int, named: int | None) -> None:
    if named is not None and weekday(number) != named:
        right, wrong = WEEKDAYS[weekday(number)].capitalize(), WEEKDAYS[named].capitalize()
        raise DateError(f"{day_label(number)} is a {right}, not a {wrong}")


def _without_year(parts: Parts, context: Context) -> Reading:
    """A month, or a day of a month, whose year is not given: the last one and the next are offered."""
    today = to_persian(day_number(*context.today.timetuple()[:3])) if parts.persian else context.today
    this = today.year if today else context.today.year
    candidates = list(_in_years(parts, range(this + 1, this - 12, -1)))
    past = [one for one in candidates if one.first and one.first.days()[0] <= _number(context.today)]
    later = [one for one in candidates if one not in past]
    options = (*past[:1], *later[-1:])
    if not options:
        raise DateError("no year near today has such a day; give the year too")
    if not parts.persian and 13 <= parts.day <= 99 and parts.weekday is None:
        month = Point(2000 + parts.day, parts.month, unit="month")
        options = (*options, Found(month, month)) if parts.day <= 31 else (Found(month, month),)
    return Reading(options, "no year is given: which is meant?")


def _in_years(parts: Parts, years: range) -> Iterator[Found]:
    for year in years:
        try:
            yield built(Parts(parts.day, parts.month, year, parts.weekday, parts.persian)).options[0]
        except DateError:
            continue


def _number(day: date) -> int:
    return day_number(day.year, day.month, day.day)


def _short_year(parts: Parts, context: Context) -> Reading:
    """A year of two digits: within this century and the last, the one nearer to today first."""
    assert parts.year is not None
    if parts.persian:
        raise DateError("a year of the Solar Hijri calendar is written with four digits, as 1402")
    short = parts.year
    near = 2000 + short if 2000 + short <= context.today.year + 10 else 1900 + short
    far = near - 100 if near >= 2000 else near + 100
    options = list(_in_years(parts, range(near, near + 1))) + list(_in_years(parts, range(far, far + 1)))
    if not options:
        raise no_such_day(near, parts.month, parts.day)
    return Reading(tuple(options), f"'{short:02}': which year is meant?")
