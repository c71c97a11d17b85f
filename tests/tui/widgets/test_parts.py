"""The smaller parts: frame, prompt line, strip chart, the input for Persian."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Static

from casefile.tui.widgets.frame import Frame, Framed
from casefile.tui.widgets.prompt_line import PromptLine
from casefile.tui.widgets.strip_chart import Bucket, StripChart, block, chart
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList
from tests.tui.widgets.stage import SIZES, Stage, grid, shown

MONTHS = [
    *(Bucket("2020", 1), Bucket("2023", 1), Bucket("2023", 2)),
    *(Bucket("Jan 2024", number) for number in (2, 9, 7, 5, 2, 0, 3, 1)),
    Bucket("Feb", 1),
]


class Pane(Framed, VirtualList):
    """A list with a frame."""


@pytest.mark.parametrize("size", SIZES)
async def test_a_frame_carries_its_title_at_the_left_and_its_count_at_the_right(
    size: tuple[int, int],
) -> None:
    app = Stage(Frame(Static("x"), title="1 Timeline", count="50"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert grid(app)[0] == f"╭─ 1 Timeline {'─' * (size[0] - 20)} 50 ─╮"


async def test_a_frame_follows_size_and_count() -> None:
    pane = Pane(ListedRows([("a", (("x", ""),))]))
    app = Stage(pane)
    async with app.run_test(size=(40, 5)) as pilot:
        pane.set_frame("2 Actors", "59")
        await pilot.pause()
        pane.set_frame(count="3 of 59")
        await pilot.resize_terminal(50, 5)
        await pilot.pause()
        assert grid(app)[0] == f"╭─ 2 Actors {'─' * 27} 3 of 59 ─╮"
        assert (pane.frame_title, pane.frame_count) == ("2 Actors", "3 of 59")


@pytest.mark.parametrize(
    ("cells", "top"),
    [(28, "╭─ A long title ─ 3 of 59 ─╮"), (27, "╭─ A long title ──────────╮"), (14, "╭─ A long … ─╮")],
)
async def test_a_narrow_frame_drops_the_count_then_cuts_the_title(cells: int, top: str) -> None:
    app = Stage(Frame(title="A long title", count="3 of 59"))
    async with app.run_test(size=(cells, 4)) as pilot:
        await pilot.pause()
        assert grid(app)[0] == top


async def test_a_narrow_frame_keeps_as_much_of_the_count_as_there_is_room_for() -> None:
    frame = Frame(title="First blast", count="event · 9 reports · 3 origins · contested")
    app = Stage(frame)
    async with app.run_test(size=(45, 4)) as pilot:
        await pilot.pause()
        assert grid(app)[0] == "╭─ First blast ───────── event · 9 reports ─╮"


async def test_the_frame_with_the_focus_has_the_accent_and_a_bold_title() -> None:
    one, other = Pane(ListedRows([("a", (("x", ""),))])), Pane()
    app = Stage(one, other, css="Pane { height: 5; }")
    async with app.run_test(size=(40, 12)) as pilot:
        one.set_frame("One", "1")
        other.set_frame("Other", "0")
        one.focus()
        await pilot.pause()
        lines = app.screen._compositor.render_strips()

        def look(line: int, text: str) -> tuple[object, bool]:
            part = next(part for part in lines[line] if text in part.text)
            assert part.style is not None
            return part.style.color, bool(part.style.bold)

        assert look(0, "One")[1] and not look(5, "Other")[1]
        assert look(0, "╭")[0] != look(5, "╭")[0]
        assert look(0, " ──")[0] == look(0, "╭")[0]


# The prompt line


async def test_a_prompt_tells_each_change_and_how_it_ended() -> None:
    prompt = PromptLine()
    app = Stage(Static("x"), prompt)
    async with app.run_test(size=(60, 10)) as pilot:
        assert "find" not in shown(app)
        prompt.open()
        await pilot.pause()
        await pilot.press(*"ker", "down", "up", "enter", "escape")
        assert app.of(PromptLine.Changed)[-1].value == "ker"
        assert [message.way for message in app.of(PromptLine.Stepped)] == [1, -1]
        assert [message.value for message in app.of(PromptLine.Submitted)] == ["ker"]
        assert len(app.of(PromptLine.Cancelled)) == 1


async def test_a_prompt_opened_again_holds_what_was_typed_to_be_replaced() -> None:
    prompt = PromptLine()
    app = Stage(prompt)
    async with app.run_test(size=(60, 10)) as pilot:
        prompt.open("before", label="filter")
        await pilot.pause()
        assert "filter" in shown(app)
        assert app.of(PromptLine.Changed) == []
        await pilot.press("n")
        assert prompt.value == "n"
        prompt.close()
        await pilot.pause()
        assert not prompt.is_open
        assert "filter" not in shown(app)


async def test_a_prompt_says_how_many_there_are() -> None:
    prompt = PromptLine()
    app = Stage(prompt)
    async with app.run_test(size=(60, 10)) as pilot:
        prompt.open()
        for figures, text in (
            ((3, 17, True), "3 of 17"),
            ((0, 0, True), "no hits"),
            ((0, 12, False), "12+ hits"),
        ):
            prompt.set_hits(*figures)
            await pilot.pause()
            assert shown(app).rstrip().endswith(text)


async def test_joiners_can_be_typed() -> None:
    line = TextInput()
    app = Stage(line)
    async with app.run_test() as pilot:
        line.focus()
        await pilot.pause()
        for letter in "می\u200cشود":
            app.post_message(events.Key(letter if letter != "\u200c" else "zero_width_non_joiner", letter))
        await pilot.pause()
        assert line.value == "می\u200cشود"


# The strip chart


def drawn(width: int) -> str:
    return "".join(cell.text for cell in chart(MONTHS, width))


def test_a_chart_gives_up_gaps_then_detail_then_labels() -> None:
    assert drawn(60) == "2020 ▁   2023 ▁▂   Jan 2024 ▂█▇▅▂·▃▁   Feb ▁"
    assert drawn(40) == "2020 ▁ 2023 ▁▂ Jan 2024 ▂█▇▅▂·▃▁ Feb ▁"
    assert "Jan 2024" in drawn(24)
    for width in range(1, 60):
        assert len(drawn(width)) <= width


def test_a_chart_of_very_many_buckets_fits() -> None:
    cells = chart([Bucket("", number % 7) for number in range(5000)], 50)
    assert 25 <= len(cells) <= 50
    assert cells[-1].last == 4999
    assert chart([], 50) == []
    assert chart([Bucket(str(number), 1) for number in range(300)], 10) == []


def test_blocks_grow_with_the_count_and_nothing_is_told_from_little() -> None:
    assert "".join(block(number, 16) for number in (0, 1, 2, 3, 8, 15, 16)) == "·▁▁▂▄██"


async def test_the_cursor_goes_from_block_to_block_and_tells_the_bucket() -> None:
    strip = StripChart(MONTHS)
    app = Stage(strip)
    async with app.run_test(size=(60, 5)) as pilot:
        for move in (strip.next_bucket, strip.next_bucket, strip.previous_bucket, strip.previous_bucket):
            move()
            await pilot.pause()
        assert [message.index for message in app.of(StripChart.BucketChosen)] == [0, 1, 0, 0]
        strip.cursor = 4
        await pilot.pause()
        line = app.screen._compositor.render_strips()[0]
        assert [part.text for part in line if part.style and part.style.reverse] == ["█"]


async def test_merged_buckets_are_one_step() -> None:
    strip = StripChart([Bucket("", 1)] * 100)
    app = Stage(strip)
    async with app.run_test(size=(27, 5)) as pilot:
        for _ in range(3):
            strip.next_bucket()
        await pilot.pause()
        assert app.of(StripChart.BucketChosen)[-1].index == 8


async def test_a_click_on_a_block_chooses_it_and_on_a_label_nothing() -> None:
    strip = StripChart(MONTHS)
    app = Stage(strip)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.click(strip, offset=(2, 0))
        await pilot.click(strip, offset=(6, 0))
        await pilot.click(strip, offset=(30, 0))
        assert [message.index for message in app.of(StripChart.BucketChosen)] == [0, 4]


async def test_other_buckets_keep_the_cursor_if_its_place_is_left() -> None:
    strip = StripChart(MONTHS)
    async with Stage(strip).run_test():
        strip.cursor = 5
        strip.show(MONTHS[:8])
        assert strip.cursor == 5
        strip.show(MONTHS[:3])
        assert strip.cursor is None
