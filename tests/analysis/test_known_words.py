"""What a record said then: names, times and places by the claims behind them, grades by their history, notes by what
they are about; and nothing that is shown of a moment was said after it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.factsheets import all_fact_sheets
from casefile.analysis.figures import charted, figure_series
from casefile.analysis.grades import claim_grade
from casefile.analysis.known import Knowledge
from casefile.analysis.known_case import NOT_KNOWN, KnownCase
from casefile.analysis.known_words import NOT_NAMED
from casefile.analysis.matrix import matrix
from casefile.analysis.relaying import relay_tree
from casefile.analysis.review import review
from casefile.analysis.ties import ties
from casefile.cli.labels import date
from casefile.cli.records import record_json, sheet_json
from casefile.model.case import Case
from casefile.model.dates import parse_edtf
from casefile.model.records import Actor, Claim, Event, Source


def at(case: Case, day: str) -> KnownCase:
    return Knowledge(case).at(parse_edtf(day).end)


def case_of(**tables: list[dict[str, Any]]) -> Case:
    return Case("t", {name: {one["id"]: one for one in records} for name, records in tables.items()})


def said(claim_id: str, subject: str, predicate: str, value: Any, day: str, **more: Any) -> dict[str, Any]:
    return {
        "id": claim_id,
        "statement": f"{claim_id} says so",
        "subject": subject,
        "predicate": predicate,
        "value": value,
        "asserted": {"edtf": day},
        **more,
    }


def test_a_name_and_a_nationality_are_known_from_the_claim_that_gives_them() -> None:
    case = case_of(
        actors=[
            {
                "id": "bomber",
                "kind": "person",
                "name": "Omar B.",
                "country": "TJ",
                "names": [{"value": "omar b."}, {"value": "The second man"}],
            }
        ],
        events=[{"id": "blast", "title": "Blast", "when": {"edtf": "2024-01-03"}}],
        claims=[
            said("a", "blast", "perpetrator", {"record": "bomber"}, "2024-01-04"),
            said("b", "bomber", "name", "Omar B.", "2024-01-11"),
            said("c", "bomber", "nationality", "Tajikistan", "2024-01-11"),
        ],
    )
    before, after = at(case, "2024-01-05"), at(case, "2024-01-11")
    actor = before.get("bomber", Actor)
    assert actor is not None and (actor.name, actor.country) == ("The second man", "")
    assert [name.value for name in actor.names] == ["The second man"]
    assert before.title("bomber") == "The second man" and before.raw("bomber")[1]["name"] == "The second man"
    assert after.title("bomber") == "Omar B." and after.get("bomber", Actor) == case.get("bomber", Actor)
    assert at(case, "2024-01-03").title("bomber") == NOT_KNOWN
    del case.tables["actors"]["bomber"]["names"]
    assert at(Case("t", case.tables), "2024-01-05").title("bomber") == NOT_NAMED


def test_of_two_names_the_one_that_was_said_by_then_is_shown() -> None:
    case = case_of(
        actors=[{"id": "man", "name": "Komron"}],
        claims=[
            said("a", "man", "name", "Hamed", "2022-10-29"),
            said("b", "man", "name", "Komron", "2022-11-09"),
        ],
    )
    assert [at(case, day).title("man") for day in ("2022-10-30", "2022-11-09")] == ["Hamed", "Komron"]


def test_the_time_and_the_place_of_an_event_are_those_told_by_then() -> None:
    when = {"edtf": "2024-01-03T14:55:00Z", "text": "14:50 or 14:55, by speaker"}
    case = case_of(
        places=[{"id": "tomb", "name": "Tomb"}, {"id": "road", "name": "Road"}],
        events=[{"id": "blast", "title": "Blast", "when": when, "place": "road"}],
        claims=[
            said("a", "blast", "occurred-at", {"edtf": "2024-01-03T14:50:00Z"}, "2024-01-03"),
            said("b", "blast", "occurred-at", {"edtf": "2024-01-03T14:55:00Z"}, "2024-01-11"),
            said("c", "blast", "located-at", {"record": "tomb"}, "2024-01-04"),
            said("d", "blast", "located-at", {"record": "road"}, "2024-01-12"),
        ],
    )
    told = []
    for day in ("2024-01-03", "2024-01-04", "2024-01-11", "2024-01-12"):
        event = at(case, day).get("blast", Event)
        assert event is not None and event.when is not None
        told.append((event.when.edtf[11:16], event.when.text, event.place))
    words = when["text"]
    assert told == [
        ("14:50", "", ""),
        ("14:50", "", "tomb"),
        ("14:55", words, "tomb"),
        ("14:55", words, "road"),
    ]
    del case.tables["claims"]["a"]
    only_day = at(Case("t", case.tables), "2024-01-04").get("blast", Event)
    assert only_day is not None and only_day.when is not None and only_day.when.edtf == "2024-01-03"


def test_a_source_has_the_grade_of_its_history_and_before_it_none() -> None:
    history = [{"grade": "B", "when": "2024-01-04"}, {"grade": "E", "when": "2024-02-01", "reason": "a hoax"}]
    case = case_of(
        sources=[
            {"id": "daily", "name": "Daily", "reliability": "E", "reliability_reason": "a hoax"},
            {"id": "agency", "name": "Agency", "reliability": "A"},
        ],
        reports=[{"id": "r", "source": "daily", "published": {"edtf": "2024-01-03"}}],
        events=[],
        claims=[said("a", "x", "killed", {"number": 3}, "2024-01-03", reports=["r"], credibility=2)],
    )
    claim = case.get("a", Claim)
    assert claim is not None and claim_grade(at(case, "2024-01-03"), claim) == "E2", (
        "without a history timeless"
    )
    case.tables["sources"]["daily"]["reliability_history"] = history
    case = Case("t", case.tables)
    grades, reasons = [], []
    for day in ("2024-01-03", "2024-01-04", "2024-01-31", "2024-02-01"):
        known = at(case, day)
        source = known.get("daily", Source)
        assert source is not None
        grades.append((source.reliability, claim_grade(known, claim), len(source.reliability_history)))
        reasons.append(source.reliability_reason)
        (sheet,) = all_fact_sheets(known)
        assert sheet.groups[0].best_grade == claim_grade(known, claim)
    assert grades == [("", "–2", 0), ("B", "B2", 1), ("B", "B2", 1), ("E", "E2", 2)]
    assert reasons == ["", "", "", "a hoax"]
    case.tables["sources"]["daily"]["reliability_history"] = [{"grade": "B"}, history[1]]
    assert claim_grade(at(Case("t", case.tables), "2024-01-03"), claim) == "B2", (
        "without a day: from the beginning"
    )


def test_a_description_is_left_out_until_all_that_is_claimed_of_the_record_was_known() -> None:
    case = case_of(
        events=[
            {"id": "blast", "title": "Blast", "when": {"edtf": "2024-01-03"}, "description": "At 14:55."}
        ],
        claims=[
            said("a", "blast", "killed", {"number": 3}, "2024-01-03"),
            said("b", "blast", "killed", {"number": 4}, "2024-01-11"),
        ],
    )
    shown = [at(case, day).raw("blast")[1].get("description") for day in ("2024-01-03", "2024-01-11")]
    assert shown == [None, "At 14:55."]


def test_a_note_is_there_once_all_that_it_speaks_of_was_known() -> None:
    notes = [
        {"id": "n-free", "title": "Method"},
        {"id": "n-early", "title": "Early", "about": ["a"]},
        {"id": "n-late", "title": "Why did it fall?", "about": ["a"], "body": "See [[b|the second figure]]."},
    ]
    case = case_of(
        notes=notes,
        claims=[
            said("a", "x", "killed", {"number": 103}, "2024-01-03"),
            said("b", "x", "killed", {"number": 84}, "2024-01-04"),
        ],
    )
    knowledge = Knowledge(case)
    first, second = (knowledge.at(parse_edtf(day).end) for day in ("2024-01-03", "2024-01-04"))
    assert list(first.table("notes")) == ["n-free", "n-early"]
    assert len(second.table("notes")) == 3 and {"n-free", "n-late"} <= knowledge.by(second.moment)
    assert knowledge.between(first.moment, second.moment) == ["b"]


def test_an_event_within_one_that_was_not_known_stands_alone() -> None:
    case = case_of(
        events=[
            {"id": "trial", "title": "Trial", "when": {"edtf": "2024-03-01"}},
            {
                "id": "arrest",
                "title": "Arrest",
                "when": {"edtf": "2024-01-03"},
                "part_of": "trial",
                "follows": {"event": "trial"},
            },
        ]
    )
    event = at(case, "2024-01-05").get("arrest", Event)
    assert event is not None and event.part_of == "" and event.follows is None
    assert "trial" not in json.dumps(at(case, "2024-01-05").raw("arrest"))


DAYS = st.integers(1, 28)
TOKEN = re.compile(r"day(\d\d)")


def day_of(number: int) -> str:
    return f"2024-01-{number:02d}"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Cases in which every dated text carries its day, as `day07`: an id, a statement, a name, a headline."""
    days = draw(st.lists(DAYS, min_size=2, max_size=8))
    reports = [
        {
            "id": f"r{number}-day{day:02d}",
            "source": "irna",
            "title": f"Headline day{day:02d}",
            "published": {"edtf": day_of(day)},
        }
        for number, day in enumerate(days)
    ]
    actors, claims, events, notes, ties_ = [], [], [], [], []
    for number, day in enumerate(draw(st.lists(DAYS, max_size=4))):
        other = draw(DAYS)
        actors.append(
            {
                "id": f"a{number}",
                "name": f"Name day{other:02d}",
                "kind": "person",
                "names": [{"value": f"Name day{other:02d}"}],
                "country": "TJ",
            }
        )
        claims.append(
            said(f"p{number}-day{day:02d}", "attack", "perpetrator", {"record": f"a{number}"}, day_of(day))
        )
        claims.append(
            said(f"n{number}-day{other:02d}", f"a{number}", "name", f"Name day{other:02d}", day_of(other))
        )
        ties_.append(
            {
                "id": f"t{number}-day{other:02d}",
                "subject": f"a{number}",
                "type": f"knows-day{other:02d}",
                "object": "irna",
                "claims": [f"n{number}-day{other:02d}"],
            }
        )
    for number, day in enumerate(draw(st.lists(DAYS, max_size=8))):
        predicate, value = draw(
            st.sampled_from(
                [
                    ("killed", {"number": day}),
                    ("cause", f"cause day{day:02d}"),
                    ("occurred-at", {"edtf": "2024-01-01", "text": f"words day{day:02d}"}),
                ]
            )
        )
        claims.append(
            said(
                f"c{number}-day{day:02d}",
                "attack",
                predicate,
                value,
                day_of(day),
                reports=[draw(st.sampled_from(reports))["id"]],
                attribution=draw(st.sampled_from([[], ["irna"]])),
                contradicts=[draw(st.sampled_from(claims))["id"]] if claims else [],
            )
        )
        events.append(
            {
                "id": f"e{number}-day{day:02d}",
                "title": f"Event day{day:02d}",
                "when": {"edtf": day_of(day)},
                "part_of": draw(st.sampled_from(events))["id"] if events else "attack",
            }
        )
        notes.append(
            {
                "id": f"note{number}",
                "title": f"Note day{day:02d}",
                "kind": "question",
                "body": f"See [[c{number}-day{day:02d}]].",
            }
        )
    days_of_attack = [claim["asserted"]["edtf"][-2:] for claim in claims if claim["subject"] == "attack"]
    latest = max(days_of_attack, default="01")
    attack: dict[str, Any] = {
        "id": "attack",
        "description": f"Described on day{latest}." if claims else "",
        "title": "Attack",
        "when": {"edtf": "2024-01-01", "text": f"words day{latest}"},
        "reports": [report["id"] for report in reports],
        "participants": [{"actor": actor["id"]} for actor in actors],
    }
    if not any(
        claim["predicate"] == "occurred-at" and claim["asserted"]["edtf"][-2:] == latest for claim in claims
    ):
        attack["when"].pop("text", None)
    history = [{"grade": "B", "when": day_of(day), "reason": f"because day{day:02d}"} for day in sorted(days)]
    source = {
        "id": "irna",
        "name": "IRNA",
        "reliability": "B",
        "reliability_reason": f"because day{max(days):02d}",
    }
    return case_of(
        case=[{"id": "t", "title": "T", "timezone": "UTC", "summary": "day28"}],
        reports=reports,
        sources=[{**source, "reliability_history": history}],
        actors=actors,
        events=[attack, *events],
        claims=claims,
        relations=ties_,
        notes=notes,
    )


