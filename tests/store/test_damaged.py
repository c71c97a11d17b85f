"""Files that cannot be read: named in the library, never written, and what can be read of them is shown (D9)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from casefile.errors import CasefileError, InvalidCaseError, NotPermittedError
from casefile.store import Library
from tests.store.cases import add, case_record, file_bytes, ids, library, note, tables

GOOD = file_bytes(tables(note("one"), note("two"), note("three")))
DEEP = b'{"case": {"1": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}}"


def _with(old: bytes, new: bytes) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


DAMAGED = {
    "empty": b"",
    "blank": b" \n\n",
    "torn": GOOD[: len(GOOD) // 2],
    "torn at the end": GOOD[:-3],
    "zeros": b"\0" * 600,
    "zeros at the end": GOOD[:300] + b"\0" * 300,
    "not JSON": b"this is a letter",
    "not UTF-8": _with(b"Harbour", b"Harb\xff\xfe"),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "a list": b"[1, 2]",
    "a number": b"7",
    "not a case": b'{"_default": {"1": {"a": 1}}}',
    "another format": _with(b'"format": "casefile"', b'"format": "ledger"'),
    "doubled key": _with(b'"body": "seen"', b'"body": "x", "body": "seen"'),
    "doubled id": _with(b'"id": "two"', b'"id": "one"'),
    "no id": _with(b'"id": "two"', b'"name": "two"'),
    "NaN": _with(b'"body": "seen"', b'"body": NaN'),
    "a surrogate": _with(b'"body": "seen"', b'"body": "\\ud800"'),
    "a table that is a list": _with(b'"notes": {', b'"notes": [], "other": {'),
    "a record that is text": _with(b'"case": {', b'"actors": {"5": "x"}, "case": {'),
    "too deep": DEEP,
    "conflict marks": b"<<<<<<< HEAD\n" + GOOD + b"=======\n" + GOOD + b">>>>>>> theirs\n",
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_named_shown_and_never_written(tmp_path: Path, kind: str) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(DAMAGED[kind])
    (tmp_path / "good.json").write_bytes(file_bytes({"case": {"good": case_record("good")}, "notes": {}}))
    shelf = library(tmp_path)
    entries = {entry.id: entry for entry in shelf.entries()}
    assert entries["good"].problem is None
    assert entries["bad"].problem and "\n" not in entries["bad"].problem
    with pytest.raises(InvalidCaseError) as refused:
        shelf.open("bad")
    assert str(refused.value).startswith("bad.json") and "\n" not in str(refused.value)
    seen = shelf.recover("bad")
    assert seen.read_only
    with pytest.raises(NotPermittedError):
        seen.commit(add(note("new")))
    seen.settle()
    seen.close()
    assert bad.read_bytes() == DAMAGED[kind]


@pytest.mark.parametrize("kind", ["torn", "not UTF-8", "doubled key", "no id", "NaN", "conflict marks"])
def test_what_can_be_read_of_a_damaged_file_is_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "harbour.json").write_bytes(DAMAGED[kind])
    seen = library(tmp_path).recover("harbour")
    assert seen.case.tables, kind
    assert set(seen.case.table("notes")) <= {"one", "two", "three"}
    assert seen.case.table("notes") or seen.case.table("case")


@pytest.mark.parametrize("kind", DAMAGED)
def test_an_earlier_copy_is_put_back_and_the_damaged_file_is_set_aside(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(GOOD)
    opened = library(tmp_path).open("harbour")
    opened.commit(add(note("four")))
    opened.settle()
    opened.commit(add(note("five")))
    opened.close()
    path.write_bytes(DAMAGED[kind])
    shelf = library(tmp_path)
    newest = shelf.generations("harbour")[0]
    restored = shelf.restore("harbour", newest.number)
    assert set(restored.case.table("notes")) == {"one", "two", "three", "four", "five"}
    restored.close()
    assert ids(path) == {"one", "two", "three", "four", "five"}
    aside = [one for one in tmp_path.iterdir() if ".damaged-" in one.name]
    assert [one.read_bytes() for one in aside] == [DAMAGED[kind]]


def test_a_newer_format_is_read_and_never_written(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    newer = file_bytes(
        {"case": {"harbour": case_record(format_version=99, from_the_future=[1])}, "notes": {}}
    )
    path.write_bytes(newer)
    opened = library(tmp_path).open("harbour")
    assert opened.read_only and "99" in opened.read_only
    with pytest.raises(NotPermittedError):
        opened.commit(add(note("new")))
    opened.close()
    assert path.read_bytes() == newer


def test_unknown_tables_and_fields_survive_a_change(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    content = json.loads(file_bytes(tables(note("one", unheard={"of": [1, None]}))))
    content["future"] = {"7": {"id": "x", "deep": {"er": True}}}
    path.write_text(json.dumps(content), "utf-8")
    opened = library(tmp_path).open("harbour")
    opened.commit(add(note("two")))
    opened.close()
    kept = json.loads(path.read_bytes())
    assert [one["deep"] for one in kept["future"].values()] == [{"er": True}]
    assert next(one for one in kept["notes"].values() if one["id"] == "one")["unheard"] == {"of": [1, None]}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(GOOD)
    path.chmod(0)
    entry = library(tmp_path).entries()[0]
    assert entry.problem and "permi" in entry.problem
    with pytest.raises(CasefileError):
        Library(tmp_path).open("harbour")
