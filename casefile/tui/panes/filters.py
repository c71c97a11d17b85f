"""What of a timeline is asked for: a filter is a value, and adding or taking away a condition gives another one.

Conditions of one field are alternatives, those of different fields hold together: attacks or arrests, reported by IRNA.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.grades import UNGRADED
from casefile.model.case import Case
from casefile.model.dates import (
    DateError,
    display_short,
    parse_edtf,
)
from casefile.model.text import plural
from casefile.model.vocabulary import CREDIBILITY, EVENT_KINDS, RELIABILITY
from casefile.tui.widgets.ranking import Entry

FIELDS: Final[dict[str, str]] = {
    "contested": "Contested",
    "since": "From",
    "until": "Until",
    "kind": "Kind",
    "reliability": "Reliability",
    "credibility": "Credibility",
    "actor": "Actor",
    "source": "Source",
}
"""What can be asked for, and what it is called, in the order of the chooser."""

_SINGLE: Final = frozenset({"contested", "since", "until"})
"""Fields that have one condition at most."""


class Condition(NamedTuple):
    """One condition. ``value`` is a kind, a letter or digit (`–` for none given), an id, an ISO 8601-2 date, or empty."""

    field: str
    value: str = ""

    @property
    def key(self) -> str:
        """The condition as one word, for a chooser: `kind=attack`."""
        return f"{self.field}={self.value}"

    @property
    def is_askable(self) -> bool:
        """Whether there is such a field, and a date where it takes one."""
        if self.field in ("since", "until"):
            try:
                parse_edtf(self.value)
            except DateError:
                return False
        return self.field in FIELDS


class TimelineFilter(NamedTuple):
    """The conditions, in the order in which they were set."""

    conditions: tuple[Condition, ...] = ()

    def adding(self, condition: Condition) -> TimelineFilter:
        """With a condition more; of a field that has one at most, in place of the other."""
        kept = (
            one
            for one in self.conditions
            if one != condition and not (one.field == condition.field and one.field in _SINGLE)
        )
        return TimelineFilter((*kept, condition))

    def without(self, condition: Condition) -> TimelineFilter:
        """With a condition less."""
        return TimelineFilter(tuple(one for one in self.conditions if one != condition))

    def turned(self, condition: Condition) -> TimelineFilter:
        """Without the condition where it is set, with it where it is not."""
        return self.without(condition) if condition in self.conditions else self.adding(condition)

    def values(self, field: str) -> frozenset[str]:
        """The values asked for in a field."""
        return frozenset(one.value for one in self.conditions if one.field == field)


def condition_label(case: Case, condition: Condition, *, calendar: str = "gregorian") -> str:
    """`kind: attack`, `from 3 Jan 2024`, `contested only`."""
    field, value = condition
    if field == "contested":
        return "contested only"
    if field in ("since", "until"):
        words = "from" if field == "since" else "until"
        shown = display_short(
            value, case.timezone, calendar="persian" if calendar == "persian" else "gregorian"
        )
        return f"{words} {shown}"
    if field in ("actor", "source"):
        return f"{field}: {case.title(value)}"
    if value == UNGRADED:
        return f"no {field}"
    return f"{field}{':' if field == 'kind' else ''} {value.replace('-', ' ')}"


def choices(
    case: Case, now: TimelineFilter, *, calendar: str = "gregorian", kept: Iterable[Entry] = ()
) -> Iterator[Entry]:
    """What can be asked for, with how many events answer where that is at hand; first what can be taken away.

    What is ``kept`` stands between the two.
    """
    for condition in reversed(now.conditions):
        yield Entry(
            condition.key,
            f"✕ {condition_label(case, condition, calendar=calendar)}",
            "taken away",
            "",
            "Set now",
        )
    yield from kept
    yield from (
        entry for entry in _all_choices(case) if Condition(*entry.key.split("=", 1)) not in now.conditions
    )


def _all_choices(case: Case) -> Iterator[Entry]:
    yield Entry("contested=", "Contested only", "with facts that exclude one another", "", "Contested")
    yield Entry("since=", "From a date …", "that day or later", "", "Dates")
    yield Entry("until=", "Until a date …", "that day or earlier", "", "Dates")
    events = list(case.table("events").values())
    kinds = [event.get("kind") for event in events]
    for kind in EVENT_KINDS:
        if count := kinds.count(kind):
            yield Entry(f"kind={kind}", f"Kind: {kind.replace('-', ' ')}", _counted(count), "", "Kind")
    for letter, meaning in RELIABILITY.items():
        yield Entry(
            f"reliability={letter}",
            f"Reliability {letter}",
            f"best of its reports: {meaning}",
            "",
            "Reliability",
        )
    yield Entry(
        f"reliability={UNGRADED}", "No reliability", "none of its reports is graded", "", "Reliability"
    )
    digits = [event.get("credibility") for event in events]
    for digit, meaning in CREDIBILITY.items():
        yield Entry(
            f"credibility={digit}",
            f"Credibility {digit}",
            f"{_counted(digits.count(digit))}: {meaning}",
            "",
            "Credibility",
        )
    yield Entry(f"credibility={UNGRADED}", "No credibility", _counted(digits.count(None)), "", "Credibility")
    for table, field in (("actors", "actor"), ("sources", "source")):
        for record_id in sorted(case.table(table), key=case.title):
            yield Entry(
                f"{field}={record_id}", f"{FIELDS[field]}: {case.title(record_id)}", "", "", FIELDS[field]
            )


def _counted(count: int) -> str:
    return plural(count, "event")


def chip_labels(case: Case, asked: TimelineFilter, *, calendar: str = "gregorian") -> Sequence[str]:
    """What stands on the chips, in the order of the conditions."""
    return [condition_label(case, condition, calendar=calendar) for condition in asked.conditions]
