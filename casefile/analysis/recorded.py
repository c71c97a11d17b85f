"""The case as its analysts had recorded it by a moment, from the history of its edits.

What was known and what had been recorded are two things: a toll that was published on the third may have been entered
on the ninth. A record that no edit of the history made counts as recorded when it says it was created.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from casefile.model.case import Case, Change, Edit
from casefile.model.vocabulary import TABLES


class Step(Protocol):
    """One step of a case's history: when it was made (RFC 3339, UTC), and what it changed."""

    @property
    def when(self) -> str:
        """RFC 3339, UTC."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Each record before and after."""


class _Made(NamedTuple):
    moment: float
    changes: tuple[Change, ...]


def seconds_of(when: str) -> float:
    """An RFC 3339 moment in seconds since 1970; minus infinity where it cannot be read."""
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return -math.inf
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


class Recorded:
    """A copy of a case that goes back and forth along its history.

    The steps are taken in the order in which they were made; where a clock was set back, a step counts as made no
    earlier than the one before it.
    """

    def __init__(self, case: Case, history: Iterable[Step]) -> None:
        self.revision = case.revision
        self.case = Case(case.id, {name: dict(records) for name, records in case.tables.items()})
        self._steps = _steps(case, history)
        self._moments = [step.moment for step in self._steps]
        self._place = len(self._steps)

    def came(self) -> list[float]:
        """The moments at which records were changed, in order, one for each record and step."""
        return [step.moment for step in self._steps for _ in step.changes if math.isfinite(step.moment)]

    def at(self, moment: float) -> Case:
        """The case as recorded by a moment: always the same case, moved to there."""
        place = bisect_right(self._moments, moment)
        while self._place > place:
            self._place -= 1
            changes = (change.inverse() for change in reversed(self._steps[self._place].changes))
            self.case.apply(Edit("", tuple(changes)))
        while self._place < place:
            self.case.apply(Edit("", self._steps[self._place].changes))
            self._place += 1
        return self.case

    def between(self, before: float, after: float) -> list[Change]:
        """What was recorded after one moment and up to another, each record once, as it was before and after."""
        first, last = bisect_right(self._moments, before), bisect_right(self._moments, after)
        found: dict[tuple[str, str], Change] = {}
        for step in self._steps[first:last]:
            for change in step.changes:
                earlier = found.pop((change.table, change.id), change)
                found[change.table, change.id] = Change(change.table, change.id, earlier.before, change.after)
        return [change for change in found.values() if change.before != change.after]


def _steps(case: Case, history: Iterable[Step]) -> Sequence[_Made]:
    """The steps of the history, and before them the making of what was there before it began."""
    made: list[_Made] = []
    latest = -math.inf
    touched: dict[tuple[str, str], tuple[float, Change]] = {}
    for step in history:
        latest = max(latest, seconds_of(step.when))
        known = tuple(change for change in step.changes if change.table in TABLES)
        made.append(_Made(latest, known))
        for change in known:
            touched.setdefault((change.table, change.id), (latest, change))
    made = [*_there_before(case, touched), *made]
    made.sort(key=lambda step: step.moment)
    return made


def _there_before(case: Case, touched: dict[tuple[str, str], tuple[float, Change]]) -> Iterator[_Made]:
    """The making of each record that the history finds there: at the moment at which it says it was created."""
    first = {
        **{
            (table, record_id): (math.inf, record)
            for table in TABLES
            for record_id, record in case.table(table).items()
            if (table, record_id) not in touched
        },
        **{place: (moment, change.before) for place, (moment, change) in touched.items() if change.before},
    }
    together: dict[float, list[Change]] = {}
    for (table, record_id), (limit, record) in first.items():
        created = record.get("created")
        moment = min(seconds_of(created) if isinstance(created, str) else -math.inf, limit)
        together.setdefault(moment, []).append(Change(table, record_id, None, record))
    return (_Made(moment, tuple(changes)) for moment, changes in together.items())
