"""The shipped cases: sound, whole, in the form in which casefile writes them, and readable by TinyDB alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tinydb

from casefile.analysis.factsheets import fact_sheets, headline_figures
from casefile.analysis.origins import report_origins
from casefile.analysis.timing import impossible_times
from casefile.model.case import Case
from casefile.model.check import check
from casefile.model.records import Claim, Event, Note, Quantity, Report, claim_value, document_id

FOLDER = Path(__file__).parent.parent / "cases"
NAMES = ("kerman-2024", "shah-cheragh-2022", "shah-cheragh-2023")


def load(name: str) -> Case:
    tables = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return Case(
        name,
        {table: {record["id"]: record for record in records.values()} for table, records in tables.items()},
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_case_is_sound(name: str) -> None:
    assert list(check(load(name))) == []
    assert list(impossible_times(load(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_case_has_the_form_in_which_cases_are_written(name: str) -> None:
    data = (FOLDER / f"{name}.json").read_bytes()
    tables = json.loads(data)
    assert data == (json.dumps(tables, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    for records in tables.values():
        assert all(key == str(document_id(record["id"])) for key, record in records.items())


@pytest.mark.parametrize("name", NAMES)
def test_tinydb_alone_opens_a_shipped_case(name: str) -> None:
    case = load(name)
    with tinydb.TinyDB(FOLDER / f"{name}.json", access_mode="r", encoding="utf-8") as database:
        assert database.tables() == set(case.tables)
        found = database.table("events").search(tinydb.Query().kind == "attack")
        assert (
            {event["id"] for event in found}
            == {one.id for one in case.all(Event) if one.kind == "attack"}
            != set()
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_cited_and_every_claim_names_who_said_it(name: str) -> None:
    case = load(name)
    assert [report.id for report in case.all(Report) if not case.backlinks(report.id)] == []
    assert [claim.id for claim in case.all(Claim) if not claim.attribution or not claim.reports] == []
    assert [claim.id for claim in case.all(Claim) if claim.credibility is None] == []


def test_all_227_reports_of_the_collection_are_there() -> None:
    reports = {report.id for name in NAMES for report in load(name).all(Report)}
    assert len(reports) == 227


def test_no_identity_leads_nowhere() -> None:
    cases = {name: load(name) for name in NAMES}
    for case in cases.values():
        for actor in case.tables["actors"].values():
            for identity in actor.get("same_as", ()):
                other, _, record = identity.partition(":")
                assert cases[other].table_of(record) == "actors", identity
                assert f"{case.id}:{actor['id']}" in cases[other].tables["actors"][record]["same_as"]


def test_the_toll_of_kerman_stands_as_claims_on_one_event() -> None:
    case = load("kerman-2024")
    (sheet,) = [sheet for sheet in fact_sheets(case, "kerman-bombings") if sheet.predicate == "killed"]
    numbers = {
        value.number for claim in sheet.claims if isinstance(value := claim_value(claim.value), Quantity)
    }
    assert sheet.contested and {20, 53, 73, 103, 95, 84, 89, 91, 92, 93, 94, 96, 97} <= numbers
    assert headline_figures(case)[0].spread.startswith("84–")


def test_versions_of_one_happening_are_claims_and_not_events() -> None:
    case = load("kerman-2024")
    (sheet,) = [sheet for sheet in fact_sheets(case, "first-blast") if sheet.predicate == "occurred-at"]
    assert sheet.contested and len(sheet.groups) >= 4
    follows = case.get("second-blast", Event)
    assert follows is not None and follows.follows is not None and follows.follows.event == "first-blast"


def test_copies_of_one_text_are_one_origin() -> None:
    case = load("kerman-2024")
    chain = report_origins(case, ["asiaplus-2024-01-11-second-bomber"])
    assert "eurasianet-2024-01-10-second-bomber" in {step for path in chain.relays for step in path}


@pytest.mark.parametrize(("name", "questions"), list(zip(NAMES, (14, 11, 11), strict=True)))
def test_open_questions_are_notes(name: str, questions: int) -> None:
    asked = [note for note in load(name).all(Note) if note.kind == "question"]
    assert len(asked) >= questions and all(note.status == "open" and note.about for note in asked)
