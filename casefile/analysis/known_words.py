"""What a record said as of a moment, as far as the record of the case carries it.

What a claim stands behind is known from the first claim that says it: a name, a nationality, a time, a place. The
description of an actor or event was written with all claims about it at hand, and is left out until the last of them. A source
has the grade that its history gives for the day: before the first one none, and where there is no history the analysts'
grading is timeless. Titles, descriptions, grades and decisions have no date: they are today's words, and the screens say so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from casefile.analysis.factsheets import sheet_of
from casefile.analysis.index import fact_index
from casefile.analysis.moments import moments_of
from casefile.model.case import Case
from casefile.model.links import find_links
from casefile.model.records import FuzzyDate, Json, Reference, claim_value
from casefile.model.text import fold

if TYPE_CHECKING:
    from casefile.analysis.known import Knowledge
    from casefile.analysis.known_case import KnownCase

NOT_NAMED: Final = "not named yet"
"""The name of an actor whose name nobody had said."""

LINKS: Final = ("reports", "claims", "supports", "contradicts", "supersedes", "about")
"""Lists of references of which only those to what was known are left."""

HINDSIGHT: Final = ("summary", "bottom_line")
"""What the analysts say of the case as a whole, in the light of all that is known now."""

_NAMES: Final = ("name", "alias")
_DESCRIBED: Final = frozenset({"actors", "events"})
"""The tables whose records are described by the claims about them."""


def ids(value: object) -> list[str]:
    """The ids in a list of references, whatever else stands in it."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def people_of(record: Json) -> list[str]:
    """The actors that take part in an event."""
    return [str(part["actor"]) for part in _parts(record.get("participants"))]


def _parts(value: object) -> list[Json]:
    parts = value if isinstance(value, list) else []
    return [part for part in parts if isinstance(part, dict) and isinstance(part.get("actor"), str)]


def referred_in_note(record: Json) -> Iterator[str]:
    """What a note is about and what its text links to, in this case."""
    yield from ids(record.get("about"))
    body = record.get("body")
    yield from (link.record for link in find_links(body if isinstance(body, str) else "") if not link.case)


def settled(knowledge: Knowledge, table: str, record: Json) -> float:
    """From when a record reads as it does now, in seconds since 1970; infinity where that is never so."""
    if table == "case" or (table == "claims" and record.get("status") == "superseded"):
        return math.inf
    moments = [knowledge.since(target) for field in LINKS for target in ids(record.get(field))]
    moments += [knowledge.since(target) for target in _single(record)]
    if table == "events":
        moments += knowledge.parts(record["id"]).values()
    if table == "sources":
        moments += [moment for moment, _ in _grades(record, knowledge.case.timezone)]
    if table in _DESCRIBED:
        facts = fact_index(knowledge.case).facts_of(knowledge.case, record["id"])
        moments += [knowledge.since(claim) for claims in facts.values() for claim in claims]
    return max(moments, default=-math.inf)


def _single(record: Json) -> Iterator[str]:
    """The events that an event stands within or after."""
    follows = record.get("follows")
    for one in (record.get("part_of"), follows.get("event") if isinstance(follows, dict) else None):
        if isinstance(one, str):
            yield one


def as_known(known: KnownCase, table: str, record: Json) -> Json:
    """A record without what was not known: the same one where nothing is to be left out."""
    changes: Json = {}
    for field in LINKS:
        targets = ids(record.get(field))
        kept = [target for target in targets if known.is_known(target)]
        if len(kept) < len(targets):
            changes[field] = kept
    change = _CHANGES.get(table)
    if change is not None:
        changes |= change(known, record)
    if table in _DESCRIBED and record.get("description") and not _Told(known, record["id"]).all_said:
        changes["description"] = None
    if not changes:
        return record
    return {name: value for name, value in {**record, **changes}.items() if value is not None}


def _case(known: KnownCase, record: Json) -> Json:
    return {field: "" for field in HINDSIGHT if record.get(field)}


def _claim(known: KnownCase, record: Json) -> Json:
    stands = record.get("status") == "superseded" and known.stands(record["id"])
    return {"status": "unreviewed"} if stands else {}


# Sources


def _grades(record: Json, timezone: str) -> list[tuple[float, Json]]:
    """The grades that a source had, in the order in which it got them; one without a day holds from the beginning."""
    history = record.get("reliability_history")
    found: list[tuple[float, Json]] = []
    for entry in history if isinstance(history, list) else ():
        if isinstance(entry, dict):
            when = entry.get("when")
            found.append((moments_of({"edtf": when}, timezone)[1] if when else -math.inf, entry))
    return sorted(found, key=lambda one: one[0])


