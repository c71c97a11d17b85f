"""What other programs do to the file: git, an editor, a script with plain TinyDB. All is taken in, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import tinydb

from casefile.store import Library, OpenCase
from casefile.store.form import CONFLICTS
from casefile.store.system import System
from tests.store.cases import (
    Tables,
    add,
    case_record,
    change,
    file_bytes,
    file_content,
    ids,
    library,
    note,
    remove,
    tables,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "harbour.json").write_bytes(file_bytes(tables(note("n-1"), note("n-2"))))
    return tmp_path / "harbour.json"


@pytest.fixture
def opened(path: Path) -> OpenCase:
    return library(path.parent).open("harbour")


def replace(path: Path, content: Tables) -> None:
    """Writes the file as an editor does: a new one in its place."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(file_content(content)))
    os.replace(new, path)


def test_a_pull_under_an_open_case_keeps_every_note(tmp_path: Path) -> None:
    """50 notes of each of two analysts, one of whose come by `os.replace` from a stale or a fresh reading."""
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables()))
    opened = library(tmp_path).open("harbour")
    for number in range(50):
        content = json.loads(path.read_bytes())
        opened.commit(add(note(f"n-{number}")))
        if number % 3 == 1:
            opened.settle()
        content.setdefault("notes", {})[str(number)] = note(f"o-{number}", "from outside")
        (tmp_path / "new").write_text(json.dumps(content))
        os.replace(tmp_path / "new", path)
        if number % 3 == 2:
            opened.refresh()
        opened.settle()
    opened.close()
    assert ids(path) == {f"{who}-{number}" for who in "no" for number in range(50)}
    assert not opened.verify().problems


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_real_git_pull_is_joined(tmp_path: Path) -> None:
    def git(*arguments: str, folder: Path) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)

    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    (first / "harbour.json").write_bytes(file_bytes(tables(note("n-1"))))
    git("init", folder=first)
    git("add", ".", folder=first)
    git("commit", "-m", "begun", folder=first)
    git("clone", str(first), str(second), folder=tmp_path)

    mine, theirs = library(first).open("harbour"), library(second, author="colleague").open("harbour")
    theirs.commit(add(note("o-1")))
    theirs.close()
    git("commit", "-am", "theirs", folder=second)
    git("pull", str(second), "main", folder=first)
    mine.commit(add(note("n-2")))
    assert [one.id for one in mine.refresh()] == ["o-1"]
    mine.close()
    assert ids(first / "harbour.json") == {"n-1", "n-2", "o-1"}
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=first, capture_output=True, text=True, check=True
    )
    assert status.stdout == " M harbour.json\n"


