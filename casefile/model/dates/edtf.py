"""The grammar of ISO 8601-2, the Extended Date/Time Format: text to values, without any time zone.

Understood are level 0 and level 1 whole, and of level 2 the sets:

- `2024`, `2024-01`, `2024-01-03`, `2024-01-03T15:00:00`, with `Z` or an offset; years `-0043` and `Y170000002`;
- `~` approximate, `?` uncertain, `%` both, at the end, also of a date with a time;
- `X` for digits not specified: `202X`, `20XX`, `2024-XX`, `2024-01-XX`, `2024-XX-XX`; `XXXX` for no date at all;
- seasons `2024-21` (spring) to `2024-24` (winter);
- intervals `a/b`, where an end may be `..` (open) or empty (unknown);
- sets `[a,b]` (one of them) and `{a,b}` (all of them), whose members may be ranges: `a..b`, `..b`, `a..`.

Two things go beyond ISO 8601-2 level 1, both taken from ISO 8601-1: a time may leave out its seconds, where only the
minute is known, and an end of an interval may have a time.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NoReturn

from casefile.model.dates.civil import DAY, month_length
from casefile.model.dates.expressions import Choice, DateError, Expression, Interval, Point, Undated, Unit

_UNDATED: Final = frozenset({"XXXX", "XXXX-XX", "XXXX-XX-XX"})
# Compiled when they are first needed: the commonest dates never are read by them.
_YEAR: Final = r"Y(-?[1-9][0-9]{4,17})|(-?)([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?![0-9X])"
_TWO: Final = r"-([0-9]{2}|XX)(?![0-9X])"
_TIME: Final = r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?(?![0-9:])"
_OFFSET: Final = r"Z|([+-])([0-9]{2}):([0-9]{2})(?![0-9:])"
_QUALIFIERS: Final = ("~", "?", "%")


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """The value that `text` stands for; raises `DateError`."""
    if text in _UNDATED:
        return Undated()
    plain = _plain(text)
    if plain:
        return plain
    reader = _Reader(text)
    found: Expression
    if text.startswith(("[", "{")):
        found = _choice(reader)
    elif "/" in text:
        found = _interval(reader)
    else:
        found = _point(reader)
    if reader.at < len(text):
        reader.fail("the end of the date")
    return found


def _plain(text: str) -> Point | None:
    """The commonest dates by the shortest way; None for whatever has another form, or is wrong."""
    sign = text[-1:]
    core = text[:-1] if sign in _QUALIFIERS else text
    moment = plain_moment(core)
    if moment is None:
        return None
    second, offset = -1, None
    if isinstance(moment, datetime):
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        offset = round((moment.utcoffset() or timedelta()).total_seconds())
    unit: Unit = "day" if offset is None else "second"
    about, doubted = sign in ("~", "%"), sign in ("?", "%")
    return Point(moment.year, moment.month, moment.day, second, offset, unit, about, doubted)


def plain_moment(text: str) -> date | None:
    """`2024-01-03` as a date, `2024-01-03T15:00:00+03:30` or `…Z` as a datetime; None for any other text.

    The lengths and signs checked here leave `fromisoformat`, which allows more than ISO 8601-2, no choice.
    """
    try:
        if len(text) == 10:
            return date.fromisoformat(text) if text[4] == text[7] == "-" else None
        if len(text) == 25:
            if (
                text[10] != "T"
                or not text[4] == text[7] == "-"
                or not text[13] == text[16] == text[22] == ":"
            ):
                return None
            if text[19] not in "+-" or text[20:] > ("12:00" if text[19] == "-" else "14:00"):
                return None
        elif len(text) != 20 or text[10] != "T" or text[19] != "Z" or not text[4] == text[7] == "-":
            return None
        return datetime.fromisoformat(text) if text[11:13] < "24" else None
    except ValueError:
        return None


class _Reader:
    """A text and how far it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, expected: str, at: int | None = None) -> NoReturn:
        where = self.at if at is None else at
        place = "at its end" if where >= len(self.text) else f"at character {where + 1}"
        shown = self.text if len(self.text) <= 60 else self.text[:59] + "…"
        raise DateError(f"'{shown}' is not a date of ISO 8601-2: expected {expected} {place}")

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.compile(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def skip(self, literal: str) -> bool:
        if self.text.startswith(literal, self.at):
            self.at += len(literal)
            return True
        return False


def _point(reader: _Reader) -> Point:
    start = reader.at
    found = reader.take(_YEAR)
    if not found:
        reader.fail("a year of four digits (the last one or two may be X; longer years begin with Y)")
    year, unit = _year(reader, found, start)
    month = day = 0
    second, offset = -1, None
    unspecified = ""
    if found[1] is None and unit == "year":
        month, unit, unspecified = _month(reader)
        if unit == "month" or unspecified:
            day, unit, unspecified = _day(reader, year, month, unit, unspecified)
        if day and reader.skip("T"):
            reader.at -= 1
            second, unit = _time(reader)
            offset = _offset(reader)
    sign = next((sign for sign in _QUALIFIERS if reader.skip(sign)), "")
    return Point(year, month, day, second, offset, unit, sign in ("~", "%"), sign in ("?", "%"), unspecified)


def _year(reader: _Reader, found: re.Match[str], start: int) -> tuple[int, Unit]:
    if found[1] is not None:
        return int(found[1]), "year"
    digits = found[3]
    unit: Unit = "century" if digits.endswith("XX") else "decade" if digits.endswith("X") else "year"
    size = {"century": 100, "decade": 10}.get(unit, 1)
    year = int(digits.replace("X", "0"))
    if found[2]:
        if digits == "0000":
            reader.fail("a year other than -0000", start)
        year = -(year + size - 1)
    return year, unit


def _month(reader: _Reader) -> tuple[int, Unit, str]:
    start = reader.at
    found = reader.take(_TWO)
    if not found:
        if reader.skip("-"):
            reader.fail("a month from 01 to 12, a season from 21 to 24, or XX")
        return 0, "year", ""
    if found[1] == "XX":
        return 0, "year", "month"
    month = int(found[1])
    if 1 <= month <= 12:
        return month, "month", ""
    if 21 <= month <= 24:
        return month, "season", ""
    reader.fail("a month from 01 to 12, or a season from 21 to 24", start + 1)


def _day(reader: _Reader, year: int, month: int, unit: Unit, unspecified: str) -> tuple[int, Unit, str]:
    start = reader.at
    found = reader.take(_TWO)
    if not found:
        if reader.skip("-"):
            reader.fail("a day of two digits, or XX")
        return 0, unit, unspecified
    if found[1] == "XX":
        return 0, unit, "month and day" if unspecified else "day"
    if unspecified:
        reader.fail("XX for the day too, where the month is XX", start + 1)
    day = int(found[1])
    length = month_length(year, month)
    if not 1 <= day <= length:
        reader.fail(f"a day from 01 to {length}", start + 1)
    return day, "day", ""


def _time(reader: _Reader) -> tuple[int, Unit]:
    start = reader.at
    found = reader.take(_TIME)
    if not found:
        reader.fail("a time as hh:mm:ss or hh:mm", start + 1)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour == 24:
        reader.fail("an hour from 00 to 23 (24:00 is 00:00 of the next day)", start + 1)
    if hour > 23:
        reader.fail("an hour from 00 to 23", start + 1)
    if minute > 59:
        reader.fail("a minute from 00 to 59", start + 4)
    if second > 60 or (second == 60 and (minute, found[3]) != (59, "60")):
        reader.fail("a second from 00 to 59", start + 7)
    return min(hour * 3600 + minute * 60 + second, DAY - 1), "second" if found[3] else "minute"


def _offset(reader: _Reader) -> int | None:
    start = reader.at
    found = reader.take(_OFFSET)
    if not found:
        if reader.text[start : start + 1] in ("+", "-"):
            reader.fail("an offset as +hh:mm or -hh:mm")
        return None
    if not found[1]:
        return 0
    hours, minutes = int(found[2]), int(found[3])
    seconds = hours * 3600 + minutes * 60
    if minutes > 59 or seconds > (12 if found[1] == "-" else 14) * 3600:
        reader.fail("an offset from -12:00 to +14:00", start)
    return -seconds if found[1] == "-" else seconds


def _interval(reader: _Reader) -> Interval:
    start, start_unknown = _end(reader)
    if not reader.skip("/"):
        reader.fail("'/' and the other end of the interval")
    second_at = reader.at
    end, end_unknown = _end(reader)
    if start is None and end is None:
        reader.fail("a date at one end of the interval at least", second_at)
    if start is not None and end is not None and _after(start, end):
        reader.fail("an end that does not come before the start", second_at)
    return Interval(start, end, start_unknown, end_unknown)


def _end(reader: _Reader) -> tuple[Point | None, bool]:
    """One end of an interval, and whether it is unknown (empty) rather than open."""
    if reader.skip(".."):
        return None, False
    if reader.at >= len(reader.text) or reader.text[reader.at] == "/":
        return None, True
    return _point(reader), False


def _after(start: Point, end: Point) -> bool:
    """Whether the whole of `end` lies before `start`; offsets count only where both have one."""
    begin = start.days()[0] * DAY + max(start.second, 0)
    finish = (end.days()[0] * DAY + end.second) if end.has_time else end.days()[1] * DAY - 1
    if start.offset is not None and end.offset is not None:
        begin, finish = begin - start.offset, finish - end.offset
    elif start.has_time and end.has_time and start.offset != end.offset:
        return False
    if end.unit == "minute":
        finish += 59
    return finish < begin


def _choice(reader: _Reader) -> Choice:
    every = reader.text[0] == "{"
    reader.at = 1
    close = "}" if every else "]"
    members = [_member(reader)]
    while reader.skip(","):
        reader.skip(" ")
        members.append(_member(reader))
    if not reader.skip(close):
        reader.fail(f"',' and a further date, or '{close}'")
    for place, member in enumerate(members):
        if isinstance(member, Interval):
            if member.start is None and place:
                reader.fail("'..' before the first date only", 0)
            if member.end is None and place < len(members) - 1:
                reader.fail("'..' after the last date only", 0)
    return Choice(tuple(members), every)


def _member(reader: _Reader) -> Point | Interval:
    start_at = reader.at
    if reader.skip(".."):
        return Interval(None, _point(reader))
    first = _point(reader)
    if not reader.skip(".."):
        return first
    if reader.text[reader.at : reader.at + 1] in (",", "]", "}", ""):
        return Interval(first, None)
    second = _point(reader)
    if _after(first, second):
        reader.fail("a range that does not end before it begins", start_at)
    return Interval(first, second)
