"""One actor in several cases, and two cases side by side.

Actors of different cases are one where either says so (`same_as`); what a name suggests beyond that is proposed with
its reason until the analyst accepts it (`same_as`) or refuses it for good (`not_same_as`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from casefile.analysis.factsheets import Figure, headline_figures
from casefile.analysis.names import Named, Pair, names_of, similar
from casefile.model.case import Case
from casefile.model.records import Actor, Claim, Event, Place, Record, Report, Source
from casefile.model.text import fold

R = TypeVar("R", bound=Record)


class Standing(NamedTuple):
    """An actor in one case: the roles it has there, and how many events and claims concern it."""

    case: str
    actor: Actor
    roles: tuple[str, ...]
    events: int
    claims: int


class Identity(NamedTuple):
    """One actor over a library: where it stands, the case with most of it first."""

    name: str
    kind: str
    standings: tuple[Standing, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases in which it stands."""
        return tuple(dict.fromkeys(standing.case for standing in self.standings))


def key_of(case: Case, actor: Actor) -> str:
    """An actor over the library: `case:record`."""
    return f"{case.id}:{actor.id}"


def standing(case: Case, actor: Actor) -> Standing:
    """What an actor does in one case."""
    links = case.backlinks(actor.id)
    events = {link.id for link in links if link.table == "events"}
    claims = {link.id for link in links if link.table == "claims"}
    if actor.source:
        claims |= {link.id for link in case.backlinks(actor.source) if link.table == "claims"}
    roles = dict.fromkeys(
        participant.role
        for event_id in sorted(events)
        if (event := case.get(event_id, Event)) is not None
        for participant in event.participants
        if participant.actor == actor.id and participant.role
    )
    return Standing(case.id, actor, tuple(roles), len(events), len(claims))


def identities(cases: Iterable[Case]) -> list[Identity]:
    """Every actor over some cases, joined by declared identity; those in most cases first, then by name."""
    standings: dict[str, Standing] = {}
    joined: dict[str, str] = {}
    for case in cases:
        for actor in case.all(Actor):
            standings[key_of(case, actor)] = standing(case, actor)
    for key, found in standings.items():
        for other in found.actor.same_as:
            joined[_root(joined, key)] = _root(joined, other)
    groups: dict[str, list[Standing]] = {}
    for key, found in standings.items():
        groups.setdefault(_root(joined, key), []).append(found)
    return sorted(
        (_identity(members) for members in groups.values()),
        key=lambda identity: (
            -len(identity.cases),
            -sum(one.claims for one in identity.standings),
            identity.name,
        ),
    )


def _identity(members: list[Standing]) -> Identity:
    ordered = tuple(sorted(members, key=lambda one: (-one.claims - one.events, one.case)))
    return Identity(ordered[0].actor.name, ordered[0].actor.kind, ordered)


def _root(joined: dict[str, str], key: str) -> str:
    """The one that stands for all that a key is joined with."""
    path = []
    while (above := joined.get(key, key)) != key:
        path.append(key)
        key = above
    for passed in path:
        joined[passed] = key
    return key


def proposals(cases: Sequence[Case]) -> list[Pair]:
    """Pairs of actors (as `case:record`) of different cases that may be one and of which nobody has said so or not.

    People are not compared with organisations, states or media.
    """
    groups: dict[bool, list[Named]] = {True: [], False: []}
    refused: set[tuple[str, str]] = set()
    same: dict[str, str] = {}
    for case in cases:
        for actor in case.all(Actor):
            key = key_of(case, actor)
            groups[actor.kind == "person"].append(Named(key, names_of(actor)))
            refused |= {(key, other) for other in actor.not_same_as}
            for other in actor.same_as:
                same[_root(same, key)] = _root(same, other)
    return [
        pair
        for named in groups.values()
        for pair in similar(named)
        if pair.one.partition(":")[0] != pair.other.partition(":")[0]
        and _root(same, pair.one) != _root(same, pair.other)
        and not {(pair.one, pair.other), (pair.other, pair.one)} & refused
    ]


class Shared(NamedTuple):
    """One thing that stands in both cases: its name, and its record in each."""

    name: str
    one: str
    other: str


class Comparison(NamedTuple):
    """Two cases side by side: what they share, and what each has of which kind."""

    actors: tuple[Shared, ...]
    sources: tuple[Shared, ...]
    reports: tuple[Shared, ...]
    places: tuple[Shared, ...]
    figures: tuple[tuple[Figure, ...], tuple[Figure, ...]]
    kinds: dict[str, tuple[int, int]]
    """Events of each kind in the one and in the other."""
    predicates: dict[str, tuple[int, int]]
    """Claims of each predicate in the one and in the other."""


def compare(one: Case, other: Case) -> Comparison:
    """What two cases share and how they differ."""
    return Comparison(
        _shared_actors(one, other),
        _shared(one, other, Source, lambda source: fold(source.name)),
        _shared(one, other, Report, lambda report: report.url or fold(report.title)),
        _shared(one, other, Place, lambda place: fold(place.name)),
        (tuple(headline_figures(one)), tuple(headline_figures(other))),
        _counted((event.kind for event in one.all(Event)), (event.kind for event in other.all(Event))),
        _counted(
            (claim.predicate for claim in one.all(Claim)), (claim.predicate for claim in other.all(Claim))
        ),
    )


def _shared_actors(one: Case, other: Case) -> tuple[Shared, ...]:
    """Joined directly, or through a third case that both name."""
    found = []
    for identity in identities((one, other)):
        here = [standing.actor for standing in identity.standings if standing.case == one.id]
        there = [standing.actor for standing in identity.standings if standing.case == other.id]
        if here and there:
            found.append(Shared(identity.name, here[0].id, there[0].id))
    return tuple(found)


def _shared(one: Case, other: Case, kind: type[R], key: Callable[[R], str]) -> tuple[Shared, ...]:
    """Records of a kind with the same id, or the same by ``key`` (an address, a folded name)."""
    ids = {record.id for record in other.all(kind)}
    by_key = {key(record): record.id for record in other.all(kind) if key(record)}
    found = []
    for record in one.all(kind):
        there = record.id if record.id in ids else by_key.get(key(record), "")
        if there:
            found.append(Shared(one.title(record.id), record.id, there))
    return tuple(sorted(found))


def _counted(one: Iterable[str], other: Iterable[str]) -> dict[str, tuple[int, int]]:
    here, there = Counter(one), Counter(other)
    names = sorted(here | there, key=lambda name: (-here[name] - there[name], name))
    return {name: (here[name], there[name]) for name in names}
