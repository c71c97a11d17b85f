"""The index keeps itself: up to date after every change, made anew when it is no good, wherever there is room."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casefile.model.editing import create
from casefile.model.search import parse_query
from casefile.store.library import Library
from casefile.store.search import database, refresh
from casefile.store.search.database import index_folder, newest
from casefile.store.search.fresh import fresh_index, search_library
from casefile.store.search.index import Index, IndexProblem
from tests.store.search_cases import (
    HARBOUR,
    NOW,
    QUAY,
    answers,
    found,
    make_library,
    maker,
    opened,
    write_case,
)

NEW = {"id": "n-new", "title": "Tugboat", "body": "Seen at night."}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library")


def index_file(library: Path) -> Path:
    folder = index_folder(library, None)
    assert folder is not None
    file = newest(folder)
    assert file is not None
    return file


def changed(library: Path) -> None:
    write_case(library, "quay-2023", {**QUAY, "notes": [NEW]})


def report_of(library: Path) -> refresh.Report:
    index, report = fresh_index(maker(library))
    index.close()
    return report


def test_a_record_that_comes_changes_and_goes(library: Path) -> None:
    assert answers(library, "tugboat") == []
    changed(library)
    assert answers(library, "tugboat") == ["n-new"]
    write_case(library, "quay-2023", {**QUAY, "notes": [{**NEW, "title": "Barge"}]})
    assert answers(library, "tugboat") == [] and answers(library, "barge") == ["n-new"]
    write_case(library, "quay-2023", QUAY)
    assert answers(library, "barge") == []


def test_only_what_is_different_is_written(library: Path) -> None:
    records = sum(len(table) for case in (HARBOUR, QUAY) for table in case.values())
    assert report_of(library)[:2] == (2, records)
    assert report_of(library)[:2] == (0, 0)
    changed(library)
    assert report_of(library)[:2] == (1, 1)


def test_what_follows_from_another_record_is_kept_up_to_date(library: Path) -> None:
    assert answers(library, "source:daily") == []
    sources = [{**HARBOUR["sources"][0], "name": "The Daily"}, HARBOUR["sources"][1]]
    write_case(library, "harbour-2024", {**HARBOUR, "sources": sources})
    assert set(answers(library, "source:daily")) == {"irna", "r-irna", "fire", "c-two"}


def test_cases_that_come_and_go(library: Path) -> None:
    assert answers(library, "flood") == ["flood"]
    (library / "quay-2023.json").unlink()
    assert answers(library, "flood") == []
    write_case(library, "pier", {**QUAY, "case": [{**QUAY["case"][0], "id": "pier"}]})
    assert answers(library, "flood") == ["flood"]


def test_edits_that_the_file_does_not_hold_yet_are_found(library: Path) -> None:
    case = Library(library, author="tester").open("quay-2023")
    before = (library / "quay-2023.json").read_bytes()
    fields = {"title": "Tugboat", "body": "Seen at night.", "kind": "note"}
    case.commit(create(case.case, "notes", fields, author="tester", now=datetime(2026, 11, 23, tzinfo=UTC)))
    assert (library / "quay-2023.json").read_bytes() == before
    (note_id,) = answers(library, "tugboat")
    case.undo()
    assert answers(library, "tugboat") == []
    case.redo()
    case.close()
    assert answers(library, "tugboat") == [note_id]


def test_a_change_within_the_clock_of_the_file_system_is_seen(library: Path) -> None:
    """The same size, the same time, the same file: only its bytes tell."""
    file = library / "quay-2023.json"
    opened(library).close()
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Flood", b"Blood"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert answers(library, "blood") == ["flood"]


def test_a_damaged_case_is_named_and_the_others_are_found(library: Path) -> None:
    (library / "quay-2023.json").write_text('{"case": {')
    index, report = fresh_index(maker(library))
    with index:
        assert found(index, "warehouse") == ["fire"] and found(index, "flood") == []
    ((case_id, problem),) = report.problems
    assert case_id == "quay-2023" and "quay-2023.json" in problem


def overwritten(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def holed(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened_file:
        opened_file.seek(size // 3)
        opened_file.write(bytes(size // 3))


def of_another_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("create table entries (something)")
        other.execute("pragma user_version = 77")


def every_table_dropped(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("drop table texts")


@pytest.mark.parametrize(
    "damage",
    [overwritten, cut_off, emptied, holed, of_another_program, every_table_dropped],
    ids=lambda one: one.__name__,
)
def test_a_damaged_index_is_made_anew(library: Path, damage: Callable[[Path], None]) -> None:
    expected = {text: answers(library, text) for text in ("killed", "kind:event", "Norouzov", "before:2024")}
    damage(index_file(library))
    assert {text: answers(library, text) for text in expected} == expected
    assert report_of(library).cases == 0, "it stays good"


def test_an_index_whose_damage_shows_only_when_it_is_asked_is_made_anew(library: Path) -> None:
    opened(library).close()
    file = index_file(library)
    other = sqlite3.connect(file)
    other.execute("drop table texts")
    database.stamp(other, file)  # nobody looks through an index that is as it was left
    other.close()
    answer, _ = search_library(maker(library), parse_query("warehouse", now=NOW), 10)
    assert [hit.id for hit in answer.hits] == ["fire"]


def test_a_locked_index_is_made_anew(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    opened(library).close()
    stuck = sqlite3.connect(index_file(library), isolation_level=None)
    stuck.execute("begin exclusive")
    changed(library)
    assert answers(library, "tugboat") == ["n-new"]
    stuck.execute("rollback")
    stuck.close()
    assert answers(library, "tugboat") == ["n-new"]


def test_the_pieces_of_a_new_index_are_merged_once_also_after_a_kill(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each case is a piece, as where the making takes long; the first time it is ended before they are merged."""

    def killed(_: refresh.Refresh) -> None:
        raise KeyboardInterrupt

    def pieces() -> int:
        with sqlite3.connect(index_file(library)) as index:
            return int(index.execute("select count(distinct segid) from entries_idx").fetchone()[0])

    monkeypatch.setattr(refresh, "FIRST", -1.0)
    monkeypatch.setattr(refresh, "BATCH", -1.0)
    with monkeypatch.context() as ended, pytest.raises(KeyboardInterrupt):
        ended.setattr(refresh.Refresh, "merge", killed)
        opened(library).close()
    assert pieces() == 2
    assert answers(library, "warehouse") == ["fire"]
    assert pieces() == 1
    changed(library)
    assert answers(library, "tugboat") == ["n-new"]
    assert pieces() == 2, "what is added later does not make all be written again"


