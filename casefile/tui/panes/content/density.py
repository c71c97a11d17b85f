"""Where events lie thick: the strip above the timeline, over all days or moved in on a year, a month, a day.

Moved in, each block is a month, a day or an hour of what the cursor stands in, empty ones too. What is known no finer
than a block is not in it: an event of "January" is in its year's strip and not in its month's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from casefile.model.dates.civil import civil, day_number, month_length, weekday
from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.timeline import Chart, DayHead, Scope
from casefile.tui.widgets.strip_chart import Bucket

_SPARSE: Final = 4
"""Up to so many days with events, one of several years has one label in the strip."""

_MOST_BUCKETS: Final = 600
"""With more days than this, the strip has a block a month."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TO_THE_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_TO_THE_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Hour = Callable[[str], "int | None"]
"""The hour of the day of an event on the chosen clock; none where no time of day is known."""


def scope_at(day: float, level: str) -> Scope:
    """The year, month or day in which a day lies."""
    year, month, _ = civil(int(day))
    if level == "year":
        return Scope(level, day_number(year, 1, 1), day_number(year + 1, 1, 1))
    if level == "month":
        first = day_number(year, month, 1)
        return Scope(level, first, first + month_length(year, month))
    return Scope(level, int(day), int(day) + 1)


@lru_cache(maxsize=65_536)
def _month(day: int) -> tuple[int, int]:
    return civil(day)[:2]


def dated(groups: Iterable[Group]) -> Sequence[Group]:
    """The groups with a day, oldest first."""
    days = [group for group in groups if isinstance(group.head, DayHead) and group.head.edtf]
    return days[::-1] if days and days[0].head.day > days[-1].head.day else days


def chart_of(groups: Iterable[Group]) -> Chart:
    """One block for each day with events, labelled by month; by year where a year has few."""
    days = dated(groups)
    months = [_month(int(group.head.day)) for group in days]
    in_year = Counter(year for year, _ in months)
    by_month = len(days) > _MOST_BUCKETS
    chart = Chart([], {}, [], {})
    last, last_day, named_year = (0, 0), None, 0
    counts: list[int] = []
    labels: list[str] = []
    for (head, events), month in zip(days, months, strict=True):
        if head.day == last_day or (by_month and month == last):
            counts[-1] += len(events)
            chart.first[head.day] = len(counts) - 1
            continue
        chart.first[head.day] = len(counts)
        if by_month or (in_year[month[0]] <= _SPARSE and len(in_year) > 1):
            label = str(month[0])
        elif last == month:
            label = ""
        else:
            label = _MONTHS[month[1] - 1] if named_year == month[0] else f"{_MONTHS[month[1] - 1]} {month[0]}"
            named_year = month[0]
        last, last_day = month, head.day
        counts.append(len(events))
        labels.append(label)
        chart.keys.append(events[0])
    chart.buckets.extend(map(Bucket, labels, counts))
    return chart


def zoomed(groups: Iterable[Group], scope: Scope, hour: Hour) -> Chart:
    """The strip over one year, month or day: a block for each month, day or hour of it."""
    days = dated(groups)
    start = bisect_left(days, scope.first, key=lambda group: group.head.day)
    end = bisect_left(days, scope.after, key=lambda group: group.head.day)
    if scope.level == "year":
        return _year(days[start:end], scope)
    return (
        _month_strip(days[start:end], scope) if scope.level == "month" else _day(days[start:end], scope, hour)
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


def _year(days: Sequence[Group], scope: Scope) -> Chart:
    labels = [name if number % 3 == 0 else "" for number, name in enumerate(_MONTHS)]
    chart, counts = _chart(labels, str(civil(scope.first).year))
    for head, events in days:
        if _TO_THE_MONTH.search(head.edtf):
            _count(chart, counts, _month(int(head.day))[1] - 1, head, events)
    return _filled(chart, counts)


def _month_strip(days: Sequence[Group], scope: Scope) -> Chart:
    year, month = _month(scope.first)
    labels = [str(day) if day % 7 == 1 else "" for day in range(1, scope.after - scope.first + 1)]
    chart, counts = _chart(labels, f"{_MONTHS[month - 1]} {year}")
    for head, events in days:
        if _TO_THE_DAY.search(head.edtf):
            _count(chart, counts, int(head.day) - scope.first, head, events)
    return _filled(chart, counts)


def _count(chart: Chart, counts: list[int], block: int, head: DayHead, events: Sequence[str]) -> None:
    counts[block] += len(events)
    chart.first[head.day] = block
    chart.keys[block] = chart.keys[block] or events[0]


def _day(days: Sequence[Group], scope: Scope, hour: Hour) -> Chart:
    year, month, day = civil(scope.first)
    title = f"{_WEEKDAYS[weekday(scope.first)]} {day} {_MONTHS[month - 1]} {year}"
    chart, counts = _chart([f"{at:02}" if at % 6 == 0 else "" for at in range(24)], title)
    for head, events in days:
        for event in events if _TO_THE_DAY.search(head.edtf) else ():
            at = hour(event)
            if at is not None:
                counts[at] += 1
                chart.hours[event] = at
                chart.keys[at] = chart.keys[at] or event
    return _filled(chart, counts)
