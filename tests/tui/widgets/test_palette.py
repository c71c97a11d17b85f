"""The palette: the best answer first, however many there are; a chooser with a preview; the help in groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.widgets import Input

from casefile.tui.widgets.palette import Entry, Palette
from casefile.tui.widgets.ranking import Ranking
from casefile.tui.widgets.virtual_list import VirtualList
from tests.tui.widgets.stage import HOSTILE, SIZES, Stage, segments_are_safe, shown, until

ACTIONS = [
    Entry("note", "Write a note", "about what is under the cursor", "n", "Writing"),
    Entry("new", "New case", "", "N", "Library"),
    Entry("quit", "Leave", "", "q", "Library"),
]


def ranked(labels: list[str], query: str) -> list[str]:
    ranking = Ranking(Entry(label, label) for label in labels)
    ranking.ask(query)
    while not ranking.finished:
        ranking.advance(0)
    return [entry.label for entry in ranking.answers()]


def test_a_beginning_before_a_word_before_a_part_and_scattered_letters_never() -> None:
    labels = ["k_e_r_m_a_n", "xkermanx", "the Kerman blast", "Kerman", "unrelated"]
    assert ranked(labels, "kerman") == ["Kerman", "the Kerman blast", "xkermanx"]


def test_the_shorter_before_the_longer_and_words_in_any_order() -> None:
    assert ranked(["Kerman bombings of 2024", "Kerman"], "kerman")[0] == "Kerman"
    assert ranked(["Mahdi Bakhshi", "Mahdi Karroubi"], "bakhshi mah") == ["Mahdi Bakhshi"]


def test_details_answer_after_labels() -> None:
    ranking = Ranking([Entry("1", "IRNA", "agency"), Entry("2", "Agency of news")])
    ranking.ask("agency")
    ranking.advance(1)
    assert [entry.key for entry in ranking.answers()] == ["2", "1"]


def test_letters_that_nearly_match_take_no_time() -> None:
    assert ranked(["a" * 1_000_000], "a" * 40 + "b") == []


def test_persian_answers_however_it_is_typed() -> None:
    assert ranked(["قاسم سلیمانی", "كرمان"], "کرمان") == ["كرمان"]


def test_a_longer_question_looks_only_at_what_answered_the_shorter() -> None:
    labels = [f"Event {number}" for number in range(5000)]
    ranking = Ranking(Entry(label, label) for label in labels)
    for query in ("e", "event 4", "event 49", "event 4999", "event 1", ""):
        ranking.ask(query)
        while not ranking.finished:
            ranking.advance(0)
        fresh = Ranking(ranking.entries)
        fresh.ask(query)
        while not fresh.finished:
            fresh.advance(0)
        assert ranking.answers() == fresh.answers()


def test_entries_are_taken_no_faster_than_they_are_looked_at() -> None:
    taken = 0

    def entries() -> Iterator[Entry]:
        nonlocal taken
        for number in range(20_000):
            taken += 1
            yield Entry(str(number), f"record {number}")

    ranking = Ranking(entries())
    ranking.ask("")
    ranking.advance(0)
    assert taken < 1000


class Opened(Stage):
    """A stage with a palette over it."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(theme="casefile-dark")
        self.palette = palette
        self.chosen: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.palette, self.chosen.append)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_looked_for_in_actions_and_records(size: tuple[int, int]) -> None:
    app = Opened(
        Palette(lambda: ACTIONS, lambda: (Entry(f"e-{n}", f"Event {n}", "event") for n in range(20_000)))
    )
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"note")
        await until(pilot, lambda: app.palette._ranking.finished)
        await pilot.pause()
        assert "▌  Write a note" in shown(app)
        assert segments_are_safe(app)
        for _ in "note":
            await pilot.press("backspace")
        await pilot.press(*"event 19999", "enter")
        assert app.chosen == ["e-19999"]


async def test_keys_move_the_cursor_while_the_input_keeps_the_focus() -> None:
    app = Opened(Palette(lambda: ACTIONS))
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "up")
        assert isinstance(app.focused, Input)
        await pilot.press("enter")
        assert app.chosen == ["new"]


async def test_escape_chooses_nothing() -> None:
    app = Opened(Palette(lambda: ACTIONS))
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.chosen == [None]


async def test_a_double_click_chooses() -> None:
    app = Opened(Palette(lambda: ACTIONS))
    async with app.run_test() as pilot:
        await pilot.click(VirtualList, offset=(6, 2), times=2)
        assert app.chosen == ["quit"]


async def test_a_chooser_begins_at_what_is_chosen_and_shows_each_as_it_would_be() -> None:
    seen: list[str] = []
    app = Opened(Palette(lambda: ACTIONS, current="quit", preview=seen.append))
    async with app.run_test() as pilot:
        assert app.palette.query_one(VirtualList).cursor_key == "quit"
        await pilot.press("up")
        assert seen[-1] == "new"
        await pilot.press("escape")
        assert (seen[-1], app.chosen) == ("quit", [None])


async def test_groups_are_headed_until_something_is_typed() -> None:
    app = Opened(Palette(lambda: ACTIONS, groups=True, title="Help"))
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = [line.strip(" │▏▌") for line in shown(app).splitlines()]
        start = lines.index("Writing")
        assert [line.split("  ")[0] for line in lines[start : start + 5]] == [
            "Writing",
            "Write a note",
            "Library",
            "New case",
            "Leave",
        ]
        await pilot.press("l")
        await pilot.pause()
        assert "Writing" not in shown(app)


async def test_nothing_found_says_so_and_enter_waits() -> None:
    app = Opened(Palette(lambda: ACTIONS))
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter")
        assert "Nothing answers to that." in shown(app)
        assert app.chosen == []


async def test_the_last_answer_is_chosen_even_if_enter_comes_before_the_search_is_done() -> None:
    app = Opened(Palette(lambda: (Entry(f"e-{n}", f"Event {n}") for n in range(20_000))))
    async with app.run_test() as pilot:
        app.palette.query_one(Input).value = "event 19998"
        await pilot.press("enter")
        assert app.chosen == ["e-19998"]


async def test_no_name_acts() -> None:
    app = Opened(
        Palette(lambda: [Entry(name, text, text, "k", text) for name, text in HOSTILE.items()], groups=True)
    )
    async with app.run_test(size=(60, 20)) as pilot:
        shelf = app.palette.query_one(VirtualList)
        for name in HOSTILE:
            assert shelf.move_to(name)
            await pilot.pause()
            assert segments_are_safe(app), name
        await pilot.press("enter")
        assert app.chosen == [list(HOSTILE)[-1]]
