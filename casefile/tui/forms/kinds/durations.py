"""Times between two events: `10 min to 20 min`, `at least 2 days`, `PT1H30M`."""

from __future__ import annotations

import re
from typing import Final

EXPECTED: Final = "the time between, such as 10 min to 20 min, at least 2 days, or PT1H30M"

_DURATION: Final = re.compile(
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
_TIMES: Final = {
    "d": "D",
    "day": "D",
    "h": "H",
    "hour": "H",
    "min": "M",
    "minute": "M",
    "s": "S",
    "sec": "S",
    "second": "S",
}


def gap_of(text: str) -> tuple[str, str] | None:
    """The least and the greatest time of a text, `10 to 20 min`; empty where not given, None where it cannot be read."""
    if not text:
        return "", ""
    for sign, least in ((r"at least|≥|>=", True), (r"at most|up to|≤|<=", False)):
        match = re.fullmatch(rf"(?:{sign})\s*(.+)", text, re.IGNORECASE)
        if match:
            time = duration(match[1])
            return None if time is None else (time, "") if least else ("", time)
    first, middle, last = re.split(r"(\s+to\s+|\s*–\s*|(?<=\d)-(?=\d)|$)", text, maxsplit=1)
    if not middle:
        time = duration(first)
        return None if time is None else (time, time)
    unit = re.search(r"[a-z]+\.?\s*$", last, re.IGNORECASE)
    if unit and re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", first):
        first = f"{first} {unit[0]}"
    low, high = duration(first), duration(last)
    return None if low is None or high is None else (low, high)


def gap_words(minimum: str, maximum: str) -> str:
    """The text of a least and a greatest time; reading it gives both again."""
    if minimum and maximum:
        return f"{minimum} to {maximum}"
    if minimum:
        return f"at least {minimum}"
    return f"at most {maximum}" if maximum else ""


def duration(text: str) -> str | None:
    """An ISO 8601 duration, from itself or from words (`1 h 30 min`, `2 days`); None where it is none."""
    text = text.strip()
    if _DURATION.fullmatch(text):
        return text
    found = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", text.lower())
    if not found or re.sub(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", "", text.lower()).strip():
        return None
    parts = {"D": "", "H": "", "M": "", "S": ""}
    for number, word in found:
        unit = _TIMES.get(word) or _TIMES.get(word.rstrip("s"))
        if unit is None or parts[unit]:
            return None
        parts[unit] = f"{number}{unit}"
    clock = parts["H"] + parts["M"] + parts["S"]
    return f"P{parts['D']}{f'T{clock}' if clock else ''}"
