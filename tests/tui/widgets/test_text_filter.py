"""The second wall: controls become signs, right-to-left runs are held, no cell moves."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from casefile.model.text import Mode, isolate_runs
from casefile.tui.text_filter import TextFilter
from tests.tui.widgets.stage import FORBIDDEN, HOSTILE

BLACK = Color(0, 0, 0)
BOLD = Style(bold=True)
MODES = get_args(Mode)


def filtered(*texts: str, mode: Mode = "marks") -> list[Segment]:
    return TextFilter(mode).apply(
        [Segment(text, BOLD if number % 2 else None) for number, text in enumerate(texts)], BLACK
    )


def joined(*texts: str, mode: Mode = "marks") -> str:
    return "".join(segment.text for segment in filtered(*texts, mode=mode))


def test_plain_segments_are_passed_on_as_they_are() -> None:
    segments = [Segment("plain"), Segment(" text", BOLD)]
    assert TextFilter().apply(segments, BLACK) is segments


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_control_passes_and_no_cell_moves(name: str, mode: Mode) -> None:
    texts = ("│", HOSTILE[name][:3000], "│")
    cells = sum(map(cell_len, texts))
    made = filtered(*texts, mode=mode)
    allowed = {"\u2068", "\u2069"} if mode == "isolate" else set()
    assert not (FORBIDDEN - allowed) & {letter for segment in made for letter in segment.text}
    assert sum(cell_len(segment.text) for segment in made) == cells


@pytest.mark.parametrize("mode", MODES)
@given(texts=st.lists(st.text(alphabet="aسلام بکd 1۲\x1b\u202e‌(،日", max_size=12), min_size=1, max_size=5))
def test_any_line_keeps_its_cells_and_its_letters(mode: Mode, texts: list[str]) -> None:
    made = joined(*texts, mode=mode)
    assert cell_len(made) == sum(map(cell_len, texts))
    added = set("\u200e\u2068\u2069\ufffd ")
    assert set(made) - added <= set("".join(texts))


def test_a_control_is_seen_and_the_line_is_cut_to_its_cells() -> None:
    assert joined("a\x1b[31mb", " end") == "a\ufffd[31mb en"


def test_what_textual_itself_controls_passes() -> None:
    segment = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert TextFilter().apply([segment, Segment("é")], BLACK)[0] == segment


def test_a_run_of_several_styles_is_held_as_one() -> None:
    assert joined("(", "قاس", "م", ")") == "(\u200eقاسم\u200e)"
    assert [segment.style for segment in filtered("(", "قاس", "م", ")")] == [None, BOLD, None, BOLD]


def test_each_run_of_a_line_is_held() -> None:
    for mode in MODES:
        assert joined("a قاسم b", " ۱۳ دی", mode=mode) == isolate_runs("a قاسم b ۱۳ دی", mode)


def test_turned_round_a_run_is_turned_as_a_whole() -> None:
    assert joined("a ", "قاس", "م b", mode="visual") == "a مساق b"
    assert [(segment.text, segment.style) for segment in filtered("قاس", "م", mode="visual")] == [
        ("م", BOLD),
        ("ساق", None),
    ]


def test_a_mode_is_a_filters_own() -> None:
    assert joined("قاسم", mode="off") == "قاسم"
    assert joined("قاسم", mode="isolate") == "\u2068قاسم\u2069"
