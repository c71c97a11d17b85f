"""The bytes of a case file are those of the standard library's encoder, whatever the content and its order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.errors import InvalidCaseError
from casefile.store import form
from casefile.store.form import chunk, document_keys, plain
from casefile.store.reading import read_case
from casefile.store.writing import case_bytes
from tests.store.cases import add, case_record, file_bytes, ids, library, note, remove, tables

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_a_record_is_written_as_json_dumps_writes_it(record: dict[str, Any]) -> None:
    expected = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False).replace("\n", "\n    ")
    assert chunk(plain(record)) == expected.encode()


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXT, st.dictionaries(st.from_regex("[1-9][0-9]{0,6}", fullmatch=True), st.dictionaries(TEXT, VALUES, max_size=2), max_size=3), max_size=3))  # fmt: skip
def test_a_file_is_written_as_json_dumps_writes_it_and_comes_back(unknown: dict[str, dict[str, Any]]) -> None:
    unknown = {name: records for name, records in unknown.items() if not form.keyed_by_id(name)}
    content = {"case": {"harbour": case_record()}, **unknown}
    keyed = {**unknown, "case": {key: case_record() for key in document_keys(["harbour"]).values()}}
    written = case_bytes(content)
    assert written == json.dumps(keyed, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"
    again = read_case(written, file="harbour.json")
    assert {name: dict(records) for name, records in again.tables.items()} == content
    assert case_bytes(again.tables) == written


@pytest.mark.parametrize(
    "number", [1e16, 1e22, 1e-7, -0.0, 5e-324, 0.00001, 123456789012345680.0, 1.5, 2**70]
)
def test_numbers_have_pythons_digits(number: float) -> None:
    assert chunk({"n": [number]}) == b'{\n      "n": [\n        %s\n      ]\n    }' % repr(number).encode()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"a": float("nan")}, "a"),
        ({"a": [1, float("inf")]}, "a[1]"),
        ({"a": {"b": "\ud800"}}, "a.b"),
        ({"a": {"\udfff": 1}}, "a"),
        ({"a": {1: 2}}, "a"),
        ({"a": {"b": object()}}, "a.b"),
        ({"a": b"bytes"}, "a"),
        ({"a": 10**5000}, "a"),
    ],
    ids=[
        "nan",
        "infinity",
        "half a surrogate pair",
        "in a name",
        "a number for a name",
        "object",
        "bytes",
        "huge",
    ],
)
def test_what_json_cannot_hold_is_refused_by_field(value: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        plain(value, file="harbour.json", table="notes", record="n-1")
    assert (caught.value.table, caught.value.record, caught.value.field) == ("notes", "n-1", field)


def test_a_nesting_too_deep_is_refused() -> None:
    value: dict[str, Any] = {}
    for _ in range(10_000):
        value = {"in": value}
    with pytest.raises(InvalidCaseError, match="levels"):
        plain(value)


def test_a_copy_shares_nothing() -> None:
    record = {"tags": ["a"], "when": {"edtf": "2024"}, "pair": (1, 2)}
    copy = plain(record)
    assert copy == {"tags": ["a"], "when": {"edtf": "2024"}, "pair": [1, 2]}
    copy["tags"].append("b")
    copy["when"]["edtf"] = "2025"
    assert record["tags"] == ["a"]
    assert record["when"] == {"edtf": "2024"}


def test_two_ids_of_one_hash_get_two_keys_that_depend_on_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(form, "document_id", lambda record_id: len(record_id))
    keys = document_keys(["bb", "a", "cc"])
    assert keys == {"a": "1", "bb": "2", "cc": "3"}
    assert document_keys(["cc", "bb", "a"]) == keys


def test_the_order_of_edits_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    written = []
    for name, order in (("one", (1, 2, 3)), ("other", (3, 1, 2))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "harbour.json").write_bytes(file_bytes(tables()))
        opened = library(folder).open("harbour")
        for number in order:
            opened.commit(add(note(f"n-{number}")))
        opened.commit(add(note("n-9")))
        opened.commit(remove(note("n-9")))
        opened.close()
        written.append((folder / "harbour.json").read_bytes())
    assert written[0] == written[1] == file_bytes(tables(*(note(f"n-{number}") for number in (1, 2, 3))))


def test_a_case_that_nobody_changes_leaves_its_folder_as_it_was(tmp_path: Path) -> None:
    compact = json.dumps({"case": {"1": case_record()}, "notes": {}}).encode()
    (tmp_path / "harbour.json").write_bytes(compact)
    opened = library(tmp_path).open("harbour")
    opened.refresh()
    opened.settle()
    opened.close()
    assert (tmp_path / "harbour.json").read_bytes() == compact
    assert [path.name for path in tmp_path.iterdir()] == ["harbour.json"]


def test_an_edit_that_is_undone_leaves_the_file_byte_for_byte(tmp_path: Path) -> None:
    before = file_bytes(tables(note("n-1")))
    (tmp_path / "harbour.json").write_bytes(before)
    opened = library(tmp_path).open("harbour")
    opened.commit(add({"id": "a-1", "name": "IRNA"}, "actors"))
    opened.settle()
    assert (tmp_path / "harbour.json").read_bytes() != before
    opened.undo()
    opened.close()
    assert (tmp_path / "harbour.json").read_bytes() == before


def test_unknown_tables_and_fields_stay_as_they_are(tmp_path: Path) -> None:
    content = {"case": {"harbour": case_record(new_field={"deep": [1.5, None]})}}
    raw = json.loads(file_bytes(content))
    raw["hypotheses"] = {"7": {"text": "an accident"}, "12": {"id": "same-id"}, "13": {"id": "same-id"}}
    raw["empty-table"] = {}
    (tmp_path / "harbour.json").write_text(json.dumps(raw))
    opened = library(tmp_path).open("harbour")
    opened.commit(add(note("n-1")))
    opened.close()
    after = json.loads((tmp_path / "harbour.json").read_bytes())
    assert {name: after[name] for name in raw} == raw
    assert ids(tmp_path / "harbour.json") == {"n-1"}
