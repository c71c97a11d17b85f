"""A line to type into that takes every letter of Persian."""

from __future__ import annotations

import re
from typing import Final

from textual import events
from textual.widgets import Input

JOINERS: Final = frozenset("\u200c\u200d")
"""The zero-width non-joiner, typed within Persian words, and the joiner: Textual takes neither for a letter."""


CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no keyboard types into a text: they are left out of what is pasted."""


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

    def _on_paste(self, event: events.Paste) -> None:
        event.text = CONTROLS.sub("", event.text)
