"""How long a step of the slider of `as known at` takes: `python tests/bench/bench_known.py [EVENTS]`.

Medians over one made-up case, at moments spread over its years. What is measured: gathering when each record became
known (once); a step as casefile takes it, with the headline figures, one event's fact sheets and what refers to it; and
the same, from the key to the painted screen, in the browser at 120×40, in CPU time. The alternative, in the same run: at each step
all records are filtered into a new case.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from casefile.analysis.factsheets import fact_sheets, headline_figures
from casefile.analysis.known import DATED, Knowledge
from casefile.model.case import Case, Json
from casefile.store import Library

STEPS = 60
LIMIT = 50.0
"""Milliseconds that a step may take at 20,000 events."""


def large_tables(events: int) -> dict[str, dict[str, Json]]:
    """A case over ten years: for each event a report, and a claim on its toll for every second one."""
    random = Random(1)
    start = datetime(2014, 1, 1, tzinfo=UTC)
    tables: dict[str, dict[str, Json]] = {
        "case": {"large": {"id": "large", "format": "casefile", "format_version": 1, "title": "Large"}},
        "sources": {
            f"s-{n}": {"id": f"s-{n}", "name": f"Source {n}", "reliability": "ABCDEF"[n % 6]}
            for n in range(300)
        },
        "actors": {f"a-{n}": {"id": f"a-{n}", "name": f"Actor {n}", "kind": "person"} for n in range(1000)},
        "reports": {},
        "events": {},
        "claims": {},
    }
    kinds = ("attack", "arrest", "statement", "reaction", "casualty-report")
    for n in range(events):
        moment = start + timedelta(minutes=random.randrange(10 * 365 * 24 * 60))
        day, exact = moment.strftime("%Y-%m-%d"), moment.strftime("%Y-%m-%dT%H:%M:00Z")
        tables["events"][f"e-{n}"] = {
            "id": f"e-{n}",
            "title": f"Event {n}",
            "kind": kinds[n % 5],
            "when": {"edtf": exact if n % 3 else day},
            "participants": [{"actor": f"a-{n % 1000}"}],
            "reports": [f"r-{n}"],
            "credibility": n % 6 + 1,
        }
        published = {"edtf": (moment + timedelta(hours=5)).strftime("%Y-%m-%d")}
        tables["reports"][f"r-{n}"] = {
            "id": f"r-{n}",
            "source": f"s-{n % 300}",
            "title": f"Report {n}",
            "published": published,
        }
        if n % 2 == 0:
            tables["claims"][f"c-{n}"] = {
                "id": f"c-{n}",
                "statement": f"Statement {n}",
                "subject": f"e-{n // 40 * 40}",
                "predicate": "killed" if n % 4 else "weapon",
                "value": {"number": 80 + n % 7} if n % 4 else f"weapon {n % 3}",
                "attribution": [f"s-{n % 97}"],
                "reports": [f"r-{n}"],
                "asserted": {"edtf": exact},
                "credibility": n % 6 + 1,
            }
    return tables


def milliseconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def look(case: Case, event: str) -> None:
    """What a step asks of a case: how much there is, its figures, one event's facts and what refers to it."""
    assert sum(len(case.table(table)) for table in DATED) > 0
    headline_figures(case)
    if event in case:
        fact_sheets(case, event)
        case.backlinks(event)


def filtered(knowledge: Knowledge, moment: float) -> Case:
    """The plain way: a new case of all records that were known."""
    return Case(
        "large",
        {
            table: {one: record for one, record in records.items() if knowledge.since(one) <= moment}
            for table, records in knowledge.case.tables.items()
        },
    )


def measure_cases(tables: dict[str, dict[str, Json]]) -> dict[str, float]:
    """The steps without a screen."""
    case = Case("large", tables)
    case.backlinks("e-0")
    headline_figures(case)
    found = {"gathering, once": milliseconds(lambda: Knowledge(case))}
    knowledge = Knowledge(case)
    moments = knowledge.moments()[:: max(1, len(knowledge.moments()) // STEPS)]
    found["all records filtered into a new case"] = median(
        milliseconds(lambda moment=moment: look(filtered(knowledge, moment), "e-0"))
        for moment in moments[::5]
    )
    found["a step"] = median(
        milliseconds(lambda moment=moment: look(knowledge.at(moment), "e-0")) for moment in moments
    )
    return found


async def measure_screen(tables: dict[str, dict[str, Json]], folder: Path) -> dict[str, float]:
    """The steps from the key to the painted screen."""
    from casefile.tui.screens.known import KnownThen
    from tests.tui.desk import browser, write_case

    write_case(folder, {table: list(records.values()) for table, records in tables.items()}, "large")
    async with browser(Library(folder), "large") as desk:
        await desk.press("K")
        screen = desk.case
        assert isinstance(screen, KnownThen) and screen.past is not None
        await desk.press("g")
        await desk.press(*["pagedown"] * 30)
        taken = []
        for _ in range(STEPS):
            start = time.process_time()
            screen.action_known_later()
            assert len(screen._compositor.render_strips()) == 40
            taken.append((time.process_time() - start) * 1000)
            await desk.settle()
        return {
            "a step in the browser, painted (CPU)": median(taken),
            "the slowest of them (CPU)": max(taken),
        }


def main() -> None:
    """Measures and prints; exits with 1 where a step takes longer than it may."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    tables = large_tables(events)
    found = measure_cases(tables)
    with tempfile.TemporaryDirectory() as folder:
        found |= asyncio.run(measure_screen(tables, Path(folder)))
    print(f"as known at, {events:,} events, medians of {STEPS} steps")
    for name, value in found.items():
        print(f"  {name:<44}{value:10.1f} ms")
    if found["the slowest of them (CPU)"] > LIMIT:
        raise SystemExit(f"a step takes more than {LIMIT:.0f} ms")


if __name__ == "__main__":
    main()