def test_it_is_told_recorded_and_in_the_history(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    opened.settle()
    replace(path, tables(note("n-1", "corrected"), note("n-3"), note("o-1")))
    changes = {one.id: (one.before is None, one.after is None) for one in opened.refresh()}
    assert changes == {"n-1": (False, False), "n-2": (False, True), "o-1": (True, False)}
    entry = opened.history()[-1]
    assert (entry.kind, entry.author) == ("outside", "")
    assert {one.id for one in entry.changes} == {"n-1", "n-2", "o-1"}
    assert not opened.pending
    assert json.loads(path.read_bytes()) == file_content(
        tables(note("n-1", "corrected"), note("n-3"), note("o-1"))
    )


def test_it_is_found_at_the_next_start_too(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    opened.commit(change(note("n-1"), body="heard"))
    opened.settle()
    opened.commit(add(note("n-4")))
    replace(path, tables(note("n-1", "heard", kind="lead"), note("n-2"), note("n-3"), note("o-1")))
    again = library(path.parent).open("harbour")
    assert dict(again.case.table("notes")) == {
        one["id"]: one
        for one in (note("n-1", "heard", kind="lead"), note("n-2"), note("n-3"), note("n-4"), note("o-1"))
    }
    again.close()
    assert ids(path) == {"n-1", "n-2", "n-3", "n-4", "o-1"}


def test_of_a_field_that_both_changed_the_value_that_lost_is_kept(path: Path, opened: OpenCase) -> None:
    opened.commit(change(note("n-1"), body="mine", modified="2026-01-02T00:00:00.000Z"))
    replace(path, tables(note("n-1", "theirs", modified="2026-01-01T00:00:00.000Z"), note("n-2")))
    opened.refresh()
    assert opened.case.table("notes")["n-1"]["body"] == "mine"
    assert [lost["lost"] for lost in opened.case.table(CONFLICTS).values()] == ["theirs"]
    opened.close()
    again = library(path.parent).open("harbour")
    assert [lost["lost"] for lost in again.case.table(CONFLICTS).values()] == ["theirs"]


def test_an_editor_that_held_an_old_state_takes_nothing_away(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    opened.settle()
    opened.commit(change(note("n-1"), body="heard"))
    opened.settle()
    replace(path, tables(note("n-1"), note("n-2", "edited by hand")))
    opened.refresh()
    assert dict(opened.case.table("notes")) == {
        "n-1": note("n-1", "heard"), "n-2": note("n-2", "edited by hand"), "n-3": note("n-3"),
    }  # fmt: skip


def test_going_back_to_an_earlier_state_is_a_change_like_any_other(path: Path, opened: OpenCase) -> None:
    first = path.read_bytes()
    opened.commit(add(note("n-3")))
    opened.settle()
    path.write_bytes(first)
    assert [(one.id, one.after) for one in opened.refresh()] == [("n-3", None)]
    opened.close()
    assert path.read_bytes() == first
    assert opened.history("n-3")[0].changes[0].after == note("n-3")


def test_deleting_records_by_hand_deletes_them(path: Path, opened: OpenCase) -> None:
    for number in (3, 4, 5):
        opened.commit(add(note(f"n-{number}")))
        opened.settle()
    replace(path, tables(note("n-1"), note("n-2"), note("n-5")))
    opened.refresh()
    assert set(opened.case.table("notes")) == {"n-1", "n-2", "n-5"}


def test_a_script_with_plain_tinydb_works_beside_it(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    with tinydb.TinyDB(path) as database:
        database.table("notes").insert(note("o-1"))
    opened.close()
    assert ids(path) == {"n-1", "n-2", "n-3", "o-1"}


def test_a_script_that_holds_the_file_open_loses_nothing_to_a_save(path: Path, opened: OpenCase) -> None:
    """TinyDB writes through the handle that it opened at first: into what a save has displaced since."""
    with tinydb.TinyDB(path) as database:
        for number in range(3, 7):
            opened.commit(add(note(f"n-{number}")))
            opened.settle()
            database.table("notes").insert(note(f"o-{number}"))
            assert f"o-{number}" in {one.id for one in opened.refresh()}
        opened.close()
    found = {"n-1", "n-2", *(f"{who}-{number}" for who in "no" for number in range(3, 7))}
    assert set(opened.case.table("notes")) == ids(path) == found


class Racing(System):
    """Another program writes the file in the moment between the comparison and the exchange."""

    def __init__(self, before: Callable[[], None]) -> None:
        self.before = before

    def exchange(self, first: Path, second: Path) -> None:
        self.before()
        super().exchange(first, second)


def race(path: Path, content: bytes) -> OpenCase:
    writes = [content]
    system = Racing(lambda: path.write_bytes(writes.pop()) and None if writes else None)
    return Library(path.parent, system=system, author="analyst").open("harbour")


def test_what_is_written_between_the_comparison_and_the_exchange_is_joined_and_kept(path: Path) -> None:
    theirs = file_bytes(tables(note("n-1"), note("o-1")))
    opened = race(path, theirs)
    opened.commit(add(note("n-3")))
    opened.close()
    assert ids(path) == {"n-1", "n-3", "o-1"}
    (copy,) = (path.parent / ".casefile" / "harbour" / "conflicts").iterdir()
    assert copy.read_bytes() == theirs


def test_even_going_back_in_that_moment_costs_no_edit(path: Path) -> None:
    opened = race(path, file_bytes(tables(note("n-1"), note("n-2"))) + b"\n")
    opened.commit(add(note("n-3")))
    opened.close()
    assert ids(path) == {"n-1", "n-2", "n-3"}


def test_what_cannot_be_read_is_kept_and_told(path: Path) -> None:
    opened = race(path, b"half a fi")
    opened.commit(add(note("n-3")))
    with pytest.raises(Exception, match="kept as"):
        opened.settle()
    (copy,) = (path.parent / ".casefile" / "harbour" / "conflicts").iterdir()
    assert copy.read_bytes() == b"half a fi"
    assert ids(path) == {"n-1", "n-2", "n-3"}


def test_two_programs_meeting_for_the_first_time_agree_on_where_they_began(
    path: Path, opened: OpenCase
) -> None:
    replace(path, tables(note("n-1"), note("o-1")))
    other = library(path.parent, author="colleague").open("harbour")
    other.commit(add(note("n-3")))
    opened.commit(add(note("n-4")))
    opened.close()
    other.refresh()
    assert ids(path) == set(other.case.table("notes")) == {"n-1", "o-1", "n-3", "n-4"}


def test_a_history_that_is_removed_takes_no_edit_with_it(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    shutil.rmtree(path.parent / ".casefile")
    opened.commit(remove(note("n-1")))
    opened.close()
    assert ids(path) == {"n-2", "n-3"}


def test_a_newer_casefiles_file_is_not_written_over(path: Path, opened: OpenCase) -> None:
    opened.commit(add(note("n-3")))
    content = {**tables(), "case": {"harbour": case_record(format_version=2)}}
    replace(path, content)
    with pytest.raises(Exception, match="version 2"):
        opened.settle()
    assert opened.read_only is not None
    assert json.loads(path.read_bytes()) == file_content(content)
