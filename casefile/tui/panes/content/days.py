"""Events in the order of the timeline: under the day on the chosen clock, those with a time of day first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from casefile.model.case import Change, Edit
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

_UNDATED: Final[_Lane] = (math.inf, True, "")
"""The lane of what has no date."""


class _Arranged:
    """The days of a case as they were arranged last, kept with it: after an edit only its own days are arranged anew."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, bool], dict[_Lane, Group]] = {}
        self._pending: dict[tuple[str, bool], list[Change]] = {}

    def changed(self, edit: Edit) -> None:
        """Takes note of an edit. The case's own record gives the time zone of all dates that have none."""
        tables = {change.table for change in edit.changes}
        if "case" in tables or len(edit.changes) > _FIRST_SHOWN:
            self._days.clear()
        for pending in self._pending.values():
            pending += [change for change in edit.changes if change.table == "events"]

    def keep(self, reading: Reading, newest_first: bool, days: dict[_Lane, Group]) -> None:
        """Keeps what was arranged of the case as it is now."""
        self._days[reading.clock, newest_first] = days
        self._pending[reading.clock, newest_first] = []

    def days(self, reading: Reading, newest_first: bool) -> dict[_Lane, Group] | None:
        """The days as they are now; none where all have to be arranged."""
        key = (reading.clock, newest_first)
        days = self._days.get(key)
        if days is None:
            return None
        changes, self._pending[key] = self._pending[key], []
        events, timezone = reading.whole.table("events"), reading.whole.timezone
        touched: dict[_Lane, set[str]] = {}
        for change in changes:
            for record in (change.before, change.after, events.get(change.id)):
                if record is not None:
                    touched.setdefault(_placed(change.id, record, reading, timezone)[0], set()).add(change.id)
        for lane, changed in touched.items():
            keys = changed.union(days[lane].keys if lane in days else ())
            there = [_placed(one, events[one], reading, timezone) for one in keys if one in events]
            _put(days, lane, [event for own, event in there if own == lane], newest_first)
        if sum(len(group.keys) for group in days.values()) != len(events):
            del self._days[key]
            return None
        return days


def arranged_days(reading: Reading, *, newest_first: bool = False) -> Iterator[Sequence[Group]]:
    """Events by day and time, undated ones in a lane of their own at the end; empty while they are worked out."""
    kept = reading.whole.derived(_Arranged)
    days = kept.days(reading, newest_first)
    if days is not None:
        yield _in_order(days, newest_first)
        return
    records = reading.whole.table("events")
    revision, timezone = reading.whole.revision, reading.whole.timezone
    lanes: dict[_Lane, list[_Placed]] = {}
    for number, record_id in enumerate(list(records), 1):
        if record_id in records:
            lane, event = _placed(record_id, records[record_id], reading, timezone)
            lanes.setdefault(lane, []).append(event)
        if number == _FIRST_SHOWN:
            *_, (_, first) = _grouped(lanes, newest_first)
            yield first
        elif number % SLICE == 0:
            yield ()
    for days, groups in _grouped(lanes, newest_first):
        if groups and reading.whole.revision == revision:
            kept.keep(reading, newest_first, days)
        yield groups


def _grouped(
    lanes: dict[_Lane, list[_Placed]], newest_first: bool
) -> Iterator[tuple[dict[_Lane, Group], Sequence[Group]]]:
    """The days, a few at a time; with the last come the groups in order."""
    days: dict[_Lane, Group] = {}
    for number, (lane, events) in enumerate(lanes.items(), 1):
        _put(days, lane, events, newest_first)
        if number % SLICE == 0:
            yield days, ()
    yield days, _in_order(days, newest_first)


def _put(days: dict[_Lane, Group], lane: _Lane, events: list[_Placed], newest_first: bool) -> None:
    """Puts the group of a day in the place of the one that it had; a day without events has none."""
    if not events:
        days.pop(lane, None)
        return
    ordered = sorted(events, reverse=newest_first and lane != _UNDATED)
    ordered.sort(key=_untimed)
    days[lane] = Group(DayHead(lane[0], *ordered[0][3:5]), [event[2] for event in ordered])


def _in_order(days: dict[_Lane, Group], newest_first: bool) -> list[Group]:
    """The days in order; what is undated stands at the end either way."""
    dated = sorted(days.keys() - {_UNDATED}, reverse=newest_first)
    return [days[lane] for lane in (*dated, *({_UNDATED} & days.keys()))]


def _placed(record_id: str, record: Json, reading: Reading, timezone: str) -> tuple[_Lane, _Placed]:
    """Where an event stands."""
    when = record.get("when")
    edtf, zone = (when.get("edtf"), when.get("timezone")) if isinstance(when, dict) else (None, None)
    if not isinstance(zone, str) or not zone:
        zone = timezone
    earliest, width, _ = sort_key(edtf if isinstance(edtf, str) else None, zone, record_id)
    if not isinstance(edtf, str) or earliest == math.inf:
        return _UNDATED, (math.inf, 0.0, record_id, "", "", False)
    day, fine = _day(edtf, zone, reading.clock, earliest)
    lane = (day, fine, "" if fine else display_date(edtf, zone))
    return lane, (earliest, width, record_id, edtf, zone, not (fine and _has_time(edtf, zone)))


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
