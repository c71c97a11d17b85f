"""Days, weeks, months and years counted from today: yesterday, last friday, 3 weeks ago, this month."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from casefile.model.dates.expressions import DateError, Point
from casefile.model.dates.reading.found import Context, Found, Reading, of_date, sure

_NUMBERS: Final = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_AGO: Final = (
    r"(\d{1,4}|"
    + "|".join(_NUMBERS)
    + r") (minute|min|hour|day|week|month|year|decade)s? (ago|earlier|from now)"
)
_DAYS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def relative(text: str, context: Context) -> Reading | None:
    """The reading of a text that counts from today, or None where it does not."""
    try:
        return _relative(text, context)
    except (OverflowError, ValueError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"'{text}' lies outside the years 1 to 9999") from None


def _relative(text: str, context: Context) -> Reading | None:
    if text in _DAYS:
        return sure(of_date(context.today + timedelta(days=_DAYS[text])))
    if text == "now":
        return _moment(context.now, context)
    ago = re.fullmatch(_AGO, text)
    if ago:
        return _ago(ago, context)
    period = re.fullmatch(r"(this|last|past|previous|next) (week|month|year|decade)", text)
    if period:
        return _period(_step(period[1]), period[2], context.today)
    named = re.fullmatch(r"(?:(this|last|past|previous|next) )?([a-z]{3,9})", text)
    weekday = weekday_of(named[2]) if named else None
    return _weekday(named[1] or "", weekday, context.today) if named and weekday is not None else None


def weekday_of(word: str) -> int | None:
    """0 for Monday to 6 for Sunday, of a weekday's name or a short form of it."""
    found = [place for place, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    if not found and word in ("tues", "weds", "thur", "thurs"):
        found = [{"tues": 1, "weds": 2}.get(word, 3)]
    return found[0] if len(found) == 1 else None


def _step(word: str) -> int:
    return {"this": 0, "next": 1}.get(word, -1)


def _moment(moment: datetime, context: Context) -> Reading:
    offset = moment.utcoffset()
    second = moment.hour * 3600 + moment.minute * 60
    seconds = None if offset is None else round(offset.total_seconds())
    if seconds is not None and seconds % 60:
        seconds = None
    point = Point(moment.year, moment.month, moment.day, second, seconds, "minute")
    return Reading((Found(point, point, timezone=context.timezone),))


def _ago(found: re.Match[str], context: Context) -> Reading:
    from dateutil.relativedelta import relativedelta

    count = _NUMBERS.get(found[1]) or int(found[1])
    if found[3] == "from now":
        count = -count
    unit = found[2]
    if unit in ("min", "minute", "hour"):
        seconds = count * (3600 if unit == "hour" else 60)
        moment = context.now - timedelta(seconds=seconds)
        return _moment(moment, context).each(lambda one: one.points(_about))
    if unit == "day":
        return sure(of_date(context.today - timedelta(days=count)))
    if unit == "week":
        return sure(_about(of_date(context.today - timedelta(weeks=count))))
    if unit == "month":
        then = context.today - relativedelta(months=count)
        return sure(Point(then.year, then.month, unit="month"))
    return sure(_year(context.today.year - count * (10 if unit == "decade" else 1), about=unit == "decade"))


def _year(year: int, *, about: bool = False) -> Point:
    if year < 1:
        raise OverflowError
    return Point(year, unit="year", approximate=about)


def _about(point: Point) -> Point:
    return Point(point.year, point.month, point.day, point.second, point.offset, point.unit, True)


def _period(step: int, unit: str, today: date) -> Reading:
    from dateutil.relativedelta import relativedelta

    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return sure(of_date(monday), of_date(monday + timedelta(days=6)))
    if unit == "month":
        then = today + relativedelta(months=step)
        return sure(Point(then.year, then.month, unit="month"))
    if unit == "year":
        return sure(_year(today.year + step))
    return sure(Point((today.year // 10 + step) * 10, unit="decade"))


def _weekday(word: str, weekday: int, today: date) -> Reading:
    last = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    following = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if word in ("last", "past", "previous"):
        return sure(of_date(last))
    if word == "this":
        monday = today - timedelta(days=today.weekday())
        return sure(of_date(monday + timedelta(days=weekday)))
    name = WEEKDAYS[weekday].capitalize()
    if word == "next":
        options = following, following + timedelta(days=7)
        question = f"'next {name}': the first one from today, or the one a week later?"
    else:
        options = last, following
        question = f"'{name}': the last one, or the next?"
    return Reading(tuple(Found(of_date(day), of_date(day)) for day in options), question)
