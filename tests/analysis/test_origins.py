"""Origins are counted, not copies; circles are found; unnamed speakers give way to who vouches for them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.confirmation import circular_relays, doubts, origins_behind
from casefile.analysis.factsheets import fact_sheets
from casefile.analysis.origins import (
    attribution_label,
    claim_origins,
    counted,
    joint_origins,
    origins,
    report_origins,
)
from casefile.analysis.relaying import claims_tree, relay_tree
from casefile.model.case import Case
from casefile.model.records import Claim
from tests.analysis.facts import case_with, killed


def case_of(reports: dict[str, list[str]], sources: dict[str, str] | None = None) -> Case:
    return Case(
        "t",
        {
            "sources": {name: {"id": name, "name": name.upper()} for name in ("irna", "xinhua", "asia-plus")},
            "reports": {
                name: {
                    "id": name,
                    "source": (sources or {}).get(name, f"publisher-{name}"),
                    "derived_from": relayed,
                }
                for name, relayed in reports.items()
            },
        },
    )


def test_seven_reports_that_relay_one_agency_are_one_origin() -> None:
    case = case_of({"r0": [], **{f"r{number}": ["r0"] for number in range(1, 7)}}, {"r0": "irna"})
    found = report_origins(case, [f"r{number}" for number in range(7)])
    assert found.roots == {"irna"}
    assert ("r3", "r0", "irna") in found.relays


def test_counts_of_reports_say_what_they_go_back_to() -> None:
    assert counted(7, 2) == "7 reports, 2 origins"
    assert counted(1, 1) == "1 report, 1 origin"
    assert counted(1200, 0) == "1,200 reports, origin unknown"
    assert counted(0, 0) == "0 reports"


def test_a_chain_of_relays_leads_to_its_first_link_and_a_source_may_end_it() -> None:
    case = case_of({"a": ["b"], "b": ["c"], "c": ["xinhua"]})
    assert report_origins(case, ["a"]).relays == (("a", "b", "c", "xinhua"),)


def test_a_circle_is_one_origin_and_is_shown() -> None:
    case = case_of({"a": ["b"], "b": ["c"], "c": ["a"], "d": []})
    found = report_origins(case, ["a", "b", "c", "d"])
    assert found.circles == ({"a", "b", "c"},)
    assert found.roots == {"a", "publisher-d"}
    assert circular_relays(case) == [{"a", "b", "c"}]


def test_a_way_out_of_a_circle_leads_to_the_origin() -> None:
    case = case_of({"a": ["b"], "b": ["a", "irna"]})
    assert report_origins(case, ["a"]).roots == {"irna"}


def test_two_outlets_that_cite_each_other_by_name_are_a_circle() -> None:
    case = case_of({"a": ["asia-plus"], "b": ["xinhua"]}, {"a": "xinhua", "b": "asia-plus"})
    found = report_origins(case, ["a", "b"])
    assert len(found.roots) == 1 and len(found.circles) == 1


def test_an_outlet_that_cites_itself_is_its_own_origin() -> None:
    case = case_of({"a": ["xinhua"]}, {"a": "xinhua"})
    assert report_origins(case, ["a"]).roots == {"xinhua"} and not report_origins(case, ["a"]).circles


def test_the_origin_of_a_claim_is_its_first_named_speaker() -> None:
    case = case_of({"r": []}, {"r": "asia-plus"})
    said = Claim(id="c", attribution=("mayor", "irna"), reports=("r",))
    assert claim_origins(case, said).roots == {"mayor"}
    unnamed = Claim(id="c", attribution=("unnamed-source", "irna"), reports=("r",))
    assert claim_origins(case, unnamed).roots == {"irna"}
    nobody = Claim(id="c", attribution=("eyewitnesses",), reports=("r",))
    assert claim_origins(case, nobody).roots == {"asia-plus"}
    assert attribution_label(case, unnamed) == "unnamed-source ▸ IRNA"
    assert attribution_label(case, Claim(id="c", reports=("r",))) == "ASIA-PLUS"


def group_of(*claims: dict[str, Any], **tables: dict[str, dict[str, Any]]) -> Any:
    (sheet,) = fact_sheets(case_with(*claims, **tables), "attack")
    (group,) = sheet.groups
    return group


def test_who_relays_a_speaker_of_the_same_is_no_origin_beside_it() -> None:
    assert group_of(killed(84, attribution=["mayor"]), killed(84, attribution=["irna"])).origins == {
        "mayor",
        "irna",
    }
    relayed = group_of(killed(84, attribution=["mayor", "irna"]), killed(84, attribution=["irna"]))
    assert relayed.origins == {"mayor"}
    in_its_report = group_of(
        killed(84, attribution=["paper"], reports=["r-paper"]), killed(84, attribution=["irna"])
    )
    assert in_its_report.origins == {"irna"}


def test_speakers_who_cite_each_other_are_one_origin_and_a_circle() -> None:
    claims = [killed(84, attribution=["mehr", "irna"]), killed(84, attribution=["irna", "mehr"])]
    group = group_of(*claims)
    assert len(group.origins) == 1 and group.circles == ({"irna", "mehr"},)
    assert circular_relays(case_with(*claims)) == [{"irna", "mehr"}]
    tree = claims_tree(case_with(*claims), group.claims)
    assert tree[0].depth == 0 and any(relay.circular for relay in tree)


def test_an_actor_and_the_source_that_it_publishes_as_are_one_party() -> None:
    actors = {"irna-outlet": {"id": "irna-outlet", "name": "IRNA", "kind": "media", "source": "irna"}}
    group = group_of(killed(84, attribution=["irna"]), killed(84, attribution=["irna-outlet"]), actors=actors)
    assert group.origins == {"irna"}


def test_the_tree_shows_each_relay_below_what_it_relays() -> None:
    case = case_of({"a": ["b"], "b": [], "c": ["b"]}, {"b": "irna"})
    case.tables["events"] = {"e": {"id": "e", "title": "E", "reports": ["a", "c"]}}
    assert [(relay.branch, relay.id) for relay in relay_tree(case, "e")] == [
        ("", "irna"),
        ("└ ", "b"),
        ("  ├ ", "a"),
        ("  └ ", "c"),
    ]
    said = case_with(killed(84, attribution=["unnamed-source", "mayor", "irna"]))
    assert [(relay.depth, relay.id) for relay in relay_tree(said, "c0")] == [
        (0, "unnamed-source"),
        (1, "mayor"),
        (2, "irna"),
        (3, "r"),
    ]


def test_a_chain_of_thousands_and_a_circle_of_thousands_are_followed() -> None:
    chain = {f"r{number}": [f"r{number + 1}"] for number in range(3000)}
    assert report_origins(case_of(chain), ["r0"]).roots == {"r3000"}
    circle = {**chain, "r2999": ["r0"]}
    assert report_origins(case_of(circle), ["r7"]).roots == {"r0"}
    assert len(relay_tree(case_of(circle), "r7")) >= 3000


def test_confirmed_by_one_origin_is_called_into_question() -> None:
    alone = case_with(killed(84, credibility=1, attribution=["irna"]))
    assert [(doubt.record, doubt.field) for doubt in doubts(alone)] == [("c0", "credibility")]
    assert "there is only IRNA" in next(doubts(alone)).message
    both = case_with(killed(84, credibility=1, attribution=["irna"]), killed(84, attribution=["mehr"]))
    assert list(doubts(both)) == []
    supported = case_with(
        killed(84, credibility=1, attribution=["irna"]),
        {"predicate": "says", "value": "a funeral for 84", "attribution": ["mehr"], "supports": ["c0"]},
    )
    claim = supported.record("c0")
    assert isinstance(claim, Claim) and origins_behind(supported, claim) == {"irna", "mehr"}
    assert list(doubts(supported)) == []


graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3, unique=True), min_size=1
)


@given(graphs)
def test_every_report_has_an_origin_and_relaying_adds_none(graph: dict[str, list[str]]) -> None:
    case = case_of(graph)
    for report in graph:
        assert origins(case, report).roots
    everything = report_origins(case, graph).roots
    relaying_all = case_of({**graph, "last": list(graph)})
    assert report_origins(relaying_all, ["last", *graph]).roots <= everything
    assert report_origins(relaying_all, ["last"]).roots <= everything


parties = st.lists(
    st.sampled_from(["irna", "mehr", "paper", "mayor", "unnamed-source"]), min_size=1, max_size=3, unique=True
)


@given(st.lists(parties, min_size=1, max_size=5), st.data())
def test_adding_a_relay_of_a_claim_adds_no_origin(chains: list[list[str]], data: st.DataObject) -> None:
    relayed = data.draw(st.sampled_from(chains))
    claims = [killed(84, attribution=chain) for chain in chains]
    before = case_with(*claims)
    after = case_with(*claims, killed(84, attribution=[*relayed, "newcomer"]))
    named = [chain for chain in chains if any(not party.startswith("unnamed-") for party in chain)]
    if relayed in named:
        count = len(joint_origins(before, before.all(Claim)))
        assert len(joint_origins(after, after.all(Claim))) <= count


@given(st.lists(parties, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_origins_do_not_depend_on_the_order_of_claims(chains: list[list[str]], chance: Any) -> None:
    claims = [{**killed(84, attribution=chain), "id": f"c{number}"} for number, chain in enumerate(chains)]
    mixed = list(claims)
    chance.shuffle(mixed)
    one, other = case_with(*claims), case_with(*mixed)
    assert joint_origins(one, one.all(Claim)) == joint_origins(other, other.all(Claim))
