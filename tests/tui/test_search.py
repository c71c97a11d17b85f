"""Searching everything: hits as one types, the way to the record, and searches that are kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from casefile.model.editing import create
from casefile.model.search import parse_query
from casefile.model.search.hits import Hit
from casefile.model.search.tree import Text
from casefile.store import Library
from casefile.tui.panes.content.hits import HitRows
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.kept import KeptScreen
from casefile.tui.screens.search import SearchScreen
from casefile.tui.searching import Searching, State
from casefile.tui.widgets.palette import Palette
from tests.tui.desk import NOW, SIZES, SMALL, Desk, browser, harbour, library_of, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cases; the second has a sensitive actor and a word of its own."""
    write_case(tmp_path / "cases", harbour())
    pier = harbour()
    pier["case"][0]["title"] = "Pier collapse"
    pier["notes"] = [
        {"id": "n-tug", "title": "Tugboat", "body": "A [b]tugboat[/b] was near the pier.\nAnd a second line."}
    ]
    pier["actors"].append(
        {"id": "diver", "name": "Diver Karimi", "kind": "person", "sensitive": ["personal-data"]}
    )
    write_case(tmp_path / "cases", pier, "pier")
    return tmp_path / "cases"


def search_of(desk: Desk) -> SearchScreen:
    assert isinstance(desk.app.screen, SearchScreen)
    return desk.app.screen


def hit_ids(desk: Desk) -> list[str]:
    rows = search_of(desk).hits.rows
    return [key.split("/")[2] for index in range(len(rows)) if (key := rows.key(index))]


async def comes(desk: Desk, *ids: str) -> None:
    """Waits until just these are the hits: an answer may come a moment after its question."""
    await desk.until(lambda: sorted(hit_ids(desk)) == sorted(ids))


def frame(desk: Desk) -> tuple[str, str]:
    shown = search_of(desk).query_one("#search")
    return shown.frame_title, shown.frame_count


