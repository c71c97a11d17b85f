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


def test_two_programs_under_one_login_each_undo_their_own(opened: OpenCase, tmp_path: Path) -> None:
    opened.commit(change(note("n-1"), kind="lead"))
    one, other = library(tmp_path).open("harbour"), library(tmp_path).open("harbour")
    one.commit(add(note("n-2")))
    other.commit(add(note("n-3")))
    assert one.can_undo == "note added" and one.undo() is not None
    assert set(one.case.table("notes")) == {"n-1", "n-3"}
    # Then what the analyst did before this program was started; what the other did meanwhile is the other's.
    done = one.undo()
    assert done is not None and done.label == "note changed" and one.undo() is None
    assert other.undo() is not None and set(other.case.table("notes")) == {"n-1"}
    # What the one took back already is not taken back twice.
    assert other.undo() is None
    assert one.redo() is not None and one.case.table("notes")["n-1"]["kind"] == "lead"


def test_the_own_session_is_undone_whoever_signs(tmp_path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-2")))
    renamed = library(tmp_path, author="Analyst, A.").open("harbour")
    assert renamed.can_undo is None
    renamed.commit(add(note("n-3")))
    assert renamed.undo() is not None and renamed.undo() is None
    step = next(one for one in renamed.steps() if one.id == "n-2")
    renamed.revert(step)
    assert set(renamed.case.table("notes")) == {"n-1"}


def test_any_step_is_taken_back_as_an_edit_that_can_be_undone(opened: OpenCase, tmp_path: Path) -> None:
    colleague = library(tmp_path, author="colleague").open("harbour")
    colleague.commit(remove(note("n-1")))
    colleague.commit(add(note("n-9")))
    opened.refresh()
    steps = list(opened.steps())
    assert [(one.sequence, one.author, one.label, one.id, one.records) for one in steps] == [
        (3, "colleague", "note added", "n-9", 1),
        (2, "colleague", "note deleted", "n-1", 1),
    ]
    assert opened.entry(steps[1]).changes[0].before == note("n-1")
    done = opened.revert(steps[1])
    assert done.label == "undone: note deleted"
    assert opened.case.table("notes")["n-1"] == note("n-1")
    assert [one.undoes for one in opened.steps(since=3)] == [2]
    # Nothing is left of it now, and no step is written for nothing.
    assert opened.revert(steps[1]).changes == () and len(list(opened.steps())) == 3
    assert opened.undo() is not None and "n-1" not in opened.case.table("notes")
    assert opened.redo() is not None and "n-1" in opened.case.table("notes")


def test_a_step_is_taken_back_around_what_changed_since(opened: OpenCase, tmp_path: Path) -> None:
    colleague = library(tmp_path, author="colleague").open("harbour")
    colleague.commit(change(note("n-1"), body="heard", kind="lead"))
    step = next(colleague.steps())
    opened.commit(change(note("n-1", "heard", kind="lead"), title="Own"))
    opened.revert(step)
    assert opened.case.table("notes")["n-1"] == note("n-1", title="Own")
    again = next(one for one in opened.steps() if one.sequence == 4)
    opened.commit(change(note("n-1", title="Own"), body="later"))
    with pytest.raises(
        ChangedElsewhereError, match=r"“Own” \(n-1\): body was changed since; undo would lose"
    ):
        opened.revert(again)


def test_a_step_that_makes_no_difference_any_more_is_passed_over(opened: OpenCase, tmp_path: Path) -> None:
    opened.commit(add(note("n-2")))
    opened.commit(change(note("n-1"), body="heard"))
    colleague = library(tmp_path, author="colleague").open("harbour")
    colleague.revert(next(colleague.steps()))
    opened.refresh()
    assert opened.can_undo == "note added"
    done = opened.undo()
    assert done is not None and done.label == "note added" and opened.undo() is None


def test_a_long_history_is_gone_through_from_its_end(opened: OpenCase, tmp_path: Path) -> None:
    long = note("n-1", "x" * 300_000)
    opened.commit(change(note("n-1"), body=long["body"]))
    for number in range(30):
        opened.commit(change({**long, "kind": f"k{number}"}, kind=f"k{number + 1}"))
    assert [one.sequence for one in opened.steps()] == list(range(32, 1, -1))
    assert [one.name for one in opened.steps()][-1] == "x" * 200
    read = []
    system = opened._keeper.system
    whole = system.read

    def counted(path: Path, offset: int = 0, count: int = -1) -> bytes:
        read.append(count)
        return whole(path, offset, count)

    system.read = counted  # type: ignore[method-assign]  # to see what is read
    assert next(opened.steps()).sequence == 32
    assert min(read) > 0 and sum(read) < 1_000_000
