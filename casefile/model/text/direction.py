"""Right-to-left runs within lines that run left to right, held so that neither columns nor digits move.

Terminals that reorder text let neighbouring right-to-left words fuse, across spaces, digits and the borders of
columns. A mark round each run ends its reach. Digits belong to no run: "۱۳ دی ۱۴۰۲" keeps its order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Mode = Literal["marks", "isolate", "visual", "off"]
"""How runs are held: LEFT-TO-RIGHT MARKs on both sides, FSI and PDI, reversed for terminals that never reorder, not."""

_LRM: Final = "\u200e"
_FSI: Final = "\u2068"
_PDI: Final = "\u2069"
# Strong letters of right-to-left scripts with their marks; not the digits among them, which run left to right.
_LETTERS: Final = (
    "\u0590-\u05ff\u0608\u060b\u060d\u061b-\u065f\u066a-\u06ef\u06fa-\u085f\u0860-\u08ff\ufb1d-\ufdcf"
    "\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
# What may stand between two words of one run: no brackets or quotation marks, whose partner may lie outside it.
_LINK: Final = "(?:[،؛.,;:!؟?/–—-] ?|[ \u200c\u200d'’])"


def has_rtl(text: str) -> bool:
    """Whether any letter of `text` runs from right to left."""
    return not text.isascii() and _letter().search(text) is not None


def isolate_runs(text: str, mode: Mode = "marks") -> str:
    """`text` with every right-to-left run held in the given way; what has none is returned as it is.

    `text` is cleaned text: bidirectional controls that it brought itself are no longer in it.
    """
    if mode == "off" or text.isascii() or not _letter().search(text):
        return text
    if mode == "marks":
        return _run().sub(rf"{_LRM}\g<0>{_LRM}", text)
    if mode == "isolate":
        return _run().sub(rf"{_FSI}\g<0>{_PDI}", text)
    return _run().sub(lambda found: _reversed(found[0]), text)


@lru_cache(maxsize=1)
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{_LETTERS}]")


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    return re.compile(f"[{_LETTERS}]+(?:{_LINK}[{_LETTERS}]+)*")


def _reversed(run: str) -> str:
    """The run as it is read, from the right: letters in reverse order, each with its marks."""
    clusters: list[str] = []
    for character in run:
        if clusters and (unicodedata.combining(character) or character in "\u200c\u200d"):
            clusters[-1] += character
        else:
            clusters.append(character)
    return "".join(reversed(clusters))
