"""Words as a search compares them: what is folded, and split wherever a letter, digit or mark ends."""

from __future__ import annotations

import unicodedata
from typing import Final

from casefile.model.text import fold

TOKEN_CATEGORIES: Final = "L* N* Co M*"
"""Unicode categories of the characters that make a word, as SQLite's `unicode61` takes them. Private-use characters
are among them: they begin the words that stand for fields, which no text that is typed can then be mistaken for."""


class _Spacing(dict[int, str]):
    """Each character as it is, or a blank where it is of no word; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        self[code] = kept = character if category[0] in "LNM" or category == "Co" else " "
        return kept


_SPACING: Final = _Spacing()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return split(fold(text))


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
