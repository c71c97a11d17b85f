"""Fact sheets: the claims on one fact side by side, grouped by what they say, with the value now held.

A fact is a subject and a predicate. Claims that can be true together stand in one group; groups that cannot make the
fact contested, as a denial of what another group says does, and an explicit `contradicts` between two claims. What is
rejected, superseded or retracted stays visible but does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec

from casefile.analysis import values
from casefile.analysis.agreement import agreement
from casefile.analysis.grades import IMPROBABLE, rank
from casefile.analysis.index import fact_index
from casefile.analysis.origins import Origins, claim_roots, joint
from casefile.analysis.reaching import Circles
from casefile.analysis.weighing import (
    Key,
    Said,
    asserted,
    counts,
    deciding,
    in_order,
    is_denied,
    taken_back,
    value_key,
    weighed,
)
from casefile.model.case import Case
from casefile.model.records import Claim, FuzzyDate, Quantity, Value, claim_value
from casefile.model.vocabulary import predicate

HEADLINES: Final = ("killed", "injured")
"""The predicates of the figures that stand at the head of a case."""


CONTESTED: Final = "≠"
"""Before the number of versions of a contested fact."""

HELD: Final = "■"
"""The value of a fact that is now held."""

PAST: Final = "×"
"""A value that counts no more: superseded, rejected or retracted."""

SHOWN: Final = 6
"""The most values that are named beside a vague one."""


@dataclass(slots=True, eq=False)
class ValueGroup:
    """Claims that say the same, those that count before the others, and each of them best graded first.

    Where they come from, and how their value reads, is worked out when it is looked at.
    """

    case: Case = field(repr=False)
    value: Value
    """What they say, in the words of the best graded."""
    claims: tuple[Claim, ...]
    counting: tuple[Claim, ...]
    """Those that count; all of them where none does."""
    best_grade: str
    counts: bool
    """False where none of the claims counts any more."""
    denies: bool = False
    first: FuzzyDate | None = None
    """When it was first said."""
    last: FuzzyDate | None = None
    """When it was last said."""
    beside: tuple[Value, ...] = ()
    """The first few of the sharper values beside which a vague one can be true. It speaks for none of them."""
    _behind: Origins | None = None

    @property
    def label(self) -> str:
        """The value in a few characters, `not` before it in a denial."""
        label = values.label(self.case, self.value)
        return values.NOT + label if self.denies else label

    @property
    def agrees(self) -> tuple[str, ...]:
        """The labels of the values that a vague one can be true beside."""
        return tuple([values.label(self.case, value) for value in self.beside])

    @property
    def origins(self) -> frozenset[str]:
        """The independent origins of those that count."""
        return self._joint().roots

    @property
    def circles(self) -> Circles:
        """Who among them cite one another in a circle."""
        return self._joint().circles

    @property
    def reports(self) -> frozenset[str]:
        """Where those that count were read."""
        return frozenset([report for claim in self.counting for report in claim.reports])

    def _joint(self) -> Origins:
        if self._behind is None:
            self._behind = joint(self.case, self.counting)
        return self._behind


def contested_sign(versions: int) -> str:
    """The sign of a contested fact: `≠4`; `≠` where the one version is contradicted by claims on other facts; or none."""
    return f"{CONTESTED}{versions if versions > 1 else ''}" if versions else ""


class FactSheet(msgspec.Struct, frozen=True):
    """All claims on one fact, the groups that count before the others, the best graded first."""

    subject: str
    predicate: str
    groups: tuple[ValueGroup, ...]
    contested: bool
    held: ValueGroup | None
    """The group of the value now held; none where several can be true and nothing decides among them."""
    spread: str
    """The range of the numbers that count; empty where there is none."""
    deciding: Claim | None = None
    """The claim by which the value is held."""
    against: tuple[str, ...] = ()
    """Claims on other facts that contradict one of these."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all groups."""
        return tuple(claim for group in self.groups for claim in group.claims)

    @property
    def state(self) -> str:
        """`contested, 4 versions`, or by what else; empty where the fact is not contested."""
        if not self.contested:
            return ""
        return (
            f"contested, {self.versions} versions"
            if self.versions > 1
            else "contested by claims on other facts"
        )

    @property
    def versions(self) -> int:
        """How many values are said and count, those aside that can be true beside a sharper one.

        Of a contested fact it is one where only claims on other facts stand against it.
        """
        return sum(group.counts and not group.agrees for group in self.groups)


def claims_about(case: Case, subject: str) -> list[Claim]:
    """The claims whose subject a record is."""
    found = (
        case.get(record_id, Claim)
        for ids in fact_index(case).facts_of(case, subject).values()
        for record_id in ids
    )
    return [claim for claim in found if claim is not None]


def fact_sheets(case: Case, subject: str) -> list[FactSheet]:
    """The fact sheets of a subject: contested facts first, then in the order of the predicates' names."""
    index = fact_index(case)
    sheets = [_sheet_of(case, subject, name) for name in index.facts_of(case, subject)]
    return sorted(sheets, key=lambda sheet: (not sheet.contested, sheet.predicate))


