"""What the panes and views look like: columns with blanks between, signs that mean one thing, nothing cut that matters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widget import Widget

from casefile.analysis.factsheets import HELD
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.claims import ClaimsScreen
from casefile.tui.screens.comparison import ComparisonScreen
from casefile.tui.screens.identities import IdentitiesScreen
from casefile.tui.screens.links import LinksScreen
from casefile.tui.screens.matrix import MatrixScreen
from casefile.tui.screens.slider import HERE, SINCE, KnownBar
from casefile.tui.screens.versions import VersionsScreen
from tests.tui.desk import LEAST, SIZES, SMALL, WIDE, Desk, Tables, browser, harbour, on, write_case
from tests.tui.test_claims import claim


def fuller() -> Tables:
    """The fire with dates known by two ends, a tie, claims that bear one another out, and a long address."""
    tables = harbour()
    fire = tables["events"][1]
    fire["when"] = on("2024-01-03T14:50:00+03:30/2024-01-03T15:17:00+03:30")
    fire["participants"].append({"actor": "mayor", "role": "watched"})
    tables["reports"][0]["published"] = on("/2024-01-03T17:09:00+03:30")
    tables["claims"][0]["supports"] = ["c-two"]
    tables["claims"] += [
        claim("c-fix", "killed", {"number": 5}, ["gazette"], ["gazette-2"], asserted=on("2024-01-09")),
        claim("c-late", "killed-afghans", {"number": 1}, ["mayor"], ["irna-1"], asserted=on("2024-01-05")),
    ]
    tables["relations"] = [
        {"id": "r-head", "subject": "mayor", "type": "head-of", "object": "brigade", "credibility": 2}
    ]
    tables["notes"][0]["about"] = ["fire", "r-head"]
    return tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", fuller())
    return tmp_path / "cases"


def inside(widget: Widget, desk: Desk) -> list[str]:
    """The lines of the screen where a widget stands."""
    region = widget.region
    return [row[region.x : region.right] for row in desk.rows[region.y : region.bottom]]


def styled(desk: Desk, words: str, y: int) -> Iterator[bool]:
    """For each segment of a line of the screen with these words, whether it is underlined."""
    for segment in desk.app.screen._compositor.render_strips()[y]:
        if words in segment.text and segment.style is not None:
            yield bool(segment.style.underline)


# The record in full


async def test_a_date_in_a_list_is_brief_and_never_touches_what_follows(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("5", "z")
        desk.case.go_to("quay")
        await desk.settle()
        assert desk.row("✸ 3 Jan  Fire breaks out")
        desk.case.go_to("fire")
        await desk.settle()
        assert desk.row("B ≤3 Jan  Fire in the harbour") and desk.row("C 4 Jan   Blaze at the quay")
        assert "17:09" not in desk.text


async def test_a_label_never_touches_its_value_and_no_long_name_is_cut(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("c-two")
        await desk.press("5")
        assert desk.row("supported by  Three died.")
        desk.case.go_to("fire")
        await desk.press("5")
        assert desk.row("killed Afghans  "), "the whole name, with its capital"


async def test_a_record_says_when_it_was_written_as_other_dates_are_said(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("n-pin")
        await desk.press("5", "G")
        assert desk.row("written       19 Nov 2026 13:30")


async def test_a_claim_is_called_by_its_fact_so_that_its_words_stand_once(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("c-one")
        await desk.press("5")
        shown = inside(desk.case.detail, desk)
        assert "5 Fire breaks out · killed" in shown[0]
        assert sum("Three died." in row for row in shown) == 1


async def test_entering_a_record_selects_its_first_reference_and_the_frame_carries_the_key(
    folder: Path,
) -> None:
    async with browser(folder) as desk:
        await desk.press("j")
        assert "5 " in inside(desk.case.detail, desk)[0]
        await desk.press("enter")
        assert desk.case.detail.cursor_target == "quay"
        await desk.press("enter")
        assert desk.case.detail.record_id == "quay" and desk.case.detail.cursor_target is not None


async def test_names_within_a_line_are_told_apart_without_colour(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browser(folder) as desk:
        await desk.press("j", "5", "j")
        place = next(y for y, row in enumerate(desk.rows) if "· North quay" in row and "Wed 3 Jan" in row)
        assert list(styled(desk, "North quay", place)) == [True]


# Frames and the top line


async def test_sources_and_reports_are_counted_each_by_itself(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j")
        assert "3 Sources" in desk.row("● 2 of 2 · 3 of 3 reports")
        await desk.press("f")
        assert desk.row("only 2 of 2 · 3 of 3 reports")
        await desk.press("f", "3")
        assert desk.row(" 2 · 3 reports")


async def test_the_figures_stay_in_the_top_line_as_it_narrows(folder: Path) -> None:
    async with browser(folder, size=WIDE) as desk:
        assert "3 Jan 2024 · North quay     killed 3–5" in desk.rows[0]
        await desk.resize(*LEAST)
        assert "Harbour fire" in desk.rows[0] and "killed 3–5" in desk.rows[0]
        assert "North quay" not in desk.rows[0]


async def test_contested_is_the_last_word_to_go(folder: Path) -> None:
    async with browser(folder, size=LEAST) as desk:
        await desk.press("j", "5")
        await desk.until(lambda: "5 Fire breaks out" in desk.text)
        assert "contested" in desk.row("5 Fire breaks out")


# One sign, one meaning


async def test_the_value_held_has_one_sign_in_every_view(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "5")
        assert desk.row(f"{HELD} held")
        await desk.press("C")
        await desk.until(lambda: f"{HELD} ▸" in desk.text)
        assert "●" not in desk.text
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, MatrixScreen) and f"{HELD} held" in desk.text)
        assert "●" not in desk.text
        await desk.press("escape", "escape", "F")
        await desk.until(lambda: "In the order said" in desk.text and f"{HELD} held" in desk.text)
        assert "●" not in desk.text


# Columns


async def test_the_claims_of_a_value_stand_in_columns(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("C")
        await desk.until(lambda: "contested of" in desk.text)
        screen = desk.app.screen
        assert isinstance(screen, ClaimsScreen)
        five = next(
            key
            for key in map(screen.list.rows.key, range(len(screen.list.rows)))
            if key and key.endswith("\n5")
        )
        screen.list.move_to(five)
        await desk.press("enter")
        rows = [desk.row("Five died."), desk.row("Said: c-fix.")]
        assert rows[0].index("Five died.") == rows[1].index("Said: c-fix.")


async def test_the_numbers_and_marks_of_the_matrix_stand_apart_and_it_says_what_follows(
    tmp_path: Path,
) -> None:
    tables = harbour()
    for number in range(14):
        for value, party in (("yes", "mayor"), ("no", "owner"), ("perhaps", "mayor")):
            name = f"c-{number}-{value}"
            tables["claims"].append(claim(name, f"thing-{number}", value, [party], ["irna-1"], credibility=3))
    write_case(tmp_path / "cases", tables)
    async with browser(tmp_path / "cases", size=LEAST) as desk:
        await desk.press("C", "m")
        await desk.until(lambda: "× 15 facts" in desk.text)
        numbers = desk.row(" more ›").split()
        shown = int(numbers[numbers.index("more") - 2])
        assert f"{15 - shown} more ›" in desk.row(" more ›")
        assert numbers[1 : 1 + shown] == [str(number + 1) for number in range(shown)]
        assert desk.row("The mayor").count("B+ ") > 1, desk.row("The mayor")
        assert "+ more versions  · silent " in desk.text
        await desk.press(*["l"] * 14)
        assert "more ›" not in desk.text and desk.row("‹ ")


async def test_those_who_took_part_and_what_shows_a_question_stand_in_columns(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "5")
        came, watched = desk.row("Fire brigade  came"), desk.row("The mayor     watched")
        assert came.index("came") == watched.index("watched")
        await desk.press("escape", "Q")
        await desk.until(lambda: "shown by" in desk.text)
        assert sum("shown by" in row for row in desk.rows) == 1
        assert desk.row("Three died.").index("Three") == desk.row("Five died.").index("Five")


async def test_versions_stand_in_columns(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("#", *"urgent", "ctrl+s")
        await desk.press("V")
        await desk.until(lambda: isinstance(desk.app.screen, VersionsScreen) and "2 versions" in desk.text)
        now, first = desk.row("as it is now"), desk.row("as it came")
        assert now.split()[1:6] == ["23", "Nov", "2026", "12:00", "analyst"]
        assert now.index("event tagged") == first.index("event as it came")


async def test_a_tie_names_both_its_ends_and_its_kind_in_words(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("brigade")
        await desk.press("2", "L")
        await desk.until(lambda: isinstance(desk.app.screen, LinksScreen) and "2 ties" in desk.text)
        assert desk.row("The mayor  head of →  Fire brigade")
        assert desk.row("rests on  The mayor head of Fire brigade") and "head-of" not in desk.text


async def test_a_question_does_not_repeat_its_heading(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("Q")
        await desk.until(lambda: "Contested facts without a decision" in desk.text)
        assert "2 versions (" in desk.text and "none accepted" not in desk.text


# The slider


async def test_the_slider_points_at_its_moments_without_colour(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("K", "g", "space", "l")
        bar = desk.app.screen.query_one(KnownBar)
        chart, below = inside(bar.slider, desk)
        cells = [cell for cell in bar.slider._cells() if cell.first >= 0]
        assert below.count(HERE) == below.count(SINCE) == 1
        place = bar.slider.cursor
        assert place is not None and cells[place].text == chart[below.index(HERE)]
        assert below.index(SINCE) < below.index(HERE)


# Several cases


@pytest.fixture
def two(tmp_path: Path) -> Path:
    here, railway = fuller(), fuller()
    here["actors"][0]["same_as"] = ["railway:brigade"]
    railway["case"][0]["title"] = "Railway fire"
    railway["events"] = railway["events"][:2]
    write_case(tmp_path / "cases", here)
    write_case(tmp_path / "cases", railway, "railway")
    return tmp_path / "cases"


async def compared(desk: Desk) -> ComparisonScreen:
    await desk.press("X")
    await desk.until(lambda: isinstance(desk.app.screen, IdentitiesScreen) and "in 2 cases" in desk.text)
    await desk.press("c", "enter", "enter")
    screen = desk.app.screen
    assert isinstance(screen, ComparisonScreen)
    await desk.settle()
    return screen


def arrived(desk: Desk) -> bool:
    return any(isinstance(screen, CaseScreen) and screen.ready for screen in desk.app.screen_stack)


async def test_two_cases_are_compared_under_their_names_and_lead_to_what_they_share(two: Path) -> None:
    async with browser(two, None) as desk:
        screen = await compared(desk)
        assert "Side by side · " in desk.rows[0]
        head, killed = desk.row("Figures"), desk.row("  killed")
        first, second = sorted(("Harbour fire", "Railway fire"), key=head.index)
        assert head.index(first) < head.index(second) == killed.rindex("3–5")
        assert desk.text.index("Figures") < desk.text.index("Actors in both")
        assert screen.document.move_to(f"{screen.document.links[0].partition(':')[0]}:brigade")
        await desk.press("enter")
        await desk.until(lambda: arrived(desk))
        await desk.settle()
        assert desk.case.current_id == "brigade"


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("titles", "marks"),
    [
        (
            ("Attack on the shrine in the old town, 2022", "Attack on the shrine in the old town, 2023"),
            ("2022", "2023"),
        ),
        (("Fire", "Fire"), ("harbour", "railway")),
    ],
)
async def test_cases_of_like_titles_are_told_apart(
    two: Path, size: tuple[int, int], titles: tuple[str, str], marks: tuple[str, str]
) -> None:
    for case_id, title in zip(("harbour", "railway"), titles, strict=True):
        tables = fuller()
        tables["case"][0]["title"] = title
        write_case(two, tables, case_id)
    async with browser(two, None, size=size) as desk:
        await compared(desk)
        for row in (desk.rows[0], desk.row("Figures")):
            assert [row.count(mark) for mark in marks] == [1, 1], row


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_place_that_both_share_is_shown_in_full(two: Path, size: tuple[int, int]) -> None:
    async with browser(two, None, size=size) as desk:
        screen = await compared(desk)
        assert screen.document.move_to(next(link for link in screen.document.links if link.endswith(":quay")))
        await desk.press("enter")
        await desk.until(lambda: arrived(desk))
        await desk.settle()
        assert desk.case.detail.record_id == "quay" and desk.case.place == "detail"


@pytest.mark.parametrize("size", [SMALL, LEAST], ids=str)
async def test_actors_over_all_cases_keep_their_counts(two: Path, size: tuple[int, int]) -> None:
    async with browser(two, None, size=size) as desk:
        await desk.press("X")
        await desk.until(lambda: "in 2 cases" in desk.text)
        assert "claims" in desk.row("Fire brigade") and "…" not in desk.row("Fire brigade")


async def test_on_a_small_screen_the_library_is_one_pane_at_a_time(two: Path) -> None:
    async with browser(two, None, size=LEAST) as desk:
        library = desk.library
        assert "Harbour fire" in desk.text and "Railway fire" in desk.text
        assert not library.preview.display and "tab reads on" in desk.text
        await desk.press("tab")
        assert library.preview.display and not library.cases.display and "A store burned down." in desk.text
        await desk.press("escape")
        assert library.cases.display and library.cases.has_focus
        await desk.press("tab")
        await desk.resize(*WIDE)
        assert library.cases.display and library.preview.display and library.preview.document.has_focus


async def test_a_search_over_all_cases_says_which_case_on_the_smallest_screen(two: Path) -> None:
    async with browser(two, None, size=LEAST) as desk:
        await desk.press("ctrl+f")
        await desk.type("brigade")
        await desk.until(lambda: "hits" in desk.text and "railway" in desk.text)
        assert "harbour" in desk.text


# Notes


async def test_the_preview_of_a_note_says_that_it_is_one_and_which_key_writes_on(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n", "A", "ctrl+t")
        assert "preview" in desk.row("New note about") and "^t write" in desk.rows[-1]
        await desk.press("ctrl+t")
        assert "preview" not in desk.row("New note about") and "^t preview" in desk.rows[-1]
