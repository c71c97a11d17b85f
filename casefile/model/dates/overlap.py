"""Whether two fuzzy dates can be the same moment.

The rule: they can where their bounds meet; a set offers each of its members; a date that is not known excludes nothing.
An approximate date is first widened on both sides by one unit of its precision: a year by a year, a month by a
month (31 days), a day by a day. An approximate time of day is precise to the step that it appears rounded to: ≈15:00
and ≈15:30 by half an hour, ≈15:15 by a quarter, else by ten, five minutes or one minute. An uncertain date is not
widened: that sign doubts the date, and says nothing of its width.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from casefile.model.dates.bounds import point_bounds
from casefile.model.dates.civil import DAY
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import Choice, Expression, Interval, Point

if TYPE_CHECKING:
    from casefile.model.records import FuzzyDate

_DAYS: Final = {"day": 1, "month": 31, "season": 92, "year": 366, "decade": 3653, "century": 36525}
_STEPS: Final = (30, 15, 10, 5)


def overlap(one: FuzzyDate, other: FuzzyDate, timezone: str = "") -> bool:
    """Whether both can be the same moment; `timezone` is the case's, for dates that have none of their own.

    Raises `DateError` where one of them cannot be read.
    """
    return edtf_overlap(one.edtf, other.edtf, one.timezone or timezone, other.timezone or timezone)


def edtf_overlap(one: str, other: str, timezone: str = "", other_timezone: str = "") -> bool:
    """`overlap` of two dates as text, each with its time zone."""
    return any(
        low < other_high and other_low < high
        for low, high in widened(one, timezone)
        for other_low, other_high in widened(other, other_timezone)
    )


@lru_cache(maxsize=4096)
def widened(edtf: str, timezone: str = "") -> tuple[tuple[float, float], ...]:
    """The stretches of time that a date allows, approximate ones widened, in seconds since 1970 UTC."""
    return tuple(_stretches(parse(edtf), timezone))


def slack(point: Point) -> int:
    """Seconds by which a date reaches beyond its bounds on either side; 0 unless it is approximate."""
    if not point.approximate:
        return 0
    if not point.has_time:
        return _DAYS[point.unit] * DAY
    minute, second = divmod(point.second, 60)
    if second:
        return 1
    return 60 * next((step for step in _STEPS if minute % step == 0), 1)


def _stretches(expression: Expression, timezone: str) -> list[tuple[float, float]]:
    if isinstance(expression, Point):
        low, high = point_bounds(expression, timezone)
        return [(low - slack(expression), high + slack(expression))]
    if isinstance(expression, Interval):
        start = _stretches(expression.start, timezone)[0][0] if expression.start else -math.inf
        end = _stretches(expression.end, timezone)[0][1] if expression.end else math.inf
        return [(start, max(end, start + 1))]
    if isinstance(expression, Choice):
        return [found for member in expression.members for found in _stretches(member, timezone)]
    return [(-math.inf, math.inf)]
