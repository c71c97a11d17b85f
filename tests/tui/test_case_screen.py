"""The case screen: moving, linked panes, the way from record to record, finding, and its shape at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from casefile.tui.screens.bars import TabBar
from tests.tui.desk import LEAST, SIZES, SMALL, WIDE, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


async def test_everything_that_matters_is_on_the_first_screen(folder: Path) -> None:
    async with browser(folder) as desk:
        assert desk.rows[0].startswith(" Harbour fire · 3 Jan 2024 · North quay")
        assert "killed 3–5" in desk.rows[0] and desk.rows[0].endswith("TLP:GREEN   saved")
        fire = desk.row("Fire breaks out ")
        assert "≈15:00 ✸ Fire breaks out" in fire and "2→1  ≠2" in fire
        assert "── Wed 3 Jan 2024 ──" in desk.text and "── undated ──" in desk.text
        assert "B IRNA" in desk.text and "1 report" in desk.row("IRNA  ")
        assert "◈ Fire brigade" in desk.text and "آتش نشانی" in desk.text
        assert "2 · 1 ?" in desk.row("4 Notes")
        assert desk.rows[-1].endswith("? help  ^p palette")


async def test_the_cursor_begins_where_the_case_does(folder: Path) -> None:
    async with browser(folder) as desk:
        assert desk.case.timeline.cursor_key == "mourning"


async def test_the_detail_follows_the_cursor_and_says_what_contradicts_what(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j")
        assert desk.case.detail.record_id == "fire"
        frame = desk.row("attack · 2 reports")
        assert "Fire breaks out" in frame and "1 origin" in frame and "contested" in frame
        assert "Wed 3 Jan 2024, about 15:00 (UTC+03:30) · 13 Dey 1402 · North quay" in desk.text
        assert "B2  3  Fire brigade ▸ IRNA, 3 Jan" in desk.row("B2  3")
        assert "C3  5  The mayor, 4 Jan  (≠1)" in desk.row("C3  5")


async def test_moving_about(folder: Path) -> None:
    async with browser(folder) as desk:
        timeline = desk.case.timeline
        seen = []
        for key in ("g", "j", "down", "l", "right", "k", "up", "h", "left", "G", "home", "end"):
            await desk.press(key)
            seen.append(timeline.cursor_key)
        assert seen == [
            *("lease", "mourning", "fire", "arrests", "suit"),
            *("arrests", "fire", "mourning", "lease", "suit", "lease", "suit"),
        ]
        await desk.press("g", "ctrl+d")
        assert timeline.cursor_key == "suit"
        await desk.press("ctrl+u")
        assert timeline.cursor_key == "lease"


async def test_the_strip_shows_where_the_cursor_is(folder: Path) -> None:
    async with browser(folder) as desk:
        strip = desk.case.timeline_frame.strip
        await desk.press("g")
        assert strip.cursor == 0
        await desk.press("l", "l")
        assert strip.cursor == 2
        await desk.press("G")
        assert strip.cursor is None
        assert "2020 ▄   2024 █▄" in desk.rows[2]


async def test_panes_by_number_and_by_tab(folder: Path) -> None:
    async with browser(folder) as desk:
        places = []
        for key in ("2", "3", "4", "5", "1", "tab", "shift+tab", "shift+tab", "tab"):
            await desk.press(key)
            places.append(desk.case.place)
        assert places == [
            *("actors", "sources", "notes", "detail", "timeline"),
            *("actors", "timeline", "detail", "timeline"),
        ]


async def test_related_records_are_marked_and_counted_in_every_other_pane(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j")
        case = desk.case
        assert case.actors.marks == {"brigade", "mayor"}
        assert case.sources.marks == {"irna", "irna-1", "gazette", "gazette-1"}
        assert case.notes.marks == {"n-why"} and not case.timeline.marks
        assert "● 2 of 3" in desk.row("2 Actors") and "● 1 of 2 · 1 ?" in desk.row("4 Notes")
        assert "● ◈ Fire brigade" in desk.text
        await desk.press("4", "j")
        assert case.timeline.marks == {"fire"} and not case.notes.marks
        assert "● 1 of 5" in desk.rows[1]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            ("● 6 of 66", "● 7 of 117", "● 3 of 32"),
            "▸1 Timeline  2 Actors ●6  3 Sources ●7  4 Notes ●3  5 Detail",
        ),
        (
            ("● 16 of 66", "● 27 of 117", "● 13 of 32"),
            "▸1 Timeline  2 Act ●16  3 Sou ●27  4 Not ●13  5 Detail",
        ),
        (
            ("66", "● 1,227 of 9,117", "● 1,313 of 3,132"),
            "▸1 Timeline  2 Actors  3 Sou ●1,227  4 Not ●1,313  5 Detail",
        ),
    ],
)
def test_tabs_keep_how_many_are_related_longer_than_their_names(
    counts: tuple[str, str, str], expected: str
) -> None:
    bar = TabBar()
    labels = ("1 Timeline", "2 Actors", "3 Sources", "4 Notes", "5 Detail")
    bar.show_tabs(
        [(label, label, count) for label, count in zip(labels, ("53", *counts, ""), strict=True)], labels[0]
    )
    assert "".join(text for text, _ in bar.runs(60)).rstrip() == expected


async def test_the_first_related_record_is_scrolled_into_view(folder: Path, tmp_path: Path) -> None:
    tables = harbour()
    tables["notes"] += [
        {"id": f"n-{number}", "title": f"Other {number}", "modified": "2026-11-21T10:00:00.000Z"}
        for number in range(40)
    ]
    write_case(folder, tables)
    async with browser(folder) as desk:
        assert "Why did it burn?" not in desk.text
        await desk.press("j")
        assert "● ? Why did it burn?" in desk.text


async def test_follow_filters_the_other_panes_and_releases_them(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "f")
        assert "only 2 of 3" in desk.row("2 Actors") and "Owner of the store" not in desk.text
        assert "Keep the names apart" not in desk.text and "Two people are held" in desk.text
        await desk.press("j")
        assert "only 0 of 3" in desk.row("2 Actors") and "f shows all again" in desk.text
        await desk.press("f")
        assert "Owner of the store" in desk.text and "only" not in desk.row("2 Actors")


async def test_the_filter_holds_while_another_pane_is_looked_at(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "f", "2")
        assert [desk.case.actors.rows.key(row) for row in range(2)] == ["brigade", "mayor"]
        await desk.press("j")
        assert len(desk.case.actors.rows) == 2 and desk.case.actors.filtered
        await desk.press("escape")
        assert len(desk.case.actors.rows) == 3


async def test_references_lead_on_and_back_again(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "enter")
        assert desk.case.place == "detail"
        assert desk.case.detail.move_to("brigade")
        await desk.press("enter")
        assert desk.case.detail.record_id == "brigade" and desk.case.actors.cursor_key == "brigade"
        assert desk.case.detail.move_to("irna-1")
        await desk.press("enter")
        assert desk.case.detail.record_id == "irna-1"
        await desk.press("backspace")
        assert desk.case.detail.record_id == "brigade" and desk.case.place == "detail"
        await desk.press("alt+left")
        assert desk.case.detail.record_id == "fire"
        assert desk.case.detail.cursor_target == "brigade"
        await desk.press("escape")
        assert desk.case.place == "timeline" and desk.case.timeline.cursor_key == "fire"
        await desk.press("backspace")
        assert desk.said == "This is where the way began."


async def test_a_claim_shows_its_chain_its_grade_and_what_stands_against_it(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("c-two")
        await desk.settle()
        assert "contradicts   Three died." in desk.text
        assert "C3  Possibly true" in desk.text
        desk.case.go_to("c-one")
        await desk.settle()
        assert "speakers      Fire brigade ▸ IRNA" in desk.text and "contradicts   Five died." in desk.text


async def test_every_kind_of_record_is_shown_in_full(folder: Path) -> None:
    async with browser(folder) as desk:
        for record in ("quay", "irna", "gazette-1", "owner", "n-why", "harbour", "c-one", "lease"):
            desk.case.go_to(record)
            await desk.press("5", "G")
            assert desk.case.detail.record_id == record
            assert f"record        {record}" in desk.text


async def test_a_note_is_rendered_and_its_links_are_followed(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "j", "enter")
        assert "See Fire breaks out and think." in desk.text
        assert desk.case.detail.links[0] == "fire"
        await desk.press("g", "j", "enter")
        assert desk.case.detail.record_id == "fire"


async def test_finding_in_a_pane(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("g", "slash")
        await desk.type("fire")
        assert desk.case.timeline.cursor_key == "fire" and "1 of 1" in desk.rows[-1]
        await desk.press("enter")
        assert desk.case.place == "timeline" and "/fire 1 of 1 · 5" in desk.rows[1]
        await desk.press("escape")
        assert "/fire" not in desk.rows[1] and desk.case.timeline.cursor_key == "fire"


async def test_next_and_previous_hit_go_round(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("g", "slash")
        await desk.type("is")
        await desk.press("enter")
        seen = [desk.case.timeline.cursor_key]
        for key in ("right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await desk.press(key)
            seen.append(desk.case.timeline.cursor_key)
        assert seen == ["lease", "suit", "lease", "suit"]


async def test_names_in_persian_are_found_however_they_are_typed(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("2", "slash")
        await desk.type("نشاني")
        assert "1 of 1" in desk.rows[-1] and desk.case.actors.cursor_key == "brigade"


async def test_finding_nothing_is_said(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("right_square_bracket")
        assert desk.said == "Nothing is searched for here: / begins a search."
        await desk.press("slash")
        await desk.type("zebra")
        assert "no hits" in desk.rows[-1]
        await desk.press("escape")
        assert desk.case.place == "timeline" and not desk.case.timeline.find_pattern


async def test_finding_in_the_record_in_full(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "5", "slash")
        await desk.type("mayor")
        await desk.press("enter")
        assert desk.case.place == "detail" and desk.case.detail.hit_count > 0
        await desk.press("escape")
        assert desk.case.place == "detail" and not desk.case.detail.find_pattern


async def test_the_clock_turns_through_local_utc_and_the_analysts_own(folder: Path) -> None:
    async with browser(folder, clock="Europe/Vienna") as desk:
        assert "21:00 ▣ Two people are held" in desk.text
        await desk.press("t")
        assert desk.said == "Times are in local time (Asia/Tehran)."
        assert "23:30 ▣ Two people are held" in desk.text
        await desk.press("t")
        assert "20:00 ▣ Two people are held" in desk.text and desk.said == "Times are in UTC."
        await desk.press("t")
        assert "21:00 ▣ Two people are held" in desk.text


async def test_the_calendar_turns(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("T")
        assert "── Wed 13 Dey 1402 ──" in desk.text
        await desk.press("T")
        assert "── Wed 3 Jan 2024 · 13 Dey 1402 ──" in desk.text
        await desk.press("T")
        assert "── Wed 3 Jan 2024 ──" in desk.text


async def test_panes_are_sorted_otherwise(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("s")
        first = [desk.case.timeline.rows.key(row) for row in range(2)]
        assert first == [None, "arrests"] and desk.said == "Timeline sorted by time, newest first."
        await desk.press("2", "s", "s")
        assert "Organisations" in desk.text and "Persons" in desk.text
        await desk.press("l")
        assert desk.case.actors.cursor_key in ("mayor", "owner")
        await desk.press("3", "s", "s")
        assert desk.said == "Sources sorted by reliability."
        await desk.press("g", "l")
        assert desk.case.sources.cursor_key == "gazette"
        await desk.press("h")
        assert desk.case.sources.cursor_key == "irna"
        await desk.press("4", "s")
        assert "Questions" in desk.text


async def test_zoom_gives_the_pane_the_whole_screen_and_back(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("2", "z")
        assert "2 Actors" in desk.rows[1] and "Fire breaks out" not in desk.text
        assert cell_len(desk.rows[1]) == WIDE[0]
        await desk.press("enter")
        assert desk.case.place == "detail" and "2 Actors" not in desk.text
        await desk.press("escape")
        assert desk.case.place == "actors" and "2 Actors" in desk.text
        await desk.press("z")
        assert "Fire breaks out" in desk.text and desk.case.place == "actors"


async def test_escape_goes_out_one_level_at_a_time(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "f", "space", "z", "enter")
        case, states = desk.case, []
        for _ in range(5):
            states.append((case.place, case.zoomed, case.actors.filtered, bool(case.timeline.selected)))
            await desk.press("escape")
        assert states == [
            ("detail", True, True, True),
            ("timeline", True, True, True),
            ("timeline", False, True, True),
            ("timeline", False, False, True),
            ("timeline", False, False, False),
        ]
        assert desk.library.cases.cursor_key == "harbour"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_pane_can_be_seen_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        for key, words in (
            ("1", "Fire breaks out"),
            ("2", "Fire brigade"),
            ("3", "Fire in the harbour"),
            ("4", "Why did it burn?"),
            ("5", "record "),
        ):
            await desk.press(key, "G" if key == "5" else "g")
            assert words in desk.text, key
            assert all(cell_len(row) <= size[0] for row in desk.rows)
            assert len(desk.rows) == size[1]


async def test_on_a_small_screen_one_pane_and_the_detail(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        assert "▸1 Timeline" in desk.rows[1] and "5 Detail" in desk.rows[1]
        await desk.press("j")
        assert "● 2" in desk.rows[1] or "●2" in desk.rows[1]
        assert "attack · 2 reports" in desk.text and "╭─ 1 Timeline" in desk.text
        await desk.press("2")
        assert "▸2 Actors" in desk.rows[1] and "╭─ 1 Timeline" not in desk.text


async def test_on_the_smallest_screen_one_pane(folder: Path) -> None:
    async with browser(folder, size=LEAST) as desk:
        assert "╭─ 1 Timeline" in desk.text and desk.text.count("╭") == 1
        await desk.press("enter")
        assert "▸5 Detail" in desk.rows[1] and desk.text.count("╭") == 1


async def test_below_the_smallest_a_line_says_what_is_needed(folder: Path) -> None:
    async with browser(folder, size=(59, 20)) as desk:
        assert "casefile needs 60×20 cells; here are 59×20" in desk.text
        assert "Timeline" not in desk.text
        await desk.resize(60, 20)
        assert "casefile needs" not in desk.text and "Timeline" in desk.text


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((50, 3), "casefile needs 60×20 cells; here are 50×3"),
        ((40, 3), "casefile needs 60×20 cells; here are 40×3"),
        ((30, 10), "casefile needs 60×20 cells; here are 30×10"),
        ((20, 3), "casefile needs 60×20 cells; here are 20×3"),
        ((20, 2), "needs 60×20, is 20×2"),
        ((19, 1), "needs 60×20"),
        ((8, 1), "60×20"),
    ],
)
async def test_what_size_is_needed_is_never_cut_off(folder: Path, size: tuple[int, int], words: str) -> None:
    async with browser(folder, size=size) as desk:
        assert " ".join(desk.text.split()) == words


async def test_a_resize_keeps_cursor_and_focus(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("2", "j", "j")
        at = desk.case.actors.cursor_key
        for size in (SMALL, LEAST, (40, 10), WIDE):
            await desk.resize(*size)
            assert desk.case.place == "actors" and desk.case.focused is desk.case.actors
            assert desk.case.actors.cursor_key == at
        await desk.press("5")
        for size in (LEAST, (30, 5), SMALL, WIDE):
            await desk.resize(*size)
            assert desk.case.place == "detail" and desk.case.focused is desk.case.detail


async def test_empty_panes_say_which_key_fills_them(tmp_path: Path) -> None:
    write_case(tmp_path, {"case": harbour()["case"]})
    async with browser(tmp_path) as desk:
        assert "No events yet." in desk.text
        assert "n about the record under the cursor" in desk.text and "a adds one." in desk.text
        await desk.press("j", "enter", "f", "y", "o", "e", "d", "backspace")
        assert desk.case.ready


async def test_what_is_sensitive_is_hidden_until_asked_for(folder: Path) -> None:
    tables = harbour()
    tables["actors"][2]["sensitive"] = ["personal-data"]
    tables["events"][1]["sensitive"] = ["graphic"]
    write_case(folder, tables)
    async with browser(folder) as desk:
        assert "Owner of the store" not in desk.text and "hidden actor (personal data)" in desk.text
        await desk.press("j")
        assert "v shows such records" in desk.text and "Fire breaks out" not in desk.text
        await desk.press("y")
        assert "hidden" in desk.said
        await desk.press("v")
        assert "Owner of the store" in desk.text and "Fire breaks out" in desk.text
        await desk.press("v")
        assert "Fire breaks out" not in desk.text


async def test_a_click_goes_where_it_points(folder: Path) -> None:
    async with browser(folder) as desk:
        rows = desk.rows
        y = next(number for number, row in enumerate(rows) if "◈ Fire brigade" in row)
        await desk.pilot.click(offset=(rows[y].index("Fire brigade"), y))
        await desk.settle()
        assert desk.case.place == "actors" and desk.case.actors.cursor_key == "brigade"
        await desk.pilot.click(offset=(desk.rows[-1].index("zoom"), WIDE[1] - 1))
        await desk.settle()
        assert desk.case.zoomed


async def test_what_is_searched_for_stands_once_in_the_frame(folder: Path) -> None:
    async with browser(folder) as desk:
        for pane in "1234":
            await desk.press(pane, "slash")
            await desk.type("fire\n")
            titles = [row for row in desk.rows if "╭─" in row]
            assert sum(row.count("/fire") for row in titles) == 1, titles
            await desk.press("escape")
