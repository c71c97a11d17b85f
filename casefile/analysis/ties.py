"""What ties an actor to others: declared relations, events in which both took part, claims that name both.

A tie is never more than what its record bears: it carries that record, with its claims and its grade.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from casefile.analysis.grades import best_reliability, claim_grade, grade
from casefile.model.case import Case
from casefile.model.records import Actor, Claim, Event, Reference, Relation, claim_value
from casefile.model.vocabulary import MUTUAL_RELATIONS, predicate


class Tie(NamedTuple):
    """One tie: to whom, in which words, through which record, how graded, and the claims that bear it."""

    other: str
    label: str
    via: str
    grade: str
    claims: tuple[str, ...]
    outward: bool | None
    """Whether it runs from the actor to the other, as `is-branch-of` does; None where it has no direction."""


def ties(case: Case, record_id: str) -> list[Tie]:
    """The ties of an actor, event or place: declared relations first, then claims, then events in common."""
    found = [*_relations(case, record_id), *_claims(case, record_id), *_events(case, record_id)]
    return [tie for tie in found if tie.other != record_id and tie.other in case]


def tied_to(case: Case, record_id: str) -> frozenset[str]:
    """The others that an actor, event or place has ties with, each once."""
    return frozenset(tie.other for tie in ties(case, record_id))


def _relations(case: Case, record_id: str) -> Iterator[Tie]:
    for link in case.backlinks(record_id):
        relation = case.get(link.id, Relation) if link.field in ("subject", "object") else None
        if relation is None:
            continue
        outward = link.field == "subject"
        words = relation.type.replace("-", " ") + (f" ({relation.role})" if relation.role else "")
        yield Tie(
            relation.object if outward else relation.subject,
            words,
            relation.id,
            grade(best_reliability(case, relation.reports), relation.credibility),
            relation.claims,
            None if relation.type in MUTUAL_RELATIONS else outward,
        )


def _claims(case: Case, record_id: str) -> Iterator[Tie]:
    """Claims about the record whose value is another one, and claims about another one whose value it is."""
    for link in case.backlinks(record_id):
        claim = case.get(link.id, Claim) if link.field in ("subject", "value") else None
        value = claim_value(claim.value) if claim is not None else None
        if claim is None or not isinstance(value, Reference):
            continue
        outward = link.field == "subject"
        denied = "not " if claim.stance == "denies" else ""
        yield Tie(
            value.record if outward else claim.subject,
            denied + predicate(claim.predicate).label,
            claim.id,
            claim_grade(case, claim),
            (claim.id,),
            None if claim.predicate in MUTUAL_RELATIONS else outward,
        )


def _events(case: Case, record_id: str) -> Iterator[Tie]:
    for link in case.backlinks(record_id):
        event = case.get(link.id, Event) if link.field == "participants" else None
        if event is None:
            continue
        graded = grade(best_reliability(case, event.reports), event.credibility)
        own = next((one.role for one in event.participants if one.actor == record_id), "")
        for participant in event.participants:
            roles = " and ".join(role for role in (own, participant.role) if role)
            words = f"both in {event.title}" + (f" ({roles})" if roles else "")
            yield Tie(participant.actor, words, event.id, graded, (), None)


def path(case: Case, start: str, goal: str) -> list[Tie] | None:
    """The shortest way of ties from one actor to another, none where there is no way; ties are walked both ways."""
    if start == goal:
        return []
    came: dict[str, tuple[str, Tie]] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for tie in ties(case, here):
            if tie.other == start or tie.other in came:
                continue
            came[tie.other] = (here, tie)
            if tie.other == goal:
                return _way_back(came, start, goal)
            waiting.append(tie.other)
    return None


def _way_back(came: dict[str, tuple[str, Tie]], start: str, goal: str) -> list[Tie]:
    way: list[Tie] = []
    here = goal
    while here != start:
        here, tie = came[here]
        way.append(tie)
    return way[::-1]


def actors_by_ties(case: Case) -> list[str]:
    """The actors of a case, those with the most ties first."""
    numbers = {actor.id: len(ties(case, actor.id)) for actor in case.all(Actor)}
    return sorted(numbers, key=lambda one: (-numbers[one], case.title(one)))
