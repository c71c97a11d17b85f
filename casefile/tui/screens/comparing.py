"""What changed between two moments of a case, over the panes; a record named in it can be gone to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.wrapping import DocumentLine


class _Found(Document, inherit_bindings=False):
    """The text of the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")


class Comparing(Dialog[str | None], inherit_bindings=False):
    """Shows a comparison; is dismissed with the record that was chosen in it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    DEFAULT_CSS = """
    Comparing {
        align: center middle;
        background: $background 60%;
        Frame { width: 94%; max-width: 120; height: 90%; background: $surface; }
        Document { height: 1fr; background: $surface; }
    }
    """

    def __init__(self, title: str, lines: Sequence[DocumentLine]) -> None:
        super().__init__()
        self._words = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The frame with the text."""
        yield Frame(_Found(), title=self._words)

    def on_mount(self) -> None:
        """The text can be moved in at once."""
        text = self.query_one(_Found)
        text.set_document(self._lines)
        text.focus()

    def on_document_link_chosen(self, event: Document.LinkChosen) -> None:
        """Goes to the record."""
        event.stop()
        self.dismiss(event.target)

    def action_choose(self) -> None:
        """Goes to the record under the cursor."""
        self.query_one(_Found).action_choose()

    def action_close(self) -> None:
        """Back to the panes."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """Goes down a line, or to the next record."""
        self.query_one(_Found).action_cursor_down()

    def action_dialog_up(self) -> None:
        """Goes up."""
        self.query_one(_Found).action_cursor_up()
