"""A library's list, new cases, drafts and what a screen keeps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casefile.errors import InvalidCaseError, NotFoundError, NotPermittedError, UsageError
from casefile.store import Library
from casefile.store.system import System
from tests.store.cases import FROZEN, add, case_record, change, file_bytes, ids, library, note, tables


def write(folder: Path, case_id: str, **fields: object) -> Path:
    path = folder / f"{case_id}.json"
    path.write_bytes(file_bytes({"case": {case_id: case_record(case_id, **fields)}}))
    return path


def test_an_entry_says_what_the_list_shows(tmp_path: Path) -> None:
    record = case_record(
        status="watching", when={"edtf": "2024-01-03"}, place="p-1", summary="What happened.",
        bottom_line="Nobody knows.", modified="2024-02-01T00:00:00.000Z",
    )  # fmt: skip
    content = {
        "case": {"harbour": record},
        "places": {"p-1": {"id": "p-1", "name": "Kerman"}},
        "notes": {"n-1": note("n-1", modified="2024-03-01T00:00:00.000Z"), "n-2": note("n-2")},
    }
    (tmp_path / "harbour.json").write_bytes(file_bytes(content))
    (entry,) = library(tmp_path).entries()
    assert entry.path == tmp_path / "harbour.json"
    assert (entry.id, entry.title, entry.status, entry.place) == (
        "harbour",
        "Harbour fire",
        "watching",
        "Kerman",
    )
    assert entry.when == {"edtf": "2024-01-03"}
    assert entry.counts == {"case": 1, "notes": 2, "places": 1}
    assert entry.modified == "2024-03-01T00:00:00.000Z"
    assert (entry.summary, entry.bottom_line) == ("What happened.", "Nobody knows.")
    assert (entry.problem, entry.read_only) == (None, None)


def test_what_is_no_case_is_listed_with_its_problem_and_never_raises(tmp_path: Path) -> None:
    write(tmp_path, "good")
    write(tmp_path, "Not An Id")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "dangling.json").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "notes.txt").write_text("no case")
    (tmp_path / ".hidden.json").write_text("no case")
    problems = {entry.id: entry.problem for entry in library(tmp_path).entries()}
    assert set(problems) == {"good", "Not An Id", "folder", "dangling", "pipe"}
    assert problems.pop("good") is None
    assert all(problems.values())
    assert (tmp_path / "dangling.json").is_symlink()


class Counting(System):
    """Counts the files that are read."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def read(self, path: Path, offset: int = 0, count: int = -1) -> bytes:
        self.files.append(path.name)
        return super().read(path, offset, count)


def test_a_large_library_is_read_once(tmp_path: Path) -> None:
    for number in range(60):
        write(tmp_path, f"case-{number:02}", title=f"Case {number}")
    first = library(tmp_path).entries()
    (tmp_path / "case-07.json").unlink()
    write(tmp_path, "case-08", title="Another")
    write(tmp_path, "new")
    system = Counting()
    again = library(tmp_path, system).entries()
    assert sorted(system.files) == ["case-08.json", "index.json", "new.json"]
    assert [entry.id for entry in again] == sorted({entry.id for entry in first} - {"case-07"} | {"new"})
    assert next(entry.title for entry in again if entry.id == "case-08") == "Another"
    assert again[0] == first[0]


def test_a_damaged_index_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "harbour")
    (tmp_path / ".casefile").mkdir()
    for content in (b"", b"{", b'{"version": 9, "cases": {}}', b"\xff", b"[" * 100_000):
        (tmp_path / ".casefile" / "index.json").write_bytes(content)
        assert [entry.title for entry in library(tmp_path).entries()] == ["Harbour fire"]


def test_a_small_library_is_listed_without_leaving_a_trace(tmp_path: Path) -> None:
    write(tmp_path, "harbour")
    library(tmp_path).entries()
    assert [path.name for path in tmp_path.iterdir()] == ["harbour.json"]


