"""Processes killed at any moment, and many at once on one case: nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tinydb

from casefile.errors import InUseError
from casefile.store.locking import locked
from casefile.store.paths import case_paths
from casefile.store.system import System
from tests.store.cases import add, file_bytes, ids, library, note, tables
from tests.store.disk import Disk

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}
PROCESSES, SAVES = 8, 150
KILLS, PARTS = 300, 4
OLD = {f"old-{number}": "seen" for number in range(50)}


@pytest.mark.parametrize("part", range(PARTS))
def test_kills_at_any_moment_lose_nothing_and_break_no_file(part: int, tmp_path: Path) -> None:
    """`KILLS` in all; after each the file is read by the standard library, and the case opened and checked."""
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(*(note(one) for one in OLD))))
    command = [sys.executable, str(HERE / "killed.py"), str(tmp_path), str(part), str(KILLS // PARTS)]
    acknowledged = dict(OLD)
    kills = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        for said in process.stdout:
            kills += 1
            for one in json.loads(said):
                acknowledged[one[1:]] = "first" if one[0] == "+" else "second"
            json.loads(path.read_bytes())
    assert (process.returncode, kills) == (0, KILLS // PARTS)
    assert len(acknowledged) > len(OLD) + kills // 2
    opened = library(tmp_path).open("harbour")
    kept = opened.case.table("notes")
    assert not {
        one for one, body in acknowledged.items() if kept.get(one, {}).get("body") not in (body, "second")
    }
    assert not opened.verify().problems
    opened.close()
    with tinydb.TinyDB(path, access_mode="r", encoding="utf-8") as database:
        assert {one["id"]: dict(one) for one in database.table("notes")} == dict(kept)
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".tmp")]


def test_eight_processes_keep_all_their_saves(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(note("old"))))
    writers = [
        subprocess.Popen(
            [sys.executable, str(HERE / "writer.py"), str(tmp_path), f"p{number}", str(SAVES // 2), "25"],
            stdout=subprocess.DEVNULL,
            env=ENVIRONMENT,
        )
        for number in range(PROCESSES)
    ]
    assert [writer.wait() for writer in writers] == [0] * PROCESSES
    opened = library(tmp_path).open("harbour")
    kept = {one: record["body"] for one, record in opened.case.table("notes").items() if one != "old"}
    assert kept == {
        f"p{number}-{save}": "second" for number in range(PROCESSES) for save in range(SAVES // 2)
    }
    assert sum(entry.kind == "edit" for entry in opened.history()) == PROCESSES * SAVES
    assert not opened.verify().problems
    opened.close()
    assert ids(path) == {"old", *kept}


def test_a_lock_that_is_held_too_long_is_told_and_nothing_is_changed() -> None:
    disk = Disk()
    disk.make_folder(Path("/library"), 0o700)
    opened = library(Path("/library"), disk).new("harbour", {"title": "Harbour fire"})
    with (
        locked(disk, case_paths(Path("/library"), "harbour")),
        pytest.raises(InUseError, match=r"harbour\.json"),
    ):
        opened.commit(add(note("n-1")))
    assert opened.history()[-1].label == "case added"
    opened.commit(add(note("n-1")))


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    system = System()
    path = tmp_path / "lock"
    child = os.fork()
    if child == 0:
        system.lock(path)
        os._exit(0)
    os.waitpid(child, 0)
    system.close(system.lock(path))
