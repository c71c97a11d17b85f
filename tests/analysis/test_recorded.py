"""What had been recorded when: the copy of the case goes along its history, and says what lies between two moments."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.comparing import compare_known, compare_recorded
from casefile.analysis.known import Knowledge
from casefile.analysis.recorded import Recorded, seconds_of
from casefile.model.case import Case, Change, Edit


class Step(NamedTuple):
    when: str
    changes: tuple[Change, ...]


def at(minute: int) -> str:
    return f"2026-11-23T10:{minute:02d}:00.000Z"


def tables_of(case: Case) -> dict[str, dict[str, Any]]:
    return {name: dict(records) for name, records in case.tables.items() if records}


edits = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["write", "delete"]), st.integers(0, 99)),
    min_size=1,
    max_size=15,
)


@given(edits, st.lists(st.integers(0, 16), min_size=1, max_size=6))
def test_every_state_of_the_history_comes_back(made: list[tuple[int, str, int]], visits: list[int]) -> None:
    case = Case("t", {"notes": {}})
    states, steps = [copy.deepcopy(tables_of(case))], []
    for minute, (number, how, value) in enumerate(made, 1):
        record_id = f"n{number}"
        before = case.table("notes").get(record_id)
        after = {"id": record_id, "title": str(value)} if how == "write" else None
        changes = (Change("notes", record_id, before, after),) if before != after else ()
        case.apply(Edit("", changes))
        steps.append(Step(at(minute), changes))
        states.append(copy.deepcopy(tables_of(case)))
    recorded = Recorded(case, steps)
    for visit in visits:
        minute = min(visit, len(made))
        assert tables_of(recorded.at(seconds_of(at(minute)))) == states[minute]
    assert tables_of(case) == states[-1], "the case itself stays as it is"


def test_a_clock_that_was_set_back_does_not_turn_the_order() -> None:
    one, two = {"id": "n", "title": "one"}, {"id": "n", "title": "two"}
    case = Case("t", {"notes": {"n": two}})
    steps = [
        Step(at(30), (Change("notes", "n", None, one),)),
        Step(at(10), (Change("notes", "n", one, two),)),
    ]
    recorded = Recorded(case, steps)
    assert "n" not in recorded.at(seconds_of(at(20)))
    assert recorded.at(seconds_of(at(30))).title("n") == "two"


def test_what_the_history_does_not_know_was_recorded_when_it_was_created() -> None:
    early = {"id": "early", "title": "Early", "created": at(5)}
    changed = {"id": "changed", "title": "After", "created": at(50)}
    case = Case("t", {"notes": {"early": early, "changed": changed}})
    steps = [Step(at(20), (Change("notes", "changed", {**changed, "title": "Before"}, changed),))]
    recorded = Recorded(case, steps)
    assert list(recorded.at(seconds_of(at(4))).table("notes")) == []
    assert list(recorded.at(seconds_of(at(6))).table("notes")) == ["early"]
    assert recorded.at(seconds_of(at(20))).title("changed") == "After"
    assert recorded.came() == [seconds_of(at(5)), seconds_of(at(20)), seconds_of(at(20))]


def test_what_lies_between_two_moments_of_the_history() -> None:
    one, two, gone = {"id": "n", "title": "one"}, {"id": "n", "title": "two"}, {"id": "g", "title": "Gone"}
    case = Case("t", {"notes": {"n": two, "new": {"id": "new", "title": "New"}}})
    steps = [
        Step(at(1), (Change("notes", "n", None, one), Change("notes", "g", None, gone))),
        Step(at(2), (Change("notes", "n", one, two), Change("notes", "g", gone, None))),
        Step(at(3), (Change("notes", "new", None, {"id": "new", "title": "New"}),)),
    ]
    found = compare_recorded(Recorded(case, steps), seconds_of(at(3)), seconds_of(at(1)))
    assert found.came == {"notes": ("new",)} and found.changed == {"notes": ("n",)}
    assert found.gone == (("notes", "Gone"),)
    assert compare_recorded(Recorded(case, steps), seconds_of(at(3)), seconds_of(at(4))).is_empty


def test_figures_and_facts_before_and_after() -> None:
    def toll(number: int, day: int, **more: Any) -> dict[str, Any]:
        value = {"subject": "e", "predicate": "killed", "value": {"number": number}, "credibility": 2}
        return {
            "id": f"c{number}",
            "asserted": {"edtf": f"2024-01-{day:02d}"},
            "attribution": [f"s{number}"],
            **value,
            **more,
        }

    claims = [toll(103, 3), toll(95, 4, supersedes=["c103"]), toll(84, 5)]
    claims.append(
        {
            "id": "w",
            "subject": "e",
            "predicate": "weapon",
            "value": "a bomb",
            "asserted": {"edtf": "2024-01-05"},
        }
    )
    events = {"e": {"id": "e", "title": "Attack", "when": {"edtf": "2024-01-03"}}}
    case = Case("t", {"events": events, "claims": {claim["id"]: claim for claim in claims}})

    def day(number: int) -> float:
        return datetime(2024, 1, number + 1, tzinfo=UTC).timestamp()

    found = compare_known(Knowledge(case), day(3), day(5))
    assert [(one.label, one.before, one.after) for one in found.figures] == [("killed", "103", "84–103")]
    assert ("weapon", "–", "a bomb", "e") in found.facts
    assert [one.before for one in found.facts if one.label == "killed"] == ["103"]
    assert found.came == {"claims": ("c95", "c84", "w")}
    assert compare_known(Knowledge(case), day(5), day(3)) == found
    assert compare_known(Knowledge(case), day(5), day(9)).is_empty
