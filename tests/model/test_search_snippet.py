"""Snippets: the piece of a text with the hits, each marked just where it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.search import Snippet, marks, parse_query, snippet


def of(text: str, query: str, width: int = 80) -> Snippet:
    return snippet(text, parse_query(query, now=datetime(2026, 11, 23, tzinfo=UTC)).sought, width)


def hits(found: Snippet) -> list[str]:
    return [found.text[first:last] for first, last in found.marks]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The First Blast was heard.", '"first blast"', ["First Blast"]),
        ("bombing, bomb, aplomb", "bomb", ["bomb", "bomb"]),
        ("bombing, bomb, aplomb", '"bomb"', ["bomb"]),
        ("The mayor’s word", "mayors", ["mayor’s"]),
        ("Shāh-e-Chérāgh", '"shah e cheragh"', ["Shāh-e-Chérāgh"]),
        ("کتاب‌های كودكان", "کودکان کتابهای", ["کتاب‌های", "كودكان"]),
        ("at ۱۵:۰۰ local", "15:00", ["۱۵:۰۰"]),
        ("Straße und Maße", "strasse", ["Straße"]),
        ("nothing here", "else", []),
        ("left out", "-left", []),
        ("kind", "kind:attack", []),
    ],
)
def test_hits_are_marked_where_they_stand(text: str, query: str, expected: list[str]) -> None:
    assert hits(of(text, query)) == expected


def test_a_long_text_is_cut_round_its_hits() -> None:
    found = of("start " * 200 + "then the blast came " + "end " * 200, "blast")
    assert hits(found) == ["blast"]
    assert found.text.startswith("…") and found.text.endswith("…") and len(found.text) <= 82
    assert " then the blast came end" in found.text


def test_the_piece_with_most_hits_is_taken() -> None:
    text = "fire once. " + "nothing " * 40 + "the fire and the blast"
    assert hits(of(text, "fire blast")) == ["fire", "blast"]


def test_a_hit_far_into_a_text_is_found() -> None:
    assert hits(of("word " * 50_000 + "blast", "blast")) == ["blast"]


def test_without_a_hit_the_beginning_is_shown_on_one_line() -> None:
    assert of("One line.\n\nAnother\tone.", "else").text == "One line. Another one."
    assert of("", "else") == Snippet("", ())


@given(text=st.text(max_size=300), word=st.text(min_size=1, max_size=6), width=st.integers(20, 120))
def test_marks_lie_within_the_text_and_apart(text: str, word: str, width: int) -> None:
    sought = parse_query(f'"{word}"*', now=datetime(2026, 11, 23, tzinfo=UTC)).sought
    for found, length in ((snippet(text, sought, width).marks, width + 2), (marks(text, sought), len(text))):
        assert all(first < last <= length for first, last in found)
        assert all(one[1] <= other[0] for one, other in pairwise(found))
