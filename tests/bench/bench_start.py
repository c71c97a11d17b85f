"""How long casefile takes to start: `python tests/bench/bench_start.py [RUNS]`.

Two measures, each against the least that could be had, runs interleaved so that a slow moment of the machine
strikes both. Commands: the wall time of `casefile --version` and of `casefile list --json` on the shipped cases, against
`python -c pass`. The browser: from exec to the last byte of the first painted frame on a pseudo-terminal of
120×40, for `casefile open kerman-2024` against the smallest Textual app, one Static.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
CASEFILE = str(Path(sys.executable).with_name("casefile"))
SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("the smallest app")
Smallest().run()
"""
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""The user's, without settings such as the one that has every module compiled anew at every start."""
QUIET = 0.05
"""Seconds without output after which a frame is taken as painted; they are not counted."""
LIMIT = 20.0
"""Seconds after which a program that has not painted is given up."""


def command_seconds(*command: str) -> float:
    """The wall time of a command that has to succeed."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    return time.perf_counter() - start


def first_paint_seconds(text: bytes, *command: str) -> float:
    """The time from exec to the last byte of the frame in which a text stands first."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, {**ENVIRONMENT, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        return _painted(terminal, text) - start
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _painted(terminal: int, text: bytes) -> float:
    seen, last, limit = b"", 0.0, time.perf_counter() + LIMIT
    while time.perf_counter() < limit:
        ready, _, _ = select.select([terminal], [], [], QUIET)
        if ready:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the program has ended
                break
            last = time.perf_counter()
        elif text in seen:
            return last
    raise SystemExit(
        f"'{text.decode()}' was never painted; the last was:\n{seen[-2000:].decode(errors='replace')}"
    )


def compare(runs: int, measures: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The medians of some measures, taken in turn; each once before, uncounted, to fill the caches."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for run in range(runs + 1):
        for name, measure in measures.items():
            seconds = measure()
            if run:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def report(title: str, medians: dict[str, float]) -> None:
    """Prints medians, each with its ratio to the first."""
    print(title)
    least = next(iter(medians.values()))
    for name, seconds in medians.items():
        print(f"  {name:<32}{seconds * 1000:8.1f} ms{seconds / least:8.2f} ×")


def main() -> None:
    """Measures and prints."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        library = os.path.join(folder, "cases")
        shutil.copytree(ROOT / "cases", library, ignore=shutil.ignore_patterns(".*"))
        commands = {
            "python -c pass": lambda: command_seconds(sys.executable, "-c", "pass"),
            "casefile --version": lambda: command_seconds(CASEFILE, "--version"),
            "casefile list --json": lambda: command_seconds(CASEFILE, "-L", library, "list", "--json"),
        }
        report(f"commands, medians of {runs} runs", compare(runs, commands))
        browser = {
            "smallest Textual app": lambda: first_paint_seconds(
                b"the smallest app", sys.executable, "-c", SMALLEST
            ),
            "casefile open kerman-2024": lambda: first_paint_seconds(
                b"Timeline", CASEFILE, "-L", library, "open", "kerman-2024"
            ),
            "the same, filled": lambda: first_paint_seconds(
                b"Kerman bombings", CASEFILE, "-L", library, "open", "kerman-2024"
            ),
        }
        report(f"first paint on a terminal, medians of {runs} runs", compare(runs, browser))


if __name__ == "__main__":
    main()
