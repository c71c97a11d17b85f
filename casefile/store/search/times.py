"""The days and months that a record may lie in, as words of the index, so that a stretch of time is found without
looking at all there is.

A date that covers a few days carries a word for each of them, one for its month and one for its year; a date that
covers a few months words for the months and for its years; a longer one for its years alone; one without end, or
longer than a lifetime, a single word. A search for a stretch asks for the words that it overlaps, the finest that are
few enough; the exact bounds are compared afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from casefile.model.dates import civil

DAY, MONTH, LONG_MONTH, YEAR, LONG_YEAR, ENDLESS = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015"
"""What the words begin with; long are those of dates that are too wide to have finer ones."""
_FEW: Final = 4
"""Days or months that have a word each."""
_LONGEST: Final = 60
"""Years that have a word each."""
_DAYS, _MONTHS = 45, 24
"""Days or months that are asked for one by one."""
_SECONDS: Final = 86_400


@lru_cache(maxsize=16_384)
def time_words(earliest: float, latest: float) -> tuple[str, ...]:
    """The words of a record with such a date."""
    stretch = _stretch(earliest, latest)
    if stretch is None:
        return (ENDLESS,)
    days, months, years = stretch
    if len(months) > _FEW:
        return _words(LONG_YEAR, years)
    coarse = (*_words(MONTH, months), *_words(YEAR, years))
    return (*coarse, *(_words(DAY, days) if len(days) <= _FEW else _words(LONG_MONTH, months)))


def overlapping(start: float, end: float) -> list[str] | None:
    """The words of all records that may lie in a stretch; none where it is too long for them to be of use."""
    stretch = _stretch(start, end)
    if stretch is None:
        return None
    days, months, years = stretch
    words = [ENDLESS, *_words(LONG_YEAR, years)]
    if len(days) <= _DAYS:
        return [*words, *_words(LONG_MONTH, months), *_words(DAY, days)]
    return [*words, *(_words(MONTH, months) if len(months) <= _MONTHS else _words(YEAR, years))]


def _words(sign: str, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{sign}{number}" for number in numbers)


def _stretch(earliest: float, latest: float) -> tuple[range, range, range] | None:
    """The days, months and years that a time touches, by their numbers; none where it has no end or is too long."""
    if math.isinf(earliest) or math.isinf(latest):
        return None
    first, last = int(earliest) // _SECONDS, (int(latest) - 1) // _SECONDS
    start, end = civil(first), civil(max(first, last))
    months = range(12 * start.year + start.month - 1, 12 * end.year + end.month)
    if len(months) > 12 * _LONGEST:
        return None
    return range(first, max(first, last) + 1), months, range(start.year, end.year + 1)
