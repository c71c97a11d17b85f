"""The time of day within a text, and the zone that it names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from casefile.model.dates.civil import DAY
from casefile.model.dates.expressions import DateError, Point, Unit
from casefile.model.dates.reading.found import Context, Found
from casefile.model.dates.zones import to_utc, zone

_HALF: Final = r"(?P<half>[ap])\.?\s?m\b\.?"
_TIMES: Final = (
    rf"(?<![\d:])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:\.\d+)?)?(?![\d:])(?:\s*{_HALF})?",
    rf"(?<![\d:.])(?P<hour>\d{{1,2}})(?:\.(?P<minute>\d{{2}}))?\s*{_HALF}",
    r"(?<![\d:])(?P<hour>\d{1,2})h(?P<minute>\d{2})(?!\d)",
    r"(?<![\d:])(?P<hour>\d{2})(?P<minute>\d{2})\s*(?:hrs|hours)\b",
    r"(?<![\d:])(?P<hour>\d{1,2})\s*oclock\b",
)
_OFFSET: Final = r"\s*(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\d:])"
_PLAIN_ZONE: Final = r"(?<!\w)(?:utc|gmt|zulu)(?!\w)"
_NAMED_ZONE: Final = r"(?<![\w/])[a-z]+(?:/[a-z0-9_+-]+)+"
_CITY_TIME: Final = r"(?<!\w)([^\W\d_]{3,}(?:[ _][^\W\d_]{3,})?)\s+time(?!\w)"
_ABBREVIATION: Final = r"(?<!\w)(irst|irdt|msk|cet|cest|eet|eest|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|ist|pkt|aft|tjt|wet|west|trt)(?!\w)"
PARTS_OF_DAY: Final = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 22)}
"""Hours that the words mean."""


class Clock(NamedTuple):
    """A time of day as it was given."""

    second: int
    """Second of the day."""
    unit: Unit
    hour_only: bool = False
    offset: int | None = None
    """Seconds east of Greenwich, where the text says so."""
    zone: str = ""
    """IANA name, where the text says one."""
    midnight: bool = False
    """The word midnight, which may be either end of a day."""


_TWO_CLOCKS: Final = re.compile(r"[=(]|(?<!\w)local(?!\w)")
"""What stands between or beside two times that are said to be one moment, as `3 p.m. local = 6 a.m. ET`."""


def take_clock(text: str) -> tuple[str, Clock | None]:
    """The text without its time of day, and that time; DateError where it is none, or there are two."""
    if re.search(r"(?<!\w)(?:to|last )?night(?!\w)", text):
        raise DateError(
            "a night belongs to two days: give its hours, as in '3 jan 2024 22:00 to 4 jan 2024 04:00'"
        )
    text, offset, name = _take_zone(text)
    for pattern in _TIMES:
        found = re.search(pattern, text)
        if found:
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            if any(re.search(other, rest) for other in _TIMES):
                if _TWO_CLOCKS.search(text):
                    raise DateError(
                        "one time on one clock; what the source says of others follows in quotes:"
                        ' 3 jan 2024 15:00 "3 p.m. local = 6 a.m. ET"'
                    )
                raise DateError("a range of two times is written as '3 jan 2024 14:00 to 15:00'")
            return rest, _clock(found)._replace(offset=offset, zone=name)
    for word, second in (("noon", DAY // 2), ("midday", DAY // 2), ("midnight", 0)):
        if re.search(rf"(?<!\w){word}(?!\w)", text):
            clock = Clock(second, "minute", offset=offset, zone=name, midnight=word == "midnight")
            return re.sub(rf"(?<!\w){word}(?!\w)", " ", text), clock
    if name or offset is not None:
        raise DateError("a time zone needs a time of day before it, as in '3 jan 2024 15:00 UTC'")
    return text, None


def attach(found: Found, clock: Clock, context: Context) -> Found:
    """A day with a time of day, in UTC's offset where the zone is known."""
    day = found.single
    if day is None or day.unit != "day":
        raise DateError("a time of day needs one day, as in '3 jan 2024 15:00'")
    name = clock.zone or (context.timezone if clock.offset is None else "")
    offset, note = clock.offset, ""
    if offset is None and name:
        offset, note = _offset_of(day.days()[0] * DAY + clock.second, name)
    point = Point(day.year, day.month, day.day, clock.second, offset, clock.unit, clock.hour_only)
    placed = Found(point, point, found.calendar, name, found.notes)
    if clock.hour_only:
        placed = placed.noting("only the hour was given")
    return placed.noting(note) if note else placed