async def test_hits_come_as_one_types_and_enter_goes_to_the_record(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        assert frame(desk) == ("Search all cases", "")
        assert "kind:attack" in desk.text, "an empty search says what can be asked"
        await desk.type("fire break")
        await comes(desk, "fire", "fire")
        assert frame(desk)[1] == "2 hits"
        await desk.press("enter")
        assert isinstance(desk.app.screen, CaseScreen) and desk.case.current_id == "fire"


async def test_the_hit_under_the_cursor_is_read_in_full(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("tugboat")
        await comes(desk, "n-tug")
        assert "note · n-tug · pier" in desk.text
        assert "A [b]tugboat[/b] was near the pier." in desk.text and "And a second line." in desk.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_one_case_of_all_hits_stands_in_the_frame_and_not_in_each_row(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("ctrl+f")
        await desk.type("tugboat")
        await comes(desk, "n-tug")
        assert frame(desk)[1] == "1 hit · in pier" and "1 hit · in pier" in desk.text
        rows = search_of(desk).hits.rows
        assert "pier" not in "".join(text for text, _ in rows.line(0, 200)).replace("near the pier", "")
        await desk.press(*["backspace"] * 7)
        await desk.type("fire break")
        await comes(desk, "fire", "fire")
        assert frame(desk)[1] == "2 hits"
        assert [row for row in desk.rows if "harbour" in row] and [row for row in desk.rows if "pier" in row]


def test_hits_of_one_case_name_it_while_there_may_be_others() -> None:
    hits = [Hit("harbour", "events", "fire", "Fire breaks out", "")]
    assert HitRows(hits, ()).only_case == "harbour"
    rows = HitRows(hits, (), more=True)
    assert rows.only_case == "" and "harbour" in "".join(text for text, _ in rows.line(0, 60))


@pytest.mark.parametrize("cells", [30, 45, 54, 75, 110])
@pytest.mark.parametrize("place", [0, 1, 3, 8, 20, 60])
@pytest.mark.parametrize("words", ["quay and harbour ", "日本語 ", "سلام دنیا "])
@pytest.mark.parametrize("where", ["title", "text"])
def test_what_was_sought_is_seen_lit_wherever_it_stands(
    where: str, words: str, place: int, cells: int
) -> None:
    written = f"{words * place}Soleimani {words * 20}"
    title, text = (written, "") if where == "title" else ("Some title " * 4, written)
    hits = [Hit(case, "reports", "r", title, text) for case in ("kerman-2024", "other-case")]
    line = HitRows(hits, (Text(("soleimani",), prefix=False),)).line(0, cells)
    assert [text for text, style in line if style == "match"] == ["Soleimani"]
    assert sum(cell_len(text) for text, _ in line) <= cells


async def test_from_the_library_a_record_opens_in_its_case(folder: Path) -> None:
    async with browser(folder, case_id=None) as desk:
        await desk.press("ctrl+f")
        await desk.type("tugboat")
        await comes(desk, "n-tug")
        await desk.press("enter")
        await desk.until(
            lambda: any(isinstance(one, CaseScreen) and one.ready for one in desk.app.screen_stack)
        )
        await desk.settle()
        assert desk.case.case_id == "pier" and desk.case.current_id == "n-tug"


async def test_another_cases_record_is_gone_to(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:note tugboat")
        await comes(desk, "n-tug")
        await desk.press("enter")
        await desk.until(lambda: desk.case.case_id == "pier" and desk.case.ready)
        await desk.settle()
        assert desk.case.current_id == "n-tug"


async def test_an_edit_is_found_before_its_file_holds_it(folder: Path) -> None:
    async with browser(folder) as desk:
        before = (folder / "harbour.json").read_bytes()
        session = desk.case.session
        assert session is not None
        fields = {"title": "Lighthouse", "body": "Dark that night."}
        await session.commit(create(session.case, "notes", fields, author="analyst", now=NOW))
        searching = Searching(folder, folder / "spare", session.opened)
        await desk.press("ctrl+f")
        await desk.type("lighthouse")
        await desk.until(lambda: len(hit_ids(desk)) == 1)
        hit = search_of(desk).hit
        assert hit is not None and hit.title == "Lighthouse"
        assert (folder / "harbour.json").read_bytes() == before
        await session.undo()
        answer = await searching.ask(parse_query("lighthouse", now=NOW), 10, revealed=True)
        assert answer is not None and answer.found.hits == (), "taken back since the index was made"
        await searching.close()


async def test_what_is_not_well_formed_is_said_where(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type('tugboat "near')
        assert "! column 9: this quotation mark has no partner" in desk.text
        await comes(desk, "n-tug")


async def test_a_misspelled_kind_is_asked_about(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:atack ")
        await desk.until(lambda: "Did you mean kind:attack?" in desk.text)
        assert "No record answers to that." in desk.text


async def test_tab_completes_fields_and_values(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("ki")
        assert "tab kind:" in desk.text
        await desk.press("tab")
        assert search_of(desk).input.value == "kind:"
        await desk.type("att")
        await desk.press("tab")
        assert search_of(desk).input.value == "kind:attack "
        await desk.type("actor:may")
        await desk.press("tab")
        assert search_of(desk).input.value == 'kind:attack actor:"The mayor" '


async def test_the_search_can_stay_in_the_open_case(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:claim")
        await desk.until(lambda: frame(desk) == ("Search all cases", "4 hits"))
        await desk.press("ctrl+t")
        await desk.until(lambda: frame(desk) == ("Search harbour", "2 hits"))
        await desk.press("ctrl+t")
        await desk.until(lambda: frame(desk) == ("Search all cases", "4 hits"))


async def test_sensitive_records_are_hidden_until_asked_for(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("karimi")
        await desk.until(lambda: frame(desk)[1] == "0 hits · 1 hidden")
        await comes(desk)
        assert "Diver" not in desk.text
        await desk.press("ctrl+r")
        await comes(desk, "diver")
        await desk.press("ctrl+r")
        await comes(desk)


async def test_a_search_is_kept_found_again_and_taken_back(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.press("ctrl+o")
        assert "Nothing is kept yet" in desk.text
        await desk.press("escape")
        await desk.type("kind:claim died")
        await desk.press("ctrl+s")
        assert desk.said == "Search kept: S finds it again. u undoes it."
        await desk.press("ctrl+s")
        assert desk.said == "This search is kept already, as 'kind:claim died'."
        (view,) = desk.case.reading.case.table("views").values()
        assert (view["name"], view["query"], view["pane"]) == ("kind:claim died",) * 2 + ("search",)
        await desk.press("escape", "q")
    async with browser(folder) as desk:
        await desk.press("ctrl+f", "ctrl+o")
        assert isinstance(desk.app.screen, KeptScreen)
        await desk.press("enter")
        assert search_of(desk).input.value == "kind:claim died"
        await desk.until(lambda: len(hit_ids(desk)) == 4)
        await desk.press("escape", "u")
        assert not desk.case.reading.case.table("views")


async def test_a_kept_search_among_the_hits_is_made(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:claim five")
        await desk.press("ctrl+s")
        await desk.press("escape", "ctrl+f")
        search_of(desk).input.value = ""
        await desk.type("kind:view")
        await desk.until(lambda: len(hit_ids(desk)) == 1)
        await desk.press("enter")
        assert search_of(desk).input.value == "kind:claim five"


async def test_from_the_library_a_search_is_kept_in_a_case_of_ones_choice(folder: Path) -> None:
    async with browser(folder, case_id=None) as desk:
        await desk.press("ctrl+f")
        await desk.type("fire")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, Palette)
        await desk.type("pier")
        await desk.press("enter")
        await desk.until(lambda: desk.said == "Search kept in Pier collapse. u there undoes it.")
        await desk.press("ctrl+t")
        assert frame(desk)[0] == "Search all cases", "there is no open case to stay in"
        await desk.press("ctrl+o")
        assert isinstance(desk.app.screen, KeptScreen) and re.search(r" fire +pier", desk.text)
        await desk.press("escape", "escape")
    views = library_of(folder).open("pier").case.table("views")
    async with browser(folder, "harbour") as desk:
        await desk.press("ctrl+f")
        search = search_of(desk)
        await desk.type("kind:view")
        await comes(desk, *views)
        await desk.press("ctrl+o")
        assert isinstance(desk.app.screen, KeptScreen) and re.search(r" fire +pier", desk.text), (
            "its case is named"
        )
        await desk.press("enter")
        assert search.input.value == "fire"
    async with browser(folder, "pier") as desk:
        assert len(desk.case.reading.case.table("views")) == 1
        await desk.press("u")
        assert not desk.case.reading.case.table("views")


async def test_from_a_case_that_cannot_be_written_a_search_is_kept_in_another(folder: Path) -> None:
    tables = harbour()
    tables["case"][0]["format_version"] = 99
    write_case(folder, tables)
    library = library_of(folder)
    async with browser(library) as desk:
        await desk.press("ctrl+f")
        await desk.type("fire")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, Palette)
        await desk.type("pier")
        await desk.press("enter")
        await desk.until(lambda: "kept in Pier collapse" in desk.said)
    assert [view["query"] for view in library.open("pier").case.table("views").values()] == ["fire"]


async def test_where_no_case_can_be_written_nothing_is_kept_and_that_is_said(folder: Path) -> None:
    library = Library(folder, author="analyst", read_only="it was opened read-only")
    async with browser(library, case_id=None) as desk:
        await desk.press("ctrl+f")
        await desk.type("fire")
        await desk.press("ctrl+s")
        assert desk.said == "Searches are kept in cases, and no case here can be written."


async def test_what_was_typed_is_there_the_next_time(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+f")
        await desk.type("tugboat")
        await desk.press("escape")
        assert isinstance(desk.app.screen, CaseScreen)
        await desk.press("ctrl+f")
        assert search_of(desk).input.value == "tugboat"
        await comes(desk, "n-tug")
        await desk.type("died")
        assert search_of(desk).input.value == "died", "typing begins anew"


async def test_up_and_down_go_through_the_hits(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("ctrl+f")
        await desk.type("kind:event OR kind:report OR kind:claim")
        hits = search_of(desk).hits
        await desk.until(lambda: len(hits.rows) > 15)
        await desk.press("down", "down", "up")
        assert hits.cursor_index == 1
        await desk.press("pagedown")
        assert hits.cursor_index > 10
        await desk.press("pageup", "enter")
        assert isinstance(desk.app.screen, CaseScreen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}×{size[1]}")
async def test_it_fits_every_screen(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("ctrl+f")
        await desk.type("fire")
        await desk.until(lambda: "Fire breaks out" in desk.text)
        assert "Search all cases" in desk.text
        assert all(cell_len(row) <= size[0] for row in desk.rows)
        assert "enter" in desk.rows[-1]
        assert search_of(desk).reading.display == (size[1] >= 26)


async def test_a_question_that_is_overtaken_is_given_up(folder: Path) -> None:
    import asyncio

    searching = Searching(folder, folder / "spare", None)
    told: list[State] = []
    await searching.refresh(told.append)
    assert told[-1].finished and told[-2].done == told[-2].of == 2
    queries = [
        parse_query(text, now=datetime(2026, 11, 23, tzinfo=UTC)) for text in ("fire", "fire b", "tugboat")
    ]
    answers = await asyncio.gather(*(searching.ask(query, 10, revealed=True) for query in queries))
    assert answers[:2] == [None, None]
    assert answers[2] is not None and [hit.id for hit in answers[2].found.hits] == ["n-tug"]
    await searching.close()


async def test_a_library_that_is_only_read_stays_as_it_is(folder: Path) -> None:
    searching = Searching(folder, folder.parent / "spare", None, beside=False)
    await searching.refresh(lambda state: None)
    answer = await searching.ask(parse_query("tugboat", now=NOW), 10, revealed=True)
    assert answer is not None and answer.found.total == 1
    await searching.close()
    assert sorted(file.name for file in folder.iterdir()) == ["harbour.json", "pier.json"]


async def test_before_there_is_an_index_nothing_is_found_and_nothing_breaks(folder: Path) -> None:
    opened = library_of(folder).open("harbour")
    searching = Searching(folder, folder / "spare", opened)
    answer = await searching.ask(parse_query("fire", now=NOW), 10, revealed=False)
    assert answer is not None and answer.found.hits == () and not answer.found.complete
    await searching.refresh(lambda state: None)
    answer = await searching.ask(parse_query("fire", now=NOW), 10, revealed=False)
    assert answer is not None and answer.found.total > 0
    await searching.close()
