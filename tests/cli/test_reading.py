"""The reading commands: what they say, for people and for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.harbour import HARBOUR, Command


def test_list_names_the_cases(casefile: Command) -> None:
    listed = casefile("list")
    assert listed.status == 0 and listed.err == ""
    header, harbour, quay = listed.out.splitlines()
    assert header.split()[:3] == ["id", "title", "when"]
    assert harbour.startswith("harbour") and "Harbour fire" in harbour and "1 Mar 2024" in harbour
    assert quay.startswith("quay") and "closed" in quay


def test_list_as_json(casefile: Command, library: Path) -> None:
    harbour, quay = casefile("list", "--json").json
    assert list(harbour) == [
        "id", "title", "status", "when", "place", "counts", "modified", "path", "read_only", "problem",
    ]  # fmt: skip
    assert harbour["id"] == "harbour" and harbour["when"] == {"edtf": "2024-03-01"}
    assert harbour["place"] == "Bandar"
    assert harbour["path"] == str(library / "harbour.json")
    assert harbour["counts"]["events"] == 3 and harbour["counts"]["claims"] == 2
    assert harbour["problem"] is None
    assert quay["when"] is None


def test_list_shows_a_damaged_file_with_the_others(casefile: Command, library: Path) -> None:
    (library / "broken.json").write_text('{"case": {')
    listed = casefile("list", "--json")
    assert listed.status == 0
    problems = {case["id"]: case["problem"] for case in listed.json}
    assert problems["broken"] and problems["harbour"] is None
    shown = casefile("list")
    assert "broken" in shown.out and "damaged" in shown.out and "broken.json" in shown.err


def test_an_empty_library_is_nothing_found(casefile: Command, library: Path) -> None:
    for file in library.glob("*.json"):
        file.unlink()
    listed = casefile("list", "--json")
    assert (listed.status, listed.json) == (1, [])
    assert "there are no cases" in listed.err


def test_show_a_case(casefile: Command) -> None:
    shown = casefile("show", "harbour").out
    lines = shown.splitlines()
    assert lines[0] == "Harbour fire"
    assert lines[1] == "harbour · open · 1 Mar 2024 · Bandar"
    assert "A warehouse burnt; the counts differ." in lines
    assert "Bottom line: The cause is open." in lines
    assert "killed 2–5" in lines
    assert any(line.split() == ["events", "3"] for line in lines)


def test_show_a_case_as_json(casefile: Command) -> None:
    shown = casefile("show", "harbour", "--json").json
    assert shown["case"]["bottom_line"] == "The cause is open."
    assert shown["figures"] == [{"predicate": "killed", "label": "killed", "spread": "2–5"}]
    assert {"id": "fire", "title": "The fire"} in shown["tables"]["events"]
    assert shown["read_only"] is None


def test_show_a_table(casefile: Command) -> None:
    rows = casefile("show", "harbour", "sources").out.splitlines()
    assert [row.split() for row in rows] == [["agency", "B", "The", "Agency"], ["paper", "C", "The", "Paper"]]
    records = casefile("show", "harbour", "claims", "--json").json
    assert {record["id"] for record in records} == {"c-two", "c-five"}
    empty = casefile("show", "quay", "events")
    assert empty.status == 1


def test_show_a_record(casefile: Command) -> None:
    shown = casefile("show", "harbour", "fire").out
    assert shown.splitlines()[:2] == ["The fire", "event · fire · harbour"]
    assert any(line.split() == ["place", "Bandar", "bandar"] for line in shown.splitlines())
    assert "1 independent origin" in shown and "The Agency (agency)" in shown
    assert "killed · contested, 2 versions" in shown
    assert "شهردار بندر ▸ The Paper" in shown
    assert any("n-first" in line and "Which count?" in line for line in shown.splitlines())


def test_show_a_record_as_json(casefile: Command) -> None:
    shown = casefile("show", "harbour", "fire", "--json").json
    assert shown["table"] == "events" and shown["record"]["when"] == HARBOUR["events"][0]["when"]
    (sheet,) = shown["claims"]
    assert sheet["contested"] and sheet["spread"] == "2–5" and sheet["held"] == "2"
    two, five = sheet["values"]
    assert (two["value"], two["grade"], two["origins"]) == ("2", "B2", ["agency"])
    assert five["claims"][0]["attribution"] == ["mayor", "paper"]
    assert shown["origins"]["roots"] == ["agency"]
    assert {link["id"] for link in shown["backlinks"]} == {"c-two", "c-five", "n-first"}


def test_timeline_is_in_order_with_the_undated_last(casefile: Command) -> None:
    lines = casefile("timeline", "harbour").out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Fri 1 Mar 2024",
        "Mon 4 Mar 2024",
        "undated",
    ]
    (fire,) = [line for line in lines if "The fire" in line]
    assert fire.split() == ["10:00", "The", "fire", "≠2", "fire"]


def test_timeline_in_utc(casefile: Command) -> None:
    (fire,) = [line for line in casefile("timeline", "harbour", "--utc").out.splitlines() if "fire" in line]
    assert fire.split()[0] == "06:30"


def test_timeline_as_json_has_bounds(casefile: Command) -> None:
    fire, inquiry, rumour = casefile("timeline", "harbour", "--json").json
    assert (fire["earliest"], fire["latest"]) == ("2024-03-01T06:30:00Z", "2024-03-01T06:30:01Z")
    assert (inquiry["earliest"], inquiry["latest"]) == ("2024-03-03T20:30:00Z", "2024-03-04T20:30:00Z")
    assert (rumour["when"], rumour["earliest"], rumour["latest"]) == (None, None, None)
    assert fire["versions"] == 2 and fire["place"] == "Bandar"
    assert "10:00" in fire["display"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (["--from", "2 mar 2024"], ["inquiry"]),
        (["--to", "1 march 2024"], ["fire"]),
        (["--from", "2024-03-01", "--to", "2024-03-04"], ["fire", "inquiry"]),
        (["--from", "11 esfand 1402", "--to", "11 esfand 1402"], ["fire"]),
        (["--from", "2024-03"], ["fire", "inquiry"]),
    ],
)
def test_timeline_between_dates_as_people_type_them(
    casefile: Command, limits: list[str], expected: list[str]
) -> None:
    assert [row["id"] for row in casefile("timeline", "harbour", "--json", *limits).json] == expected


def test_a_date_of_either_calendar_is_asked_about_and_its_answers_can_be_typed(casefile: Command) -> None:
    found = casefile("timeline", "harbour", "--from", "1402-12-11")
    assert found.status == 2 and "Write '=2024-03-01' or '=1402-12-11'" in found.err
    assert casefile("timeline", "harbour", "--from", "=2024-03-01").status == 0
    assert casefile("timeline", "harbour", "--from", "=1402-12-11", "--to", "=1402-12-12").status == 1


def test_timeline_without_events_then_is_nothing_found(casefile: Command) -> None:
    found = casefile("timeline", "harbour", "--from", "2025", "--json")
    assert (found.status, found.json) == (1, [])


def test_a_date_that_says_nothing_is_wrong_usage(casefile: Command) -> None:
    found = casefile("timeline", "harbour", "--from", "whenever")
    assert found.status == 2 and "--from" in found.err and "whenever" in found.err


@pytest.mark.parametrize("arguments", [("show", "harbor"), ("timeline", "harbor"), ("log", "harbor")])
def test_a_case_that_is_not_there_is_named_with_the_nearest(
    casefile: Command, arguments: tuple[str, ...]
) -> None:
    found = casefile(*arguments)
    assert found.status == 1 and found.out == ""
    assert found.err.startswith("casefile: ") and "did you mean harbour?" in found.err
    assert found.err.count("\n") == 1


@pytest.mark.parametrize(("word", "nearest"), [("fier", "fire"), ("agencys", "agency"), ("FIRE", "fire")])
def test_a_record_that_is_not_there_is_named_with_the_nearest(
    casefile: Command, word: str, nearest: str
) -> None:
    found = casefile("show", "harbour", word)
    assert found.status == 1 and f"'{word}'" in found.err
    assert nearest in found.err.partition("did you mean")[2]


def test_a_damaged_case_is_refused_with_one_line(casefile: Command, library: Path) -> None:
    (library / "broken.json").write_text('{"case": {')
    found = casefile("show", "broken")
    assert found.status == 3 and found.out == ""
    assert "broken.json" in found.err and found.err.count("\n") == 1


def test_a_wrong_field_is_named_with_file_record_and_field(casefile: Command, library: Path) -> None:
    content = json.loads((library / "harbour.json").read_text())
    for record in content["events"].values():
        if record["id"] == "inquiry":
            record["when"]["edtf"] = "2024-13-40"
            record["kind"] = "party"
    (library / "harbour.json").write_text(json.dumps(content))
    checked = casefile("check", "harbour", "--json")
    assert checked.status == 3
    places = {(one["file"], one["table"], one["record"], one["field"]) for one in checked.json}
    assert ("harbour.json", "events", "inquiry", "kind") in places
    assert ("harbour.json", "events", "inquiry", "when") in places
    lines = casefile("check").out.splitlines()
    assert any(line.startswith("error: harbour.json events inquiry kind: ") for line in lines)


def test_check_finds_nothing_wrong_in_a_good_library(casefile: Command) -> None:
    checked = casefile("check")
    assert checked.status == 0 and "2 cases checked: 0 errors" in checked.err
    assert casefile("check", "--json").json == []


def test_check_goes_on_after_a_damaged_file(casefile: Command, library: Path) -> None:
    (library / "broken.json").write_text("[]")
    checked = casefile("check", "--json")
    assert checked.status == 3
    assert {one["file"] for one in checked.json} == {"broken.json"}


def test_columns_are_aligned_by_cells_whatever_the_script(casefile: Command) -> None:
    rows = casefile("show", "harbour", "actors").out
    assert "شهردار بندر" in rows
    lines = casefile("show", "harbour", "fire").out.splitlines()
    rows = [line for line in lines if line.endswith(("c-two", "c-five"))]
    assert len({cell_len(line) - cell_len(line.split()[-1]) for line in rows}) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_check_goes_on_after_what_is_no_case_at_all(casefile: Command, library: Path) -> None:
    (library / "Two Words.json").write_text("{}", "utf-8")
    (library / "folder.json").mkdir()
    (library / "nowhere.json").symlink_to(library / "gone")
    os.mkfifo(library / "pipe.json")
    assert casefile("show", "pipe").status == 5
    (library / "pipe.json").unlink()
    checked = casefile("check", "--json")
    assert checked.status == 3
    messages = {
        finding["file"]: finding["message"] for finding in checked.json if finding["severity"] == "error"
    }
    assert set(messages) == {"Two Words.json", "folder.json", "nowhere.json"}
    assert messages["Two Words.json"]
    assert messages["folder.json"] == "a folder, not a file"
    assert messages["nowhere.json"] == "a link that leads nowhere"
    assert casefile("check").err == "5 cases checked: 3 errors, 0 warnings\n"


def test_a_timeline_that_ends_before_it_begins_is_wrong_usage(casefile: Command) -> None:
    refused = casefile("timeline", "harbour", "--from", "5 jan 2024", "--to", "3 jan 2024")
    assert (refused.status, refused.out) == (2, "")
    assert "--to lies before --from" in refused.err
