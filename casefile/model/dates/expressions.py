"""What a text of ISO 8601-2 stands for, as values, and how a single date is written again."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from casefile.errors import UsageError
from casefile.model.dates.civil import CivilDate, civil, day_number, month_start

Unit = Literal["second", "minute", "day", "month", "season", "year", "decade", "century"]
"""How fine a single date is."""


class DateError(UsageError, ValueError):
    """A date that cannot be understood; the line says what was expected and where."""


class Point(Struct, frozen=True, gc=False):
    """One date, with or without a time of day, as written: local to wherever it holds."""

    year: int
    """Astronomical year (0 is 1 BC); of a decade or century its first."""
    month: int = 0
    """1 to 12, 21 to 24 for a season, 0 where not given."""
    day: int = 0
    """1 to 31, 0 where not given."""
    second: int = -1
    """Second of the day; -1 where there is no time."""
    offset: int | None = None
    """Seconds east of Greenwich, where the date itself says so."""
    unit: Unit = "day"
    approximate: bool = False
    uncertain: bool = False
    unspecified: str = ""
    """What stands as `X` below the year: `month`, `day`, or `month and day`."""

    @property
    def has_time(self) -> bool:
        """Whether a time of day is given."""
        return self.second >= 0

    def days(self) -> tuple[int, int]:
        """Day numbers of the first local day, and of the one after the last."""
        if self.day:
            first = day_number(self.year, self.month, self.day)
            return first, first + 1
        if self.unit == "season":
            month = 3 * (self.month - 20)
            return month_start(self.year, month), month_start(self.year, month + 3)
        if self.month:
            return month_start(self.year, self.month), month_start(self.year, self.month + 1)
        years = {"decade": 10, "century": 100}.get(self.unit, 1)
        return month_start(self.year, 1), month_start(self.year + years, 1)

    def first_day(self) -> CivilDate:
        """The first local day."""
        return civil(self.days()[0])


class Interval(Struct, frozen=True, gc=False):
    """From one date to another."""

    start: Point | None
    """None where the start is open or unknown."""
    end: Point | None
    start_unknown: bool = False
    """The start exists and is not known; otherwise a missing start is open."""
    end_unknown: bool = False


class Choice(Struct, frozen=True):
    """A set of dates: one of them, or all of them."""

    members: tuple[Point | Interval, ...]
    every: bool
    """True for `{}` (all of them), False for `[]` (one of them)."""


class Undated(Struct, frozen=True):
    """No date at all: `XXXX`."""


Expression = Point | Interval | Choice | Undated
"""Anything that the grammar allows."""


def write(point: Point) -> str:
    """A single date as ISO 8601-2 text; `parse` gives the same point back."""
    text = _written_year(point)
    if point.unspecified:
        text += {"day": f"-{point.month:02}-XX", "month": "-XX"}.get(point.unspecified, "-XX-XX")
    elif point.month:
        text += f"-{point.month:02}" + (f"-{point.day:02}" if point.day else "")
    if point.has_time:
        minutes, second = divmod(point.second, 60)
        text += f"T{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if point.unit == "second" else "")
        if point.offset is not None:
            hours, minutes = divmod(abs(point.offset) // 60, 60)
            text += f"{'-' if point.offset < 0 else '+'}{hours:02}:{minutes:02}" if point.offset else "Z"
    return text + (("%" if point.uncertain else "~") if point.approximate else "?" if point.uncertain else "")


def _written_year(point: Point) -> str:
    size = {"century": 100, "decade": 10}.get(point.unit, 1)
    magnitude = point.year if point.year >= 0 else -(point.year + size - 1)
    sign = "-" if point.year < 0 else ""
    if magnitude > 9999:
        return f"Y{sign}{magnitude}"
    digits = f"{magnitude:04}"
    return sign + digits[: 4 - len(str(size)) + 1] + "X" * (len(str(size)) - 1)
