"""When a fuzzy date lies: its bounds in UTC, the order of dates, and whether two can be the same moment.

Bounds are `[earliest, latest)` in whole seconds since 1 January 1970 UTC, so that any year has them. A time without
an offset, and a date of a day or coarser, hold in the time zone that is given with them. Seasons are the
meteorological quarters of the northern half of the earth: spring March to May, and so on; winter begins in
December of its year.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from casefile.model.dates.civil import DAY, EPOCH_ORDINAL, CivilDate
from casefile.model.dates.edtf import parse, plain_moment
from casefile.model.dates.expressions import Choice, DateError, Expression, Interval, Point
from casefile.model.dates.zones import UnknownZoneError, day_start, to_utc

Precision = Literal[
    "second", "minute", "day", "month", "season", "year", "decade", "century", "interval", "set", "undated"
]
"""How fine a fuzzy date is."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Span(Struct, frozen=True, gc=False):
    """What a fuzzy date says about when, in UTC."""

    start: float
    """Earliest second since 1970 that it can be; minus infinity where the start is open or unknown."""
    end: float
    """The first second that it can no longer be; infinity where the end is open or unknown."""
    precision: Precision
    approximate: bool
    uncertain: bool
    local_date: CivilDate | None
    """The first day, in the zone where the date holds; of an open start, the first day of its end."""
    parts: tuple[tuple[float, float], ...] = ()
    """The bounds of each member of a set."""

    @property
    def earliest(self) -> datetime | None:
        """`start` as a UTC datetime; None where it is open; the nearest that a datetime can be outside 1 to 9999."""
        return _datetime(self.start)

    @property
    def latest(self) -> datetime | None:
        """`end` as a UTC datetime, likewise."""
        return _datetime(self.end)

    @property
    def width(self) -> float:
        """Seconds from `start` to `end`."""
        return self.end - self.start


@lru_cache(maxsize=16_384)
def parse_edtf(edtf: str, timezone: str = "") -> Span:
    """The bounds and precision of a date in ISO 8601-2; `timezone` is an IANA name, empty for UTC.

    Raises `DateError`, and `UnknownZoneError`, which is one.
    """
    expression = parse(edtf)
    if isinstance(expression, Point):
        return Span(
            *point_bounds(expression, timezone),
            expression.unit,
            expression.approximate,
            expression.uncertain,
            expression.first_day(),
        )
    if isinstance(expression, Interval):
        start, end = interval_bounds(expression, timezone)
        known = [end for end in (expression.start, expression.end) if end]
        return _span(start, end, "interval", known)
    if isinstance(expression, Choice):
        parts = tuple(member_bounds(member, timezone) for member in expression.members)
        return _span(
            min(low for low, _ in parts), max(high for _, high in parts), "set", points(expression), parts
        )
    return Span(-math.inf, math.inf, "undated", False, False, None)


def _span(
    start: float,
    end: float,
    precision: Precision,
    known: list[Point],
    parts: tuple[tuple[float, float], ...] = (),
) -> Span:
    return Span(
        start,
        end,
        precision,
        any(point.approximate for point in known),
        any(point.uncertain for point in known),
        min(point.first_day() for point in known),
        parts,
    )


def points(expression: Expression) -> list[Point]:
    """The single dates that an expression is made of."""
    if isinstance(expression, Point):
        return [expression]
    if isinstance(expression, Interval):
        return [end for end in (expression.start, expression.end) if end]
    if isinstance(expression, Choice):
        return [point for member in expression.members for point in points(member)]
    return []


def single_day(edtf: str) -> CivilDate | None:
    """The one day on which a date lies, as written; None where it lies on several, or cannot be read."""
    try:
        expression = parse(edtf)
    except DateError:
        return None
    if isinstance(expression, Interval) and not (expression.start and expression.end):
        return None
    days = {one.first_day() if one.day else None for one in points(expression)}
    return days.pop() if len(days) == 1 else None


