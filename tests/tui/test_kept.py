"""Kept searches and filters: one list of both, from which they are applied, renamed and deleted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.grades import UNGRADED
from casefile.model.records import View
from casefile.model.vocabulary import CREDIBILITY, EVENT_KINDS, RELIABILITY
from casefile.tui.panes.filters import Condition, TimelineFilter
from casefile.tui.panes.kept import filter_of, filter_query
from casefile.tui.screens.kept import KeptScreen
from tests.tui.desk import LEAST, SIZES, Desk, browser, harbour, write_case
from tests.tui.test_search import search_of

CONDITIONS = st.one_of(
    st.builds(Condition, st.just("kind"), st.sampled_from(sorted(EVENT_KINDS))),
    st.builds(Condition, st.just("reliability"), st.sampled_from([*RELIABILITY, UNGRADED])),
    st.builds(Condition, st.just("credibility"), st.sampled_from([*map(str, CREDIBILITY), UNGRADED])),
    st.builds(Condition, st.sampled_from(["actor", "source"]), st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True)),
    st.builds(Condition, st.sampled_from(["since", "until"]), st.sampled_from(["2024", "2024-01-03~", "2024-01/2024-02", "[2024-01-03,2024-01-05]", "2024-01-03T15:00:00+03:30"])),
    st.just(Condition("contested")),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def views(desk: Desk) -> list[tuple[str, str, str]]:
    assert desk.case.session is not None
    return [(view.name, view.query, view.pane) for view in desk.case.session.case.all(View)]


def fields(desk: Desk) -> list[tuple[str, str]]:
    return [(one.field, one.value) for one in desk.case.timeline_filter.conditions]


@given(st.lists(CONDITIONS, unique=True, min_size=1).map(tuple))
def test_a_filter_comes_back_as_it_was_kept(conditions: tuple[Condition, ...]) -> None:
    asked = TimelineFilter()
    for condition in conditions:
        asked = asked.adding(condition)
    assert filter_of(filter_query(asked)) == asked


@pytest.mark.parametrize(
    "query", ["", "   ", "kind", "colour:red", "since:tomorrow", "kind:attack nonsense", "since:"]
)
def test_what_is_no_filter_is_none(query: str) -> None:
    assert filter_of(query) is None


async def test_a_filter_is_kept_found_again_and_taken_back(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("f2")
        assert desk.said == "There is no filter to keep: x sets one."
        await desk.press("x")
        await desk.type("kind: attack\n")
        await desk.press("x")
        await desk.type("contested only\n")
        assert "f2 keep filter" in desk.rows[-1]
        await desk.press("f2")
        assert desk.said == "Filter kept: S finds it again. u undoes it."
        await desk.press("f2")
        assert desk.said == "This filter is kept already, as 'kind: attack, contested only'."
        kept = ("kind: attack, contested only", "kind:attack contested:yes", "timeline")
        assert views(desk) == [kept]
        await desk.press("\\", "\\", "2", "q")
    on_disk = json.loads((folder / "harbour.json").read_text("utf-8"))
    assert [view["query"] for view in on_disk["views"].values()] == ["kind:attack contested:yes"]
    async with browser(folder) as desk:
        await desk.press("2", "S")
        assert isinstance(desk.app.screen, KeptScreen)
        assert "filter  kind: attack, contested only" in desk.text
        await desk.press("enter")
        assert fields(desk) == [("kind", "attack"), ("contested", "")]
        assert desk.case.focused_pane is desk.case.timeline and "only 1 of 5" in desk.text
        await desk.press("u")
        assert views(desk) == [] and fields(desk), "what is set stays set"


async def test_filters_and_searches_stand_in_one_list_and_are_renamed_and_deleted_there(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:claim died")
        await desk.press("f2", "escape", "x")
        await desk.type("kind: arrest\n")
        await desk.press("x")
        assert "Keep this filter" in desk.text
        await desk.type("keep this\n")
        await desk.press("\\", "S")
        assert desk.text.index("filter  kind: arrest") < desk.text.index("search  kind:claim died")
        await desk.press("r")
        await desk.type("[bold]Arrests[/]\n")
        assert {name for name, *_ in views(desk)} == {"kind:claim died", "[bold]Arrests[/]"}
        assert "filter  [bold]Arrests[/]" in desk.text and "kind:arrest" in desk.text
        await desk.press("down", "d")
        assert desk.said == "'kind:claim died' is no longer kept. u undoes it."
        assert [query for _, query, _ in views(desk)] == ["kind:arrest"]
        await desk.press("u")
        assert {query for _, query, _ in views(desk)} == {"kind:arrest", "kind:claim died"}
        assert "search  kind:claim died" in desk.text
        await desk.press("down", "enter")
        assert search_of(desk).input.value == "kind:claim died"


async def test_the_keys_name_what_would_be_undone(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("S")
        assert "undo" not in desk.rows[-1], "there is nothing to undo"
        await desk.press("escape", "j", "d", "x")
        await desk.type("kind: arrest\n")
        await desk.press("f2", "S")
        assert "u undo: view added" in desk.rows[-1]
        await desk.press("u")
        assert views(desk) == [] and "u undo: event deleted" in desk.rows[-1], desk.rows[-1]
        await desk.press("u")
        assert "undo" not in desk.rows[-1]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_where_nothing_is_kept_one_whole_sentence_says_how(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("S")
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, KeptScreen)
        said = " ".join("".join(letter for letter in desk.text if letter not in "│▃▌").split())
        assert "Nothing is kept yet: f2 keeps the filter of the timeline," in said
        assert "Kept searches" in desk.text and "what is typed." in desk.text
        assert screen.frame.size.height == screen.list.lines_needed <= 2
        assert "undo" not in desk.rows[-1] and "esc close" in desk.rows[-1]


async def test_many_views_take_no_more_than_a_part_of_the_screen(folder: Path) -> None:
    tables = harbour()
    tables["views"] = [
        {"id": f"v-{number}", "name": f"View {number:02}", "query": "kind:attack", "pane": "timeline"}
        for number in range(40)
    ]
    write_case(folder, tables)
    async with browser(folder, size=LEAST) as desk:
        await desk.press("S")
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, KeptScreen)
        assert LEAST[1] // 2 < screen.frame.outer_size.height <= LEAST[1] * 60 // 100
        await desk.press(*["down"] * 39)
        assert "View 39" in desk.text


async def test_the_last_view_deleted_is_brought_back_where_it_was(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: arrest\n")
        await desk.press("f2", "S", "d")
        assert "Nothing is kept yet" in desk.text and "u undo" in desk.rows[-1]
        await desk.press("u")
        assert "kind: arrest" in desk.row("filter ")


async def test_the_palette_and_the_chooser_of_filters_find_them_too(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: arrest\n")
        await desk.press("f2", "\\", "3", "ctrl+p")
        await desk.type("kind: arrest")
        assert "kept filter · kind:arrest" in desk.text
        await desk.press("enter")
        assert fields(desk) == [("kind", "arrest")]
        await desk.press("\\", "x")
        await desk.type("kept filter\n")
        assert fields(desk) == [("kind", "arrest")]


async def test_a_kept_filter_among_the_hits_of_a_search_is_set(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: arrest\n")
        await desk.press("f2", "\\", "ctrl+f")
        await desk.type("kind:view")
        await desk.until(lambda: "1 hit" in desk.text)
        await desk.press("enter")
        assert fields(desk) == [("kind", "arrest")]


async def test_a_filter_that_cannot_be_read_says_so(folder: Path) -> None:
    tables = harbour()
    tables["views"] = [{"id": "v-odd", "name": "Odd", "query": "colour:red", "pane": "timeline"}]
    write_case(folder, tables)
    async with browser(folder) as desk:
        await desk.press("S", "enter")
        assert desk.said == "'Odd' is no filter of the timeline: colour:red" and not fields(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_stands_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    tables = harbour()
    tables["views"] = [
        {
            "id": "v-1",
            "name": "Attacks that are disputed",
            "query": "kind:attack contested:yes",
            "pane": "timeline",
        },
        {"id": "v-2", "name": "Deaths", "query": "kind:claim died", "pane": "search"},
    ]
    write_case(folder, tables)
    async with browser(folder, size=size) as desk:
        await desk.press("S")
        assert "Kept searches and filters" in desk.row("╭─ Kept") and " 2 ─╮" in desk.row("╭─ Kept")
        assert "filter  Attacks that are disputed" in desk.text and "search  Deaths" in desk.text
        assert "enter choose" in desk.rows[-1] and "r rename" in desk.rows[-1] and "d delete" in desk.rows[-1]
        if size != LEAST:
            assert "kind:attack contested:yes" in desk.text


async def test_without_any_the_list_says_how_to_keep_one(folder: Path) -> None:
    async with browser(folder, size=LEAST) as desk:
        await desk.press("S")
        assert "Nothing is kept yet" in desk.text
        await desk.press("enter", "r", "d")
        assert isinstance(desk.app.screen, KeptScreen)
        await desk.press("escape")
        assert desk.app.screen is desk.case
