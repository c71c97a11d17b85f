"""The claims view, the matrix and who relays whom: seen, decided on and undone through their keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from casefile.model import editing
from casefile.tui.panes.content.claims import ClaimRows
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.claims import ClaimsScreen
from casefile.tui.screens.matrix import MatrixScreen
from casefile.tui.screens.relays import RelaysScreen
from tests.tui.desk import LEAST, NOW, SIZES, Desk, Tables, browser, harbour, library_of, on, write_case
from tests.tui.test_actions import handled


def disputed() -> Tables:
    """The fire with more said of it: a third figure, a denial, a cause."""
    tables = harbour()
    tables["claims"] += [
        claim(
            "c-three",
            "killed",
            {"number": 5},
            ["gazette"],
            ["gazette-2"],
            asserted=on("2024-01-09"),
            credibility=1,
        ),
        claim("c-old", "killed", {"number": 9}, ["mayor"], ["gazette-1"], status="superseded", credibility=4),
        claim("c-cause", "cause", "arson", ["mayor", "irna"], ["irna-1"], credibility=2),
        claim("c-no", "cause", "arson", ["owner"], ["gazette-1"], stance="denies", credibility=3),
        claim("c-secret", "weapon", "petrol", ["mayor"], ["gazette-1"], sensitive=["personal-data"]),
    ]
    return tables


def claim(
    record_id: str, predicate: str, value: Any, attribution: list[str], reports: list[str], **more: Any
) -> dict[str, Any]:
    return {
        "id": record_id,
        "statement": f"Said: {record_id}.",
        "subject": "fire",
        "predicate": predicate,
        "value": value,
        "attribution": attribution,
        "reports": reports,
        **more,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    write_case(tmp_path / "cases", disputed())
    yield tmp_path / "cases"


def view(desk: Desk) -> ClaimsScreen:
    screen = desk.app.screen
    assert isinstance(screen, ClaimsScreen)
    return screen


def record(desk: Desk, record_id: str) -> dict[str, Any]:
    assert desk.case.reading is not None
    return desk.case.reading.case.raw(record_id)[1]


async def opened(desk: Desk) -> ClaimsScreen:
    await desk.press("C")
    await desk.until(lambda: len(view(desk).list.rows) > 0)
    await desk.settle()
    return view(desk)


async def go_to(desk: Desk, key: str) -> None:
    assert view(desk).list.move_to(key)
    await desk.settle()


async def test_contested_facts_stand_first_each_value_in_a_row(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        facts = [row for row in desk.rows if "──" in row and " · " in row and "│" in row]
        assert "Fire breaks out · cause  ≠2" in facts[0] and "Fire breaks out · killed  ≠2" in facts[1]
        assert "weapon" in facts[2] and "≠" not in facts[2]
        assert "2 contested of 3" in desk.text
        five = desk.row(" ▸ 5 ")
        assert "C1" in five and "2 reports, 2 origins" in five and "4 Jan … 9 Jan" in five
        assert "■" in five and "The mayor" in five and "●" not in desk.text
        assert "■ held · × counts no more · ≠ versions" in desk.text
        assert "×" in desk.row(" ▸ 9 ") and "not arson" in desk.text
        assert "arson is held: the best graded, B2" in desk.text
        assert "petrol" not in desk.text, desk.row("petrol")
        assert "▸ hidden " in desk.text


async def test_enter_opens_the_claims_of_a_value_and_from_a_claim_goes_to_it(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        await desk.press("G", "k", "k", "k")
        await go_to(
            desk,
            next(
                key
                for key in map(screen.list.rows.key, range(len(screen.list.rows)))
                if key and key.endswith("\n5")
            ),
        )
        await desk.press("enter")
        assert "Said: c-three." in desk.text and "▾ 5" in desk.text
        await go_to(desk, "c-three")
        await desk.press("enter")
        assert isinstance(desk.app.screen, CaseScreen) and desk.case.detail.record_id == "c-three"


@pytest.mark.parametrize(
    ("key", "status"), [("a", "accepted"), ("d", "disputed"), ("x", "rejected"), ("s", "superseded")]
)
async def test_one_key_decides_with_a_reason_and_undo_takes_it_back(
    folder: Path, key: str, status: str
) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        screen._opened.add("fire\nkilled\n3")
        screen.show()
        await go_to(desk, "c-one")
        await desk.press(key)
        await desk.type("Seen by two of us")
        await desk.press("enter")
        assert record(desk, "c-one")["status"] == status
        assert record(desk, "c-one")["reason"] == "Seen by two of us"
        assert desk.said.endswith("undoes it.")
        if status == "accepted":
            assert "3 is held: accepted by the analyst" in desk.text
        await desk.press("u")
        assert "status" not in record(desk, "c-one") and "reason" not in record(desk, "c-one")
        await desk.press("ctrl+r")
        assert record(desk, "c-one")["status"] == status
        await desk.press("0")
        assert "Seen by two of us" in desk.text
        await desk.press("enter")
        assert "status" not in record(desk, "c-one")


async def test_a_decision_on_a_value_or_on_marked_rows_is_one_step_for_all_their_claims(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        await go_to(desk, "fire\nkilled\n5")
        await desk.press("space")
        await go_to(desk, "fire\ncause\narson")
        await desk.press("space", "x", "enter")
        rejected = {
            one for one in ("c-two", "c-three", "c-cause") if record(desk, one).get("status") == "rejected"
        }
        assert rejected == {"c-two", "c-three", "c-cause"} and len(screen.list.selected) == 2
        await desk.press("u")
        assert not any(record(desk, one).get("status") == "rejected" for one in rejected)


async def test_a_claim_that_is_not_right_in_the_file_is_told_and_ends_nothing(tmp_path: Path) -> None:
    tables = disputed()
    for one in tables["claims"]:
        one["asserted"] = 5
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        await opened(desk)
        await go_to(desk, "fire\nkilled\n5")
        await desk.press("d", "enter")
        assert desk.said.startswith("Not saved: harbour claims ") and isinstance(
            desk.app.screen, ClaimsScreen
        )


async def test_leaving_the_reason_decides_nothing(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        await desk.press("a")
        await desk.type("no")
        await desk.press("escape")
        assert isinstance(desk.app.screen, ClaimsScreen)
        assert not any("status" in record(desk, one) for one in ("c-one", "c-two", "c-cause"))
        await desk.press("escape")
        assert isinstance(desk.app.screen, CaseScreen)


async def test_two_claims_are_set_to_support_or_to_contradict(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        await desk.press("+")
        assert "Mark a claim" in desk.said
        screen._opened |= {"fire\nkilled\n3", "fire\nkilled\n5"}
        screen.show()
        await go_to(desk, "c-one")
        await desk.press("space")
        await go_to(desk, "c-three")
        await desk.press("+")
        assert record(desk, "c-one")["supports"] == ["c-three"] and "supports" not in record(desk, "c-three")
        assert desk.said == "Claim “Three died” said to support “Said: c-three”. u undoes it."
        assert "✓ 1 · " in desk.text and screen.list.selected == {"c-one"}
        await desk.press("-")
        assert record(desk, "c-one")["contradicts"] == ["c-three"]
        assert desk.said == "Claim “Three died” said to contradict “Said: c-three”. u undoes it."
        await desk.press("-")
        assert "no longer said to contradict “Said: c-three”" in desk.said
        assert "contradicts" not in record(desk, "c-one") and record(desk, "c-one")["supports"] == ["c-three"]


async def test_words_are_found_among_the_claims(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        await desk.press("]")
        assert "Nothing is searched for" in desk.said
        await desk.press("/")
        await desk.type("mayor")
        await desk.press("enter", "]", "[")
        assert "/mayor" in desk.text and screen.list.find_pattern == "mayor"
        await desk.press("/")
        await desk.press("down", "up", "escape")
        assert screen.list.find_pattern == ""


async def test_a_grade_of_one_on_one_origin_is_questioned(folder: Path) -> None:
    tables = disputed()
    tables["claims"] = [one for one in tables["claims"] if one["id"] not in ("c-two", "c-old")]
    write_case(folder, tables)
    async with browser(folder) as desk:
        await opened(desk)
        await go_to(desk, "fire\nkilled\n5")
        assert "C1?" in desk.row(" ▸ 5 ") and "there are fewer than two" in desk.text


async def test_who_relays_whom_from_the_case_and_from_the_claims(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("fire")
        await desk.settle()
        await desk.press("R")
        assert isinstance(desk.app.screen, RelaysScreen)
        assert "Who relays whom · Fire breaks out" in desk.text and "1 origin" in desk.row("Who relays whom")
        assert "└ B Fire in the harbour  IRNA, 3 Jan" in desk.text
        assert "  └ C Blaze at the quay" in desk.text
        await desk.press("down", "up", "escape")
        assert isinstance(desk.app.screen, CaseScreen)
        await opened(desk)
        await go_to(desk, "fire\ncause\narson")
        await desk.press("R")
        assert "The mayor" in desk.text and "└ B IRNA" in desk.text
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, CaseScreen) and desk.case.current_id == "irna"


async def test_the_matrix_shows_who_stands_where_and_who_goes_together(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        await desk.press("m")
        assert isinstance(desk.app.screen, MatrixScreen)
        await desk.until(lambda: "× 2 facts" in desk.text)
        mayor = desk.row("The mayor").split()
        assert mayor[mayor.index("mayor") + 1 :][:3] == ["2", "A", "A"]
        assert desk.row("IRNA").split()[2:5] == ["2", "a", "b"]
        assert "1 · Fire breaks out · cause" in desk.text
        assert "always together" not in desk.text, "no two of them agree on two facts"
        await desk.press("l")
        assert "2 · Fire breaks out · killed" in desk.text
        await desk.press("h", "j", "enter")
        assert isinstance(desk.app.screen, CaseScreen)


async def test_the_matrix_says_who_always_goes_together(folder: Path, tmp_path: Path) -> None:
    tables = harbour()
    tables["claims"] = [
        claim(f"{speaker}-{name}", name, value, [speaker], ["irna-1"])
        for name, values in (("cause", "ab"), ("weapon", "cd"))
        for speaker, value in zip(
            ("mayor", "brigade", "gazette"), (values[0], values[0], values[1]), strict=True
        )
    ]
    write_case(tmp_path / "other", tables)
    async with browser(tmp_path / "other") as desk:
        await opened(desk)
        await desk.press("m")
        await desk.until(lambda: "× 2 facts" in desk.text)
        assert "always together" in desk.text
        line = desk.row("always together")
        assert "The mayor" in line and "Fire brigade" in line and "Gazette" not in line


async def test_every_key_of_the_views_does_its_action(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        handled(desk, "claims")
        await desk.press("m")
        handled(desk, "matrix")
        await desk.press("escape", "escape", "F")
        handled(desk, "figures")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_view_fits_every_screen(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await opened(desk)
        assert all(cell_len(row) <= size[0] for row in desk.rows)
        assert "2 reports, 2 origins" in desk.row(" ▸ 5 ") and "? help" in desk.rows[-1]
        await desk.press("m")
        await desk.until(lambda: "The mayor" in desk.text)


async def test_a_change_from_elsewhere_is_shown(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        other = library_of(folder).open("harbour")
        other.commit(editing.update(other.case, "c-one", {"status": "rejected"}, now=NOW))
        other.close()
        await desk.app.look_outside()
        await desk.until(lambda: "× ▸ 3" in desk.text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_fact_of_the_row_is_named_however_far_one_has_scrolled(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        screen = await opened(desk)
        for _ in range(len(screen.list.rows)):
            here = screen.here
            assert here is not None
            fact = f"Fire breaks out · {here.sheet.predicate.replace('_', ' ')}"
            assert screen.why.frame_title.casefold() == fact.casefold()
            assert any(f"── {fact}".casefold() in row.casefold() for row in desk.rows)
            await desk.press("j")


async def test_a_statement_has_room_for_its_words_or_is_left_to_the_frame_below(tmp_path: Path) -> None:
    tables = disputed()
    tables["claims"][-2]["statement"] = (
        "The owner says that it was no arson at all, whatever others say of it."
    )
    tables["claims"][-2]["status"] = "superseded"
    write_case(tmp_path / "cases", tables)
    async with browser(tmp_path / "cases", size=(60, 20)) as desk:
        screen = await opened(desk)
        screen._opened |= {
            key for index in range(len(screen.list.rows)) if (key := screen.list.rows.key(index))
        }
        screen.show()
        rows = screen.list.rows
        assert isinstance(rows, ClaimRows)
        index = rows.index("c-no")
        assert index is not None
        drawn = {}
        for cells in range(30, 120):
            *before, (statement, _) = rows.line(index, cells)
            drawn[cells] = statement
            assert not statement or cells - sum(cell_len(text) for text, _ in before) >= 20
        assert not drawn[30] and drawn[119], "both happen"
        await go_to(desk, "c-no")
        about = screen.about.region
        below = " ".join(row[about.x : about.right].strip() for row in desk.rows[about.y : about.bottom])
        assert "no arson at all, whatever others say of it." in below


async def test_on_a_narrow_screen_who_says_it_stands_whole_before_any_of_its_words(tmp_path: Path) -> None:
    write_case(tmp_path / "cases", harbour())
    async with browser(tmp_path / "cases", size=LEAST) as desk:
        await desk.press("C", "enter")
        assert "Fire brigade ▸ IRNA, 3 Jan" in desk.text
