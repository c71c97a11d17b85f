"""The list of a library's cases, and the preview of the one under the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from casefile.tui.panes.framing import frame_css
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.strip_chart import StripChart
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.tui.panes.content.preview import Preview


class Listed(Protocol):
    """What is known of a case without opening it (`casefile.store.CaseEntry`)."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def when(self) -> dict[str, Any] | None: ...
    @property
    def place(self) -> str: ...
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def modified(self) -> str: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def read_only(self) -> str | None: ...
    @property
    def bottom_line(self) -> str: ...
    @property
    def summary(self) -> str: ...


class CaseList(VirtualList, Framed):
    """The cases, three rows each."""

    DEFAULT_CSS = frame_css("CaseList")
    place = "library"

    def row_clicked(self, index: int) -> int:
        """The further rows of a case stand for it."""
        while 0 < index < len(self.rows) and self.rows.key(index) is None:
            index -= 1
        return index


class PreviewPane(Framed, Vertical):
    """A strip of the case's events above its text."""

    DEFAULT_CSS = (
        "PreviewPane StripChart { padding: 0 1; margin-bottom: 1; } PreviewPane Document { height: 1fr; }"
    )

    def __init__(self, document: Document, **widget: Any) -> None:
        super().__init__(**widget)
        self.strip = StripChart()
        self.document = document

    def compose(self) -> ComposeResult:
        """Strip, then text."""
        yield self.strip
        yield self.document

    def show_entry(self, entry: Listed | None, preview: Preview | None) -> None:
        """Shows what the list knows of a case, and what was read of it meanwhile."""
        from casefile.tui.panes.content.cases import when_of
        from casefile.tui.panes.content.preview import preview_lines

        if entry is None:
            self.set_frame(title="", count="")
            self.strip.show(())
            self.document.set_document(())
            return
        self.set_frame(
            title=entry.title or entry.id, count="damaged" if entry.problem is not None else when_of(entry)
        )
        self.strip.show(preview.buckets if preview else ())
        self.document.set_document(preview_lines(entry, preview), keep_position=preview is not None)
