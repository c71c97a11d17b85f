"""What was known when: nothing is known before it was said, and a later correction does not reach back."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.factsheets import all_fact_sheets, headline_figures
from casefile.analysis.known import Knowledge
from casefile.model.case import Case
from casefile.model.dates import parse_edtf
from casefile.model.records import Claim, Event


def moment(edtf: str) -> float:
    return parse_edtf(edtf).start


def toll(number: int, asserted: str, **more: Any) -> dict[str, Any]:
    return {
        "statement": f"{number} killed",
        "subject": "attack",
        "predicate": "killed",
        "value": {"number": number},
        "asserted": {"edtf": asserted},
        "attribution": ["ministry"],
        **more,
    }


def case_of(claims: dict[str, dict[str, Any]], **tables: Any) -> Case:
    events = {
        "attack": {
            "id": "attack",
            "title": "Attack",
            "when": {"edtf": "2024-01-03T11:00:00Z"},
            "reports": ["r"],
        }
    }
    reports = {"r": {"id": "r", "published": {"edtf": "2024-01-03"}}}
    filled = {name: {"id": name, **claim} for name, claim in claims.items()}
    return Case("t", {"events": events, "reports": reports, "claims": filled, **tables})


def test_the_toll_falls_as_it_fell() -> None:
    case = case_of(
        {
            "a": toll(103, "2024-01-03T15:00:00Z", status="superseded"),
            "b": toll(95, "2024-01-03T18:00:00Z", status="superseded", supersedes=["a"]),
            "c": toll(84, "2024-01-04T06:00:00Z", supersedes=["b"]),
        }
    )
    knowledge = Knowledge(case)
    shown = [
        [figure.spread for figure in headline_figures(knowledge.at(moment(when)))]
        for when in ("2024-01-03T12:00:00Z", "2024-01-03T16:00:00Z", "2024-01-03T20:00:00Z", "2024-01-05")
    ]
    assert shown == [[], ["103"], ["95"], ["84"]]


def test_an_event_is_known_once_it_happened_and_can_have_been_reported() -> None:
    knowledge = Knowledge(case_of({}))
    assert "attack" not in knowledge.at(moment("2024-01-03T10:00:00Z"))
    assert "attack" in knowledge.at(moment("2024-01-03T11:00:01Z"))
    assert "r" not in knowledge.at(moment("2024-01-03T12:00:00Z")), (
        "a day's report is surely out when it ended"
    )


def test_whoever_is_named_is_known_from_then_on_and_what_is_relayed_was_there_before() -> None:
    case = case_of(
        {"a": toll(5, "2024-01-04")},
        sources={"ministry": {"id": "ministry"}, "agency": {"id": "agency"}, "silent": {"id": "silent"}},
        actors={"mayor": {"id": "mayor"}},
    )
    case.tables["reports"]["old"] = {"id": "old", "source": "agency"}
    case.tables["reports"]["r"]["derived_from"] = ["old"]
    case.tables["events"]["attack"]["participants"] = [{"actor": "mayor"}]
    knowledge = Knowledge(case)
    assert knowledge.since("ministry") == moment("2024-01-05")
    assert knowledge.since("old") == knowledge.since("agency") == knowledge.since("r") == moment("2024-01-04")
    assert knowledge.since("mayor") == knowledge.since("attack")
    assert knowledge.since("silent") == math.inf


def test_who_had_part_in_an_event_is_known_by_what_names_them() -> None:
    claims = {"a": toll(5, "2024-01-08", predicate="perpetrator", value={"record": "group"})}
    case = case_of(claims, actors={"group": {"id": "group", "reports": ["r"]}, "town": {"id": "town"}})
    parts = [{"actor": "group", "role": "attacker"}, {"actor": "town"}, {"actor": "missing"}]
    case.tables["events"]["attack"]["participants"] = parts
    knowledge = Knowledge(case)
    before, after = knowledge.at(moment("2024-01-05")), knowledge.at(moment("2024-01-09"))
    assert "group" in before, "it was reported on, but not yet named for this"
    assert (
        before.raw("attack")[1]["participants"] == parts[1:]
        and after.raw("attack")[1]["participants"] == parts
    )
    event = before.get("attack", Event)
    assert event is not None and [part.actor for part in event.participants] == ["town", "missing"]
    assert "attack" not in before.related("group") and "attack" in after.related("group")


def test_what_the_analysts_say_of_the_whole_case_is_hindsight() -> None:
    case = case_of(
        {}, case={"t": {"id": "t", "summary": "All of it.", "bottom_line": "It was them.", "title": "T"}}
    )
    known = Knowledge(case).at(moment("2024-01-05"))
    assert (known.info.title, known.info.summary, known.info.bottom_line) == ("T", "", "")
    assert known.raw("t")[1]["summary"] == ""


def test_what_is_shown_of_a_record_names_nothing_that_was_not_known() -> None:
    case = case_of(
        {"a": toll(5, "2024-01-04", reports=["r", "late"], contradicts=["b"]), "b": toll(6, "2024-01-08")}
    )
    case.tables["reports"]["late"] = {"id": "late", "published": {"edtf": "2024-01-08"}}
    case.tables["events"]["attack"]["reports"].append("late")
    known = Knowledge(case).at(moment("2024-01-05"))
    event, claim = known.get("attack", Event), known.get("a", Claim)
    assert event is not None and event.reports == ("r",)
    assert claim is not None and claim.reports == ("r",) and claim.contradicts == ()
    assert {link.target for link in known.references("a")} == {"attack", "r", "ministry"}
    assert len(known.table("reports")) == 1 == len(list(known.table("reports")))
    assert "late" not in known.table("reports") and "late" not in known
    whole = Knowledge(case).at(moment("2024-02-01")).get("attack", Event)
    assert whole is not None and whole.reports == ("r", "late")


def test_references_to_what_was_not_known_are_not_among_the_backlinks() -> None:
    case = case_of({"a": toll(5, "2024-01-04")})
    knowledge = Knowledge(case)
    assert knowledge.at(moment("2024-01-04")).backlinks("attack") == ()
    assert [link.id for link in knowledge.at(moment("2024-01-05")).backlinks("attack")] == ["a"]


days = st.integers(min_value=1, max_value=28)


@given(st.lists(days, min_size=1, max_size=12), days, days)
def test_knowledge_only_grows_and_between_names_what_came(said: list[int], one: int, other: int) -> None:
    case = case_of({f"c{number}": toll(number, f"2024-01-{day:02d}") for number, day in enumerate(said)})
    knowledge = Knowledge(case)
    earlier, later = sorted((moment(f"2024-01-{one:02d}"), moment(f"2024-01-{other:02d}")))
    before, after = knowledge.at(earlier), knowledge.at(later)
    known = set(before.table("claims"))
    assert known <= set(after.table("claims"))
    new = {name for name in knowledge.between(earlier, later) if name.startswith("c")}
    assert new == set(after.table("claims")) - known


@given(
    st.lists(st.tuples(days, st.integers(1, 9), st.sampled_from(["attack", "r"])), min_size=1, max_size=12),
    days,
)
def test_the_facts_are_those_of_a_case_that_holds_nothing_else(
    said: list[tuple[int, int, str]], day: int
) -> None:
    """The index that is filtered says what one made of the records that were known alone would say."""
    case = case_of(
        {
            f"c{number}": {**toll(value, f"2024-01-{when:02d}"), "subject": subject}
            for number, (when, value, subject) in enumerate(said)
        }
    )
    known = Knowledge(case).at(moment(f"2024-01-{day:02d}"))
    alone = Case("t", {name: dict(records) for name, records in known.tables.items()})
    assert [
        (sheet.subject, sheet.predicate, sheet.spread, sheet.contested) for sheet in all_fact_sheets(known)
    ] == [(sheet.subject, sheet.predicate, sheet.spread, sheet.contested) for sheet in all_fact_sheets(alone)]
    assert {table: len(records) for table, records in known.tables.items()} == {
        table: len(list(records)) for table, records in known.tables.items()
    }
