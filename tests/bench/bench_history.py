"""How long a long history takes: the first steps to be listed, a step in full, an undo, and all of them.

    python tests/bench/bench_history.py [STEPS]

A history of 100,000 steps by two analysts is written to a folder of its own, and opened again. Times are CPU time of
this process in milliseconds, medians of several runs; the whole list is read in the parts in which the view reads it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time

from casefile.model import editing
from casefile.store import Library
from tests.tui.desk import NOW, harbour, write_case

_AT_ONCE = 200
_SLICE = 1000


def milliseconds(call: Callable[[], object]) -> float:
    """The CPU time of a call."""
    before = process_time()
    call()
    return (process_time() - before) * 1000


def main(count: int) -> None:
    """Writes the history and prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        write_case(Path(folder), harbour())
        one, other = (Library(Path(folder), author=name, clock=lambda: NOW) for name in ("one", "other"))
        opened = one.open("harbour")
        opened.commit(editing.update(opened.case, "fire", {"importance": 1}, now=NOW))
        keeper = opened._keeper
        for number in range(count):
            keeper.author, record_id = ("one", "fire") if number % 2 else ("other", "mourning")
            edit = editing.update(opened.case, record_id, {"description": f"Seen again, {number}."}, now=NOW)
            keeper.append([keeper.line("edit", edit.label, edit.changes)], durable=False)
        opened.close()
        del opened, keeper, edit
        again = other.open("harbour")
        size = again._keeper.paths.history.stat().st_size / 1_000_000
        print(f"{count:,} steps, {size:.0f} MB")

        firsts = [milliseconds(lambda: list(islice(again.steps(), _AT_ONCE))) for _ in range(9)]
        print(f"the first {_AT_ONCE} steps   {statistics.median(firsts):8.1f}")
        steps = again.steps()
        parts = []
        found = []
        while True:
            before = process_time()
            part = list(islice(steps, _SLICE))
            parts.append((process_time() - before) * 1000)
            if not part:
                break
            found += part
        print(f"all, in parts of {_SLICE}   {sum(parts):8.1f}   the longest part {max(parts):.1f}")
        entries = [
            milliseconds(lambda step=step: again.entry(step)) for step in found[:: max(1, count // 50)]
        ]
        print(f"a step in full        {statistics.median(entries):8.2f}")
        undone = [milliseconds(again.undo) for _ in range(9)]
        print(f"an undo               {statistics.median(undone):8.1f}")
        stranger = Library(Path(folder), author="stranger", clock=lambda: NOW).open("harbour")
        print(f"an undo of nothing    {milliseconds(stranger.undo):8.1f}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
