"""How long a key takes to be answered: `python tests/bench/bench_keys.py [KEYS] [EVENTS]`.

From the key's byte to the last byte that is painted for it, on a pseudo-terminal of 120×40. First the timeline of a
made-up case of 200,000 events against one of 50 of the same making, in the same run, a few keys of each in turn; then every
screen of the shipped Kerman case. Last what a list of so many events takes of memory beyond the records themselves.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
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
from tests.bench.bench_start import CASEFILE, ENVIRONMENT, ROOT

QUIET = 0.06
"""Seconds without output after which a key is taken as answered; they are not counted."""
SETTLED = 2.0
"""Seconds without output after which a screen is taken as wholly there."""
LIMIT = 60.0
"""Seconds after which a program that does not come to rest is given up."""
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


class Terminal:
    """A program on a pseudo-terminal. All that it writes is read; a key is answered when it writes no more."""

    def __init__(self, home: Path, *command: str) -> None:
        (home / "state" / "casefile").mkdir(parents=True, exist_ok=True)
        (home / "state" / "casefile" / "browser.json").write_text('{"tour_seen": true}')
        folders = {
            f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")
        }
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            own = {**ENVIRONMENT, **folders, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvpe(command[0], command, own)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._seen = b""

    def press(self, keys: str) -> float:
        """Presses a key; the seconds until the last byte of the answer, or none where there was no answer."""
        start = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self._read(start, QUIET) - start

    def go(self, keys: str) -> None:
        """Presses keys, divided by blanks, and waits after each until it is answered; a cursor may go on to blink."""
        for key in keys.split(" "):
            os.write(self._terminal, key.encode())
            self._read(time.perf_counter(), QUIET * 5)

    def wait_for(self, text: str) -> None:
        """Waits until a text was painted and nothing more comes."""
        limit = time.perf_counter() + LIMIT
        while time.perf_counter() < limit:
            self._read(time.perf_counter(), SETTLED)
            if text.encode() in self._seen:
                self._seen = b""
                return
        self.end()
        raise SystemExit(
            f"'{text}' was never painted; the last was:\n{self._seen[-2000:].decode(errors='replace')}"
        )

    def _read(self, last: float, quiet: float) -> float:
        limit = last + LIMIT
        while select.select([self._terminal], [], [], quiet)[0]:
            try:
                self._seen = self._seen[-100_000:] + os.read(self._terminal, 65536)
            except OSError:  # the program has ended
                raise SystemExit(f"casefile ended: {self._seen[-2000:].decode(errors='replace')}") from None
            last = time.perf_counter()
            if last > limit:
                raise SystemExit("what was opened never comes to rest")
        return last

    def end(self) -> None:
        """Ends the program at once."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)


def moves(terminal: Terminal, forth: str, back: str, count: int, start: int = 0) -> list[float]:
    """The seconds of so many keys, ten one way and ten the other, so that the end of a short list is not met."""
    return [
        terminal.press(forth if number // TURNS % 2 == 0 else back) for number in range(start, start + count)
    ]


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
                found = moves(terminal, "j", "k", TURNS, start)
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
