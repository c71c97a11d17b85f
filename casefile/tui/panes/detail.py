"""The detail pane: one record in full, its references to be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casefile.tui.panes.framing import first_title, frame_css
from casefile.tui.widgets.document import Document, DocumentLine, Piece
from casefile.tui.widgets.frame import Framed

if TYPE_CHECKING:
    from casefile.tui.panes.content.reading import Reading

_NOTHING: Final = "No record is under the cursor."

URL: Final = "url:"
"""What the target of a web address begins with."""


class DetailPane(Document, Framed):
    """The record that the cursor is on, or that a reference led to."""

    DEFAULT_CSS = frame_css("DetailPane")
    place = "detail"
    number = 5
    label = "Detail"

    def __init__(self, **widget: Any) -> None:
        super().__init__(id="detail", **widget)
        self.record_id: str | None = None
        self._drawn: tuple[object, ...] = ()
        first_title(self, f"{self.number} {self.label}")

    def show_record(self, reading: Reading, record_id: str | None) -> None:
        """Shows a record. One that is shown already stays where the reader is, and is drawn anew if it changed."""
        from casefile.tui.panes.content.record.documents import record_document

        same = record_id == self.record_id
        state = (record_id, *reading.state)
        if state == self._drawn:
            return
        self.record_id, self._drawn = record_id, state
        if record_id is None:
            self.set_frame(title=f"{self.number} {self.label}", count="")
            self.set_document((DocumentLine((Piece(_NOTHING, "empty"),)),))
            return
        document = record_document(reading, record_id)
        self.set_frame(title=f"{self.number} {document.title}", count=document.aside)
        self.set_document(document.lines, keep_position=same)
        if self.has_focus:
            self.call_after_refresh(self.enter)

    def on_focus(self) -> None:
        """Whoever comes in is on the first reference, which enter follows."""
        self.enter()
