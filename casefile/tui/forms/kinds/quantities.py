"""Numbers as they are typed: `84`, `at least 84`, `≈ 300`, `10–13`, `1.5 km`, `at most 2.7 km`, `84 (80–95)`."""

from __future__ import annotations

import re
from typing import Any, Final

from casefile.model.records import Json
from casefile.model.text import fold

EXPECTED: Final = "a number, such as 84, at least 84, ≈ 300, 10–13 or 1.5 km"

UNITS: Final = frozenset(
    [
        "m",
        "km",
        "cm",
        "mm",
        "kg",
        "g",
        "t",
        "min",
        "h",
        "s",
        "%",
        "°C",
        "metre",
        "metres",
        "kilometre",
        "kilometres",
        "mile",
        "miles",
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "months",
        "years",
        "people",
        "persons",
        "USD",
        "EUR",
        "IRR",
    ]
)
"""Units that make a number of a text where a predicate does not say that it wants one."""

_MOST_DIGITS: Final = 15
_WORDS: Final = {
    "at-least": r"at least|no fewer than|no less than|not less than|minimum|min\.?|over|more than|≥|>=",
    "at-most": r"at most|no more than|not more than|up to|maximum|max\.?|under|fewer than|less than|≤|<=",
    "about": r"about|around|approximately|approx\.?|circa|ca\.?|some|nearly|almost|≈|~",
    "exactly": r"exactly|=",
}
_SIGNS: Final = {"at-least": "at least ", "at-most": "at most ", "about": "about ", "exactly": ""}
_GROUP: Final = r"[,\u00a0\u202f '’٬]"
_NUMBER: Final = rf"[-−]?(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|\d+)(?:[.٫]\d+)?(?:e[+-]?\d+)?"
_RANGE: Final = r"\s*(?:–|—|-|\.\.|to|and)\s*"
_QUALIFIER: Final = "|".join(f"(?P<q{index}>{words})" for index, words in enumerate(_WORDS.values()))
_UNIT: Final = r"(?P<unit>(?:[^\W\d_]|[%°‰$€£¥#])[^\d;(]{0,40})?"
_SHAPE: Final = re.compile(
    rf"(?:(?:{_QUALIFIER})\s*)?(?:between\s+)?"
    rf"(?:(?P<low>{_NUMBER}|\?){_RANGE}(?P<high>{_NUMBER}|\?)|(?P<number>{_NUMBER})(?P<plus>\+)?"
    rf"(?:\s*\((?P<inner_low>{_NUMBER}|\?){_RANGE}(?P<inner_high>{_NUMBER}|\?)\))?)\s*{_UNIT}",
    re.IGNORECASE,
)


def read_quantity(text: str, *, units: frozenset[str] | None = None) -> Json | None:
    """The JSON of a quantity; None where the text is none. With ``units``, a unit must be one of those.

    Digits of any script; commas, blanks and apostrophes between thousands are passed over.
    """
    match = _SHAPE.fullmatch(_plain(text.strip()))
    if match is None or len(text) > 200:
        return None
    qualifier = next((name for index, name in enumerate(_WORDS) if match[f"q{index}"]), "exactly")
    if match["plus"]:
        qualifier = "at-least"
    unit = (match["unit"] or "").strip()
    if units is not None and unit and unit not in units:
        return None
    try:
        numbers = {
            "number": _number(match["number"]),
            "low": _number(match["low"] or match["inner_low"]),
            "high": _number(match["high"] or match["inner_high"]),
        }
    except ValueError:
        return None
    found: Json = {name: number for name, number in numbers.items() if number is not None}
    if not found:
        return None
    found["qualifier"] = qualifier
    if unit:
        found["unit"] = unit
    return found


def _plain(text: str) -> str:
    """The text with ASCII digits; the unit keeps its letters."""
    return "".join(fold(letter) if letter.isdigit() and not letter.isascii() else letter for letter in text)


def _number(text: str | None) -> float | int | None:
    """The number; a ValueError where no reader would keep all its digits."""
    if text is None or text == "?":
        return None
    plain = re.sub(_GROUP, "", text).replace("−", "-").replace("٫", ".")
    if len(re.sub(r"\D", "", plain.split("e")[0].split("E")[0])) > _MOST_DIGITS:
        raise ValueError(text)
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    number = float(plain)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def show_quantity(quantity: Any) -> str:
    """The text of a quantity's JSON; empty where it has no number."""
    number, low, high = (_shown(quantity.get(name)) for name in ("number", "low", "high"))
    span = f"{low or '?'}–{high or '?'}" if low or high else ""
    amount = f"{number} ({span})" if number and span else number or span
    if not amount:
        return ""
    unit = quantity.get("unit") or ""
    return f"{_SIGNS.get(quantity.get('qualifier') or 'exactly', '')}{amount}{f' {unit}' if unit else ''}"


def _shown(number: Any) -> str:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return ""
    return repr(number)


def trouble(quantity: Json, *, counts: bool = False) -> str:
    """What is wrong with a quantity that was read; with ``counts``, of something that is counted or measured."""
    number, low, high = (quantity.get(name) for name in ("number", "low", "high"))
    if low is not None and high is not None and low > high:
        return f"{_shown(low)} is more than the high, {_shown(high)}"
    if number is not None and low is not None and number < low:
        return f"{_shown(number)} is less than the low, {_shown(low)}"
    if number is not None and high is not None and number > high:
        return f"{_shown(number)} is more than the high, {_shown(high)}"
    if counts and any(one is not None and one < 0 for one in (number, low, high)):
        return "less than 0; there is no such count or distance"
    return ""
