"""The long silences of a timeline, each shown by a row of its own between the days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple

from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.timeline import DayHead

_LEAST: Final = 30
"""Days without an event below which nothing is said of them."""

_TIMES: Final = 4
"""How many times as long as between the case's other days a gap has to be: of monthly events none stands out."""


class Gap(NamedTuple):
    """A stretch of days without an event."""

    days: int

    @property
    def label(self) -> str:
        """`… 11 months`, `… 3 years`."""
        if self.days >= 730:
            return f"… {round(self.days / 365.25)} years"
        if self.days >= 60:
            return f"… {round(self.days / 30.44)} months"
        return f"… {round(self.days / 7)} weeks"


def with_gaps(groups: Sequence[Group]) -> Sequence[Group]:
    """The groups with a row where far-apart days meet."""
    days = [
        group.head.day if isinstance(group.head, DayHead) and group.head.edtf else None for group in groups
    ]
    apart = [0 if one is None or other is None else int(abs(other - one)) for one, other in pairwise(days)]
    real = [days for days in apart if days]
    if not real:
        return groups
    least = max(_LEAST, _TIMES * median_low(real))
    found: list[Group] = [groups[0]]
    for group, gap in zip(groups[1:], apart, strict=True):
        if gap > least:
            found.append(Group(Gap(gap), ()))
        found.append(group)
    return found
