"""What the reader of human dates hands about: what was found, and where two readings are possible, both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from casefile.model.dates.civil import CivilDate, civil
from casefile.model.dates.expressions import Point, write


class Context(Struct, frozen=True):
    """Against what a text is read."""

    now: datetime
    """The moment of writing, on the clocks of `timezone`."""
    timezone: str
    """IANA name, or empty where times of day stay without an offset."""
    calendars: tuple[str, ...]
    day: CivilDate | None = None
    """The day that a time of day without one is of, where that is known."""

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.now.date()

    def is_shared(self, year: int) -> bool:
        """Whether a year is one of the recent ones of the Solar Hijri calendar, in a case that has it."""
        return 1300 <= year <= 1500 and "persian" in self.calendars


class Found(Struct, frozen=True):
    """One reading of a text: a single date where `first` is `last`, else all from the one to the other."""

    first: Point | None
    """None where the start is open."""
    last: Point | None
    calendar: str = "gregorian"
    timezone: str = ""
    notes: tuple[str, ...] = ()
    """What the reader should know of how it was understood."""
    members: tuple[Found, ...] = ()
    """Where the text says one of several: each of them; `first` and `last` are then None."""

    @property
    def single(self) -> Point | None:
        """The date, where there is but one."""
        return self.first if self.first == self.last and not self.members else None

    def edtf(self) -> str:
        """As ISO 8601-2."""
        if self.members:
            return f"[{','.join(member._as_member() for member in self.members)}]"
        if self.first is None and self.last is None:
            return "XXXX"
        if self.single:
            return write(self.single)
        return f"{write(self.first) if self.first else '..'}/{write(self.last) if self.last else '..'}"

    def _as_member(self) -> str:
        """As a member of a set, where a range has dots for a stroke."""
        if self.single or not (self.first and self.last):
            return self.edtf()
        return f"{write(self.first)}..{write(self.last)}"

    def points(self, change: Callable[[Point], Point]) -> Found:
        """The same with both ends changed."""
        first = change(self.first) if self.first else None
        return replace(self, first=first, last=change(self.last) if self.last else None)

    def noting(self, note: str) -> Found:
        """The same with a note added."""
        return replace(self, notes=(*self.notes, note))


class Reading(Struct, frozen=True):
    """All readings that a text allows, the likeliest first; `question` asks for one where there are several."""

    options: tuple[Found, ...]
    question: str = ""

    def each(self, change: Callable[[Found], Found]) -> Reading:
        """The same with every option changed."""
        return Reading(tuple(map(change, self.options)), self.question)

    @property
    def asked(self) -> bool:
        """Whether someone must choose."""
        return bool(self.question)


def sure(first: Point, last: Point | None = None, *, calendar: str = "gregorian") -> Reading:
    """A reading that leaves no choice."""
    return Reading((Found(first, first if last is None else last, calendar),))


def day_point(number: int) -> Point:
    """A day, counted from 1 January 1970."""
    return Point(*civil(number))


def of_date(day: date) -> Point:
    """A day."""
    return Point(day.year, day.month, day.day)
