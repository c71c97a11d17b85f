"""Finding in lists and documents: folded, counted, lit up, and never holding up a key."""

from __future__ import annotations

import asyncio

from textual import events

from casefile.tui.widgets.document import Document, DocumentLine, Piece
from casefile.tui.widgets.find_view import FindView
from casefile.tui.widgets.finder import Finder, highlighted
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList
from tests.tui.widgets.stage import Stage, grid, until

NAMES = ["Kerman", "Shiraz", "كرمان", "Kérman again", "قاسم سلیمانی", "Tehran", "kerMAN last"]


def names() -> ListedRows:
    return ListedRows([(None, (("Kerman header", "header"),)), *((name, ((name, ""),)) for name in NAMES)])


async def test_a_find_goes_to_the_first_hit_and_on_round_the_end() -> None:
    shelf = VirtualList(names())
    async with Stage(shelf).run_test() as pilot:
        shelf.move_to("Shiraz")
        shelf.find("kerman")
        await pilot.pause()
        assert (shelf.cursor_key, shelf.hit_count, shelf.hit_position) == ("Kérman again", 3, 2)
        seen = []
        for step in (shelf.next_hit, shelf.next_hit, shelf.previous_hit, shelf.previous_hit):
            assert step()
            seen.append(shelf.cursor_key)
        assert seen == ["kerMAN last", "Kerman", "kerMAN last", "Kérman again"]


async def test_persian_is_found_however_it_is_typed() -> None:
    shelf = VirtualList(names())
    async with Stage(shelf).run_test():
        for typed in ("کرمان", "كرمان", "کِرمان"):
            shelf.clear_find()
            shelf.find(typed)
            assert shelf.cursor_key == "كرمان"


async def test_each_letter_typed_searches_from_where_it_began() -> None:
    shelf = VirtualList(names())
    async with Stage(shelf).run_test():
        for typed, there in (
            ("k", "Kerman"),
            ("kerman ", "Kerman"),
            ("kerman l", "kerMAN last"),
            ("s", "Shiraz"),
        ):
            shelf.find(typed)
            assert shelf.cursor_key == there, typed


async def test_no_hit_moves_nothing() -> None:
    shelf = VirtualList(names())
    app = Stage(shelf)
    async with app.run_test() as pilot:
        shelf.move_to("Tehran")
        shelf.find("nowhere")
        assert not shelf.next_hit()
        assert not shelf.previous_hit()
        await pilot.pause()
        told = app.of(FindView.Found)[-1]
        assert (told.count, told.position, told.finished, shelf.cursor_key) == (0, 0, True, "Tehran")


async def test_hits_are_underlined_and_cleared() -> None:
    shelf = VirtualList(names())
    async with Stage(shelf).run_test() as pilot:

        def lit() -> list[str]:
            strips = shelf.app.screen._compositor.render_strips()
            return [part.text for strip in strips for part in strip if part.style and part.style.underline]

        shelf.find("erm")
        await pilot.pause()
        assert lit() == ["erm", "erm", "érm", "erM"]
        shelf.clear_find()
        await pilot.pause()
        assert lit() == []


async def test_other_rows_are_searched_again_without_a_jump() -> None:
    shelf = VirtualList(names())
    async with Stage(shelf).run_test():
        shelf.find("kerman")
        shelf.move_to("Tehran")
        shelf.show(ListedRows((name, ((name, ""),)) for name in [*NAMES, "Kerman, the end"]))
        assert (shelf.hit_count, shelf.cursor_key) == (4, "Tehran")


class Endless:
    """Rows that each take a while to say their text."""

    def __len__(self) -> int:
        return 200_000

    def key(self, index: int) -> str | None:
        return str(index)

    def index(self, key: str) -> int | None:
        return int(key)

    def line(self, index: int, width: int) -> Line:
        return ((self.text(index), ""),)

    def text(self, index: int) -> str:
        return f"event {index} of many"


async def test_keys_are_answered_while_200_000_rows_are_looked_through() -> None:
    shelf = VirtualList(Endless())
    async with Stage(shelf).run_test() as pilot:
        shelf.focus()
        await pilot.pause()
        shelf.find("event 199999")
        shelf.app.post_message(events.Key("down", None))
        while shelf.cursor_key == "0":
            await asyncio.sleep(0)
        assert shelf.cursor_key == "1"
        assert not shelf.find_finished
        await until(pilot, lambda: shelf.find_finished)
        assert (shelf.hit_count, shelf.cursor_key) == (1, "199999")


async def test_a_new_find_takes_the_place_of_one_that_runs() -> None:
    shelf = VirtualList(Endless())
    async with Stage(shelf).run_test() as pilot:
        shelf.find("9")
        shelf.find("199999")
        await until(pilot, lambda: shelf.find_finished)
        assert shelf.hit_count == 1


async def test_the_first_hit_is_gone_to_before_all_is_looked_through() -> None:
    shelf = VirtualList(Endless())
    async with Stage(shelf).run_test():
        shelf.find("event 12 ")
        await asyncio.sleep(0)
        assert shelf.cursor_key == "12"
        assert not shelf.find_finished


def test_a_finder_counts_each_row_once_and_goes_round() -> None:
    texts = ["a a", "b", "a", "A"]
    finder = Finder("a", len(texts), texts.__getitem__)
    while not finder.finished:
        finder.advance(0)
    assert list(finder.hits) == [0, 2, 3]
    assert [finder.after(place) for place in (-1, 0, 1, 3)] == [0, 2, 2, 0]
    assert [finder.before(place) for place in (0, 1, 3)] == [3, 0, 2]
    assert [finder.position(place) for place in range(4)] == [1, 0, 2, 3]


def test_a_hit_may_span_runs_of_several_styles() -> None:
    assert highlighted((("Qas", "strong"), ("em", ""), (" S", "muted")), "asem s") == (
        ("Q", "strong"),
        ("as", "strong match"),
        ("em", "match"),
        (" S", "muted match"),
    )


async def test_a_document_is_searched_line_by_line() -> None:
    page = Document()
    app = Stage(page)
    async with app.run_test(size=(40, 10)) as pilot:
        page.set_document(DocumentLine((Piece(f"line {number}"),)) for number in range(100))
        await pilot.pause()
        page.find("line 7")
        await pilot.pause()
        assert page.hit_count == 11
        assert any("line 7" in line for line in grid(app))
        page.next_hit()
        await pilot.pause()
        assert any("line 70" in line for line in grid(app))
        page.previous_hit()
        page.previous_hit()
        await pilot.pause()
        assert any("line 79" in line for line in grid(app))
        assert app.of(FindView.Found)[-1].position == 11
