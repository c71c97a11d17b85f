"""Independent origins: how many parties a claim or an event really goes back to, however many reports relay it.

The origins are what can be reached over `attribution` (a claim's speakers, outward from the origin) and `derived_from`
(what a report relays) and relays nothing itself. Seven reports that all relay one agency are one origin; parties that
cite one another in a circle are one too. A party that is not named cannot be told from another one, so the first named
party that vouches for it counts instead. Where it is doubtful whether two parties are independent, they count as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from casefile.analysis.reaching import Circles, circles_of, ends
from casefile.model.case import Case, Edit
from casefile.model.records import Actor, Claim, Event, Report
from casefile.model.text import plural

ARROW = " ▸ "
"""Between the links of an attribution chain, from the origin outward."""

Relaying = dict[str, dict[str, None]]
"""For each report or party, what it relays, in order."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where some reports or a claim come from.

    ``roots`` are the ids of the independent origins, ``relays`` the paths from a report to its root (report first),
    and ``circles`` the ids that cite one another in a circle, each circle once.
    """

    roots: frozenset[str]
    relays: tuple[tuple[str, ...], ...] = ()
    circles: Circles = ()


_NONE: Final[frozenset[str]] = frozenset()


class _Behind(NamedTuple):
    """What stands behind one report.

    ``relaying`` is its source where it relays anything; ``sources`` are those that are relayed without naming a
    report, ``speaking`` those of its relaying reports: where the two meet, reports have to be taken together.
    """

    roots: frozenset[str]
    circles: Circles = ()
    relaying: str = ""
    sources: frozenset[str] = _NONE
    speaking: frozenset[str] = _NONE


class _Known:
    """Answers that are asked for again and again, kept with the case until an edit touches what they rest on."""

    tables: Final = frozenset({"reports", "sources", "actors"})

    def __init__(self) -> None:
        self.reports: dict[str, _Behind] = {}
        self.parties: dict[str, str] = {}

    def changed(self, edit: Edit) -> None:
        """Forgets everything where a report, a source or an actor changed."""
        if any(change.table in self.tables for change in edit.changes):
            self.reports.clear()
            self.parties.clear()


def is_unnamed(party: str) -> bool:
    """Whether a party stands for unnamed ones (`unnamed-source`, `unnamed-us-officials`)."""
    return party == "eyewitnesses" or party.startswith("unnamed-")


def counted(reports: int, origins: int) -> str:
    """A count of reports beside that of what they go back to: `7 reports, 2 origins`.

    There are more origins than reports where a report relays several that are independent of one another.
    """
    words = plural(reports, "report")
    if not origins:
        return f"{words}, origin unknown" if reports else words
    return f"{words}, {plural(origins, 'origin')}"


def in_short(reports: int, origins: int) -> str:
    """The same in few cells: `7→2`; the one number where there are as many origins, or none is known."""
    return f"{reports}→{origins}" if origins not in (0, reports) else str(reports or "")


def party_of(case: Case, party: str) -> str:
    """The one id of a party that is in the case both as an actor and as the source that it publishes as."""
    actor = case.get(party, Actor)
    return actor.source if actor is not None and actor.source else party


def reports_of(case: Case, source_id: str) -> tuple[str, ...]:
    """The reports that a source published."""
    links = case.backlinks(source_id)
    return tuple(link.id for link in links if link.table == "reports" and link.field == "source")


def named_chain(case: Case, claim: Claim) -> tuple[str, ...]:
    """The named speakers of a claim, outward from the origin, each once."""
    return _chain(case, case.derived(_Known), claim.attribution)


def _chain(case: Case, known: _Known, attribution: tuple[str, ...]) -> tuple[str, ...]:
    parties, chain = known.parties, []
    for party in attribution:
        name = parties.get(party)
        if name is None:
            name = parties[party] = "" if is_unnamed(party) else party_of(case, party)
        if name and name not in chain:
            chain.append(name)
    return tuple(chain)


def relayed_by_report(report: Report) -> tuple[str, ...]:
    """What a report relays; its own source is not relayed, it speaks."""
    return tuple(one for one in report.derived_from if one not in (report.source, report.id))


def report_graph(case: Case, report_ids: Iterable[str]) -> Relaying:
    """What each report relays, over all that can be reached; a report that relays nothing goes to its source.

    A source that is relayed without naming the report goes on to what its own reports among these relay, unless one of
    them relays nothing.
    """
    graph: Relaying = {}
    spoken: dict[str, list[str]] = defaultdict(list)
    original: set[str] = set()
    waiting = list(dict.fromkeys(report_ids))
    while waiting:
        one = waiting.pop()
        if one in graph:
            continue
        report = case.get(one, Report)
        if report is None:
            graph[one] = {}
            continue
        relayed = relayed_by_report(report)
        graph[one] = dict.fromkeys(relayed or ((report.source,) if report.source else ()))
        waiting += graph[one]
        (original.add(report.source) if not relayed else spoken[report.source].append(one))
    for source, reports in spoken.items():
        if source in graph and source not in original:
            graph[source] = dict.fromkeys(one for report in sorted(reports) for one in graph[report])
    return graph


def report_origins(case: Case, report_ids: Iterable[str]) -> Origins:
    """The origins of some reports by what they relay."""
    starts = tuple(dict.fromkeys(report_ids))
    graph = report_graph(case, starts)
    return Origins(ends(graph), tuple(_paths(graph, starts)), circles_of(graph))


def _paths(graph: Mapping[str, Iterable[str]], starts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ways from each report to its origins, each record gone through once a report; a circle ends where it began."""
    for start in starts:
        entered: set[str] = set()
        waiting: list[tuple[str, ...]] = [(start,)]
        while waiting:
            path = waiting.pop()
            relayed = tuple(graph.get(path[-1], ()))
            if not relayed or path[-1] in path[:-1]:
                yield path
            elif path[-1] not in entered:
                entered.add(path[-1])
                waiting += [(*path, one) for one in reversed(relayed)]


