"""Actors over several cases: joined where declared, proposed where alike, never again where refused."""

from __future__ import annotations

from typing import Any

from casefile.analysis.elsewhere import compare, identities, proposals
from casefile.model.case import Case


def case(name: str, *actors: dict[str, Any], **tables: dict[str, Any]) -> Case:
    return Case(name, {"actors": {actor["id"]: actor for actor in actors}, **tables})


def test_one_declaration_joins_and_a_third_case_may_carry_it() -> None:
    cases = [
        case("a", {"id": "x", "name": "Vahidi", "same_as": ["b:y"]}),
        case("b", {"id": "y", "name": "Ahmad Vahidi"}),
        case("c", {"id": "z", "name": "A. Vahidi", "same_as": ["b:y"]}, {"id": "w", "name": "Other"}),
    ]
    joined = identities(cases)
    assert [sorted(one.cases) for one in joined] == [["a", "b", "c"], ["c"]]
    shared = compare(cases[0], cases[2]).actors
    assert [(one.one, one.other) for one in shared] == [("x", "z")]


def test_roles_events_and_claims_are_counted_in_each_case() -> None:
    events = {"e": {"id": "e", "participants": [{"actor": "x", "role": "speaker"}]}}
    claims = {"c": {"id": "c", "attribution": ["medium"], "subject": "e"}}
    one = case("a", {"id": "x", "name": "IRNA", "source": "medium"}, events=events, claims=claims)
    (identity,) = identities([one])
    (found,) = identity.standings
    assert (found.roles, found.events, found.claims) == (("speaker",), 1, 1)


def test_alike_names_are_proposed_until_accepted_or_refused() -> None:
    def pair(**more: Any) -> list[Case]:
        return [
            case("a", {"id": "x", "name": "Rahmatollah Nowruzof", "kind": "person", **more}),
            case("b", {"id": "y", "name": "Rahmatullah Norozov", "kind": "person"}),
        ]

    (proposed,) = proposals(pair())
    assert {proposed.one, proposed.other} == {"a:x", "b:y"} and "consonants" in proposed.reason
    assert proposals(pair(same_as=["b:y"])) == []
    assert proposals(pair(not_same_as=["b:y"])) == []


def test_people_are_not_proposed_for_states_nor_actors_of_one_case_for_one_another() -> None:
    person = {"id": "x", "name": "Iran Teymourtash", "kind": "person"}
    assert proposals([case("a", person), case("b", {**person, "id": "y", "kind": "state"})]) == []
    assert proposals([case("a", person, {**person, "id": "y"})]) == []


def test_two_cases_share_reports_by_address_and_sources_by_name() -> None:
    one = case(
        "a",
        sources={"irna": {"id": "irna", "name": "IRNA"}},
        reports={"r": {"id": "r", "url": "https://example.org/1", "title": "T"}},
    )
    other = case(
        "b",
        sources={"agency": {"id": "agency", "name": "Irna"}},
        reports={"q": {"id": "q", "url": "https://example.org/1"}, "p": {"id": "p", "title": "Another"}},
    )
    found = compare(one, other)
    assert [(shared.one, shared.other) for shared in found.sources] == [("irna", "agency")]
    assert [(shared.one, shared.other) for shared in found.reports] == [("r", "q")]
