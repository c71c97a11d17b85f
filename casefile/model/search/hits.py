"""What a search found, and in which order."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from itertools import islice, product
from typing import Final, NamedTuple, TypeAlias

from casefile.model.search.document import Document
from casefile.model.search.tree import Text
from casefile.model.search.words import words

Key: TypeAlias = tuple[str, str]
"""A record in any case: the case's id and its own."""
_WHOLES: Final = 64
"""Titles that are just the words, in so many mixtures of their spellings."""
NAMED: Final = frozenset(("actors", "sources", "places"))
"""Tables whose titles are names."""


class Hit(NamedTuple):
    """A record that was found.

    ``weight`` says how well it answers, the least the best (BM25 of SQLite's FTS5); ``earliest`` is when its date
    begins, in seconds since 1970 as the clocks there showed it, none where it has no date.
    """

    case: str
    table: str
    id: str
    title: str
    text: str
    weight: float = 0.0
    earliest: float | None = None

    @property
    def key(self) -> Key:
        """What tells the record from all others."""
        return self.case, self.id


class Found(NamedTuple):
    """The hits of a search, best first.

    ``total`` is how many there are, ``complete`` false where there are more than were looked at. ``sought`` are the
    words by which the hits are recognised, other spellings among them.
    """

    hits: tuple[Hit, ...]
    total: int
    complete: bool = True
    sought: tuple[Text, ...] = ()


def hit_of(document: Document) -> Hit:
    """A record that was found without the index, which has weighed nothing of it."""
    where = (document.case, document.table, document.id)
    return Hit(*where, document.title, document.text, earliest=document.earliest)


def ordered(hits: Iterable[Hit], sought: Iterable[Sequence[Text]], exact: Collection[Key] = ()) -> list[Hit]:
    """Hits, best first; each word that was ``sought`` in all its spellings.

    Before all come those that are called just so (``exact``), then those with the words in their name or title, the
    rest by weight. Where no words were sought there is nothing to weigh: then they are in the order of their dates.
    """
    wanted = tuple(sought)
    if not wanted:
        return sorted(
            hits, key=lambda hit: (math.inf if hit.earliest is None else hit.earliest, hit.case, hit.title)
        )
    said = [[(" ".join(text.words), text.prefix) for text in spellings] for spellings in wanted]
    wholes = {" ".join(way) for way in islice(product(*([one for one, _ in ways] for ways in said)), _WHOLES)}

    def place(hit: Hit) -> tuple[int, float]:
        return (0 if hit.key in exact else _closeness(hit, said, wholes)), hit.weight

    return sorted(hits, key=place)


def _closeness(hit: Hit, said: Sequence[Sequence[tuple[str, bool]]], wholes: Collection[str]) -> int:
    """0 for a title that is just the words, 1 for a name that has them, 2 for a title that begins with them, 3 for one
    that has them, 4 where they go on in it, 5 for the rest."""
    title = " ".join(words(hit.title))
    line = f" {title} "
    if all(any(f" {phrase} " in line for phrase, _ in ways) for ways in said):
        if title in wholes:
            return 0
        if hit.table in NAMED:
            return 1
        return 2 if any(line.startswith(f" {phrase} ") for phrase, _ in said[0]) else 3
    goes_on = all(
        any(f" {phrase}{'' if prefix else ' '}" in line for phrase, prefix in ways) for ways in said
    )
    return 4 if goes_on else 5
