"""Two moments of one case side by side: what came between them, and what figures and facts were before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from casefile.analysis.factsheets import headline_figures, sheet_of
from casefile.analysis.index import fact_of
from casefile.analysis.known import Knowledge
from casefile.analysis.recorded import Recorded
from casefile.model.case import Case
from casefile.model.vocabulary import predicate

ORDER: Final = ("events", "claims", "reports", "actors", "sources", "relations", "places", "notes")
"""The tables in the order in which what came is listed."""

NOTHING: Final = "–"
"""Stands for a value that was not there."""


class Turned(NamedTuple):
    """Something that had one value before and has another after; `–` where it had none.

    ``subject`` is the record it is about, empty for a figure of the whole case.
    """

    label: str
    before: str
    after: str
    subject: str = ""


class Comparison(NamedTuple):
    """What lies between two moments, in seconds since 1970. The records are in the order in which they came."""

    before: float
    after: float
    figures: tuple[Turned, ...]
    facts: tuple[Turned, ...]
    came: dict[str, tuple[str, ...]]
    """By table."""
    changed: dict[str, tuple[str, ...]]
    """Records that were there before and said something else, by table."""
    gone: tuple[tuple[str, str], ...]
    """Records that were deleted between: table and title."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies between."""
        return not (self.figures or self.facts or self.came or self.changed or self.gone)


def compare_known(knowledge: Knowledge, one: float, other: float) -> Comparison:
    """What became known between two moments, in whichever order they are given."""
    before, after = sorted((one, other))
    came = knowledge.between(before, after)
    earlier, later = knowledge.at(before), knowledge.at(after)
    facts = _facts_of(later, came)
    return Comparison(
        before,
        after,
        _turned(_figures(earlier), _figures(later)),
        _turned(_values(earlier, facts), _values(later, facts)),
        _by_table(later, came),
        {},
        (),
    )


def compare_recorded(recorded: Recorded, one: float, other: float) -> Comparison:
    """What was recorded between two moments. The copy stands at the later one afterwards."""
    before, after = sorted((one, other))
    changes = recorded.between(before, after)
    facts = list(
        dict.fromkeys(
            fact_of(record)
            for change in changes
            if change.table == "claims"
            for record in (change.before, change.after)
            if record is not None
        )
    )
    case = recorded.at(before)
    figures, values = _figures(case), _values(case, facts)
    gone = tuple((change.table, case.title(change.id)) for change in changes if change.after is None)
    case = recorded.at(after)
    return Comparison(
        before,
        after,
        _turned(figures, _figures(case)),
        _turned(values, _values(case, facts)),
        _by_table(case, (change.id for change in changes if change.before is None)),
        _by_table(case, (change.id for change in changes if change.before and change.after)),
        gone,
    )


_Values = dict[tuple[str, str], str]
"""What is shown of a fact, by what it is called and the record it is about."""


def _turned(before: _Values, after: _Values) -> tuple[Turned, ...]:
    return tuple(
        Turned(label, before.get((label, subject), NOTHING), after.get((label, subject), NOTHING), subject)
        for label, subject in {**after, **before}
        if before.get((label, subject)) != after.get((label, subject))
    )


def _figures(case: Case) -> _Values:
    return {(figure.label, ""): figure.spread for figure in headline_figures(case)}


def _facts_of(case: Case, record_ids: Iterable[str]) -> Sequence[tuple[str, str]]:
    claims = case.table("claims")
    return list(dict.fromkeys(fact_of(claims[one]) for one in record_ids if one in claims))


def _values(case: Case, facts: Iterable[tuple[str, str]]) -> _Values:
    """What each fact says: the value held, the range of what is said, and in how many versions it is contested."""
    found: _Values = {}
    for subject, name in facts:
        sheet = sheet_of(case, subject, name)
        if sheet is None or not sheet.groups:
            continue
        held = sheet.held.label if sheet.held else NOTHING
        spread = sheet.spread if "–" in sheet.spread and sheet.spread != held else ""
        more = ", ".join(part for part in (spread, sheet.state) if part)
        found[predicate(name).label, subject] = f"{held} ({more})" if more else held
    return found


def _by_table(case: Case, record_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for record_id in record_ids:
        table = case.table_of(record_id)
        if table is not None:
            found.setdefault(table, []).append(record_id)
    order = [*ORDER, *sorted(found.keys() - set(ORDER))]
    return {table: tuple(found[table]) for table in order if table in found}
