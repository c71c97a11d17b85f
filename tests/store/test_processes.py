"""Several processes on one case, and a file that is exchanged under an open program (D6, D7)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.store.cases import add, file_bytes, ids, library, note, tables
from tests.store.test_kill import WRITER

PROCESSES, SAVES = 8, 150


def test_eight_processes_keep_all_their_saves(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(note("old"))))
    writers = [
        subprocess.Popen(
            [sys.executable, str(WRITER), str(tmp_path), f"p{number}", str(SAVES // 2), "40"],
            stdout=subprocess.DEVNULL,
            cwd=WRITER.parent.parent.parent,
        )
        for number in range(PROCESSES)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * PROCESSES
    opened = library(tmp_path).open("harbour")
    kept = {one: record["body"] for one, record in opened.case.table("notes").items() if one != "old"}
    assert kept == {
        f"p{number}-{save}": "second" for number in range(PROCESSES) for save in range(SAVES // 2)
    }
    saves = [entry for entry in opened.history() if entry.kind == "edit"]
    assert len(saves) == PROCESSES * SAVES
    assert not opened.verify().problems
    opened.close()
    assert ids(path) == {"old", *kept}


def test_a_file_exchanged_under_the_open_program_costs_no_note_on_either_side(tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_bytes(file_bytes(tables(note("old"))))
    opened = library(tmp_path).open("harbour")
    for number in range(50):
        opened.commit(add(note(f"ours-{number}")))
        content = json.loads(path.read_bytes())
        theirs = note(f"theirs-{number}")
        content["notes"][str(10**9 + number)] = theirs
        pulled = tmp_path / "pulled"
        pulled.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        os.replace(pulled, path)
        opened.refresh()
        opened.settle()
    expected = {"old", *(f"{side}-{number}" for side in ("ours", "theirs") for number in range(50))}
    assert set(opened.case.table("notes")) == expected
    opened.close()
    assert ids(path) == expected
    assert set(library(tmp_path).open("harbour").case.table("notes")) == expected
