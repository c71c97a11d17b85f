"""How long following, filtering and undoing take: `python tests/bench/bench_changing.py [EVENTS] [ROUNDS]`.

From the key's byte to the last byte that is painted for it, on a pseudo-terminal of 120×40: a made-up case of 20,000
events (with as many reports and half as many claims) against one of 50 of the same making, in the same run, each
round of one after a round of the other. Between the rounds the cursor goes on, so that each round follows and changes
another event. Measured are wall time and the processor's time of the program (Linux), which other programs lengthen less.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench.bench_keys import write_made_up
from tests.bench.bench_start import CASEFILE
from tests.bench.terminal import Answer, Terminal

LIMIT = 0.05
"""Seconds of the processor within which every key is to be answered, the slowest too."""
FEW = 50
"""Events of the case that the large one is compared with."""


def press(terminal: Terminal, keys: str, what: str) -> Answer:
    """The answer to a key, which has to paint something."""
    answer = terminal.press(keys)
    if answer is None:
        raise SystemExit(f"{what}: {keys!r} painted nothing")
    return answer


def one_round(terminal: Terminal, number: int) -> dict[str, Answer]:
    """Follows, filters, grades, undoes and redoes, and leaves the case as it was."""
    found = {}
    terminal.go("1 j")
    found["follow"] = press(terminal, "f", "follow")
    found["follow no more"] = press(terminal, "f", "follow no more")
    terminal.go("x")
    terminal.go(" ".join("attack" if number % 2 else "arrest"))
    found["filter"] = press(terminal, "\r", "filter")
    found["filter no more"] = press(terminal, "\\", "filter no more")
    terminal.go("w")
    found["grade, which is written"] = press(terminal, "2" if number % 6 != 1 else "3", "grade")
    terminal.go("h")
    found["undo"] = press(terminal, "u", "undo")
    found["redo"] = press(terminal, "\x12", "redo")
    found["undo again"] = press(terminal, "u", "undo again")
    return found


def measure(folder: Path, events: int, rounds: int) -> dict[int, dict[str, list[Answer]]]:
    """The answers in both cases."""
    opened: dict[int, Terminal] = {}
    taken: dict[int, dict[str, list[Answer]]] = {size: defaultdict(list) for size in (FEW, events)}
    try:
        for size in taken:
            write_made_up(folder, size)
            opened[size] = Terminal(folder, CASEFILE, "-L", str(folder), "open", f"case-{size}")
            opened[size].wait_for(f"{size:,} ")
        for number in range(-1, rounds):
            for size, terminal in opened.items():
                for name, answer in one_round(terminal, number).items():
                    if number >= 0:  # the first round also loads what is used for the first time
                        taken[size][name].append(answer)
    finally:
        for terminal in opened.values():
            terminal.end()
    return taken


def main() -> None:
    """Measures and prints; exits with 1 where something takes longer than it may."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(Path(folder), events, rounds)
    late = []
    print(f"  {'milliseconds':<26}{'processor':>10}{'worst':>8}{'wall':>8}{'worst':>8}{f'against {FEW}':>14}")
    for name, answers in taken[events].items():
        spent, wall = [one.spent for one in answers], [one.seconds for one in answers]
        ratio = median(spent) / median(one.spent for one in taken[FEW][name])
        figures = (median(spent), max(spent), median(wall), max(wall))
        print(
            f"  {name:<26}{figures[0] * 1000:10.1f}"
            + "".join(f"{one * 1000:8.1f}" for one in figures[1:])
            + f"{ratio:12.1f} ×"
        )
        late += [name] * (max(spent) > LIMIT)
    print(f"load at the end {os.getloadavg()[0]:.1f}")
    if late:
        raise SystemExit(f"more than {LIMIT * 1000:.0f} ms: {', '.join(late)}")


if __name__ == "__main__":
    main()
