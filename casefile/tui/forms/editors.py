"""The two editors of a form, for one line and for several: the form has one of each and moves it from field to field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.expand_tabs import expand_tabs_inline
from textual.message import Message
from textual.widgets import TextArea

from casefile.tui.widgets.text_input import CONTROLS, JOINERS, TextInput

HELD_LINE: Final = 20_000
HELD_LINES: Final = 100_000
"""The most characters that an editor works on; a longer text is kept as it was pasted, and told in a line."""

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


class Pasted(Message):
    """A text was pasted: without control characters, of which there were so many."""

    def __init__(self, text: str, removed: int) -> None:
        super().__init__()
        self.text = text
        self.removed = removed


class Cleared(Message):
    """A text that is too long to be edited was cleared away."""


class Left(Message):
    """The cursor left the text upwards (-1) or downwards (1)."""

    def __init__(self, way: int) -> None:
        super().__init__()
        self.way = way


class LineEditor(TextInput):
    """One line. ``held`` says that its text is too long to be shown.

    ``takes`` is asked of each key first, and answers at once: what is typed after a key is meant for where it led.
    """

    held: bool = False
    takes: Callable[[str], bool] | None = None

    async def _on_key(self, event: events.Key) -> None:
        typed = event.is_printable or event.character in JOINERS
        if not typed and self.takes is not None and self.takes(event.key):
            event.stop()
            event.prevent_default()
        elif self.held and (typed or event.key in ("backspace", "delete")):
            event.stop()
            event.prevent_default()
            if not typed:
                self.post_message(Cleared())

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(Pasted(*without_controls(event.text)))

    @property
    def _value(self) -> Text:
        """What is shown: a sign of one cell for each character that a terminal would obey."""
        return Text(_shown(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(expand_tabs_inline(_shown(self.value[:position]), 4))


class LinesEditor(TextArea):
    """Several lines. Up and down go on to the fields around where the text ends; ``takes`` as in `LineEditor`."""

    takes: Callable[[str], bool] | None = None

    def action_cursor_up(self, select: bool = False) -> None:
        """Goes a line up; from the first, out of the text."""
        if not select and self.cursor_at_first_line:
            self.post_message(Left(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Goes a line down; from the last, out of the text."""
        if not select and self.cursor_at_last_line:
            self.post_message(Left(1))
        else:
            super().action_cursor_down(select)

    async def _on_key(self, event: events.Key) -> None:
        own = event.is_printable or event.key in ("up", "down", "enter")
        if not own and self.takes is not None and self.takes(event.key):
            event.stop()
            event.prevent_default()
        elif event.character is not None and event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        text, removed = without_controls(event.text)
        if len(text) + len(self.text) > HELD_LINES or removed:
            event.stop()
            event.prevent_default()
            self.post_message(Pasted(text, removed))
        else:
            event.text = text


def without_controls(text: str) -> tuple[str, int]:
    """A pasted text without characters that no keyboard types, and how many of them it had."""
    return CONTROLS.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("�", text)
