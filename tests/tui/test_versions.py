"""The versions of a record, templates of notes, and notes that are done."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.tui.screens.note import NoteScreen
from casefile.tui.screens.versions import VersionsScreen
from tests.tui.desk import SIZES, Desk, browser, harbour, write_case
from tests.tui.test_actions import handled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


async def versions(desk: Desk) -> VersionsScreen:
    await desk.press("V")
    screen = desk.app.screen
    assert isinstance(screen, VersionsScreen)
    await desk.until(lambda: len(screen.list.rows) > 0)
    await desk.settle()
    return screen


async def edited(desk: Desk) -> None:
    """The question with two edits of its text."""
    desk.case.go_to("n-why")
    await desk.press("4", "e")
    await desk.type("First. ")
    await desk.press("escape", "e")
    await desk.type("Second. ")
    await desk.press("escape")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_versions_are_compared_and_one_is_brought_back(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await edited(desk)
        screen = await versions(desk)
        handled(desk, "versions")
        assert "3 versions" in desk.text and "analyst" in desk.text and "note as it came" in desk.text
        assert "- First. See [[fire]]" in desk.text and "+ Second. First. See" in desk.text
        await desk.press("tab")
        assert screen.difference.has_focus
        handled(desk, "versions")
        await desk.press("j", "escape")
        assert screen.list.has_focus
        await desk.press("space", "G")
        assert "from the marked one" in desk.text and "+ Second. First. See" in desk.text
        await desk.press("enter")
        assert desk.notes()["n-why"]["body"] == "See [[fire]] and *think*."
        assert desk.said == "Note restored. u undoes it."
        await desk.until(lambda: len(screen.list.rows) == 4)
        assert "note restored" in desk.text
        await desk.press("enter")
        assert desk.said == "The record is that already."
        await desk.press("u")
        assert desk.notes()["n-why"]["body"].startswith("Second.")
        await desk.press("escape")
        assert desk.app.screen is desk.case


async def test_a_record_that_never_changed_has_one_version(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("fire")
        await versions(desk)
        assert (
            "1 version ·" in desk.text and "event as it came" in desk.text and "Fire breaks out" in desk.text
        )


async def test_a_template_gives_headings_and_the_kind(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        handled(desk, "editor")
        await desk.type("Is it so?\nBefore")
        await desk.press("ctrl+o", "q")
        screen = desk.app.screen
        assert isinstance(screen, NoteScreen)
        assert screen.editor.body.startswith("Before\n\n## What is asked\n\n\n## Why it matters")
        await desk.type("Who?")
        assert "## What is asked\nWho?\n" in screen.editor.body
        await desk.press("escape")
        note = next(note for note in desk.notes().values() if note.get("title") == "Is it so?")
        assert note["kind"] == "question"


async def test_done_notes_sink_and_rise_again(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4")
        handled(desk, "notes")
        desk.case.notes.move_to("n-why")
        await desk.press("x")
        assert desk.notes()["n-why"]["status"] == "done" and desk.said == "Note done. u undoes it."
        assert "✓ Why did it burn?" in desk.text
        await desk.press("x")
        assert "status" not in desk.notes()["n-why"] and desk.said.startswith("Note opened again.")
