"""A fuzzy date in words: one sentence that keeps every uncertainty, and a short form of it."""

from __future__ import annotations

from msgspec.structs import replace

from casefile.model.dates.bounds import points
from casefile.model.dates.calendars import days_label, persian_days_label, persian_span_label
from casefile.model.dates.civil import civil
from casefile.model.dates.clocks import Face
from casefile.model.dates.expressions import Choice, Expression, Interval, Point


def phrase(expression: Expression, where: Face, extent: str = "") -> str:
    """The sentence; with both calendars the Persian dates follow after a dot."""
    if where.calendar != "both":
        return _phrase(expression, where, extent == "throughout")
    sentence = _phrase(expression, where._replace(calendar="gregorian"), extent == "throughout")
    persian = _persian(expression, where._replace(calendar="persian"))
    return f"{sentence} · {persian}" if persian else sentence


def short(expression: Expression, where: Face) -> str:
    """The short form; with both calendars the Persian dates follow after a dot."""
    if where.calendar != "both":
        return _short(expression, where)
    persian = _persian(expression, where._replace(calendar="persian"))
    label = _short(expression, where._replace(calendar="gregorian"))
    return f"{label} · {persian}" if persian else label


def brief(expression: Expression, where: Face, year: int) -> str:
    """The short form without times of day and, where only days of that year are in it, without the year: `≈4 Jan`."""
    known = points(expression)
    label = short(_without_times(expression, where), where)
    said = f" {year}"
    in_year = all(point.day and civil(where.place(point).day).year == year for point in known)
    return label.replace(said, "") if in_year and label.count(said) == 1 else label


def _without_times(expression: Expression, where: Face) -> Expression:
    """The days on which a date stands on a clock; from and to the same day is that day."""
    if isinstance(expression, Point):
        return _day_alone(expression, where)
    if isinstance(expression, Choice):
        days = tuple(_days_alone(one, where) for one in expression.members)
        return Choice(tuple(dict.fromkeys(days)), expression.every)
    return _days_alone(expression, where) if isinstance(expression, Interval) else expression


def _days_alone(member: Point | Interval, where: Face) -> Point | Interval:
    if isinstance(member, Point):
        return _day_alone(member, where)
    start, end = (_day_alone(one, where) if one else None for one in (member.start, member.end))
    if start and end and start.day and start.days() == end.days():
        return replace(
            start,
            approximate=start.approximate or end.approximate,
            uncertain=start.uncertain or end.uncertain,
        )
    return replace(member, start=start, end=end)


def _day_alone(point: Point, where: Face) -> Point:
    """The day of a point; one whose time is approximate is of a day that is not."""
    if not point.has_time:
        return point
    day = civil(where.place(point).day)
    return Point(day.year, day.month, day.day, uncertain=point.uncertain)


def _phrase(expression: Expression, where: Face, throughout: bool) -> str:
    if isinstance(expression, Point):
        return _point(expression, where, throughout)
    if isinstance(expression, Interval):
        return _interval(expression, where, throughout)
    if isinstance(expression, Choice):
        members = "; ".join(_phrase(member, where, throughout) for member in expression.members)
        return f"{'all' if expression.every else 'one'} of: {members}"
    return "undated"


def _point(point: Point, where: Face, throughout: bool = False) -> str:
    doubt = ", uncertain" if point.uncertain else ""
    about = "about " if point.approximate else ""
    date = where.date(point, with_weekday=True)
    if point.has_time:
        placed = where.place(point)
        return f"{date}, {about}{placed.time} ({placed.zone}){doubt}"
    if throughout:
        about = f"throughout {about}"
    elif point.unspecified:
        about = f"{'a month in' if point.unspecified == 'month' else 'a day in'} {about}"
    return f"{about}{date}{doubt}"


def _interval(interval: Interval, where: Face, throughout: bool) -> str:
    start, end = interval.start, interval.end
    if start and end:
        return (
            _within_day(start, end, where, throughout)
            or _whole_months(start, end, where, throughout)
            or _both_ends(start, end, where, throughout)
        )
    if start:
        unknown = " (end not known)" if interval.end_unknown else ""
        named = _point(start, where)
        return (f"from {named} on" if throughout else f"{named} or later") + unknown
    assert end is not None
    unknown = " (start not known)" if interval.start_unknown else ""
    return f"{'until' if throughout else 'by'} {_point(end, where)}{unknown}"


