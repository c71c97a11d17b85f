"""A case under every mishap at once, against a model: what was acknowledged is there, and nothing else."""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casefile.errors import CasefileError, StorageError
from casefile.model.case import Edit
from casefile.store import Library, OpenCase
from casefile.store.files import write_all
from casefile.store.paths import STATE
from casefile.store.reading import read_case
from casefile.store.system import System
from tests.store.cases import FROZEN, add, change, remove
from tests.store.disk import Disk
from tests.store.faults import FaultySystem

ROOT = Path("/library")
FILE = ROOT / "harbour.json"
WRITING = frozenset(["write", "create", "make_folder"])
Record = dict[str, Any]


class StoreMachine(RuleBasedStateMachine):
    """Two programs on one case, on a disk that forgets what was not synced."""

    @initialize()
    def begin(self) -> None:
        self.disk = Disk()
        self.now = FROZEN
        self.disk.make_folder(ROOT, 0o700)
        self.disk.sync_folder(Path("/"))
        self.count = 0
        self.failed: set[str] = set()
        """Edits that failed, and that a power cut may bring back nevertheless."""
        self.notes: dict[str, Record] = {}
        """What every program must come to hold."""
        self.opened: list[OpenCase] = []
        first = self._library().new("harbour", {"title": "Harbour fire"})
        self.opened = [first, self._library("colleague").open("harbour")]

    def _open(self, disk: Disk) -> None:
        self.disk = disk
        self.opened = [self._library().open("harbour"), self._library("colleague").open("harbour")]

    def _library(self, author: str = "analyst", system: System | None = None) -> Library:
        return Library(ROOT, system=system or self.disk, clock=lambda: self.now, author=author)

    def _commit(self, program: int, edit: Edit) -> None:
        self.opened[program].commit(edit)
        self._made(edit)

    def _made(self, edit: Edit) -> None:
        for one in edit.changes:
            if one.after is None:
                self.notes.pop(one.id, None)
            else:
                self.notes[one.id] = one.after

    def _record(self, pick: int) -> Record:
        return self.notes[sorted(self.notes)[pick % len(self.notes)]]

    @rule(program=st.integers(0, 1), body=st.sampled_from(["seen", "said\nseen\nheard", "کرمان", ""]))
    def adds(self, program: int, body: str) -> None:
        self.count += 1
        self._commit(program, add({"id": f"n-{self.count}", "body": body}))

    @precondition(lambda self: self.notes)
    @rule(
        program=st.integers(0, 1), pick=st.integers(0, 50), field=st.sampled_from(["title", "body", "kind"])
    )
    def edits(self, program: int, pick: int, field: str) -> None:
        self.opened[program].refresh()
        self.count += 1
        self._commit(program, change(self._record(pick), **{field: f"text {self.count}"}))

    @precondition(lambda self: self.notes)
    @rule(program=st.integers(0, 1), pick=st.integers(0, 50))
    def deletes(self, program: int, pick: int) -> None:
        self.opened[program].refresh()
        self._commit(program, remove(self._record(pick)))

    @rule(program=st.integers(0, 1), again=st.booleans())
    def undoes(self, program: int, again: bool) -> None:
        opened = self.opened[program]
        possible = opened.can_redo if again else opened.can_undo
        try:
            done = opened.redo() if again else opened.undo()
        except CasefileError:
            return
        assert (done is None) == (possible is None)
        if done is not None:
            assert all(one.before == self.notes.get(one.id) for one in done.changes)
            self._made(done)

    @rule(program=st.integers(0, 1))
    def settles(self, program: int) -> None:
        self.opened[program].settle()
        held = read_case(self.disk.read(FILE), file=FILE.name).tables.get("notes", {})
        assert dict(held) == self.notes

    @rule()
    def restarts(self) -> None:
        for opened in self.opened:
            opened.close()
        self._open(self.disk)

    @rule()
    def is_killed(self) -> None:
        self._open(self.disk.killed())

    @rule(pick=st.integers(0, 10_000))
    def loses_power(self, pick: int) -> None:
        self._open(self.disk.crash(random.Random(pick)))
        for note_id in self.failed - self.notes.keys():
            self._learn(note_id)

    @rule(
        program=st.integers(0, 1), number=st.integers(0, 60), settle=st.booleans(),
        fault=st.sampled_from(["ENOSPC", "EIO", "short"]),
    )  # fmt: skip
    def meets_a_fault(self, program: int, number: int, settle: bool, fault: str) -> None:
        """An edit, or a save, during which the disk is full, fails once or takes less than it is given."""
        full = WRITING if fault == "ENOSPC" else frozenset()
        system = FaultySystem(self.disk, number, fault, full)
        self.count += 1
        edit = add({"id": f"n-{self.count}"})
        try:
            case = self._library(f"third {program}", system).open("harbour")
        except StorageError:
            return
        try:
            case.commit(edit)
            self._made(edit)
            if settle:
                case.settle()
        except StorageError:
            if edit.changes[0].id not in self.notes:
                assert edit.changes[0].id not in case.case.table("notes")
                self.failed.add(edit.changes[0].id)
                self._learn(edit.changes[0].id)

    def _learn(self, note_id: str) -> None:
        """A failed edit may be there nevertheless, as where the disk failed in the sync that had done its work."""
        looked = self._library().open("harbour").case.table("notes")
        if note_id in looked:
            self.notes[note_id] = looked[note_id]

    @rule(
        program=st.integers(0, 1),
        pick=st.integers(0, 50),
        what=st.sampled_from(["add", "edit"]),
        stale=st.booleans(),
    )
    def is_changed_outside(self, program: int, pick: int, what: str, stale: bool) -> None:
        """Another program reads the file, perhaps before a save, and writes it whole in its own form."""
        content = self.disk.read(FILE)
        if stale:
            self.opened[program].settle()
        tables = json.loads(content)
        notes = tables.setdefault("notes", {})
        self.count += 1
        if what == "add" or not notes:
            notes[str(self.count)] = {"id": f"o-{self.count}", "body": "from outside"}
            self.notes[f"o-{self.count}"] = notes[str(self.count)]
        else:
            key = sorted(notes)[pick % len(notes)]
            notes[key]["outside"] = self.count
            note_id = notes[key]["id"]
            self.notes[note_id] = {**self.notes.get(note_id, notes[key]), "outside": self.count}
        self._write_outside(json.dumps(tables).encode())
        for opened in self.opened:
            opened.refresh()

    @precondition(lambda self: any(note_id.startswith("o-") for note_id in self.notes))
    @rule(pick=st.integers(0, 50))
    def is_deleted_from_outside(self, pick: int) -> None:
        """Another program deletes a record of an up-to-date file."""
        self.opened[0].settle()
        tables = json.loads(self.disk.read(FILE))
        outside = sorted(key for key, one in tables["notes"].items() if one["id"].startswith("o-"))
        gone = tables["notes"].pop(outside[pick % len(outside)])
        del self.notes[gone["id"]]
        self.count += 1
        self._write_outside(json.dumps(tables).encode())
        for opened in self.opened:
            opened.refresh()

    @rule()
    def loses_the_folder_beside_it(self) -> None:
        """Somebody removes `.casefile`, with the history in it, while the case is open."""
        if STATE in self.disk.names(ROOT):
            self.disk.remove_tree(ROOT / STATE)
        for opened in self.opened:
            opened.refresh()

    @rule(hours=st.integers(-5000, 5000))
    def has_its_clock_set(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def _write_outside(self, content: bytes) -> None:
        path = ROOT / f"outside-{self.count}"
        handle = self.disk.create(path, 0o600)
        write_all(self.disk, handle, content)
        self.disk.sync(handle)
        self.disk.close(handle)
        self.disk.replace(path, FILE)
        self.disk.sync_folder(ROOT)

    @invariant()
    def holds_what_was_acknowledged(self) -> None:
        for opened in getattr(self, "opened", ()):
            opened.refresh()
            assert {key: dict(one) for key, one in opened.case.table("notes").items()} == self.notes

    @invariant()
    def file_can_be_read(self) -> None:
        if hasattr(self, "disk"):
            read_case(self.disk.read(FILE), file=FILE.name)

    def teardown(self) -> None:
        if getattr(self, "opened", None):
            assert not self.opened[0].verify().problems


class TestStore(StoreMachine.TestCase):  # type: ignore[name-defined, misc]
    settings = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
        database=None, report_multiple_bugs=False,
    )  # fmt: skip


@pytest.mark.soak
class TestStoreLong(StoreMachine.TestCase):  # type: ignore[name-defined, misc]
    settings = settings(
        max_examples=int(os.environ.get("CASEFILE_SOAK_RUNS", "2000")),
        report_multiple_bugs=False,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
