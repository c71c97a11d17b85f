"""Times of day in a source's own words, as far as they say on which clocks: `3 p.m. local = 6 a.m. ET`.

A time without a zone says nothing that could be checked and is passed over, as is one whose zone can mean several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from casefile.model.dates.zones import UnknownZoneError, offset_at
from casefile.model.text import fold

LOCAL: Final = "local"
"""The zone of a time that is given as local: that where the date holds."""

_DAY: Final = 86_400
_ZONES: Final[dict[str, str]] = {
    **dict.fromkeys(("gmt", "utc", "zulu"), "UTC"),
    **dict.fromkeys(("et", "est", "edt", "eastern", "new york", "washington"), "America/New_York"),
    **dict.fromkeys(("pst", "pdt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("cet", "cest", "paris", "france", "french"), "Europe/Paris"),
    **dict.fromkeys(("london", "uk", "british", "britain"), "Europe/London"),
    **dict.fromkeys(("msk", "moscow", "russia"), "Europe/Moscow"),
    **dict.fromkeys(("irst", "tehran", "iran", "iranian"), "Asia/Tehran"),
    **dict.fromkeys(("swiss", "switzerland"), "Europe/Zurich"),
    **dict.fromkeys(("india", "indian", "delhi"), "Asia/Kolkata"),
    **dict.fromkeys(("china", "beijing", "chinese"), "Asia/Shanghai"),
    **dict.fromkeys(("uae", "dubai", "abu dhabi"), "Asia/Dubai"),
    **dict.fromkeys(("beirut", "lebanon"), "Asia/Beirut"),
    **dict.fromkeys(("baghdad", "iraq", "iraqi"), "Asia/Baghdad"),
    **dict.fromkeys(("kabul", "afghanistan", "afghan"), "Asia/Kabul"),
    **dict.fromkeys(("pakistan", "islamabad"), "Asia/Karachi"),
    **dict.fromkeys(("tajikistan", "dushanbe"), "Asia/Dushanbe"),
    **dict.fromkeys(("turkey", "istanbul", "ankara"), "Europe/Istanbul"),
    **dict.fromkeys(("israel", "jerusalem"), "Asia/Jerusalem"),
    **dict.fromkeys(("syria", "damascus"), "Asia/Damascus"),
}
_NAMES: Final = "|".join(sorted(map(re.escape, _ZONES), key=len, reverse=True))
_TIME: Final = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"\s*(?P<half>a\.?m\.?|p\.?m\.?)?(?=\W|$)"
    rf"[\s,]*\(?(?:in |at )?(?:the )?(?:(?P<local>local)(?: time)?(?: in (?P<where>{_NAMES}|[a-z]+))?"
    rf"|(?P<offset>(?:utc|gmt)?\s?[+-]\d\d?(?::?\d\d)?)(?!\d)|(?P<zone>{_NAMES}))(?![a-z])"
)
_JOINED: Final = re.compile(r"[\s,()]*(?:time)?[\s,()]*(?:=|\(|/|or|i\.?e\.?|that is|which is|equals)[\s(]*")
_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s?(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?")


class Spoken(NamedTuple):
    """A time of day with its clocks: ``second`` of the day; ``zone`` is `local`, an IANA name, or an offset in seconds."""

    second: int
    zone: str | int
    words: str
    to_the_minute: bool
    start: int
    end: int


def spoken_times(text: str) -> Iterator[Spoken]:
    """The times of day in a text whose clocks are told."""
    folded = fold(text)
    for match in _TIME.finditer(folded):
        hour, half = int(match["hour"]), (match["half"] or "")[:1]
        if (match["minute"] is None and not half) or (half and not 1 <= hour <= 12):
            continue
        if half:
            hour = hour % 12 + 12 * (half == "p")
        zone = _zone_of(match)
        if zone is not None:
            words = (text if len(text) == len(folded) else folded)[match.start() : match.end()].strip(" ,(")
            second = (hour * 3600 + int(match["minute"] or 0) * 60) % _DAY
            yield Spoken(second, zone, words, match["minute"] is not None, match.start(), match.end())


def _zone_of(match: re.Match[str]) -> str | int | None:
    if match["where"]:
        return _ZONES.get(match["where"])
    if match["local"]:
        return LOCAL
    if match["offset"]:
        found = _OFFSET.fullmatch(match["offset"].strip())
        if found is None:
            return None
        seconds = int(found["hours"]) * 3600 + int(found["minutes"] or 0) * 60
        return -seconds if found["sign"] == "-" else seconds
    return _ZONES[match["zone"]]


def said_to_be_one(text: str, one: Spoken, other: Spoken) -> bool:
    """Whether two times of a text are said to be the same: `3 p.m. local = 6 a.m. ET`, `17:45 local time (14:15 GMT)`."""
    return _JOINED.fullmatch(fold(text)[one.end : other.start]) is not None


def clock_at(moment: float, zone: str | int, local_zone: str) -> int:
    """The second of the day that clocks of a zone show at a moment, in seconds since 1970."""
    if isinstance(zone, int):
        return int(moment + zone) % _DAY
    try:
        return int(moment + offset_at(int(moment), local_zone if zone == LOCAL else zone)) % _DAY
    except UnknownZoneError:
        return int(moment) % _DAY


def apart(one: int, other: int) -> int:
    """Seconds between two times of day, the shorter way round the clock."""
    found = (one - other) % _DAY
    return min(found, _DAY - found)


def as_clock(second: float) -> str:
    """`15:04`."""
    return f"{int(second % _DAY // 3600):02}:{int(second % 3600 // 60):02}"
