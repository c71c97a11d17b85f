"""Actors over all cases: where they stand, joined or kept apart for good, and two cases side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefile.tui.screens.identities import IdentitiesScreen
from tests.tui.desk import SIZES, Desk, browser, harbour, write_case
from tests.tui.test_actions import handled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cases that share a brigade by declaration, and a mayor by name only."""
    harboured, railway = harbour(), harbour()
    harboured["actors"][0]["same_as"] = ["railway:brigade"]
    railway["case"][0]["title"] = "Railway fire"
    harboured["actors"][1]["name"] = "Mehdi Bakhshi"
    railway["actors"] = [
        railway["actors"][0],
        {"id": "chief", "kind": "person", "name": "Mahdi Bakhshi", "description": "Runs the railway"},
    ]
    railway["events"] = railway["events"][:1]
    railway["claims"] = []
    railway["notes"] = []
    write_case(tmp_path / "cases", harboured)
    write_case(tmp_path / "cases", railway, "railway")
    return tmp_path / "cases"


def actor(folder: Path, case_id: str, record_id: str) -> dict[str, Any]:
    tables = json.loads((folder / f"{case_id}.json").read_text("utf-8"))
    found: dict[str, Any] = next(one for one in tables["actors"].values() if one["id"] == record_id)
    return found


async def opened(desk: Desk) -> IdentitiesScreen:
    await desk.press("X")
    screen = desk.app.screen
    assert isinstance(screen, IdentitiesScreen)
    await desk.until(lambda: len(screen.list.rows) > 0)
    await desk.settle()
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_an_actor_is_shown_with_its_cases_and_leads_to_each(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        desk.case.go_to("brigade")
        await desk.settle()
        screen = await opened(desk)
        handled(desk, "identities")
        assert "2 cases" in desk.row("Fire brigade")
        assert screen.list.cursor_key in {"harbour:brigade", "railway:brigade"}
        await desk.press("enter")
        assert "Railway fire" in desk.text
        await desk.press("down", "enter")
        await desk.until(lambda: desk.case.case_id == "railway" and desk.case.ready)
        await desk.settle()
        assert desk.record["id"] == "brigade"


async def test_a_pair_is_joined_for_good(folder: Path) -> None:
    async with browser(folder) as desk:
        screen = await opened(desk)
        await desk.press("g")
        assert "consonants" in desk.text
        await desk.press("a")
        await desk.until(lambda: "are one" in desk.said)
        await desk.settle()
        assert "Perhaps the same" not in desk.text and "2 cases" in desk.row("Bakhshi")
        assert isinstance(screen, IdentitiesScreen)
        await desk.press("escape")
        assert desk.case.reading is not None
        assert desk.case.reading.case.raw("mayor")[1]["same_as"] == ["railway:chief"]
        await desk.press("q")
    assert actor(folder, "railway", "chief")["same_as"] == ["harbour:mayor"]
    assert actor(folder, "harbour", "mayor")["same_as"] == ["railway:chief"]


async def test_a_pair_is_kept_apart_for_good(folder: Path) -> None:
    async with browser(folder) as desk:
        await opened(desk)
        await desk.press("g", "x")
        await desk.until(lambda: "kept apart" in desk.said)
        await desk.settle()
        assert "Perhaps the same" not in desk.text
    async with browser(folder, None) as desk:
        await opened(desk)
        assert "Perhaps the same" not in desk.text
    assert actor(folder, "railway", "chief")["not_same_as"] == ["harbour:mayor"]


async def test_two_cases_side_by_side(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await opened(desk)
        await desk.press("c", "enter", "enter")
        assert "Actors in both 1" in desk.text and "Fire brigade" in desk.text
        assert "How they differ" in desk.text or "Sources in both 2" in desk.text
        handled(desk, "comparison")
        await desk.press("escape", "escape")
        assert desk.app.screen is desk.library
