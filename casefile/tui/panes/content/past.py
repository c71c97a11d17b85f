"""The moments at which a case can be looked at, and which of them is: what the slider of `as known at` moves along.

It stops at the end of each day, or hour, in which something became known or was recorded; where nothing did, there is
nothing to stop for.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from casefile.analysis.comparing import Comparison, compare_known, compare_recorded
from casefile.analysis.known import Knowledge
from casefile.analysis.recorded import Recorded
from casefile.model.case import Case
from casefile.model.dates import civil, display_date, display_short
from casefile.model.dates.civil import DAY
from casefile.model.dates.zones import UnknownZoneError, day_start, offset_at
from casefile.tui.panes.content.almanac import Almanac, almanac_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.widgets.strip_chart import Bucket

HOUR: Final = 3600
Grain = Literal["day", "hour"]
"""How far apart the stops are."""

_SPARSE: Final = 4
"""Up to so many stops, one of several years has one label in the chart."""

_MOST_FINE: Final = 400
"""With more stops than this only years have labels."""


class Stops(NamedTuple):
    """Where the slider stops: moments in seconds since 1970, and how much became known up to each since the one before."""

    moments: list[float]
    counts: list[int]


def local(moment: float, timezone: str) -> float:
    """Seconds since 1970 as the clocks of a time zone show them; of an unknown one, in UTC."""
    try:
        return moment + offset_at(int(moment), timezone)
    except UnknownZoneError:
        return moment


def end_of(moment: float, timezone: str, grain: Grain) -> float:
    """The end of the day or hour, on the clocks of a time zone, in which what came by a moment came."""
    shown = local(moment - 1, timezone)
    if grain == "hour":
        return moment - 1 + (shown // HOUR + 1) * HOUR - shown
    try:
        return float(day_start(int(shown // DAY) + 1, timezone))
    except UnknownZoneError:
        return (shown // DAY + 1) * DAY


def stops_of(moments: Sequence[float], timezone: str, grain: Grain) -> Stops:
    """The stops for some moments in order, one for each record that came."""
    found = Stops([], [])
    place = 0
    while place < len(moments):
        end = end_of(moments[place], timezone, grain)
        after = bisect_right(moments, end, lo=place + 1)
        found.moments.append(end)
        found.counts.append(after - place)
        place = after
    return found


class Past:
    """A case with its past, looked at as at ``moment``.

    ``mine`` says whether it is shown as the analysts had recorded it, not as it was known; ``marked`` is the moment
    that others are compared with.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.knowledge = knowledge
        self.recorded: Recorded | None = None
        self.mine = False
        self.grain: Grain = "day"
        self.marked: float | None = None
        self.place = 0
        self._all: dict[tuple[bool, Grain], Stops] = {}
        self.place = max(0, len(self.stops.moments) - 1)

    # Where it stands

    @property
    def stops(self) -> Stops:
        """Where the slider stops now."""
        found = self._all.get((self.mine, self.grain))
        if found is None:
            source = self.recorded if self.mine and self.recorded is not None else self.knowledge
            found = self._all[self.mine, self.grain] = stops_of(
                source.came(), self.knowledge.case.timezone, self.grain
            )
        return found

    @property
    def moment(self) -> float:
        """The moment, in seconds since 1970; minus infinity where there is no stop."""
        return self.stops.moments[self.place] if self.stops.moments else -math.inf

    @property
    def case(self) -> Case:
        """The case as it was then."""
        if self.mine and self.recorded is not None:
            return self.recorded.at(self.moment)
        return self.knowledge.at(self.moment)

    def go(self, count: int) -> bool:
        """Goes so many stops later (or earlier, below zero); whether there was any."""
        return self._stand(self.place + count)

    def go_to(self, moment: float) -> bool:
        """Goes to the last stop at or before a moment, or to the first."""
        return self._stand(bisect_right(self.stops.moments, moment) - 1)

    def go_month(self, way: int) -> bool:
        """Goes to the last stop of the next month that has one, or of the month before."""
        months = [month[:2] for month in self._almanac.months_of(self._day_numbers())]
        here = months[self.place] if months else (0, 0)
        if way > 0:
            later = bisect_right(months, here)
            return self._stand(
                bisect_right(months, months[later]) - 1 if later < len(months) else len(months) - 1
            )
        return self._stand(bisect_left(months, here) - 1)

    def _stand(self, place: int) -> bool:
        before = self.place
        self.place = min(max(place, 0), max(0, len(self.stops.moments) - 1))
        return self.place != before

    def turn_grain(self) -> None:
        """Stops at the ends of hours, or again of days; it stays as near to the moment as it can."""
        self._turn("hour" if self.grain == "day" else "day", self.mine)

    def turn_mine(self, recorded: Recorded | None = None) -> None:
        """Shows what was recorded by then, or again what was known by then."""
        self.recorded = recorded or self.recorded
        self.marked = None
        self._turn(self.grain, not self.mine)

    def _turn(self, grain: Grain, mine: bool) -> None:
        moment = self.moment
        self.grain, self.mine = grain, mine
        moments = self.stops.moments
        place = bisect_left(moments, moment)
        self.place = min(place, max(0, len(moments) - 1))

    # What lies between two moments

    def mark(self) -> None:
        """Remembers the moment to compare others with; the same one again forgets it."""
        self.marked = None if self.marked == self.moment else self.moment

    def comparison(self) -> Comparison:
        """What came between the marked moment and this one; without a mark, since the stop before."""
        other = self.marked
        if other is None:
            other = self.stops.moments[self.place - 1] if self.place else -math.inf
        if self.mine and self.recorded is not None:
            return compare_recorded(self.recorded, other, self.moment)
        return compare_known(self.knowledge, other, self.moment)

    # In words

    def label(self, moment: float) -> str:
        """A moment in words: `at the end of Wed 3 Jan 2024`, `by 16:00 on Wed 3 Jan 2024`."""
        if not math.isfinite(moment):
            return "before anything was known"
        zone = self.knowledge.case.timezone
        day = int(local(moment - 1, zone) // DAY)
        name = display_date(_edtf(day), calendar=self.reading.calendar)
        shown = local(moment, zone)
        if shown // DAY > day and shown % DAY == 0:
            return f"at the end of {name}"
        return f"by {int(shown % DAY // HOUR):02}:{int(shown % HOUR // 60):02} on {name}"

    @property
    def words(self) -> str:
        """What is shown, in words: `As known at the end of Wed 3 Jan 2024`."""
        return f"As {'recorded' if self.mine else 'known'} {self.label(self.moment)}"

    def short(self, moment: float) -> str:
        """A moment in few cells: `3 Jan 2024`, `3 Jan 2024 16:00`."""
        if not math.isfinite(moment):
            return "nothing"
        zone = self.knowledge.case.timezone
        day, shown = int(local(moment - 1, zone) // DAY), local(moment, zone)
        name = display_short(
            _edtf(day), calendar="persian" if self.reading.calendar == "persian" else "gregorian"
        )
        if shown // DAY > day and shown % DAY == 0:
            return name
        return f"{name} {int(shown % DAY // HOUR):02}:{int(shown % HOUR // 60):02}"

    def count_words(self) -> list[str]:
        """How much of the case was there: `45 of 244 claims`, `9 of 53 events`."""
        case, whole = self.reading.case, self.knowledge.case
        parts = (
            (table, len(case.table(table)), len(whole.table(table)))
            for table in ("claims", "events", "reports")
        )
        return [f"{count:,} of {total:,} {table}" for table, count, total in parts if total or count]

    def buckets(self) -> list[Bucket]:
        """The stops for the slider's chart, labelled by year, month or day, as far as they reach."""
        almanac = self._almanac
        days = [almanac.split(day) for day in self._day_numbers()]
        in_year = Counter(day.year for day in days)
        coarse = len(days) > _MOST_FINE
        found: list[Bucket] = []
        last: tuple[int, ...] = ()
        for day, count in zip(days, self.stops.counts, strict=True):
            group: tuple[int, ...] = (day.year, day.month)
            label = almanac.months[day.month - 1]
            if coarse or (len(in_year) > 1 and in_year[day.year] <= _SPARSE):
                group, label = (day.year,), str(day.year)
            elif self.grain == "hour":
                group, label = (*group, day.day), f"{day.day} {label}"
            elif last[:1] != (day.year,):
                label = f"{label} {day.year}"
            found.append(Bucket("" if group == last else label, count))
            last = group
        return found

    @property
    def _almanac(self) -> Almanac:
        """The calendar of the slider."""
        return almanac_of(self.reading.calendar, self._day_numbers()[:1])

    def _day_numbers(self) -> list[int]:
        """The day that each stop is the end of, or lies in."""
        zone = self.knowledge.case.timezone
        return [int(local(moment - 1, zone) // DAY) for moment in self.stops.moments]


def _edtf(day: int) -> str:
    """The ISO 8601 day of a day number; a year beyond 9999 as EDTF writes it."""
    found = civil(day)
    return f"{found.year:04}-{found.month:02}-{found.day:02}"
