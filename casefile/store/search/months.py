"""The months that a record may lie in, as words of the index, so that a stretch of time is found without looking at all.

A date that covers a few months carries a word for each, and one for its years; a longer one only words for its years;
one without end, or longer than a lifetime, a single word. A search for a stretch asks for those that it overlaps; the
exact bounds are compared afterwards.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from casefile.model.dates import civil

MONTH, YEAR, LONG_YEAR, ENDLESS = "\ue010", "\ue011", "\ue012", "\ue013"
_FEW: Final = 4
"""Months that have a word each."""
_LONGEST: Final = 60
"""Years that have a word each."""
_DAY: Final = 86_400


@lru_cache(maxsize=16_384)
def month_words(earliest: float, latest: float) -> tuple[str, ...]:
    """The words of a record with such a date."""
    first, last = _month(earliest), _month(latest, before=True)
    if first is None or last is None or last - first > 12 * _LONGEST:
        return (ENDLESS,)
    years = range(first // 12, last // 12 + 1)
    if last - first >= _FEW:
        return tuple(f"{LONG_YEAR}{year}" for year in years)
    return (*(f"{MONTH}{month}" for month in range(first, last + 1)), *(f"{YEAR}{year}" for year in years))


def overlapping(start: float, end: float) -> list[str] | None:
    """The words of all records that may lie in a stretch; none where it is too long for them to be of use."""
    first, last = _month(start), _month(end, before=True)
    if first is None or last is None or last - first > 12 * _LONGEST:
        return None
    years = range(first // 12, last // 12 + 1)
    words = [ENDLESS, *(f"{LONG_YEAR}{year}" for year in years)]
    if last - first < 24:
        return [*words, *(f"{MONTH}{month}" for month in range(first, last + 1))]
    return [*words, *(f"{YEAR}{year}" for year in years)]


def _month(second: float, before: bool = False) -> int | None:
    """The month of a second, or of the one before it, counted from the year 0; none where it has no end."""
    if math.isinf(second):
        return None
    day = civil((int(second) - before) // _DAY)
    return 12 * day.year + day.month - 1
