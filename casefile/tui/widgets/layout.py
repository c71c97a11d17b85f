"""A document's lines as rows of a width, broken no earlier than they are looked at, and where its references are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from casefile.tui.widgets.wrapping import DocumentLine, Piece, Row, targets, wrap


class Layout:
    """Lines and their rows. References are numbered through the whole document, from 0."""

    def __init__(self, lines: Sequence[DocumentLine] = (), cells: int = 0) -> None:
        self.lines = lines
        found = [targets(line) for line in lines]
        self.links = [target for line in found for target in line]
        self._link_starts = [0, *accumulate(len(line) for line in found)]
        self.break_at(cells)

    def break_at(self, cells: int) -> None:
        """Begins anew for that width; 0 is no width yet."""
        self.cells = cells
        self.rows: list[Row] = []
        self._row_starts: list[int] = []

    @property
    def finished(self) -> bool:
        """Whether every line is broken into rows."""
        return len(self._row_starts) >= len(self.lines)

    @property
    def height(self) -> int:
        """How many rows there are; a line that was not looked at yet counts as one."""
        return len(self.rows) + len(self.lines) - len(self._row_starts)

    def wrap_rows(self, count: int) -> None:
        """Breaks lines until there are that many rows, or no lines left."""
        while self.cells and len(self.rows) < count and not self.finished:
            self._wrap_line()

    def _wrap_line(self) -> None:
        line = self.lines[len(self._row_starts)]
        self._row_starts.append(len(self.rows))
        self.rows.extend(wrap(line, self.cells))

    def row_of_line(self, line: int) -> int:
        """The first row of that line."""
        while len(self._row_starts) <= line and self.cells and not self.finished:
            self._wrap_line()
        return self._row_starts[line] if line < len(self._row_starts) else 0

    def line_of_row(self, row: int) -> int:
        """The line that the row belongs to; of a row beyond the end, the last."""
        self.wrap_rows(row + 1)
        return max(0, bisect_right(self._row_starts, row) - 1)

    def first_link(self, line: int) -> int:
        """The number of the first reference in that line or after it."""
        return self._link_starts[min(line, len(self.lines))]

    def row_of_link(self, link: int) -> int:
        """The row that the reference begins on."""
        line = bisect_right(self._link_starts, link) - 1
        first, number = self.row_of_line(line), link - self._link_starts[line]
        for row in range(first, len(self.rows)):
            if any(fragment.link == number for fragment in self.rows[row]):
                return row
        return first


def beginning(lines: Sequence[DocumentLine], characters: int) -> tuple[list[DocumentLine], int]:
    """As many lines as have that many characters, the last one cut, and how many characters are left."""
    kept: list[DocumentLine] = []
    left = 0
    for line in lines:
        if characters <= 0:
            left += sum(len(piece.text) for piece in line.pieces)
            continue
        pieces: list[Piece] = []
        for piece in line.pieces:
            text = piece.text[:characters]
            characters -= len(text)
            left += len(piece.text) - len(text)
            pieces.append(piece._replace(text=text))
        kept.append(line._replace(pieces=tuple(pieces)))
    return kept, left
