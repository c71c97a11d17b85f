"""How a count moved: each figure in the order in which it was said, with what was new, what corrected and what echoed.

Of what is known only to the day the smaller number comes first, as a count rises until it is corrected; what supersedes
another claim comes after it, and where the time of day is given it decides.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from casefile.analysis.factsheets import FactSheet, held_range, sheet_of
from casefile.analysis.grades import IMPROBABLE
from casefile.analysis.index import fact_index
from casefile.analysis.origins import ARROW, spoken_by
from casefile.analysis.step_chart import CORRECTION, OTHER, PAST, STEP, Point
from casefile.analysis.values import Range, in_unit, number, number_range
from casefile.analysis.weighing import NOT_COUNTING, Said, weighed
from casefile.model.case import Case
from casefile.model.dates import day_of
from casefile.model.records import Actor, Claim, FuzzyDate, Quantity
from casefile.model.text import clean, cut

_DOUBTFUL: Final = 4
"""From this credibility on a figure does not move the line: doubtful, improbable (NATO AJP-2.1); 6 is no judgement."""

_CHAIN: Final = 40
"""The most cells of speakers on a step."""


class Step(NamedTuple):
    """One figure as it was said."""

    claim: Claim
    quantity: Quantity
    number: float
    """In the unit of the series."""
    grade: str
    live: bool
    """Whether it counts today."""
    new: bool
    """Whether the line moves with it: a figure not heard before, or a speaker's correction, and not doubtful."""
    corrects: bool
    """Whether it revises or supersedes what was said before."""
    day: str
    """The day on which it was said, as `2024-01-03`; `2024-08` for a month; empty where that is not known."""


class Series(NamedTuple):
    """All figures on one fact, undated ones last."""

    subject: str
    predicate: str
    unit: str
    steps: tuple[Step, ...]
    held: Range | None
    """The range of what is still said, improbable figures aside."""
    sheet: FactSheet

    @property
    def line(self) -> tuple[Step, ...]:
        """The steps with which the figure moved."""
        return tuple(step for step in self.steps if step.new)


def charted(
    case: Case,
    series: Series,
    date: Callable[[Case, FuzzyDate | None], str],
    name: Callable[[str], str] | None = None,
) -> list[Point]:
    """The points of the chart of a series; ``date`` writes a day; the year that most share is left out. ``name`` calls
    a speaker by name, as the case does where it is not given."""
    years = Counter(step.day[:4] for step in series.steps if step.day)
    usual = f" {years.most_common(1)[0][0]}" if years else " "
    signs = signs_of(series.steps)
    return [
        _point(
            step,
            date(case, _whole_day(step)).removesuffix(usual),
            _spoken(case, step.claim, name or case.title),
            signs.get(step.claim.id, ""),
        )
        for step in series.steps
    ]


def signs_of(steps: Iterable[Step]) -> dict[str, str]:
    """The sign of each step of the line by its claim: `a` to `z`, then `aa`, in the order said."""
    return {step.claim.id: _letters(number) for number, step in enumerate(step for step in steps if step.new)}


