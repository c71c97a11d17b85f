"""Names that may mean one actor: compared across spellings and scripts, always with the reason.

Three signs count, from the strongest: a name that is the same once folded; the same consonants, as one name written
in Arabic, Cyrillic and Latin letters keeps them; an acronym and the name it stands for; and a spelling that differs
by a few letters (rapidfuzz). All of them only propose: whether two actors are one is for the analyst to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.model.records import Actor
from casefile.model.text import fold
from casefile.model.text.consonants import skeleton, telling_words

_ALIKE: Final = 90.0
"""The least similarity (rapidfuzz token_sort_ratio, 0 to 100) of two spellings that is proposed."""

_INITIALS: Final = 3
"""The least number of letters of an acronym that is compared: shorter ones fit too many names."""

_NOT_LETTERS: Final = re.compile(r"[^\w]+|_")


class Pair(NamedTuple):
    """Two actors that may be one, why, and how strong the sign is (1.0 the strongest)."""

    one: str
    other: str
    reason: str
    strength: float


class Named(NamedTuple):
    """An actor as it is compared: its key, and all its names as they are written."""

    key: str
    names: tuple[str, ...]


def names_of(actor: Actor) -> tuple[str, ...]:
    """All the names of an actor, the main one first, each once."""
    return tuple(dict.fromkeys(name for name in (actor.name, *(one.value for one in actor.names)) if name))


def acronym(name: str) -> str:
    """The first letters of a name's words, folded: `Islamic Revolutionary Guard Corps` gives `irgc`."""
    words = [
        word for word in _NOT_LETTERS.split(fold(name)) if word and word not in ("of", "the", "and", "for")
    ]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def similar_actors(actors: Sequence[Actor]) -> list[Pair]:
    """Pairs among some actors that may be one; people are not compared with states or media."""
    groups: dict[bool, list[Named]] = defaultdict(list)
    for actor in actors:
        groups[actor.kind == "person"].append(Named(actor.id, names_of(actor)))
    return [pair for group in groups.values() for pair in similar(group)]


def similar(named: Iterable[Named]) -> list[Pair]:
    """Pairs that may be one, the strongest sign of each pair, the strongest pairs first."""
    found: dict[tuple[str, str], Pair] = {}
    listed = list(named)
    for pair in (*_shared(listed), *_alike(listed)):
        key = (pair.one, pair.other) if pair.one < pair.other else (pair.other, pair.one)
        if key not in found or found[key].strength < pair.strength:
            found[key] = pair
    return sorted(found.values(), key=lambda pair: (-pair.strength, pair.one, pair.other))


def _shared(named: Sequence[Named]) -> Iterator[Pair]:
    """Pairs that share a folded name, the consonants of a name, or an acronym with the name it stands for."""
    holders: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    full: dict[str, dict[str, str]] = {}
    short: dict[str, dict[str, str]] = {}
    for one in named:
        for name in one.names:
            folded = fold(name).strip()
            holders["name", folded].setdefault(one.key, name)
            bones = skeleton(name)
            if " " in bones and len(bones) >= 6:
                holders["bones", bones].setdefault(one.key, name)
            if len(acronym(name)) >= _INITIALS:
                full.setdefault(acronym(name), {}).setdefault(one.key, name)
            if _INITIALS <= len(folded.replace("-", "")) <= 6 and " " not in folded:
                short.setdefault(folded.replace("-", ""), {}).setdefault(one.key, name)
    reasons = {
        "name": (1.0, "both are called {0}"),
        "bones": (0.8, "{0} and {1} have the same consonants"),
    }
    for initials in short.keys() & full.keys():
        for key, name in short[initials].items():
            for other, other_name in full[initials].items():
                if key != other:
                    yield Pair(key, other, f"{name} may stand for {other_name}", 0.6)
    for (sign, _), members in holders.items():
        keys = list(members)
        for index, key in enumerate(keys):
            for other in keys[index + 1 :]:
                strength, words = reasons[sign]
                yield Pair(key, other, words.format(members[key], members[other]), strength)


def _alike(named: Sequence[Named]) -> Iterator[Pair]:
    """Pairs with a spelling that differs by a few letters; only names that share a first consonant are compared."""
    from rapidfuzz import fuzz, process

    blocks: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for one in named:
        for name in one.names:
            folded = " ".join(sorted(telling_words(name)))
            if len(folded) >= 8 and " " in folded and folded.isascii():
                blocks[skeleton(name)[:2]][folded].append((one.key, name))
    for block in blocks.values():
        spellings = list(block)
        for index, spelling in enumerate(spellings):
            rest = spellings[index + 1 :]
            for other, score, _ in process.extract(
                spelling, rest, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20
            ):
                for key, name in block[spelling]:
                    for other_key, other_name in block[other]:
                        if key != other_key:
                            yield Pair(
                                key, other_key, f"{name} and {other_name} are spelled alike", score / 200
                            )