def _source(known: KnownCase, record: Json) -> Json:
    grades = _grades(record, known.timezone)
    there = [entry for moment, entry in grades if moment <= known.moment]
    if len(there) == len(grades):
        return {}
    entry: Json = there[-1] if there else {}
    return {
        "reliability": entry.get("grade"),
        "reliability_reason": entry.get("reason"),
        "reliability_history": there or None,
    }


# What claims stand behind


class _Told:
    """What was said of one fact, or of all about a subject, with when each value was first said."""

    def __init__(self, known: KnownCase, subject: str, names: Iterable[str] | None = None) -> None:
        whole, since = known.whole, known.knowledge.since
        facts = fact_index(whole).facts_of(whole, subject)
        claims = [claim for name in (facts if names is None else names) for claim in facts.get(name, ())]
        self.moment = known.moment
        self.all_said = all(since(claim) <= self.moment for claim in claims)
        self.any_said = not claims or any(since(claim) <= self.moment for claim in claims)
        self.first: dict[str, float] = {}
        self.words: dict[str, str] = {}
        for claim in sorted(claims, key=since):
            value = whole.raw(claim)[1].get("value")
            self.first.setdefault(_key(value), since(claim))
            if isinstance(value, str) and since(claim) <= self.moment:
                self.words[_key(value)] = value

    def later(self, value: object) -> bool:
        """Whether somebody says so, and nobody had said it yet."""
        return self.first.get(_key(value), -math.inf) > self.moment


def _key(value: object) -> str:
    """The same for values that say the same."""
    given = claim_value(value)
    if isinstance(given, FuzzyDate):
        return given.edtf
    return given.record if isinstance(given, Reference) else fold(given) if isinstance(given, str) else ""


def _actor(known: KnownCase, record: Json) -> Json:
    changes: Json = {}
    told = _Told(known, record["id"], _NAMES)
    if not told.all_said:
        listed = record.get("names")
        names = [name for name in listed if isinstance(name, dict)] if isinstance(listed, list) else []
        kept = [name for name in names if not told.later(name.get("value"))]
        if len(kept) < len(names):
            changes["names"] = kept
        if told.later(record.get("name")):
            others = [*told.words.values(), *(name["value"] for name in kept if name.get("value"))]
            changes["name"] = others[0] if others else NOT_NAMED
    if record.get("country") and not _Told(known, record["id"], ("nationality",)).any_said:
        changes["country"] = None
    return changes


def _event(known: KnownCase, record: Json) -> Json:
    changes: Json = {}
    parts = _parts(record.get("participants"))
    there = known.there(record["id"], [part["actor"] for part in parts])
    if parts and len(there) < len({part["actor"] for part in parts}):
        changes["participants"] = [part for part in parts if part["actor"] in there]
    part_of, follows = record.get("part_of"), record.get("follows")
    if isinstance(part_of, str) and not known.is_known(part_of):
        changes["part_of"] = None
    if isinstance(follows, dict) and not known.is_known(str(follows.get("event"))):
        changes["follows"] = None
    return changes | _when(known, record) | _place(known, record)


def _when(known: KnownCase, record: Json) -> Json:
    """The time of an event: of one that nobody had told so yet the one held then, else its day; without words."""
    when = record.get("when")
    told = _Told(known, record["id"], ("occurred-at",))
    if not isinstance(when, dict) or told.all_said:
        return {}
    plain: Json = {name: value for name, value in when.items() if name not in ("text", "calendar")}
    if not told.later(when):
        return {"when": plain} if plain != when else {}
    held = _held(known, record["id"], "occurred-at")
    if isinstance(held, FuzzyDate):
        zone = held.timezone or when.get("timezone")
        return {"when": {"edtf": held.edtf, **({"timezone": zone} if zone else {})}}
    edtf = str(plain.get("edtf"))
    return {"when": {**plain, "edtf": edtf[:10] if edtf[10:11] == "T" and "/" not in edtf else edtf}}


def _place(known: KnownCase, record: Json) -> Json:
    place = record.get("place")
    if not place or not _Told(known, record["id"], ("located-at",)).later({"record": place}):
        return {}
    held = _held(known, record["id"], "located-at")
    return {"place": held.record if isinstance(held, Reference) else None}


def _held(known: Case, subject: str, predicate: str) -> object:
    sheet = sheet_of(known, subject, predicate)
    return sheet.held.value if sheet is not None and sheet.held is not None else None


_CHANGES: Final[Mapping[str, Callable[[KnownCase, Json], Json]]] = {
    "case": _case,
    "claims": _claim,
    "sources": _source,
    "actors": _actor,
    "events": _event,
}
