"""ISO 8601-2 whose years may be of the Solar Hijri calendar: the same text, with these dates read in that calendar."""

from __future__ import annotations

import re
from typing import Final

from casefile.model.dates.calendars import SEASONS
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import DateError, write
from casefile.model.dates.reading.found import Context, Found
from casefile.model.dates.reading.single import read_single

_SIGN: Final = re.compile(r"(\.\.|[][{},/])")
_DATE: Final = re.compile(
    r"(?P<digits>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?P<rest>(?:-(?:0[0-9]|1[0-2]|2[1-4]|XX)(?:-(?:[0-9]{2}|XX)(?:T[0-9:.,]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?)"
    r"(?P<doubt>[~?%]?)"
)
_STRETCH: Final = ("/", "..")


def years_of_either(text: str, context: Context) -> list[int]:
    """The years of a text in the form of ISO 8601-2 that may be of either calendar; none where it has another form."""
    dates = [_DATE.fullmatch(part.strip()) for part in _SIGN.split(text)[::2] if part.strip()]
    years = [int(date["digits"].replace("X", "0")) for date in dates if date]
    return [year for year in years if context.is_shared(year)] if len(years) == len(dates) else []


def in_persian(text: str, context: Context) -> str:
    """The text in the Gregorian calendar, where its shared years are of the Solar Hijri one. Raises `DateError`.

    A month or a year of that calendar is written as its days; as an end of a stretch, as the first or last of them.
    """
    parts = _SIGN.split(text)
    for place in range(0, len(parts), 2):
        date = _DATE.fullmatch(parts[place].strip())
        if date is None or not context.is_shared(int(date["digits"].replace("X", "0"))):
            continue
        found = _found(date, context)
        assert found.first is not None and found.last is not None
        first, last = write(found.first), write(found.last)
        if parts[place + 1 : place + 2] and parts[place + 1] in _STRETCH:
            parts[place] = first
        elif place and parts[place - 1] in _STRETCH:
            parts[place] = last
        else:
            between = ".." if text.startswith(("[", "{")) else "/"
            parts[place] = first if first == last else f"{first}{between}{last}"
    edtf = "".join(parts)
    try:
        parse(edtf)
    except DateError:
        if "/" not in text:
            raise
        raise DateError(f"'{text}' ends before it begins") from None
    return edtf


def _found(date: re.Match[str], context: Context) -> Found:
    """One date in the Solar Hijri calendar; a day or month that is not specified is one of all of them."""
    digits, rest = date["digits"].lower(), date["rest"].replace("-XX", "")
    season = re.fullmatch(r"-2([1-4])", rest)
    words = f"{SEASONS[int(season[1]) - 1]} {digits}" if season else digits + rest.replace("T", " ")
    reading = read_single(words + date["doubt"], context)
    found = next((one for one in reading.options if one.calendar == "persian"), None)
    if found is None:
        raise DateError(reading.question.partition(". ")[0])
    return found
