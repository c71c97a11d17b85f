"""The figures view: the chart and the rows of a count, and the way to a claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.choosing import Choosing
from casefile.tui.screens.figures import FiguresScreen
from tests.tui.desk import LEAST, SIZES, Desk, browser, harbour, on, write_case
from tests.tui.test_claims import claim


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = harbour()
    tables["claims"] += [
        claim(
            "c-fix",
            "killed",
            {"number": 4},
            ["brigade"],
            ["irna-1"],
            asserted=on("2024-01-09"),
            stance="revises",
        ),
        claim("c-hurt", "injured", {"number": 12}, ["mayor"], ["irna-1"], asserted=on("2024-01-03")),
        claim("c-far", "distance-from", {"number": 1.5, "unit": "km"}, ["mayor"], ["irna-1"]),
    ]
    write_case(tmp_path / "cases", tables)
    return tmp_path / "cases"


async def opened(desk: Desk) -> FiguresScreen:
    await desk.press("F")
    screen = desk.app.screen
    assert isinstance(screen, FiguresScreen)
    await desk.until(lambda: screen.series is not None)
    await desk.settle()
    return screen


async def test_a_count_is_drawn_with_its_corrections_and_its_range(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        assert (
            "killed · Fire breaks out" in desk.text and "still said 4–5 · 2 reports, 2 origins" in desk.text
        )
        chart = "\n".join(desk.rows[2:26])
        assert "◉3" in chart and "◉5" in chart and "◆4" in chart and "░" in chart
        assert "3 Jan" in chart and "9 Jan" in chart
        assert "C3" in desk.row("The mayor")
        assert "Fire brigade" in desk.row("◆ 4") and "correction" in desk.row("◆ 4")


async def test_the_figure_under_the_cursor_is_lit_and_enter_goes_to_its_claim(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        first = desk.row("▲").index("▲")
        await desk.press("j")
        assert desk.row("▲").index("▲") > first and screen.list.cursor_key == "c-two"
        await desk.press("enter")
        assert isinstance(desk.app.screen, CaseScreen) and desk.case.detail.record_id == "c-two"


async def test_from_count_to_count(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        seen = []
        for key in ("tab", "n", "tab", "shift+tab", "p"):
            await desk.press(key)
            assert screen.series is not None
            seen.append(screen.series.predicate)
        assert seen == ["injured", "distance-from", "killed", "distance-from", "injured"]
        await desk.press("space")
        assert isinstance(desk.app.screen, Choosing)
        await desk.press("down", "enter")
        assert screen.series is not None and screen.series.predicate == "distance-from"
        await desk.press("escape")
        assert isinstance(desk.app.screen, CaseScreen)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_view_fits_every_screen(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await opened(desk)
        assert all(cell_len(row) <= size[0] for row in desk.rows)
        assert "◉3" in desk.text and "◆4" in desk.text and "? help" in desk.rows[-1]
        assert "× doubtful" in desk.text and "░ still said" in desk.text
        assert "C3 The mayor" in desk.text and "C3 mayor" not in desk.text
        await desk.resize(100, 30)
        assert "◆4" in desk.text


async def test_a_case_without_numbers_says_so(tmp_path: Path) -> None:
    tables = harbour()
    tables["claims"] = []
    write_case(tmp_path / "cases", tables)
    async with browser(tmp_path / "cases") as desk:
        await desk.press("F")
        await desk.until(lambda: "No claim of this case gives a number." in desk.text)


async def test_a_narrow_row_gives_its_speaker_what_its_own_remark_leaves(tmp_path: Path) -> None:
    tables = harbour()
    tables["actors"].append({"id": "long", "name": "National Emergency Organisation", "kind": "organisation"})
    tables["claims"] += [
        claim("c-long", "killed", {"number": 6}, ["long"], ["irna-1"], asserted=on("2024-01-08")),
        claim(
            "c-past",
            "killed",
            {"number": 7},
            ["long"],
            ["irna-1"],
            asserted=on("2024-01-09"),
            stance="revises",
            status="superseded",
        ),
    ]
    write_case(tmp_path / "cases", tables)
    async with browser(tmp_path / "cases", size=LEAST) as desk:
        rows = (await opened(desk)).list.rows
        lines = ["".join(text for text, _ in rows.line(index, 54)) for index in range(len(rows))]
        bare = next(line for line in lines if " 6 " in line)
        remarked = next(line for line in lines if " 7 " in line)
        assert "National Emergency Organisation" in bare
        assert remarked.endswith("superseded") and len(remarked) == 54 and "Nation" in remarked
