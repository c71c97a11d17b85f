"""A fuzzy date on the screen: the header of its day, the column of its time, a short label, and a full line.

Uncertainty is always visible: `≈` and "about" for approximate, `?` and "uncertain" for uncertain, `~` where no time
of day is known, `≤`, `≥` and `..` for what is known by its ends. The functions that take a text never raise: a date
that cannot be read is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casefile.model.dates.bounds import points
from casefile.model.dates.calendars import Calendar
from casefile.model.dates.civil import CivilDate, civil
from casefile.model.dates.clocks import Face, face
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import Choice, DateError, Expression, Interval, Point
from casefile.model.dates.phrases import brief, phrase, short

if TYPE_CHECKING:
    from casefile.model.records import FuzzyDate

UNDATED = "undated"


def display_date(
    edtf: str, timezone: str = "", *, clock: str = "local", calendar: Calendar = "gregorian"
) -> str:
    """The header under which a date stands: `Wed 3 Jan 2024`, `Jan 2024`, `Wed 3 Jan 2024 · 13 Dey 1402`.

    Without signs of uncertainty, so that all dates of a day share one header: `display_time` beside it has them.
    """
    return _shown(edtf, lambda expression: _header(expression, face(timezone, clock, calendar)))


def display_time(edtf: str, timezone: str = "", *, clock: str = "local") -> str:
    """The time column within a day: `16:24`, `≈15:00`, `15:00?`, `~`, `≤20:13`, `≥`, `15:00..`, `..`."""
    try:
        expression = parse(edtf)
    except DateError:
        return "?"
    return _column(expression, face(timezone, clock, "gregorian"))


def display_line(
    edtf: str,
    timezone: str = "",
    *,
    extent: str = "",
    clock: str = "local",
    calendar: Calendar = "gregorian",
) -> str:
    """The whole date in words: `Wed 3 Jan 2024, about 15:00 (UTC+03:30) · 13 Dey 1402`."""
    return _shown(edtf, lambda expression: phrase(expression, face(timezone, clock, calendar), extent))


def display_short(
    edtf: str, timezone: str = "", *, clock: str = "local", calendar: Calendar = "gregorian"
) -> str:
    """The date with its time and its uncertainty in few cells: `≈3 Jan 2024 15:00`, `Jan 2024?`, `3–5 Jan 2024`."""
    return _shown(edtf, lambda expression: short(expression, face(timezone, clock, calendar)))


def display_brief(
    edtf: str, timezone: str = "", *, year: int = 0, clock: str = "local", calendar: Calendar = "gregorian"
) -> str:
    """The days of a date for a narrow column, with its uncertainty and without times: `≈4 Jan`, `26–28 Oct`, `Feb 2024`.

    Days of ``year``, of which everybody knows that they are of it, have none; the other ones do: `4 Jan 2020`.
    """
    return _shown(edtf, lambda expression: brief(expression, face(timezone, clock, calendar), year))


def short_label(
    when: FuzzyDate, timezone: str = "", *, clock: str = "local", calendar: Calendar = "gregorian"
) -> str:
    """`display_short` of a fuzzy date; `timezone` is the case's, for a date that has none of its own."""
    return display_short(when.edtf, when.timezone or timezone, clock=clock, calendar=calendar)


def long_label(
    when: FuzzyDate, timezone: str = "", *, clock: str = "local", calendar: Calendar = "gregorian"
) -> str:
    """`display_line` of a fuzzy date; `timezone` is the case's, for a date that has none of its own."""
    return display_line(
        when.edtf, when.timezone or timezone, extent=when.extent, clock=clock, calendar=calendar
    )


def day_of(edtf: str, timezone: str = "", *, clock: str = "local") -> CivilDate | None:
    """The first day of a date on a clock, by which rows are grouped; None where it has none or cannot be read."""
    try:
        anchor = _anchor(parse(edtf))
    except DateError:
        return None
    return civil(face(timezone, clock, "gregorian").place(anchor).day) if anchor else None


def _shown(edtf: str, show: Callable[[Expression], str]) -> str:
    if not edtf:
        return UNDATED
    try:
        return show(parse(edtf))
    except DateError:
        return edtf


def _anchor(expression: Expression) -> Point | None:
    """The single date under which an expression stands: its first known one."""
    known = points(expression)
    return min(known, key=lambda point: (point.days()[0], point.second)) if known else None


def _header(expression: Expression, where: Face) -> str:
    anchor = _anchor(expression)
    return where.date(anchor, with_weekday=True) if anchor else UNDATED


def _column(expression: Expression, where: Face) -> str:
    if isinstance(expression, Point):
        return _point_column(expression, where)
    if isinstance(expression, Interval):
        return _interval_column(expression, where)
    if isinstance(expression, Choice):
        first, last = expression.members[0], expression.members[-1]
        start = first.start if isinstance(first, Interval) else first
        end = last.end if isinstance(last, Interval) else last
        return _interval_column(Interval(start, end), where)
    return ""


def _point_column(point: Point, where: Face) -> str:
    doubt = "?" if point.uncertain else ""
    if not point.has_time:
        return ("≈" if point.approximate else "~") + doubt
    return ("≈" if point.approximate else "") + where.place(point).time + doubt


def _interval_column(interval: Interval, where: Face) -> str:
    start, end = interval.start, interval.end
    if start and end:
        if start.has_time:
            return f"{_point_column(start, where)}.."
        if end.has_time and start.day and where.place(start).day == where.place(end).day:
            return f"≤{_point_column(end, where)}"
        either = points(interval)
        about = "≈" if any(point.approximate for point in either) else ""
        return f"{about}..{'?' if any(point.uncertain for point in either) else ''}"
    known = start or end
    if known is None:
        return ".."
    column = _point_column(known, where)
    return ("≥" if start else "≤") + (column if known.has_time else column.lstrip("~"))