def point_bounds(point: Point, timezone: str) -> tuple[int, int]:
    """`[earliest, latest)` of a single date, in seconds since 1970 UTC."""
    first, after = point.days()
    if not point.has_time:
        start, end = day_start(first, timezone), day_start(after, timezone)
        # A day that a zone left out (Samoa, 30 December 2011) still has a place in the order.
        return start, max(end, start + 1)
    local = first * DAY + point.second
    length = 60 if point.unit == "minute" else 1
    if point.offset is not None:
        return local - point.offset, local - point.offset + length
    moments = to_utc(local, timezone), to_utc(local, timezone, fold=1)
    return min(moments), max(moments) + length


@lru_cache(maxsize=16_384)
def calendar_bounds(edtf: str, timezone: str, calendar_zone: str) -> tuple[float, float]:
    """`[earliest, latest)` of a date of `timezone` in a calendar that is kept in `calendar_zone`, to be compared with
    days of that calendar.

    A date of a day or coarser is that date there too: the third in New York is the third, though its last hours are
    the fourth in Tehran. A time of day is the moment that it was. Raises `DateError`.
    """
    if timezone == calendar_zone or "T" not in edtf:
        span = parse_edtf(edtf, calendar_zone)
        return span.start, span.end
    expression = parse(edtf)
    members = expression.members if isinstance(expression, Choice) else (expression,)
    found = [_calendar_bounds(member, timezone, calendar_zone) for member in members]
    return min(start for start, _ in found), max(end for _, end in found)


def _calendar_bounds(member: Expression, timezone: str, calendar_zone: str) -> tuple[float, float]:
    def of(point: Point) -> tuple[int, int]:
        return point_bounds(point, timezone if point.has_time else calendar_zone)

    if isinstance(member, Point):
        return of(member)
    if isinstance(member, Interval):
        start = of(member.start)[0] if member.start else -math.inf
        return start, max(of(member.end)[1] if member.end else math.inf, start + 1)
    return -math.inf, math.inf


def interval_bounds(interval: Interval, timezone: str) -> tuple[float, float]:
    """`[earliest, latest)` of an interval; infinite where an end is open or unknown."""
    start = point_bounds(interval.start, timezone)[0] if interval.start else -math.inf
    end = point_bounds(interval.end, timezone)[1] if interval.end else math.inf
    return start, max(end, start + 1)


def member_bounds(member: Point | Interval, timezone: str) -> tuple[float, float]:
    """`[earliest, latest)` of a member of a set."""
    return (
        interval_bounds(member, timezone) if isinstance(member, Interval) else point_bounds(member, timezone)
    )


def sort_key(edtf: str | None, timezone: str, record_id: str) -> tuple[float, float, str]:
    """The place of a dated record in the order: (earliest, width, id).

    An interval with an open or unknown start stands at its known end, where it is drawn ("≤20:13"), with infinite
    width. What has no date, or one that cannot be read, comes last: its earliest is infinite. An unknown zone counts
    as UTC. Never raises.
    """
    if not edtf:
        return math.inf, math.inf, record_id
    try:
        moment = plain_moment(edtf[:-1] if edtf[-1] in "~?%" else edtf)
        start, end = _plain_bounds(moment, timezone) if moment else _placed(edtf, timezone)
    except UnknownZoneError:
        return sort_key(edtf, "", record_id)
    except ValueError:
        return math.inf, math.inf, record_id
    return start, end - start if start < math.inf else math.inf, record_id


def _plain_bounds(moment: date, timezone: str) -> tuple[int, int]:
    if isinstance(moment, datetime):
        start = int(moment.timestamp())
        return start, start + 1
    number = moment.toordinal() - EPOCH_ORDINAL
    start, end = day_start(number, timezone), day_start(number + 1, timezone)
    return start, end if end > start else start + 1


def _placed(edtf: str, timezone: str) -> tuple[float, float]:
    span = parse_edtf(edtf, timezone)
    if span.precision == "undated":
        return math.inf, math.inf
    if span.start != -math.inf:
        return span.start, span.end
    known = min(point_bounds(point, timezone) for point in points(parse(edtf)))
    return known[0], math.inf


def _datetime(seconds: float) -> datetime | None:
    if math.isinf(seconds):
        return None
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return (datetime.min if seconds < 0 else datetime.max).replace(tzinfo=UTC)
