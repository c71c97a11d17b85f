"""How long a note takes to be kept: `python tests/bench/bench_store.py [NOTES]`.

A note is added to the shipped Kerman case, durable when `OpenCase.commit` returns. Against it, in turn in the same run: the
very line that the commit put into the history is appended to an open file and synced. Both on the same disk.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from casefile.model.editing import create
from casefile.store import Library
from casefile.store.paths import case_paths

ROOT = Path(__file__).parent.parent.parent
CASE = "kerman-2024"
LIMIT = 3.0
"""How many times the bare append and sync of the same bytes a commit may take."""
BODY = "The figure of {number} goes back to one agency; whoever repeats it adds nothing to it. " * 3
WARM = 3
"""Notes that are added before the first is counted."""


def measure(library: Path, notes: int) -> tuple[list[float], list[float]]:
    """The seconds of commits, and those of appending and syncing each one's own line."""
    opened = Library(library, author="bench").open(CASE)
    history = case_paths(library, CASE).history
    commits: list[float] = []
    appends: list[float] = []
    with open(library / "bare", "ab", buffering=0) as bare:
        for number in range(notes + WARM):
            fields = {"title": f"Note {number}", "body": BODY.format(number=number), "about": [CASE]}
            edit = create(opened.case, "notes", fields, author="bench", now=datetime.now(UTC))
            before = history.stat().st_size if history.exists() else 0
            start = time.perf_counter()
            opened.commit(edit)
            commits.append(time.perf_counter() - start)
            with open(history, "rb") as file:
                file.seek(before)
                line = file.read()
            assert line
            start = time.perf_counter()
            bare.write(line)
            os.fsync(bare.fileno())
            appends.append(time.perf_counter() - start)
    opened.close()
    assert len(Library(library).open(CASE).case.table("notes")) >= notes
    return commits[WARM:], appends[WARM:]


def main() -> None:
    """Measures and prints; exits with 1 where a commit takes longer than it may."""
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "cases"
        shutil.copytree(ROOT / "cases", library, ignore=shutil.ignore_patterns(".*"))
        commits, appends = measure(library, notes)
    print(f"a note kept, {notes} notes, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"  {'':<32}{'median':>11}{'p95':>11}")
    for name, seconds in (("appended and synced", appends), ("committed", commits)):
        print(f"  {name:<32}{median(seconds) * 1000:8.2f} ms{quantiles(seconds, n=20)[-1] * 1000:8.2f} ms")
    ratio = median(commits) / median(appends)
    print(f"  {'committed against appended':<32}{ratio:8.2f} ×")
    if ratio > LIMIT:
        raise SystemExit(f"more than {LIMIT} times the bare append")


if __name__ == "__main__":
    main()
