"""The field of a number within limits: metres."""

from __future__ import annotations

import math

from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind


class Number(Kind):
    """A number within limits."""

    whole = True

    def __init__(self, low: float, high: float, unit: str) -> None:
        self._low, self._high, self._unit = low, high, unit

    def read(self, text: str, context: Context) -> Answer:
        """The number; digits of any script, a comma for the point too."""
        text = text.strip()
        if not text:
            return Answer()
        try:
            number = float(text.replace("−", "-").replace(",", "."))
        except ValueError:
            return Answer(error=self._expected)
        if not (self._low <= number <= self._high) or math.isinf(number):
            return Answer(error=self._expected)
        return Answer(int(number) if number.is_integer() and "." not in text else number, note=self._unit)

    @property
    def _expected(self) -> str:
        if math.isinf(self._high):
            return f"a number of {self._unit}, not below {self._low:g}"
        return f"a number of {self._unit} from {self._low:g} to {self._high:g}"
