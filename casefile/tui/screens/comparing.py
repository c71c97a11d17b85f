"""What changed between two moments of a case, over the panes; a record named in it can be gone to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.find_line import FindLine
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.wrapping import DocumentLine

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp


class ChangesText(Document, inherit_bindings=False):
    """The text of the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("changes")


class Comparing(FindLine[str | None], Dialog[str | None], inherit_bindings=False):
    """Shows a comparison; is dismissed with the record that was chosen in it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("changes")
    DEFAULT_CSS = """
    Comparing {
        align: center middle;
        background: $background 60%;
        Frame { width: 94%; max-width: 120; height: 90%; background: $surface; }
        Document { height: 1fr; background: $surface; }
        KeyBar { dock: bottom; background: $background; }
        &.-typing KeyBar { margin-bottom: 1; }
    }
    """
    place = "changes"

    def __init__(self, title: str, lines: Sequence[DocumentLine]) -> None:
        super().__init__()
        self._words = title
        self._lines = lines
        self._text = ChangesText()

    def compose(self) -> ComposeResult:
        """The frame with the text, the keys below."""
        yield Frame(self._text, title=self._words)
        self._key_bar = KeyBar(cast("CasefileApp", self.app).keys)
        yield self._key_bar

    def on_mount(self) -> None:
        """The text can be moved in at once, from the first record named in it."""
        self._text.set_document(self._lines)
        self._key_bar.follow()
        self._text.focus()
        self.call_after_refresh(self._text.enter)

    def without(self) -> frozenset[str]:
        """Where no record is named there is none to go to."""
        return frozenset() if self._text.links else frozenset({"go"})

    def on_document_link_chosen(self, event: Document.LinkChosen) -> None:
        """Goes to the record."""
        event.stop()
        self.dismiss(event.target)

    def action_go(self) -> None:
        """Goes to the record under the cursor."""
        self._text.action_choose()

    def action_leave_view(self) -> None:
        """One level out: search, back to the panes."""
        if not self.end_find():
            self.dismiss(None)
