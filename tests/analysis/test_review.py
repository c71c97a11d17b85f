"""Questions for the analyst: each is asked when it should be, and no longer once it is answered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from casefile.analysis.factsheets import all_fact_sheets
from casefile.analysis.review import KINDS, by_kind, contested_facts, review
from casefile.model.case import Case
from tests.analysis.facts import shipped

NOW = datetime(2026, 11, 23, tzinfo=UTC)
RECENT = "2026-11-20T00:00:00.000Z"


def tables(**changes: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    whole: dict[str, dict[str, dict[str, Any]]] = {
        "sources": {
            "s": {"id": "s", "name": "S", "reliability": "B"},
            "z": {"id": "z", "name": "Z", "reliability": "C"},
        },
        "reports": {"r": {"id": "r", "source": "s"}, "q": {"id": "q", "source": "z"}},
        "events": {
            "e": {
                "id": "e",
                "title": "E",
                "when": {"edtf": "2024-01-03"},
                "credibility": 1,
                "reports": ["r", "q"],
            }
        },
    }
    for table, records in changes.items():
        whole.setdefault(table, {}).update({key: {"id": key, **value} for key, value in records.items()})
    return whole


def asked(**changes: dict[str, Any]) -> dict[str, list[str]]:
    found = by_kind(review(Case("t", tables(**changes)), NOW))
    return {kind: [question.record for question in questions] for kind, questions in found.items()}


def toll(number: int, **more: Any) -> dict[str, Any]:
    return {
        "statement": f"{number}",
        "subject": "e",
        "predicate": "killed",
        "value": {"number": number},
        "reports": ["r"],
        "credibility": 3,
        **more,
    }


def test_a_sound_case_asks_nothing() -> None:
    assert asked() == {}


@pytest.mark.parametrize(
    ("kind", "record", "changes"),
    [
        ("contested", "e", {"claims": {"c": toll(3), "d": toll(9)}}),
        ("about-nothing", "c", {"claims": {"c": toll(3, subject="gone")}}),
        ("confirmed", "c", {"claims": {"c": toll(3, credibility=1)}}),
        ("single-origin", "c", {"claims": {"c": toll(3, credibility=2)}}),
        ("grade", "c", {"claims": {"c": toll(3, credibility=None)}}),
        ("source", "n", {"sources": {"n": {"name": "New"}}}),
        ("undated", "u", {"events": {"u": {"title": "U"}}}),
        (
            "circular",
            "p",
            {
                "reports": {
                    "p": {"source": "s", "derived_from": ["w"]},
                    "w": {"source": "s", "derived_from": ["p"]},
                }
            },
        ),
        (
            "same",
            "a",
            {
                "actors": {
                    "a": {"name": "Ahmad Vahidi", "kind": "person"},
                    "b": {"name": "Vahidi Ahmad", "kind": "person"},
                }
            },
        ),
        (
            "question",
            "w",
            {"notes": {"w": {"title": "Why?", "kind": "question", "modified": "2026-01-01T00:00:00.000Z"}}},
        ),
        (
            "time",
            "f",
            {"events": {"f": {"title": "F", "when": {"edtf": "2024-01-02"}, "follows": {"event": "e"}}}},
        ),
        ("grade", "p", {"reports": {"p": {"source": "s", "reliability": "E"}}}),
    ],
)
def test_each_question_is_asked(kind: str, record: str, changes: dict[str, Any]) -> None:
    found = asked(**changes)
    assert record in found[kind]
    assert set(found) <= set(KINDS)


def test_an_accepted_claim_answers_a_contested_fact() -> None:
    assert "contested" not in asked(claims={"c": toll(3), "d": toll(9, status="accepted")})


def test_support_from_another_origin_confirms() -> None:
    claims = {"c": toll(3, credibility=1), "d": toll(3, reports=["q"], supports=["c"])}
    assert "confirmed" not in asked(claims=claims)


def test_neither_a_vaguer_nor_an_improbable_claim_confirms() -> None:
    sure = toll(3, credibility=1)
    vaguer = {**toll(2, reports=["q"]), "value": {"number": 2, "qualifier": "at-least"}}
    assert asked(claims={"c": sure, "d": vaguer})["confirmed"] == ["c"]
    assert asked(claims={"c": sure, "d": toll(3, reports=["q"], credibility=5)})["confirmed"] == ["c"]
    assert asked(claims={"c": sure, "d": {**vaguer, "supports": ["c"]}}).get("confirmed") is None


def test_a_fact_that_only_another_fact_contradicts_is_asked_about_with_what_is_against_it() -> None:
    weapon = {"statement": "w", "subject": "e", "predicate": "weapon", "value": "bags", "credibility": 3}
    case = Case("t", tables(claims={"c": toll(3, contradicts=["d"]), "d": {**weapon, "reports": ["r"]}}))
    found = {question.evidence: question.message for question in contested_facts(case)}
    assert found == {
        ("c", "d"): "E, killed: 3, contradicted by 1 claim on other facts",
        ("d", "c"): "E, weapon: bags, contradicted by 1 claim on other facts",
    }


@pytest.mark.parametrize("case_id", ["kerman-2024", "shah-cheragh-2022", "shah-cheragh-2023"])
def test_every_contested_fact_of_a_shipped_case_is_asked_about(case_id: str) -> None:
    case = shipped(case_id)
    contested = [sheet for sheet in all_fact_sheets(case) if sheet.contested]
    assert len(list(contested_facts(case))) == len(contested) > 9


def test_a_question_that_was_touched_is_not_brought_up() -> None:
    assert asked(notes={"w": {"title": "Why?", "kind": "question", "modified": RECENT}}) == {}
    assert (
        asked(notes={"w": {"title": "Why?", "kind": "question", "status": "done", "modified": "2026-01-01"}})
        == {}
    )
