"""How many terminal cells a text takes, and cutting it to fit.

Reckoned from `unicodedata`, by the rules that Rich applies, so that what is cut here fits where the screen is laid
out: `wcwidth` would be a further dependency and takes 25 ms to import. Where a sign with a variation selector may take one
cell or two, two are reckoned. Text is expected to be clean: controls count as no cell.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_WIDE: Final = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
"""Signs that became wide with Unicode 16, which older Python versions do not know."""
_UNASSIGNED_WIDE: Final = ((0x1F300, 0x1FAFF), (0x20000, 0x3FFFD))
"""Where signs that this Python does not know yet are wide: pictographs and rare ideographs."""
_SUPPLEMENTS: Final = frozenset(
    [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, 0xAD]
)
"""Format characters that are seen: the Arabic number signs, the soft hyphen."""
_EMOJI_STYLE: Final = "\ufe0f"


class _Widths(dict[str, int]):
    """Cells of each character, worked out when it is first met."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = _cells(character)
        return cells


_WIDTHS: Final = _Widths()


def width(text: str) -> int:
    """Cells that `text` takes on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    cells = sum(map(_WIDTHS.__getitem__, text))
    if _EMOJI_STYLE in text:
        cells += sum(_widened(text, at) for at, character in enumerate(text) if character == _EMOJI_STYLE)
    return cells


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` where it fits into `cells`, else as much of it as fits with the ellipsis; never wider than `cells`."""
    if cells <= 0:
        return ""
    room = cells - width(ellipsis)
    if text.isascii() and text.isprintable():
        return text if len(text) <= cells else text[:room] + ellipsis if room >= 0 else ""
    if width(text) <= cells:
        return text
    if room < 0:
        return ""
    taken = 0
    for at, character in enumerate(text):
        taken += _WIDTHS[character] + (character == _EMOJI_STYLE and _widened(text, at))
        if taken > room:
            return text[: _boundary(text, at)] + ellipsis
    return text


def _boundary(text: str, at: int) -> int:
    """A place not after `at` that parts no sign from its variation selector."""
    return at - 1 if at and text[at] == _EMOJI_STYLE else at


def _widened(text: str, at: int) -> int:
    """Cells that the variation selector at `at` adds to the sign before it."""
    return int(at > 0 and _WIDTHS[text[at - 1]] == 1 and not text[at - 1].isalpha())


def _cells(character: str) -> int:
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cn":
        return 2 if _within(code, _UNASSIGNED_WIDE) else 1
    if category == "Cf":
        return 1 if code in _SUPPLEMENTS else 0
    if category in ("Mn", "Me", "Mc", "Cc", "Zl", "Zp"):
        return 0
    # Vowels and finals of Hangul syllables written in parts, and the skin tones of emoji, join what is before them.
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or _within(code, _WIDE) else 1


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
