"""Dates in numbers: 2024/01/03, 3.1.2024, 01/2024, 10/11, and the years that two calendars share."""

from __future__ import annotations

import re

from casefile.model.dates.civil import month_length
from casefile.model.dates.expressions import DateError, Point
from casefile.model.dates.reading.found import Context, Found, Reading, sure
from casefile.model.dates.reading.parts import (
    Parts,
    after_all,
    assembled,
    built,
    either_calendar,
    no_such_day,
    persian_date,
)
from casefile.model.dates.reading.vague import persian_years


def numeric(text: str, context: Context, borrow: Found | None) -> Reading | None:
    """Dates in numbers: 2024/01/03, 3.1.2024, 01/2024, 10/11; ISO 8601-2 itself was tried before."""
    found = re.fullmatch(r"(\d{2})(\d{2})-(\d{2})", text)
    if found and int(found[3]) > max(12, int(found[2])):
        return _years(int(found[1] + found[2]), int(found[1] + found[3]), context)
    found = re.fullmatch(r"([12]\d{3})(\d{2})(\d{2})", text)
    if found:
        return year_first(int(found[1]), int(found[2]), int(found[3]), True, context)
    found = re.fullmatch(r"(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2}))?", text)
    if found:
        return year_first(int(found[1]), int(found[3]), int(found[4] or 0), found[4] is not None, context)
    found = re.fullmatch(r"(\d{1,2})([-/.])(\d{4})", text)
    if found:
        return year_first(int(found[3]), int(found[1]), 0, False, context)
    found = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", text)
    if found:
        return _day_or_month_first(int(found[1]), int(found[3]), found[4], context)
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})", text)
    return _day_or_month_first(int(found[1]), int(found[2]), "", context) if found else None


def year_first(year: int, month: int, day: int, has_day: bool, context: Context) -> Reading:
    """A date with its year first, which may be of either calendar where the case has both."""
    if not context.is_shared(year):
        return _checked(year, month, day, has_day)
    gregorian, persian = None, None
    problem: DateError | None = None
    try:
        gregorian = _checked(year, month, day, has_day)
    except DateError as error:
        problem = error
    if 1 <= month <= 12 and (day or not has_day):
        try:
            persian = persian_date(year, month, day, None)
        except DateError as error:
            problem = error
    if problem and not gregorian and not persian:
        raise problem
    if gregorian and not persian:
        return Reading(gregorian.options, after_all(str(problem), year))
    return either_calendar(gregorian, persian, year)


def _years(first: int, last: int, context: Context) -> Reading:
    years = sure(Point(first, unit="year"), Point(last, unit="year"))
    if not context.is_shared(first):
        return years
    return either_calendar(years, persian_years(first, last + 1 - first), first)


def _checked(year: int, month: int, day: int, has_day: bool) -> Reading:
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {month}: it is 1 to 12")
    if has_day and not 1 <= day <= month_length(year, month):
        raise no_such_day(year, month, day)
    return built(Parts(day, month, year))


def _day_or_month_first(one: int, other: int, year: str, context: Context) -> Reading:
    """Both orders of two numbers, as far as they are dates; dateutil says which are."""
    orders = [(one, other)] if one == other else [(one, other), (other, one)]
    readings: list[Reading] = []
    for day, month in orders:
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            continue
        parts = Parts(day, month, int(year) if year else None, short_year=len(year) == 2)
        try:
            if len(year) == 4:
                readings.append(year_first(int(year), month, day, True, context))
            else:
                readings.append(assembled(parts, context, None) or built(parts))
        except DateError as error:
            problem = error
            continue
    if not readings:
        if any(1 <= month <= 12 and 1 <= day <= 31 for day, month in orders):
            raise problem
        raise DateError(f"{one} and {other} are not a day and a month")
    options = tuple(found for reading in readings for found in reading.options)
    question = readings[0].question
    if len(readings) > 1:
        question = "the day first, or the month?" + (" and the year?" if question else "")
    return Reading(options, question)
