"""How long a key takes to be answered: `python tests/bench/bench_keys.py [KEYS] [EVENTS]`.

From the key's byte to the last byte that is painted for it, on a pseudo-terminal of 120×40. First the timeline of a
made-up case of 200,000 events against one of 50 of the same making, in the same run, a few keys of each in turn; then every
screen of the shipped Kerman case. Last what a list of so many events takes of memory beyond the records themselves.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from casefile.model.case import Case
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.timeline import TimelineView
from casefile.tui.panes.record_pane import GroupedRows
from tests.bench.bench_known import large_tables
from tests.bench.bench_search import write_case
from tests.bench.bench_start import CASEFILE, ROOT
from tests.bench.terminal import Terminal

FRAME = 0.033
"""Seconds within which 95 of 100 keys are to be answered."""
MORE = 2.0
"""How many times as long a key may take among 200,000 events as among 50."""
MEMORY = 30 * 2**20
"""Bytes that a list of 200,000 events may take beyond its records."""
TURNS = 10
"""Keys that are pressed in one case before the other has its turn."""

DOWN, UP, LEFT, RIGHT = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C"
SCREENS: Final[dict[str, tuple[str, str, str]]] = {
    "timeline": ("1", "j", "k"),
    "actors": ("2", "j", "k"),
    "sources": ("3", "j", "k"),
    "notes": ("4", "j", "k"),
    "record in full": ("1 5", "j", "k"),
    "claims": ("1 C", "j", "k"),
    "figures": ("1 F", "j", "k"),
    "questions": ("1 Q", "j", "k"),
    "links": ("2 L", "j", "k"),
    "as known at": ("1 K", LEFT, RIGHT),
    "search": ("\x06 b a k h s h i", DOWN, UP),
}
"""For each screen of a case the keys that lead to it, and the two that are measured on it."""


def moves(terminal: Terminal, forth: str, back: str, count: int) -> list[float]:
    """The seconds of so many keys that each painted something: ten one way, ten the other, or fewer where the list ends.

    A key that paints nothing is at the end of the list, and the next one goes back; where that one paints nothing
    either, nothing is measured and the bench ends.
    """
    taken: list[float] = []
    here, there, gone, silent = forth, back, 0, 0
    while len(taken) < count:
        answer = terminal.press(here)
        gone, silent = gone + 1, silent + 1 if answer is None else 0
        if answer is not None:
            taken.append(answer.seconds)
        elif silent > 1:
            raise SystemExit(f"neither {forth!r} nor {back!r} paints anything:\n{terminal.last}")
        if silent or gone == TURNS:
            here, there, gone = there, here, 0
    return taken


def write_made_up(folder: Path, events: int) -> None:
    """The case file of the made-up case."""
    tables = {table: list(records.values()) for table, records in large_tables(events).items()}
    own = {**tables["case"][0], "id": f"case-{events}", "title": f"Made up, {events} events"}
    write_case(folder, f"case-{events}", {**tables, "case": [own]})


def compare_timelines(folder: Path, sizes: Sequence[int], keys: int) -> dict[int, list[float]]:
    """The seconds of keys in the timelines of cases of those sizes, some of each in turn."""
    opened: dict[int, Terminal] = {}
    taken: dict[int, list[float]] = {size: [] for size in sizes}
    try:
        for size in sizes:
            write_made_up(folder, size)
            opened[size] = Terminal(folder, CASEFILE, "-L", str(folder), "open", f"case-{size}")
            opened[size].wait_for(f"{size:,} ")
        for start in range(0, keys + 2 * TURNS, TURNS):
            for size, terminal in opened.items():
                found = moves(terminal, *("jk" if start // TURNS % 2 == 0 else "kj"), TURNS)
                taken[size] += found if start >= 2 * TURNS else []
    finally:
        for terminal in opened.values():
            terminal.end()
    return taken


def kerman_screens(folder: Path, keys: int) -> dict[str, list[float]]:
    """The seconds of keys on every screen of the Kerman case."""
    shutil.copytree(ROOT / "cases", folder / "cases", ignore=shutil.ignore_patterns(".*"))
    taken = {}
    for name, (way, forth, back) in SCREENS.items():
        terminal = Terminal(folder, CASEFILE, "-L", str(folder / "cases"), "open", "kerman-2024")
        try:
            terminal.wait_for("Kerman bombings")
            terminal.go(way)
            moves(terminal, forth, back, 2 * TURNS)
            taken[name] = moves(terminal, forth, back, keys)
        finally:
            terminal.end()
    return taken


def list_bytes(events: int) -> int:
    """What the rows of a timeline take beyond the records: groups, headers, places of the keys, and what is kept for
    the next time."""
    reading = Reading(Case("large", {**large_tables(events)}))
    view = TimelineView(reading)
    tracemalloc.start()
    *_, groups = view.arranged()
    rows = GroupedRows(groups, view)
    for _ in rows.prepare():
        pass
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(rows) >= events
    return taken


def report(name: str, seconds: Sequence[float]) -> tuple[float, float]:
    """Prints a row; gives the median and the 95th percentile."""
    half, most = median(seconds), quantiles(seconds, n=20)[-1]
    print(f"  {name:<24}{half * 1000:8.1f} ms{most * 1000:8.1f} ms{max(seconds) * 1000:8.1f} ms")
    return half, most


def main() -> None:
    """Measures and prints; exits with 1 where something takes longer or more than it may."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    events = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    missed = []
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {keys} keys each")
    print(f"  {'':<24}{'median':>11}{'p95':>11}{'worst':>11}")
    with tempfile.TemporaryDirectory() as folder:
        taken = compare_timelines(Path(folder), (50, events), keys)
    (few, _), (many, most) = (report(f"{size:,} events", seconds) for size, seconds in taken.items())
    print(f"  {'many against few':<24}{many / few:8.2f} ×")
    missed += ["many against few"] * (many > MORE * few) + [f"{events:,} events"] * (most > FRAME)
    with tempfile.TemporaryDirectory() as folder:
        screens = kerman_screens(Path(folder), keys)
    missed += [name for name, seconds in screens.items() if report(name, seconds)[1] > FRAME]
    taken_bytes = list_bytes(events)
    print(f"  {f'list of {events:,}':<24}{taken_bytes / 2**20:8.1f} MiB beyond the records")
    missed += ["memory"] * (taken_bytes > MEMORY)
    print(f"load at the end {os.getloadavg()[0]:.1f}")
    if missed:
        raise SystemExit(f"more than it may: {', '.join(missed)}")


if __name__ == "__main__":
    main()
