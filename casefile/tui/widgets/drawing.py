"""A drawing of characters that fills its widget: asked for anew at each size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from casefile.tui.widgets.line import Line, cut_line
from casefile.tui.widgets.looks import looks_of

Draw = Callable[[int, int], Sequence[Line]]
"""Draws for so many cells and rows."""


class Drawing(Widget):
    """What a function draws."""

    DEFAULT_CSS = "Drawing { height: 1fr; width: 1fr; }"

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._draw: Draw | None = None
        self._drawn: tuple[Size, Sequence[Line]] | None = None

    def show(self, draw: Draw) -> None:
        """Shows another drawing."""
        self._draw, self._drawn = draw, None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the drawing."""
        style, cells = looks_of(self).style, self.size.width
        if self._draw is not None and (self._drawn is None or self._drawn[0] != self.size):
            self._drawn = (self.size, self._draw(cells, self.size.height))
        rows = self._drawn[1] if self._drawn is not None else ()
        line = cut_line(rows[y], cells) if y < len(rows) else ()
        return Strip([Segment(text, style(name)) for text, name in line]).adjust_cell_length(cells, style())
