"""Two cases side by side, to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.identities import case_names
from casefile.tui.screens.bars import KeyBar, TitleBar, TooSmall
from casefile.tui.screens.find_line import FindLine
from casefile.tui.screens.workbench import LEAST
from casefile.tui.widgets.dialog import ClosesOnce
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame

if TYPE_CHECKING:
    from casefile.tui.actions import Keys
    from casefile.tui.widgets.wrapping import DocumentLine


_TITLE = "Side by side"
_DOT = " · "
_AND = " and "
_EDGES = 4
"""Cells of a row that are not the text's: frame, padding and scroll bar."""


class ComparisonText(Document, inherit_bindings=False):
    """The comparison."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("comparison")


Draw = Callable[[int], Iterable["DocumentLine"]]
"""Makes the text for so many cells."""


class ComparisonScreen(ClosesOnce[str | None], FindLine[str | None], inherit_bindings=False):
    """How two cases, by ids and titles, differ, and what they share; dismissed with the `case:record` to go to, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("comparison")
    DEFAULT_CSS = "ComparisonScreen { background: $background; Frame { height: 1fr; } }"
    place = "comparison"

    def __init__(self, cases: Sequence[tuple[str, str]], draw: Draw, keys: Keys) -> None:
        super().__init__()
        self._cases = cases
        self._make = draw
        self.document = ComparisonText()
        self.title_bar, self.key_bar, self.too_small = TitleBar(), KeyBar(keys), TooSmall()

    def compose(self) -> ComposeResult:
        """Title, document and keys."""
        yield self.title_bar
        yield Frame(self.document, title="How they differ, and what they share")
        yield self.key_bar
        yield self.too_small

    def on_mount(self) -> None:
        """It has the focus, to be moved in."""
        self.document.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The columns have other widths; the reader stays on the same reference."""
        self.too_small.show_for(event.size, LEAST)
        room = event.size.width - len(_TITLE) - len(_DOT) - len(_AND) - 2
        names = case_names(self._cases, room)
        if sum(map(cell_len, names)) > room:
            names = case_names(self._cases, room // 2)
        self.title_bar.set_parts([[(_TITLE, "strong"), (_DOT, "muted"), (_AND.join(names), "")]])
        self.document.set_document(self._make(event.size.width - _EDGES), keep_position=True)
        self.document.call_after_refresh(self._enter)

    def _enter(self) -> None:
        """The first reference in sight is under the cursor, which enter follows."""
        self.document.enter()
        self.key_bar.follow()

    def without(self) -> frozenset[str]:
        """Cases that share nothing have nothing to go to."""
        return frozenset() if self.document.links else frozenset({"go"})

    def on_document_link_chosen(self, event: Document.LinkChosen) -> None:
        """Goes to the record."""
        event.stop()
        self.dismiss(event.target)

    def action_go(self) -> None:
        """Goes to the record under the cursor."""
        self.document.action_choose()

    def action_leave_view(self) -> None:
        """One level out: search, the view."""
        if not self.end_find():
            self.dismiss(None)
