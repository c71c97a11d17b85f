"""A process killed at any moment of a save loses nothing that it had acknowledged, and breaks no file (D1)."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tinydb

from tests.store.cases import file_bytes, library, note, tables

WRITER = Path(__file__).with_name("writer.py")
KILLS = 300
PARTS = 6
"""The kills are spread over so many tests, so that they can run beside one another."""


@pytest.mark.parametrize("part", range(PARTS))
def test_kills_during_saves_lose_nothing(tmp_path: Path, part: int) -> None:
    """`KILLS` in all; the moment of each is drawn from a fixed seed, and lies in the first saves of a process."""
    drawn = random.Random(part)
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(*(note(f"old-{number}") for number in range(50)))))
    acknowledged: dict[str, str] = {f"old-{number}": "seen" for number in range(50)}
    for kill in range(KILLS // PARTS):
        acknowledged |= _written_until_killed(tmp_path, f"k{kill}", drawn)
        json.loads(path.read_bytes())
        if kill % 10 == 9:
            _nothing_is_lost(tmp_path, acknowledged)
    _nothing_is_lost(tmp_path, acknowledged)
    with tinydb.TinyDB(path, access_mode="r", encoding="utf-8") as database:
        assert {record["id"] for record in database.table("notes")} >= acknowledged.keys()


def _written_until_killed(folder: Path, prefix: str, drawn: random.Random) -> dict[str, str]:
    """What one process acknowledged before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), prefix, "1000", "3"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=WRITER.parent.parent.parent,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    lines = [writer.stdout.readline() for _ in range(drawn.randrange(1, 6))]
    time.sleep(
        drawn.random() * 0.004
    )  # where within a save the kill falls is the point, not how long it takes
    writer.send_signal(signal.SIGKILL)
    lines += writer.stdout.readlines()
    writer.wait()
    said = {
        line[1:].strip(): "first" if line[0] == "+" else "second" for line in lines if line.endswith("\n")
    }
    assert said
    return said


def _nothing_is_lost(folder: Path, acknowledged: dict[str, str]) -> None:
    opened = library(folder).open("harbour")
    kept = opened.case.table("notes")
    lost = {
        one: body
        for one, body in acknowledged.items()
        if kept.get(one, {}).get("body") not in (body, "second")
    }
    assert not lost
    assert not opened.verify().problems
    opened.close()
