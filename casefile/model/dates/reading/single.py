"""One date: a day, a month or a year in words or numbers, with or without a time of day.

python-dateutil reads the date itself: names of months and weekdays, ordinals, the order of day and month. This front
sorts the words first, so that it is known which parts were given, and nothing that dateutil would fill in passes:
a year is not 1 January, a missing year is asked about, and so are a day and a month that could change places.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from casefile.model.dates.calendars import SEASONS
from casefile.model.dates.expressions import DateError, Point
from casefile.model.dates.reading.clock import PARTS_OF_DAY, Clock, attach, take_clock
from casefile.model.dates.reading.found import Context, Found, Reading, day_point, sure
from casefile.model.dates.reading.numeric import numeric
from casefile.model.dates.reading.parts import Parts, assembled, either, either_calendar
from casefile.model.dates.reading.relative import relative, weekday_of
from casefile.model.dates.reading.vague import part_of, persian_season, persian_years, vague
from casefile.model.dates.reading.words import LUNAR, persian_month

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

EXAMPLES: Final = (
    "3 jan 2024 15:00, Jan 2024, early 2022, yesterday, before 5 jan 2024, 3-5 Jan 2024, 2024-01-03"
)
_PART: Final = r"(early|mid|late|h[12]|q[1-4])[ -]?"
_NOISE: Final = frozenset({"", "the", "of", "at", "on", "in", "during", "year", "month", "day", "sometime"})


def read_single(text: str, context: Context, borrow: Found | None = None) -> Reading:
    """One date of `text`, which is folded English; what it leaves out it borrows from the other end of a range."""
    rest, about, doubted = _take_doubt(text)
    rest, clock = take_clock(rest)
    part_of_day = next((word for word in PARTS_OF_DAY if re.search(rf"(?<!\w){word}(?!\w)", rest)), "")
    if part_of_day:
        rest = re.sub(rf"(?<!\w)(?:(?:in )?the )?{part_of_day}(?: of)?(?!\w)", " ", rest)
        rest = "today" if rest.split() == ["this"] else rest
    rest = " ".join(re.sub(r"[,;.](?=\s|$)", " ", rest).split())
    reading = (
        _bare_clock(context, borrow) if not rest and (clock or part_of_day) else _date(rest, context, borrow)
    )
    if clock and clock.midnight:
        reading = _midnight(reading)
    if clock:
        reading = reading.each(lambda one: attach(one, clock, context))
    elif part_of_day:
        reading = reading.each(lambda one: _hours(one, part_of_day, context))
    return reading.each(lambda one: one.points(lambda point: _marked(point, about, doubted)))


def _take_doubt(text: str) -> tuple[str, bool, bool]:
    """The text without its words of doubt, whether it is approximate, whether uncertain."""
    rest = re.sub(r"(?<!\w)(?:about|ca|c)(?![^\W\d_])\.?|[~≈%]", " ", text)
    about = rest != text
    plain = re.sub(r"(?<!\w)perhaps(?!\w)|[?%]", " ", rest)
    return plain, about, plain != rest or "%" in text


def _marked(point: Point, about: bool, doubted: bool) -> Point:
    return Point(
        point.year,
        point.month,
        point.day,
        point.second,
        point.offset,
        point.unit,
        point.approximate or about,
        point.uncertain or doubted,
        point.unspecified,
    )


def _bare_clock(context: Context, borrow: Found | None) -> Reading:
    """The day of a time that stands alone: that of the other end of a range, or a known one; else it is asked for."""
    if borrow and borrow.first and borrow.first.day:
        day = borrow.first
        return sure(Point(day.year, day.month, day.day), calendar=borrow.calendar)
    if context.day:
        return sure(Point(*context.day))
    options = [reading.options[0] for word in ("today", "yesterday") if (reading := relative(word, context))]
    return Reading(tuple(options), "a time without a day: today's, or yesterday's?")


def _midnight(reading: Reading) -> Reading:
    def following(found: Found) -> Found:
        day = found.single
        if day is None or day.unit != "day":
            raise DateError("midnight needs one day, as in 'midnight 3 jan 2024'")
        after = day_point(day.days()[1])
        return Found(after, after, found.calendar, found.timezone, found.notes)

    options = tuple(one for found in reading.options for one in (found, following(found)))
    return Reading(options, reading.question or "midnight: as the day begins, or as it ends?")


def _hours(found: Found, word: str, context: Context) -> Found:
    """The hours that a part of the day means, approximately."""
    first, last = (
        attach(found, Clock(hour * 3600, "minute", hour_only=True), context) for hour in PARTS_OF_DAY[word]
    )
    return Found(first.first, last.last, found.calendar, first.timezone, found.notes)


def _date(text: str, context: Context, borrow: Found | None) -> Reading:
    part = re.match(_PART, text)
    if part and text[part.end() :]:
        reading = _date(text[part.end() :].removeprefix("of "), context, borrow)
        return reading.each(lambda one: part_of(one, part[1]))
    counted = relative(re.sub(r"^the ", "", text), context)
    if counted:
        return counted
    for form in (numeric, _worded):
        found = form(text, context, borrow)
        if found:
            return found
    raise DateError(f"'{shortened(text)}' is not understood as a date; for instance: {EXAMPLES}")


def _worded(text: str, context: Context, borrow: Found | None) -> Reading | None:
    words = [word for word in re.split(r"[\s,]+", text) if word not in _NOISE]
    plain = " ".join(words)
    season = _persian_season(plain, context)
    if season:
        return season
    reading = vague(plain)
    if reading:
        return _years_of_either(reading, context)
    lunar = next((word for word in words if word in LUNAR), None)
    if lunar:
        raise DateError(
            f"'{lunar}' is of the lunar Islamic calendar, which is not read here: give the Gregorian date"
        )
    parts = _sorted(words)
    return assembled(parts, context, borrow) if parts else None


def _sorted(words: list[str]) -> Parts | None:
    """The words by what they are; None where one is unknown, or two would be the same."""
    parts = Parts()
    numbers: list[str] = []
    for word in words:
        ordinal = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?", word)
        if ordinal:
            numbers.append(word)
        elif re.fullmatch(r"\d{4}", word) and parts.year is None:
            parts.year = int(word)
        elif word in ("ad", "bc", "bce", "solar", "sh", "ah", "hs") and not parts.era:
            parts.era = {"bce": "bc", "sh": "solar", "ah": "solar", "hs": "solar"}.get(word, word)
        elif not _named(word, parts):
            if re.fullmatch(r"\d{1,5}", word) and parts.year is None:
                parts.year = int(word)
            else:
                return None
    return parts if _numbered(numbers, parts) else None


def _named(word: str, parts: Parts) -> bool:
    """Takes in the name of a month or a weekday, where there is none yet."""
    month = persian_month(word)
    if month and not parts.month:
        parts.month, parts.persian = month, True
        return True
    found = _info().month(word.rstrip("."))
    if found and not parts.month:
        parts.month = found
        return True
    named = weekday_of(word.rstrip("."))
    if named is not None and parts.weekday is None:
        parts.weekday = named
        return True
    return False


def _numbered(numbers: list[str], parts: Parts) -> bool:
    """Takes in the numbers of one or two digits: a day, and perhaps a year written short."""
    if not numbers:
        return True
    if parts.era in ("ad", "bc") and parts.year is None and numbers[-1].isdigit():
        parts.year = int(numbers.pop())
    if numbers and parts.year is None and len(numbers) == 2 and parts.month and numbers[1].isdigit():
        parts.year, parts.short_year = int(numbers.pop()), True
    if len(numbers) == 1:
        parts.day = int(re.sub(r"\D", "", numbers[0]))
        return parts.day > 0
    return not numbers


@lru_cache(maxsize=1)
def _info() -> parserinfo:
    from dateutil.parser import parserinfo

    return parserinfo()


def _persian_season(text: str, context: Context) -> Reading | None:
    found = re.fullmatch(rf"({'|'.join(SEASONS)}) (\d{{4}})(?: (solar|sh|ah|hs))?", text)
    if not found:
        return None
    year, season = int(found[2]), SEASONS.index(found[1])
    if found[3]:
        return persian_season(season, year)
    if context.is_shared(year):
        return either_calendar(vague(text), persian_season(season, year), year)
    return None


def _years_of_either(reading: Reading, context: Context) -> Reading:
    """A decade or century, which may be of either calendar where the case has both."""
    shared = [
        point
        for one in reading.options
        if (point := one.single) and point.unit in ("decade", "century") and context.is_shared(point.year)
    ]
    if not shared:
        return reading
    persian = [persian_years(*_years(point)).options[0] for point in shared]
    question = reading.question or either(shared[0].year)
    return Reading((*persian, *reading.options), question)


def _years(point: Point) -> tuple[int, int]:
    """The first year of a decade or century, and how many it has."""
    return point.year, 10 if point.unit == "decade" else 100


def shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
