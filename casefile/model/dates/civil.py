"""Days of the proleptic Gregorian calendar in any year, also before year 1 and after year 9999.

`datetime.date` knows the years 1 to 9999. The calendar repeats every 400 years (146,097 days), so a year outside is
moved by whole cycles into that range, computed there, and moved back.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

DAY: Final = 86_400
"""Seconds of a day."""

CYCLE_YEARS: Final = 400
CYCLE_DAYS: Final = 146_097
EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
"""`date.toordinal` of 1 January 1970."""
_FIRST: Final = date.min.toordinal() - EPOCH_ORDINAL
_LAST: Final = date.max.toordinal() - EPOCH_ORDINAL


class CivilDate(NamedTuple):
    """A calendar day. `year` is astronomical: 0 is 1 BC, -1 is 2 BC."""

    year: int
    month: int
    day: int


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1 January 1970 to this day; ValueError where there is no such day."""
    if 1 <= year <= 9999:
        return date(year, month, day).toordinal() - EPOCH_ORDINAL
    cycles, remainder = divmod(year - 1, CYCLE_YEARS)
    return date(remainder + 1, month, day).toordinal() + cycles * CYCLE_DAYS - EPOCH_ORDINAL


def civil(number: int) -> CivilDate:
    """The calendar day that lies `number` days after 1 January 1970."""
    if _FIRST <= number <= _LAST:
        found = date.fromordinal(number + EPOCH_ORDINAL)
        return CivilDate(found.year, found.month, found.day)
    cycles, remainder = divmod(number + EPOCH_ORDINAL - 1, CYCLE_DAYS)
    found = date.fromordinal(remainder + 1)
    return CivilDate(found.year + cycles * CYCLE_YEARS, found.month, found.day)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday; 1 January 1970 was a Thursday."""
    return (number + 3) % 7


def month_start(year: int, month: int) -> int:
    """Day number of the first day of a month; months above 12 run on into the following years."""
    years, index = divmod(month - 1, 12)
    return day_number(year + years, index + 1, 1)


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return month_start(year, month + 1) - month_start(year, month)
