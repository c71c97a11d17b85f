"""The list: the cursor stays with its record, headers are passed over, marks and choices are told."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList
from tests.tui.widgets.stage import SIZES, Stage, grid, segments_are_safe, shown


def rows(*keys: str | None) -> ListedRows:
    return ListedRows((key, ((f"row {key}" if key else "── header", ""),)) for key in keys)


def numbered(count: int) -> ListedRows:
    return rows(*(f"r{number}" for number in range(count)))


class Grouped(ListedRows):
    """Listed rows whose keyless ones are headers, each with its own place in its text."""

    def __init__(self, keys: list[str | None]) -> None:
        super().__init__(
            (key, ((f"row {key}" if key else f"── header {index}", ""),)) for index, key in enumerate(keys)
        )
        self.headers = [index for index, key in enumerate(keys) if key is None]


class Many:
    """200,000 rows of which none is kept, a header every hundred."""

    asked = 0
    headers = range(0, 200_000, 100)

    def __len__(self) -> int:
        return 200_000

    def key(self, index: int) -> str | None:
        return None if index % 100 == 0 else str(index)

    def index(self, key: str) -> int | None:
        return int(key)

    def line(self, index: int, width: int) -> Line:
        self.asked += 1
        return ((f"line {index}", ""),)

    def text(self, index: int) -> str:
        return f"line {index}"


async def test_the_first_row_that_can_have_the_cursor_gets_it() -> None:
    shelf = VirtualList(rows(None, "a", "b"))
    app = Stage(shelf)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (shelf.cursor_index, shelf.cursor_key) == (1, "a")
        assert [message.key for message in app.of(VirtualList.Highlighted)] == ["a"]


async def test_arrows_and_paging_pass_over_headers() -> None:
    shelf = VirtualList(rows(None, "a", None, "b", "c", None))
    async with Stage(shelf).run_test() as pilot:
        shelf.focus()
        seen = []
        for key in ("down", "down", "down", "up", "up", "up", "end", "home"):
            await pilot.press(key)
            seen.append(shelf.cursor_key)
        assert seen == ["b", "c", "c", "b", "a", "a", "c", "a"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_is_what_is_seen(size: tuple[int, int]) -> None:
    shelf = VirtualList(numbered(500))
    async with Stage(shelf).run_test(size=size) as pilot:
        shelf.focus()
        await pilot.press("pagedown")
        assert shelf.cursor_index == size[1]
        shelf.half_page_down()
        assert shelf.cursor_index == size[1] + size[1] // 2
        shelf.page_up()
        shelf.half_page_up()
        assert shelf.cursor_index == 0
        shelf.cursor_last()
        await pilot.pause()
        assert "row r499" in grid(shelf.app)[-1]


async def test_other_rows_leave_the_cursor_on_its_record_and_at_its_height() -> None:
    shelf = VirtualList(numbered(100))
    app = Stage(shelf)
    async with app.run_test(size=(60, 20)) as pilot:
        shelf.move_to("r50", centre=True)
        await pilot.pause()
        height = shelf.cursor_index - shelf.scroll_offset.y
        app.heard.clear()
        shelf.show(rows("new 1", "new 2", *(f"r{number}" for number in range(100))))
        await pilot.pause()
        assert (shelf.cursor_key, shelf.cursor_index) == ("r50", 52)
        assert shelf.cursor_index - shelf.scroll_offset.y == height
        assert app.of(VirtualList.Highlighted) == []


async def test_a_record_that_is_gone_leaves_the_cursor_at_its_place() -> None:
    shelf = VirtualList(rows("a", "b", "c"))
    app = Stage(shelf)
    async with app.run_test() as pilot:
        shelf.move_to("b")
        shelf.show(rows("a", "c"))
        await pilot.pause()
        assert shelf.cursor_key == "c"
        assert app.of(VirtualList.Highlighted)[-1].key == "c"


async def test_keep_first_begins_at_the_top() -> None:
    shelf = VirtualList(numbered(100))
    async with Stage(shelf).run_test():
        shelf.move_to("r50")
        shelf.show(numbered(100), keep="first")
        assert (shelf.cursor_index, shelf.scroll_offset.y) == (0, 0)


async def test_rows_that_vanish_take_the_cursor_with_them_and_leave_the_hint() -> None:
    shelf = VirtualList(numbered(3), empty="No notes yet.\nn writes the first.")
    async with Stage(shelf).run_test() as pilot:
        shelf.show(ListedRows())
        await pilot.pause()
        assert (shelf.cursor_index, shelf.cursor_key) == (-1, None)
        assert shown(shelf.app).splitlines()[:2] == ["   No notes yet.", "   n writes the first."]
        shelf.focus()
        await pilot.press("down", "up", "end", "home", "pagedown", "enter")
        assert shelf.cursor_index == -1


async def test_a_group_is_gone_to_by_its_header() -> None:
    shelf = VirtualList(rows(None, "a", "b", None, "c", "d", None, "e"))
    async with Stage(shelf).run_test():
        seen = []
        for move in (shelf.next_group, shelf.next_group, shelf.next_group, shelf.previous_group):
            move()
            seen.append(shelf.cursor_key)
        shelf.move_to("d")
        shelf.previous_group()
        assert [*seen, shelf.cursor_key] == ["c", "e", "e", "c", "c"]


async def test_enter_and_a_double_click_choose() -> None:
    shelf = VirtualList(rows(None, "a", "b", "c"))
    app = Stage(shelf)
    async with app.run_test() as pilot:
        shelf.focus()
        await pilot.press("down", "enter")
        await pilot.click(shelf, offset=(5, 3), times=2)
        await pilot.click(shelf, offset=(5, 0), times=2)
        assert [message.key for message in app.of(VirtualList.Chosen)] == ["b", "c"]


async def test_a_click_inside_of_a_frame_finds_its_row() -> None:
    shelf = VirtualList(rows("a", "b", "c"))
    async with Stage(shelf, css="VirtualList { border: round red; padding: 1; }").run_test() as pilot:
        await pilot.click(shelf, offset=(5, 3))
        assert shelf.cursor_key == "b"


async def test_the_wheel_moves_the_view_and_not_the_cursor() -> None:
    shelf = VirtualList(numbered(100))
    async with Stage(shelf).run_test() as pilot:
        await pilot._post_mouse_events([events.MouseScrollDown], shelf)
        assert (shelf.scroll_offset.y, shelf.cursor_index) == (3, 0)


async def test_signs_tell_cursor_mark_and_selection_without_colour() -> None:
    shelf = VirtualList(rows("a", "b", "c", "d"))
    async with Stage(shelf).run_test(size=(20, 6)) as pilot:
        shelf.marks = {"b", "c"}
        shelf.selected = {"c", "d"}
        await pilot.pause()
        assert shown(shelf.app).splitlines()[:4] == ["▏  row a", " ● row b", " ✓●row c", " ✓ row d"]
        shelf.focus()
        await pilot.pause()
        assert shown(shelf.app).startswith("▌  row a")


async def test_a_selection_grows_row_by_row() -> None:
    shelf = VirtualList(rows("a", "b", "c"))
    app = Stage(shelf)
    async with app.run_test() as pilot:
        shelf.toggle_selected()
        shelf.toggle_selected()
        await pilot.pause()
        assert shelf.selected == {"a", "b"}
        assert shelf.cursor_key == "c"
        shelf.move_to("a")
        shelf.toggle_selected()
        await pilot.pause()
        assert shelf.selected == {"b"}
        assert len(app.of(VirtualList.SelectionChanged)) == 3


@pytest.mark.parametrize("kind", [set, list, dict.fromkeys], ids=["set", "list", "dict"])
async def test_the_first_mark_is_brought_into_sight_and_the_cursor_stays(kind: type) -> None:
    shelf = VirtualList(numbered(300))
    async with Stage(shelf).run_test(size=(60, 20)) as pilot:
        shelf.marks = kind(["r250", "r200", "unknown"])
        shelf.scroll_first_mark()
        await pilot.pause()
        assert " ● row r200" in shown(shelf.app)
        assert shelf.cursor_index == 0


async def test_marks_may_be_any_container() -> None:
    class Hundreds:
        def __contains__(self, key: object) -> bool:
            return str(key).endswith("00")

    shelf = VirtualList(numbered(300))
    async with Stage(shelf).run_test(size=(60, 20)) as pilot:
        shelf.marks = Hundreds()
        shelf.cursor_last()
        shelf.scroll_first_mark()
        await pilot.pause()
        assert " ● row r100" in shown(shelf.app)


async def test_many_moves_at_once_tell_the_last_place() -> None:
    shelf = VirtualList(numbered(1000))
    app = Stage(shelf)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.heard.clear()
        for _ in range(200):
            shelf.cursor_down()
        await pilot.pause()
        told = app.of(VirtualList.Highlighted)
        assert told[-1].key == "r200"
        assert len(told) < 20


async def test_200_000_rows_are_asked_for_only_as_they_are_seen() -> None:
    many = Many()
    shelf = VirtualList(many)
    async with Stage(shelf).run_test(size=(80, 24)) as pilot:
        shelf.focus()
        await pilot.press("end")
        assert shelf.cursor_key == "199999"
        assert "line 199999" in grid(shelf.app)[-1]
        await pilot.press("up", "up", "pageup", "home", "down")
        assert shelf.cursor_key == "2"
        assert shelf.move_to("150050", centre=True)
        await pilot.pause()
        assert "line 150050" in grid(shelf.app)[12]
        shelf.show(Many())
        await pilot.pause()
        assert shelf.cursor_key == "150050"
        assert many.asked < 24 * 10


async def test_the_cursor_stays_in_sight_when_the_size_changes() -> None:
    shelf = VirtualList(numbered(300))
    async with Stage(shelf).run_test(size=(120, 40)) as pilot:
        shelf.focus()
        shelf.move_to("r39")
        for size in ((60, 20), (20, 3), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "▌  row r39" in shown(shelf.app)
            assert segments_are_safe(shelf.app)


async def test_a_line_is_cut_where_it_does_not_fit() -> None:
    shelf = VirtualList(ListedRows([("a", (("0123456789", ""), ("日本語", ""), ("end", "muted")))]))
    async with Stage(shelf).run_test(size=(18, 5)) as pilot:
        await pilot.pause()
        assert grid(shelf.app)[0].rstrip() == "▏  0123456789日…"
        assert segments_are_safe(shelf.app)


async def test_a_driven_list_never_has_the_focus_and_looks_as_if() -> None:
    shelf = VirtualList(numbered(3), driven=True)
    async with Stage(shelf).run_test() as pilot:
        await pilot.press("tab")
        assert not shelf.has_focus
        assert shown(shelf.app).startswith("▌  row r0")


# The header of what is scrolled away


def expected_first(rows: Grouped, top: int, cursor: int) -> str:
    """The header above the first row, sought one by one; the row itself where there is none, or the cursor is on it."""
    above = [index for index in rows.headers if index <= top]
    return rows.text(above[-1] if above and top != cursor else top)


MOVES = {
    "down": VirtualList.cursor_down,
    "up": VirtualList.cursor_up,
    "page down": VirtualList.page_down,
    "page up": VirtualList.page_up,
    "half down": VirtualList.half_page_down,
    "half up": VirtualList.half_page_up,
    "group": VirtualList.next_group,
    "group before": VirtualList.previous_group,
    "last": VirtualList.cursor_last,
    "first": VirtualList.cursor_first,
}


@settings(max_examples=25, deadline=None)
@given(
    groups=st.lists(st.integers(0, 12), min_size=1, max_size=12),
    headless=st.integers(0, 3),
    height=st.integers(2, 9),
    moves=st.lists(st.sampled_from(sorted(MOVES)), min_size=1, max_size=25),
)
def test_the_cursor_is_in_sight_below_the_header_of_the_first_row(
    groups: list[int], headless: int, height: int, moves: list[str]
) -> None:
    keys: list[str | None] = [f"h{number}." for number in range(headless)]
    for group, count in enumerate(groups):
        keys += [None, *(f"{group}-{number}." for number in range(count))]
    rows = Grouped(keys)

    async def walk() -> None:
        shelf = VirtualList(rows)
        async with Stage(shelf).run_test(size=(40, height)) as pilot:
            shelf.focus()
            for move in moves:
                MOVES[move](shelf)
                await pilot.pause()
                seen = [line[3:].strip(" ▁▂▃▄▅▆▇█") for line in grid(pilot.app)]
                if shelf.cursor_key is not None:
                    assert f"row {shelf.cursor_key}" in seen, move
                first = expected_first(rows, shelf.scroll_offset.y, shelf.cursor_index)
                assert seen[0] == first, move

    asyncio.run(walk())


async def test_a_page_with_headers_leaves_no_row_out() -> None:
    keys: list[str | None] = [None, *(str(number) for number in range(1, 100))]
    shelf = VirtualList(Grouped(keys))
    async with Stage(shelf).run_test(size=(40, 10)) as pilot:
        seen = set()
        for _ in range(15):
            seen |= {line[3:].split()[1] for line in grid(pilot.app)[1:]}
            shelf.page_down()
            await pilot.pause()
        assert seen == {str(number) for number in range(1, 100)}


async def test_a_click_on_the_header_in_the_first_row_is_not_one_on_the_row_behind_it() -> None:
    keys: list[str | None] = [None, *(f"r{number}" for number in range(50))]
    shelf = VirtualList(Grouped(keys))
    async with Stage(shelf).run_test(size=(40, 10)) as pilot:
        shelf.move_to("r30")
        await pilot.pause()
        top = shelf.scroll_offset.y
        await pilot.click(shelf, offset=(5, 0))
        assert shelf.cursor_key == "r30" and "header 0" in grid(pilot.app)[0]
        await pilot.click(shelf, offset=(5, 1))
        assert shelf.cursor_index == top + 1 and shelf.scroll_offset.y == top


async def test_the_header_is_found_without_a_walk_through_200_000_rows() -> None:
    class OneGroup(Many):
        headers = (0,)  # type: ignore[assignment]
        keys_asked = 0

        def key(self, index: int) -> str | None:
            self.keys_asked += 1
            return str(index) if index else None

    rows = OneGroup()
    shelf = VirtualList(rows)
    async with Stage(shelf).run_test(size=(40, 10)) as pilot:
        shelf.cursor_last()
        await pilot.pause()
        rows.keys_asked = 0
        shelf.cursor_up(20)
        await pilot.pause()
        assert "line 0" in grid(pilot.app)[0] and rows.keys_asked < 200
