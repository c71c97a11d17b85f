"""Text made fit for a terminal: whatever could steer it, or hide in it, becomes a sign that can be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

NEWLINE: Final = "⏎"
"""What stands for a line break where only one line may stand."""

_TAB: Final = "    "

# Bidirectional controls, zero-width and other invisible characters, line separators, surrogates, private-use tags,
# noncharacters. U+FE0E and U+FE0F, which choose the look of the sign before them, stay.
_UNSEEN: Final = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))


def clean(text: str, multiline: bool = False) -> str:
    """`text` without anything that a terminal obeys or a reader cannot see.

    C0 controls become their pictures (␛), other controls, bidirectional controls, zero-width characters, lone
    surrogates and noncharacters their number (‹U+202E›). A zero-width joiner or non-joiner stays between letters of
    a script that joins. Tabs become spaces. Line breaks stay where `multiline`, else they become ⏎.
    """
    if text.isprintable() and (text.isascii() or not _unseen().search(text)):
        return text
    return _unseen().sub(lambda found: _substitute(found, multiline), text)


@lru_cache(maxsize=1)
def _unseen() -> re.Pattern[str]:
    return re.compile(f"\r\n|[\0-\x1f\x7f-\x9f{_UNSEEN}]")


def _substitute(found: re.Match[str], multiline: bool) -> str:
    character = found[0]
    if character in ("\n", "\r\n"):
        return "\n" if multiline else NEWLINE
    if character == "\t":
        return _TAB if multiline else " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "␡"
    if character in "\u200c\u200d" and joins(found.string, found.start()):
        return character
    return f"‹U+{ord(character):04X}›"


def joins(text: str, at: int) -> bool:
    """Whether the joiner or non-joiner at `at` stands between two letters of a script that joins its letters."""
    return 0 < at < len(text) - 1 and _joining(text[at - 1]) and _joining(text[at + 1])


def _joining(character: str) -> bool:
    """Letters and marks of Arabic, Syriac, N'Ko, the Indic scripts, and Mongolian."""
    code = ord(character)
    inside = 0x0600 <= code <= 0x0DFF or 0x1800 <= code <= 0x18AF or 0xFB50 <= code <= 0xFEFC
    return inside and unicodedata.category(character)[0] in "LM" and not 0x180B <= code <= 0x180F


def hidden(text: str) -> str | None:
    """The first character of `text` that cannot be seen and has no business there; line breaks and tabs have."""
    for found in _unseen().finditer(text):
        if found[0] in ("\n", "\r\n", "\t"):
            continue
        if not (found[0] in "\u200c\u200d" and joins(text, found.start())):
            return found[0]
    return None
