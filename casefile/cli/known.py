"""`--at`: the case as it was known at a moment, or as it had been recorded by then."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from casefile.cli.output import write, write_heading
from casefile.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from casefile.model.case import Case
    from casefile.store import OpenCase


TODAYS: Final = "titles, descriptions, grades and decisions are today's"
"""What of a case as it was known nothing dates."""


class Then(NamedTuple):
    """A case as it is shown: as at a moment in seconds since 1970, or as it is now where ``moment`` is none."""

    case: Case
    moment: float | None = None
    words: str = ""
    """`as known on Thu 4 Jan 2024`; empty for now."""

    def say(self) -> None:
        """What is shown, as a heading, and what of it nothing in the case dates; nothing for now."""
        if self.moment is not None:
            write_heading(self.words)
            if hasattr(self.case, "whole"):
                write(TODAYS)

    def headed(self, show: Callable[[], None]) -> Callable[[], None]:
        """Shows something under what it is."""

        def shown() -> None:
            self.say()
            show()

        return shown

    @property
    def instant(self) -> str | None:
        """RFC 3339, UTC; none for now."""
        if self.moment is None:
            return None
        return datetime.fromtimestamp(self.moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def require(self, record_id: str) -> None:
        """A `NotFoundError` where a record of the case was not there yet."""
        whole = getattr(self.case, "whole", None)
        if record_id not in self.case and whole is not None and record_id in whole:
            raise NotFoundError(f"{self.case.id}: '{record_id}' was not there yet, {self.words}")


def case_at(found: OpenCase, at: str | None, recorded: bool = False) -> Then:
    """The case of an option's date, as people type it: what is dated to a day is taken at its end."""
    if at is None and recorded:
        raise UsageError("--recorded says what you had recorded by a moment: name it with --at")
    if at is None:
        return Then(found.case)
    from casefile.cli.dates import understood
    from casefile.model.dates import display_line, parse_edtf

    case = found.case
    read = understood("--at", at, case.timezone, case.info.calendars)
    zone = read.timezone or case.timezone
    bounds = parse_edtf(read.edtf, zone)
    moment = bounds.end if math.isfinite(bounds.end) else bounds.start
    if not math.isfinite(moment):
        raise UsageError(f"--at: '{at}' is no day or moment")
    words = f"as {'recorded' if recorded else 'known'} at the end of {display_line(read.edtf, zone)}"
    if recorded:
        from casefile.analysis.recorded import Recorded

        return Then(Recorded(case, found.history()).at(moment), moment, words)
    from casefile.analysis.known import Knowledge

    return Then(Knowledge(case).at(moment), moment, words)
