"""Two people in one record: different fields are joined, of one field it is asked, and nothing is lost unseen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from casefile.model import editing
from casefile.store import Library, OpenCase
from casefile.store.form import CONFLICTS
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.conflict import ConflictChooser
from tests.tui.desk import NOW, SIZES, Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


@pytest.fixture
def elsewhere(folder: Path) -> OpenCase:
    """The same case in another program, of another analyst."""
    return Library(folder, clock=lambda: NOW, author="colleague").open("harbour")


def change(opened: OpenCase, record_id: str, **fields: Any) -> None:
    opened.refresh()
    opened.commit(editing.update(opened.case, record_id, fields, now=NOW))


def event(desk: Desk) -> dict[str, Any]:
    assert desk.case.session is not None
    return desk.case.session.case.raw("fire")[1]


async def typing_in(desk: Desk, record_id: str, text: str) -> None:
    """The record's form or editor with something typed at the end of its title."""
    desk.case.go_to(record_id)
    await desk.press("e", *(["shift+tab", "end"] if record_id.startswith("n-") else ["end"]))
    await desk.type(text)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("seen", [True, False], ids=["taken in before", "found at the save"])
async def test_of_one_field_it_is_asked_with_both_values(
    folder: Path, elsewhere: OpenCase, size: tuple[int, int], seen: bool
) -> None:
    async with browser(folder, size=size) as desk:
        await typing_in(desk, "fire", " two")
        change(elsewhere, "fire", title="Fire breaks out one", importance=2)
        if seen:
            await desk.app.look_outside()
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser)
        assert "Title: also changed by colleague" in desk.text
        assert "Fire breaks out one" in desk.row("theirs  ") and "Fire breaks out two" in desk.row("yours  ")
        assert event(desk)["title"] == "Fire breaks out one"
        await desk.press("m")
        assert isinstance(desk.app.screen, CaseScreen)
        assert event(desk)["title"] == "Fire breaks out two" and event(desk)["importance"] == 2
        assert desk.said == "Event changed. u undoes it."
        assert not await desk.case.session.drafts()  # type: ignore[union-attr]  # it is open
        await desk.press("u")
        assert event(desk)["title"] == "Fire breaks out one"
        assert not desk.case.session.case.table(CONFLICTS)  # type: ignore[union-attr]  # it is open


