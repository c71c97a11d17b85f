"""TinyDB's own interface on an open case: the same records, every write durable, and cheap."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinydb
from tinydb import where
from tinydb.operations import increment
from tinydb.table import Document

from casefile.errors import InvalidCaseError
from casefile.model.records import document_id
from casefile.store import OpenCase
from tests.store.cases import add, file_bytes, library, note, remove, tables


@pytest.fixture
def opened(tmp_path: Path) -> OpenCase:
    notes = [note(f"n-{number}", kind="lead" if number % 2 else "note", size=number) for number in range(10)]
    (tmp_path / "harbour.json").write_bytes(file_bytes(tables(*notes)))
    return library(tmp_path).open("harbour")


def same_as_plain(opened: OpenCase) -> None:
    """What TinyDB itself reads of the file is what the case holds, by table, id and record."""
    opened.settle()
    database = opened.database()
    with tinydb.TinyDB(opened.path, access_mode="r", encoding="utf-8") as plain:
        assert plain.tables() == database.tables()
        for name in plain.tables():
            mine = {one.doc_id: dict(one) for one in database.table(name)}
            assert mine == {one.doc_id: dict(one) for one in plain.table(name)}


def test_plain_tinydb_and_casefile_see_the_same_records(opened: OpenCase) -> None:
    same_as_plain(opened)
    opened.commit(add(note("n-10", "کرمان")))
    opened.commit(add({"id": "irna", "name": "IRNA"}, "sources"))
    same_as_plain(opened)


def test_a_file_that_plain_tinydb_made_and_changed_is_a_case_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    with tinydb.TinyDB(path, encoding="utf-8") as plain:
        plain.table("case").insert(
            {"id": "harbour", "format": "casefile", "format_version": 1, "title": "Fire"}
        )
        plain.table("notes").insert_multiple([note("n-1"), note("n-2")])
    opened = library(tmp_path).open("harbour")
    opened.database().table("notes").update({"body": "heard"}, where("id") == "n-2")
    opened.close()
    with tinydb.TinyDB(path, indent=2, sort_keys=True, ensure_ascii=False, encoding="utf-8") as plain:
        assert plain.table("notes").get(where("id") == "n-2")["body"] == "heard"
        before = path.read_bytes()
        plain.table("notes").update({"body": "heard"}, where("id") == "n-2")
    assert path.read_bytes() == before.removesuffix(b"\n")
    same_as_plain(library(tmp_path).open("harbour"))


def test_reading_and_queries(opened: OpenCase) -> None:
    notes = opened.database().table("notes")
    assert len(notes) == 10
    assert notes.get(doc_id=document_id("n-3"))["id"] == "n-3"
    assert notes.get(doc_id=1) is None
    assert notes.contains(where("id") == "n-9")
    assert not notes.contains(doc_id=7)
    assert notes.count(where("kind") == "lead") == 5
    assert {one["id"] for one in notes.search(where("size") > 7)} == {"n-8", "n-9"}
    assert {one.doc_id for one in notes.all()} == {document_id(f"n-{number}") for number in range(10)}
    assert [one["id"] for one in notes.get(doc_ids=[document_id("n-1")])] == ["n-1"]


def test_a_document_is_a_copy(opened: OpenCase) -> None:
    opened.commit(add(note("n-10", tags=["a"])))
    found = opened.database().table("notes").get(where("id") == "n-10")
    found["tags"].append("b")
    assert opened.case.table("notes")["n-10"]["tags"] == ["a"]


def test_every_write_is_an_edit_that_is_on_disk_and_can_be_undone(opened: OpenCase, tmp_path: Path) -> None:
    notes = opened.database().table("notes")
    added = notes.insert(note("n-10"))
    assert added == document_id("n-10")
    assert notes.update({"body": "heard"}, doc_ids=[added]) == [added]
    assert set(notes.update(increment("size"), where("size") > 7)) == {document_id("n-8"), document_id("n-9")}
    assert notes.upsert(note("n-0", "changed"), where("id") == "n-0") == [document_id("n-0")]
    assert notes.upsert(note("n-11"), where("id") == "n-11") == [document_id("n-11")]
    assert notes.remove(where("size") == 1) == [document_id("n-1")]
    assert notes.remove(doc_ids=[added]) == [added]
    assert notes.update_multiple([({"kind": "question"}, where("size") == 2)]) == [document_id("n-2")]
    again = library(tmp_path).open("harbour")
    assert dict(again.case.table("notes")) == dict(opened.case.table("notes"))
    assert [entry.label for entry in opened.history()] == [
        "note added", "note changed", "2 records changed", "note changed", "note added", "note deleted",
        "note deleted", "note changed",
    ]  # fmt: skip
    while opened.undo():
        pass
    assert len(opened.case.table("notes")) == 10
    same_as_plain(opened)


def test_a_record_without_an_id_gets_one_in_a_known_table(opened: OpenCase) -> None:
    notes = opened.database().table("notes")
    made = notes.insert({"body": "from a script"})
    record = notes.get(doc_id=made)
    assert record["id"].startswith("n-")
    assert document_id(record["id"]) == made
    assert len(set(notes.insert_multiple([{"body": "one"}, {"body": "two"}]))) == 2
    same_as_plain(opened)


def test_other_tables_have_tinydbs_own_ids(opened: OpenCase) -> None:
    database = opened.database()
    assert database.insert({"a": 1}) == 1
    assert database.insert_multiple([{"a": 2}, {"a": 3}]) == [2, 3]
    assert database.insert(Document({"a": 9}, doc_id=9)) == 9
    assert database.insert({"a": 10}) == 10
    assert [one["a"] for one in database.search(where("a") < 3)] == [1, 2]
    with pytest.raises(ValueError, match="exists"):
        database.insert(Document({"a": 9}, doc_id=9))
    same_as_plain(opened)
    database.truncate()
    assert len(database) == 0
    database.drop_table("_default")
    same_as_plain(opened)


def test_what_would_break_the_case_is_refused(opened: OpenCase) -> None:
    database = opened.database()
    with pytest.raises(InvalidCaseError):
        database.table("notes").insert({"id": "n-20", "body": float("nan")})
    with pytest.raises(InvalidCaseError):
        database.table("notes").update({"id": "n-20"}, where("id") == "n-1")
    with pytest.raises(ValueError, match="exists"):
        database.table("notes").insert(note("n-1"))
    with pytest.raises(InvalidCaseError):
        database.drop_tables()
    with pytest.raises(InvalidCaseError):
        database.table("case").truncate()
    assert opened.history() == []


def test_a_search_is_not_answered_from_before_an_edit(opened: OpenCase, tmp_path: Path) -> None:
    notes = opened.database().table("notes")
    query = where("kind") == "lead"
    assert notes.count(query) == 5
    opened.commit(remove(opened.case.table("notes")["n-1"]))
    library(tmp_path, author="colleague").open("harbour").commit(add(note("n-30", kind="lead")))
    opened.refresh()
    assert {one["id"] for one in notes.search(query)} == {"n-3", "n-5", "n-7", "n-9", "n-30"}
    assert notes.get(doc_id=document_id("n-30"))["id"] == "n-30"
    assert notes.get(doc_id=document_id("n-1")) is None


def test_closing_brings_the_file_up_to_date(opened: OpenCase) -> None:
    with opened.database() as database:
        database.drop_table("notes")
    assert not opened.pending
    assert b"notes" not in opened.path.read_bytes()
