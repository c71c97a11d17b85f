"""What the store's promises cost: `python tests/bench/bench_store.py [EVENTS]`.

Wall milliseconds, medians; each measure beside the bare calls it cannot do without, taken in turn with them in one run:
a durable note against appending and syncing the very bytes of its line; a note with the file brought up to date, as
the command line does it, against writing and syncing the file once. Then how long cases take to open, and libraries to
list.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from casefile.model.case import Change, Edit
from casefile.model.records import new_id
from casefile.store import Library, OpenCase
from casefile.store.lazy import Records
from casefile.store.writing import case_bytes

RUNS = 40
KERMAN = Path(__file__).parent.parent.parent / "cases" / "kerman-2024.json"
BODY = "The toll given by the ministry fell from 103 to 84 within a day; names were counted twice. " * 4


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def bare(path: Path, content: bytes, flags: int) -> None:
    """Writes some bytes and syncs them: what no durable save can do without."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    os.write(handle, content)
    os.fsync(handle)
    os.close(handle)


def add_note(opened: OpenCase) -> None:
    note_id = new_id("notes", random.choice)
    opened.commit(Edit("note added", (Change("notes", note_id, None, {"id": note_id, "body": BODY}),)))


def notes_of(folder: Path) -> dict[str, list[float]]:
    """Saving a note, and the bare calls with the same bytes, in turn."""
    shutil.copy(KERMAN, folder)
    opened = Library(folder).open(KERMAN.stem)
    history = folder / ".casefile" / KERMAN.stem / "history.jsonl"
    found: dict[str, list[float]] = {"note": [], "line": [], "settled": [], "file": []}
    for _ in range(RUNS):
        before = history.stat().st_size if history.exists() else 0
        found["note"].append(timed(lambda: add_note(opened)))
        line = history.read_bytes()[before:]
        found["line"].append(timed(lambda line=line: bare(folder / "bare.jsonl", line, os.O_APPEND)))
        found["settled"].append(timed(lambda: (add_note(opened), opened.settle())))
        whole = opened.path.read_bytes()
        found["file"].append(timed(lambda whole=whole: bare(folder / "bare", whole, os.O_TRUNC)))
    return found


def large_case(path: Path, events: int) -> None:
    """A case of so many events, of 600 bytes each in its file."""
    made: dict[str, dict[str, Any]] = {
        f"e-{number:06}": {
            "id": f"e-{number:06}",
            "title": f"Event {number}",
            "description": "x " * 100,
            "kind": "attack",
            "when": {"edtf": "2024-01-03T15:00+03:30", "text": "around 15:00"},
            "participants": [{"actor": "a-1", "role": "attacker"}],
            "reports": ["r-1", "r-2"],
        }
        for number in range(events)
    }
    case = {path.stem: {"id": path.stem, "format": "casefile", "format_version": 1, "title": "Large"}}
    path.write_bytes(case_bytes({"case": Records.of(case), "events": Records.of(made)}))


def opening(folder: Path, events: int) -> dict[str, float]:
    """How long a large case takes: the first time, when every byte is checked, and after."""
    path = folder / "large.json"
    large_case(path, events)
    found = {"first": timed(lambda: Library(folder).open("large"))}
    found["again"] = median(timed(lambda: Library(folder).open("large")) for _ in range(5))
    opened = Library(folder).open("large")
    found["note"] = median(timed(lambda: add_note(opened)) for _ in range(10))
    found["settle"] = timed(opened.settle)
    found["megabytes"] = path.stat().st_size / 1e6
    return found


def listing(folder: Path, cases: int) -> dict[str, float]:
    """How long a library takes to list: the first time, and from its index."""
    content = case_bytes(
        {"case": Records.of({"c": {"id": "c", "format": "casefile", "format_version": 1, "title": "Case"}})}
    )
    for number in range(cases):
        (folder / f"c-{number}.json").write_bytes(content)
    first = timed(lambda: Library(folder).entries())
    return {"first": first, "again": median(timed(lambda: Library(folder).entries()) for _ in range(5))}


def main(events: int = 200_000) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {key: median(values) for key, values in notes_of(folder).items()}
        print(
            f"a durable note               {found['note']:9.2f} ms   {found['note'] / found['line']:5.2f} x"
        )
        print(f"  its line, written, synced  {found['line']:9.2f} ms")
        print(
            f"a note and the file          {found['settled']:9.2f} ms   {found['settled'] / found['file']:5.2f} x"
        )
        print(f"  the file, written, synced  {found['file']:9.2f} ms")
        small = median(timed(lambda: Library(folder).open(KERMAN.stem)) for _ in range(20))
        shelf = Library(folder)
        print(f"opening {KERMAN.stem}         {small:9.2f} ms")
        print(f"listing it                   {median(timed(shelf.entries) for _ in range(20)):9.2f} ms")
    with tempfile.TemporaryDirectory() as name:
        large = opening(Path(name), events)
        print(f"opening {events} events, {large['megabytes']:.0f} MB, first {large['first']:9.0f} ms")
        print(f"  again                      {large['again']:9.0f} ms")
        print(f"  a durable note in it       {large['note']:9.2f} ms")
        print(f"  its file up to date        {large['settle']:9.0f} ms")
    with tempfile.TemporaryDirectory() as name:
        many = listing(Path(name), 10_000)
        print(f"listing 10,000 cases, first  {many['first']:9.0f} ms")
        print(f"  again                      {many['again']:9.0f} ms")


@pytest.mark.bench
def test_a_durable_note_costs_at_most_three_times_the_bare_calls(tmp_path: Path) -> None:
    found = {key: median(values) for key, values in notes_of(tmp_path).items()}
    assert found["note"] <= 3 * found["line"]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
