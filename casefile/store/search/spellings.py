"""Other spellings of a name, learnt from the names in the library.

A word is looked for under other spellings where it is part of a name, or where no record has it at all: `Norouzof`
finds what `Nowruzof` and نوروزف find, and شاهچراغ what `Shah Cheragh` does. A word that stands somewhere without being
part of a name has a meaning of its own; it is looked for in other scripts, and where it is nearly the name itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Any, Final, TypeAlias

from casefile.model.search.fields import FIELDS
from casefile.model.search.tree import Either, Every, Facet, Node, Text
from casefile.model.search.words import JOINT
from casefile.model.text import script_of
from casefile.model.text.consonants import alike
from casefile.store.search.rows import Spelling

MOST: Final = 24
"""Other spellings of one word that are looked for."""
_NEARLY: Final = 0.82
"""The least likeness (0 to 1) of a word with a meaning of its own and a name: Kirman and Kerman, not held and Khaled."""
Ask: TypeAlias = Callable[[str, tuple[object, ...]], list[Any]]
"""Asks the database, and gives the rows."""


def expanded(node: Node, spelling: Spelling, ask: Ask) -> Node:
    """The same search, with the other spellings of each name in it as further ways to answer."""
    match node:
        case Every(nodes=nodes):
            return Every(tuple(expanded(one, spelling, ask) for one in nodes))
        case Either(nodes=nodes):
            return Either(tuple(expanded(one, spelling, ask) for one in nodes))
        case Text():
            others = spelled(node, spelling, ask)
            return Either((node, *others)) if others else node
        case Facet(field="actor" | "source", word=word, prefix=True) if JOINT not in word:
            sign = FIELDS[node.field].sign
            others_of = other_spellings(word.removeprefix(sign), spelling, ask)
            facets = [Facet(node.field, sign + other, False) for other in others_of if " " not in other]
            return Either((node, *facets)) if facets else node
    return node


def spelled(text: Text, spelling: Spelling, ask: Ask) -> list[Text]:
    """The other spellings of a word that may go on; of a phrase there are none."""
    if not text.prefix or len(text.words) > 1:
        return []
    return [Text(tuple(other.split()), True) for other in other_spellings(text.words[0], spelling, ask)]


def other_spellings(word: str, spelling: Spelling, ask: Ask) -> list[str]:
    """How else a name's word is spelled in the library; a name of two words stands with a blank between them."""
    found = list(dict.fromkeys(_named_alike(spelling(word), ask)))
    if not found:
        return []
    if word not in found and _stands_somewhere(word, ask):
        found = [other for other in found if script_of(word) != script_of(other) or _nearly(word, other)]
    return [other for other in found if not other.startswith(word) and alike(word, other.replace(" ", ""))]


def _named_alike(bones: Iterable[str], ask: Ask) -> Iterable[str]:
    for one in bones:
        for row in ask("select word from spellings where bones = ? limit ?", (one, MOST)):
            yield row[0]


def _nearly(word: str, other: str) -> bool:
    return SequenceMatcher(None, word, other).ratio() >= _NEARLY


def _stands_somewhere(word: str, ask: Ask) -> bool:
    expression = f'{{title text}} : "{word}"*'
    return bool(ask("select rowid from entries where entries match ? limit 1", (expression,)))
