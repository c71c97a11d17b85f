"""The one door through which a case's text reaches a stock widget."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from casefile.model.text import clean

TEXT_LIMIT: Final = 64 * 1024
"""The most characters of one text that are shown at once; a larger text ends in "…"."""


def data(text: str, *, multiline: bool = False, limit: int = TEXT_LIMIT) -> Content:
    """The text as ``Content``: never markup, no control characters, not endlessly long.

    Line breaks stay only where ``multiline`` is true; ``limit`` counts characters.
    """
    if len(text) > limit:
        text = text[:limit] + "…"
    return Content(clean(text, multiline=multiline))
