"""What the origins of a case call into question: "confirmed" on one origin alone, and relaying in circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from casefile.analysis.factsheets import all_fact_sheets, sheet_of
from casefile.analysis.grades import IMPROBABLE
from casefile.analysis.index import fact_index
from casefile.analysis.origins import joint, report_graph, report_origins
from casefile.analysis.reaching import circles_of
from casefile.analysis.weighing import counts
from casefile.model.case import Case
from casefile.model.records import Claim, Event

CONFIRMED: Final = 1
"""The credibility of what other independent sources confirm (NATO AJP-2.1)."""

_ENOUGH: Final = 2
"""The fewest independent origins on which something is confirmed."""


class Doubt(NamedTuple):
    """One thing called into question, where it stands, and why in a line."""

    table: str
    record: str
    field: str
    message: str


def doubts(case: Case) -> Iterator[Doubt]:
    """Everything that the origins call into question, circles last."""
    for claim in case.all(Claim):
        if is_unconfirmed(case, claim):
            yield Doubt("claims", claim.id, "credibility", _unconfirmed(case, origins_behind(case, claim)))
    for event in case.all(Event):
        if is_unconfirmed(case, event):
            roots = report_origins(case, event.reports).roots
            yield Doubt("events", event.id, "credibility", _unconfirmed(case, roots))
    for circle in circular_relays(case):
        first, *others = sorted(circle, key=lambda one: (case.table_of(one) != "reports", one))
        field = "derived_from" if case.table_of(first) == "reports" else "attribution"
        table = case.table_of(first) or "reports"
        yield Doubt(table, first, field, f"relays in a circle with {', '.join(others)}")


def origins_behind(case: Case, claim: Claim) -> frozenset[str]:
    """The independent origins that stand behind a claim: its own, and those of what says the same or supports it.

    What is graded improbable (5) confirms nothing.
    """
    bearing = {claim.id: claim}
    sheet = sheet_of(case, claim.subject, claim.predicate)
    for group in sheet.groups if sheet else ():
        if any(one.id == claim.id for one in group.claims):
            bearing.update({one.id: one for one in group.claims if _bears(one)})
    for other_id in (*claim.supports, *fact_index(case).supporting(case, claim.id)):
        other = case.get(other_id, Claim)
        if other is not None and _bears(other):
            bearing[other.id] = other
    return joint(case, tuple(bearing.values())).roots


def _bears(claim: Claim) -> bool:
    return counts(claim) and claim.credibility != IMPROBABLE


def is_unconfirmed(case: Case, record: Claim | Event) -> bool:
    """Whether a claim or event is graded as confirmed while fewer than two independent origins stand behind it."""
    if record.credibility != CONFIRMED:
        return False
    if isinstance(record, Event):
        return len(report_origins(case, record.reports).roots) < _ENOUGH
    return counts(record) and len(origins_behind(case, record)) < _ENOUGH


def _unconfirmed(case: Case, roots: frozenset[str]) -> str:
    found = ", ".join(case.title(root) for root in sorted(roots)) or "no known origin"
    return f"1 says confirmed by other independent sources, but there is only {found}"


def circular_relays(case: Case) -> list[frozenset[str]]:
    """Everybody who relays in a circle: reports by what they derive from, parties by the attribution of what they say."""
    found = dict.fromkeys(circles_of(report_graph(case, case.table("reports"))))
    for sheet in all_fact_sheets(case):
        for group in sheet.groups:
            found.update(dict.fromkeys(group.circles))
    return sorted(found, key=sorted)
