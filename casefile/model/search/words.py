"""Words as a search compares them: what is folded, and split wherever a letter, digit or mark ends."""

from __future__ import annotations

import unicodedata
from typing import Final

from casefile.model.text import fold


class _Spacing(dict[int, str]):
    """Each character as it is, or a blank where it is of no word; worked out when it is first met.

    Letters, digits and marks make words. So do private-use characters: they begin the words that stand for fields,
    which no text that is typed can then be mistaken for.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        self[code] = kept = character if category[0] in "LNM" or category == "Co" else " "
        return kept


_SPACING: Final = _Spacing()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return split(fold(text))


def spaced(text: str) -> str:
    """The folded text with nothing but ASCII between its words, as SQLite's `ascii` tokenizer takes it."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_SPACING)


def split(folded: str) -> list[str]:
    """The words of a text that is folded already."""
    return folded.translate(_SPACING).split()


def is_word_character(character: str) -> bool:
    """Whether a character is part of a word."""
    return _SPACING[ord(character)] != " "


def slug(text: str) -> str:
    """A value as one word: `TLP:AMBER+STRICT` and `tlp amber strict` are the same."""
    return JOINT.join(words(text))


JOINT: Final = "\ue0ff"
"""Stands between the parts of a value that is one word."""
