"""How claims are weighed: which of them count, in what order they stand, and which one decides what is held."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

import msgspec

from casefile.analysis import values
from casefile.analysis.agreement import within
from casefile.analysis.grades import claim_grade, rank, weight
from casefile.analysis.origins import claim_roots
from casefile.model.case import Case
from casefile.model.dates import sort_key
from casefile.model.records import Claim, FuzzyDate, Quantity, Reference, Value, claim_value

NOT_COUNTING: Final = frozenset({"rejected", "superseded"})
"""Decisions after which a claim no longer counts."""

Key = tuple[Hashable, ...]
"""The same for two claims that say exactly the same: whether it is a denial, the kind of the value, the value."""


class Said(msgspec.Struct, frozen=True, gc=False):
    """One claim as it is weighed."""

    order: tuple[tuple[int, str], tuple[float, float, str]]
    """Best graded first, then first said first; undated ones last."""
    claim: Claim
    value: Value
    """Its statement where it gives no value."""
    key: Key
    grade: str
    live: bool
    """Whether it counts."""

    @property
    def denies(self) -> bool:
        """Whether it says that something is not so."""
        return self.claim.stance == "denies"

    @property
    def since(self) -> float:
        """The earliest second since 1970 at which it was said; infinity where that is not known."""
        return self.order[1][0]


def counts(claim: Claim) -> bool:
    """Whether a claim still counts: neither rejected nor superseded by the analyst, nor a retraction itself."""
    return claim.status not in NOT_COUNTING and claim.stance != "retracts"


def asserted(case: Case, claim: Claim, timezone: str = "") -> tuple[float, float, str]:
    """A sort key for when a claim was said; undated ones last. ``timezone`` is the case's, where it is at hand."""
    date = claim.asserted
    if date is None:
        return math.inf, math.inf, claim.id
    return *_moment(date.edtf, date.timezone or timezone or case.timezone), claim.id


@lru_cache(maxsize=4096)
def _moment(edtf: str, timezone: str) -> tuple[float, float]:
    return sort_key(edtf, timezone, "")[:2]


def weighed(case: Case, claims: Iterable[Claim]) -> list[Said]:
    """Some claims on one fact, the best graded first."""
    listed = list(claims)
    retracted = taken_back(case, listed)
    timezone = case.timezone
    return in_order([_said(case, claim, retracted, timezone) for claim in listed])


def in_order(said: Iterable[Said]) -> list[Said]:
    """Some claims, the best graded first."""
    return sorted(said, key=attrgetter("order"))


def _said(case: Case, claim: Claim, retracted: Collection[str], timezone: str) -> Said:
    value = claim_value(claim.value)
    code = claim_grade(case, claim)
    return Said(
        (rank(code), asserted(case, claim, timezone)),
        claim,
        claim.statement if value == "" else value,
        value_key(case, value, claim),
        code,
        counts(claim) and claim.id not in retracted,
    )


def value_key(case: Case, value: Value, claim: Claim) -> Key:
    """What tells whether two claims say exactly the same; those without a value say each their own."""
    denies = claim.stance == "denies"
    if isinstance(value, Quantity):
        return denies, *_amount(value)
    if isinstance(value, FuzzyDate):
        return denies, "date", value.edtf, value.timezone
    if isinstance(value, Reference):
        return denies, "record", value.record
    return (denies, "text", values.folded_label(case, value)) if value else (denies, "", claim.id)


@lru_cache(maxsize=4096)
def _amount(quantity: Quantity) -> Key:
    return values.unit_of(quantity).dimension, *values.bounds(quantity), quantity.qualifier


def taken_back(case: Case, claims: Sequence[Claim]) -> frozenset[str]:
    """The claims on one fact that their speaker has retracted.

    Those that a retraction names in `supersedes`; where it names none, what its speaker had said before: the same
    value, or anything where the retraction gives no value.
    """
    found: set[str] = set()
    for retraction in claims:
        if retraction.stance == "retracts" and retraction.status not in NOT_COUNTING:
            found.update(retraction.supersedes or _said_before(case, retraction, claims))
    return frozenset(found)


def _said_before(case: Case, retraction: Claim, claims: Iterable[Claim]) -> Iterable[str]:
    speaker, latest = claim_roots(case, retraction), asserted(case, retraction)
    key = value_key(case, claim_value(retraction.value), retraction)
    for claim in claims:
        same = retraction.value is None or value_key(case, claim_value(claim.value), claim) == key
        before = claim.asserted is None or asserted(case, claim)[:2] <= latest[:2]
        if same and before and claim.stance != "retracts" and claim_roots(case, claim) == speaker:
            yield claim.id


def deciding(case: Case, live: Sequence[Said]) -> Said | None:
    """The claim by which a value is held: accepted, else the best graded, else the newest.

    What is disputed stands after what is not, a denial after every assertion, the improbable after what nobody graded;
    an accepted denial rules out what it denies.
    """
    accepted = [one for one in live if one.claim.status == "accepted"]
    ruled_out = [one.value for one in accepted if one.denies]
    standing = live
    if ruled_out:
        standing = [one for one in live if one.denies or not is_denied(case, ruled_out, [one.value])]
    elif not accepted and len(live) > 1:
        return min(_best_graded(live), key=_preference)
    return min(standing, key=_preference, default=None)


def _best_graded(live: Sequence[Said]) -> list[Said]:
    """Those that nobody disputes or denies and that are graded best, where there are any: the others cannot decide."""
    plain = [one for one in live if one.claim.stance != "denies" and one.claim.status != "disputed"] or list(
        live
    )
    best = min([weight(one.grade) for one in plain])
    return [one for one in plain if weight(one.grade) == best]


def _preference(one: Said) -> tuple[bool, bool, bool, tuple[int, str], float, str]:
    status = one.claim.status
    newest = -one.since if one.claim.asserted else math.inf
    return status != "accepted", status == "disputed", one.denies, weight(one.grade), newest, one.claim.id


def is_denied(case: Case, denials: Sequence[Value], asserted_values: Sequence[Value]) -> bool:
    """Whether any of some denials rules out any of some values."""
    return any(within(case, value, denial) for denial in denials for value in asserted_values)
