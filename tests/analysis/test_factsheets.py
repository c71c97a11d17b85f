"""Claims side by side: what agrees, what contradicts, what is held."""

from __future__ import annotations

from typing import Any

from casefile.analysis.factsheets import contested_versions, fact_sheets, headline_figures
from casefile.model.case import Case


def case_with(*claims: dict[str, Any]) -> Case:
    return Case(
        "t",
        {
            "events": {"attack": {"id": "attack", "title": "Attack"}},
            "sources": {"irna": {"id": "irna", "name": "IRNA", "reliability": "B"}},
            "reports": {"r": {"id": "r", "source": "irna"}},
            "claims": {
                f"c{number}": {
                    "id": f"c{number}",
                    "statement": "s",
                    "subject": "attack",
                    "reports": ["r"],
                    **claim,
                }
                for number, claim in enumerate(claims)
            },
        },
    )


def killed(number: int, qualifier: str = "exactly", **more: Any) -> dict[str, Any]:
    return {"predicate": "killed", "value": {"number": number, "qualifier": qualifier}, **more}


def test_two_exact_numbers_contradict_and_one_value_held_is_the_best_graded() -> None:
    case = case_with(killed(103, credibility=4), killed(84, credibility=2), killed(84, credibility=3))
    (sheet,) = fact_sheets(case, "attack")
    assert sheet.contested
    assert [group.label for group in sheet.groups] == ["84", "103"]
    assert sheet.held is not None and sheet.held.label == "84" and sheet.held.best_grade == "B2"
    assert sheet.spread == "84–103"


def test_at_least_84_agrees_with_91() -> None:
    (sheet,) = fact_sheets(case_with(killed(84, "at-least"), killed(91)), "attack")
    assert not sheet.contested


def test_what_is_superseded_stays_visible_but_does_not_count() -> None:
    case = case_with(killed(103, status="superseded"), killed(84, credibility=5))
    (sheet,) = fact_sheets(case, "attack")
    assert not sheet.contested and len(sheet.groups) == 2
    assert sheet.held is not None and sheet.held.label == "84"
    assert contested_versions(case) == {}


def test_an_accepted_claim_is_held_before_a_better_graded_one() -> None:
    case = case_with(killed(84, credibility=1), killed(91, credibility=4, status="accepted"))
    (sheet,) = fact_sheets(case, "attack")
    assert sheet.held is not None and sheet.held.label == "91"


def test_an_explicit_contradiction_contests_a_fact() -> None:
    one = {"predicate": "says", "value": "They came from the north"}
    other = {"predicate": "says", "value": "They came from the south", "contradicts": ["c0"]}
    (sheet,) = fact_sheets(case_with(one, other), "attack")
    assert sheet.contested
    (quiet,) = fact_sheets(case_with(one, {**other, "contradicts": []}), "attack")
    assert not quiet.contested


def test_a_denial_stands_against_what_it_denies() -> None:
    case = case_with(
        {"predicate": "responsibility", "value": "Israel"},
        {"predicate": "responsibility", "value": "Israel", "stance": "denies", "contradicts": ["c0"]},
    )
    (sheet,) = fact_sheets(case, "attack")
    assert sheet.contested and len(sheet.groups) == 2


def test_headline_figures_take_the_last_word_of_each_origin() -> None:
    case = case_with(
        killed(20, attribution=["a"], asserted={"edtf": "2024-01-03"}),
        killed(84, attribution=["a"], asserted={"edtf": "2024-01-04"}),
        killed(95, attribution=["b"], asserted={"edtf": "2024-01-04"}),
        killed(900, attribution=["c"], asserted={"edtf": "2024-01-04"}, credibility=5),
    )
    assert [figure.spread for figure in headline_figures(case)] == ["84–95"]


def test_lengths_are_compared_in_metres() -> None:
    near = {"predicate": "distance-from", "value": {"number": 700, "unit": "m"}}
    same = {"predicate": "distance-from", "value": {"number": 0.7, "unit": "km"}}
    far = {"predicate": "distance-from", "value": {"number": 1.5, "unit": "km"}}
    assert not fact_sheets(case_with(near, same), "attack")[0].contested
    assert fact_sheets(case_with(near, far), "attack")[0].contested
