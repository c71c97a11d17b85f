"""Numbers to rows of a step chart, and its axis with round numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from casefile.analysis.step_grid import Run

BEYOND: Final = 1.25
"""What stands higher than this times the highest figure of the line is drawn at the upper edge."""


class Scale:
    """Numbers to rows, the greatest at the top; the axis with round numbers."""

    def __init__(
        self, line: Sequence[float], beside: Sequence[float], band: tuple[float, float] | None, rows: int
    ) -> None:
        known = [*(line or beside), *(band or ())]
        limit = max(known) * BEYOND if max(known) > 0 else max(known)
        known += [number for number in beside if min(known) <= number <= limit]
        self.high: float = max(known)
        self.low: float = 0.0 if 0 <= min(known) <= self.high * 0.6 else min(known)
        if self.high == self.low:
            self.high = self.low + max(abs(self.low) * 0.1, 1.0)
        self.rows: int = rows
        self.ticks = self._ticks()
        self.margin = max(len(label) for label in self.ticks.values())

    def row(self, number: float) -> int:
        """The row of a number, those beyond the scale at its edge."""
        part = (self.high - number) / (self.high - self.low)
        return min(max(round(part * (self.rows - 1)), 0), self.rows - 1)

    def beyond(self, number: float) -> bool:
        """Whether a number is higher than the scale."""
        return number > self.high

    def _ticks(self) -> dict[int, str]:
        step = _round_step((self.high - self.low) / max(self.rows / 3, 1))
        first = math.ceil(self.low / step) * step
        count = int((self.high - first) / step) + 1
        return {self.row(first + number * step): f"{first + number * step:g}" for number in range(count)} or {
            0: ""
        }

    def axis(self, row: int) -> tuple[Run, ...]:
        """The axis at the left of a row."""
        label = self.ticks.get(row, "")
        return (Run(f"{label:>{self.margin}}{'┤' if label else '│'}", "axis"),)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * 0.999)
