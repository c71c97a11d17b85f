"""Whatever a case says, nothing of it acts, moves a cell, or reaches the terminal as a control."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from casefile.tui.widgets.document import Document, DocumentLine, Piece
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import LINE_LIMIT, cut_line, fit, rule, safe, width
from casefile.tui.widgets.prompt_line import PromptLine
from casefile.tui.widgets.safe import TEXT_LIMIT, data
from casefile.tui.widgets.strip_chart import Bucket, StripChart
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList
from tests.tui.widgets.stage import FORBIDDEN, HOSTILE, SIZES, Stage, segments_are_safe


def test_there_are_forty_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_of_all_of_them_keeps_its_columns(size: tuple[int, int]) -> None:
    shelf = VirtualList(
        ListedRows((name, ((text, ""), ("|", "muted"), (text, "strong"))) for name, text in HOSTILE.items())
    )
    app = Stage(shelf)
    async with app.run_test(size=size) as pilot:
        for name in HOSTILE:
            shelf.move_to(name)
            await pilot.pause()
            assert segments_are_safe(app), name


async def test_a_document_of_all_of_them_keeps_its_width() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test(size=(60, 20)) as pilot:
        page.focus()
        for name, text in HOSTILE.items():
            line = DocumentLine(
                (Piece("when ", "label"), Piece(text, "", text)), hang=5, tail=(Piece(text[:20], "grade"),)
            )
            page.set_document([line, DocumentLine((Piece(text),))])
            await pilot.pause()
            assert segments_are_safe(app), name
            page.cursor_last()
            await pilot.pause()
            assert segments_are_safe(app), name


async def test_frames_charts_and_prompts_show_them_too() -> None:
    frame, chart, prompt = Frame(title="t"), StripChart(), PromptLine()
    frame.compose_add_child(chart)
    app = Stage(frame, prompt)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in HOSTILE.items():
            frame.set_frame(text, text)
            chart.show([Bucket(text, 3), Bucket("", 5)])
            prompt.open(text[:5000], label=text)
            prompt.set_count(text)
            await pilot.pause()
            assert segments_are_safe(app), name
            prompt.close()


async def test_a_stock_widget_given_data_shows_it_as_it_is() -> None:
    label = Static(markup=False)
    app = Stage(label)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in HOSTILE.items():
            label.update(data(text, multiline=True, limit=2000))
            await pilot.pause()
            assert segments_are_safe(app), name
            await pilot.click(label, offset=(1, 0))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_column_is_as_wide_as_it_was_asked(name: str) -> None:
    text = HOSTILE[name]
    for cells in (0, 1, 2, 7, 40):
        assert cell_len(fit(text, cells)) == cells
        assert cell_len(fit(text, cells, "right")) == cells
        cut = cut_line(((text, "a"), (text, "b")), cells)
        assert sum(cell_len(part) for part, _ in cut) <= cells
        assert cell_len(rule(text, 40)) == 40
    assert not FORBIDDEN & set(safe(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_cleaned_twice_is_what_is_cleaned_once(name: str) -> None:
    once = safe(HOSTILE[name])[:1000]
    assert safe(once) == once


def test_data_is_content_without_markup_and_not_endless() -> None:
    shown = data("[bold]x[/bold]")
    assert isinstance(shown, Content)
    assert (shown.plain, shown.spans) == ("[bold]x[/bold]", [])
    assert len(data("x" * 1_000_000)) <= TEXT_LIMIT + 1
    assert data("one\ntwo", multiline=True).plain == "one\ntwo"
    assert "\n" not in data("one\ntwo").plain


def test_a_line_is_measured_as_it_is_drawn() -> None:
    line = (("a\x1bb", ""), ("日本", "muted"))
    assert width(line) == sum(cell_len(text) for text, _ in cut_line(line, LINE_LIMIT)) == 7


def test_what_is_left_out_at_the_end_is_told() -> None:
    assert cut_line((("abc", ""), ("def", "x")), 3) == (("ab…", ""),)
    assert cut_line((("abc", ""), ("def", "x")), 5) == (("abc", ""), ("d…", "x"))
    assert cut_line((("abc", ""), ("   ", "")), 4) == (("abc", ""), ("…", ""))
