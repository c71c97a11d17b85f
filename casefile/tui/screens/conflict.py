"""What someone else changed while a record was being edited: both values, and what is to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual import events

from casefile.analysis.versions import field_text, text_difference
from casefile.model.conflicts import Conflict
from casefile.model.records import own_title
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content.versions import diff_line
from casefile.tui.screens.chooser import Choice, Chooser
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap

MINE, THEIRS, BOTH, STAY = "mine", "theirs", "both", "stay"
"""The answers. With the last one nothing is decided."""

_CELLS: Final = 70
_MOST_ROWS: Final = 12


class ConflictChooser(Chooser):
    """Asks about one conflict; is dismissed with an answer, or with None where it is left. Page up and down read on."""

    DEFAULT_CSS = """
    ConflictChooser Document {
        margin: 0 0 1 0;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
    }
    """

    def __init__(self, conflict: Conflict, number: int = 1, of: int = 1) -> None:
        lines = list(_values(conflict))
        rows = min(sum(len(wrap(line, _CELLS)) for line in lines), _MOST_ROWS)
        values = Document()
        values.can_focus = False
        values.set_document(lines)
        values.styles.height = rows
        count = f"{number} of {of}" if of > 1 else ""
        super().__init__(_title(conflict), _choices(conflict), values, rows + 1, count)
        self._values = values

    def on_key(self, event: events.Key) -> None:
        """Long values are read on in."""
        if event.key in ("pagedown", "pageup"):
            event.stop()
            event.prevent_default()
            (self._values.page_down if event.key == "pagedown" else self._values.page_up)()


def _title(conflict: Conflict) -> str:
    if conflict.field:
        return f"{conflict.field.replace('_', ' ').capitalize()}: also changed by {conflict.other}"
    return f"The {TABLES[conflict.table].singular} was deleted by {conflict.other} meanwhile"


def _choices(conflict: Conflict) -> Sequence[Choice]:
    if not conflict.field:
        return [
            Choice(MINE, "m", "bring it back", "with what you wrote"),
            Choice(THEIRS, "t", "leave it deleted", "what you wrote is given up"),
            Choice(STAY, "g", "go on writing", "nothing is saved yet"),
        ]
    both = [Choice(BOTH, "b", "keep both", "lines that collide: theirs above yours")] if conflict.both else []
    return [
        Choice(MINE, "m", "keep yours", "theirs stays in the history"),
        Choice(THEIRS, "t", "keep theirs", "what you wrote is given up"),
        *both,
        Choice(STAY, "g", "go on writing", "nothing is saved yet"),
    ]


def _values(conflict: Conflict) -> Iterator[DocumentLine]:
    if not conflict.field:
        yield DocumentLine((Piece(own_title(conflict.mine or {}) or conflict.id),))
        return
    theirs, mine = field_text(conflict.theirs), field_text(conflict.mine)
    if "\n" not in theirs + mine:
        for label, text in (("theirs  ", theirs), ("yours   ", mine)):
            yield DocumentLine(
                (Piece(label, "muted"), Piece(text) if text else Piece("empty", "muted")), hang=8
            )
        return
    yield DocumentLine((Piece("- theirs   + yours", "muted"),))
    yield from map(diff_line, text_difference(theirs, mine))
