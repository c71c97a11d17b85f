"""Columns that never touch, words that are broken where they can be, and the top edge of a frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.style import Style

from casefile.tui.widgets.frame import frame_title
from casefile.tui.widgets.line import column, column_cells, padded, told_apart
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40)


@given(TEXTS, st.integers(1, 30), st.sampled_from(("left", "right")))
def test_a_column_has_its_cells_and_ends_in_a_blank(text: str, cells: int, align: str) -> None:
    drawn = column(text, cells, align)
    assert cell_len(drawn) == cells and drawn.endswith(" ")


@given(TEXTS, TEXTS, TEXTS, st.integers(1, 30))
def test_texts_told_apart_have_their_cells(same: str, one: str, other: str, cells: int) -> None:
    assert all(cell_len(text) <= cells for text in told_apart(same + one, same + other, cells))


@pytest.mark.parametrize(
    ("one", "other", "cells", "expected"),
    [
        ("Harbour fire", "Railway fire", 9, ("Harbour …", "Railway …")),
        ("Shrine attack, 2022", "Shrine attack, 2023", 14, ("Shrine a… 2022", "Shrine a… 2023")),
        ("Shrine attack, 2022", "Shrine attack, 2023", 19, ("Shrine attack, 2022", "Shrine attack, 2023")),
        ("kerman-attacks-2024", "kerman-attacks-2025", 9, ("kerman-…4", "kerman-…5")),
        ("Attack", "Attack", 4, ("Att…", "Att…")),
    ],
)
def test_where_the_cut_would_leave_the_same_what_differs_stays(
    one: str, other: str, cells: int, expected: tuple[str, str]
) -> None:
    assert told_apart(one, other, cells) == expected


@given(TEXTS, st.integers(1, 30))
def test_a_label_is_whole_and_followed_by_a_blank(text: str, cells: int) -> None:
    drawn = padded(text, cells)
    assert drawn.endswith(" ") and cell_len(drawn) >= cells
    assert cell_len(drawn.rstrip()) == cell_len(text.rstrip())


@given(st.lists(TEXTS.filter(str.strip), min_size=1))
def test_a_measured_column_cuts_nothing(texts: list[str]) -> None:
    cells = column_cells(texts, 0, 1000)
    assert not any("…" in column(text, cells) for text in texts if "…" not in text)


def test_a_column_for_nothing_takes_no_room() -> None:
    assert column_cells(["", ""], 0, 20) == column_cells([], 8, 20) == 0 and column("", 0) == ""


def broken(text: str, cells: int, label: str = "address     ") -> list[str]:
    line = DocumentLine((Piece(label, "label"), Piece(text)), hang=len(label))
    return ["".join(fragment.text for fragment in row) for row in wrap(line, cells)]


def test_an_address_begins_beside_its_label_and_is_broken_at_its_joints() -> None:
    address = "https://www.example.org/en/news/2024/irans-security-authorities-say-one"
    rows = broken(address, 44)
    assert rows[0].startswith("address     https://www.example.org/en/")
    assert all(row.endswith(("/", "-", ".")) for row in rows[:-1])
    assert "".join(row[12:] for row in rows) == address
    assert all(len(row) <= 44 for row in rows)


@pytest.mark.parametrize("words", ["usually reliable: minor doubt", "well-known half-truths of 3-4 people"])
def test_words_that_fit_on_a_row_are_never_broken(words: str) -> None:
    rows = broken(words, 26, "because ")
    assert " ".join(row[8:].strip() for row in rows) == words
    assert {word for row in rows for word in row[8:].split()} == set(words.split())


def edge(title: str, count: str, cells: int) -> str:
    return frame_title(title, count, cells, Style(), Style()).plain


def test_a_long_title_gives_way_to_what_matters_most_of_a_record() -> None:
    long = "A very long title of a report that nobody would ever want to read to its end"
    shown = edge(long, "contested · attack · 9 reports, 3 origins · credibility 1", 74)
    assert cell_len(shown) == 74
    assert shown.startswith("A very long title of a report") and "…" in shown
    assert shown.endswith("contested · attack")


def test_a_short_title_is_whole_and_the_last_parts_of_the_count_go_first() -> None:
    assert edge("Fire", "contested · attack", 40).startswith("Fire ───")
    assert edge("Fire breaks out", "contested · attack · 9 reports", 36).endswith(" contested · attack")
    assert edge("Fire breaks out", "contested", 12) == "Fire breaks…"
