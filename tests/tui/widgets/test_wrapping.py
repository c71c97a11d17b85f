"""Lines broken into rows."""

from __future__ import annotations

import pytest

from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap_within


@pytest.mark.parametrize(
    ("most", "rows"),
    [
        (1, ["one two…"]),
        (2, ["one two", "three…"]),
        (3, ["one two", "three", "four"]),
        (4, ["one two", "three", "four"]),
    ],
)
def test_rows_that_are_left_out_are_told(most: int, rows: list[str]) -> None:
    line = DocumentLine((Piece("one two three four"),))
    assert ["".join(part.text for part in row) for row in wrap_within(line, 8, most)] == rows
