"""Which events answer to a filter of the timeline: worked out in slices, and kept with the case as far as it lasts."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator
from typing import Final

from casefile.analysis.factsheets import fact_sheets
from casefile.analysis.grades import UNGRADED, report_reliability
from casefile.analysis.index import fact_index
from casefile.analysis.origins import reports_of
from casefile.model.case import Case, Edit
from casefile.model.dates import DateError, UnknownZoneError, calendar_bounds, parse_edtf, sort_key
from casefile.model.records import Json
from casefile.tui.panes.filters import TimelineFilter

_SLICE: Final = 2000
_FACTS: Final = 20


def selected(case: Case, asked: TimelineFilter) -> Iterator[frozenset[str] | None]:
    """The events that answer; nothing while they are worked out, and last the whole."""
    found: frozenset[str] | None = None
    fields: dict[str, None] = dict.fromkeys(
        "dates" if one.field in ("since", "until") else one.field for one in asked.conditions
    )
    for field in sorted(fields, key=_DEAREST_LAST.index):
        step = _SELECTORS[field](case, asked, found)
        while True:
            try:
                next(step)
            except StopIteration as end:
                matched: frozenset[str] = end.value
                break
            yield None
        found = matched if found is None else found & matched
    if found is not None and _whole(case) is not case:
        events = case.table("events")
        found = frozenset([key for key in found if key in events])
    yield found


_DEAREST_LAST: Final = ("kind", "credibility", "actor", "source", "dates", "reliability", "contested")
_Selecting = Generator[None, None, frozenset[str]]
_Selector = Callable[[Case, TimelineFilter, "frozenset[str] | None"], _Selecting]


def _whole(case: Case) -> Case:
    """All of a case that is shown as it was known: what is kept with it need not be worked out at each moment."""
    whole: Case = getattr(case, "whole", case)
    return whole


class _Events:
    """The events by what is asked for most, kept with the case and told of each edit."""

    def __init__(self) -> None:
        self.kinds: dict[object, set[str]] = {}
        self.digits: dict[object, set[str]] = {}
        self.reports: dict[str, tuple[str, ...]] = {}
        self._ready = False
        self._edits = 0

    def fill(self, case: Case) -> Iterator[None]:
        """Reads the events once, a slice at a time; an edit meanwhile makes it begin again."""
        while not self._ready:
            edits = self._edits
            self.kinds, self.digits, self.reports = {}, {}, {}
            events = case.table("events")
            for number, key in enumerate(list(events), 1):
                if edits != self._edits:
                    break
                self._put(key, events[key])
                if number % _SLICE == 0:
                    yield
            self._ready = edits == self._edits

    def changed(self, edit: Edit) -> None:
        """Takes an edit in."""
        self._edits += 1
        for change in edit.changes if self._ready else ():
            if change.table == "events":
                for sets in (self.kinds, self.digits):
                    for keys in sets.values():
                        keys.discard(change.id)
                self.reports.pop(change.id, None)
                if change.after is not None:
                    self._put(change.id, change.after)

    def _put(self, key: str, event: Json) -> None:
        kind, digit, reports = event.get("kind"), event.get("credibility"), event.get("reports")
        self.kinds.setdefault(kind if isinstance(kind, str) else None, set()).add(key)
        self.digits.setdefault(digit if isinstance(digit, int) else None, set()).add(key)
        self.reports[key] = tuple(reports) if isinstance(reports, list) else ()


def _by_kind(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    events = _whole(case).derived(_Events)
    yield from events.fill(_whole(case))
    return frozenset().union(*(events.kinds.get(kind, ()) for kind in asked.values("kind")))


def _by_credibility(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    events = _whole(case).derived(_Events)
    yield from events.fill(_whole(case))
    digits = [int(value) if value.isdigit() else None for value in asked.values("credibility")]
    return frozenset().union(*(events.digits.get(digit, ()) for digit in digits))


def _by_actor(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    """The events in which an actor takes part, and those of which it says something or is told something."""
    found: set[str] = set()
    for actor in asked.values("actor"):
        found |= _events_of(case, actor)
        yield None
    return frozenset(found)


def _by_source(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    """The events of a source's reports, and those of which it says something."""
    found: set[str] = set()
    for source in asked.values("source"):
        found |= _events_of(case, source)
        for number, report in enumerate(reports_of(case, source), 1):
            found |= _events_of(case, report)
            if number % _SLICE == 0:
                yield None
    return frozenset(found)


