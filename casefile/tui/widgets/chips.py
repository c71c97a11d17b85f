"""A line of small labels that can each be taken away: by a click on it, or by a key of whoever shows the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casefile.tui.widgets.line import Run, cut_line, fit
from casefile.tui.widgets.looks import looks_of

_TAKE_AWAY: Final = " ✕"
_LONGEST: Final = 28


class Chips(Widget):
    """One line; it takes no room while it has no label. Labels that do not fit are counted at the end."""

    DEFAULT_CSS = "Chips { height: 1; width: 1fr; padding: 0 1 0 3; display: none; }"

    class Removed(Message):
        """A label was clicked; ``number`` is its place among those shown, from 0."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._labels: Sequence[str] = ()
        self._spans: list[tuple[int, int]] = []

    def show(self, labels: Sequence[str]) -> None:
        """Shows these labels."""
        self._labels = labels
        self.display = bool(labels)
        self.refresh()

    def runs(self, cells: int) -> list[Run]:
        """The labels for that many cells."""
        runs: list[Run] = []
        self._spans = []
        used = 0
        for number, label in enumerate(self._labels):
            text = f"[{fit(label, min(cell_len(label), _LONGEST))}{_TAKE_AWAY}]"
            rest = len(self._labels) - number
            room = cells - used - (4 if rest > 1 else 0)
            if cell_len(text) > room and number:
                runs.append((f"+{rest}", "muted"))
                break
            self._spans.append((used, used + cell_len(text)))
            runs += [(text, "accent"), (" ", "")]
            used += cell_len(text) + 1
        return runs

    def render_line(self, y: int) -> Strip:
        """The strip of the one line."""
        style = looks_of(self).style
        cells = self.content_size.width
        segments = [Segment(text, style(name)) for text, name in cut_line(self.runs(cells), cells)]
        return Strip(segments).adjust_cell_length(cells, style())

    def on_click(self, event: events.Click) -> None:
        """A click on a label takes it away."""
        event.stop()
        offset = event.get_content_offset(self)
        for number, (start, end) in enumerate(self._spans):
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Removed(number))
