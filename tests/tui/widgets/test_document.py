"""A document: broken to the width, references gone to one by one and followed, endless texts shown in parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casefile.tui.widgets.document import SHOWN_CHARACTERS, Document, DocumentLine, Piece
from casefile.tui.widgets.wrapping import wrap
from tests.tui.widgets.stage import SIZES, Stage, grid, segments_are_safe, shown, until


def text(*lines: str) -> list[DocumentLine]:
    return [DocumentLine((Piece(line),)) for line in lines]


def linked(*targets: str, apart: int = 0) -> list[DocumentLine]:
    lines = []
    for target in targets:
        lines.append(DocumentLine((Piece("see "), Piece(f"record {target}", "", target))))
        lines += [DocumentLine((Piece("·"),))] * apart
    return lines


def drawn(line: DocumentLine, cells: int) -> list[str]:
    return ["".join(fragment.text for fragment in row) for row in wrap(line, cells)]


def test_words_are_kept_whole_and_continued_under_their_column() -> None:
    line = DocumentLine((Piece("when   ", "label"), Piece("about three in the afternoon")), hang=7)
    assert drawn(line, 20) == ["when   about three", "       in the", "       afternoon"]


def test_a_tail_stands_at_the_right_end_of_the_first_row() -> None:
    line = DocumentLine((Piece("the mayor of Kerman said so"),), tail=(Piece("C3", "grade"),))
    assert drawn(line, 20) == ["the mayor of      C3", "Kerman said so"]


def test_a_word_of_several_styles_is_one_word() -> None:
    line = DocumentLine((Piece("aaaa bb"), Piece("bb", "strong"), Piece("bb, cc")))
    assert drawn(line, 10) == ["aaaa", "bbbbbb, cc"]


@pytest.mark.parametrize(
    ("word", "cells", "rows"),
    [
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("日本語日本語", 5, ["日本", "語日", "本語"]),
        ("👍🏽👍🏽", 2, ["👍🏽", "👍🏽"]),
        ("e\u0301" * 4, 2, ["e\u0301" * 2] * 2),
        ("日", 1, ["日"]),
        ("", 10, [""]),
    ],
)
def test_a_word_longer_than_a_row_is_broken_between_characters(
    word: str, cells: int, rows: list[str]
) -> None:
    assert drawn(DocumentLine((Piece(word),)), cells) == rows


LETTERS = "ab日سé\u0301 \n"


@given(
    texts=st.lists(st.text(alphabet=LETTERS, max_size=30), max_size=4),
    cells=st.integers(2, 30),
    indent=st.integers(0, 5),
    hang=st.integers(0, 5),
    tail=st.sampled_from(["", "C3"]),
)
def test_nothing_is_lost_and_no_row_is_too_wide(
    texts: list[str], cells: int, indent: int, hang: int, tail: str
) -> None:
    pieces = tuple(Piece(text, "", text or None) for text in texts)
    line = DocumentLine(pieces, indent, hang, (Piece(tail),) if tail else ())
    rows = drawn(line, cells)
    letters = [letter for letter in "".join(rows) if letter not in " "]
    assert sorted(letters) == sorted(letter for letter in "".join(texts) + tail if letter not in " \n")
    assert all(cell_len(row) <= cells for row in rows[1:])
    assert cell_len(rows[0]) <= max(cells, 2 + len(tail) + 1)


def test_words_that_fit_are_never_broken() -> None:
    text = "the health minister cut the toll from one hundred and three to ninety-five"
    for cells in range(12, 60):
        rows = drawn(DocumentLine((Piece(text),)), cells)
        assert " ".join(rows) == text
        for row, following in pairwise(rows):
            assert len(row) + 1 + len(following.split()[0]) > cells


def test_line_breaks_in_a_piece_break_the_line() -> None:
    assert drawn(DocumentLine((Piece("one\ntwo\n\nthree"),)), 20) == ["one", "two", "", "three"]


def test_a_reference_over_two_rows_is_one_reference() -> None:
    rows = wrap(DocumentLine((Piece("a long name of a record", "", "r-1"),)), 10)
    assert {fragment.link for row in rows for fragment in row} == {0}


@pytest.mark.parametrize("size", SIZES)
async def test_a_document_is_broken_to_the_width_it_has(size: tuple[int, int]) -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test(size=size) as pilot:
        page.set_document(text(" ".join(f"word{number}" for number in range(400))))
        await pilot.pause()
        assert segments_are_safe(app)
        assert " ".join(shown(app).split()).startswith("word0 word1 word2")
        page.cursor_last()
        await pilot.pause()
        assert "word399" in shown(app)


async def test_the_cursor_goes_from_reference_to_reference_and_enter_follows() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test() as pilot:
        page.set_document(linked("e-1", "s-2", "a-3"))
        page.focus()
        seen = []
        for key in ("down", "down", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(page.cursor_target)
        assert seen == ["e-1", "s-2", "e-1", "s-2", "a-3", "a-3"]
        await pilot.press("enter")
        assert [message.target for message in app.of(Document.LinkChosen)] == ["a-3"]


async def test_a_far_reference_is_scrolled_towards_and_nothing_is_skipped() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test(size=(60, 20)) as pilot:
        page.set_document(linked("e-1", "e-2", apart=60))
        page.focus()
        await pilot.press("down")
        offsets = []
        while page.cursor_target != "e-2":
            await pilot.press("down")
            offsets.append(page.scroll_offset.y)
        assert all(later - earlier <= 20 for earlier, later in pairwise(offsets))
        assert "record e-2" in shown(app)


async def test_a_document_without_references_scrolls() -> None:
    page = Document()
    async with Stage(page).run_test(size=(60, 20)) as pilot:
        page.set_document(text(*(f"line {number}" for number in range(100))))
        page.focus()
        await pilot.press("down", "down", "up")
        assert page.scroll_offset.y == 1
        await pilot.press("pagedown")
        assert page.scroll_offset.y == 21
        await pilot.press("end", "enter")
        assert "line 99" in shown(page.app)


async def test_the_reference_under_the_cursor_is_reversed_only_while_it_has_the_focus() -> None:
    page, other = Document(), Document()
    app = Stage(page, other)
    async with app.run_test() as pilot:

        def reversed_texts() -> list[str]:
            strips = app.screen._compositor.render_strips()
            return [part.text for strip in strips for part in strip if part.style and part.style.reverse]

        page.set_document(linked("e-1", "e-2"))
        page.focus()
        await pilot.press("down")
        assert reversed_texts() == ["record e-1"]
        other.focus()
        await pilot.pause()
        assert reversed_texts() == []


async def test_a_click_follows_the_reference_it_falls_on() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test() as pilot:
        page.set_document(linked("e-1", "e-2"))
        await pilot.pause()
        await pilot.click(page, offset=(2, 1))
        assert app.of(Document.LinkChosen) == []
        await pilot.click(page, offset=(8, 1))
        assert [message.target for message in app.of(Document.LinkChosen)] == ["e-2"]


async def test_a_document_shown_anew_keeps_place_and_reference() -> None:
    page = Document()
    async with Stage(page).run_test(size=(60, 20)) as pilot:
        page.set_document(linked(*(f"e-{number}" for number in range(100))))
        page.move_to("e-50")
        await pilot.pause()
        top = page.scroll_offset.y
        page.set_document(linked("new", *(f"e-{number}" for number in range(100))), keep_position=True)
        assert (page.cursor_target, page.scroll_offset.y) == ("e-50", top + 1)
        page.set_document(linked("x"))
        assert (page.cursor_target, page.scroll_offset.y) == (None, 0)


async def test_sections_are_gone_to() -> None:
    page = Document()
    lines = []
    for name in ("One", "Two", "Three"):
        lines += [DocumentLine((Piece(name, "heading"),)), *text(*(f"{name} {n}" for n in range(30)))]
    async with Stage(page).run_test(size=(60, 20)) as pilot:
        page.set_document(lines)
        seen = []
        for move in (page.next_group, page.next_group, page.next_group, page.previous_group):
            move()
            await pilot.pause()
            seen.append(grid(page.app)[0].strip())
        assert seen == ["Two", "Three", "Three", "Two"]


async def test_another_width_keeps_the_line_that_stands_at_the_top() -> None:
    page = Document()
    async with Stage(page).run_test(size=(120, 20)) as pilot:
        page.set_document(text(*(f"{number} " + "word " * 40 for number in range(100))))
        await pilot.pause()
        page.scroll_lines(100)
        await pilot.pause()
        first = grid(page.app)[0].split()[0]
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert grid(page.app)[0].split()[0] == first


async def test_of_an_endless_text_a_part_is_shown_and_more_when_asked() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test(size=(80, 24)) as pilot:
        page.set_document(text(*("x" * 1000 for _ in range(300))))
        page.focus()
        await until(pilot, lambda: page._layout.finished)
        await pilot.press("end")
        assert f"{300_000 - SHOWN_CHARACTERS:,} more characters" in shown(app)
        before = page.virtual_size.height
        await pilot.press("enter", "end")
        assert page.virtual_size.height > 1.9 * before
        assert app.of(Document.LinkChosen) == []


async def test_a_long_document_is_broken_as_it_is_looked_at() -> None:
    page = Document()
    async with Stage(page).run_test(size=(80, 24)) as pilot:
        page.set_document(text(*("a line of some words" for _ in range(3000))))
        assert not page._layout.finished
        await until(pilot, lambda: page._layout.finished)
        assert page.virtual_size.height == 3000
