"""Damaged files: refused by name, shown as far as they can be read, restored when asked, never overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile.errors import CasefileError, InvalidCaseError, NotPermittedError
from casefile.model.case import Case
from casefile.store.salvage import salvage
from tests.store.cases import add, case_record, ids, library, note
from tests.store.damage import CONTENT, DAMAGED, GOOD

WHOLE = {
    "byte order mark", "UTF-16", "something after the end", "the marks of a merge", "ids 1 and 01",
}  # fmt: skip
"""Kinds that leave every record readable."""
MOST = WHOLE | {
    "cut at the end", "not UTF-8", "NaN", "a number too large", "a number of 5,000 digits", "a key twice",
    "half a surrogate pair", "nested 100,000 deep", "a record that is text", "a record without an id",
    "a record whose id is a number", "two records of one id", "no record of the case itself",
    "a version that is no number", "a block of zero bytes inside",
}  # fmt: skip
"""Kinds that cost one note or actor at most."""


@pytest.fixture(params=DAMAGED)
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A library with a case of some generations whose file was damaged since."""
    (tmp_path / "harbour.json").write_bytes(GOOD)
    opened = library(tmp_path).open("harbour")
    for number in (7, 8):
        opened.commit(add(note(f"n-{number}")))
        opened.settle()
    opened.commit(add(note("n-9", "acknowledged, not yet in the file")))
    (tmp_path / "harbour.json").write_bytes(DAMAGED[request.param])
    return tmp_path, request.param


def test_it_is_refused_in_one_line_that_names_the_file(damaged: tuple[Path, str]) -> None:
    folder, kind = damaged
    with pytest.raises(InvalidCaseError) as caught:
        library(folder).open("harbour")
    assert caught.value.file == "harbour.json"
    assert caught.value.expected
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()
    assert (folder / "harbour.json").read_bytes() == DAMAGED[kind]


def test_the_library_lists_it_with_its_problem(damaged: tuple[Path, str]) -> None:
    (entry,) = library(damaged[0]).entries()
    assert entry.id == "harbour"
    assert entry.problem
    assert "\n" not in entry.problem


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"case": {"1": {"id": "har', "not JSON: line 1, column 23: unterminated string"),
        ('{"case": "a\nb"}', "not JSON: line 1, column 12: invalid control character"),
        ('{"case": "\\q"}', "not JSON: line 1, column 11: invalid \\escape"),
        ('{"case": {}', "not JSON: line 1, column 12: expecting ',' delimiter"),
        ('{"case": 3}', "an object of records, not 3"),
        ('{"case": null}', "an object of records, not null"),
        ('{"case": [{"id": "harbour"}]}', "an object of records, not a list"),
        ('{"case": "harbour"}', "an object of records, not a text"),
        ('{"case": ' + "7" * 5000 + "}", "an object of records, not a number"),
    ],
)
def test_the_reason_is_a_whole_sentence(content: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "harbour.json").write_text(content, "utf-8")
    with pytest.raises(InvalidCaseError) as caught:
        library(tmp_path).open("harbour")
    assert caught.value.expected == expected


def test_it_is_never_overwritten_and_takes_no_edit_away(damaged: tuple[Path, str]) -> None:
    folder, kind = damaged
    shown = library(folder).recover("harbour")
    assert shown.read_only is not None
    with pytest.raises(NotPermittedError):
        shown.commit(add(note("n-10")))
    with pytest.raises(NotPermittedError):
        shown.undo()
    shown.refresh()
    shown.settle()
    shown.close()
    assert "n-9" in shown.case.table("notes")
    assert (folder / "harbour.json").read_bytes() == DAMAGED[kind]


def test_what_can_be_read_is_shown(damaged: tuple[Path, str]) -> None:
    folder, kind = damaged
    case = library(folder).recover("harbour").case
    assert len(case.table("case")) == 1
    assert case.info.title
    if kind in MOST:
        found = [record_id for record_id in CONTENT["notes"] if record_id in case.table("notes")]
        missing = len(CONTENT["notes"]) - len(found) + ("irna" not in case.table("actors"))
        assert missing <= (0 if kind in WHOLE else 1)


def test_a_generation_brings_everything_back_and_sets_the_damaged_file_aside(
    damaged: tuple[Path, str],
) -> None:
    folder, kind = damaged
    generation = library(folder).generations("harbour")[0]
    assert generation.number == 1
    restored = library(folder).restore("harbour", generation.number)
    notes = {f"n-{number}" for number in range(10) if number != 6}
    assert set(restored.case.table("notes")) == notes
    restored.close()
    assert ids(folder / "harbour.json") == notes
    assert (folder / "harbour.json.damaged-1").read_bytes() == DAMAGED[kind]
    again = library(folder).open("harbour")
    again.commit(add(note("n-10")))
    again.close()
    assert ids(folder / "harbour.json") == notes | {"n-10"}
    assert not again.verify().problems