def _both_ends(start: Point, end: Point, where: Face, throughout: bool) -> str:
    first, last = _point(start, where), _point(end, where)
    return f"from {first} to {last}" if throughout else f"between {first} and {last}"


def _within_day(start: Point, end: Point, where: Face, throughout: bool) -> str:
    """Both ends on one day, the date said once; empty where they are not."""
    if not (end.has_time and start.day and where.place(start).day == where.place(end).day):
        return ""
    day, zone = where.date(end, with_weekday=True), where.place(end).zone
    last = _clock_time(end, where)
    if not start.has_time:
        lead = "until" if throughout else "by"
        doubt = ", uncertain" if start.uncertain else ""
        return f"{'about ' if start.approximate else ''}{day}{doubt}, {lead} {last} ({zone})"
    if where.place(start).zone != zone:
        return ""
    first = _clock_time(start, where)
    between = f"from {first} to {last}" if throughout else f"between {first} and {last}"
    return f"{day}, {between} ({zone})"


def _clock_time(point: Point, where: Face) -> str:
    about = "about " if point.approximate else ""
    return f"{about}{where.place(point).time}{' (uncertain)' if point.uncertain else ''}"


def _whole_months(start: Point, end: Point, where: Face, throughout: bool) -> str:
    """Days that are exactly some months or years of the Persian calendar, by their name; else empty."""
    if where.calendar != "persian" or start.unit != "day" or end.unit != "day":
        return ""
    label = persian_days_label(start.days()[0], end.days()[0])
    if label is None or (label[0].isdigit() and not label.replace("–", "").isdigit()):
        return ""
    about = "about " if start.approximate or end.approximate else ""
    doubt = ", uncertain" if start.uncertain or end.uncertain else ""
    return f"{'throughout ' if throughout else ''}{about}{label}{doubt}"


def _short(expression: Expression, where: Face) -> str:
    if isinstance(expression, Point):
        time = where.place(expression).time
        label = where.date(expression) + (f" {time}" if time else "")
        return _marked(label, [expression])
    if isinstance(expression, Interval):
        return _short_interval(expression, where)
    if isinstance(expression, Choice):
        return (" + " if expression.every else " | ").join(_short(one, where) for one in expression.members)
    return "undated"


def _short_interval(interval: Interval, where: Face) -> str:
    start, end = interval.start, interval.end
    if not (start and end):
        known = start or end
        assert known is not None
        return ("≥" if start else "≤") + _short(known, where)
    if start.unit == end.unit == "day":
        days = start.days()[0], end.days()[0]
        persian = persian_days_label(*days) if where.calendar == "persian" else None
        return _marked(persian or days_label(*days), [start, end])
    if end.has_time and start.day and where.place(start).day == where.place(end).day:
        first, last = where.place(start).time, where.place(end).time
        return _marked(f"{where.date(end)} {f'{first}–' if first else '≤'}{last}", [start, end])
    return f"{_short(start, where)} – {_short(end, where)}"


def _marked(label: str, known: list[Point]) -> str:
    about = "≈" if any(point.approximate for point in known) else ""
    return f"{about}{label}{'?' if any(point.uncertain for point in known) else ''}"


def _persian(expression: Expression, where: Face) -> str:
    """The Persian dates alone, without times; empty where the calendar has no such days."""
    if isinstance(expression, Choice):
        named = [_persian(member, where) for member in expression.members]
        return (" + " if expression.every else " | ").join(named) if all(named) else ""
    known = points(expression)
    if not known:
        return ""
    days = [(where.place(one).day, where.place(one).day + 1) if one.day else one.days() for one in known]
    first, last = days[0][0], days[-1][1] - 1
    if all(point.day for point in known):
        label = persian_days_label(first, last)
    else:
        coarse = any(point.unit in ("year", "decade", "century") for point in known)
        label = persian_span_label(first, last, years=coarse)
    if label is None or not isinstance(expression, Interval) or len(known) == 2:
        return label or ""
    return f"from {label}" if expression.start else f"by {label}"
