"""The values of claims: how they are written, what they allow, and whether two of them can both be true."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from casefile.model.case import Case
from casefile.model.dates import DateError, display_short, overlap
from casefile.model.records import Claim, FuzzyDate, Place, Quantity, Reference, Value, claim_value
from casefile.model.text import fold

NOT: Final = "not "
"""Before what a claim denies."""

_SIGNS: Final = {"at-least": "≥ ", "at-most": "≤ ", "about": "≈ ", "exactly": ""}
_ABOUT: Final = 0.1
"""How far a number may stand from one given as "about": a tenth of it, of things counted at least one."""


class Unit(NamedTuple):
    """What a unit measures, and how many of the base unit of that kind it is."""

    dimension: str
    factor: float


_UNITS: Final[dict[str, Unit]] = {
    **dict.fromkeys(("", "person", "persons", "people"), Unit("count", 1.0)),
    **dict.fromkeys(("mm", "millimetre", "millimetres"), Unit("length", 0.001)),
    **dict.fromkeys(("cm", "centimetre", "centimetres"), Unit("length", 0.01)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), Unit("length", 1.0)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), Unit("length", 1000.0)),
    **dict.fromkeys(("ft", "foot", "feet"), Unit("length", 0.3048)),
    **dict.fromkeys(("mi", "mile", "miles"), Unit("length", 1609.344)),
    **dict.fromkeys(("g", "gram", "grams"), Unit("mass", 0.001)),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), Unit("mass", 1.0)),
    **dict.fromkeys(("t", "tonne", "tonnes"), Unit("mass", 1000.0)),
    **dict.fromkeys(("s", "sec", "second", "seconds"), Unit("time", 1.0)),
    **dict.fromkeys(("min", "minute", "minutes"), Unit("time", 60.0)),
    **dict.fromkeys(("h", "hour", "hours"), Unit("time", 3600.0)),
    **dict.fromkeys(("d", "day", "days"), Unit("time", 86_400.0)),
    **dict.fromkeys(("week", "weeks"), Unit("time", 604_800.0)),
}
"""Units that can be told into one another; any other unit is a kind of its own."""


def unit_of(quantity: Quantity) -> Unit:
    """The unit of a quantity; none at all counts people or things."""
    return _UNITS.get(quantity.unit) or _unit(quantity.unit)


def _unit(name: str) -> Unit:
    folded = fold(name).strip()
    return _UNITS.get(folded) or Unit(folded, 1.0)


_UNREADABLE: Final = 10**15
"""From this size on a number is written in powers of ten."""


def number(value: float | int) -> str:
    """A number without needless decimals; one too long to read as powers of ten."""
    if isinstance(value, int) and abs(value) < _UNREADABLE:
        return str(value)
    given = _scaled(value, 1.0) or 0.0
    return str(int(given)) if given.is_integer() and abs(given) < _UNREADABLE else f"{given:g}"


def label(case: Case, value: Value) -> str:
    """A value in a few characters, its uncertainty on it: `≥ 84`, `1.5 km`, `≈ 15:00`, the name of a record."""
    if isinstance(value, Quantity):
        return _quantity_label(value)
    if isinstance(value, FuzzyDate):
        return _date_label(value.edtf, value.timezone or case.timezone)
    if isinstance(value, Reference):
        return case.title(value.record)
    return value


@lru_cache(maxsize=4096)
def _quantity_label(value: Quantity) -> str:
    unit = f" {value.unit}" if value.unit else ""
    if value.low is not None and value.high is not None and value.low != value.high:
        return f"{number(value.low)}–{number(value.high)}{unit}"
    known = next((one for one in (value.number, value.low, value.high) if one is not None), None)
    if known is None:
        return "no number"
    sign = _SIGNS.get(value.qualifier, "")
    if value.number is None and (value.low is None) != (value.high is None):
        sign = _SIGNS["at-least" if value.high is None else "at-most"]
    return f"{sign}{number(known)}{unit}"


@lru_cache(maxsize=4096)
def _date_label(edtf: str, timezone: str) -> str:
    return display_short(edtf, timezone)


def claim_label(case: Case, claim: Claim) -> str:
    """What one claim says, a denial with "not" before it; the statement where it gives no value."""
    said = label(case, claim_value(claim.value) or claim.statement)
    return NOT + said if claim.stance == "denies" else said


def folded_label(case: Case, value: Value) -> str:
    """The label without what makes no difference: case, spelling signs, script variants."""
    return value.record if isinstance(value, Reference) else fold(label(case, value))


def compatible(case: Case, one: Value, other: Value) -> bool:
    """Whether two values of one fact can both be true.

    Quantities by their bounds ("at least 84" agrees with 91), dates by overlap, places by distance and uncertainty,
    text by its folded form. Values of different kinds say nothing against each other.
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if unit_of(one).dimension != unit_of(other).dimension:
            return True
        low, high = bounds(one)
        other_low, other_high = bounds(other)
        return low <= other_high and other_low <= high
    if isinstance(one, FuzzyDate) and isinstance(other, FuzzyDate):
        try:
            return overlap(one, other, case.timezone)
        except DateError:
            return True
    if isinstance(one, Reference) and isinstance(other, Reference):
        return one.record == other.record or near(case, one.record, other.record)
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    if isinstance(one, Reference | str) and isinstance(other, Reference | str):
        return not {fold(name) for name in names_of(case, one)}.isdisjoint(
            fold(name) for name in names_of(case, other)
        )
    return True


