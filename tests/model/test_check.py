"""What `check` says, each with the place where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from casefile.model.case import Case
from casefile.model.check import Finding, check, record_findings


def whole(**tables: dict[str, Any]) -> Case:
    case = {"t": {"id": "t", "format": "casefile", "format_version": 1, "title": "T"}}
    return Case("t", {"case": case, **tables})


@pytest.mark.parametrize(
    ("table", "fields", "field", "words"),
    [
        ("events", {"title": 3}, "title", "expected `str`, got `int`"),
        ("events", {"title": "x", "kind": "party"}, "kind", "'party' is not one of attack, statement"),
        ("events", {"title": "x", "when": {"edtf": "2024-13"}}, "when", "2024-13"),
        ("events", {"title": "x", "when": {"edtf": "2024", "timezone": "Mars/Base"}}, "when", "Mars/Base"),
        ("events", {"title": "x", "when": {"edtf": "2024", "calendar": "mayan"}}, "when.calendar", "mayan"),
        ("events", {"title": "x", "credibility": 7}, "credibility", "'7' is not one of 1, 2"),
        ("events", {"title": "x", "importance": 4}, "importance", "'4'"),
        ("events", {}, "title", "is needed"),
        ("sources", {"name": "x", "reliability": "G"}, "reliability", "'G' is not one of A, B"),
        ("sources", {"name": "x", "country": "Iran"}, "country", "ISO 3166-1"),
        ("reports", {"source": "s", "url": "javascript:alert(1)"}, "url", "http"),
        ("places", {"name": "x", "latitude": 91.0}, "latitude", "90 degrees"),
        ("notes", {"title": ""}, "body", "a note needs"),
        ("notes", {"title": "x", "marking": "SECRET"}, "marking", "TLP:CLEAR"),
        ("notes", {"title": "x", "modified": "yesterday"}, "modified", "RFC 3339"),
        (
            "claims",
            {"statement": "s", "subject": "e", "predicate": "killed", "value": "many"},
            "value",
            "quantity",
        ),
        (
            "claims",
            {"statement": "s", "subject": "e", "predicate": "killed", "value": {}},
            "value",
            "a number",
        ),
        (
            "claims",
            {"statement": "s", "subject": "e", "predicate": "killed", "value": {"number": True}},
            "value.number",
            "a number",
        ),
        (
            "claims",
            {
                "statement": "s",
                "subject": "e",
                "predicate": "killed",
                "value": {"low": 9, "high": 3, "number": 5},
            },
            "value.low",
            "more than the high",
        ),
        (
            "claims",
            {"statement": "s", "subject": "e", "predicate": "occurred-at", "value": "noon"},
            "value",
            "date",
        ),
    ],
)
def test_an_error_names_its_field(table: str, fields: dict[str, Any], field: str, words: str) -> None:
    findings = list(record_findings(table, {"id": "x", **fields}))
    assert [
        found
        for found in findings
        if found.severity == "error" and found.field == field and words in found.message
    ]
    assert all((found.table, found.record) == (table, "x") for found in findings)


def test_references_to_nothing_and_into_the_wrong_table_are_errors() -> None:
    case = whole(
        events={"e": {"id": "e", "title": "E", "reports": ["nowhere"], "place": "e"}},
        notes={"n": {"id": "n", "title": "N", "body": "[[lost]]", "about": ["e"]}},
    )
    assert list(check(case)) == [
        Finding("error", "events", "e", "place", "'e' stands in events, not in places"),
        Finding("error", "events", "e", "reports", "there is no record 'nowhere'"),
        Finding("warning", "notes", "n", "body", "there is no record 'lost'"),
    ]


def test_one_id_in_two_tables_is_an_error() -> None:
    case = whole(events={"e": {"id": "e", "title": "E"}}, notes={"e": {"id": "e", "title": "N"}})
    assert [found.field for found in check(case)] == ["id"]


def test_a_case_needs_its_own_record() -> None:
    assert [found.table for found in check(Case("t", {}))] == ["case"]


def test_a_sound_case_has_no_findings() -> None:
    assert list(check(whole(events={"e": {"id": "e", "title": "E", "when": {"edtf": "2024-01-03~"}}}))) == []