def _behind(case: Case, known: _Known, report_id: str) -> _Behind:
    found = known.reports.get(report_id)
    if found is None:
        found = known.reports[report_id] = _plain(case, known, report_id) or _tangled(case, report_id)
    return found


def _plain(case: Case, known: _Known, report_id: str) -> _Behind | None:
    """What stands behind a report that relays nothing, or one report alone of which that is known."""
    report = case.get(report_id, Report)
    relayed = relayed_by_report(report) if report is not None else ()
    if report is None or not relayed:
        return _Behind(frozenset(((report.source if report else "") or report_id,)))
    one = known.reports.get(relayed[0])
    if one is None or len(relayed) > 1 or one.circles or case.get(relayed[0], Report) is None:
        return None
    return _Behind(one.roots, (), report.source, one.sources, one.speaking | {report.source})


def _tangled(case: Case, report_id: str) -> _Behind:
    graph = report_graph(case, (report_id,))
    report = case.get(report_id, Report)
    reached = [other for other in (case.get(one, Report) for one in graph) if other is not None]
    relaying = [other for other in reached if relayed_by_report(other)]
    return _Behind(
        ends(graph),
        circles_of(graph),
        report.source if report is not None else "",
        frozenset(
            one for other in relaying for one in relayed_by_report(other) if case.get(one, Report) is None
        ),
        frozenset(other.source for other in relaying),
    )


def reports_together(case: Case, report_ids: Collection[str]) -> tuple[frozenset[str], Circles]:
    """The origins of some reports and their circles, without the ways that lead there."""
    known = case.derived(_Known)
    behind = [_behind(case, known, report_id) for report_id in report_ids]
    if len(behind) == 1:
        return behind[0].roots, behind[0].circles
    speaking = _NONE.union(*(one.speaking for one in behind))
    if speaking and not speaking.isdisjoint(source for one in behind for source in one.sources):
        graph = report_graph(case, report_ids)
        return ends(graph), circles_of(graph)
    circles = dict.fromkeys(circle for one in behind for circle in one.circles)
    return _NONE.union(*(one.roots for one in behind)), tuple(sorted(circles, key=min))


def claim_origins(case: Case, claim: Claim) -> Origins:
    """The origin of a claim: who said it first, as far as it is known by name."""
    from_reports = report_origins(case, claim.reports)
    chain = named_chain(case, claim)
    if not chain:
        return from_reports
    return Origins(frozenset(chain[:1]), from_reports.relays, from_reports.circles)


