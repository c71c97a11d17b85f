"""Whether a history is what was written, line after line."""

from __future__ import annotations

from typing import NamedTuple

from casefile.store.lines import pieces
from casefile.store.paths import CasePaths
from casefile.store.system import System


class Verification(NamedTuple):
    """What can be said of a history's chain: it shows tampering only against a head that was noted elsewhere."""

    lines: int
    head: str
    """The hash of the last line: what to note elsewhere."""
    problems: tuple[str, ...]
    torn: bool = False
    """Whether a write was cut short at the end; that was never acknowledged, and the next one clears it away."""


def verify(system: System, paths: CasePaths) -> Verification:
    """Checks every line's hash, and that each line follows the one before."""
    try:
        content = system.read(paths.history)
    except FileNotFoundError:
        return Verification(0, "", ())
    problems = []
    count, head, sequence = 0, "", 0
    found = list(pieces(content))
    torn = bool(content) and not content.endswith(b"\n")
    for number, piece in enumerate(found[:-1] if torn else found, 1):
        where = f"{paths.case_id} history, line {number}"
        if not piece.valid:
            problems.append(f"{where}: does not fit its hash")
            continue
        line = piece.line()
        if line.previous != head:
            problems.append(f"{where}: does not follow the line before; one was changed, put in or taken out")
        elif line.sequence != sequence + 1:
            problems.append(f"{where}: has number {line.sequence}, not {sequence + 1}")
        count, head, sequence = count + 1, piece.hash, line.sequence
    return Verification(count, head, tuple(problems), torn)