def _letters(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def _spoken(case: Case, claim: Claim, name: Callable[[str], str]) -> tuple[str, ...]:
    """Who said it, in longer and shorter words: the whole chain, who said it first, of a person the last name."""
    parties = spoken_by(case, claim)
    if not parties:
        return ()
    names = [clean(name(party)) for party in parties]
    first, words = names[0], names[0].split()
    actor = case.get(parties[0], Actor)
    short = first
    if actor is not None and actor.kind == "person" and all(word[:1].isupper() for word in words):
        short = words[-1]
    chain = (ARROW if claim.attribution else ", ").join(names)
    return cut(chain, _CHAIN), first, short, cut(short, 14), cut(short, 9)


def _whole_day(step: Step) -> FuzzyDate | None:
    asserted = step.claim.asserted
    return FuzzyDate(edtf=step.day, timezone=asserted.timezone) if asserted and step.day else None


def _point(step: Step, day: str, speakers: tuple[str, ...], sign: str) -> Point:
    if step.new:
        mark = CORRECTION if step.corrects else STEP
    else:
        mark = OTHER if step.live and step.claim.credibility != IMPROBABLE else PAST
    return Point(
        step.number, number(step.number), mark, step.new, day or "undated", step.grade, speakers, sign
    )


def figure_series(case: Case, name: str | None = None) -> list[Series]:
    """The series of every fact with numbers, those of one predicate or of all; the ones most spoken of first."""
    facts = [fact for fact in fact_index(case).facts(case) if name is None or fact[1] == name]
    found = [one for one in (series_of(case, subject, predicate) for subject, predicate in facts) if one]
    return sorted(found, key=lambda one: (-len(one.steps), one.subject, one.predicate))


def series_of(case: Case, subject: str, name: str) -> Series | None:
    """The series of one fact; none where nobody gives a number."""
    sheet = sheet_of(case, subject, name)
    if sheet is None or not any(isinstance(group.value, Quantity) for group in sheet.groups):
        return None
    said = [one for one in weighed(case, sheet.claims) if isinstance(one.value, Quantity) and not one.denies]
    held = held_range(case, sheet.claims)
    whole = held or number_range(one.value for one in said if isinstance(one.value, Quantity))
    steps = _steps(case, said, whole.unit) if whole else ()
    return Series(subject, name, whole.unit, steps, held, sheet) if whole and steps else None


def _steps(case: Case, said: Sequence[Said], unit: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    heard: set[float] = set()
    current: float | None = None
    for one in _in_order_said(case, said, unit):
        assert isinstance(one.value, Quantity)
        given = in_unit(one.value, unit)
        if given is None or not math.isfinite(given):
            continue
        corrects = one.claim.stance == "revises" or bool(one.claim.supersedes)
        sure = _is_sure(one)
        new = sure and given != current and (corrects or given not in heard)
        if new:
            current = given
        if sure:
            heard.add(given)
        steps.append(
            Step(one.claim, one.value, given, one.grade, one.live, new, corrects, _day(case, one.claim))
        )
    return tuple(steps)


def _is_sure(one: Said) -> bool:
    """Whether a figure can move the line: given as a number, by somebody of their own, and not doubtful or rejected."""
    assert isinstance(one.value, Quantity)
    claim = one.claim
    doubtful = claim.credibility in (_DOUBTFUL, IMPROBABLE) or claim.status in NOT_COUNTING - {"superseded"}
    return not doubtful and claim.stance not in ("repeats", "retracts") and one.value.qualifier != "at-most"


def _day(case: Case, claim: Claim) -> str:
    if claim.asserted is None:
        return ""
    edtf = claim.asserted.edtf
    plain = edtf.lstrip("/[{").split("/")[0].split("..")[0].split(",")[0].strip("~?%]}")
    day = day_of(edtf, claim.asserted.timezone or case.timezone)
    if day is None or len(plain) < 10:
        return plain if day else ""
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


def _in_order_said(case: Case, said: Iterable[Said], unit: str) -> list[Said]:
    days: dict[float, list[Said]] = defaultdict(list)
    for one in said:
        date = one.claim.asserted
        day = day_of(date.edtf, date.timezone or case.timezone) if date else None
        days[day[0] * 372 + day[1] * 31 + day[2] if day else math.inf].append(one)
    return [one for day in sorted(days) for one in _within_day(days[day], unit)]


def _within_day(said: Sequence[Said], unit: str) -> list[Said]:
    """What was said on one day: by the hours that are given, by what supersedes what, else the smaller number first."""
    place = {one.claim.id: index for index, one in enumerate(said)}
    after: dict[int, set[int]] = defaultdict(set)
    for index, one in enumerate(said):
        after[index].update(
            place[other] for other in one.claim.supersedes if place.get(other, index) != index
        )
    timed = sorted((one.order[1], index) for index, one in enumerate(said) if one.order[1][1] < 3600)
    timed += sorted(
        (one.order[1], index)
        for index, one in enumerate(said)
        if one.claim.asserted and one.claim.asserted.edtf.startswith("/") and one.order[1][1] == math.inf
    )
    timed.sort()
    for (_, before), (_, then) in pairwise(timed):
        after[then].add(before)
    return [said[index] for index in _sorted(after, lambda index: _size(said[index], unit), len(said))]


def _size(one: Said, unit: str) -> tuple[float, str]:
    assert isinstance(one.value, Quantity)
    given = in_unit(one.value, unit)
    return (math.inf if given is None else given, one.claim.id)


def _sorted(after: dict[int, set[int]], key: Callable[[int], tuple[float, str]], count: int) -> list[int]:
    """Places in an order that puts each after those it has to follow (A. B. Kahn, 1962); of a circle, the least first."""
    waiting = {index: set(after.get(index, ())) for index in range(count)}
    following: dict[int, list[int]] = defaultdict(list)
    for index, before in waiting.items():
        for other in before:
            following[other].append(index)
    ready = [(key(index), index) for index in range(count) if not waiting[index]]
    heapq.heapify(ready)
    stuck = sorted(range(count), key=key, reverse=True)
    done: dict[int, None] = {}
    while len(done) < count:
        while not ready:
            index = stuck.pop()
            if index not in done:
                ready.append((key(index), index))
        index = heapq.heappop(ready)[1]
        if index in done:
            continue
        done[index] = None
        for other in following[index]:
            waiting[other].discard(index)
            if not waiting[other] and other not in done:
                heapq.heappush(ready, (key(other), other))
    return list(done)