def _events_of(case: Case, record_id: str) -> set[str]:
    """The events that name a record, and those that claims or ties which name it are about."""
    events, found = case.table("events"), set()
    for table, other, _ in case.backlinks(record_id):
        if table == "events":
            found.add(other)
        elif table in ("claims", "relations"):
            record = case.table(table)[other]
            found.update(end for end in (record.get("subject"), record.get("object")) if isinstance(end, str))
    return {one for one in found if one in events}


class _Bounds(dict[str, tuple[float, float]]):
    """Between which moments each event lies, kept with the case until the event is changed."""

    def changed(self, edit: Edit) -> None:
        """Forgets the events that changed; everything where the case's own record, and so its zone, did."""
        for change in edit.changes:
            if change.table == "case":
                self.clear()
            self.pop(change.id, None)


def _by_dates(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    """The events that can have been between two dates; of what is undated nothing is said."""
    whole = _whole(case)
    bounds, zone, events = whole.derived(_Bounds), whole.timezone, whole.table("events")
    start, end = -math.inf, math.inf
    for value in asked.values("since"):
        start = parse_edtf(value, zone).start
    for value in asked.values("until"):
        end = parse_edtf(value, zone).end
    for number, key in enumerate([key for key in events if key not in bounds], 1):
        if key in events:
            bounds[key] = _lies(events[key], zone)
        if number % _SLICE == 0:
            yield None
    return frozenset([key for key, (lies, ends) in bounds.items() if ends > start and lies < end])


def _lies(event: Json, zone: str) -> tuple[float, float]:
    """The bounds of an event in the case's calendar; those of an undated one enclose nothing."""
    when = event.get("when")
    edtf, own = (when.get("edtf"), when.get("timezone")) if isinstance(when, dict) else (None, None)
    if not isinstance(edtf, str):
        return math.inf, -math.inf
    if "T" not in edtf or not own or own == zone:
        start, width, _ = sort_key(edtf, zone, "")
        if width < math.inf:
            return start, start + width
    try:
        return calendar_bounds(edtf, own if isinstance(own, str) and own else zone, zone)
    except UnknownZoneError:
        start, width, _ = sort_key(edtf, "", "")
        return start, start + width if width < math.inf else -math.inf
    except DateError:
        return math.inf, -math.inf


def _by_reliability(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    """The events by the best letter among their reports."""
    asked_for = {"" if value == UNGRADED else value for value in asked.values("reliability")}
    whole = _whole(case)
    events, letters, known = whole.derived(_Events), whole.derived(_Letters), case.table("reports")
    yield from events.fill(whole)
    if not letters:
        yield from letters.fill(whole)
    given = letters.get
    if whole is not case:
        regraded = {key for key, one in whole.table("sources").items() if one.get("reliability_history")}
        given = {
            key: report_reliability(case, key) if known[key].get("source") in regraded else letter
            for key, letter in letters.items()
            if key in known
        }.get
    return frozenset(
        [
            key
            for key, reports in events.reports.items()
            if min(filter(None, map(given, reports)), default="") in asked_for
        ]
    )


class _Letters(dict[str, str]):
    """The letter of each report, kept with the case until a report or a source changes."""

    def fill(self, case: Case) -> Iterator[None]:
        """Reads the reports once."""
        sources = {key: record.get("reliability") or "" for key, record in case.table("sources").items()}
        found: dict[str, str] = {}
        reports = case.table("reports")
        for number, key in enumerate(list(reports), 1):
            record = reports.get(key, {})
            letter = record.get("reliability") or sources.get(record.get("source") or "", "")
            found[key] = letter if isinstance(letter, str) else ""
            if number % _SLICE == 0:
                yield
        self.update(found)

    def changed(self, edit: Edit) -> None:
        """Forgets everything where a letter may have changed."""
        if any(change.table in ("reports", "sources") for change in edit.changes):
            self.clear()


def _by_contest(case: Case, asked: TimelineFilter, among: frozenset[str] | None) -> _Selecting:
    """The events of which a fact is contested."""
    events = case.table("events") if among is None else among
    found = []
    subjects = dict.fromkeys(subject for subject, _ in fact_index(case).facts(case))
    for number, subject in enumerate(one for one in subjects if one in events):
        if any(sheet.contested for sheet in fact_sheets(case, subject)):
            found.append(subject)
        if number % _FACTS == 0:
            yield None
    return frozenset(found)


_SELECTORS: Final[dict[str, _Selector]] = {
    "kind": _by_kind,
    "credibility": _by_credibility,
    "actor": _by_actor,
    "source": _by_source,
    "dates": _by_dates,
    "reliability": _by_reliability,
    "contested": _by_contest,
}
