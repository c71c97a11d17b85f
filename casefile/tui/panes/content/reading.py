"""How a case is being read: which case, on which clock, in which calendar, with or without what is sensitive."""

from __future__ import annotations

from casefile.analysis.factsheets import fact_sheets
from casefile.model.case import Case
from casefile.model.dates import Calendar, display_brief, display_short, long_label, short_label
from casefile.model.records import FuzzyDate
from casefile.model.vocabulary import TABLES

CALENDARS: tuple[Calendar, ...] = ("gregorian", "persian", "both")
"""The calendars in the order in which they are turned through."""

CALENDAR_NAMES: dict[Calendar, str] = {
    "gregorian": "Gregorian",
    "persian": "Solar Hijri",
    "both": "Gregorian and Solar Hijri",
}


class Reading:
    """What all panes of a case read from.

    ``case`` is the case as it is shown, ``whole`` all of it, which panes are arranged from: they differ while the case
    is shown as it was known at an earlier moment. ``clock`` is `local`, `UTC` or an IANA zone; ``calendar`` a calendar of `casefile.model.dates`; ``revealed`` says
    whether sensitive records are shown.
    """

    def __init__(
        self, case: Case, *, clock: str = "local", own_zone: str = "", calendar: Calendar = "gregorian"
    ) -> None:
        self.case = case
        self.whole = case
        self.clock = clock
        self.own_zone = own_zone
        self.calendar: Calendar = calendar
        self.revealed = False
        self._versions: dict[str, int] = {}
        self._impossible: dict[str, tuple[str, ...]] = {}
        self._worked_out: tuple[Case, int] = (case, -1)

    @property
    def then(self) -> bool:
        """Whether the case is shown as it was known at a moment; what has no date in it is in today's words."""
        return self.case is not self.whole

    @property
    def state(self) -> tuple[object, ...]:
        """What anything that is drawn from the reading depends on."""
        return (self.case, self.case.revision, self.case.indexed, self.clock, self.calendar, self.revealed)

    def turn_clock(self) -> str:
        """Goes on to the next clock: local, UTC, the analyst's own zone; says which it is."""
        clocks = ["local", "UTC"]
        if self.own_zone and self.own_zone not in ("UTC", self.case.timezone):
            clocks.append(self.own_zone)
        place = clocks.index(self.clock) if self.clock in clocks else -1
        self.clock = clocks[(place + 1) % len(clocks)]
        return self.clock_label

    @property
    def clock_label(self) -> str:
        """The clock in words."""
        return f"local time ({self.case.timezone})" if self.clock == "local" else self.clock

    def turn_calendar(self) -> str:
        """Goes on to the next calendar; says which it is."""
        place = CALENDARS.index(self.calendar)
        self.calendar = CALENDARS[(place + 1) % len(CALENDARS)]
        return CALENDAR_NAMES[self.calendar]

    def is_hidden(self, record_id: str) -> bool:
        """Whether a record is sensitive and nobody asked to see such records."""
        if self.revealed:
            return False
        table = self.case.table_of(record_id)
        return table is not None and bool(self.case.tables[table][record_id].get("sensitive"))

    def title(self, record_id: str) -> str:
        """The name of a record; of a hidden one, why it is hidden."""
        if not self.is_hidden(record_id):
            return self.case.title(record_id)
        table = self.case.table_of(record_id)
        reasons = self.case.record(record_id).sensitive
        words = ", ".join(reason.replace("-", " ") for reason in reasons) or "sensitive"
        return f"hidden {TABLES[table].singular if table else 'record'} ({words})"

    def date(self, when: FuzzyDate | None) -> str:
        """A date in few cells; empty where there is none."""
        if when is None:
            return ""
        return short_label(when, self.case.timezone, clock=self.clock, calendar=self._single())

    def moment(self, timestamp: str) -> str:
        """A moment of the case's history, an ISO 8601 timestamp, to the minute and on the chosen clock."""
        minute = f"{timestamp[:16]}Z" if len(timestamp) > 16 else timestamp
        return display_short(minute, self.case.timezone, clock=self.clock, calendar=self._single())

    def brief(self, when: FuzzyDate | None) -> str:
        """A date without its time and, in the year of the case, without its year, for a column: `4 Jan`, `Feb 2024`."""
        if when is None:
            return ""
        return display_brief(
            when.edtf,
            when.timezone or self.case.timezone,
            year=self._main_year(),
            clock=self.clock,
            calendar=self._single(),
        )

    def _main_year(self) -> int:
        """The year of the case; 0 where it has none."""
        when = self.case.info.when
        year = when.edtf[:4] if when else ""
        return int(year) if year.isdecimal() else 0

    def sentence(self, when: FuzzyDate) -> str:
        """A date in words; in a case that uses the Solar Hijri calendar, in both calendars."""
        both = self.calendar == "both" or "persian" in self.case.info.calendars
        calendar: Calendar = "persian" if self.calendar == "persian" else "both" if both else "gregorian"
        return long_label(when, self.case.timezone, clock=self.clock, calendar=calendar)

    def _single(self) -> Calendar:
        return "persian" if self.calendar == "persian" else "gregorian"

    def impossible(self, record_id: str) -> tuple[str, ...]:
        """Why the time of a record cannot be true; empty where it can, or where that is not known yet."""
        if not self.case.indexed:
            return ()
        self._look()
        found = self._impossible.get(record_id)
        if found is None:
            from casefile.analysis.timing import impossible_of

            found = self._impossible[record_id] = tuple(
                one.reason for one in impossible_of(self.case, record_id)
            )
        return found

    def _look(self) -> None:
        """What was worked out is of one case in one state."""
        if self._worked_out != (self.case, self.case.revision):
            self._worked_out = (self.case, self.case.revision)
            self._versions, self._impossible = {}, {}

    def versions(self, record_id: str) -> int:
        """How many versions the most contested fact of a record has; 0 where nothing is contested, or not yet known."""
        if not self.case.indexed:
            return 0
        self._look()
        found = self._versions.get(record_id)
        if found is None:
            contested = [sheet for sheet in fact_sheets(self.case, record_id) if sheet.contested]
            found = max((sheet.versions for sheet in contested), default=0)
            self._versions[record_id] = found
        return found
