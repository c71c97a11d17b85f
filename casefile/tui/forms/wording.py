"""Words about what was typed: short enough for a line, and never obeyed by a terminal."""

from __future__ import annotations

from typing import Final

from casefile.model.text import clean
from casefile.model.text.cleaning import hidden

UNCOMMON_LENGTH: Final = 2_000
"""Characters from which on a text says how many it has."""

_SHOWN: Final = 40
_LOOKED_AT: Final = 100_000


def short(text: str) -> str:
    """A text for an error line: cleaned, and cut where it is long."""
    return clean(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def with_article(words: str) -> str:
    """A noun with its article: `an event`, `a source or actor`."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def remark(text: str, *, lines: bool = False) -> str:
    """What the writer of a text should know of it: characters that cannot be seen, an uncommon length."""
    unseen = hidden(text[:_LOOKED_AT])
    if unseen is not None:
        return f"has a character that cannot be seen: U+{ord(unseen):04X}"
    if lines and len(text) > UNCOMMON_LENGTH:
        return f"{len(text):,} characters"
    return ""
