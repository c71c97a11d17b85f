"""Where events lie thick: the strip above the timeline, over all days or moved in on a year, a month, a day.

Moved in, each block is a month, a day or an hour of what the cursor stands in, empty ones too. What is known no finer
than a block is not in it: an event of "January" is in its year's strip and not in its month's. Years and months are those
of the calendar that is shown; a Gregorian month lies in two Solar Hijri ones, and so in no block of a Solar Hijri year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from casefile.model.dates.calendars import persian_span_label
from casefile.model.dates.civil import month_start
from casefile.tui.panes.content.almanac import GREGORIAN, Almanac, Month
from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.timeline import Chart, DayHead, Scope
from casefile.tui.widgets.strip_chart import Bucket

_SPARSE: Final = 4
"""Up to so many days with events, one of several years has one label in the strip."""

_MOST_BUCKETS: Final = 600
"""With more days than this, the strip has a block a month."""

_TO_THE_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_TO_THE_YEAR: Final = re.compile(r"[0-9]{4}")
_TO_THE_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Hour = Callable[[str], "int | None"]
"""The hour of the day of an event on the chosen clock; none where no time of day is known."""


def scope_at(day: float, level: str, almanac: Almanac = GREGORIAN) -> Scope:
    """The year, month or day in which a day lies."""
    year, month, _ = almanac.split(int(day))
    if level == "year":
        return Scope(level, almanac.start(year, 1), almanac.start(year, 13))
    if level == "month":
        return Scope(level, almanac.start(year, month), almanac.start(year, month + 1))
    return Scope(level, int(day), int(day) + 1)


def dated(groups: Iterable[Group]) -> Sequence[Group]:
    """The groups with a day, oldest first."""
    days = [group for group in groups if isinstance(group.head, DayHead) and group.head.edtf]
    return days[::-1] if days and days[0].head.day > days[-1].head.day else days


def chart_of(groups: Iterable[Group], almanac: Almanac = GREGORIAN) -> Chart:
    """One block for each day with events, labelled by month; by year where a year has few."""
    days = dated(groups)
    months = list(almanac.months_of(group.head.day for group in days))
    in_year = Counter(month.year for month in months)
    by_month = len(days) > _MOST_BUCKETS
    chart = Chart([], {}, [], {})
    last, last_day, named_year = None, None, 0
    counts: list[int] = []
    labels: list[str] = []
    for (head, events), month in zip(days, months, strict=True):
        if head.day == last_day or (by_month and month == last):
            counts[-1] += len(events)
            chart.first[head.day] = len(counts) - 1
            continue
        chart.first[head.day] = len(counts)
        if by_month or (in_year[month.year] <= _SPARSE and len(in_year) > 1):
            label = _year_label(head, month, almanac)
        elif last == month:
            label = ""
        else:
            name = almanac.months[month.month - 1]
            label = name if named_year == month.year else f"{name} {almanac.short_year(month.year)}"
            named_year = month.year
        last, last_day = month, head.day
        counts.append(len(events))
        labels.append(label)
        chart.keys.append(events[0])
    chart.buckets.extend(map(Bucket, labels, counts))
    return chart


def _year_label(head: DayHead, month: Month, almanac: Almanac) -> str:
    """The year; of what is known to a Gregorian month or year alone, the Solar Hijri years in which that lies."""
    known = _TO_THE_YEAR.search(head.edtf)
    if almanac.persian and known is not None and not _TO_THE_DAY.search(head.edtf):
        to_the_month = _TO_THE_MONTH.search(head.edtf)
        if to_the_month is not None:
            year, first, after = int(to_the_month[1]), int(to_the_month[2]), int(to_the_month[2]) + 1
        else:
            year, first, after = int(known[0]), 1, 13
        span = persian_span_label(month_start(year, first), month_start(year, after) - 1, years=True)
        return span or almanac.short_year(month.year)
    return almanac.short_year(month.year)


def zoomed(groups: Iterable[Group], scope: Scope, hour: Hour, almanac: Almanac = GREGORIAN) -> Chart:
    """The strip over one year, month or day: a block for each month, day or hour of it."""
    days = dated(groups)
    start = bisect_left(days, scope.first, key=lambda group: group.head.day)
    end = bisect_left(days, scope.after, key=lambda group: group.head.day)
    inside = days[start:end]
    if scope.level == "year":
        return _year(inside, scope, almanac)
    return (
        _month_strip(inside, scope, almanac) if scope.level == "month" else _day(inside, scope, hour, almanac)
    )


def _chart(labels: Sequence[str], title: str) -> tuple[Chart, list[int]]:
    """A chart without counts; the title stands before its first label."""
    counts = [0] * len(labels)
    named = [f"{title} {label}" if number == 0 else label for number, label in enumerate(labels)]
    return Chart([Bucket(label, 0) for label in named], {}, [""] * len(labels), {}), counts


def _filled(chart: Chart, counts: Sequence[int]) -> Chart:
    chart.buckets[:] = [
        Bucket(bucket.label, count) for bucket, count in zip(chart.buckets, counts, strict=True)
    ]
    return chart


def _year(days: Sequence[Group], scope: Scope, almanac: Almanac) -> Chart:
    labels = [name if number % 3 == 0 else "" for number, name in enumerate(almanac.months)]
    chart, counts = _chart(labels, almanac.year_title(almanac.split(scope.first).year))
    fine = _TO_THE_DAY if almanac.persian else _TO_THE_MONTH
    for head, events in days:
        if fine.search(head.edtf):
            _count(chart, counts, almanac.split(int(head.day)).month - 1, head, events)
    return _filled(chart, counts)


def _month_strip(days: Sequence[Group], scope: Scope, almanac: Almanac) -> Chart:
    year, month, _ = almanac.split(scope.first)
    labels = [str(day) if day % 7 == 1 else "" for day in range(1, scope.after - scope.first + 1)]
    chart, counts = _chart(labels, almanac.month_title(year, month))
    for head, events in days:
        if _TO_THE_DAY.search(head.edtf):
            _count(chart, counts, int(head.day) - scope.first, head, events)
    return _filled(chart, counts)


def _count(chart: Chart, counts: list[int], block: int, head: DayHead, events: Sequence[str]) -> None:
    counts[block] += len(events)
    chart.first[head.day] = block
    chart.keys[block] = chart.keys[block] or events[0]


def _day(days: Sequence[Group], scope: Scope, hour: Hour, almanac: Almanac) -> Chart:
    labels = [f"{at:02}" if at % 6 == 0 else "" for at in range(24)]
    chart, counts = _chart(labels, almanac.day_title(scope.first))
    for head, events in days:
        for event in events if _TO_THE_DAY.search(head.edtf) else ():
            at = hour(event)
            if at is not None:
                counts[at] += 1
                chart.hours[event] = at
                chart.keys[at] = chart.keys[at] or event
    return _filled(chart, counts)
