"""The history: bound line by line, torn safely, verified, and enough to undo and redo after a restart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from casefile.errors import ChangedElsewhereError
from casefile.store import OpenCase
from tests.store.cases import add, change, file_bytes, ids, library, note, remove, tables


@pytest.fixture
def opened(tmp_path: Path) -> OpenCase:
    (tmp_path / "harbour.json").write_bytes(file_bytes(tables(note("n-1"))))
    return library(tmp_path).open("harbour")


def history_of(folder: Path) -> Path:
    return folder / ".casefile" / "harbour" / "history.jsonl"


def test_each_line_is_an_edit_with_who_when_and_what(opened: OpenCase, tmp_path: Path) -> None:
    opened.commit(add(note("n-2")))
    opened.commit(change(note("n-1"), body="heard"))
    (first, second) = opened.history()
    assert (first.kind, first.author, first.label, first.when) == (
        "edit", "analyst", "note added", "2026-11-23T12:00:00.000Z",
    )  # fmt: skip
    assert second.changes[0].before == note("n-1")
    assert second.changes[0].after == note("n-1", "heard")
    assert [entry.sequence for entry in opened.history("n-2")] == [first.sequence]
    lines = [msgspec.json.decode(line) for line in history_of(tmp_path).read_bytes().splitlines()]
    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]


def test_a_history_torn_at_any_byte_opens_with_all_that_was_whole(opened: OpenCase, tmp_path: Path) -> None:
    for number in range(2, 5):
        opened.commit(add(note(f"n-{number}")))
    whole = history_of(tmp_path).read_bytes()
    file = (tmp_path / "harbour.json").read_bytes()
    for end in range(len(whole)):
        history_of(tmp_path).write_bytes(whole[:end])
        (tmp_path / "harbour.json").write_bytes(file)
        again = library(tmp_path).open("harbour")
        kept = whole[:end].count(b'"kind":"edit"') - (not whole[:end].endswith(b"}\n") and whole[:end].rfind(b'"kind":"edit"') > whole[:end].rfind(b"\n"))  # fmt: skip
        assert len(again.case.table("notes")) == 1 + kept
        if end % 40 == 0:
            again.commit(add(note("n-9")))
            again.close()
            assert len(ids(tmp_path / "harbour.json")) == 2 + kept
            assert not again.verify().problems


def test_a_line_that_was_changed_put_in_or_taken_out_shows(opened: OpenCase, tmp_path: Path) -> None:
    for number in range(2, 6):
        opened.commit(add(note(f"n-{number}")))
    path, lines = history_of(tmp_path), history_of(tmp_path).read_bytes().splitlines(keepends=True)
    sound = opened.verify()
    assert sound.problems == ()
    assert sound.lines == len(lines)
    tampered = {
        "changed": [*lines[:2], lines[2].replace(b"seen", b"lied"), *lines[3:]],
        "taken out": [*lines[:2], *lines[3:]],
        "turned round": [*lines[:2], lines[3], lines[2], *lines[4:]],
        "put in twice": [*lines[:2], lines[2], *lines[2:]],
    }
    for kind, changed in tampered.items():
        path.write_bytes(b"".join(changed))
        assert opened.verify().problems, kind
    path.write_bytes(b"".join(lines[:-1]))
    assert opened.verify().problems == ()
    assert opened.verify().head != sound.head


def test_damage_in_the_middle_costs_that_line_and_no_more(opened: OpenCase, tmp_path: Path) -> None:
    for number in range(2, 6):
        opened.commit(add(note(f"n-{number}")))
    lines = history_of(tmp_path).read_bytes().splitlines(keepends=True)
    lines[2] = lines[2][:40] + bytes(20) + lines[2][60:]
    history_of(tmp_path).write_bytes(b"".join(lines))
    again = library(tmp_path).open("harbour")
    assert set(again.case.table("notes")) == {"n-1", "n-2", "n-4", "n-5"}
    again.commit(add(note("n-6")))
    again.close()
    assert ids(tmp_path / "harbour.json") == {"n-1", "n-2", "n-4", "n-5", "n-6"}
    assert len(again.verify().problems) == 2


def test_everything_can_be_undone_and_redone_after_a_restart(opened: OpenCase, tmp_path: Path) -> None:
    before = dict(opened.case.table("notes"))
    opened.commit(add(note("n-2")))
    opened.commit(change(note("n-1"), body="heard", kind="lead"))
    opened.commit(remove(note("n-2")))
    after = dict(opened.case.table("notes"))
    opened.close()

    again = library(tmp_path).open("harbour")
    assert again.can_undo == "note deleted"
    assert again.can_redo is None
    labels = [done.label for done in iter(again.undo, None)]
    assert labels == ["note deleted", "note changed", "note added"]
    assert dict(again.case.table("notes")) == before
    again.close()

    third = library(tmp_path).open("harbour")
    assert third.can_undo is None
    assert third.can_redo == "note added"
    assert [done.label for done in iter(third.redo, None)] == ["note added", "note changed", "note deleted"]
    assert dict(third.case.table("notes")) == after
    third.undo()
    third.commit(change(note("n-1", "heard", kind="lead"), kind="question"))
    assert third.can_redo is None
    third.close()
    assert ids(tmp_path / "harbour.json") == {"n-1", "n-2"}
    assert [entry.kind for entry in third.history()] == ["edit"] * 3 + ["undo"] * 3 + ["redo"] * 3 + [
        "undo",
        "edit",
    ]


def test_each_analyst_undoes_what_was_theirs(opened: OpenCase, tmp_path: Path) -> None:
    colleague = library(tmp_path, author="colleague").open("harbour")
    opened.commit(add(note("n-2")))
    colleague.commit(add(note("n-3")))
    undone = opened.undo()
    assert undone is not None
    assert set(opened.case.table("notes")) == {"n-1", "n-3"}
    assert opened.can_undo is None
    assert colleague.can_undo == "note added"


def test_undo_keeps_what_a_colleague_changed_in_another_field(opened: OpenCase, tmp_path: Path) -> None:
    opened.commit(change(note("n-1"), body="heard"))
    colleague = library(tmp_path, author="colleague").open("harbour")
    colleague.commit(change(note("n-1", "heard"), kind="lead"))
    opened.undo()
    assert opened.case.table("notes")["n-1"] == note("n-1", kind="lead")


@pytest.mark.parametrize("kind", ["change", "add"])
def test_undo_of_what_a_colleague_changed_since_is_refused_with_a_line(
    kind: str, opened: OpenCase, tmp_path: Path
) -> None:
    record = note("n-2", "heard") if kind == "add" else note("n-1", "heard")
    opened.commit(add(record) if kind == "add" else change(note("n-1"), body="heard"))
    colleague = library(tmp_path, author="colleague").open("harbour")
    colleague.commit(change(record, body="checked"))
    with pytest.raises(ChangedElsewhereError, match=record["id"]):
        opened.undo()
    assert opened.case.table("notes")[record["id"]]["body"] == "checked"


def test_an_earlier_edit_of_a_record_is_taken_back_after_the_later_one(opened: OpenCase) -> None:
    record = note("n-1")
    for body in ("one", "two", "three"):
        opened.commit(change(record, body=body))
        record = {**record, "body": body}
    assert [opened.undo() and opened.case.table("notes")["n-1"]["body"] for _ in range(3)] == [
        "two",
        "one",
        "seen",
    ]