def claim_roots(case: Case, claim: Claim) -> frozenset[str]:
    """The origins of a claim, without the ways that lead there."""
    chain = named_chain(case, claim)
    return frozenset(chain[:1]) if chain else reports_together(case, claim.reports)[0]


def origins(case: Case, record_id: str) -> Origins:
    """The origins of any record: of a claim by its speaker, of anything else by its reports."""
    record = case.record(record_id)
    if isinstance(record, Claim):
        return claim_origins(case, record)
    if isinstance(record, Report):
        return report_origins(case, (record_id,))
    return report_origins(case, getattr(record, "reports", ()))


def event_origins(case: Case, event: Event) -> Origins:
    """The origins of an event's reports."""
    return report_origins(case, event.reports)


def joint_origins(case: Case, claims: Iterable[Claim]) -> frozenset[str]:
    """The independent origins of several claims that say the same."""
    return joint(case, tuple(claims)).roots


def joint(case: Case, claims: Sequence[Claim]) -> Origins:
    """The independent origins of several claims that say the same, and who among them cite one another in a circle.

    Who relays another one of these claims' speakers is no origin beside it, whether the attribution says so or the
    report in which it speaks.
    """
    known = case.derived(_Known)
    if len(claims) == 1:
        chain = _chain(case, known, claims[0].attribution)
        if chain:
            return Origins(frozenset(chain[:1]))
    listed = [(_chain(case, known, claim.attribution), claim.reports) for claim in claims]
    reports = dict.fromkeys(report for chain, of_claim in listed if not chain for report in of_claim)
    roots, circles = reports_together(case, reports) if reports else (_NONE, ())
    chains = {chain for chain, _ in listed if chain}
    firsts = roots.union([chain[0] for chain in chains])
    if not chains or (len(firsts) == 1 and not circles and max(map(len, chains)) < 3):
        return Origins(firsts, (), circles)
    own = {
        (chain[0], report)
        for chain, of_claim in listed
        if chain
        for report in of_claim
        if _behind(case, known, report).relaying == chain[0]
    }
    tangled = own or circles or max(map(len, chains)) > 2
    if tangled or not firsts.isdisjoint([chain[1] for chain in chains if len(chain) > 1]):
        return _joint_graph(case, chains, own, reports)
    return Origins(firsts)


def _joint_graph(
    case: Case, chains: Iterable[tuple[str, ...]], own: Iterable[tuple[str, str]], reports: Iterable[str]
) -> Origins:
    """The origins by the whole graph; ``own`` are parties with the reports of theirs in which they relay."""
    graph: Relaying = report_graph(case, reports)
    for chain in chains:
        for number, party in enumerate(chain):
            relayed = graph.setdefault(party, {})
            if number:
                relayed[chain[number - 1]] = None
    for party, report_id in sorted(own):
        graph[party].update(dict.fromkeys(_relayed_in(case, party, report_id, graph)))
    return Origins(ends(graph), (), circles_of(graph))


def _relayed_in(case: Case, party: str, report_id: str, among: Mapping[str, object]) -> Iterator[str]:
    """Whom a party relays in its own report, among some others."""
    report = case.get(report_id, Report)
    if report is not None and report.source == party and relayed_by_report(report):
        for reached in report_graph(case, (report_id,)):
            if reached in among and reached not in (party, report_id):
                yield reached


def spoken_by(case: Case, claim: Claim) -> tuple[str, ...]:
    """The speakers of a claim from the origin outward; of a claim without speakers the sources of its reports."""
    if claim.attribution:
        return claim.attribution
    reports = (case.get(report_id, Report) for report_id in claim.reports)
    return tuple(dict.fromkeys(report.source for report in reports if report is not None))


def attribution_label(case: Case, claim: Claim) -> str:
    """The speakers of a claim from the origin outward, by name: `Mahdi Bakhshi ▸ IRNA ▸ Asia-Plus`.

    A claim without speakers is named by the sources of its reports.
    """
    names = (case.title(party) for party in spoken_by(case, claim))
    return (ARROW if claim.attribution else ", ").join(names)
