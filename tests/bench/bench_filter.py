"""How long filtering the timeline takes: `python tests/bench/bench_filter.py [EVENTS]`.

Medians over one made-up case: each kind of condition, asked for the second time, as while one is looking; then a condition
in the browser at 120×40, from the key to the painted screen, in CPU time. The alternative, in the same run: all events
are arranged anew from their records and those that answer are kept.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from casefile.model.case import Case
from casefile.store import Library
from casefile.tui.panes.content.days import arranged_days
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.filters import Condition, TimelineFilter
from casefile.tui.panes.selecting import selected
from tests.bench.bench_known import large_tables, milliseconds

RUNS = 9
LIMIT = 50.0
"""Milliseconds that filtering may take at 20,000 events."""

CONDITIONS = {
    "kind": ("kind", "attack"),
    "credibility": ("credibility", "2"),
    "reliability": ("reliability", "B"),
    "actor": ("actor", "a-7"),
    "source": ("source", "s-7"),
    "dates": ("since", "2020-05"),
    "contested": ("contested", ""),
}


def answer(case: Case, asked: TimelineFilter) -> frozenset[str]:
    """The events that answer."""
    *_, found = selected(case, asked)
    assert found is not None
    return found


def arranged_anew(reading: Reading) -> int:
    """The plain way: every event is read and placed again, and kept if it answers."""
    *_, groups = arranged_days(reading)
    events = reading.case.table("events")
    return sum(events[key].get("kind") == "attack" for group in groups for key in group.keys)


def measure_cases(case: Case) -> dict[str, float]:
    """The conditions without a screen."""
    case.backlinks("e-0")
    reading = Reading(case)
    found = {
        "all events arranged anew, kind": median(
            milliseconds(lambda: arranged_anew(reading)) for _ in range(RUNS)
        )
    }
    for name, condition in CONDITIONS.items():
        asked = TimelineFilter((Condition(*condition),))
        found[f"{name}, the first time"] = milliseconds(lambda asked=asked: answer(case, asked))
        found[name] = median(milliseconds(lambda asked=asked: answer(case, asked)) for _ in range(RUNS))
    return found


async def measure_screen(tables: dict[str, dict[str, dict[str, object]]], folder: Path) -> dict[str, float]:
    """Conditions in the browser."""
    from tests.tui.desk import browser, write_case

    write_case(folder, {table: list(records.values()) for table, records in tables.items()}, "large")
    async with browser(Library(folder), "large") as desk:
        screen = desk.case
        taken: list[float] = []
        for kind in ("attack", "arrest", "statement") * 3:
            start = time.process_time()
            screen.filter_timeline(TimelineFilter((Condition("kind", kind),)))
            assert len(screen._compositor.render_strips()) == 40
            taken.append((time.process_time() - start) * 1000)
            await desk.settle()
        return {"a kind in the browser, painted (CPU)": median(taken)}


def main() -> None:
    """Measures and prints; exits with 1 where filtering takes longer than it may."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    tables = large_tables(events)
    found = measure_cases(Case("large", tables))
    with tempfile.TemporaryDirectory() as folder:
        found |= asyncio.run(measure_screen(tables, Path(folder)))
    print(f"filtering the timeline, {events:,} events, medians of {RUNS} runs")
    for name, value in found.items():
        print(f"  {name:<44}{value:10.1f} ms")
    late = [
        name
        for name, value in found.items()
        if value > LIMIT and name in (*CONDITIONS, "a kind in the browser, painted (CPU)")
    ]
    if late:
        raise SystemExit(f"more than {LIMIT:.0f} ms: {', '.join(late)}")


if __name__ == "__main__":
    main()
