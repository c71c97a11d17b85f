"""Committing to an open case: durable first, joined with what others did, and nothing changed on an error."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from casefile.errors import ChangedElsewhereError, InvalidCaseError, NotPermittedError
from casefile.model.case import Change, Edit
from casefile.store import OpenCase
from casefile.store.form import CONFLICTS
from tests.store.cases import add, case_record, change, file_bytes, ids, library, note, remove, tables

START = tables(note("n-1"), note("n-2"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.json").write_bytes(file_bytes(START))
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> OpenCase:
    return library(folder).open("harbour")


@pytest.fixture
def other(folder: Path) -> OpenCase:
    return library(folder, author="colleague").open("harbour")


def test_an_edit_is_on_disk_before_the_file_follows(opened: OpenCase, folder: Path) -> None:
    opened.commit(add(note("n-3")))
    assert opened.pending
    assert ids(folder / "harbour.json") == {"n-1", "n-2"}
    assert set(library(folder).open("harbour").case.table("notes")) == {"n-1", "n-2", "n-3"}
    opened.settle()
    assert not opened.pending
    assert ids(folder / "harbour.json") == {"n-1", "n-2", "n-3"}


def test_the_record_in_memory_is_not_the_callers(opened: OpenCase) -> None:
    record = note("n-3", tags=["a"])
    opened.commit(add(record))
    record["tags"].append("b")
    assert opened.case.table("notes")["n-3"]["tags"] == ["a"]


def test_tuples_are_kept_as_lists(opened: OpenCase) -> None:
    opened.commit(add(note("n-3", tags=("a", "b"))))
    assert opened.case.table("notes")["n-3"]["tags"] == ["a", "b"]


@pytest.mark.parametrize(
    ("table", "record_id", "after"),
    [
        ("notes", "N 1", {"id": "N 1"}),
        ("notes", "n-3", {"id": "n-4"}),
        ("notes", "n-3", {"body": "no id"}),
        ("notes", "n-3", {"id": "n-3", "body": float("nan")}),
        ("actors", "n-1", {"id": "n-1"}),
        ("case", "harbour", None),
        ("case", "harbour", {**case_record(), "format": "other"}),
        ("case", "second", case_record("second")),
        ("unknown-table", "01", {"x": 1}),
    ],
    ids=[
        "no id",
        "another id",
        "no id in it",
        "NaN",
        "taken",
        "no case",
        "no format",
        "two cases",
        "no number",
    ],
)
def test_what_would_make_the_file_unreadable_is_refused(
    table: str, record_id: str, after: dict[str, Any] | None, opened: OpenCase, folder: Path
) -> None:
    before = opened.case.table(table).get(record_id)
    with pytest.raises(InvalidCaseError):
        opened.commit(Edit("bad", (Change(table, record_id, before, after),)))
    assert opened.case.revision == 0
    assert opened.history() == []
    assert not opened.pending


def test_one_edit_may_change_a_record_twice(opened: OpenCase) -> None:
    new = note("n-3")
    opened.commit(Edit("two steps", (*add(new).changes, *change(new, body="heard").changes)))
    assert opened.case.table("notes")["n-3"]["body"] == "heard"
    opened.undo()
    assert "n-3" not in opened.case.table("notes")


def test_another_process_is_noticed_and_its_edits_come_once(opened: OpenCase, other: OpenCase) -> None:
    assert opened.refresh() == []
    other.commit(add(note("n-3")))
    assert [(one.id, one.before) for one in opened.refresh()] == [("n-3", None)]
    assert opened.refresh() == []
    assert "n-3" in opened.case.table("notes")


def test_what_was_taken_in_during_a_commit_is_told_by_the_next_refresh(
    opened: OpenCase, other: OpenCase
) -> None:
    other.commit(add(note("n-3")))
    opened.commit(add(note("n-4")))
    assert [one.id for one in opened.refresh()] == ["n-3"]


def test_two_processes_edits_of_one_record_are_joined_by_field(
    opened: OpenCase, other: OpenCase, folder: Path
) -> None:
    other.commit(change(note("n-1"), kind="lead"))
    opened.commit(change(note("n-1"), body="heard"))
    opened.close()
    again = library(folder).open("harbour").case
    assert again.table("notes")["n-1"] == note("n-1", "heard", kind="lead")
    assert not again.table(CONFLICTS)


def test_of_one_field_the_later_value_stands_and_the_other_is_kept(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body="theirs"))
    opened.commit(change(note("n-1"), body="mine"))
    assert opened.case.table("notes")["n-1"]["body"] == "mine"
    (lost,) = opened.case.table(CONFLICTS).values()
    assert (lost["table"], lost["record"], lost["field"], lost["kept"], lost["lost"]) == (
        "notes", "n-1", "body", "mine", "theirs",
    )  # fmt: skip


def test_an_edit_beats_a_delete_whichever_came_first(opened: OpenCase, other: OpenCase) -> None:
    other.commit(remove(note("n-1")))
    opened.commit(change(note("n-1"), body="heard"))
    assert opened.case.table("notes")["n-1"]["body"] == "heard"
    other.commit(change(note("n-2"), body="heard"))
    with pytest.raises(ChangedElsewhereError, match="n-2"):
        opened.commit(remove(note("n-2")))
    assert opened.case.table("notes")["n-2"]["body"] == "heard"


def test_the_same_edit_twice_is_one(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body="heard"))
    opened.commit(change(note("n-1"), body="heard"))
    assert len(opened.history()) == 1


def test_threads_may_commit_and_settle_at_once(opened: OpenCase, folder: Path) -> None:
    def work(name: str) -> None:
        for number in range(20):
            opened.commit(add(note(f"{name}-{number}")))
            if number % 5 == 0:
                opened.settle()

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened.close()
    assert len(ids(folder / "harbour.json")) == 82
    assert not opened.verify().problems


def test_a_file_marked_read_only_is_read_and_not_written(folder: Path) -> None:
    (folder / "harbour.json").chmod(0o444)
    opened = library(folder).open("harbour")
    assert opened.read_only == "the file is read-only"
    for act in (opened.undo, lambda: opened.commit(add(note("n-3"))), lambda: opened.drafts.save("n-3", {})):
        with pytest.raises(NotPermittedError, match="read-only"):
            act()
    assert opened.refresh() == []
    opened.close()
    assert [path.name for path in folder.iterdir()] == ["harbour.json"]


def test_a_read_only_folder_is_browsed_and_left_alone(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        opened = library(folder).open("harbour")
        assert opened.read_only == "the library's folder is read-only"
        assert len(opened.case.table("notes")) == 2
        assert opened.can_undo is None
        assert opened.history() == []
        opened.close()
        (entry,) = library(folder).entries()
        assert entry.read_only == "the library's folder is read-only"
        assert [path.name for path in folder.iterdir()] == ["harbour.json"]
    finally:
        folder.chmod(0o755)


def test_a_file_made_read_only_under_an_open_case_is_not_written_and_the_edit_is_kept(
    folder: Path, opened: OpenCase
) -> None:
    opened.commit(add(note("n-3")))
    (folder / "harbour.json").chmod(0o444)
    with pytest.raises(NotPermittedError, match="is read-only"):
        opened.settle()
    (folder / "harbour.json").chmod(0o644)
    opened.settle()
    assert ids(folder / "harbour.json") == {"n-1", "n-2", "n-3"}


def test_of_a_link_the_file_it_leads_to_is_written(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "harbour.json").rename(elsewhere / "real.json")
    (folder / "harbour.json").symlink_to("elsewhere/real.json")
    opened = library(folder).open("harbour")
    opened.commit(add(note("n-3")))
    opened.close()
    assert (folder / "harbour.json").is_symlink()
    assert ids(elsewhere / "real.json") == {"n-1", "n-2", "n-3"}
    assert [path.name for path in elsewhere.iterdir()] == ["real.json"]


def test_the_files_mode_stays_and_the_folder_beside_it_is_private(folder: Path, opened: OpenCase) -> None:
    (folder / "harbour.json").chmod(0o640)
    opened.commit(add(note("n-3")))
    opened.close()
    assert (folder / "harbour.json").stat().st_mode & 0o777 == 0o640
    assert (folder / ".casefile").stat().st_mode & 0o777 == 0o700
    assert (folder / ".casefile" / ".gitignore").read_text() == "*\n"
    assert {path.name for path in folder.iterdir()} == {"harbour.json", ".casefile"}


def test_a_file_removed_under_an_open_case_comes_back_with_its_edits(folder: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    (folder / "harbour.json").unlink()
    opened.refresh()
    opened.close()
    assert ids(folder / "harbour.json") == {"n-1", "n-2", "n-3"}


def test_generations_are_kept_up_to_a_number(folder: Path, opened: OpenCase) -> None:
    for number in range(3, 16):
        opened.commit(add(note(f"n-{number}")))
        opened.settle()
    kept = library(folder).generations("harbour")
    assert [one.number for one in kept] == list(range(1, 11))
    assert [len(ids(one.path)) for one in kept] == list(range(14, 4, -1))
