"""Two cases side by side, to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.find_line import FindLine
from casefile.tui.screens.painting import Prompt
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame

if TYPE_CHECKING:
    from casefile.tui.actions import Keys
    from casefile.tui.app import CasefileApp
    from casefile.tui.widgets.wrapping import DocumentLine


class ComparisonText(Document, inherit_bindings=False):
    """The comparison."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("comparison")


class ComparisonScreen(Prompt[None], FindLine[None], inherit_bindings=False):
    """What two cases share, and how they differ."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("comparison")
    DEFAULT_CSS = "ComparisonScreen { background: $background; Frame { height: 1fr; } }"
    place = "comparison"

    def __init__(self, lines: Sequence[DocumentLine], keys: Keys) -> None:
        super().__init__()
        self._lines = lines
        self.document = ComparisonText()
        self.key_bar = KeyBar(keys)

    def compose(self) -> ComposeResult:
        """The document and the keys."""
        yield Frame(self.document, title="Side by side")
        yield self.key_bar

    def on_mount(self) -> None:
        """It has the focus, to be moved in."""
        self.document.set_document(self._lines)
        self.document.focus()

    def action_leave_view(self) -> None:
        """One level out: search, the view."""
        if not self.end_find():
            self.dismiss(None)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on a key does what it says."""
        event.stop()
        self.run_worker(cast("CasefileApp", self.app).do(event.action))
