"""The calendar that strips are cut and labelled by: its years and months, what they are called, and where they begin.

In both calendars at once the blocks are the Gregorian ones, and titles name the Solar Hijri time beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from casefile.model.dates import Calendar
from casefile.model.dates.calendars import (
    MONTHS,
    PERSIAN_MONTHS,
    day_label,
    from_persian,
    month_label,
    persian_day_label,
    persian_span_label,
    to_persian,
    year_label,
)
from casefile.model.dates.civil import CivilDate, civil, month_start


class Month(NamedTuple):
    """A month of a calendar, of which ``first`` is the first day and ``after`` the one after its last."""

    year: int
    month: int
    first: int
    after: int


class Almanac:
    """The Gregorian calendar. Days are counted from 1 January 1970."""

    months: tuple[str, ...] = MONTHS
    persian = False

    def split(self, day: int) -> CivilDate:
        """Year, month and day."""
        return civil(day)

    def start(self, year: int, month: int) -> int:
        """The first day of a month; the thirteenth is the first of the next year."""
        return month_start(year, month)

    def short_year(self, year: int) -> str:
        """`2024`."""
        return year_label(year)

    def year_title(self, year: int) -> str:
        """`2024`, as the title of a strip."""
        return self.short_year(year)

    def month_title(self, year: int, month: int) -> str:
        """`Jan 2024`."""
        return month_label(year, month)

    def day_title(self, day: int) -> str:
        """`Wed 3 Jan 2024`."""
        return day_label(day, with_weekday=True)

    def month_at(self, day: int) -> Month:
        """The month of a day."""
        year, month, _ = self.split(day)
        return Month(year, month, self.start(year, month), self.start(year, month + 1))

    def months_of(self, days: Iterable[float]) -> Iterator[Month]:
        """The month of each of many days; they are quickest in their order."""
        month = Month(0, 0, 0, 0)
        for day in days:
            if not month.first <= day < month.after:
                month = self.month_at(int(day))
            yield month


class _Persian(Almanac):
    """The Solar Hijri calendar."""

    months = PERSIAN_MONTHS
    persian = True

    def split(self, day: int) -> CivilDate:
        """Year, month and day; ValueError before its first year."""
        found = to_persian(day)
        if found is None:
            raise ValueError(day)
        return found

    def start(self, year: int, month: int) -> int:
        """The first day of a month."""
        return from_persian(year + (month > 12), 1 if month > 12 else month, 1)

    def short_year(self, year: int) -> str:
        """`1402`."""
        return str(year)

    def month_title(self, year: int, month: int) -> str:
        """`Dey 1402`."""
        return f"{PERSIAN_MONTHS[month - 1]} {year}"

    def day_title(self, day: int) -> str:
        """`Wed 13 Dey 1402`."""
        return persian_day_label(day, with_weekday=True) or day_label(day, with_weekday=True)


class _Both(Almanac):
    """The Gregorian calendar, with the other beside it in titles."""

    def year_title(self, year: int) -> str:
        """`2024 · 1402–1403`."""
        return _beside(super().year_title(year), self.start(year, 1), self.start(year, 13), years=True)

    def month_title(self, year: int, month: int) -> str:
        """`Jan 2024 · Dey–Bahman 1402`."""
        title = super().month_title(year, month)
        return _beside(title, self.start(year, month), self.start(year, month + 1), years=False)

    def day_title(self, day: int) -> str:
        """`3 Jan · 13 Dey`: with more there would be no room for the hours."""
        persian = to_persian(day)
        beside = f" · {persian.day} {PERSIAN_MONTHS[persian.month - 1]}" if persian is not None else ""
        _, month, number = civil(day)
        return f"{number} {MONTHS[month - 1]}{beside}"


def _beside(title: str, first: int, after: int, *, years: bool) -> str:
    return " · ".join(filter(None, (title, persian_span_label(first, after - 1, years=years))))


GREGORIAN: Final = Almanac()
_ALMANACS: Final[dict[Calendar, Almanac]] = {
    "gregorian": GREGORIAN,
    "persian": _Persian(),
    "both": _Both(),
}


def almanac_of(calendar: Calendar, days: Iterable[float] = ()) -> Almanac:
    """The calendar to cut by. Where it knows one of these days not (before AD 622), it is the Gregorian one."""
    if calendar == "persian" and any(to_persian(int(day)) is None for day in days):
        return GREGORIAN
    return _ALMANACS[calendar]
