"""`casefile origins`: the independent origins of a record, and who relays whom."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from casefile.analysis.confirmation import is_unconfirmed, origins_behind
from casefile.analysis.origins import counted, joint, origins
from casefile.analysis.relaying import Relay, relay_tree
from casefile.cli import labels
from casefile.cli.known import case_at
from casefile.cli.libraries import opened, require_record
from casefile.cli.output import GAP, note, write, write_heading, write_json, write_prose
from casefile.model.records import Claim, Report

if TYPE_CHECKING:
    from casefile.model.case import Case


def show_origins(options: Namespace) -> int:
    """Where a claim, an event, a report or anything else that cites reports comes from.

    JSON: `case`, `id`, `title`, `reports` (their number), `roots` (the independent origins), `behind` (of a claim: those of
    all that say the same or support it), `unconfirmed` (graded 1 on fewer than two), `circles`, and `tree`: an array of
    `id`, `title`, `depth`, `circular`, `again`, each below what it relays. With `--at` as it was
    known then, with `--recorded` too as it had been recorded.
    """
    with opened(options) as found:
        then = case_at(found, options.at, options.recorded)
        case = then.case
        then.require(options.record)
        require_record(case, options.record)
        what = _found(case, options.record)
        tree = relay_tree(case, options.record)
        if options.json:
            write_json({**what, "tree": [_relay_json(case, relay) for relay in tree]})
        elif tree:
            then.say()
            _write(case, what, tree)
        if not tree:
            note(f"{case.id}: '{options.record}' rests on no report and no speaker")
        return 0 if tree else 1


def _found(case: Case, record_id: str) -> dict[str, Any]:
    record = case.record(record_id)
    roots = origins(case, record_id)
    reports = (record_id,) if isinstance(record, Report) else getattr(record, "reports", ())
    circles = {*roots.circles, *(joint(case, (record,)).circles if isinstance(record, Claim) else ())}
    return {
        "case": case.id,
        "id": record_id,
        "title": case.title(record_id),
        "reports": len(reports),
        "roots": sorted(roots.roots),
        "behind": sorted(origins_behind(case, record)) if isinstance(record, Claim) else sorted(roots.roots),
        "unconfirmed": isinstance(record, Claim) and is_unconfirmed(case, record),
        "circles": sorted(sorted(circle) for circle in circles),
    }


def _relay_json(case: Case, relay: Relay) -> dict[str, Any]:
    return {
        "id": relay.id,
        "title": labels.title(case, relay.id),
        "depth": relay.depth,
        "circular": relay.circular,
        "again": relay.again,
    }


def _write(case: Case, what: dict[str, Any], tree: list[Relay]) -> None:
    write_heading(what["title"])
    write(
        f"{counted(what['reports'], len(what['roots']))}: {', '.join(case.title(root) for root in what['roots'])}"
    )
    others = [root for root in what["behind"] if root not in what["roots"]]
    if others:
        write_prose(
            f"the same is said or supported by {', '.join(labels.named(case, root) for root in others)}"
        )
    if what["unconfirmed"]:
        write_prose("credibility 1 says confirmed by other independent sources: there are fewer than two")
    for circle in what["circles"]:
        write_prose(f"relay one another in a circle: {', '.join(labels.named(case, one) for one in circle)}")
    write()
    for relay in tree:
        mark = " (relays itself: a circle)" if relay.circular else " (see above)" if relay.again else ""
        write(f"{GAP}{relay.branch}{_name(case, relay.id)}{mark}")


def _name(case: Case, record_id: str) -> str:
    record = case.record(record_id) if record_id in case else None
    if isinstance(record, Report):
        parts = [case.title(record.source), labels.date(case, record.published)]
        return f"{case.title(record_id)} ({', '.join(part for part in parts if part)}; {record_id})"
    return labels.named(case, record_id)
