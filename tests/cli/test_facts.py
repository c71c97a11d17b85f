"""Facts, figures and origins on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.harbour import HARBOUR, Command, write_case


@pytest.fixture
def contested(library: Path) -> Path:
    """The harbour with dates on its counts, a correction, and a grade of 1 that nobody confirms."""
    dated = {"c-two": {"asserted": {"edtf": "2024-03-01"}}, "c-five": {"asserted": {"edtf": "2024-03-02"}}}
    more: list[dict[str, Any]] = [
        {
            "id": "c-four",
            "statement": "Four were killed.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 4},
            "attribution": ["agency"],
            "reports": ["r-agency"],
            "asserted": {"edtf": "2024-03-05"},
            "stance": "revises",
            "credibility": 1,
        }
    ]
    claims = [{**claim, **dated.get(claim["id"], {})} for claim in HARBOUR["claims"]] + more
    return write_case(library, "harbour", {**HARBOUR, "claims": claims})


def test_facts_say_what_is_held_and_why(casefile: Command, contested: Path) -> None:
    shown = casefile("facts", "harbour")
    assert shown.status == 0
    assert shown.out.splitlines()[0] == "The fire (fire): killed · contested, 3 versions · 2–5"
    held = next(line for line in shown.out.splitlines() if "■" in line)
    assert held.split() == [
        "■",
        "4",
        "B1",
        "1",
        "report,",
        "1",
        "origin",
        "5",
        "Mar",
        "2024",
        "The",
        "Agency",
    ]
    assert "4 is held: the best graded, B1 (The Agency, 5 Mar 2024)." in shown.out
    assert casefile("facts", "harbour", "fire").out == shown.out


def test_facts_as_json(casefile: Command, contested: Path) -> None:
    (fact,) = casefile("facts", "harbour", "--json").json
    assert list(fact) == [
        *(
            "subject",
            "title",
            "predicate",
            "label",
            "contested",
            "versions",
            "spread",
            "held",
            "why",
            "against",
            "values",
        ),
    ]
    assert (fact["subject"], fact["predicate"], fact["contested"], fact["held"]) == (
        "fire",
        "killed",
        True,
        "4",
    )
    five = next(value for value in fact["values"] if value["value"] == "5")
    assert (
        five["origins"] == ["mayor"]
        and five["reports"] == ["r-paper"]
        and five["first"] == {"edtf": "2024-03-02"}
    )
    assert five["claims"][0]["chain"] == "شهردار بندر ▸ The Paper"


def test_facts_about_nothing(casefile: Command) -> None:
    nothing = casefile("facts", "harbour", "mayor")
    assert (nothing.status, nothing.out) == (1, "") and "no claims about 'mayor'" in nothing.err
    missing = casefile("facts", "harbour", "fires")
    assert missing.status == 1 and "did you mean fire" in missing.err
    assert casefile("facts", "quay", "--json").json == []


def test_figures_in_a_table_and_as_a_chart(casefile: Command, contested: Path) -> None:
    listed = casefile("figures", "harbour").out.splitlines()
    assert listed[0].split() == ["subject", "figure", "still", "said", "said", "heard", "from"]
    assert "The fire" in listed[1] and "2 5 4" in listed[1] and "2 reports, 2 origins" in listed[1]
    drawn = casefile("figures", "harbour", "killed").out
    assert drawn.splitlines()[:2] == ["The fire (fire): killed", "still said 4–5 · 2 reports, 2 origins"]
    assert "◉2" in drawn and "◉5" in drawn and "◆4" in drawn and "5 Mar" in drawn
    row = next(line for line in drawn.splitlines() if "c-four" in line)
    assert row.split() == ["5", "Mar", "2024", "4", "B1", "The", "Agency", "correction", "c-four"]


def test_figures_as_they_were_known(casefile: Command, contested: Path) -> None:
    (then,) = casefile("figures", "harbour", "killed", "--at", "2024-03-02", "--json").json
    assert [step["number"] for step in then["steps"]] == [2, 5] and then["held"] == {"low": 2, "high": 5}
    (now,) = casefile("figures", "harbour", "killed", "--json").json
    assert [(step["claim"], step["new"], step["corrects"]) for step in now["steps"]][-1] == (
        "c-four",
        True,
        True,
    )
    before = casefile("figures", "harbour", "--at", "2024-02-01")
    assert before.status == 1 and "no figures then" in before.err
    assert casefile("figures", "harbour", "--at", "someday").status == 2


def test_origins_as_a_tree(casefile: Command) -> None:
    shown = casefile("origins", "harbour", "fire").out.splitlines()
    assert shown[:2] == ["The fire", "2 reports, 1 origin: The Agency"]
    assert shown[3:] == [
        "  The Agency (agency)",
        "  └ Fire at the harbour (The Agency, 1 Mar 2024 15:30; r-agency)",
        "    └ Harbour burns (The Paper; r-paper)",
    ]
    found = casefile("origins", "harbour", "fire", "--json").json
    assert found["roots"] == ["agency"] and found["reports"] == 2 and found["circles"] == []
    assert [(relay["id"], relay["depth"]) for relay in found["tree"]] == [
        ("agency", 0),
        ("r-agency", 1),
        ("r-paper", 2),
    ]


def test_origins_question_what_nobody_confirms_and_find_circles(
    casefile: Command, contested: Path, library: Path
) -> None:
    assert "fewer than two" in casefile("origins", "harbour", "c-four").out
    checked = casefile("check", "harbour")
    assert checked.status == 0
    assert "warning: harbour.json claims c-four credibility: 1 says confirmed" in checked.out
    reports = [{**HARBOUR["reports"][0], "derived_from": ["r-paper"]}, HARBOUR["reports"][1]]
    write_case(library, "harbour", {**HARBOUR, "reports": reports})
    assert "relay one another in a circle" in casefile("origins", "harbour", "fire").out
    assert "relays in a circle with r-paper" in casefile("check", "harbour").out


def test_origins_of_what_rests_on_nothing(casefile: Command) -> None:
    nothing = casefile("origins", "harbour", "inquiry")
    assert (nothing.status, nothing.out) == (1, "") and "rests on no report" in nothing.err