def test_what_could_be_read_can_be_kept_where_there_is_no_generation(tmp_path: Path) -> None:
    (tmp_path / "harbour.json").write_bytes(DAMAGED["cut at the end"])
    (choice,) = library(tmp_path).generations("harbour")
    assert choice.number == 0
    library(tmp_path).restore("harbour", 0).close()
    assert ids(tmp_path / "harbour.json") | {"n-2"} == set(CONTENT["notes"]) | {"n-2"}
    assert (tmp_path / "harbour.json.damaged-1").read_bytes() == DAMAGED["cut at the end"]


@pytest.mark.parametrize("kind", DAMAGED)
def test_damage_under_an_open_case_costs_no_edit_and_is_not_written_over(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(GOOD)
    opened = library(tmp_path).open("harbour")
    opened.commit(add(note("n-7")))
    path.write_bytes(DAMAGED[kind])
    with pytest.raises(InvalidCaseError):
        opened.refresh()
    assert opened.refresh() == []
    opened.commit(add(note("n-8")))
    with pytest.raises(CasefileError):
        opened.settle()
    assert path.read_bytes() == DAMAGED[kind]
    path.write_bytes(GOOD)
    opened.close()
    assert ids(path) == set(CONTENT["notes"]) | {"n-7", "n-8"}


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("a key twice", ("notes", "document 89811701463557", "id")),
        ("NaN", ("notes", "n-1", "body")),
        ("half a surrogate pair", ("notes", "n-1", "body")),
        ("ids 1 and 01", ("notes", "document 01", "")),
        ("two records of one id", ("notes", "n-0", "id")),
        ("a record without an id", ("actors", "document 142937693216749", "id")),
        ("a record that is text", ("actors", "document 5", "")),
        ("a table that is a list", ("case", "", "")),
        ("no record of the case itself", ("case", "harbour", "format")),
        ("a version that is no number", ("case", "harbour", "format_version")),
    ],
)
def test_the_place_is_named(kind: str, where: tuple[str, str, str], tmp_path: Path) -> None:
    (tmp_path / "harbour.json").write_bytes(DAMAGED[kind])
    with pytest.raises(InvalidCaseError) as caught:
        library(tmp_path).open("harbour")
    assert (caught.value.table, caught.value.record, caught.value.field) == where


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("format", 99, "is 99, not 'casefile'"),
        ("format", "x" * 90 + "\x1b[2J", f"is \"{'x' * 38}…, not 'casefile'"),
        ("format", None, "is missing; expected 'casefile'"),
        ("format_version", "2", 'is "2", not a whole number from 1 (this casefile writes 1)'),
    ],
)
def test_a_format_that_is_wrong_is_told(field: str, value: object, said: str, tmp_path: Path) -> None:
    record = case_record()
    record[field] = value
    if value is None:
        del record[field]
    (tmp_path / "harbour.json").write_text(json.dumps({"case": {"1": record}}))
    with pytest.raises(InvalidCaseError) as caught:
        library(tmp_path).open("harbour")
    assert str(caught.value) == f"harbour.json case harbour {field}: {said}"


def test_a_cut_at_any_byte_is_refused_and_never_an_empty_case(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    for end in range(0, len(GOOD) - 2, 7):
        path.write_bytes(GOOD[:end])
        with pytest.raises(InvalidCaseError):
            library(tmp_path).open("harbour")


def test_salvage_knows_the_table_of_records_whose_beginning_is_lost() -> None:
    content = GOOD[GOOD.index(b'"notes"') + 10 :]
    found = salvage(content, "harbour")
    assert {"n-1", "n-4"} <= set(found.tables["notes"])


def test_a_newer_format_is_read_but_not_written(tmp_path: Path) -> None:
    content = json.dumps({"case": {"1": case_record(format_version=2)}, "future": {"1": {"x": 1}}}).encode()
    (tmp_path / "harbour.json").write_bytes(content)
    opened = library(tmp_path).open("harbour")
    assert isinstance(opened.case, Case)
    assert opened.read_only is not None
    assert "version 2" in opened.read_only
    with pytest.raises(NotPermittedError):
        opened.commit(add(note("n-1")))
    opened.close()
    (entry,) = library(tmp_path).entries()
    assert entry.problem is None
    assert entry.read_only == opened.read_only
    assert (tmp_path / "harbour.json").read_bytes() == content


def test_documents_that_plain_tinydb_numbered_get_the_keys_of_their_ids_with_the_next_save(
    tmp_path: Path,
) -> None:
    raw = {"case": {"1": case_record()}, "notes": {"1": note("n-1"), "2": note("n-2")}}
    (tmp_path / "harbour.json").write_text(json.dumps(raw))
    opened = library(tmp_path).open("harbour")
    opened.commit(add(note("n-3")))
    opened.close()
    again = json.loads((tmp_path / "harbour.json").read_bytes())
    assert ids(tmp_path / "harbour.json") == {"n-1", "n-2", "n-3"}
    assert set(again["notes"]).isdisjoint({"1", "2", "3"})
