"""Which values of one fact go together: values that can all be true at once make a cluster.

Compatibility does not carry over: "at least 84" agrees with 91 and with 95, which exclude each other. So the sharp
values, those that hold no other one within them, make the clusters, each of what overlaps; a vaguer value stands beside
those that it agrees with, as who says "at least 84" has said neither 91 nor 95. Numbers and dates are compared as
stretches of a line, in n log n steps.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.values import bounds, names_of, near_points, surroundings, unit_of
from casefile.model.case import Case
from casefile.model.dates import DateError
from casefile.model.dates.overlap import widened
from casefile.model.records import FuzzyDate, Place, Quantity, Reference, Value
from casefile.model.text import fold
from casefile.model.text.consonants import skeleton
from casefile.model.vocabulary import predicate

Stretch = tuple[float, float]
"""A least and a greatest number, both within: of a quantity in its base unit, of a date in whole seconds."""

_NAMING: Final = ("record", "place")
_LEAST_BONES: Final = 6
"""The fewest consonants by which names in different scripts are told to be one."""


class Cluster(NamedTuple):
    """Places in the list of values that say the same; ``agrees`` are the clusters beside which a vaguer one can be true."""

    members: tuple[int, ...]
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
        return Agreement((Cluster((0,)),), False)
    clusters: list[Cluster] = []
    contested = False
    for places, found in _families(case, name, values):
        offset = len(clusters)
        contested |= found.contested
        for members, agrees in found.clusters:
            clusters.append(Cluster(tuple(places[member] for member in members), _moved(agrees, offset)))
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
            yield (place,), Agreement((Cluster((0,)),), False)
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
    clusters = [Cluster(tuple(member)) for member in members]
    clusters += _beside(common, placed)
    return Agreement(tuple(clusters), _excludes(list(equal), [values[place] for place in sets]))


def _sharp_and_vague(distinct: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches that hold no other one, and those that do."""
    sharp: list[Stretch] = []
    vague: list[Stretch] = []
    least_high = math.inf
    for low, high in sorted(distinct, key=lambda stretch: (-stretch[0], stretch[1])):
        (vague if sharp and least_high <= high else sharp).append((low, high))
        least_high = min(least_high, high)
    return sharp, vague


def _beside(
    common: Sequence[Stretch], placed: Iterable[tuple[tuple[Stretch, ...], list[int]]]
) -> Iterator[Cluster]:
    """Each vaguer value with the clusters that it agrees with; ``common`` is what all of a cluster allow."""
    lows = [low for low, _ in common]
    highs = [high for _, high in common]
    for allowed, places in placed:
        found = [range(bisect_left(highs, low), bisect_right(lows, high)) for low, high in allowed]
        met = sorted({index for one in found for index in one}) if len(found) > 1 else found[0]
        yield Cluster(tuple(places), met)


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
    naming = kind in _NAMING or name == "name"
    clusters, holders = _placed(case, values, naming)
    texts: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if isinstance(value, str):
            texts[_name_key(value, naming)].append(place)
    for key, places in texts.items():
        met = sorted(holders.get(key, ()))
        if len(met) == 1:
            clusters[met[0]] = clusters[met[0]]._replace(members=(*clusters[met[0]].members, *places))
        else:
            clusters.append(Cluster(tuple(places), met))
    comparable = not predicate(name).several and kind not in ("quantity", "date")
    return Agreement(tuple(clusters), comparable and sum(not cluster.agrees for cluster in clusters) > 1)


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


def _placed(case: Case, values: Sequence[Value], naming: bool) -> tuple[list[Cluster], dict[str, set[int]]]:
    """The clusters of the records among some values, and which of them bear a name.

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

    clusters: list[Cluster] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for index in sorted(spots, key=order):
        spot = spots[index]
        met = [
            number
            for number, cluster in enumerate(clusters)
            if not cluster.agrees and all(spot.meets(spots[member]) for member in cluster.members)
        ]
        number = len(clusters)
        if len(met) == 1 and spot.id not in surrounding:
            number = met[0]
            clusters[number] = Cluster((*clusters[number].members, index))
        else:
            clusters.append(Cluster((index,), met))
        for spelling in names_of(case, Reference(record=spot.id)):
            holders[_name_key(spelling, naming)].add(number)
    return clusters, holders
