"""Words that give less than a day or more than a year: seasons, decades, centuries, quarters, early and late."""

from __future__ import annotations

import re
from typing import Final

from casefile.model.dates.calendars import SEASONS, from_persian, persian_month_length
from casefile.model.dates.civil import month_length
from casefile.model.dates.expressions import DateError, Point, Unit
from casefile.model.dates.reading.found import Found, Reading, day_point, sure

_DECADE: Final = r"(?:(\d{2})?(\d)0s)"
_CENTURY: Final = r"(\d{1,2})(?:st|nd|rd|th)? (?:century|cent|c)\.?(?: (?:ad|ce))?"
_SEASON: Final = rf"({'|'.join(SEASONS)})"


def vague(text: str) -> Reading | None:
    """The reading of a decade, a century or a Gregorian season, or None where the text is none of them."""
    unsaid = re.fullmatch(r"(\d\d)(\dx|xx)", text)
    if unsaid:
        unit: Unit = "century" if unsaid[2] == "xx" else "decade"
        return sure(Point(int(text.replace("x", "0")), unit=unit))
    decade = re.fullmatch(_DECADE, text)
    if decade:
        return _decade(decade[1], int(decade[2]))
    century = re.fullmatch(_CENTURY, text)
    if century:
        return _century(int(century[1]))
    season = re.fullmatch(rf"{_SEASON} (\d{{4}})(?:[/-](\d{{2}}|\d{{4}}))?", text)
    if season:
        return _season(SEASONS.index(season[1]), int(season[2]), season[3])
    season = re.fullmatch(rf"(\d{{4}}) {_SEASON}", text)
    return _season(SEASONS.index(season[2]), int(season[1]), None) if season else None


def persian_season(season: int, year: int) -> Reading:
    """A season of the Solar Hijri year: three whole months of it."""
    return persian_months(year, 3 * season + 1, 3 * season + 3)


def persian_years(year: int, count: int) -> Reading:
    """So many whole years of the Solar Hijri calendar."""
    first, last = persian_months(year, 1, 12).options[0], persian_months(year + count - 1, 1, 12).options[0]
    return Reading((Found(first.first, last.last, "persian"),))


def persian_months(year: int, first: int, last: int) -> Reading:
    """Whole months of a Solar Hijri year, from the first day to the last."""
    try:
        start = from_persian(year, first, 1)
        end = from_persian(year, last, persian_month_length(year, last))
    except ValueError:
        raise DateError(f"the Solar Hijri calendar has no year {year} here") from None
    return sure(day_point(start), day_point(end), calendar="persian")


def part_of(found: Found, word: str) -> Found:
    """The early, mid or late third, the half (`h1`) or the quarter (`q1`) of a reading; thirds are approximate."""
    kind, parts, place = {"early": ("", 3, 0), "mid": ("", 3, 1), "late": ("", 3, 2)}.get(
        word, (word[0], 2 if word[0] == "h" else 4, int(word[-1]) - 1 if word[-1].isdigit() else 0)
    )
    point = found.single
    if point is not None and point.unit in ("year", "decade", "century") and not point.month:
        first, last = _part_of_years(point, parts, place)
    elif not kind and point is not None and point.unit == "month":
        first, last = _part_of_month(point, place)
    else:
        first, last = _part_of_days(found, word, parts, place)
    placed = Found(first, last, found.calendar, found.timezone, found.notes)
    return placed if kind else placed.points(_about)


def _about(point: Point) -> Point:
    return Point(
        point.year, point.month, point.day, point.second, point.offset, point.unit, True, point.uncertain
    )


def _part_of_years(point: Point, parts: int, place: int) -> tuple[Point, Point]:
    if point.unit == "year":
        months = 12 // parts
        first, last = months * place + 1, months * (place + 1)
        return Point(point.year, first, unit="month"), Point(point.year, last, unit="month")
    years = 10 if point.unit == "decade" else 100
    first, last = years * place // parts, years * (place + 1) // parts - 1
    return Point(point.year + first, unit="year"), Point(point.year + last, unit="year")


def _part_of_month(point: Point, place: int) -> tuple[Point, Point]:
    first = 10 * place + 1
    last = month_length(point.year, point.month) if place == 2 else first + 9
    return Point(point.year, point.month, first), Point(point.year, point.month, last)


def _part_of_days(found: Found, word: str, parts: int, place: int) -> tuple[Point, Point]:
    if found.first is None or found.last is None or found.first.has_time:
        raise DateError(f"'{word}' needs a month, a season, a year or more after it, as in '{word} 2022'")
    start, end = found.first.days()[0], found.last.days()[1]
    if end - start < 7:
        raise DateError(
            f"'{word}' needs more than a day after it; for a day say morning, afternoon or evening"
        )
    size = end - start
    return day_point(start + size * place // parts), day_point(start + size * (place + 1) // parts - 1)


def _decade(century: str | None, tens: int) -> Reading:
    if century is None:
        options = tuple(_decade_found(100 * hundred + 10 * tens) for hundred in (20, 19) if 10 * tens <= 90)
        if 10 * tens > 20:
            options = options[::-1]
        return Reading(options, f"'{tens}0s': of which century?")
    year = int(century) * 100 + tens * 10
    if tens:
        return Reading((_decade_found(year),))
    whole = Point(year, unit="century")
    options = _decade_found(year), Found(whole, whole)
    return Reading(options, f"'{year}s': the ten years to {year + 9}, or the hundred to {year + 99}?")


def _decade_found(year: int) -> Found:
    point = Point(year, unit="decade")
    return Found(point, point)


def _century(number: int) -> Reading:
    if not number:
        raise DateError("centuries are counted from the 1st")
    year = 100 * (number - 1)
    return sure(Point(year, unit="century")).each(
        lambda one: one.noting(f"taken as the years {year} to {year + 99}")
    )


def _season(season: int, year: int, following: str | None) -> Reading:
    point = Point(year, 21 + season, unit="season")
    if season < 3:
        if following:
            raise DateError("only a winter lies in two years; write '2023' or '2023/24' after it")
        return sure(point)
    if following:
        if int(following) % 100 != (year + 1) % 100:
            raise DateError("a winter over two years is written as 'winter 2023/24'")
        return sure(point)
    before = Point(year - 1, 24, unit="season")
    question = f"'winter {year}': the one that ends in {year}, or the one that begins in it?"
    return Reading((Found(before, before), Found(point, point)), question)
