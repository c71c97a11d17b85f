"""Who stands where: parties against contested facts, and which of them always go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from casefile.analysis.factsheets import FactSheet
from casefile.analysis.origins import is_unnamed, party_of
from casefile.model.case import Case
from casefile.model.records import Claim, Report

MOST_PARTIES: Final = 400
"""The most parties that are compared with one another: those that speak to the most facts."""


class Stand(NamedTuple):
    """Where a party stands on a fact: the versions that it gives, as places in the sheet's groups.

    ``own`` are those that it gives as its own word; the others it relays.
    """

    groups: tuple[int, ...]
    own: frozenset[int]


class Matrix(NamedTuple):
    """Parties by contested facts; ``stands`` has no entry where a party says nothing."""

    facts: tuple[FactSheet, ...]
    parties: tuple[str, ...]
    stands: dict[tuple[str, int], Stand]

    def facts_of(self, party: str) -> list[int]:
        """The facts on which a party stands anywhere."""
        return [place for place in range(len(self.facts)) if (party, place) in self.stands]


class Pair(NamedTuple):
    """Two parties, on how many facts both speak, and on how many of them they share a version."""

    one: str
    other: str
    agreed: int
    shared: int


def matrix(case: Case, sheets: Iterable[FactSheet]) -> Matrix:
    """Where everybody stands on the contested ones of some facts; who speaks to the most facts comes first."""
    facts = tuple(sheet for sheet in sheets if sheet.contested)
    said: dict[tuple[str, int], dict[int, bool]] = defaultdict(dict)
    for place, sheet in enumerate(facts):
        for number, group in enumerate(sheet.groups):
            for claim in group.counting if group.counts else ():
                for party, own in speakers(case, claim):
                    known = said[party, place]
                    known[number] = known.get(number, False) or own
    stands = {
        key: Stand(tuple(sorted(groups)), frozenset(number for number, own in groups.items() if own))
        for key, groups in said.items()
    }
    spoken: dict[str, int] = defaultdict(int)
    for party, _ in stands:
        spoken[party] += 1
    parties = tuple(sorted(spoken, key=lambda party: (-spoken[party], case.title(party), party)))
    return Matrix(facts, parties, stands)


def speakers(case: Case, claim: Claim) -> list[tuple[str, bool]]:
    """The named parties of a claim, each with whether it is its own word: the first named one's is.

    A claim without named speakers is the word of the sources of its reports.
    """
    named = list(
        dict.fromkeys(party_of(case, party) for party in claim.attribution if party and not is_unnamed(party))
    )
    reports = (case.get(report_id, Report) for report_id in claim.reports)
    sources = [report.source for report in reports if report is not None and report.source]
    parties = named or sources
    own = set(named[:1] or sources)
    return [(party, party in own) for party in dict.fromkeys((*parties, *sources))]


def together(found: Matrix, least: int = 2) -> list[Pair]:
    """The pairs of parties that speak to at least so many of the same facts; those that agree most come first.

    Two agree on a fact where the one gives no version that the other does not give.
    """
    compared = found.parties[:MOST_PARTIES]
    facts = {party: set(found.facts_of(party)) for party in compared}
    pairs = []
    for number, one in enumerate(compared):
        if len(facts[one]) < least:
            break
        for other in compared[number + 1 :]:
            shared = facts[one] & facts[other]
            if len(shared) >= least:
                agreed = sum(_agree(found, one, other, place) for place in shared)
                pairs.append(Pair(one, other, agreed, len(shared)))
    return sorted(pairs, key=lambda pair: (-pair.agreed / pair.shared, -pair.shared, pair.one, pair.other))


def _agree(found: Matrix, one: str, other: str, place: int) -> bool:
    given, others = set(found.stands[one, place].groups), set(found.stands[other, place].groups)
    return given <= others or others <= given


def always_together(pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """The largest sets of parties of which each two agree wherever both speak; a party may be in several.

    They are grown from the pairs in their order: each pair not yet within a set begins one.
    """
    agreeing: dict[str, set[str]] = defaultdict(set)
    listed = [pair for pair in pairs if pair.agreed == pair.shared]
    for pair in listed:
        agreeing[pair.one].add(pair.other)
        agreeing[pair.other].add(pair.one)
    sets: list[tuple[str, ...]] = []
    for pair in listed:
        if any(pair.one in one and pair.other in one for one in sets):
            continue
        members = [pair.one, pair.other]
        for candidate in sorted(
            agreeing[pair.one] & agreeing[pair.other], key=lambda one: (-len(agreeing[one]), one)
        ):
            if all(candidate in agreeing[member] for member in members):
                members.append(candidate)
        sets.append(tuple(members))
    return sorted(sets, key=lambda one: (-len(one), one))
