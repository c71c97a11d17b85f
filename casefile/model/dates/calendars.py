"""Days in words, in the Gregorian and in the Solar Hijri (Persian) calendar.

The Solar Hijri calendar is reckoned by `persiantools`: MIT, typed, no dependency but tzdata on Windows, leap years by the
equinox table of the Iranian calendar authority. `jdatetime` (on the LGPL `jalali-core`) counts a fixed 33-year
cycle, which errs before 1178 and after 1501, and takes as long to import. Loaded when the first Persian date is.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from casefile.model.dates.civil import CivilDate, civil, day_number, weekday

Calendar = Literal["gregorian", "persian", "both"]
"""In which calendar dates are shown."""

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SEASONS: Final = ("spring", "summer", "autumn", "winter")
PERSIAN_MONTHS: Final = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
_FIRST_PERSIAN: Final = day_number(622, 3, 22)
_LAST_PERSIAN: Final = day_number(9998, 12, 31)


@lru_cache(maxsize=8192)
def to_persian(day: int) -> CivilDate | None:
    """The Solar Hijri date of a day, counted from 1 January 1970; None before its year 1 or after AD 9998."""
    if not _FIRST_PERSIAN <= day <= _LAST_PERSIAN:
        return None
    found = _jalali()(date(*civil(day)))
    return CivilDate(found.year, found.month, found.day)


def from_persian(year: int, month: int, day: int) -> int:
    """Day number of a Solar Hijri date; ValueError where there is no such day."""
    found = _jalali()(year, month, day).to_gregorian()
    return day_number(found.year, found.month, found.day)


def persian_month_length(year: int, month: int) -> int:
    """Days of a Solar Hijri month: 31 in the first six, 30 in the next five, 29 or 30 in Esfand."""
    return int(_jalali().days_in_month(month, year))


def _jalali() -> Any:
    """The library's date class; `Any`, since its constructor has no types."""
    from persiantools.jdatetime import JalaliDate

    return JalaliDate


def year_label(year: int) -> str:
    """`2024`, `44 BC`."""
    return f"{1 - year} BC" if year < 1 else str(year)


def month_label(year: int, month: int) -> str:
    """`Jan 2024`."""
    return f"{MONTHS[month - 1]} {year_label(year)}"


def day_label(day: int, *, with_weekday: bool = False) -> str:
    """`3 Jan 2024`, `Wed 3 Jan 2024`."""
    found = civil(day)
    label = f"{found.day} {month_label(found.year, found.month)}"
    return f"{WEEKDAYS[weekday(day)]} {label}" if with_weekday else label


def days_label(first: int, last: int) -> str:
    """`3–5 Jan 2024`, `30 Jan – 2 Feb 2024`: from a day to a later one, in as few words as say it."""
    return _range(civil(first), civil(last), MONTHS)


def persian_day_label(day: int, *, with_weekday: bool = False) -> str | None:
    """`13 Dey 1402`, `Wed 13 Dey 1402`; None where the calendar has no such day."""
    found = to_persian(day)
    if found is None:
        return None
    label = f"{found.day} {PERSIAN_MONTHS[found.month - 1]} {found.year}"
    return f"{WEEKDAYS[weekday(day)]} {label}" if with_weekday else label


def persian_days_label(first: int, last: int) -> str | None:
    """A range of known days: `13–15 Dey 1402`; whole months and years by their names: `Dey 1402`, `1402`."""
    low, high = to_persian(first), to_persian(last)
    if low is None or high is None:
        return None
    if low.day == 1 and high.day == persian_month_length(high.year, high.month):
        if low.month == 1 and high.month == 12:
            return _years(low.year, high.year)
        return _months(low, high)
    return _range(low, high, PERSIAN_MONTHS)


def persian_span_label(first: int, last: int, *, years: bool) -> str | None:
    """A span known to the month (`Dey–Bahman 1402`) or, with `years`, to the year (`1402–1403`).

    A Gregorian month or year touches two Persian ones: both are named, never one day.
    """
    low, high = to_persian(first), to_persian(last)
    if low is None or high is None:
        return None
    return _years(low.year, high.year) if years else _months(low, high)


def _range(low: CivilDate, high: CivilDate, names: tuple[str, ...]) -> str:
    end = f"{high.day} {names[high.month - 1]} {year_label(high.year)}"
    if low == high:
        return end
    if low[:2] == high[:2]:
        return f"{low.day}–{end}"
    start = f"{low.day} {names[low.month - 1]}"
    return f"{start} – {end}" if low.year == high.year else f"{start} {year_label(low.year)} – {end}"


def _months(low: CivilDate, high: CivilDate) -> str:
    start, end = PERSIAN_MONTHS[low.month - 1], PERSIAN_MONTHS[high.month - 1]
    if low[:2] == high[:2]:
        return f"{end} {high.year}"
    if low.year == high.year:
        return f"{start}–{end} {high.year}"
    return f"{start} {low.year} – {end} {high.year}"


def _years(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
