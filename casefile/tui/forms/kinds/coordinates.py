"""The fields of a place's latitude and longitude (WGS 84), and a pair of both in one text.

Read are degrees with decimals, and degrees, minutes and seconds, with a sign or a letter for the hemisphere; of a pair the
latitude is the first (ISO 6709), unless the letters say otherwise.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind

LATITUDE: Final = "latitude"
LONGITUDE: Final = "longitude"
_MOST: Final = {LATITUDE: 90, LONGITUDE: 180}
_LETTERS: Final = {"N": (LATITUDE, 1), "S": (LATITUDE, -1), "E": (LONGITUDE, 1), "W": (LONGITUDE, -1)}
_EXAMPLES: Final = {LATITUDE: "30.2839 or 30°17'02\"N", LONGITUDE: "57.0834 or 57°05'00\"E"}

_NUMBER: Final = r"\d+(?:[.,٫]\d+)?"
_SHAPES: Final = tuple(
    re.compile(rf"(?P<before>[NSEW])?\s*(?P<sign>[-+−])?{shape}\s*(?P<after>[NSEW])?", re.IGNORECASE)
    for shape in (
        rf"(?P<degrees>{_NUMBER}(?:e-\d+)?)\s*[°º]?",
        rf"(?P<degrees>\d+)\s*[°º:]\s*(?P<minutes>{_NUMBER})\s*['′’]?",
        rf"(?P<degrees>\d+)\s*[°º:]\s*(?P<minutes>\d+)\s*['′’:]\s*(?P<seconds>{_NUMBER})\s*(?:[\"″”]|''|′′)?",
    )
)
_BETWEEN: Final = re.compile(r"\s*[,;/،؛]\s*|\s+")
_DECIMALS: Final = 6
"""Of a degree: a tenth of a metre."""


class One(NamedTuple):
    """A coordinate in degrees, and which of the two it is, where a letter says that."""

    degrees: float
    axis: str = ""


class Coordinate(Kind):
    """The latitude or the longitude. Of a pair it takes its own half; `pair` has the other."""

    whole = True

    def __init__(self, axis: str) -> None:
        self._axis = axis

    def read(self, text: str, context: Context) -> Answer:
        """The degrees, south and west negative."""
        text = text.strip()
        if not text:
            return Answer()
        both = pair(text)
        one = One(both[self._axis]) if both is not None else read_one(text)
        most = _MOST[self._axis]
        if one is None or abs(one.degrees) > most:
            return Answer(error=f"degrees from -{most} to {most}, such as {_EXAMPLES[self._axis]}")
        if one.axis not in ("", self._axis):
            return Answer(error=f"that is a {one.axis}; this field is the {self._axis}")
        whole = one.degrees.is_integer() and "." not in text
        value = int(one.degrees) if whole else one.degrees
        return Answer(value, note=f"{value} degrees" if text != str(value) else "degrees")


def pair(text: str) -> dict[str, float] | None:
    """Both coordinates of a text that has both, in degrees by their names; else None."""
    if read_one(text) is not None:
        return None
    for between in _BETWEEN.finditer(text.strip()):
        first, second = read_one(between.string[: between.start()]), read_one(between.string[between.end() :])
        if first is None or second is None:
            continue
        axes = (first.axis or LATITUDE, second.axis or LONGITUDE)
        if (not first.axis and second.axis == LATITUDE) or (not second.axis and first.axis == LONGITUDE):
            axes = (LONGITUDE, LATITUDE)
        if axes[0] != axes[1]:
            return dict(zip(axes, (first.degrees, second.degrees), strict=True))
    return None


def read_one(text: str) -> One | None:
    """One coordinate; None where the text is none."""
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(text.strip()))), None)
    if found is None or (found["before"] and found["after"]):
        return None
    parts = found.groupdict()
    minutes, seconds = _number(parts.get("minutes")), _number(parts.get("seconds"))
    letter = (found["before"] or found["after"] or "").upper()
    axis, way = _LETTERS.get(letter, ("", 1))
    if minutes >= 60 or seconds >= 60 or (letter and found["sign"]):
        return None
    degrees = _number(found["degrees"]) + minutes / 60 + seconds / 3600
    sign = -1 if found["sign"] in ("-", "−") else 1
    return One(round(degrees * way * sign, _DECIMALS) if minutes or seconds else degrees * way * sign, axis)


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", ".").replace("٫", "."))
