"""A date as a chosen clock and calendar show it: which day, what time of day, how far from UTC.

The clocks: `local`, the zone in which the date holds (else the offset that it was written with); `UTC`; any other IANA
zone. A date of a day or coarser is the same day on every clock.
"""

from __future__ import annotations

from typing import NamedTuple

from casefile.model.dates.calendars import (
    SEASONS,
    Calendar,
    day_label,
    month_label,
    persian_day_label,
    persian_span_label,
    year_label,
)
from casefile.model.dates.civil import DAY
from casefile.model.dates.expressions import Point
from casefile.model.dates.zones import is_zone, offset_at, offset_label, to_utc

NO_ZONE = "time zone not known"


class Placed(NamedTuple):
    """A single date on a clock."""

    day: int
    """Day number of its (first) day there."""
    second: int
    """Second of that day, -1 where there is no time."""
    zone: str
    """`UTC+03:30`, `UTC`, `UTC+01:00, Europe/Paris`, or that it is not known; empty where there is no time."""

    @property
    def time(self) -> str:
        """`15:00`, with seconds only where they are not 0; empty where there is no time."""
        if self.second < 0:
            return ""
        minutes, seconds = divmod(self.second, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


class Face(NamedTuple):
    """How dates are shown: in the zone where they hold, on which clock, in which calendar."""

    timezone: str = ""
    clock: str = "local"
    calendar: Calendar = "gregorian"

    def place(self, point: Point) -> Placed:
        """Where a date stands on this clock."""
        if not point.has_time:
            return Placed(point.days()[0], -1, "")
        day = point.days()[0]
        target = self.timezone if self.clock == "local" else self.clock
        if point.offset is None and not self.timezone:
            return Placed(day, point.second, NO_ZONE)
        if not target:
            return Placed(day, point.second, offset_label(point.offset or 0))
        local = day * DAY + point.second
        moment = to_utc(local, self.timezone) if point.offset is None else local - point.offset
        offset = offset_at(moment, target)
        name = f", {target}" if self.clock not in ("local", "UTC") else ""
        return Placed(*divmod(moment + offset, DAY), offset_label(offset) + name)

    def date(self, point: Point, *, with_weekday: bool = False) -> str:
        """The date without its time, at the precision it has: `Wed 3 Jan 2024`, `Jan 2024`, `spring 2024`, `2020s`."""
        if self.calendar == "gregorian":
            return self._gregorian(point, with_weekday)
        persian = self._persian(point, with_weekday and self.calendar == "persian")
        if persian is None:
            return self._gregorian(point, with_weekday)
        return (
            persian if self.calendar == "persian" else f"{self._gregorian(point, with_weekday)} · {persian}"
        )

    def _gregorian(self, point: Point, with_weekday: bool) -> str:
        if point.day:
            return day_label(self.place(point).day, with_weekday=with_weekday)
        if point.unit == "season":
            return f"{SEASONS[point.month - 21]} {_winter(point) or year_label(point.year)}"
        if point.month:
            return month_label(point.year, point.month)
        if point.unit == "decade":
            return (
                f"{point.year}s"
                if point.year > 0
                else f"{year_label(point.year)} – {year_label(point.year + 9)}"
            )
        if point.unit == "century":
            return f"{year_label(point.year)}–{year_label(point.year + 99)}"
        return year_label(point.year)

    def _persian(self, point: Point, with_weekday: bool) -> str | None:
        if point.day:
            return persian_day_label(self.place(point).day, with_weekday=with_weekday)
        first, after = point.days()
        return persian_span_label(first, after - 1, years=point.unit in ("year", "decade", "century"))


def face(timezone: str | None, clock: str, calendar: Calendar) -> Face:
    """A face whose zone names are known to this machine: an unknown zone counts as none, an unknown clock as local."""
    known = timezone if timezone and is_zone(timezone) else ""
    return Face(known, clock if clock in ("local", "UTC") or is_zone(clock) else "local", calendar)


def _winter(point: Point) -> str:
    """Winter lies in two years: `2023/24`."""
    return f"{point.year}/{(point.year + 1) % 100:02}" if point.month == 24 and point.year > 0 else ""