def everything_shown(case: Case) -> str:
    """All that any view or command makes of a case."""
    shown: list[object] = []
    for table in case.tables:
        for record_id in case.table(table):
            shown += [record_json(case, record_id), case.title(record_id), case.record(record_id)]
            shown += [*relay_tree(case, record_id), *ties(case, record_id)]
    sheets = all_fact_sheets(case)
    found = matrix(case, sheets)
    shown += [sheet_json(case, sheet) for sheet in sheets]
    shown += [[case.title(party) for party in found.parties], [sheet.predicate for sheet in found.facts]]
    shown += [charted(case, series, date) for series in figure_series(case)]
    shown += list(review(case, datetime(2026, 1, 1, tzinfo=UTC)))
    return repr(shown)


@given(cases(), DAYS)
def test_nothing_is_shown_of_a_day_that_was_said_after_it(case: Case, day: int) -> None:
    known = at(case, day_of(day))
    said_then = {int(found) for found in TOKEN.findall(everything_shown(known))}
    assert all(found <= day for found in said_then), max(said_then)


@given(cases())
def test_at_the_end_everything_is_shown_as_it_is(case: Case) -> None:
    known, now = everything_shown(at(case, "2024-02-01")), everything_shown(case)
    assert set(TOKEN.findall(known)) == set(TOKEN.findall(now)) - (set() if "day28" in known else {"28"})
