"""`--at`: a case, a record and the timeline as they were known then, and as they had been recorded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.cli.run import run

Ask = Callable[..., str]
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def kerman(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    shutil.copytree(ROOT / "cases", tmp_path / "cases", ignore=shutil.ignore_patterns(".*"))

    def command(*arguments: str, status: int = 0) -> str:
        capfd.readouterr()
        assert run(["-L", str(tmp_path / "cases"), *arguments]) == status
        output = capfd.readouterr()
        return output.out if status == 0 else output.err

    return command


def test_a_case_as_it_was_known(kerman: Ask) -> None:
    shown = kerman("show", "kerman-2024", "--at", "13 dey 1402")
    assert shown.startswith("as known at the end of ")
    assert "killed 20–95" in shown and "48" not in shown and "ISIS-K" not in shown
    found = json.loads(kerman("show", "kerman-2024", "--at", "3 jan 2024", "--json"))
    assert found["at"] == "2024-01-03T20:30:00Z" and found["case"]["summary"] == ""
    assert {"predicate": "killed", "label": "killed", "spread": "20–95"} in found["figures"]
    assert 0 < len(found["tables"]["claims"]) < 60


def test_a_record_as_it_was_known(kerman: Ask) -> None:
    now = json.loads(kerman("show", "kerman-2024", "kerman-bombings", "--json"))
    then = json.loads(kerman("show", "kerman-2024", "kerman-bombings", "--at", "2024-01-03", "--json"))
    assert "at" not in now and then["at"]
    assert len(then["record"]["reports"]) < len(now["record"]["reports"])
    assert then["record"]["participants"] == [] or all(
        "IS" not in part["role"] for part in then["record"]["participants"]
    )
    assert {sheet["predicate"]: sheet["spread"] for sheet in then["claims"]}["killed"] == "20–200"
    assert "Khatib" not in json.dumps(then, ensure_ascii=False)


def test_a_record_that_was_not_there_yet(kerman: Ask) -> None:
    message = kerman("show", "kerman-2024", "is-claims-attack", "--at", "3 jan 2024", status=1)
    assert "'is-claims-attack' was not there yet, as known at the end of Wed 3 Jan 2024" in message
    assert "no day or moment" in kerman("show", "kerman-2024", "--at", "unknown", status=2)


def test_a_table_and_the_timeline_as_they_were_known(kerman: Ask) -> None:
    events = json.loads(kerman("show", "kerman-2024", "events", "--at", "3 jan 2024", "--json"))
    listed = json.loads(kerman("timeline", "kerman-2024", "--at", "3 jan 2024", "--json"))
    assert {event["id"] for event in events} == {event["id"] for event in listed}
    assert len(listed) == 15 and "is-claims-attack" not in {event["id"] for event in listed}


def test_a_case_as_it_had_been_recorded(kerman: Ask) -> None:
    note = kerman("note", "kerman-2024", "-m", "A thought").strip()
    assert note in kerman("show", "kerman-2024", "notes")
    earlier = kerman("show", "kerman-2024", "--at", "22 nov 2026", "--recorded")
    assert (
        earlier.startswith("as recorded at the end of ") and "TLP" not in earlier and "killed" not in earlier
    )
    assert note not in kerman("show", "kerman-2024", "notes", "--at", "23 nov 2026 05:00", "--recorded")


def test_facts_origins_and_what_was_open_then(kerman: Ask) -> None:
    day = ("--at", "3 jan 2024")
    facts = json.loads(kerman("facts", "kerman-2024", *day, "--json"))
    values = {
        value["value"] for sheet in facts if sheet["predicate"] == "killed" for value in sheet["values"]
    }
    assert {"20", "53", "73", "103", "95"} <= values and "84" not in values
    origins = json.loads(kerman("origins", "kerman-2024", "kerman-bombings", *day, "--json"))
    now = json.loads(kerman("origins", "kerman-2024", "kerman-bombings", "--json"))
    assert 0 < origins["reports"] < now["reports"]
    listed = json.loads(kerman("review", "kerman-2024", *day, "--json"))
    records = {
        row["id"]
        for rows in json.loads(kerman("show", "kerman-2024", *day, "--json"))["tables"].values()
        for row in rows
    }
    assert listed and {one["record"] for one in listed} <= records
    for command in (("facts", "kerman-2024"), ("figures", "kerman-2024"), ("timeline", "kerman-2024")):
        shown = kerman(*command, *day).splitlines()
        assert shown[0].startswith("as known at the end of Wed 3 Jan 2024") and shown[1].endswith(
            "are today's"
        )
    assert "not there yet" in kerman("facts", "kerman-2024", "is-claims-attack", *day, status=1)
    assert "not there yet" in kerman("origins", "kerman-2024", "is-claims-attack", *day, status=1)


def test_what_had_been_recorded_needs_a_moment(kerman: Ask) -> None:
    assert "name it with --at" in kerman("facts", "kerman-2024", "--recorded", status=2)
    nothing = kerman("facts", "kerman-2024", "--recorded", "--at", "2020-01-01", status=1)
    assert "there are no claims in it then" in nothing
