"""Times that cannot be true are found, and those that can are left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefile.analysis.clock_words import spoken_times
from casefile.analysis.timing import gap_words, impossible_of, impossible_times
from casefile.model.case import Case

ROOT = Path(__file__).parent.parent.parent


def case_of(**tables: dict[str, dict[str, Any]]) -> Case:
    filled = {
        name: {key: {"id": key, **record} for key, record in records.items()}
        for name, records in tables.items()
    }
    return Case("t", {"case": {"t": {"id": "t", "timezone": "Asia/Tehran"}}, **filled})


def reasons(case: Case) -> dict[str, str]:
    return {found.record: found.reason for found in impossible_times(case)}


def event(edtf: str, text: str = "", **more: Any) -> dict[str, Any]:
    return {"title": "Blast", "when": {"edtf": edtf, **({"text": text} if text else {})}, **more}


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2024-01-03T15:00:00+03:30", "3 p.m. local = 6 a.m. ET"),
        ("2024-01-03T15:00:00+03:30~", "about 3 p.m. local time (6 a.m. ET)"),
        ("2024-01-03T15:00:00+03:30", "15:00 local (12:30 GMT)"),
        ("2022-10-26T17:45:00+03:30", "17:45 local time (13:45 GMT)"),
        ("2024-01-03", "15:00 local time (11:00 GMT)"),
        ("/2024-01-03T17:09:00+03:30", "by 19:39 in India"),
        ("2024-01-03T15:00:00+03:30", "at 15:00 UTC+3"),
        ("2024-07-03T12:00:00Z", "8 a.m. EST, that is 2 p.m. London"),
    ],
)
def test_a_time_on_other_clocks_that_is_another_moment(edtf: str, text: str) -> None:
    found = reasons(case_of(events={"e": event(edtf, text)}))
    assert list(found) == ["e"] and found["e"].startswith(f"“{text}”: ")


def test_the_reason_says_what_the_time_would_be_here() -> None:
    found = reasons(case_of(events={"e": event("2024-01-03T15:00:00+03:30", "3 p.m. local = 6 a.m. ET")}))
    assert found["e"].endswith("6 a.m. ET is 14:30 here, and the date says 15:00")


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2024-01-03T15:00:00+03:30", "3 p.m. local = 6:30 a.m. ET"),
        ("2022-10-26T17:45:00+03:30", "17:45 local time (14:15 GMT)"),
        ("2024-01-03T15:00:00+03:30~", "14:50, 14:55, about 15:00 or 15:04, by speaker"),
        ("/2024-01-04T20:13:00+03:30", "by 17:43 in Switzerland, converted"),
        ("/2024-01-03T17:09:00+03:30", "by 19:09 in India, converted"),
        ("2024-01-03T15:00:00+03:30", "stamped 14:05, zone unclear"),
        ("2024-01-03T14:50:00+03:30/2024-01-03T15:17:00+03:30", "between 11:20 GMT and 11:47 GMT"),
        ("2024-01-03T14:50:00+03:30/2024-01-03T15:17:00+03:30", "about 11:30 GMT"),
        ("2024-01-03", "15:00 local time (11:30 GMT)"),
        ("2024-01-03", "20 killed, 12:30 p.m., local sources say"),
        ("2024-01-04T00:30:00+03:30", "21:00 GMT"),
        ("2024-01-03T23:50:00+03:30~", "about 00:05 local time"),
        ("2024-01-03T21:39:00+08:00", "stamped 21:39, local time in China"),
        ("2024-01-03T21:39:00+08:00", "stamped 18:09, local time in Nowhere"),
    ],
)
def test_a_time_on_other_clocks_that_is_the_same_or_says_nothing(edtf: str, text: str) -> None:
    assert reasons(case_of(events={"e": event(edtf, text)})) == {}


def test_claims_reports_and_ties_are_looked_at_too() -> None:
    wrong = {"edtf": "2024-01-03T15:00:00+03:30", "text": "15:00 local (12:00 GMT)"}
    case = case_of(
        claims={
            "value": {"predicate": "occurred-at", "value": wrong},
            "asserted": {"asserted": wrong},
            "statement": {
                "statement": "It was 15:00 local time, which is 12:00 GMT.",
                "predicate": "occurred-at",
                "value": {"edtf": "2024-01-03"},
            },
        },
        reports={"report": {"published": wrong}},
        relations={"tie": {"when": wrong}},
    )
    assert reasons(case).keys() == {"value", "asserted", "statement", "report", "tie"}
    assert [found.record for found in impossible_of(case, "tie")] == ["tie"]
    assert impossible_of(case, "nobody") == ()


def test_causes_wholes_and_gaps() -> None:
    follows = {"follows": {"event": "first", "minimum": "PT10M", "maximum": "PT20M"}}
    case = case_of(
        events={
            "first": event("2024-01-03T15:00:00Z", part_of="whole"),
            "before": event("2024-01-03T14:00:00Z", follows={"event": "first"}),
            "soon": event("2024-01-03T15:05:00Z", **follows),
            "right": event("2024-01-03T15:15:00Z", **follows),
            "fuzzy": event("2024-01-03", **follows),
            "late": event("2024-01-03T16:00:00Z", **follows),
            "whole": event("2024-01-04"),
        }
    )
    found = reasons(case)
    assert found.keys() == {"first", "before", "soon", "late"}
    assert "outside" in found["first"] and "before" in found["before"]
    assert "sooner" in found["soon"] and "later" in found["late"]


def test_the_shipped_cases_have_no_time_that_cannot_be() -> None:
    for path in sorted((ROOT / "cases").glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        tables = {
            name: {record["id"]: record for record in records.values()} for name, records in content.items()
        }
        assert list(impossible_times(Case(path.stem, tables))) == [], path.name


def test_gaps_in_words() -> None:
    assert gap_words("PT10M", "PT20M") == "10 to 20 minutes after"
    assert gap_words("P1D", "P1D") == "1 day after"
    assert gap_words("PT30M", "PT2H") == "30 minutes to 2 hours after"
    assert gap_words("P40D", "") == "at least 40 days after"
    assert gap_words("", "PT90S") == "at most 90 seconds after"
    assert gap_words("", "") == "after" and gap_words("a while", "") == "a while after"


def test_times_in_words() -> None:
    found = [
        (one.second // 60, one.zone)
        for one in spoken_times("12 a.m. ET, 12:05 p.m. GMT, 9.30 UTC+5:30, 25:00 GMT")
    ]
    assert found == [(0, "America/New_York"), (12 * 60 + 5, "UTC"), (9 * 60 + 30, 19800)]
