"""Grades by one key, and many records changed as one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casefile.errors import UsageError
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY
from casefile.tui.forms import bulk_edits
from casefile.tui.forms.form_screen import FormScreen
from casefile.tui.forms.grade_history import reliability_fields
from casefile.tui.forms.grade_screen import GradeScreen
from tests.tui.desk import LEAST, NOW, SIZES, SMALL, Desk, browser, harbour, library_of, write_case
from tests.tui.forms.cases import in_memory

SIZE_IDS = [f"{width}x{height}" for width, height in SIZES]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def table_of(desk: Desk, table: str) -> dict[str, dict[str, Any]]:
    assert desk.case.reading is not None
    return {key: dict(one) for key, one in desk.case.reading.case.table(table).items()}


# Edits


def test_tags_are_added_and_taken_away_in_one_edit() -> None:
    case = in_memory()
    case.apply(bulk_edits.tag(case, ["fire", "suit"], ["b", "a"], [], now=NOW))
    edit = bulk_edits.tag(case, ["fire", "suit", "irna"], ["c"], ["b"], now=NOW)
    assert edit.label == "3 records tagged" and len(edit.changes) == 3
    case.apply(edit)
    assert [case.raw(one)[1]["tags"] for one in ("fire", "suit", "irna")] == [["a", "c"], ["a", "c"], ["c"]]
    case.apply(edit.inverse())
    assert case.raw("fire")[1]["tags"] == ["b", "a"] and "tags" not in case.raw("irna")[1]


def test_a_grade_goes_to_the_records_that_can_have_it() -> None:
    case = in_memory()
    ids = ["fire", "c-one", "irna", "irna-1", "owner"]
    digits = bulk_edits.grade(case, ids, "4", "why", author="analyst", now=NOW)
    assert [change.id for change in digits.changes] == [
        "fire",
        "c-one",
    ] and digits.label == "2 records graded 4: why"
    assert digits.changes[1].after is not None and digits.changes[1].after["reason"] == "why"
    letters = bulk_edits.grade(case, ids, "E", author="analyst", now=NOW)
    assert [change.id for change in letters.changes] == ["irna", "irna-1"]
    none = bulk_edits.grade(case, ids, "", author="analyst", now=NOW)
    assert {change.id for change in none.changes} == {"c-one", "irna"}
    assert all(
        change.after and not {"reliability", "credibility"} & set(change.after) for change in none.changes
    )


def test_a_source_remembers_its_grades() -> None:
    before = {
        "id": "x",
        "created": "2024-01-01T00:00:00.000Z",
        "reliability": "B",
        "reliability_reason": "so far",
    }
    fields = reliability_fields(before, "D", "a hoax", author="analyst", now=NOW)
    assert fields["reliability_history"] == [
        {"grade": "B", "reason": "so far"},
        {"grade": "D", "when": "2026-11-23", "reason": "a hoax", "by": "analyst"},
    ]
    assert "reliability_history" not in reliability_fields(before, "B", "so far", author="analyst", now=NOW)
    assert "reliability_history" not in reliability_fields({}, "B", "new", author="analyst", now=NOW)


def test_a_tie_has_the_actor_first() -> None:
    case = in_memory()
    edit = bulk_edits.relate(
        case,
        ["mayor", "fire", "irna", "owner"],
        {"object": "brigade", "type": "knows"},
        author="analyst",
        now=NOW,
    )
    ends = [(change.after["subject"], change.after["object"]) for change in edit.changes if change.after]
    assert (
        ends == [("mayor", "brigade"), ("brigade", "fire"), ("owner", "brigade")]
        and edit.label == "3 relations added"
    )
    with pytest.raises(UsageError):
        bulk_edits.relate(case, ["irna"], {"object": "brigade", "type": "knows"}, author="analyst", now=NOW)


def test_several_records_in_words() -> None:
    case = in_memory()
    assert (
        bulk_edits.counted(case, ["fire"]) == "event"
        and bulk_edits.counted(case, ["fire", "suit"]) == "2 events"
    )
    assert bulk_edits.counted(case, ["fire", "irna"]) == "2 records"


# By keys


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
async def test_one_key_grades_with_every_meaning_on_the_screen(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("j", "w")
        words = " ".join(desk.text.replace("│", " ").replace("▌", " ").split())
        for digit, meaning in CREDIBILITY.items():
            assert f"{digit} {meaning}" in words, desk.text
        await desk.press("3")
        assert desk.record["credibility"] == 3 and desk.said == "Event graded 3. u undoes it."
        await desk.press("w")
        assert "now 3" in desk.text
        await desk.press("0")
        assert "credibility" not in desk.record
        await desk.press("u", "u")
        assert "credibility" not in desk.record


@pytest.mark.parametrize("size", [SMALL, LEAST], ids=["80x24", "60x20"])
async def test_a_source_is_graded_by_a_letter_with_its_reason(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("3")
        desk.case.sources.move_to("gazette")
        await desk.settle()
        await desk.press("w")
        words = " ".join(desk.text.replace("│", " ").split())
        assert all(f"{letter} {meaning}" in words for letter, meaning in RELIABILITY.items()), desk.text
        await desk.press("tab")
        await desk.type("Prints f and 4")
        assert isinstance(desk.app.screen, GradeScreen)
        await desk.press("enter", "d")
        assert desk.record["reliability"] == "D" and desk.record["reliability_reason"] == "Prints f and 4"
        assert [one["grade"] for one in desk.record["reliability_history"]] == ["C", "D"]
        await desk.press("w", "escape")
        assert desk.record["reliability"] == "D"


async def test_a_grade_is_chosen_with_the_cursor_too(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "w", "enter")
        assert desk.record["credibility"] == 1
        await desk.press("w")
        assert "● 1" in desk.row(CREDIBILITY[1]) and "●" not in desk.row(CREDIBILITY[2])
        await desk.press("down", "enter")
        assert desk.record["credibility"] == 2
        await desk.press("w", "2")
        assert desk.said == "The grade is that already."
        await desk.press("2", "w")
        assert "have a letter" in desk.said and not isinstance(desk.app.screen, GradeScreen)


async def test_marked_records_are_tagged_and_untagged_as_one_step(folder: Path) -> None:
    async with browser(folder) as desk:
        before = table_of(desk, "events")
        await desk.press("space", "space", "space", "#")
        assert "Tags of 3 events" in desk.text
        await desk.type("key, day one")
        await desk.press("ctrl+s")
        tagged = [one for one in table_of(desk, "events").values() if one.get("tags") == ["key", "day one"]]
        assert len(tagged) == 3 and desk.said == "3 events tagged. u undoes it."
        await desk.press("u")
        assert table_of(desk, "events") == before
        await desk.press("ctrl+r")
        assert len([one for one in table_of(desk, "events").values() if one.get("tags")]) == 3


async def test_marked_records_are_graded_as_one_step(folder: Path) -> None:
    async with browser(folder) as desk:
        before = table_of(desk, "events")
        await desk.press("space", "space", "w", "5")
        assert [one["credibility"] for one in table_of(desk, "events").values() if "credibility" in one] == [
            5,
            5,
        ]
        assert "✓ 2 · " in desk.row("1 Timeline")
        await desk.press("u")
        assert table_of(desk, "events") == before


async def test_marks_stay_until_escape_or_their_record_goes_and_are_counted(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("space", "space")
        marked = desk.case.timeline.selected
        for keys in (("w", "3"), ("#", *"key", "ctrl+s"), ("w", "0")):
            await desk.press(*keys)
            assert desk.case.timeline.selected == marked, keys
            assert len([row for row in desk.rows if "✓" in row and "╭" not in row]) >= 2
        assert "✓ 2 · " in desk.text
        await desk.press("d")
        assert not desk.case.timeline.selected and "✓" not in desk.text
        await desk.press("u", "space")
        assert "✓ 1 · " in desk.text
        await desk.press("escape")
        assert not desk.case.timeline.selected and "✓" not in desk.text


@pytest.mark.parametrize(
    ("pane", "mark", "field"),
    [("1", 1, None), ("1", 2, None), ("3", 1, "reliability_reason"), ("3", 2, "reliability_reason")],
)
async def test_the_reason_of_a_grade_is_kept_where_the_screen_says(
    folder: Path, pane: str, mark: int, field: str | None
) -> None:
    grade = "E" if field else "3"
    async with browser(folder) as desk:
        await desk.press(pane, *(["space"] * mark if mark > 1 else ["j"]))
        ids = list(desk.case.active.selected) or [str(desk.record["id"])]
        await desk.press("w")
        said = "kept with the grade" if field else "kept in the history"
        assert said in desk.text
        await desk.press("tab")
        await desk.type("Seen by us both")
        await desk.press("enter", grade)
        assert desk.case.reading is not None
        records = [desk.case.reading.case.raw(one)[1] for one in ids]
        assert all(
            (one.get(field) if field else None) == ("Seen by us both" if field else None) for one in records
        )
        await desk.press("q")
    opened = library_of(folder).open("harbour")
    label = opened.history()[-1].label
    opened.close()
    assert label.endswith(f"graded {grade}" if field else f"graded {grade}: Seen by us both"), label


async def test_a_reason_without_another_grade_is_said_not_to_be_kept(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("1", "j", "w", "3", "w", "tab")
        await desk.type("late")
        await desk.press("enter", "3")
        assert desk.said == "The grade is that already, and a reason is kept with a change alone."


@pytest.mark.parametrize(
    ("keys", "text", "field", "value"),
    [(("#",), "key", "tags", ["key"]), (("w", "e"), "", "reliability", "E"), (("d",), "", "", None)],
    ids=["tag", "grade", "delete"],
)
async def test_marked_records_of_two_tables_are_changed_as_one_step(
    folder: Path, keys: tuple[str, ...], text: str, field: str, value: object
) -> None:
    async with browser(folder) as desk:
        await desk.press("3")
        before = {table: table_of(desk, table) for table in ("sources", "reports")}
        await desk.press("space", "space")
        marked = set(desk.case.active.selected)
        assert all(len(marked & set(records)) == 1 for records in before.values())
        await desk.press(*keys)
        if text:
            await desk.type(text)
            await desk.press("ctrl+s")
        after = {key: one for table in before for key, one in table_of(desk, table).items() if key in marked}
        assert after == {} if value is None else [one[field] for one in after.values()] == [value, value]
        await desk.press("u")
        assert {table: table_of(desk, table) for table in before} == before


async def test_a_form_for_one_record_names_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("1", "j", "#")
        assert "Tags of event · Fire breaks out" in desk.text
        await desk.press("escape", "r")
        assert "Relate event · Fire breaks out" in desk.text


async def test_marked_records_are_related_as_one_step(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("2", "space", "space", "r")
        assert "Relate 2 actors" in desk.text
        await desk.type("present at")
        await desk.press("tab")
        await desk.type("fire breaks")
        await desk.press("enter", "ctrl+s")
        ties = table_of(desk, "relations")
        assert len(ties) == 2 and {one["object"] for one in ties.values()} == {"fire"}
        assert {one["type"] for one in ties.values()} == {
            "present-at"
        } and desk.said == "2 relations added. u undoes it."
        await desk.press("u")
        assert table_of(desk, "relations") == {}
        await desk.press("3", "r")
        assert "A tie joins" in desk.said


@pytest.mark.parametrize(
    ("key", "field", "said"), [("#", "add", "tagging"), ("r", "type", "relating")], ids=["tags", "relate"]
)
async def test_a_form_of_several_that_was_left_is_gone_on_with_for_the_same_records(
    folder: Path, key: str, field: str, said: str
) -> None:
    def typed() -> str:
        assert isinstance(desk.app.screen, FormScreen)
        return desk.app.screen.form.texts[field]

    async with browser(folder) as desk:
        await desk.press("1", "j", key)
        await desk.type("draft one")
        await desk.press("escape")
        assert desk.said == f"What was typed is kept; {said} this record goes on with it."
        await desk.press("j", key)
        assert typed() == ""
        await desk.press("escape", "k", key)
        assert typed() == "draft one"
        await desk.press("escape", "q")
    async with browser(folder) as desk:
        assert "event · Fire breaks out" in desk.text
        await desk.press("escape", "1", "j", key)
        assert typed() == "draft one"
        await desk.press("ctrl+g", "ctrl+g", key)
        assert typed() == ""


@pytest.mark.parametrize("pane", ["1", "2", "3"])
async def test_marked_records_are_deleted_as_one_step(folder: Path, pane: str) -> None:
    async with browser(folder) as desk:
        await desk.press(pane)
        before = {table: table_of(desk, table) for table in ("events", "actors", "sources", "reports")}
        await desk.press("space", "space", "d")
        after = {table: table_of(desk, table) for table in before}
        assert sum(map(len, before.values())) - sum(map(len, after.values())) == 2
        await desk.press("u")
        assert {table: table_of(desk, table) for table in before} == before


async def test_a_deletion_says_what_still_refers_to_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "d")
        said = [note.message for note in desk.app._notifications]
        assert (
            "Event “Fire breaks out” deleted. u undoes it." in said
            and "3 records refer to what is gone." in said
        )


async def test_the_case_itself_is_edited_and_never_deleted(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("harbour")
        await desk.settle()
        await desk.press("d")
        assert "cannot be deleted" in desk.said
        await desk.press("e")
        assert (
            isinstance(desk.app.screen, FormScreen) and desk.app.screen.form.texts["title"] == "Harbour fire"
        )


async def test_a_notes_fields_have_a_form_and_its_text_its_editor(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("4", "i")
        assert isinstance(desk.app.screen, FormScreen) and desk.app.screen.form.table == "notes"
        await desk.press("escape", "e")
        assert not isinstance(desk.app.screen, FormScreen) and "Note about" in desk.text


async def test_tags_left_unfinished_are_offered_again(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("space", "space", "#")
        await desk.type("half")
        await desk.press("escape", "q")
    async with browser(folder) as desk:
        assert "A form was not finished: tags" in desk.text
        await desk.press("down", "enter")
        assert "Tags of 2 events" in desk.text and "half" in desk.text


@pytest.mark.parametrize("opening, keys", [("w", "34"), ("A", "ee"), ("A", "en")])
async def test_keys_that_come_faster_than_a_question_is_answered_close_nothing_else(
    folder: Path, opening: str, keys: str
) -> None:
    async with browser(folder) as desk:
        await desk.press("1", "j")
        event = str(desk.record["id"])
        await desk.press(opening)
        for key in keys:
            desk._send(key, key)
        await desk.settle()
        assert desk.case in desk.app.screen_stack
        graded = desk.case.reading.case.raw(event)[1].get("credibility")
        assert graded == 3 if opening == "w" else isinstance(desk.app.screen, FormScreen)


async def test_a_form_that_changes_nothing_says_so(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "#", "tab")
        await desk.type("no such tag")
        await desk.press("ctrl+s")
        assert desk.said == "Nothing is other than it was." and desk.app.screen is desk.case
