"""Events in the order of the timeline: under the day on the chosen clock, those with a time of day first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from casefile.model.dates import day_number, day_of, display_date, display_time, sort_key
from casefile.model.dates.civil import DAY
from casefile.model.dates.zones import UnknownZoneError, offset_at
from casefile.model.records import Json
from casefile.tui.panes.content.density import chart_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.timeline import DayHead
from casefile.tui.widgets.strip_chart import Bucket

SLICE = 256
"""How many records are arranged between two looks at the clock."""

_FIRST_SHOWN = 2048
"""After how many events of a large case the first ones are shown, before all are in order."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


_Placed = tuple[float, float, str, str, str, bool]
"""An event's earliest moment, how wide its date is, its id, its date and time zone, whether no time of day is known."""

_Lane = tuple[float, bool, str]
"""What events share that stand under one header: the day on the chosen clock, whether they are as fine as a day (those
that are not come before), and else the header's words."""


def arranged_days(reading: Reading, *, newest_first: bool = False) -> Iterator[Sequence[Group]]:
    """Events by day and time, undated ones in a lane of their own at the end; empty while they are worked out."""
    records = reading.whole.table("events")
    lanes: dict[_Lane, list[_Placed]] = {}
    undated: list[str] = []
    for number, record_id in enumerate(list(records), 1):
        _place(record_id, records[record_id], reading, lanes, undated)
        if number == _FIRST_SHOWN:
            *_, first = _grouped(lanes, undated, newest_first)
            yield first
        elif number % SLICE == 0:
            yield ()
    yield from _grouped(lanes, undated, newest_first)


def _grouped(
    lanes: dict[_Lane, list[_Placed]], undated: list[str], newest_first: bool
) -> Iterator[Sequence[Group]]:
    groups: list[Group] = []
    for number, lane in enumerate(sorted(lanes, reverse=newest_first), 1):
        events = sorted(lanes[lane], reverse=newest_first)
        events.sort(key=_untimed)
        edtf, timezone = events[0][3:5]
        groups.append(Group(DayHead(lane[0], edtf, timezone), [event[2] for event in events]))
        if number % SLICE == 0:
            yield ()
    if undated:
        groups.append(Group(DayHead(math.inf, "", ""), sorted(undated)))
    yield groups


def _place(
    record_id: str, record: Json, reading: Reading, lanes: dict[_Lane, list[_Placed]], undated: list[str]
) -> None:
    """Puts an event where it stands."""
    when = record.get("when")
    edtf, zone = (when.get("edtf"), when.get("timezone")) if isinstance(when, dict) else (None, None)
    if not isinstance(zone, str) or not zone:
        zone = reading.case.timezone
    earliest, width, _ = sort_key(edtf if isinstance(edtf, str) else None, zone, record_id)
    if not isinstance(edtf, str) or earliest == math.inf:
        undated.append(record_id)
        return
    day, fine = _day(edtf, zone, reading.clock, earliest)
    lane = (day, fine, "" if fine else display_date(edtf, zone))
    lanes.setdefault(lane, []).append(
        (earliest, width, record_id, edtf, zone, not (fine and _has_time(edtf, zone)))
    )


_untimed = itemgetter(5)


def _has_time(edtf: str, zone: str) -> bool:
    """Whether a time of day is shown of a date."""
    if "T" not in edtf:
        return False
    return (_DAY.match(edtf) is not None and "/" not in edtf) or any(
        map(str.isdigit, display_time(edtf, zone))
    )


def hour_of(reading: Reading, record_id: str) -> int | None:
    """The hour of the day of an event on the chosen clock; none where no time of day is known."""
    when = reading.whole.table("events").get(record_id, {}).get("when")
    edtf, zone = (when.get("edtf"), when.get("timezone")) if isinstance(when, dict) else (None, None)
    if not isinstance(zone, str) or not zone:
        zone = reading.whole.timezone
    if not isinstance(edtf, str) or not _has_time(edtf, zone):
        return None
    earliest = sort_key(edtf, zone, record_id)[0]
    try:
        shown = earliest + offset_at(int(earliest), zone if reading.clock == "local" else reading.clock)
    except UnknownZoneError:
        shown = earliest
    return int(shown % DAY // 3600)


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


def strip_of(reading: Reading) -> tuple[Bucket, ...]:
    """The strip of a case, worked out at once."""
    groups: Sequence[Group] = ()
    for arranged in arranged_days(reading):
        groups = arranged or groups
    return tuple(chart_of(groups).buckets)
