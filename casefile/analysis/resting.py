"""What rests on a source: the claims that were read in its reports or said by it, and those that nobody else bears out."""

from __future__ import annotations

from typing import Final

from casefile.analysis.confirmation import origins_behind
from casefile.analysis.weighing import counts
from casefile.model.case import Case, Edit
from casefile.model.records import Claim

_READ: Final = frozenset({"reports", "sources", "actors", "claims", "places"})
"""The tables that an answer rests on."""


class _Known:
    """Answers that are asked for again and again, kept with the case until an edit touches what they rest on."""

    def __init__(self) -> None:
        self.claims: dict[str, tuple[str, ...]] = {}
        self.alone: dict[str, tuple[str, ...]] = {}

    def changed(self, edit: Edit) -> None:
        """Forgets everything where an edit touches what it rests on."""
        if any(change.table in _READ for change in edit.changes):
            self.claims.clear()
            self.alone.clear()


def claims_on(case: Case, source_id: str) -> tuple[str, ...]:
    """The claims that still count and that were read in a source's reports or were said or passed on by it."""
    known = case.derived(_Known).claims
    if source_id not in known:
        links = case.backlinks(source_id)
        reports = [link.id for link in links if link.table == "reports" and link.field == "source"]
        found = [link.id for link in links if link.table == "claims" and link.field == "attribution"]
        for report_id in reports:
            found += [
                link.id
                for link in case.backlinks(report_id)
                if link.table == "claims" and link.field == "reports"
            ]
        listed = ((one, case.get(one, Claim)) for one in dict.fromkeys(found))
        known[source_id] = tuple(one for one, claim in listed if claim is not None and counts(claim))
    return known[source_id]


def borne_out_by_nobody(case: Case, source_id: str) -> tuple[str, ...]:
    """Those of the claims on a source that go back to fewer than two independent origins.

    What other claims say the same, or are said to support them, is counted in (`origins_behind`).
    """
    known = case.derived(_Known).alone
    if source_id not in known:
        claims = ((one, case.get(one, Claim)) for one in claims_on(case, source_id))
        known[source_id] = tuple(
            one for one, claim in claims if claim is not None and len(origins_behind(case, claim)) < 2
        )
    return known[source_id]
