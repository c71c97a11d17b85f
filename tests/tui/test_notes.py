"""Writing: a note from the first key to the next start, and every way back."""

from __future__ import annotations

import json
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Paste

from casefile.tui import outside
from casefile.tui.screens.chooser import Chooser
from casefile.tui.screens.note import NoteScreen
from casefile.tui.widgets.note_fields import NoteBody
from tests.tui.desk import SIZES, Desk, browser, harbour, library_of, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def editor_of(desk: Desk) -> NoteScreen:
    assert isinstance(desk.app.screen, NoteScreen)
    return desk.app.screen


def notes_on_disk(folder: Path) -> dict[str, dict[str, object]]:
    """The notes as plain JSON says, without casefile."""
    content = json.loads((folder / "harbour.json").read_text("utf-8"))
    return {record["id"]: record for record in content.get("notes", {}).values()}


async def write_note(desk: Desk, title: str, body: str = "") -> None:
    await desk.press("n")
    await desk.type(f"{title}\n{body}")
    await desk.press("ctrl+s")


async def test_a_note_is_written_kept_and_there_at_the_next_start(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "n")
        assert "New note about Fire breaks out" in desk.text
        await desk.type("Toll is open\nThree or *five*?")
        await desk.press("ctrl+s")
        assert desk.said == "Note added. u undoes it."
        note = next(note for note in desk.notes().values() if note.get("title") == "Toll is open")
        assert note["body"] == "Three or *five*?" and note["about"] == ["fire"]
        assert note["author"] == "analyst" and note["created"] == "2026-11-23T12:00:00.000Z"
        assert "Toll is open" in desk.text and "saved" in desk.rows[0]
        assert desk.case.place == "timeline" and desk.case.timeline.cursor_key == "fire"
        await desk.press("q")
    assert notes_on_disk(folder)[note["id"]]["title"] == "Toll is open"
    async with browser(folder) as desk:
        await desk.press("j")
        assert "● · Toll is open" in desk.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_editor_fits_every_screen(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("n")
        await desk.type("A title\nA text")
        assert "A title" in desk.text and "A text" in desk.text and "^s keep" in desk.rows[-1]


async def test_escape_keeps_as_ctrl_s_does(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("Kept")
        await desk.press("escape")
        assert any(note.get("title") == "Kept" for note in desk.notes().values())


async def test_an_empty_note_leaves_nothing_behind(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n", "escape")
        assert len(desk.notes()) == 2 and desk.app.screen is desk.case


async def test_undo_and_redo_say_what_they_did(folder: Path) -> None:
    async with browser(folder) as desk:
        await write_note(desk, "Once")
        assert len(desk.notes()) == 3
        await desk.press("u")
        assert len(desk.notes()) == 2 and desk.said == "Undone: note added. ^r does it again."
        assert "Once" not in desk.row("4 Notes") and "2 · 1 ?" in desk.text
        await desk.press("ctrl+r")
        assert len(desk.notes()) == 3 and desk.said == "Done again: note added. u undoes it."
        await desk.press("ctrl+r")
        assert desk.said == "There is nothing to do again."
        await desk.press("u", "u")
        assert desk.said == "There is nothing of yours to undo: U lists all."


async def test_undo_works_after_a_restart(folder: Path) -> None:
    async with browser(folder) as desk:
        await write_note(desk, "Before")
        await desk.press("q")
    async with browser(folder) as desk:
        await desk.press("u")
        assert len(desk.notes()) == 2 and desk.said.startswith("Undone: note added.")


async def test_a_note_is_edited_and_an_unchanged_one_is_not_written(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "j", "e")
        assert editor_of(desk).editor.title_text == "Why did it burn?"
        await desk.press("ctrl+s")
        assert desk.said == "" and desk.case.session is not None and not desk.case.session.opened.can_undo
        await desk.press("e")
        await desk.type("Because ")
        await desk.press("escape")
        note = desk.notes()["n-why"]
        assert note["body"] == "Because See [[fire]] and *think*." and note["kind"] == "question"
        assert desk.said == "Note changed. u undoes it."


async def test_the_note_in_full_is_edited_from_there(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "j", "enter", "e")
        assert editor_of(desk).editor.title_text == "Why did it burn?"


async def test_a_note_is_deleted_and_brought_back(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "d")
        assert (
            list(desk.notes()) == ["n-why"]
            and desk.said == "Note “Keep the names apart” deleted. u undoes it."
        )
        assert desk.case.notes.cursor_key == "n-why"
        await desk.press("u")
        assert set(desk.notes()) == {"n-why", "n-pin"} and desk.case.notes.cursor_key == "n-pin"


async def test_marked_records_are_noted_and_marked_notes_deleted_together(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("g", "space", "space")
        assert desk.case.timeline.selected == {"lease", "mourning"}
        await desk.press("n")
        assert "about The store is let and 1 more" in desk.text
        await desk.type("Both")
        await desk.press("ctrl+s")
        assert any(note.get("about") == ["lease", "mourning"] for note in desk.notes().values())
        await desk.press("4", "g", "space", "space", "space", "d")
        assert not desk.notes() and desk.said == "3 notes deleted. u undoes it."
        await desk.press("u")
        assert len(desk.notes()) == 3


async def test_a_note_about_the_case_is_added_in_the_notes_pane(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "a")
        assert "New note about Harbour fire" in desk.text
        await desk.type("Of the case")
        await desk.press("ctrl+s")
        assert any(
            note.get("title") == "Of the case" and "about" not in note for note in desk.notes().values()
        )


async def test_kind_and_pin_are_chosen_in_the_editor(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n", "ctrl+n", "ctrl+l")
        assert "? question · ★ pinned" in desk.text
        await desk.type("Who paid?")
        await desk.press("ctrl+s")
        note = next(note for note in desk.notes().values() if note.get("title") == "Who paid?")
        assert note["kind"] == "question" and note["pinned"] is True
        assert "3 · 2 ?" in desk.row("4 Notes")


async def test_the_preview_shows_the_note_as_it_will_read(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("T\nsome *strong* words")
        await desk.press("ctrl+t")
        assert "some strong words" in desk.text
        await desk.press("ctrl+t")
        await desk.type("!")
        assert editor_of(desk).editor.body == "some *strong* words!"


async def test_a_note_is_about_what_its_title_names(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "a")
        await desk.type("When did the [[brig")
        await desk.press("enter")
        await desk.type(" come?")
        assert "New note about Fire brigade" in desk.text
        await desk.press("ctrl+s")
        note = next(
            one for one in desk.notes().values() if one.get("title") == "When did the Fire brigade come?"
        )
        assert note["about"] == ["brigade"]


async def test_records_are_completed_by_name(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("T\nsee [[brig")
        assert "Fire brigade" in desk.text
        await desk.press("enter")
        assert editor_of(desk).editor.body == "see [[brigade|Fire brigade]]"
        await desk.press("ctrl+s")
        note_id = next(note_id for note_id, note in desk.notes().items() if note.get("title") == "T")
        desk.case.go_to(note_id)
        await desk.settle()
        assert "see Fire brigade" in desk.text
        desk.case.go_to("brigade")
        await desk.settle()
        assert "Notes about it 1" in desk.text


async def test_giving_up_asks_once(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n", "ctrl+g")
        assert desk.app.screen is desk.case
        await desk.press("n")
        await desk.type("No")
        await desk.press("ctrl+g")
        assert isinstance(desk.app.screen, Chooser)
        await desk.press("escape")
        assert editor_of(desk).editor.title_text == "No"
        await desk.press("ctrl+g", "d")
        assert desk.app.screen is desk.case and len(desk.notes()) == 2
        assert await desk.case.session.drafts() == {}
        await desk.press("n")
        await desk.type("Yes")
        await desk.press("ctrl+g", "k")
        assert len(desk.notes()) == 3


async def test_a_draft_is_on_the_disk_soon_and_offered_at_the_next_start(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "n")
        await desk.type("Unfinished\nwork")
        drafts = desk.case.session.opened.drafts
        await desk.until(
            lambda: (
                [(draft["title"], draft["body"], draft["about"]) for draft in drafts.all().values()]
                == [("Unfinished", "work", ["fire"])]
            )
        )
        await desk.until(lambda: "draft saved" in desk.text)
    async with browser(folder) as desk:  # as after a killed terminal: nothing was kept or given up
        assert isinstance(desk.app.screen, Chooser) and "Unfinished" in desk.text
        await desk.press("down", "enter")
        editor = editor_of(desk).editor
        assert (editor.title_text, editor.body) == ("Unfinished", "work")
        assert "about Fire breaks out" in desk.text
        await desk.press("ctrl+s")
        note = next(note for note in desk.notes().values() if note.get("title") == "Unfinished")
        assert note["about"] == ["fire"] and await desk.case.session.drafts() == {}


async def test_a_draft_can_wait_or_be_thrown_away(folder: Path) -> None:
    opened = library_of(folder).open("harbour")
    opened.drafts.save("note-x", {"title": "One", "note": "n-why"})
    opened.drafts.save("note-y", {"title": "Two", "body": 3, "about": "fire", "kind": []})
    async with browser(folder) as desk:
        assert "note · One" in desk.text and "note · Two" in desk.text
        await desk.press("down", "down", "enter", "d")
        assert desk.said == "The draft was thrown away." and "A note was not finished" in desk.text
        await desk.press("enter")
        assert desk.app.screen is desk.case
    async with browser(folder) as desk:
        assert "One" in desk.text
        await desk.press("down", "enter")
        assert "Note about" in desk.text and editor_of(desk).editor.title_text == "One"
        await desk.press("ctrl+s")
        assert desk.notes()["n-why"]["title"] == "One"


async def test_a_note_left_for_later_is_offered_when_it_is_written_again(folder: Path) -> None:
    drafts = library_of(folder).open("harbour").drafts
    drafts.save("note-new", {"title": "About the fire", "body": "Half", "about": ["fire"]})
    drafts.save("note-n-why", {"title": "Why?", "body": "Half", "note": "n-why", "about": ["fire"]})
    async with browser(folder) as desk:
        await desk.press("enter", "n")
        assert isinstance(desk.app.screen, NoteScreen), "it is of another record"
        await desk.press("escape", "j", "n")
        assert "New note: one was not finished" in desk.text and "About the fire" in desk.text
        await desk.press("n")
        assert editor_of(desk).editor.title_text == ""
        await desk.press("escape", "n", "g")
        assert editor_of(desk).editor.title_text == "About the fire" and "draft" in desk.text
        await desk.press("ctrl+s", "n")
        assert editor_of(desk).editor.title_text == "", "it is kept, and no draft any more"
        await desk.press("escape", "4")
        desk.case.notes.move_to("n-why")
        await desk.press("e")
        assert editor_of(desk).editor.title_text == "Why?"
        await desk.press("ctrl+s")
        assert desk.notes()["n-why"]["title"] == "Why?"
        assert desk.case.session is not None and not await desk.case.session.drafts()


async def test_a_burst_of_typing_is_drafted_before_its_pause(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        editor_of(desk).editor.focus_body()
        await desk.settle()
        for _ in range(200):
            desk.app.screen.query_one(NoteBody).insert("x")
        await desk.settle()
        drafts = await desk.case.session.drafts()
        assert [draft["body"] for draft in drafts.values()] == ["x" * 200]


async def test_a_note_that_cannot_be_saved_is_not_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("Precious")
        from casefile.errors import OutOfSpaceError

        def full(edit: object, *, asking: bool) -> None:
            raise OutOfSpaceError("harbour.json: no room left on the device")

        monkeypatch.setattr(desk.case.session.opened, "commit", full)
        await desk.press("ctrl+s")
        assert editor_of(desk).editor.title_text == "Precious"
        assert desk.said == "Not saved: harbour.json: no room left on the device"
        monkeypatch.undo()
        await desk.press("ctrl+s")
        assert any(note.get("title") == "Precious" for note in desk.notes().values())


async def test_a_read_only_case_says_so(folder: Path) -> None:
    content = json.loads((folder / "harbour.json").read_text("utf-8"))
    for record in content["case"].values():
        record["format_version"] = 99
    (folder / "harbour.json").write_text(json.dumps(content), "utf-8")
    async with browser(folder) as desk:
        assert "read-only" in desk.rows[0] and desk.said.startswith("Read-only: ")
        assert "note" not in desk.rows[-1]
        for key in ("n", "u", "ctrl+r"):
            await desk.press(key)
            assert desk.said.startswith("Nothing can be written: ")
        await desk.press("4", "a", "e", "d", "E")
        assert desk.app.screen is desk.case and len(desk.notes()) == 2


async def test_what_others_change_is_shown_without_losing_the_cursor(folder: Path) -> None:
    from casefile.model import editing
    from tests.tui.desk import NOW

    async with browser(folder) as desk:
        await desk.press("j")
        other = library_of(folder).open("harbour")
        fields = {"title": "Of a colleague", "about": ["fire"]}
        other.commit(editing.create(other.case, "notes", fields, author="other", now=NOW))
        await desk.app.look_outside()
        await desk.settle()
        assert "● · Of a colleague" in desk.text and desk.case.timeline.cursor_key == "fire"
        assert desk.said == "1 record changed elsewhere; shown now."


async def test_an_editor_of_ones_own(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "my editor"
    script.write_text(
        f"#!/bin/sh\nstat -c %a \"$2\" > '{seen}'\ncat \"$2\" >> '{seen}'\n"
        "printf '# A new title\\n\\nA new text\\n' > \"$2\"\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(App, "suspend", _suspended)
    async with browser(folder) as desk:
        await desk.press("4", "j", "E")
        note = desk.notes()["n-why"]
        assert (note["title"], note["body"], note["kind"]) == ("A new title", "A new text", "question")
    assert not list(tmp_path.glob("casefile-*"))
    assert seen.read_text("utf-8") == "600\n# Why did it burn?\n\nSee [[fire]] and *think*.\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("true", "The note was not changed."),
        ("false", "false ended with 1; the note was not changed."),
        ("no-such-editor", "no-such-editor could not be started: No such file or directory"),
        ("'unclosed", "$EDITOR cannot be read: No closing quotation"),
    ],
)
async def test_an_editor_that_does_nothing_or_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.setattr(App, "suspend", _suspended)
    async with browser(folder) as desk:
        before = dict(desk.notes()["n-why"])
        await desk.press("4", "j", "E")
        assert desk.said == words and desk.notes()["n-why"] == before


async def test_an_editor_that_leaves_nothing_leaves_the_note_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sh -c ': > \"$0\"'")
    monkeypatch.setattr(App, "suspend", _suspended)
    async with browser(folder) as desk:
        before = dict(desk.notes()["n-why"])
        await desk.press("4", "j", "E")
        assert desk.said == "A note needs a title or a text; d deletes a note."
        assert desk.notes()["n-why"] == before


async def test_a_title_that_is_too_long_is_said_and_stays(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        desk.app.post_message(Paste("x" * 1_000_000))
        await desk.settle()
        await desk.press("ctrl+s")
        assert "The title has 1,000,000 characters; there is room for 2,000" in desk.said
        assert len(editor_of(desk).editor.title_text) == 1_000_000


async def test_a_note_that_is_not_right_in_the_file_is_told_and_ends_nothing(tmp_path: Path) -> None:
    tables = harbour()
    tables["notes"][0]["kind"] = []
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        await desk.press("4")
        desk.case.notes.move_to("n-why")
        await desk.press("x")
        assert desk.said.startswith("Not saved: harbour notes n-why kind: ")
        await desk.press("e")
        await desk.type("More")
        await desk.press("ctrl+s")
        assert (
            "Not saved" in desk.said
            and "More" in editor_of(desk).editor.title_text + editor_of(desk).editor.body
        )


@pytest.mark.parametrize(
    ("written", "status", "words"),
    [(b"# \xff\xfe", 0, "left no UTF-8 text"), (b"# New\n\nLong work", 3, "ended with 3")],
)
async def test_what_an_editor_left_and_cannot_be_taken_is_kept_and_said_where(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes, status: int, words: str
) -> None:
    (tmp_path / "written").write_bytes(written)
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\ncat '{tmp_path / 'written'}' > \"$1\"\nexit {status}\n")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(App, "suspend", _suspended)
    async with browser(folder) as desk:
        before = dict(desk.notes()["n-why"])
        await desk.press("4", "j", "E")
        assert words in desk.said and desk.notes()["n-why"] == before
        kept = Path(desk.said.rpartition("What was written is in ")[2])
        assert kept.is_relative_to(tmp_path) and kept.read_bytes() == written


async def test_where_the_terminal_cannot_be_left_it_is_said(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "j", "E")
        assert desk.said == "This terminal cannot be left for another editor; e edits here."


def test_a_note_as_one_text_and_back() -> None:
    for title, body in (("A", "b\n\nc"), ("", "only text"), ("# odd", "# heading"), ("A", "")):
        assert outside.from_text(outside.as_text(title, body)) == (title, body)
    assert outside.from_text("no heading\r\nat all") == ("", "no heading\nat all")


def _suspended(app: App[object]) -> nullcontext[None]:
    """In place of leaving the terminal, which a test has not."""
    return nullcontext()


async def test_a_link_without_words_reads_as_the_title_of_its_record(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("n-why")
        await desk.settle()
        assert "See Fire breaks out and" in desk.text


async def test_tab_goes_from_the_title_to_the_text_and_back(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("n")
        await desk.type("Ti")
        await desk.press("tab")
        await desk.type("text")
        await desk.press("shift+tab", "end")
        await desk.type("tle")
        await desk.press("ctrl+s")
        note = next(one for one in desk.notes().values() if one.get("title") == "Title")
        assert note["body"] == "text"
