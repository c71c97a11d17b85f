"""The fields that a search can ask for by name, `field:value`, and the words that stand for them in the index.

A record carries one word for each value: a private-use character that is the field's own, and the folded value.
Whoever types `killed` therefore never finds what `kind:killed` finds, and the one index answers both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from casefile.model.search.words import slug, words


class Field(NamedTuple):
    """A field: ``sign`` begins its words in the index (empty for dates, which are no words), ``sentence`` says
    what it finds, ``example`` is a value to show."""

    name: str
    sign: str
    sentence: str
    example: str


FIELDS: Final[dict[str, Field]] = {
    field.name: field
    for field in (
        Field("kind", "\ue001", "Records of a table or kind: a claim's kind is its predicate.", "attack"),
        Field("actor", "\ue002", "What an actor, by any of its names, has to do with.", "irgc"),
        Field("source", "\ue003", "What a source published, said, or is cited for.", "irna"),
        Field("grade", "\ue004", "What is graded so (Admiralty code): letter, digit, or both.", "B2"),
        Field("before", "", "What may lie before that day or moment.", "2024-01-05"),
        Field("after", "", "What may lie on that day, at that moment, or later.", "2024-01-03"),
        Field("case", "\ue005", "Records of the cases whose id begins so.", "kerman-2024"),
        Field("tag", "\ue006", "Records with a tag that begins so.", "verified"),
        Field("marking", "\ue007", "Records with that TLP marking, or marked as sensitive so.", "amber"),
        Field(
            "contested",
            "\ue008",
            "Facts that the claims contradict each other on, and those claims: yes or no.",
            "yes",
        ),
    )
}
"""By name, in the order in which they are offered."""

NAME: Final = "\ue009"
"""Begins the word that stands for a whole name of an actor, source or place."""
SENSITIVE: Final = "\ue00a"
"""The word of every record that is marked as sensitive, whatever for."""
EVERYTHING: Final = "\ue000"
"""The word that every record carries, so that a search may consist of what is left out alone."""


@lru_cache(maxsize=16_384)
def value_word(field: str, value: str) -> str:
    """The word that stands for a whole value of a field."""
    return FIELDS[field].sign + slug(value)


def whole_name(name: str) -> str:
    """The word that stands for a whole name."""
    return NAME + slug(name)


def name_words(field: str, name: str) -> list[str]:
    """The words that stand for the words of a name."""
    sign = FIELDS[field].sign
    return [sign + word for word in words(name)]