def names_of(case: Case, value: Reference | str) -> tuple[str, ...]:
    """A text, or all the names that a record goes by, the main one first."""
    if isinstance(value, str):
        return (value,)
    record = case.record(value.record) if value.record in case else None
    others = (name.value for name in getattr(record, "names", ()))
    return tuple(dict.fromkeys(name for name in (case.title(value.record), *others) if name))


@lru_cache(maxsize=4096)
def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and the greatest number that a quantity allows, in the base unit of what it measures."""
    dimension, scale = unit_of(quantity)
    low = _scaled(quantity.low if quantity.low is not None else quantity.number, scale)
    high = _scaled(quantity.high if quantity.high is not None else quantity.number, scale)
    least = -math.inf if low is None or quantity.qualifier == "at-most" else low
    most = math.inf if high is None or quantity.qualifier == "at-least" else high
    if quantity.qualifier == "about" and quantity.low is None and quantity.high is None:
        slack = max(abs(low or 0.0) * _ABOUT, 1.0 if dimension == "count" else 0.0)
        return least - slack, most + slack
    return (least, most) if least <= most else (most, least)


def _scaled(value: float | int | None, scale: float) -> float | None:
    if value is None:
        return None
    try:
        return float(value) if scale == 1.0 else round(value * scale, 6)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


class Range(NamedTuple):
    """The least and the greatest number given, in ``unit``."""

    low: float
    high: float
    unit: str

    @property
    def label(self) -> str:
        """`84–103`, `0.7–1.5 km`, `20`."""
        low, high = number(self.low), number(self.high)
        numbers = low if low == high else f"{low}–{high}"
        return f"{numbers} {self.unit}" if self.unit else numbers


def number_range(quantities: Iterable[Quantity]) -> Range | None:
    """The range of the numbers of some quantities, in the unit in which most of the numbers are given.

    Where several kinds of thing are measured, the commonest kind; none where there is no number.
    """
    given = [(unit_of(one), one.unit, number) for one in quantities for number in _numbers(one)]
    if not given:
        return None
    kinds: dict[str, int] = {}
    for unit, _, _ in given:
        kinds[unit.dimension] = kinds.get(unit.dimension, 0) + 1
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    used: dict[tuple[float, str], int] = {}
    for factor, name, _ in {(unit.factor, name, one) for unit, name, one in given if unit.dimension == kind}:
        used[factor, name] = used.get((factor, name), 0) + 1
    factor, name = min(used, key=lambda one: (-used[one], -one[0], one[1]))
    numbers = [
        number if unit.factor == factor else (_scaled(number, unit.factor / factor) or 0.0)
        for unit, _, number in given
        if unit.dimension == kind
    ]
    return Range(min(numbers), max(numbers), name)


def in_unit(quantity: Quantity, unit: str) -> float | None:
    """The number of a quantity told in another unit; the middle of its range where it gives no number."""
    numbers = _numbers(quantity)
    target = _unit(unit)
    if not numbers or unit_of(quantity).dimension != target.dimension:
        return None
    given = quantity.number if quantity.number is not None else sum(numbers) / len(numbers)
    return _scaled(given, unit_of(quantity).factor / target.factor)


def _numbers(quantity: Quantity) -> list[float | int]:
    return [one for one in (quantity.low, quantity.number, quantity.high) if one is not None]


def near(case: Case, one: str, other: str) -> bool:
    """Whether two places can be one: by distance and uncertainty, or because one lies within the other."""
    first, second = case.get(one, Place), case.get(other, Place)
    if first is None or second is None:
        return False
    if other in surroundings(case, first) or one in surroundings(case, second):
        return True
    return near_points(first, second)


def near_points(one: Place, other: Place) -> bool:
    """Whether two places lie within the sum of their uncertainties; not where either lacks coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return False
    allowed = (one.uncertainty_m or 0.0) + (other.uncertainty_m or 0.0)
    return distance_m(one, other) <= allowed


def surroundings(case: Case, place: Place) -> tuple[str, ...]:
    """The places in which a place lies, from the nearest outward; places in a circle are named once."""
    found: dict[str, None] = {}
    around: Place | None = place
    while around is not None and around.within and around.within not in found and around.within != place.id:
        found[around.within] = None
        around = case.get(around.within, Place)
    return tuple(found)


def distance_m(one: Place, other: Place) -> float:
    """The great-circle distance of two places in metres (haversine, mean Earth radius)."""
    lat1, lon1, lat2, lon2 = (
        math.radians(degrees or 0.0)
        for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(half)))
