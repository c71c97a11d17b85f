"""Ties of an actor, and the way from one to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.ties import path, ties
from casefile.model.case import Case


def case_of(edges: list[tuple[str, str]]) -> Case:
    names = sorted({name for edge in edges for name in edge} | {"a", "b"})
    return Case(
        "t",
        {
            "actors": {name: {"id": name, "name": name.upper(), "kind": "person"} for name in names},
            "relations": {
                f"t{number}": {
                    "id": f"t{number}",
                    "subject": one,
                    "type": "knows",
                    "object": other,
                    "credibility": 3,
                }
                for number, (one, other) in enumerate(edges)
            },
        },
    )


def test_a_tie_tells_its_record_its_direction_and_its_grade() -> None:
    case = case_of([("a", "b")])
    (out,), (back,) = ties(case, "a"), ties(case, "b")
    assert (out.other, out.via, out.grade, out.outward) == ("b", "t0", "–3", True)
    assert (back.other, back.outward) == ("a", False)


def test_a_tie_that_holds_both_ways_has_no_direction() -> None:
    case = case_of([("a", "b")])
    case.tables["relations"]["t0"]["type"] = "linked-to"
    case.tables["events"] = {
        "e": {"id": "e", "title": "Meeting", "participants": [{"actor": "a"}, {"actor": "b"}]}
    }
    assert [tie.outward for one in "ab" for tie in ties(case, one)] == [None] * 4


def test_events_in_common_and_claims_that_name_another_are_ties() -> None:
    case = case_of([])
    case.tables["events"] = {
        "e": {"id": "e", "title": "Meeting", "participants": [{"actor": "a", "role": "host"}, {"actor": "b"}]}
    }
    case.tables["claims"] = {
        "c": {"id": "c", "statement": "s", "subject": "a", "predicate": "member-of", "value": {"record": "b"}}
    }
    labels = {(tie.label, tie.via) for tie in ties(case, "a")}
    assert labels == {("member of", "c"), ("both in Meeting (host)", "e")}


def test_there_may_be_no_way() -> None:
    assert path(case_of([("a", "c"), ("b", "d")]), "a", "b") is None
    assert path(case_of([]), "a", "a") == []


letters = st.sampled_from("abcdef")


@given(st.lists(st.tuples(letters, letters), max_size=12))
def test_a_way_leads_from_the_one_to_the_other_and_is_as_short_back(edges: list[tuple[str, str]]) -> None:
    case = case_of(edges)
    way, back = path(case, "a", "b"), path(case, "b", "a")
    assert (way is None) == (back is None)
    if way is not None and back is not None:
        assert len(way) == len(back) and way[-1].other == "b"
        here = "a"
        for tie in way:
            assert tie in ties(case, here)
            here = tie.other