@pytest.mark.parametrize(
    "case_id", ["../outside", "a/b", "", "con", "COM1", "a" * 65, "nul", "harbour.json", "é"]
)
def test_an_id_that_is_no_safe_name_opens_and_makes_nothing(case_id: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        library(tmp_path).open(case_id)
    with pytest.raises(UsageError):
        library(tmp_path).new(case_id, {"title": "x"})
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Library(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(NotFoundError):
        Library(tmp_path / "file")


def test_a_new_case_is_on_disk_valid_and_open(tmp_path: Path) -> None:
    opened = library(tmp_path).new("harbour", {"title": "Harbour fire", "summary": "", "languages": ["fa"]})
    assert opened.case.info.title == "Harbour fire"
    record = opened.case.raw("harbour")[1]
    assert record == case_record(
        languages=["fa"],
        created="2026-11-23T12:00:00.000Z",
        modified="2026-11-23T12:00:00.000Z",
        author="analyst",
    )
    assert FROZEN.year == 2026
    assert ids(tmp_path / "harbour.json", "case") == {"harbour"}
    opened.commit(add(note("n-1")))
    opened.close()
    assert ids(tmp_path / "harbour.json") == {"n-1"}
    with pytest.raises(UsageError, match="already"):
        library(tmp_path).new("harbour", {"title": "Another"})
    assert ids(tmp_path / "harbour.json") == {"n-1"}


def test_a_new_case_does_not_take_over_the_history_of_one_that_was_removed(tmp_path: Path) -> None:
    library(tmp_path).new("harbour", {"title": "First"}).close()
    (tmp_path / "harbour.json").unlink()
    opened = library(tmp_path).new("harbour", {"title": "Second"})
    assert [entry.label for entry in opened.history()] == ["case added"]
    opened.close()
    assert len(list((tmp_path / ".casefile" / "harbour").glob("history*"))) == 2


def test_a_library_may_be_asked_to_be_read_only(tmp_path: Path) -> None:
    write(tmp_path, "harbour")
    shelf = Library(tmp_path, read_only="it is being served")
    opened = shelf.open("harbour")
    assert shelf.read_only == opened.read_only == shelf.entries()[0].read_only == "it is being served"
    for act in (lambda: opened.commit(add(note("n-1"))), lambda: shelf.new("other", {"title": "x"})):
        with pytest.raises(NotPermittedError, match="it is being served"):
            act()
    shelf.save_session("harbour", {"cursor": 1})
    opened.close()
    assert [path.name for path in tmp_path.iterdir()] == ["harbour.json"]


def test_who_writes_is_the_login_name_unless_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    write(tmp_path, "harbour")
    opened = Library(tmp_path).open("harbour")
    opened.commit(change(case_record(), "case", title="Fire"))
    assert [entry.author for entry in opened.history()] == ["somebody"]


def test_a_large_file_is_checked_once_and_read_by_its_hash_after(tmp_path: Path) -> None:
    notes = [note(f"n-{number}", "x" * 200) for number in range(5000)]
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(*notes)))
    library(tmp_path).open("harbour")
    digest, form = (tmp_path / ".casefile" / "harbour" / "valid").read_text().split()
    assert form == "own"
    again = library(tmp_path).open("harbour").case
    assert len(again.table("notes")) == 5000
    assert again.table("notes")["n-17"] == notes[17]
    doubled = path.read_bytes().replace(b'"id": "n-17"', b'"id": "n-16"')
    path.write_bytes(doubled)
    with pytest.raises(InvalidCaseError):
        library(tmp_path).open("harbour")
    assert digest not in str(doubled)


def test_drafts_are_on_disk_when_saved_and_found_by_the_next_start(tmp_path: Path) -> None:
    write(tmp_path, "harbour")
    drafts = library(tmp_path).open("harbour").drafts
    assert drafts.all() == {}
    drafts.save("n-7k2m9q", {"title": "Toll", "body": "fell from 103"})
    drafts.save("new:e-1/../x", {"body": "کرمان"})
    drafts.save("n-7k2m9q", {"title": "Toll", "body": "fell from 103 to 84"})
    again = library(tmp_path).open("harbour").drafts
    assert again.all() == {
        "n-7k2m9q": {"title": "Toll", "body": "fell from 103 to 84"}, "new:e-1/../x": {"body": "کرمان"},
    }  # fmt: skip
    assert again.load("new:e-1/../x") == {"body": "کرمان"}
    again.discard("n-7k2m9q")
    again.discard("never-there")
    with pytest.raises(NotFoundError):
        again.load("n-7k2m9q")
    (tmp_path / ".casefile" / "harbour" / "drafts" / "torn.json").write_bytes(b'{"key": "torn", "dra')
    assert set(again.all()) == {"new:e-1/../x"}
    with pytest.raises(InvalidCaseError):
        again.save("n-1", {"body": float("nan")})


def test_what_a_screen_keeps_comes_back_or_is_empty(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    assert shelf.load_session("harbour") == {}
    shelf.save_session("harbour", {"cursor": "e-1"})
    assert library(tmp_path).load_session("harbour") == {"cursor": "e-1"}
    (tmp_path / ".casefile" / "harbour" / "session.json").write_bytes(b"[")
    assert library(tmp_path).load_session("harbour") == {}
