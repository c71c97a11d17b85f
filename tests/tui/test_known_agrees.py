"""At one moment every view of the browser and the command line say the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.cli.run import run
from casefile.tui.panes.content.figures import FigureRows
from casefile.tui.panes.content.questions import QuestionRows
from casefile.tui.screens.claims import ClaimsScreen
from casefile.tui.screens.figures import FiguresScreen
from casefile.tui.screens.links import LinksScreen
from casefile.tui.screens.matrix import MatrixScreen
from casefile.tui.screens.questions import QuestionsScreen
from casefile.tui.widgets.virtual_list import VirtualList
from tests.tui.desk import Desk, browser

ROOT = Path(__file__).parent.parent.parent
Ask = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "cases", tmp_path / "cases", ignore=shutil.ignore_patterns(".*"))
    return tmp_path / "cases"


@pytest.fixture
def ask(folder: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    def command(name: str, *arguments: str) -> Any:
        capfd.readouterr()
        assert run(["-L", str(folder), name, "kerman-2024", *arguments, "--json"]) == 0
        return json.loads(capfd.readouterr().out)

    return command


async def go_to(desk: Desk, day: str) -> None:
    await desk.press("K", "d")
    await desk.type(day)
    await desk.press("enter", "enter")


def listed_in(pane: VirtualList) -> set[str]:
    """The keys of a list."""
    rows = pane.rows
    return {key for key in map(rows.key, range(len(rows))) if key is not None}


@pytest.mark.parametrize("day", ["2024-01-03", "2024-01-05", "2024-01-11"])
async def test_all_views_and_commands_agree_on_a_day(folder: Path, ask: Ask, day: str) -> None:
    case = ask("show", "--at", day)
    tables = {name: {row["id"]: row["title"] for row in rows} for name, rows in case["tables"].items()}
    facts, questions = ask("facts", "--at", day), ask("review", "--at", day)
    (killed,) = (one for one in ask("figures", "killed", "--at", day) if one["subject"] == "kerman-bombings")
    attack = ask("show", "kerman-bombings", "--at", day)
    listed = ask("timeline", "--at", day)
    origins = ask("origins", "kerman-bombings", "--at", day)
    async with browser(folder, "kerman-2024") as desk:
        await go_to(desk, day)
        for figure in case["figures"]:
            assert f"{figure['label']} {figure['spread']}" in desk.rows[0]
        assert listed_in(desk.case.timeline) == set(tables["events"]) == {event["id"] for event in listed}
        assert listed_in(desk.case.actors) == set(tables["actors"])
        assert listed_in(desk.case.sources) == {*tables["sources"], *tables["reports"]}
        assert listed_in(desk.case.notes) == set(tables["notes"])
        desk.case.go_to("kerman-bombings")
        await desk.settle()
        assert f"{origins['reports']} report" in desk.case.detail.frame_count
        assert f"{len(origins['roots'])} origin" in desk.case.detail.frame_count
        assert len(attack["record"]["reports"]) == origins["reports"]
        await desk.press("C")
        claims = desk.app.screen
        assert isinstance(claims, ClaimsScreen)
        contested = sum(sheet["contested"] for sheet in facts)
        await desk.until(lambda: f"{contested} contested of {len(facts)}" in desk.text)
        await desk.press("m")
        matrix = desk.app.screen
        assert isinstance(matrix, MatrixScreen)
        await desk.settle()
        parties = listed_in(matrix.list)
        assert parties and all(matrix.case.title(party) != "not known then" for party in parties)
        await desk.press("escape", "escape", "F")
        figures = desk.app.screen
        assert isinstance(figures, FiguresScreen)
        await desk.until(lambda: figures.series is not None)
        await desk.settle()
        rows = figures.list.rows
        assert isinstance(rows, FigureRows)
        assert [rows.key(number) for number in range(len(rows))] == [
            step["claim"] for step in killed["steps"]
        ]
        assert figures.series is not None and figures.series.held is not None
        assert (figures.series.held.low, figures.series.held.high) == tuple(killed["held"].values())
        await desk.press("escape", "Q")
        asked = desk.app.screen
        assert isinstance(asked, QuestionsScreen)
        others = [one for one in questions if one["kind"] != "question"]
        await desk.until(lambda: "Contested" in desk.text)
        rows = asked.list.rows
        assert isinstance(rows, QuestionRows)
        shown = [rows.question(number) for number in range(len(rows))]
        found = {(one.kind, one.record, one.message) for one in shown if one and one.kind != "question"}
        assert found == {(one["kind"], one["record"], one["message"]) for one in others}
        await desk.press("escape", "L")
        assert isinstance(desk.app.screen, LinksScreen)
        await desk.settle()
        assert "not known then" not in desk.text and "(missing)" not in desk.text
