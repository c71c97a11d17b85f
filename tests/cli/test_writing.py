"""The commands that write: what is printed is on disk, and what cannot be written is said."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from tests.cli.harbour import Command


def on_disk(library: Path, case: str, record_id: str) -> dict[str, object]:
    """A record as TinyDB alone finds it in the file."""
    with TinyDB(library / f"{case}.json") as database:
        (found,) = database.table("notes").search(Query().id == record_id)
    return dict(found)


def type_in(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_note_is_on_disk_when_its_id_is_printed(casefile: Command, library: Path) -> None:
    added = casefile(
        "note", "harbour", "-m", "Ask the mayor.", "--title", "Count", "--about", "fire", "mayor"
    )
    assert (added.status, added.err) == (0, "")
    note_id = added.out.strip()
    assert note_id.startswith("n-")
    note = on_disk(library, "harbour", note_id)
    assert note["body"] == "Ask the mayor." and note["title"] == "Count"
    assert note["about"] == ["fire", "mayor"]
    assert note["created"] == note["modified"]


def test_a_note_as_json(casefile: Command) -> None:
    added = casefile("note", "harbour", "-m", "Who counted?", "--kind", "question", "--json").json
    assert (added["case"], added["table"]) == ("harbour", "notes")
    assert added["record"]["id"] == added["id"] and added["record"]["kind"] == "question"


def test_a_link_that_leads_nowhere_is_remarked_on_and_kept(casefile: Command, library: Path) -> None:
    added = casefile("note", "harbour", "-m", "See [[fire]], [[flood]] and [[quay:none]].")
    assert added.status == 0 and added.err == "[[flood]] leads to no record of harbour\n"
    assert "[[flood]]" in str(on_disk(library, "harbour", added.out.strip())["body"])


def test_a_case_of_a_newer_format_is_not_written(casefile: Command, library: Path) -> None:
    content = json.loads((library / "quay.json").read_text())
    for record in content["case"].values():
        record["format_version"] = 999
    (library / "quay.json").write_text(json.dumps(content))
    before = (library / "quay.json").read_bytes()
    refused = casefile("note", "quay", "-m", "x")
    assert (refused.status, refused.out) == (5, "")
    assert refused.err.startswith("casefile: quay.json is read-only: ")
    assert casefile("show", "quay").status == 0
    assert (library / "quay.json").read_bytes() == before


def test_a_note_from_a_file(casefile: Command, library: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_bytes("\ufeffنخست\r\nzweitens\n\n".encode())
    note_id = casefile("note", "harbour", "-F", str(text)).out.strip()
    assert on_disk(library, "harbour", note_id)["body"] == "نخست\nzweitens"


@pytest.mark.parametrize("arguments", [["-"], ["--title", "T", "-"], ["--about", "fire", "-"], ["-F", "-"]])
def test_a_note_from_standard_input(
    casefile: Command, library: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    type_in(monkeypatch, b"From a pipe.\n")
    note_id = casefile("note", "harbour", *arguments).out.strip()
    assert on_disk(library, "harbour", note_id)["body"] == "From a pipe."


def test_the_author_is_the_configured_one(
    casefile: Command, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('author = "R. Haidari"')
    monkeypatch.setenv("CASEFILE_CONFIG", str(tmp_path / "config.toml"))
    note_id = casefile("note", "harbour", "-m", "Signed.").out.strip()
    assert on_disk(library, "harbour", note_id)["author"] == "R. Haidari"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the note has no text: give it with -m TEXT, -F FILE, or - for standard input"),
        (["-m", "a", "-"], "-m and - cannot stand together"),
        (["-m", "  \n "], "the note's text is empty"),
        (
            ["-m", "a", "--kind", "poem"],
            "--kind: 'poem' is not one of note, question, lead, assessment, to-do",
        ),
        (["-m", "\udcff"], "-m: not UTF-8 text"),
    ],
)
def test_a_note_that_makes_no_sense_is_wrong_usage(
    casefile: Command, library: Path, arguments: list[str], message: str
) -> None:
    before = (library / "harbour.json").read_bytes()
    refused = casefile("note", "harbour", *arguments)
    assert (refused.status, refused.out) == (2, "")
    assert message in refused.err
    assert (library / "harbour.json").read_bytes() == before


def test_input_that_is_no_text_is_wrong_usage(casefile: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, b"ab\xff")
    refused = casefile("note", "harbour", "-")
    assert refused.status == 2 and "standard input: not UTF-8 text (byte 3)" in refused.err


def test_a_note_about_nothing_that_exists_is_refused(casefile: Command, library: Path) -> None:
    before = (library / "harbour.json").read_bytes()
    refused = casefile("note", "harbour", "-m", "x", "--about", "fire", "mayr")
    assert (refused.status, refused.out) == (1, "")
    assert "there is no record 'mayr'; did you mean mayor?" in refused.err
    assert (library / "harbour.json").read_bytes() == before


def test_a_file_that_is_not_there_is_one_line(casefile: Command, tmp_path: Path) -> None:
    refused = casefile("note", "harbour", "-F", str(tmp_path / "none.md"))
    assert refused.status == 5
    assert refused.err == f"casefile: {tmp_path / 'none.md'}: No such file or directory\n"


def test_a_new_case_is_valid_and_empty(casefile: Command, library: Path) -> None:
    made = casefile(
        "new", "pier-2026", "--title", "پل", "--when", "early 2026", "--timezone", "Asia/Tehran",
        "--calendar", "gregorian", "--calendar", "persian", "--language", "fa", "--place", "Bandar",
    )  # fmt: skip
    assert (made.status, made.err) == (0, "")
    assert Path(made.out.strip()) == library / "pier-2026.json"
    assert casefile("check", "pier-2026").status == 0
    shown = casefile("show", "pier-2026", "--json").json["case"]
    assert (shown["id"], shown["title"], shown["status"]) == ("pier-2026", "پل", "open")
    assert shown["calendars"] == ["gregorian", "persian"] and shown["when"]["text"] == "early 2026"


def test_a_new_case_never_replaces_one(casefile: Command, library: Path) -> None:
    before = (library / "quay.json").read_bytes()
    refused = casefile("new", "quay", "--title", "Another")
    assert refused.status != 0 and "quay" in refused.err and refused.err.count("\n") == 1
    assert (library / "quay.json").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["../escape", "--title", "T"],
        ["Quay", "--title", "T"],
        ["pier"],
        ["pier", "--title", " "],
        ["pier", "--title", "T", "--status", "lost"],
        ["pier", "--title", "T", "--when", "whenever"],
        ["pier", "--title", "T", "--timezone", "Mars/Olympus"],
    ],
)
def test_a_new_case_that_makes_no_sense_is_refused(
    casefile: Command, library: Path, arguments: list[str]
) -> None:
    refused = casefile("new", *arguments)
    assert refused.status in (2, 3) and refused.out == ""
    assert sorted(file.name for file in library.glob("*.json")) == ["harbour.json", "quay.json"]
    assert list(library.parent.glob("*.json")) == []


def test_the_log_says_who_changed_what(casefile: Command) -> None:
    assert casefile("log", "harbour").status == 1
    note_id = casefile("note", "harbour", "-m", "First.").out.strip()
    (entry,) = casefile("log", "harbour", "--json").json
    assert entry["kind"] == "edit" and entry["label"] == "note added"
    (change,) = entry["changes"]
    assert (change["table"], change["id"], change["before"]) == ("notes", note_id, None)
    assert change["after"]["body"] == "First."
    assert note_id in casefile("log", "harbour").out
    assert casefile("log", "harbour", note_id).status == 0
    nothing = casefile("log", "harbour", "fire")
    assert (nothing.status, nothing.out) == (1, "") and "'fire'" in nothing.err


def test_check_finds_a_changed_history(casefile: Command, library: Path) -> None:
    for text in ("First.", "Second."):
        casefile("note", "harbour", "-m", text)
    assert casefile("check", "harbour").status == 0
    (history,) = library.rglob("history.jsonl")
    history.write_bytes(history.read_bytes().replace(b"First.", b"Other."))
    checked = casefile("check", "harbour", "--json")
    assert checked.status == 3
    assert any("history" in finding["message"] for finding in checked.json)


def test_the_file_stays_in_its_one_form(casefile: Command, library: Path) -> None:
    casefile("note", "harbour", "-m", "x")
    text = (library / "harbour.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
