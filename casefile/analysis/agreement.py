"""Which values of one fact go together: values that can all be true at once make a cluster.

Compatibility does not carry over: "at least 84" agrees with 91 and with 95, which exclude each other. So the sharp
values, those that hold no other one within them, make the clusters; a vaguer value joins the one cluster that it
agrees with, and stands by itself where it agrees with several, as it speaks for none of them. Numbers and dates are
compared as stretches of a line, in n log n steps.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.names import skeleton
from casefile.analysis.values import bounds, names_of, near_points, surroundings, unit_of
from casefile.model.case import Case
from casefile.model.dates import DateError
from casefile.model.dates.overlap import widened
from casefile.model.records import FuzzyDate, Place, Quantity, Reference, Value
from casefile.model.text import fold
from casefile.model.vocabulary import predicate

Stretch = tuple[float, float]
"""A least and a greatest number, both within: of a quantity in its base unit, of a date in whole seconds."""

_NAMING: Final = ("record", "place")
_LEAST_BONES: Final = 6
"""The fewest consonants by which names in different scripts are told to be one."""


class Cluster(NamedTuple):
    """Places in the list of values that go together, the first ``sharp`` of them the sharp ones.

    ``agrees`` are the clusters that this one can be true beside although they exclude one another.
    """

    members: tuple[int, ...]
    sharp: int
    agrees: Sequence[int] = ()


class Agreement(NamedTuple):
    """The clusters of some values, and whether any two of the values exclude each other."""

    clusters: tuple[Cluster, ...]
    contested: bool


def agreement(case: Case, name: str, values: Sequence[Value]) -> Agreement:
    """The clusters of the values of one predicate; each value should be there once.

    What has no number, no readable date or no text is a cluster of its own and excludes nothing.
    """
    if len(values) == 1:
        return Agreement((Cluster((0,), 1),), False)
    clusters: list[Cluster] = []
    contested = False
    for places, found in _families(case, name, values):
        offset = len(clusters)
        contested |= found.contested
        for members, sharp, agrees in found.clusters:
            others = _moved(agrees, offset)
            clusters.append(Cluster(tuple(places[member] for member in members), sharp, others))
    return Agreement(tuple(clusters), contested)


def _moved(agrees: Sequence[int], offset: int) -> Sequence[int]:
    """Places further on; a range stays one, so that a vague value among thousands costs no more than another."""
    if isinstance(agrees, range):
        return range(agrees.start + offset, agrees.stop + offset)
    return tuple(one + offset for one in agrees)


def _families(case: Case, name: str, values: Sequence[Value]) -> Iterator[tuple[Sequence[int], Agreement]]:
    """The values that can be compared with one another, each family with its clusters."""
    lines: dict[str, list[tuple[int, tuple[Stretch, ...]]]] = defaultdict(list)
    named: list[int] = []
    for place, value in enumerate(values):
        allowed = stretches(case, value)
        if isinstance(value, Quantity | FuzzyDate) and allowed:
            kind = unit_of(value).dimension if isinstance(value, Quantity) else "a date"
            lines[kind].append((place, allowed))
        elif isinstance(value, Reference | str) and value != "":
            named.append(place)
        else:
            yield (place,), Agreement((Cluster((0,), 1),), False)
    for line in lines.values():
        yield [place for place, _ in line], _on_a_line([allowed for _, allowed in line])
    if named:
        yield named, _named(case, name, [values[place] for place in named])


def stretches(case: Case, value: Value) -> tuple[Stretch, ...]:
    """The stretches of a line that a quantity or a date allows; none for what has no number or cannot be read."""
    if isinstance(value, Quantity):
        low, high = bounds(value)
        return () if low == -math.inf and high == math.inf else ((low, high),)
    if isinstance(value, FuzzyDate):
        try:
            return tuple(
                (low, high - 1) for low, high in widened(value.edtf, value.timezone or case.timezone)
            )
        except DateError:
            return ()
    return ()


def within(case: Case, inner: Value, outer: Value) -> bool:
    """Whether all that one value allows is allowed by another: what denies the outer one denies the inner one too."""
    if isinstance(inner, Reference | str) and isinstance(outer, Reference | str):
        return inner == outer or not _folded(case, inner).isdisjoint(_folded(case, outer))
    if _kind(inner) != _kind(outer):
        return False
    parts, whole = stretches(case, inner), stretches(case, outer)
    return bool(parts) and all(
        any(low <= part[0] and part[1] <= high for low, high in whole) for part in parts
    )


def _kind(value: Value) -> str:
    """What is measured, or that it is a date: only values of one kind lie on one line."""
    return unit_of(value).dimension if isinstance(value, Quantity) else type(value).__name__


def _folded(case: Case, value: Reference | str) -> set[str]:
    return {fold(name) for name in names_of(case, value)}


def _on_a_line(values: Sequence[tuple[Stretch, ...]]) -> Agreement:
    """Clusters of numbers or dates. What has several stretches (a set of dates) is placed after the others."""
    equal: dict[Stretch, list[int]] = defaultdict(list)
    sets: list[int] = []
    for place, allowed in enumerate(values):
        if len(allowed) == 1:
            equal[allowed[0]].append(place)
        else:
            sets.append(place)
    sharp, vague = _sharp_and_vague(list(equal))
    members: list[list[int]] = []
    common: list[Stretch] = []
    for low, high in sorted(sharp, key=lambda stretch: (stretch[1], stretch[0])):
        if common and low <= common[-1][1]:
            common[-1] = (low, common[-1][1])
        else:
            common.append((low, high))
            members.append([])
        members[-1] += equal[low, high]
    placed = [((one,), equal[one]) for one in sorted(vague)] + [(values[place], [place]) for place in sets]
    clusters = _joined(members, common, placed)
    return Agreement(clusters, _excludes(list(equal), [values[place] for place in sets]))


def _sharp_and_vague(distinct: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches that hold no other one, and those that do."""
    sharp: list[Stretch] = []
    vague: list[Stretch] = []
    least_high = math.inf
    for low, high in sorted(distinct, key=lambda stretch: (-stretch[0], stretch[1])):
        (vague if least_high <= high and least_high < math.inf else sharp).append((low, high))
        least_high = min(least_high, high)
    return sharp, vague