async def test_theirs_is_kept_and_what_else_was_written_is_saved(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        desk.app.screen.form.texts["importance"] = "1"  # type: ignore[attr-defined]  # it is a form
        change(elsewhere, "fire", title="Fire breaks out one")
        await desk.press("ctrl+s", "t")
        assert isinstance(desk.app.screen, CaseScreen)
        assert event(desk)["title"] == "Fire breaks out one" and event(desk)["importance"] == 1


async def test_with_theirs_nothing_may_be_left_to_save(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        change(elsewhere, "fire", title="Fire breaks out one")
        before = len(elsewhere.history())
        await desk.press("ctrl+s", "t")
        assert isinstance(desk.app.screen, CaseScreen) and "saved" in desk.rows[0]
        elsewhere.refresh()
        assert len(elsewhere.history()) == before


async def test_who_goes_on_writing_has_lost_nothing(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        change(elsewhere, "fire", title="Fire breaks out one")
        await desk.press("ctrl+s", "escape")
        assert event(desk)["title"] == "Fire breaks out one" and "Fire breaks out two" in desk.text
        await desk.press("escape")
        assert "What was typed is kept" in desk.said
        # The draft knows what it was begun on, in this session and after a restart.
        await desk.press("e", "ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser)
        await desk.press("escape", "escape")
    async with browser(folder) as desk:
        await desk.press("down", "enter", "ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser)
        await desk.press("m")
        assert event(desk)["title"] == "Fire breaks out two"


async def test_several_fields_are_asked_about_one_after_the_other(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        desk.app.screen.form.texts["importance"] = "1"  # type: ignore[attr-defined]  # it is a form
        change(elsewhere, "fire", title="Fire breaks out one", importance=2)
        await desk.press("ctrl+s")
        assert "1 of 2" in desk.text
        await desk.press("m")
        assert "2 of 2" in desk.text and event(desk)["title"] == "Fire breaks out one"
        await desk.press("t")
        assert event(desk)["title"] == "Fire breaks out two" and event(desk)["importance"] == 2


async def test_what_changes_while_it_is_asked_is_asked_again(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        change(elsewhere, "fire", title="Fire breaks out one")
        await desk.press("ctrl+s")
        change(elsewhere, "fire", title="Fire breaks out three")
        await desk.press("m")
        assert isinstance(desk.app.screen, ConflictChooser) and "breaks out three" in desk.row("theirs  ")
        await desk.press("m")
        assert event(desk)["title"] == "Fire breaks out two"


@pytest.mark.parametrize(("key", "there"), [("m", True), ("t", False)])
async def test_a_record_that_was_deleted_meanwhile(
    folder: Path, elsewhere: OpenCase, key: str, there: bool
) -> None:
    async with browser(folder) as desk:
        await typing_in(desk, "fire", " two")
        elsewhere.commit(editing.delete(elsewhere.case, ["fire"]))
        await desk.app.look_outside()
        await desk.press("ctrl+s")
        assert "The event was deleted by colleague meanwhile" in desk.text
        await desk.press(key)
        assert ("fire" in desk.case.session.case) is there  # type: ignore[union-attr]  # it is open
        assert not there or event(desk)["title"] == "Fire breaks out two"


async def test_a_note_is_joined_line_by_line(folder: Path, elsewhere: OpenCase) -> None:
    change(elsewhere, "n-why", body="One.\n\nTwo.\n\nThree.")
    async with browser(folder) as desk:
        desk.case.go_to("n-why")
        await desk.press("e")
        await desk.type("First, ")
        change(elsewhere, "n-why", body="One.\n\nTwo.\n\nThree, and four.", kind="lead")
        await desk.press("ctrl+s")
        assert desk.notes()["n-why"]["body"] == "First, One.\n\nTwo.\n\nThree, and four."
        assert desk.notes()["n-why"]["kind"] == "lead"


async def test_lines_of_a_note_that_collide_can_both_be_kept(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("n-why")
        await desk.press("e")
        await desk.type("Mine. ")
        change(elsewhere, "n-why", body="See [[fire]] and *think* twice.\nTheirs.")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser)
        assert "- Theirs." in desk.text and "+ Mine. See [[fire]]" in desk.text
        await desk.press("b")
        assert isinstance(desk.app.screen, CaseScreen)
        both = "See [[fire]] and *think* twice.\nTheirs.\nMine. See [[fire]] and *think*."
        assert desk.notes()["n-why"]["body"] == both
        assert not await desk.case.session.drafts()  # type: ignore[union-attr]  # it is open


async def test_a_draft_of_a_note_knows_what_it_was_begun_on(folder: Path, elsewhere: OpenCase) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("n-why")
        await desk.press("e")
        await desk.type("Mine. ")
        await desk.app.screen.save_draft()  # type: ignore[attr-defined]  # it is the editor
        change(elsewhere, "n-why", body="Theirs.", title="Why indeed?")
    async with browser(folder) as desk:
        await desk.press("down", "enter", "ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser) and "Body: also changed" in desk.text
        await desk.press("m")
        assert desk.notes()["n-why"]["title"] == "Why indeed?"
        assert desk.notes()["n-why"]["body"].startswith("Mine. ")


async def test_an_own_editor_takes_back_nothing(
    folder: Path, elsewhere: OpenCase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from contextlib import nullcontext

    script = tmp_path / "editor.py"
    script.write_text("import sys; p = sys.argv[1]; t = open(p).read(); open(p, 'w').write(t + 'Mine.')")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with browser(folder) as desk:
        monkeypatch.setattr(type(desk.app), "suspend", lambda self: nullcontext())
        desk.case.go_to("n-why")
        change(elsewhere, "n-why", body="Theirs.")
        assert os.environ["VISUAL"]
        await desk.press("E")
        assert "body was changed by colleague meanwhile" in desk.said
        assert desk.notes()["n-why"]["body"] == "Theirs." and "Mine." in desk.text
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, ConflictChooser)
        await desk.press("t")
        assert desk.notes()["n-why"]["body"] == "Theirs."
