"""Lines broken into rows."""

from __future__ import annotations

import pytest

from casefile.tui.widgets.wrapping import DocumentLine, Piece, break_text, wrap_within


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


@pytest.mark.parametrize(
    ("text", "cells", "rows"),
    [
        ("Ministry of Intelligence, 5 Jan", 27, ["Ministry of Intelligence,", "5 Jan"]),
        ("Ministry of Intelligence, 5 Jan", 28, ["Ministry of Intelligence,", "5 Jan"]),
        ("on 13 Dey 1402", 6, ["on", "13 Dey", "1402"]),
        ("killed 12–31 January", 14, ["killed", "12–31 January"]),
        ("the 5 men", 5, ["the 5", "men"]),
        ("room 105 Jan", 8, ["room 105", "Jan"]),
        ("19 Jan", 4, ["19", "Jan"]),
    ],
)
def test_a_number_stands_with_its_name_as_a_day_with_its_month_where_a_row_has_room_for_both(
    text: str, cells: int, rows: list[str]
) -> None:
    assert [text[start:end] for start, end in break_text(text, cells, cells)] == rows
