"""A line to type into that takes every letter of Persian."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.widgets import Input

JOINERS: Final = frozenset("\u200c\u200d")
"""The zero-width non-joiner, typed within Persian words, and the joiner: Textual takes neither for a letter."""


class TextInput(Input):
    """Textual's input, in one line and without a border, that the joiners can be typed into."""

    DEFAULT_CSS = """
    TextInput, TextInput:focus { border: none; height: 1; padding: 0 1; background: transparent; }
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.character in JOINERS and event.character is not None:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)
