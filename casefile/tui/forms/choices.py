"""The list of what the active field can take: it opens below the editor as one types, and is moved in by the editor's keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from textual.geometry import Region
from textual.message import Message

from casefile.tui.forms.answers import Context
from casefile.tui.forms.completion import NEW, READING, Completion, Offer
from casefile.tui.forms.fields import Field
from casefile.tui.widgets.finder import work_in_slices
from casefile.tui.widgets.palette import EntryRows
from casefile.tui.widgets.virtual_list import VirtualList

_SLICE: Final = 0.004
"""Seconds that choices are looked for at once."""

_MOST_ROWS: Final = 8
_MOST_CELLS: Final = 72
_MOVES: Final = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


class New(NamedTuple):
    """A record to be made: its table, and the name that was typed."""

    table: str
    name: str


class Put(NamedTuple):
    """The text that a choice makes of the field's, and where the cursor is then."""

    text: str
    cursor: int


class Choices(VirtualList):
    """Choices for what is typed. ``anchor`` says where the editor is on the screen, and how many rows of words stand below it."""

    DEFAULT_CSS = """
    Choices {
        overlay: screen; position: absolute; display: none; background: $panel;
        &.-open { display: block; }
    }
    """

    class Looked(Message):
        """More was found for what stands in the editor still."""

    class Taken(Message):
        """A choice was clicked."""

        def __init__(self, answer: Put | New) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, anchor: Callable[[], tuple[Region, int]], **widget: Any) -> None:
        super().__init__(driven=True, **widget)
        self._anchor = anchor
        self._field: Field | None = None
        self._against: Context | None = None
        self._known: Completion | None = None
        self._offer: Offer | None = None
        self._text: str | None = None
        self._cursor = 0
        self._asked = False

    def begin(self, field: Field, context: Context, text: str) -> None:
        """From now on it is about that field; for the text that it has already nothing is looked for unasked."""
        self.close()
        self._field, self._against = field, context
        self._known, self._text = None, text

    @property
    def _completion(self) -> Completion:
        """What the field can take, gathered when it is first asked for."""
        assert self._field is not None and self._against is not None
        if self._known is None:
            self._known = Completion(self._field, self._against)
        return self._known

    @property
    def is_open(self) -> bool:
        """Whether choices are shown."""
        return self.has_class("-open")

    @property
    def looked_for(self) -> str | None:
        """The text for which choices were looked for last."""
        return self._text

    def close(self) -> None:
        """Shows none."""
        self.remove_class("-open")
        self._offer = None

    def look_up(self, text: str, cursor: int, *, asked: bool = False) -> bool:
        """Looks for choices for a text with the cursor there; whether some are shown. ``asked`` shows them for an empty one too."""
        self._text, self._cursor, self._asked = text, cursor, asked
        shown = self._look_on(self._completion, text)
        if self._offer is not None and not self._offer.finished:
            completion = self._completion

            def advance() -> bool:
                if completion is not self._known or text != self._text or not self.is_attached:
                    return True
                if not completion.look_on(_SLICE):
                    return False
                self._look_on(completion, text)
                self.post_message(self.Looked())
                return True

            work_in_slices(self, "choices", advance)
        return shown

    def _look_on(self, completion: Completion, text: str) -> bool:
        self._offer = offer = completion.offer(text, self._cursor, _SLICE)
        if not offer.entries or not (offer.part.text.strip() or self._asked):
            self.remove_class("-open")
            return False
        self.show(EntryRows(offer.entries, offer.part.text), keep="first")
        self._place(len(offer.entries), below_words=offer.entries[0].key.startswith((READING, NEW)))
        self.add_class("-open")
        return True

    def _place(self, entries: int, *, below_words: bool) -> None:
        """Below the editor, above it where there is no room; a question stays in sight above its answers."""
        editor, words = self._anchor()
        height = min(entries, _MOST_ROWS)
        self.styles.height = height
        self.styles.width = min(_MOST_CELLS, editor.width + 5)
        row = editor.y + 1 + (words if below_words else 0)
        if row + height >= self.app.size.height:
            row = max(0, editor.y - height)
        self.styles.offset = (max(0, editor.x - 3), row)

    def takes(self, key: str) -> bool:
        """Whether a key moves in the open list, or closes it."""
        if not self.is_open:
            return False
        if key in _MOVES:
            getattr(self, _MOVES[key])()
        elif key == "escape":
            self.close()
        else:
            return False
        return True

    def take(self, key: str | None = None, *, made: bool = True) -> Put | New | None:
        """What comes of the choice under the cursor, or of that one; the list is closed. None where there is none.

        With ``made`` False also None where a record would have to be made.
        """
        key, offer = key or self.cursor_key, self._offer
        self.close()
        if key is None or offer is None or self._text is None:
            return None
        if key.startswith(NEW):
            if not made:
                return None
            return New(key.removeprefix(NEW), offer.part.text.strip())
        return Put(*self._completion.chosen(key, self._text, offer.part))

    def named(self, record_id: str, text: str, cursor: int) -> Put:
        """The text with the name of a record that was made, in place of what is typed at the cursor."""
        assert self._field is not None
        self._known = None
        return Put(*self._completion.chosen(record_id, text, self._field.kind.part(text, cursor)))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click takes a choice."""
        event.stop()
        answer = self.take(event.key)
        if answer is not None:
            self.post_message(self.Taken(answer))

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Where the cursor is concerns nobody else."""
        event.stop()