def all_fact_sheets(case: Case) -> list[FactSheet]:
    """Every fact sheet of a case: contested facts first, those with the most versions at the top, then by subject."""
    sheets = [_sheet_of(case, subject, name) for subject, name in fact_index(case).facts(case)]
    return sorted(
        sheets,
        key=lambda sheet: (
            not sheet.contested,
            -sheet.versions if sheet.contested else 0,
            sheet.subject,
            sheet.predicate,
        ),
    )


def working_out(case: Case) -> Iterator[None]:
    """Works out every fact sheet that is not known yet, a few at a time: `all_fact_sheets` has little to do then."""
    for number, (subject, name) in enumerate(fact_index(case).facts(case)):
        if name in fact_index(case).facts_of(case, subject):
            _sheet_of(case, subject, name)
        if number % 8 == 7:
            yield


def sheet_of(case: Case, subject: str, name: str) -> FactSheet | None:
    """The fact sheet of one subject and predicate, if there are claims on it."""
    return _sheet_of(case, subject, name) if name in fact_index(case).facts_of(case, subject) else None


def _sheet_of(case: Case, subject: str, name: str) -> FactSheet:
    index = fact_index(case)
    sheet = index.sheets.get((subject, name))
    if sheet is None:
        claims = [case.typed("claims", record_id) for record_id in index.facts_of(case, subject)[name]]
        sheet = fact_sheet(case, subject, name, [claim for claim in claims if isinstance(claim, Claim)])
        index.sheets[subject, name] = sheet
    assert isinstance(sheet, FactSheet)
    return sheet


def fact_sheet(case: Case, subject: str, name: str, claims: Iterable[Claim]) -> FactSheet:
    """The fact sheet of one subject and predicate from its claims, in whatever order they come."""
    said = weighed(case, claims)
    live = [one for one in said if one.live]
    opposed = _opposed(live)
    groups, contested = _grouped(case, name, said, opposed)
    against = _contradicting(case, [one.claim for one in live], {one.claim.id for one in live})
    best = deciding(case, live)
    if best and best.claim.status != "accepted" and not contested and predicate(name).several:
        best = best if sum(group.counts for group in groups) == 1 else None
    held = (
        next((group for group in groups if group.counts and best.claim in group.claims), None)
        if best
        else None
    )
    spread = values.number_range(
        one.value for one in live if isinstance(one.value, Quantity) and not one.denies
    )
    return FactSheet(
        subject,
        name,
        groups,
        contested or bool(against),
        held,
        spread.label if spread else "",
        best.claim if best else None,
        against,
    )


def is_contested(case: Case, name: str, claims: Sequence[Claim]) -> bool:
    """Whether the fact that some claims are all the claims on is contested, as its sheet says it; no sheet is made."""
    retracted = taken_back(case, claims)
    live = [claim for claim in claims if counts(claim) and claim.id not in retracted]
    ids = {claim.id for claim in live}
    if any(not ids.isdisjoint(claim.contradicts) for claim in live if claim.contradicts):
        return True
    asserted_values: dict[Key, Value] = {}
    denied: dict[Key, Value] = {}
    for claim in live:
        value = claim_value(claim.value)
        key = value_key(case, value, claim)
        if key[0]:
            denied.setdefault(key, claim.statement if value == "" else value)
        else:
            asserted_values.setdefault(key, value)
    firsts = list(asserted_values.values())
    return (
        (len(firsts) > 1 and agreement(case, name, firsts).contested)
        or is_denied(case, list(denied.values()), firsts)
        or bool(_contradicting(case, live, ids))
    )


def _opposed(live: Sequence[Said]) -> frozenset[str]:
    """The claims on one fact of which one is said to contradict another."""
    pairs = [
        (one.claim.id, other) for one in live if one.claim.contradicts for other in one.claim.contradicts
    ]
    if not pairs:
        return frozenset()
    ids = {one.claim.id for one in live}
    return frozenset(one for pair in pairs if pair[1] in ids for one in pair)


def _grouped(
    case: Case, name: str, said: Sequence[Said], opposed: Collection[str]
) -> tuple[tuple[ValueGroup, ...], bool]:
    """The groups of some claims, and whether what counts among them excludes one another or is ``opposed``.

    What does not count is grouped after what does, and only with those that say the very same: it never changes how
    the others stand.
    """
    members: dict[Key, list[Said]] = {}
    for one in said:
        members.setdefault(one.key, []).append(one)
    if len(members) == 1:
        return (_group(case, said, ()),), bool(opposed)
    live = dict.fromkeys(one.key for one in said if one.live)
    asserting = [members[key] for key in live if not key[0]]
    denying = [members[key] for key in live if key[0]]
    firsts = [ones[0].value if ones[0].key[1] else "" for ones in asserting]
    found = agreement(case, name, firsts)
    contested = (
        found.contested or bool(opposed) or is_denied(case, [ones[0].value for ones in denying], firsts)
    )
    groups = []
    for places, agreeing in found.clusters:
        ones = _together(asserting, places)
        agrees = () if opposed and any(one.claim.id in opposed for one in ones) else agreeing[:SHOWN]
        groups.append(_group(case, ones, [firsts[found.clusters[other].members[0]] for other in agrees]))
    groups += [_group(case, ones, ()) for ones in denying]
    groups.sort(key=_group_order)
    past = [_group(case, ones, ()) for key, ones in members.items() if key not in live]
    return (*groups, *sorted(past, key=_group_order)), contested


