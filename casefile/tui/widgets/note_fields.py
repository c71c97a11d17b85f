"""The two fields of a note, its title and its text, as far as both take the same: what follows `[[`, and pasted texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from casefile.tui.widgets.text_input import JOINERS, TextInput

LONGEST_LINE: Final = 4000
"""Lines are broken at a blank before that many characters: one of 1 MB would take seconds at each key.
In Markdown a broken line is the same paragraph; a text that nobody changes is given back as it was."""

_POPUP_KEYS: Final = frozenset(("up", "down", "enter", "tab", "escape"))
_QUERY: Final = re.compile(r"\[\[([^\[\]|\n]{0,60})$")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class PopupKey(Message):
    """A key for the popup: "up", "down", "enter", "tab" or "escape"."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class NoteTitle(TextInput):
    """The title of a note, in one line; of what is pasted, the further lines are told to whoever has the text."""

    popup_open: bool = False
    """Whether the popup's keys go to the popup."""

    class MorePasted(Message):
        """Several lines were pasted; ``text`` is what came after the first."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def _on_key(self, event: events.Key) -> None:
        if self.popup_open and event.key in _POPUP_KEYS:
            event.stop()
            event.prevent_default()
            self.post_message(PopupKey(event.key))

    def _on_paste(self, event: events.Paste) -> None:
        title, _, rest = _pasted(event).strip("\n").partition("\n")
        event.stop()
        event.prevent_default()
        self.replace(title, *sorted(self.selection))
        if rest.strip():
            self.post_message(self.MorePasted(rest.lstrip("\n")))

    def query_before_cursor(self) -> str | None:
        """What is typed after `[[` up to the cursor, or None outside of such brackets."""
        return _query(self.value[: self.cursor_position])

    def take(self, key: str, label: str, query: str) -> None:
        """Puts a record's name in place of the brackets: a title is read as it stands, and not as Markdown."""
        place = self.cursor_position
        after = place + 2 * (self.value[place : place + 2] == "]]")
        self.replace(label or key, place - len(query) - 2, after)


class NoteBody(TextArea):
    """The text of a note. Pasted control characters are left out; an open popup takes a few of the keys."""

    popup_open: bool = False
    """Whether the popup's keys go to the popup."""

    async def _on_key(self, event: events.Key) -> None:
        if event.character in JOINERS and event.character is not None:
            event.stop()
            event.prevent_default()
            self.insert(event.character)
        elif self.popup_open and event.key in _POPUP_KEYS:
            event.stop()
            event.prevent_default()
            self.post_message(PopupKey(event.key))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = fitted(_pasted(event))

    def query_before_cursor(self) -> str | None:
        """What is typed after `[[` up to the cursor, or None outside of such brackets."""
        row, column = self.cursor_location
        return _query(self.document.get_line(row)[:column])

    def take(self, key: str, label: str, query: str) -> None:
        """Puts a reference in place of what was typed, with the record's name where that is another text than its id."""
        row, column = self.cursor_location
        closed = self.document.get_line(row)[column : column + 2] == "]]"
        text = f"{key}|{label}]]" if label and label != key else f"{key}]]"
        start = (row, column - len(query))
        self.replace(text, start, (row, column + 2 * closed), maintain_selection_offset=False)
        self.move_cursor((row, start[1] + len(text)))


def _query(before: str) -> str | None:
    match = _QUERY.search(before[-64:])
    return match[1] if match else None


def _pasted(event: events.Paste) -> str:
    """What was pasted, without control characters."""
    return _CONTROLS.sub("", event.text.replace("\r\n", "\n").replace("\r", "\n"))


def fitted(text: str) -> str:
    """The text with lines that are not too long."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """The line in parts that are not too long."""
    while len(line) > LONGEST_LINE:
        blank = line.rfind(" ", 1, LONGEST_LINE)
        yield line[:blank] if blank > 0 else line[:LONGEST_LINE]
        line = line[blank + 1 :] if blank > 0 else line[LONGEST_LINE:]
    yield line
