"""The detail pane: one record in full, its references to be followed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType

from casefile.tui.bindings import list_bindings
from casefile.tui.panes.framing import frame_css
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record.documents import record_document
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Framed


class DetailPane(Document, Framed, inherit_bindings=False):
    """The record that the cursor is on, or that a reference led to."""

    DEFAULT_CSS = frame_css("DetailPane")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("detail")
    place = "detail"

    def __init__(self, **widget: Any) -> None:
        super().__init__(id="detail", **widget)
        self.record_id: str | None = None
        self._drawn: tuple[object, ...] = ()
        self.set_frame(title="5 Detail", count="")

    def show_record(self, reading: Reading, record_id: str | None) -> None:
        """Shows a record. One that is shown already stays where the reader is, and is drawn anew if it changed."""
        same = record_id == self.record_id
        state = (record_id, reading.case.revision, reading.case.indexed, reading.clock, reading.calendar, reading.revealed)
        if state == self._drawn:
            return
        self.record_id, self._drawn = record_id, state
        if record_id is None:
            self.set_frame(title="5 Detail", count="")
            self.set_document(())
            return
        document = record_document(reading, record_id)
        self.set_frame(title=document.title, count=document.aside)
        self.set_document(document.lines, keep_position=same)
