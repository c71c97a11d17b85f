"""Who relays whom, as a tree: an origin on top, below it each party or report that relays it, and what relays that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casefile.analysis.origins import (
    Relaying,
    is_unnamed,
    party_of,
    relayed_by_report,
    report_graph,
)
from casefile.analysis.reaching import components
from casefile.model.case import Case
from casefile.model.records import Claim, Report

_JOIN, _LAST, _PASS, _GAP = "├ ", "└ ", "│ ", "  "


class Relay(NamedTuple):
    """One line of a tree.

    ``id`` is a party or a report; ``depth`` is 0 for an origin; ``branch`` the lines of the tree before it. A
    ``circular`` one stands above itself already, one shown ``again`` has its own relays where it stood first.
    """

    id: str
    depth: int
    branch: str
    circular: bool = False
    again: bool = False


def relay_tree(case: Case, record_id: str) -> list[Relay]:
    """Who relays whom behind any record: a claim by its speakers and reports, anything else by its reports."""
    record = case.record(record_id)
    if isinstance(record, Claim):
        return claims_tree(case, (record,))
    if isinstance(record, Report):
        return list(_tree(report_graph(case, (record_id,)), {}))
    return list(_tree(report_graph(case, getattr(record, "reports", ())), {}))


def claims_tree(case: Case, claims: Iterable[Claim]) -> list[Relay]:
    """Who relays whom behind some claims. Unnamed parties are one each for every party that cites them."""
    graph: Relaying = {}
    names: dict[str, str] = {}
    for claim in claims:
        chain = [party if is_unnamed(party) else party_of(case, party) for party in claim.attribution]
        keys: list[str] = []
        for number, party in enumerate(chain):
            citing = chain[number + 1] if number + 1 < len(chain) else claim.id
            key = f"{party} {citing}" if is_unnamed(party) else party
            names[key] = party
            graph.setdefault(key, {})
            if keys and keys[-1] != key:
                graph[key][keys[-1]] = None
            keys.append(key)
        for report_id in dict.fromkeys(claim.reports):
            _add_report(case, graph, report_id, keys)
    return list(_tree(graph, names))


def _add_report(case: Case, graph: Relaying, report_id: str, keys: list[str]) -> None:
    """Puts a report of a claim below its speakers: what it relays first, then the last of them."""
    found = report_graph(case, (report_id,))
    for one, relayed in found.items():
        report = case.get(one, Report)
        if report is None:
            continue
        if not relayed_by_report(report) and keys:
            relayed = {report.source if report.source in keys else keys[-1]: None}
        graph.setdefault(one, {}).update(relayed)
        for other in relayed:
            graph.setdefault(other, {})


def _tree(graph: Relaying, names: dict[str, str]) -> Iterator[Relay]:
    """The lines of a graph turned upside down; of a circle that nothing leads out of, the first member is the top."""
    below: dict[str, list[str]] = defaultdict(list)
    for one, relayed in graph.items():
        for other in relayed:
            below[other].append(one)
    tops = [
        min(group)
        for group in components(graph)
        if all(other in group for one in group for other in graph[one])
    ]
    shown: set[str] = set()
    above: list[str] = []
    waiting = [(top, 0, "", "") for top in sorted(tops, reverse=True)]
    while waiting:
        one, depth, before, own = waiting.pop()
        del above[depth:]
        circular = one in above
        again = not circular and one in shown and bool(below[one])
        yield Relay(names.get(one, one), depth, before + own, circular, again)
        if circular or again:
            continue
        shown.add(one)
        above.append(one)
        under = before + {_JOIN: _PASS, _LAST: _GAP}.get(own, "")
        others = sorted(below[one])
        waiting += [
            (other, depth + 1, under, _LAST if other == others[-1] else _JOIN) for other in reversed(others)
        ]