def _together(members: Sequence[Sequence[Said]], places: Sequence[int]) -> Sequence[Said]:
    """The claims of some values, the best graded first, as those of each value are."""
    if len(places) == 1:
        return members[places[0]]
    return in_order([one for place in places for one in members[place]])


def _group_order(group: ValueGroup) -> tuple[tuple[int, str], str]:
    return rank(group.best_grade), group.claims[0].id


def _group(case: Case, ones: Sequence[Said], beside: Sequence[Value]) -> ValueGroup:
    """The group of some claims, the best graded first."""
    counting = [one for one in ones if one.live] or ones
    best = counting[0]
    claims = tuple([one.claim for one in counting])
    others = tuple([one.claim for one in ones if not one.live]) if len(counting) < len(ones) else ()
    dated = [one for one in counting if one.claim.asserted is not None]
    return ValueGroup(
        case,
        best.value,
        claims + others,
        claims,
        best.grade,
        best.live,
        best.denies,
        min(dated, key=_when).claim.asserted if dated else None,
        max(dated, key=_when).claim.asserted if dated else None,
        tuple(beside),
    )


def _when(one: Said) -> tuple[float, float, str]:
    return one.order[1]


def _contradicting(case: Case, live: Sequence[Claim], own: Collection[str]) -> tuple[str, ...]:
    """The claims on other facts that contradict one of these, whichever of the two says so, and that count."""
    index = fact_index(case)
    linked = {other for claim in live for other in claim.contradicts}
    linked.update(index.contradicting(case, own))
    if not linked:
        return ()
    linked.difference_update(own)
    found = (case.get(other, Claim) for other in sorted(linked))
    fact = (live[0].subject, live[0].predicate) if live else None
    return tuple(
        other.id
        for other in found
        if other is not None and counts(other) and (other.subject, other.predicate) != fact
    )


class Figure(NamedTuple):
    """A headline figure: `killed 84–103`."""

    predicate: str
    label: str
    spread: str


def headline_figures(case: Case) -> list[Figure]:
    """The range now held of killed and injured: over the last counting word of each origin, improbable ones aside."""
    found = []
    for name in HEADLINES:
        subject = main_subject(case, name)
        if subject is not None:
            index = fact_index(case)
            claims = (case.get(record_id, Claim) for record_id in index.facts_of(case, subject)[name])
            held = held_range(case, (claim for claim in claims if claim is not None))
            if held is not None:
                found.append(Figure(name, predicate(name).label, held.label))
    return found


def main_subject(case: Case, name: str) -> str | None:
    """The subject with the most claims of a predicate."""
    index = fact_index(case)
    sizes = {subject: len(index.facts_of(case, subject)[name]) for subject in index.subjects_of(case, name)}
    return min(sizes, key=lambda subject: (-sizes[subject], subject), default=None)


def held_range(case: Case, claims: Iterable[Claim]) -> values.Range | None:
    """The range of what is still said of a quantity."""
    said = (claim_value(claim.value) for claim in held_claims(case, claims) if claim.stance != "denies")
    return values.number_range(value for value in said if isinstance(value, Quantity))


def held_claims(case: Case, claims: Iterable[Claim]) -> list[Claim]:
    """What is still said: what the analyst accepted, else the last counting claim of each origin but the improbable (5).

    What an origin said on a day that nobody knows is neither before nor after its last word, so it stands beside it.
    """
    listed = sorted(claims, key=lambda claim: asserted(case, claim))
    retracted = taken_back(case, listed)
    accepted = [one for one in listed if one.status == "accepted" and counts(one) and one.id not in retracted]
    if accepted:
        return accepted
    latest: dict[tuple[str, str], Claim] = {}
    for claim in listed:
        if counts(claim) and claim.credibility != IMPROBABLE and claim.id not in retracted:
            undated = "" if claim.asserted else claim.id
            for root in claim_roots(case, claim) or ("",):
                latest[root, undated] = claim
    return list({claim.id: claim for claim in latest.values()}.values())


def contested_versions(case: Case) -> dict[str, int]:
    """For every record with a contested fact, how many versions its most contested fact has."""
    found: dict[str, int] = {}
    for subject, name in fact_index(case).facts(case):
        sheet = _sheet_of(case, subject, name)
        if sheet.contested:
            found[subject] = max(found.get(subject, 0), sheet.versions)
    return found
