"""Grade and speaker on each step of a step chart, as near to it as there is room, with a thin line that leads there.

The line of a chart stands at one height in each column, so the cells straight above and below the mark of a step are
never the line's. The last step is labelled first: the label of an earlier one, which reaches under those of later ones,
then goes beyond them, and no leading line crosses a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.step_grid import Grid
from casefile.model.text import width

LEADER: Final = "┊"


class Label(NamedTuple):
    """What is to stand at a step: where its mark is, its grade, and its speaker, in longer and shorter words."""

    row: int
    column: int
    grade: str
    speakers: tuple[str, ...]
    chosen: bool = False


class _Placed(NamedTuple):
    label: Label
    row: int
    column: int
    speaker: str


def write_labels(grid: Grid, labels: Sequence[Label]) -> bool:
    """Writes all labels, with speakers as long as all have room; false, and nothing written, where they have not."""
    levels = max((len(label.speakers) for label in labels), default=0)
    for level in range(levels):
        placed = _placed(grid, labels, level)
        if placed is not None:
            for one in placed:
                _write(grid, one)
            return True
    return False


def _placed(grid: Grid, labels: Sequence[Label], level: int) -> list[_Placed] | None:
    taken = [bytearray(not grid.is_empty(row, at) for at in range(grid.columns)) for row in range(grid.rows)]
    found: list[_Placed] = []
    for label in sorted(labels, key=lambda one: -one.column):
        speaker = label.speakers[min(level, len(label.speakers) - 1)] if label.speakers else ""
        cells = width(label.grade) + 1 + width(speaker)
        start = max(min(label.column, grid.columns - cells), 0)
        row = next(_rows(taken, label, start, cells), None)
        if row is None or cells > grid.columns:
            return None
        for between in _between(label.row, row):
            taken[between][label.column] = 1
        end = min(start + cells + 1, grid.columns)
        taken[row][max(start - 1, 0) : end] = b"\1" * (end - max(start - 1, 0))
        found.append(_Placed(label, row, start, speaker))
    return found


def _rows(taken: Sequence[bytearray], label: Label, start: int, cells: int) -> Iterator[int]:
    """The rows in which a label has room, the nearest first, below before above; to one that cannot begin at its step
    a line leads, where that is possible."""
    distances = range(1, len(taken))
    for distance in distances if start == label.column else (*distances[1:], *distances[:1]):
        for row in (label.row + distance, label.row - distance):
            if (
                0 <= row < len(taken)
                and taken[row].find(1, start, start + cells) < 0
                and not any(taken[between][label.column] for between in _between(label.row, row))
            ):
                yield row


def _between(one: int, other: int) -> range:
    return range(min(one, other) + 1, max(one, other))


def _write(grid: Grid, placed: _Placed) -> None:
    label = placed.label
    for row in _between(label.row, placed.row):
        grid.put(row, label.column, LEADER, "leader")
    grid.put(placed.row, placed.column, label.grade, "chosen" if label.chosen else "grade")
    cells = width(label.grade)
    grid.put(placed.row, placed.column + cells, " ", "speaker")
    grid.put(placed.row, placed.column + cells + 1, placed.speaker, "chosen" if label.chosen else "speaker")
    after = placed.column + cells + 1 + width(placed.speaker)
    if after < grid.columns and grid.is_empty(placed.row, after):
        grid.put(placed.row, after, " ", "speaker")
