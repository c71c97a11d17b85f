"""Origins are counted, not copies; circles are found; unnamed speakers give way to who vouches for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.origins import attribution_label, claim_origins, origins, report_origins
from casefile.model.case import Case
from casefile.model.records import Claim


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


def test_a_chain_of_relays_leads_to_its_first_link_and_a_source_may_end_it() -> None:
    case = case_of({"a": ["b"], "b": ["c"], "c": ["xinhua"]})
    assert report_origins(case, ["a"]).relays == (("a", "b", "c", "xinhua"),)


def test_a_circle_is_one_origin_and_is_shown() -> None:
    case = case_of({"a": ["b"], "b": ["c"], "c": ["a"], "d": []})
    found = report_origins(case, ["a", "b", "c", "d"])
    assert found.circles and all(circle == {"a", "b", "c"} for circle in found.circles)
    assert found.roots == {"a", "publisher-d"}


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
    assert report_origins(relaying_all, ["last"]).roots <= everything | {
        root for circle in report_origins(relaying_all, ["last"]).circles for root in circle
    }
