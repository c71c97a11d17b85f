"""Writing a note: nothing typed is changed, references complete, drafts are told of, the preview shows what is read."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.note_editor import CHANGE_EDITS, NoteEditor
from casefile.tui.widgets.note_fields import LONGEST_LINE, NoteBody
from tests.tui.widgets.stage import HOSTILE, SIZES, Stage, grid, segments_are_safe, shown, until

RECORDS = [("e-1", "First blast"), ("e-2", "Second blast"), ("a-1", "a-1"), ("p-1", "Kerman [city] | Iran")]


def complete(typed: str) -> list[tuple[str, str, str]]:
    return [
        (key, label, "event" if key[0] == "e" else "actor")
        for key, label in RECORDS
        if typed.lower() in label.lower()
    ]


async def paste(pilot: Pilot[object], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def type_text(pilot: Pilot[object], text: str) -> None:
    await pilot.press(*("left_square_bracket" if letter == "[" else letter for letter in text))


async def test_title_and_text_are_written_and_read() -> None:
    editor = NoteEditor("Tol", "")
    async with Stage(editor).run_test() as pilot:
        editor.focus_title()
        await pilot.press("end", "l", "enter", "a", "enter", "b")
        assert (editor.title_text, editor.body) == ("Toll", "a\nb")


async def test_persian_is_kept_as_it_is_typed() -> None:
    editor = NoteEditor()
    async with Stage(editor).run_test() as pilot:
        for focus in (editor.focus_title, editor.focus_body):
            focus()
            await pilot.pause()
            for letter in "می\u200cگویند":
                pilot.app.post_message(
                    events.Key(letter if letter != "\u200c" else "zero_width_non-joiner", letter)
                )
            await pilot.pause()
        assert editor.title_text == editor.body == "می\u200cگویند"


async def test_a_change_is_told_soon_and_reading_is_no_change() -> None:
    editor = NoteEditor("t", "b")
    app = Stage(editor)
    async with app.run_test() as pilot:
        editor.load("another", "text")
        editor.focus_body()
        await pilot.press("down", "right", "end")
        assert app.of(NoteEditor.Changed) == []
        await pilot.press("x")
        await until(pilot, lambda: app.of(NoteEditor.Changed))
        assert len(app.of(NoteEditor.Changed)) == 1


async def test_many_letters_do_not_wait_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.tui.widgets.note_editor.CHANGE_SECONDS", 1e6)
    editor = NoteEditor()
    app = Stage(editor)
    async with app.run_test() as pilot:
        body = app.query_one(NoteBody)
        for _ in range(CHANGE_EDITS):
            body.insert("x")
        await pilot.pause()
        assert len(app.of(NoteEditor.Changed)) == 1


async def test_brackets_complete_a_record_with_its_name() -> None:
    editor = NoteEditor(complete=complete)
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await type_text(pilot, "see [[bl")
        assert "First blast" in shown(pilot.app)
        assert "Second blast" in shown(pilot.app)
        await pilot.press("down", "enter", ".")
        assert editor.body == "see [[e-2|Second blast]]."
        assert "First blast" not in shown(pilot.app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("before", ["", "x" * 30, "word\n" * 9, "word\n" * 60])
async def test_the_suggestions_say_what_they_are_and_stay_within_the_editor(
    size: tuple[int, int], before: str
) -> None:
    long = "A name that goes on and on for longer than a popup ever was"
    editor = NoteEditor(
        body=before, complete=lambda typed: [("e-1", "Short", "event"), ("a-1", long, "actor")]
    )
    async with Stage(Frame(editor)).run_test(size=size) as pilot:
        editor.focus_body()
        body = editor.query_one(NoteBody)
        body.move_cursor(body.document.end)
        await type_text(pilot, "[[")
        await pilot.pause()
        popup, row = editor.query_one("#suggestions").region, body.cursor_screen_offset.y
        assert editor.content_region.contains_region(popup)
        assert popup.y > row or popup.bottom <= row
        rows = [row[popup.x : popup.right].strip() for row in grid(pilot.app)[popup.y : popup.bottom]]
        assert rows[0].startswith("▌  event  Short  e-1"), rows
        assert rows[1].startswith("actor  A name that goes on"), rows
        if size[0] >= 80:
            assert rows[1].endswith("a-1")


async def test_a_name_that_is_the_id_or_holds_brackets_leaves_a_sound_reference() -> None:
    editor = NoteEditor(complete=complete)
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await type_text(pilot, "[[a-1")
        await pilot.press("tab", "enter")
        await type_text(pilot, "[[kerm")
        await pilot.press("enter")
        assert editor.body == "[[a-1]]\n[[p-1|Kerman  city    Iran]]"


async def test_brackets_closed_already_are_used() -> None:
    editor = NoteEditor(body="[[first]] then", complete=complete)
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        pilot.app.query_one(NoteBody).move_cursor((0, 7))
        await pilot.pause()
        await pilot.press("enter")
        assert editor.body == "[[e-1|First blast]] then"


async def test_escape_closes_the_popup_alone_and_keys_are_the_editors_again() -> None:
    editor = NoteEditor(complete=complete)
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await type_text(pilot, "[[first")
        await pilot.press("escape", "enter")
        assert editor.body == "[[first\n"
        assert "First blast" not in shown(pilot.app)


async def test_in_the_title_the_name_itself_is_put_and_the_record_is_told() -> None:
    editor = NoteEditor("About ", "[[fir", complete=complete)
    app = Stage(editor)
    async with app.run_test() as pilot:
        editor.focus_title()
        await pilot.press("end")
        await type_text(pilot, "[[bl")
        assert "Second blast" in shown(app)
        await pilot.press("down", "enter")
        assert (editor.title_text, editor.body) == ("About Second blast", "[[fir")
        assert [named.record_id for named in app.of(NoteEditor.Named)] == ["e-2"]
        await type_text(pilot, " [[first")
        await pilot.press("escape", "enter")  # the popup is closed first, then enter goes to the text
        await pilot.press("x")
        assert (editor.title_text, editor.body) == ("About Second blast [[first", "x[[fir")
        assert "First blast" not in shown(app)


async def test_of_lines_pasted_into_the_title_the_first_is_the_title() -> None:
    editor = NoteEditor("", "there before", complete=complete)
    app = Stage(editor)
    async with app.run_test() as pilot:
        editor.focus_title()
        await paste(pilot, "\nWhat burned\r\n\r\nThe store.\nThe\x1b quay.")
        await pilot.pause()
        assert editor.title_text == "What burned"
        assert editor.body == "The store.\nThe quay.\n\nthere before"
        await pilot.press("enter", "x")
        assert "x" in editor.body and app.focused is app.query_one(NoteBody)


async def test_a_click_completes_too() -> None:
    editor = NoteEditor(complete=complete)
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await type_text(pilot, "[[bl")
        await pilot.click("#suggestions", offset=(5, 1), times=2)
        assert editor.body == "[[e-2|Second blast]]"


async def test_the_preview_shows_what_is_read_and_turns_back() -> None:
    editor = NoteEditor("t", "**Toll** [[e-1|First blast]]")
    async with Stage(editor).run_test() as pilot:
        editor.toggle_preview()
        await pilot.pause()
        assert editor.previewing
        assert "Toll First blast" in shown(pilot.app)
        editor.toggle_preview()
        await pilot.pause()
        assert "**Toll** [[e-1|First blast]]" in shown(pilot.app)
        await pilot.press("x")
        assert editor.body == "x**Toll** [[e-1|First blast]]"


async def test_pasted_controls_are_left_out_and_line_ends_are_one_kind() -> None:
    editor = NoteEditor()
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await pilot.pause()
        await paste(pilot, "a\x1b]52;c;x\x07\r\nb\rc\td\x9b")
        assert editor.body == "a]52;c;x\nb\nc\td"


async def test_a_pasted_line_without_end_is_broken_at_blanks() -> None:
    editor = NoteEditor()
    async with Stage(editor).run_test() as pilot:
        editor.focus_body()
        await pilot.pause()
        text = "word " * 50_000
        await paste(pilot, text)
        assert editor.body.split() == text.split()
        assert max(map(len, editor.body.split("\n"))) <= LONGEST_LINE


async def test_an_endless_line_that_nobody_touches_is_given_back_as_it_was() -> None:
    text = "word " * 50_000
    editor = NoteEditor("t", text)
    async with Stage(editor).run_test() as pilot:
        assert editor.body == text
        editor.focus_body()
        await pilot.press("x")
        assert editor.body.split() == ["xword", *text.split()[1:]]
        editor.load("t", text)
        assert editor.body == text


async def test_no_text_of_a_note_reaches_the_terminal_raw() -> None:
    name = ""
    editor = NoteEditor(complete=lambda typed: [("x", HOSTILE[name], HOSTILE[name])])
    app = Stage(editor)
    async with app.run_test(size=(80, 24)) as pilot:
        editor.focus_body()
        for name, text in HOSTILE.items():
            editor.load(text[:2000], text[:100_000])
            await pilot.pause()
            assert segments_are_safe(app), name
            editor.load("t", "")
            app.query_one(NoteBody).insert("[[")
            await pilot.pause()
            assert segments_are_safe(app), name
            await pilot.press("enter")
            assert editor.body.startswith("[[x")
