"""The questions view and the links view: what they show, and where their keys lead, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.tui.widgets.virtual_list import VirtualList
from tests.tui.desk import LEAST, SIZES, Desk, Tables, browser, harbour, write_case
from tests.tui.test_actions import handled


def tied() -> Tables:
    tables = harbour()
    tables["relations"] = [
        {
            "id": "t-owns",
            "subject": "owner",
            "type": "works-for",
            "object": "mayor",
            "role": "according to the Gazette",
            "reports": ["gazette-1"],
            "claims": ["c-two"],
            "credibility": 3,
        }
    ]
    return tables


async def view(desk: Desk, key: str) -> None:
    """Opens a view, and waits until it has worked out what it shows."""
    await desk.press(key)
    await desk.until(lambda: len(desk.app.screen.query_one(VirtualList).rows) > 0)
    await desk.settle()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", tied())
    return tmp_path / "cases"


@pytest.mark.parametrize("size", SIZES)
async def test_questions_lead_to_their_place(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await view(desk, "Q")
        assert "Contested facts without a decision" in desk.text
        assert "Fire breaks out, killed: 2 versions" in desk.text
        handled(desk, "questions")
        await desk.press("enter")
        assert desk.record["id"] == "fire"
        await view(desk, "Q")
        await desk.press("escape")
        assert desk.app.screen is desk.case


@pytest.mark.parametrize(
    ("emptied", "said"),
    [
        (True, "There is nothing to ask about yet: the case has no records."),
        (False, "Nothing is open: every contested fact is decided, every grade is given."),
    ],
)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_where_nothing_is_open_it_says_why(
    tmp_path: Path, size: tuple[int, int], emptied: bool, said: str
) -> None:
    tables: Tables = {"case": harbour()["case"]}
    if not emptied:
        tables["notes"] = [{"id": "n-pin", "title": "Two people are held", "kind": "note"}]
    write_case(tmp_path, tables)
    async with browser(tmp_path, size=size) as desk:
        await desk.press("Q")
        await desk.until(lambda: said in " ".join(desk.text.replace("│", " ").split()))
        await desk.until(lambda: "Evidence" not in desk.text)


async def test_an_answered_question_is_gone(folder: Path) -> None:
    tables = tied()
    tables["claims"][0]["status"] = "accepted"
    write_case(folder, tables)
    async with browser(folder) as desk:
        await view(desk, "Q")
        assert "Contested facts" not in desk.text and "Events without a date" in desk.text


@pytest.mark.parametrize("size", SIZES)
async def test_ties_open_as_a_tree_and_lead_on(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        desk.case.go_to("owner")
        await desk.settle()
        await view(desk, "L")
        assert "works for" in desk.text and "The mayor" in desk.text and "C3" in desk.text
        handled(desk, "links")
        if size != LEAST:
            assert "Five died." in desk.text, "the claims that bear a tie stand with it"
        await desk.press("enter")
        assert "▾" in desk.text
        await desk.press("left")
        assert "▾" not in desk.text
        await desk.press("r")
        assert desk.row("The mayor").count("The mayor") == 1 and "1 tie" in desk.text
        await desk.press("v")
        assert desk.record["id"] == "t-owns"


async def test_the_way_between_two_actors(folder: Path) -> None:
    tables = tied()
    tables["relations"].append({"id": "t-two", "subject": "mayor", "type": "heads", "object": "brigade"})
    write_case(folder, tables)
    async with browser(folder) as desk:
        desk.case.go_to("owner")
        await desk.settle()
        await view(desk, "L")
        await desk.press("p", "down", "enter")
        assert "Owner of the store to Fire brigade" in desk.text and "2 steps" in desk.text
        await desk.press("escape")
        assert "Owner of the store to" not in desk.text
        await desk.press("o")
        assert desk.record["id"] == "mayor"