def _clock(found: re.Match[str]) -> Clock:
    groups: dict[str, str | None] = {"minute": None, "second": None, "half": None} | found.groupdict()
    shown = found[0].strip()
    hour, minute, second = int(found["hour"]), int(groups["minute"] or 0), int(groups["second"] or 0)
    if groups["half"]:
        if not 1 <= hour <= 12:
            raise DateError(f"'{shown}' is not a time of day: with am or pm the hour is 1 to 12")
        hour = hour % 12 + (12 if groups["half"] == "p" else 0)
    if hour == 24 and not minute and not second:
        raise DateError(f"'{shown}' is written as 00:00 of the next day")
    if hour > 23 or minute > 59 or second > 59:
        raise DateError(f"'{shown}' is not a time of day: the hour is 0 to 23, minutes and seconds 0 to 59")
    unit: Unit = "second" if groups["second"] else "minute"
    return Clock(hour * 3600 + minute * 60 + second, unit, hour_only=groups["minute"] is None)


def _take_zone(text: str) -> tuple[str, int | None, str]:
    """The text without the zone or offset after its time, and these."""
    abbreviation = re.search(_ABBREVIATION, text)
    if abbreviation:
        raise DateError(
            f"'{abbreviation[1].upper()}' means several time zones: write the offset (+03:30) or a name (Asia/Tehran)"
        )
    time = next((found for pattern in _TIMES if (found := re.search(pattern, text))), None)
    offset = re.compile(_OFFSET).match(text, time.end()) if time else None
    if offset and not (time and _is_range(time, offset)):
        return f"{text[: offset.start()]} {text[offset.end() :]}", _seconds(offset), ""
    plain = re.search(_PLAIN_ZONE, text) or (
        re.compile(r"\s*z(?!\w)").match(text, time.end()) if time else None
    )
    if plain:
        return f"{text[: plain.start()]} {text[plain.end() :]}", 0, ""
    named = re.search(_NAMED_ZONE, text)
    if named:
        return f"{text[: named.start()]} {text[named.end() :]}", None, _iana(named[0])
    city = re.search(_CITY_TIME, text)
    if city and city[1] not in ("local", "this", "last", "some"):
        return f"{text[: city.start()]} {text[city.end() :]}", None, _zone_of_city(city[1])
    return text, None, ""


def _is_range(time: re.Match[str], offset: re.Match[str]) -> bool:
    """Whether "14:00-15:00" is two times rather than a time and an offset: no space, and the second one later."""
    if not offset[0].startswith("-") or "half" not in time.groupdict() or offset["minutes"] is None:
        return False
    return (int(offset["hours"]), int(offset["minutes"])) > (int(time["hour"]), int(time["minute"] or 0))


def _seconds(found: re.Match[str]) -> int:
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > (12 if found["sign"] == "-" else 14) or minutes > 59:
        raise DateError(f"'{found[0].strip()}' is not an offset from UTC such as +03:30")
    return (hours * 3600 + minutes * 60) * (-1 if found["sign"] == "-" else 1)


def _iana(name: str) -> str:
    from zoneinfo import available_timezones

    known = {one.lower(): one for one in available_timezones()}
    if name.lower() in known:
        return known[name.lower()]
    zone(name)
    return name


def _zone_of_city(city: str) -> str:
    from zoneinfo import available_timezones

    sought = city.replace(" ", "_")
    for name in sorted(available_timezones()):
        if name.lower().rpartition("/")[2] == sought and "/" in name:
            return name
    raise DateError(
        f"'{city} time': no time zone is named after that place; write the offset, such as +03:30"
    )


def _offset_of(local: int, name: str) -> tuple[int | None, str]:
    """Offset of a zone at a local time, and a note where clocks show that time twice or never."""
    first, second = to_utc(local, name), to_utc(local, name, fold=1)
    if first < second:
        return None, "clocks were put back then, and showed this time twice"
    if first > second:
        return None, "clocks were put forward then, and never showed this time"
    offset = local - first
    return (offset, "") if offset % 60 == 0 and -12 * 3600 <= offset <= 14 * 3600 else (None, "")
