"""The cells that a step chart is drawn into."""

from __future__ import annotations

from typing import NamedTuple

from casefile.model.text import width


class Run(NamedTuple):
    """Some cells of a row that look alike: axis, line, figure, mark, past, band, grade, speaker, leader, or chosen."""

    text: str
    style: str


class Grid:
    """Cells to be filled, each with its style; the band lies under everything."""

    def __init__(self, rows: int, columns: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]
        self.styles = [[""] * columns for _ in range(rows)]
        self.columns = columns

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.cells)

    def band(self, top: int, bottom: int) -> None:
        """Shades some rows."""
        for row in range(top, bottom + 1):
            self.cells[row] = ["░"] * self.columns
            self.styles[row] = ["band"] * self.columns

    def put(self, row: int, column: int, text: str, style: str) -> None:
        """Writes over what is there; a wide character takes two cells, a mark that takes none joins what is before it."""
        for character in text:
            cells = width(character)
            if column >= 0 and column + cells <= self.columns:
                if cells == 0 and column > 0:
                    self.cells[row][column - 1] += character
                for at in range(column, column + cells):
                    self.cells[row][at] = character if at == column else ""
                    self.styles[row][at] = style
            column += cells

    def free(self, row: int, column: int) -> bool:
        """Whether nothing is there but the band, or the line where it runs level."""
        return 0 <= column < self.columns and (self.is_empty(row, column) or self.cells[row][column] == "─")

    def is_empty(self, row: int, column: int) -> bool:
        """Whether nothing is there but the band."""
        return self.styles[row][column] in ("", "band")

    def runs(self, row: int) -> list[Run]:
        """A row as runs of one style."""
        found: list[Run] = []
        for character, style in zip(self.cells[row], self.styles[row], strict=True):
            if found and found[-1].style == style:
                found[-1] = Run(found[-1].text + character, style)
            else:
                found.append(Run(character, style))
        return found
