"""Other spellings of a name, learnt from the names in the library.

A word is looked for under other spellings where it is part of a name, or where no record has it at all: `Norouzof`
finds what `Nowruzof` and نوروزف find, while `killed` does not find Khaled, which has the same consonants.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from casefile.model.search.fields import FIELDS
from casefile.model.search.tree import Either, Every, Facet, Node, Text
from casefile.model.search.words import JOINT
from casefile.store.search.rows import Spelling

MOST: Final = 24
"""Other spellings of one word that are looked for."""
_LONGER: Final = 2
"""Letters by which spellings in one script differ in length at most."""
Ask: TypeAlias = Callable[[str, tuple[object, ...]], list[Any]]
"""Asks the database, and gives the rows."""


def expanded(node: Node, spelling: Spelling, ask: Ask) -> Node:
    """The same search, with the other spellings of each name in it as further ways to answer."""
    match node:
        case Every(nodes=nodes):
            return Every(tuple(expanded(one, spelling, ask) for one in nodes))
        case Either(nodes=nodes):
            return Either(tuple(expanded(one, spelling, ask) for one in nodes))
        case Text(words=(word,)):
            others = other_spellings(word, spelling, ask) if node.prefix else []
            return Either((node, *(Text((other,), node.prefix) for other in others))) if others else node
        case Facet(field="actor" | "source", word=word, prefix=True) if JOINT not in word:
            sign = FIELDS[node.field].sign
            others = other_spellings(word.removeprefix(sign), spelling, ask)
            return (
                Either((node, *(Facet(node.field, sign + other, False) for other in others)))
                if others
                else node
            )
    return node


def other_spellings(word: str, spelling: Spelling, ask: Ask) -> list[str]:
    """How else a name's word is spelled in the library; none where the word is no name and has a meaning of its own."""
    bones = spelling(word)
    if not bones:
        return []
    found = [row[0] for row in ask("select word from spellings where bones = ? limit ?", (bones, MOST))]
    if not found or (word not in found and _stands_somewhere(word, ask)):
        return []
    return [other for other in found if not other.startswith(word) and _alike(word, other)]


def _alike(word: str, other: str) -> bool:
    """Whether two words of the same consonants may be one name; within one script they are about as long."""
    return word.isascii() != other.isascii() or abs(len(word) - len(other)) <= _LONGER


def _stands_somewhere(word: str, ask: Ask) -> bool:
    expression = f'{{title text}} : "{word}"*'
    return bool(ask("select rowid from entries where entries match ? limit 1", (expression,)))
