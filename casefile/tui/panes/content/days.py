"""Events in the order of the timeline: under the day on the chosen clock, and counted for the strip above it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from casefile.model.dates import day_number, day_of, display_date, sort_key
from casefile.model.dates.civil import DAY, civil
from casefile.model.dates.zones import UnknownZoneError, offset_at
from casefile.model.records import Json
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.timeline import Chart, DayHead
from casefile.tui.widgets.strip_chart import Bucket

SLICE = 256
"""How many records are arranged between two looks at the clock."""

_FIRST_SHOWN = 2048
"""After how many events of a large case the first ones are shown, before all are in order."""

_SPARSE = 4
"""Up to so many days with events, one of several years has one label in the strip."""

_MOST_BUCKETS = 600
"""With more days than this, the strip has a block a month."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Placed(NamedTuple):
    """Where an event stands: the day on the chosen clock, coarser dates before it, then the moment."""

    day: float
    fine: bool
    earliest: float
    width: float
    record_id: str
    edtf: str
    timezone: str


def arranged_days(reading: Reading, *, newest_first: bool = False) -> Iterator[Sequence[Group]]:
    """Events by day and time, undated ones in a lane of their own at the end; empty while they are worked out."""
    records = reading.whole.table("events")
    placed: list[_Placed] = []
    for number, record_id in enumerate(list(records), 1):
        placed.append(_place(record_id, records[record_id], reading.case.timezone, reading.clock))
        if number == _FIRST_SHOWN:
            yield _grouped(placed, newest_first)
        elif number % SLICE == 0:
            yield ()
    yield _grouped(placed, newest_first)


def _grouped(placed: list[_Placed], newest_first: bool) -> Sequence[Group]:
    dated = sorted((place for place in placed if place.edtf), reverse=newest_first)
    groups: list[Group] = []
    last: tuple[object, ...] | None = None
    keys: list[str] = []
    for place in dated:
        mark = (place.day, True) if place.fine else (place.day, display_date(place.edtf, place.timezone))
        if mark != last:
            last, keys = mark, []
            groups.append(Group(DayHead(place.day, place.edtf, place.timezone), keys))
        keys.append(place.record_id)
    undated = sorted(place.record_id for place in placed if not place.edtf)
    if undated:
        groups.append(Group(DayHead(math.inf, "", ""), undated))
    return groups


def _place(record_id: str, record: Json, timezone: str, clock: str) -> _Placed:
    when = record.get("when")
    edtf = when.get("edtf") if isinstance(when, dict) else None
    if not isinstance(edtf, str):
        return _Placed(math.inf, True, math.inf, 0, record_id, "", "")
    zone = when.get("timezone") if isinstance(when, dict) else ""
    zone = zone if isinstance(zone, str) and zone else timezone
    earliest, width, _ = sort_key(edtf, zone, record_id)
    if earliest == math.inf:
        return _Placed(math.inf, True, math.inf, 0, record_id, "", "")
    day, fine = _day(edtf, zone, clock, earliest)
    return _Placed(day, fine, earliest, width, record_id, edtf, zone)


def _day(edtf: str, zone: str, clock: str, earliest: float) -> tuple[float, bool]:
    """The day on that clock, and whether the date is as fine as a day. The commonest dates take the short way."""
    if _DAY.match(edtf) and "/" not in edtf:
        if edtf[10:11] != "T":
            return day_number(int(edtf[:4]), int(edtf[5:7]), int(edtf[8:10])), True
        try:
            return (earliest + offset_at(int(earliest), zone if clock == "local" else clock)) // DAY, True
        except UnknownZoneError:
            pass
    found = day_of(edtf, zone, clock=clock)
    return (day_number(*found), bool(_DAY.search(edtf))) if found else (earliest // DAY, True)


def chart_of(groups: Iterable[Group]) -> Chart:
    """One block for each day with events, labelled by month; by year where a year has few."""
    days = [group for group in groups if group.head.edtf]
    if days and days[0].head.day > days[-1].head.day:
        days.reverse()
    sparse: dict[int, int] = {}
    for head, _ in days:
        year = civil(int(head.day)).year
        sparse[year] = sparse.get(year, 0) + 1
    chart = Chart([], {}, [])
    last = (0, 0)
    named_year = 0
    for head, events in days:
        year, month, _ = civil(int(head.day))
        place = chart.first.setdefault(head.day, len(chart.buckets))
        if place < len(chart.buckets) or (len(days) > _MOST_BUCKETS and last == (year, month)):
            place = min(place, len(chart.buckets) - 1)
            chart.first[head.day] = place
            label, count = chart.buckets[place]
            chart.buckets[place] = Bucket(label, count + len(events))
            continue
        if len(days) > _MOST_BUCKETS or (sparse[year] <= _SPARSE and len(sparse) > 1):
            label = str(year)
        elif last == (year, month):
            label = ""
        else:
            label = _MONTHS[month - 1] if named_year == year else f"{_MONTHS[month - 1]} {year}"
            named_year = year
        last = (year, month)
        chart.buckets.append(Bucket(label, len(events)))
        chart.keys.append(events[0])
    return chart


def strip_of(reading: Reading) -> tuple[Bucket, ...]:
    """The strip of a case, worked out at once."""
    groups: Sequence[Group] = ()
    for arranged in arranged_days(reading):
        groups = arranged or groups
    return tuple(chart_of(groups).buckets)