def test_two_at_once_leave_one_sound_index(library: Path) -> None:
    opened(library).close()
    reading = opened(library)
    changed(library)
    assert answers(library, "tugboat") == ["n-new"]
    assert found(reading, "tugboat") == ["n-new"], "who has it open sees what was written"
    reading.close()


def test_an_index_of_mostly_gone_records_is_made_anew(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "LEAST_WASTE", 3)
    opened(library).close()
    first = index_file(library)
    for number in range(40):
        write_case(library, "quay-2023", {**QUAY, "notes": [{**NEW, "title": f"Tug {number}"}]})
        assert answers(library, "tug") == ["n-new"]
    assert index_file(library) != first and not first.exists()


def test_a_library_that_cannot_be_written_is_indexed_elsewhere(library: Path, tmp_path: Path) -> None:
    (library / ".casefile").write_text("no folder can be made here")
    spare = tmp_path / "spare"
    with opened(library, spare) as index:
        assert found(index, "warehouse") == ["fire"]
    assert [file.suffix for file in spare.rglob("*.sqlite3")] == [".sqlite3"]
    changed(library)
    with opened(library, spare) as index:
        assert found(index, "tugboat") == ["n-new"]


def test_where_nothing_can_be_written_the_index_is_in_memory(library: Path, tmp_path: Path) -> None:
    (library / ".casefile").write_text("no folder can be made here")
    (tmp_path / "spare").write_text("nor here")
    with opened(library, tmp_path / "spare") as index:
        assert found(index, "warehouse") == ["fire"]


@pytest.mark.parametrize("name", ["of a team?mode=memory", "50%25 #1", "پرونده‌ها", "a'b"])
def test_a_library_may_be_called_anything_and_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make_library(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert answers(Path(name), "warehouse") == ["fire"]
    monkeypatch.chdir(name)
    assert answers(Path("."), "warehouse") == ["fire"]


def test_one_case_alone_can_be_brought_up_to_date(library: Path) -> None:
    opened(library).close()
    changed(library)
    write_case(library, "harbour-2024", {**HARBOUR, "notes": [{**NEW, "id": "n-other"}]})
    index, report = fresh_index(maker(library), only="quay-2023")
    with index:
        assert report.cases == 1 and found(index, "tugboat") == ["n-new"]


def test_without_an_index_a_search_says_so(library: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="no search index yet"):
        Index.open(tmp_path, maker(library).spelling)


def test_progress_is_told(library: Path) -> None:
    told: list[refresh.Progress] = []
    fresh_index(maker(library), tell=told.append)[0].close()
    assert [one.done for one in told] == [1, 2, 2] and told[-1].of == 2 and told[-1].records > 10


def test_many_cases_are_made_ready_by_several_processes(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefile.store.search import preparing

    monkeypatch.setattr(preparing, "MANY", 2)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    assert answers(library, "flood") == ["flood"] and answers(library, "warehouse") == ["fire"]
