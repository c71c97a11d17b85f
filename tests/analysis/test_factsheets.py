"""Claims side by side: what agrees, what contradicts, what is held and why."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.factsheets import (
    FactSheet,
    all_fact_sheets,
    contested_versions,
    fact_sheets,
    headline_figures,
    is_contested,
)
from casefile.analysis.index import fact_index
from casefile.analysis.reasons import why_held
from casefile.model.case import Case, Change, Edit
from casefile.model.records import Claim
from tests.analysis.facts import case_with, edited, killed


def only(case: Case) -> FactSheet:
    """The one fact sheet of the attack."""
    (sheet,) = fact_sheets(case, "attack")
    return sheet


def labels(case: Case) -> list[str]:
    return [group.label for group in only(case).groups]


def held(case: Case) -> str:
    found = only(case).held
    assert found is not None
    return found.label


def test_two_exact_numbers_contradict_and_the_value_held_is_the_best_graded() -> None:
    case = case_with(killed(103, credibility=4), killed(84, credibility=2), killed(84, credibility=3))
    sheet = only(case)
    assert sheet.contested and sheet.versions == 2
    assert [group.label for group in sheet.groups] == ["84", "103"]
    assert sheet.held is not None and sheet.held.label == "84" and sheet.held.best_grade == "B2"
    assert sheet.spread == "84–103"
    assert why_held(case, sheet) == "84 is held: the best graded, B2 (IRNA, undated)."


def test_at_least_84_agrees_with_91_and_speaks_for_no_number() -> None:
    case = case_with(
        killed(84, "at-least", credibility=1, attribution=["mehr"]),
        killed(91, credibility=4, attribution=["irna"]),
    )
    sheet = only(case)
    assert not sheet.contested and sheet.versions == 1
    vague, sharp = sheet.groups
    assert (vague.label, vague.agrees, vague.best_grade) == ("≥ 84", ("91",), "B1")
    assert (sharp.label, sharp.agrees, sharp.best_grade, sharp.origins) == ("91", (), "B4", {"irna"})
    assert held(case) == "≥ 84" and why_held(case, sheet).startswith("≥ 84 is held: the best graded, B1")


def test_of_two_that_say_at_least_the_lower_agrees_with_the_higher() -> None:
    lower, higher = only(case_with(killed(84, "at-least"), killed(100, "at-least"))).groups
    assert (lower.label, lower.agrees, higher.label, higher.agrees) == ("≥ 84", ("≥ 100",), "≥ 100", ())
    lower, higher = only(case_with(killed(84, "at-most"), killed(100, "at-most"))).groups
    assert (lower.label, lower.agrees, higher.label, higher.agrees) == ("≤ 84", (), "≤ 100", ("≤ 84",))


@pytest.mark.parametrize("many", [1e308, 10**400])
def test_a_number_that_nobody_can_count_is_written_short_and_breaks_nothing(many: float) -> None:
    case = case_with(killed(many), killed(84), killed(84, "at-least"))
    assert only(case).contested and max(map(len, labels(case))) < 10
    assert len(only(case).spread) < 12 and why_held(case, only(case))


def test_what_agrees_with_two_that_exclude_each_other_stands_beside_both() -> None:
    case = case_with(killed(84, "at-least"), killed(91), killed(95))
    assert only(case).contested
    vague = next(group for group in only(case).groups if group.label == "≥ 84")
    assert vague.agrees == ("91", "95") and len(vague.claims) == 1


def test_what_is_superseded_stays_visible_but_does_not_count() -> None:
    case = case_with(killed(103, status="superseded"), killed(84, credibility=5))
    assert not only(case).contested and labels(case) == ["84", "103"]
    assert [group.counts for group in only(case).groups] == [True, False]
    assert held(case) == "84" and only(case).spread == "84"
    assert contested_versions(case) == {}


def test_only_the_best_graded_claims_decide_not_the_newest_of_their_group() -> None:
    case = case_with(
        killed(89, credibility=2, asserted={"edtf": "2024-01-05"}),
        killed(91, credibility=2, asserted={"edtf": "2024-01-06"}),
        killed(89, credibility=5, asserted={"edtf": "2024-07-13"}),
    )
    assert held(case) == "91"
    assert why_held(case, only(case)) == "91 is held: the newest of the 2 best graded, B2 (IRNA, 6 Jan 2024)."


def test_an_accepted_claim_is_held_before_a_better_graded_one() -> None:
    case = case_with(killed(84, credibility=1), killed(91, credibility=4, status="accepted"))
    assert held(case) == "91" and "accepted by the analyst" in why_held(case, only(case))


def test_a_disputed_claim_is_held_only_where_all_are() -> None:
    assert held(case_with(killed(84, credibility=1, status="disputed"), killed(91, credibility=4))) == "91"
    alone = case_with(
        killed(84, credibility=1, status="disputed"), killed(91, credibility=4, status="disputed")
    )
    assert held(alone) == "84" and why_held(alone, only(alone)).endswith("All that counts is disputed.")


def test_what_is_improbable_is_not_held_over_what_nobody_graded() -> None:
    assert held(case_with(killed(900, credibility=5), killed(84))) == "84"


def test_an_explicit_contradiction_contests_a_fact_whichever_way_it_is_written() -> None:
    one = {"predicate": "says", "value": "They came from the north"}
    other = {"predicate": "says", "value": "They came from the south", "contradicts": ["c0"]}
    assert only(case_with(one, other)).contested
    assert not only(case_with(one, {**other, "contradicts": []})).contested
    assert not only(case_with({**one, "status": "rejected"}, other)).contested


def test_a_contradiction_between_two_facts_contests_both() -> None:
    case = case_with(
        {"predicate": "weapon", "value": "bags"},
        {"predicate": "perpetrator", "value": "two bombers", "contradicts": ["c0"]},
    )
    assert [(sheet.predicate, sheet.contested, sheet.against) for sheet in fact_sheets(case, "attack")] == [
        ("perpetrator", True, ("c0",)),
        ("weapon", True, ("c1",)),
    ]
    assert [sheet.versions for sheet in fact_sheets(case, "attack")] == [1, 1]
    assert contested_versions(case) == {"attack": 1}
    edited(case, "c0", status="rejected")
    assert not any(sheet.contested for sheet in fact_sheets(case, "attack"))


def test_of_several_that_can_be_true_none_is_held_before_the_others() -> None:
    bombers = [
        {"predicate": "perpetrator", "value": name, "credibility": 2} for name in ("Omar", "Saifullah")
    ]
    case = case_with(*bombers)
    assert not only(case).contested and only(case).held is None
    assert why_held(case, only(case)) == "No single value is held: several can be true, and none is accepted."
    edited(case, "c1", status="accepted")
    assert held(case) == "Saifullah"
    contradicted = case_with(bombers[0], {**bombers[1], "contradicts": ["c0"], "credibility": 3})
    assert only(contradicted).contested and held(contradicted) == "Omar"


def test_a_vague_value_that_is_said_to_contradict_a_sharper_one_is_a_version_of_its_own() -> None:
    case = case_with(killed(91), killed(84, "at-least", contradicts=["c0"]))
    assert only(case).contested and only(case).versions == 2
    assert all(not group.agrees for group in only(case).groups)


def test_a_denial_stands_against_what_it_denies_says_not_and_is_not_held() -> None:
    case = case_with(
        {"predicate": "responsibility", "value": "Israel", "credibility": 4},
        {"predicate": "responsibility", "value": "Israel", "stance": "denies", "credibility": 2},
    )
    assert only(case).contested and labels(case) == ["not Israel", "Israel"]
    assert held(case) == "Israel"
    edited(case, "c1", status="accepted")
    assert held(case) == "not Israel"
    edited(case, "c0", value="Jordan")
    assert not only(case).contested


def test_a_retraction_takes_back_what_its_speaker_said() -> None:
    case = case_with(
        killed(103, attribution=["irna"], credibility=1, asserted={"edtf": "2024-01-03"}),
        killed(84, attribution=["mehr"], credibility=3),
        killed(103, attribution=["irna"], stance="retracts", asserted={"edtf": "2024-01-04"}),
    )
    assert held(case) == "84" and not only(case).contested
    edited(case, "c2", status="rejected")
    assert held(case) == "103"


def test_headline_figures_take_the_last_word_of_each_origin() -> None:
    case = case_with(
        killed(20, attribution=["a"], asserted={"edtf": "2024-01-03"}),
        killed(84, attribution=["a"], asserted={"edtf": "2024-01-04"}),
        killed(95, attribution=["b"], asserted={"edtf": "2024-01-04"}),
        killed(900, attribution=["c"], asserted={"edtf": "2024-01-04"}, credibility=5),
    )
    assert [figure.spread for figure in headline_figures(case)] == ["84–95"]
    edited(case, "c0", status="accepted")
    assert [figure.spread for figure in headline_figures(case)] == ["20"]


def test_lengths_are_compared_and_spread_in_one_unit() -> None:
    near = {"predicate": "distance-from", "value": {"number": 700, "unit": "m"}}
    same = {"predicate": "distance-from", "value": {"number": 0.7, "unit": "km"}}
    far = {"predicate": "distance-from", "value": {"number": 1.5, "unit": "km"}}
    assert not only(case_with(near, same)).contested
    assert only(case_with(near, far)).contested
    assert only(case_with(near, far)).spread == "0.7–1.5 km"
    assert not only(
        case_with(near, {"predicate": "distance-from", "value": {"number": 5, "unit": "min"}})
    ).contested


def test_fuzzy_dates_agree_where_they_overlap() -> None:
    day = {"predicate": "occurred-at", "value": {"edtf": "2024-01-03"}}
    hour = {"predicate": "occurred-at", "value": {"edtf": "2024-01-03T14:55:00Z"}}
    later = {"predicate": "occurred-at", "value": {"edtf": "2024-01-03T15:04:00Z"}}
    about = {"predicate": "occurred-at", "value": {"edtf": "2024-01-03T15:00:00Z~"}}
    assert not only(case_with(day, hour)).contested
    contested = only(case_with(day, hour, later, about))
    assert contested.contested and len(contested.groups) == 4


def test_places_agree_by_distance_and_uncertainty_and_by_what_lies_within_what() -> None:
    places = {
        "city": {"id": "city", "name": "City", "latitude": 30.28, "longitude": 57.06},
        "road": {"id": "road", "name": "Road", "latitude": 30.29, "longitude": 57.08, "within": "city"},
        "tomb": {
            "id": "tomb",
            "name": "Tomb",
            "latitude": 30.291,
            "longitude": 57.081,
            "within": "road",
            "uncertainty_m": 500,
        },
        "far": {"id": "far", "name": "Far", "latitude": 35.7, "longitude": 51.4},
    }

    def at(*ids: str) -> FactSheet:
        claims = [{"predicate": "located-at", "value": {"record": one}} for one in ids]
        return only(case_with(*claims, places=places))

    places["gate"] = {"id": "gate", "name": "Gate", "latitude": 30.2912, "longitude": 57.0812}
    assert not at("city", "road").contested and not at("city", "road", "tomb").contested
    around = {group.label: group.agrees for group in at("city", "road", "tomb").groups}
    assert around == {"City": ("Tomb",), "Road": ("Tomb",), "Tomb": ()}
    assert len(at("tomb", "gate").groups) == 1
    assert not at("tomb", "gate").contested and at("road", "gate").contested
    assert at("road", "far").contested


def test_names_agree_across_spellings_and_scripts() -> None:
    def named(*names: str) -> FactSheet:
        return only(case_with(*({"predicate": "name", "value": name} for name in names)))

    assert len(named("Sobhan Komrouni", "SOBHAN KOMRŪNI", "سبحان کمرونی").groups) == 1
    assert len(named("Sobhan Komrouni", "Hamed Badakhshan").groups) == 2
    people = {"komrouni": {"id": "komrouni", "name": "Sobhan Komrouni", "kind": "person"}}
    record = {"predicate": "perpetrator", "value": {"record": "komrouni"}}
    text = {"predicate": "perpetrator", "value": "سبحان کمرونی"}
    assert len(only(case_with(record, text, actors=people)).groups) == 1


NUMBERS = st.builds(
    lambda number, qualifier, credibility, status, stance, day, speaker: killed(
        number,
        qualifier,
        credibility=credibility,
        status=status,
        stance=stance,
        asserted={"edtf": f"2024-01-{day:02d}"} if day else None,
        attribution=[speaker] if speaker else [],
        reports=[f"r-{speaker}" if speaker else "r"],
    ),
    st.integers(80, 90),
    st.sampled_from(["exactly", "at-least", "at-most", "about"]),
    st.sampled_from([None, 1, 2, 3, 5, 6]),
    st.sampled_from(["unreviewed", "accepted", "disputed", "rejected", "superseded"]),
    st.sampled_from(["asserts", "asserts", "denies", "retracts"]),
    st.integers(0, 9),
    st.sampled_from(["", "mehr", "paper"]),
)


def named_claims(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**claim, "id": f"c{number}"} for number, claim in enumerate(claims)]


def told(case: Case) -> list[object]:
    """All that a fact sheet says, to compare it."""
    return [
        (
            sheet.contested,
            sheet.spread,
            sheet.held and sheet.held.label,
            why_held(case, sheet),
            [
                (group.label, [one.id for one in group.claims], group.origins, group.agrees)
                for group in sheet.groups
            ],
        )
        for sheet in fact_sheets(case, "attack")
    ]


@given(st.lists(NUMBERS, max_size=8))
def test_a_fact_is_contested_without_its_sheet_just_where_its_sheet_says_so(
    claims: list[dict[str, Any]],
) -> None:
    case = case_with(*named_claims(claims))
    for sheet in fact_sheets(case, "attack"):
        assert is_contested(case, sheet.predicate, list(case.all(Claim))) == sheet.contested


@pytest.mark.parametrize("said", [{}, {"contradicts": ["b"]}, {"contradicts": ["elsewhere"]}])
@pytest.mark.parametrize("name", ["killed", "occurred-at", "located-at", "weapon", "says", "name"])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    None,
                    "",
                    3,
                    "a fire",
                    "A Fire",
                    {"edtf": "2024-01"},
                    {"edtf": "2024-01-03"},
                    {"record": "attack"},
                ]
            ),
            st.sampled_from(["asserts", "denies", "retracts"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_same_of_values_of_every_kind(
    name: str, said: dict[str, Any], values: list[tuple[Any, str]]
) -> None:
    ids = "abcd"
    claims = [
        {**killed(value, stance=stance), "predicate": name, "statement": "Said.", "id": ids[place]}
        for place, (value, stance) in enumerate(values)
    ]
    elsewhere = {**killed(1), "predicate": "motive", "id": "elsewhere"}
    case = case_with({**claims[0], **said}, *claims[1:], elsewhere)
    for sheet in fact_sheets(case, "attack"):
        assert is_contested(case, sheet.predicate, sheet.claims) == sheet.contested


@given(st.lists(NUMBERS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(claims: list[dict[str, Any]], chance: random.Random) -> None:
    listed = named_claims(claims)
    mixed = list(listed)
    chance.shuffle(mixed)
    assert told(case_with(*listed)) == told(case_with(*mixed))


@given(st.lists(NUMBERS, min_size=1, max_size=7), NUMBERS, st.sampled_from(["superseded", "rejected"]))
def test_what_does_not_count_never_changes_what_is_held(
    claims: list[dict[str, Any]], more: dict[str, Any], status: str
) -> None:
    before = case_with(*named_claims(claims))
    after = case_with(*named_claims(claims), {**more, "status": status, "id": "more"})

    def counting(case: Case) -> list[object]:
        return [
            (
                sheet.held and sheet.held.label,
                sheet.contested,
                sheet.spread,
                [(group.label, [one.id for one in group.counting]) for group in sheet.groups if group.counts],
            )
            for sheet in fact_sheets(case, "attack")
        ]

    assert counting(before) == counting(after)


@given(st.lists(NUMBERS, max_size=7))
def test_values_in_one_group_can_all_be_true_at_once_and_no_claim_is_lost(
    claims: list[dict[str, Any]],
) -> None:
    from casefile.analysis.values import compatible
    from casefile.model.records import claim_value

    case = case_with(*named_claims(claims))
    for sheet in fact_sheets(case, "attack"):
        assert sorted(claim.id for claim in sheet.claims) == sorted(case.table("claims"))
        for group in sheet.groups:
            said = [claim_value(claim.value) for claim in group.counting]
            assert all(compatible(case, one, other) for one in said for other in said)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["c0", "c1", "c2", "c3", "r", "r-mehr", "irna", "mehr"]),
        st.fixed_dictionaries(
            {},
            optional={
                "status": st.sampled_from(["rejected", "accepted", "superseded"]),
                "value": st.builds(lambda number: {"number": number}, st.integers(80, 90)),
                "contradicts": st.lists(st.sampled_from(["c0", "c1", "c2"]), max_size=1),
                "predicate": st.sampled_from(["killed", "injured"]),
                "reliability": st.sampled_from(["A", "E"]),
                "source": st.sampled_from(["irna", "mehr"]),
                "derived_from": st.lists(st.sampled_from(["r", "r-mehr", "paper"]), max_size=2),
                "name": st.text(max_size=3),
            },
        ),
    ),
    max_size=5,
)


@given(st.lists(NUMBERS, min_size=4, max_size=6), EDITS)
def test_after_any_edit_the_sheets_are_those_of_a_case_just_opened(
    claims: list[dict[str, Any]], edits: list[tuple[str, dict[str, Any]]]
) -> None:
    case = case_with(*named_claims(claims))
    for record_id, fields in edits:
        all_fact_sheets(case)
        edited(case, record_id, **fields)
        assert told(case) == told(Case("t", {name: dict(records) for name, records in case.tables.items()}))


def test_an_edit_makes_only_what_it_touches_be_worked_out_again() -> None:
    case = case_with(killed(84), killed(91, subject="other"), killed(84, subject="third", reports=["r-mehr"]))
    before = {(sheet.subject, sheet.predicate): sheet for sheet in all_fact_sheets(case)}
    edited(case, "c1", status="rejected")
    after = {(sheet.subject, sheet.predicate): sheet for sheet in all_fact_sheets(case)}
    assert {fact for fact in before if after[fact] is before[fact]} == {
        ("attack", "killed"),
        ("third", "killed"),
    }
    edited(case, "irna", reliability="E")
    again = {(sheet.subject, sheet.predicate): sheet for sheet in all_fact_sheets(case)}
    assert {fact for fact in after if again[fact] is after[fact]} == {("third", "killed")}
    case.apply(Edit("claim deleted", (Change("claims", "c0", case.raw("c0")[1], None),)))
    assert fact_sheets(case, "attack") == []


BAD = [
    {},
    {"value": None},
    {"value": True},
    {"value": 12},
    {"value": [1, 2]},
    {"value": {}},
    {"value": {"number": "many"}},
    {"value": {"number": 1e308, "unit": "km"}},
    {"value": {"number": 10**400}},
    {"value": {"low": 9, "high": 3}},
    {"value": {"number": None}},
    {"value": {"edtf": "yesterday-ish"}},
    {"value": {"record": "nobody"}},
    {"value": {"record": "c0"}},
    {"value": "many"},
    {"value": ""},
    {"subject": None},
    {"subject": 7},
    {"subject": "nowhere"},
    {"predicate": None},
    {"predicate": ["killed"]},
    {"attribution": "irna"},
    {"attribution": [None]},
    {"reports": ["nothing", "r", "r"]},
    {"contradicts": ["c0", "missing"], "supersedes": ["c0"], "supports": "c0"},
    {"asserted": {"edtf": "not a date"}},
    {"asserted": "2024"},
    {"stance": "retracts", "supersedes": ["c0"]},
    {"stance": 3, "status": 4, "credibility": "high"},
]


@pytest.mark.parametrize("name", ["killed", "occurred-at", "located-at", "weapon", "says"])
def test_values_of_the_wrong_type_and_claims_about_nothing_are_shown_and_never_fatal(name: str) -> None:
    records = {
        f"c{number}": {"id": f"c{number}", "statement": "s", "subject": "attack", "predicate": name, **claim}
        for number, claim in enumerate(BAD)
    }
    case = case_with(claims=records)
    sheets = all_fact_sheets(case)
    assert sum(len(sheet.claims) for sheet in sheets) == len(BAD)
    for sheet in sheets:
        why_held(case, sheet)
        assert all(group.label is not None and group.origins is not None for group in sheet.groups)
    assert {sheet.subject for sheet in sheets} >= {"", "nowhere", "attack"}
    contested_versions(case)
    headline_figures(case)


def test_values_of_the_wrong_type_do_not_contest_a_fact() -> None:
    assert not only(
        case_with(killed(84), {"predicate": "killed", "value": "many"}, killed(84, value="several"))
    ).contested


def test_thousands_of_claims_on_one_fact_are_grouped_without_comparing_them_in_pairs() -> None:
    claims = [killed(number, ("exactly", "at-least", "about")[number % 3]) for number in range(3000)]
    sheet = only(case_with(*claims))
    assert sheet.contested and len(sheet.claims) == 3000
    assert fact_index(case_with()).facts(case_with()) == []