def _joined(
    members: list[list[int]],
    common: list[Stretch],
    placed: list[tuple[tuple[Stretch, ...], list[int]]],
) -> tuple[Cluster, ...]:
    """The clusters of sharp values, joined by each vaguer one that agrees with just one of them."""
    counts = [len(member) for member in members]
    apart: list[Cluster] = []
    lows = [low for low, _ in common]
    highs = [high for _, high in common]
    for allowed, places in placed:
        found = [range(bisect_left(highs, low), bisect_right(lows, high)) for low, high in allowed]
        met = sorted({index for one in found for index in one}) if len(found) > 1 else found[0]
        if len(met) == 1:
            members[met[0]] += places
        else:
            apart.append(Cluster(tuple(places), len(places), met))
    sharp = [Cluster(tuple(member), count) for member, count in zip(members, counts, strict=True)]
    return (*sharp, *apart)


def _excludes(distinct: list[Stretch], sets: list[tuple[Stretch, ...]]) -> bool:
    """Whether any two exclude each other: stretches of one line that all meet in pairs meet in one point."""
    if distinct and max(low for low, _ in distinct) > min(high for _, high in distinct):
        return True
    singles = [(one,) for one in distinct]
    return any(
        not any(
            low <= other_high and other_low <= high for low, high in one for other_low, other_high in other
        )
        for number, one in enumerate(sets)
        for other in (*singles, *sets[number + 1 :])
    )


def _named(case: Case, name: str, values: Sequence[Value]) -> Agreement:
    """Clusters of records and texts: places by where they lie, names across spellings and scripts."""
    kind = predicate(name).value_type
    members: list[list[int]] = []
    apart: list[Cluster] = []
    holders: dict[str, set[int]] = defaultdict(set)
    naming = kind in _NAMING or name == "name"
    for place, met in _placed(case, values, members):
        if len(met) > 1:
            apart.append(Cluster((place,), 1, met))
            continue
        value = values[place]
        assert isinstance(value, Reference)
        for spelling in names_of(case, value):
            holders[_name_key(spelling, naming)].add(met[0])
    texts: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if isinstance(value, str):
            texts[_name_key(value, naming)].append(place)
    sharp = [len(member) for member in members]
    for key, places in texts.items():
        met = sorted(holders.get(key, ()))
        if len(met) == 1:
            members[met[0]] += places
        elif met:
            apart.append(Cluster(tuple(places), len(places), met))
        else:
            members.append(places)
            sharp.append(len(places))
    clusters = [Cluster(tuple(member), count) for member, count in zip(members, sharp, strict=True)]
    comparable = not predicate(name).several and kind not in ("quantity", "date")
    return Agreement((*clusters, *apart), comparable and len(clusters) > 1)


def _name_key(text: str, naming: bool) -> str:
    """What is the same for two spellings of one name; of a text that is no name, its folded form."""
    folded = fold(text).strip()
    bones = skeleton(text) if naming else ""
    return f"bones {bones}" if " " in bones and len(bones) >= _LEAST_BONES else folded


class _Spot(NamedTuple):
    """A place as it is compared: ``around`` are the places in which it lies."""

    id: str
    place: Place | None
    around: frozenset[str]

    def meets(self, other: _Spot) -> bool:
        """Whether both can be one place."""
        if self.place is None or other.place is None:
            return False
        if other.id in self.around or self.id in other.around:
            return True
        return near_points(self.place, other.place)


def _placed(case: Case, values: Sequence[Value], members: list[list[int]]) -> Iterator[tuple[int, list[int]]]:
    """Puts the records among the values into ``members``; gives the clusters that each one meets.

    The sharpest places come first: those that surround no other one, then those known most exactly.
    """
    spots: dict[int, _Spot] = {}
    for index, value in enumerate(values):
        if isinstance(value, Reference):
            place = case.get(value.record, Place)
            spots[index] = _Spot(value.record, place, frozenset(surroundings(case, place) if place else ()))
    surrounding = {around for spot in spots.values() for around in spot.around}

    def order(index: int) -> tuple[bool, float, str]:
        spot = spots[index]
        return spot.id in surrounding, (spot.place and spot.place.uncertainty_m) or 0.0, spot.id

    clusters: list[list[_Spot]] = []
    for index in sorted(spots, key=order):
        spot = spots[index]
        met = []
        if spot.place:
            met = [n for n, cluster in enumerate(clusters) if all(spot.meets(other) for other in cluster)]
        if not met:
            met = [len(clusters)]
            clusters.append([])
            members.append([])
        if len(met) == 1:
            clusters[met[0]].append(spot)
            members[met[0]].append(index)
        yield index, met
