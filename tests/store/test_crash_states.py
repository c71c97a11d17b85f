"""Every state in which a power cut may leave the disk during a save holds what was acknowledged, and opens.

That the check would notice is shown by protocols that are known to be wrong: each must be caught.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casefile.store import OpenCase
from casefile.store.files import discard, prepare, put_in_place, release
from casefile.store.reading import read_case, sha256
from casefile.store.system import System
from tests.store.cases import add, change, library, note
from tests.store.disk import Disk

ROOT = Path("/library")
FILE = ROOT / "harbour.json"
CHANGING = {"create", "append", "write", "truncate", "sync", "make_folder", "sync_folder", "exchange", "replace", "link", "unlink"}  # fmt: skip


class BadStateError(Exception):
    """A power cut could leave something that breaks the promise."""


class Watched(System):
    """Looks at every state that a power cut may leave after each call."""

    def __init__(self, disk: Disk, check: Any) -> None:
        self.disk = disk
        self.check = check
        self.states = 0
        self.seen: set[object] = set()

    def __getattribute__(self, name: str) -> Any:
        if name in ("disk", "check", "states", "seen", "look") or name.startswith("_"):
            return super().__getattribute__(name)
        call = getattr(self.disk, name)
        if name not in CHANGING:
            return call

        def watched(*arguments: Any) -> Any:
            result = call(*arguments)
            self.look()
            return result

        return watched

    def look(self) -> None:
        for state in self.disk.crashes(self.seen):
            self.states += 1
            self.check(state)


class Promise:
    """What has to be found: the acknowledged edits, and perhaps the one under way."""

    def __init__(self) -> None:
        self.made = False
        self.acknowledged: dict[str, str] = {}
        self.tried: dict[str, str] = {}

    def __call__(self, state: Disk) -> None:
        if FILE.name not in state.names(ROOT):
            if self.made:
                raise BadStateError("the case is gone")
            return
        try:
            read_case(state.read(FILE), file=FILE.name)
            found = self._bodies(state)
            library(ROOT, state).open("harbour").close()
            again = self._bodies(state)
        except Exception as error:
            raise BadStateError(str(error)) from error
        if found not in (self.acknowledged, self.tried) or found != again:
            raise BadStateError(f"found {found}, acknowledged {self.acknowledged}")

    @staticmethod
    def _bodies(state: Disk) -> dict[str, str]:
        notes = library(ROOT, state).open("harbour").case.table("notes")
        return {note_id: one["body"] for note_id, one in notes.items()}


def session(disk: Disk) -> int:
    """Makes a case, saves edits and brings the file up to date, watched throughout; returns how many states were seen."""
    promise = Promise()
    watched = Watched(disk, promise)
    opened = library(ROOT, watched).new("harbour", {"title": "Harbour fire"})
    promise.made = True
    watched.seen.clear()
    watched.look()
    save(opened, promise, watched, "n-1", "seen")
    opened.settle()
    watched.look()
    save(opened, promise, watched, "n-2", "seen")
    save(opened, promise, watched, "n-1", "heard")
    opened.settle()
    watched.look()
    return watched.states


def save(opened: OpenCase, promise: Promise, watched: Watched, note_id: str, body: str) -> None:
    before = opened.case.table("notes").get(note_id)
    promise.tried = {**promise.acknowledged, note_id: body}
    watched.seen.clear()
    opened.commit(change(before, body=body) if before else add(note(note_id, body)))
    promise.acknowledged = promise.tried
    watched.seen.clear()
    watched.look()


def fresh(kind: type[Disk]) -> Disk:
    disk = kind()
    disk.make_folder(ROOT, 0o700)
    Disk.sync_folder(disk, Path("/"))
    return disk


def test_no_state_breaks_the_promise() -> None:
    assert session(fresh(Disk)) > 1_000


class NoSync(Disk):
    """Nothing is synced but folders."""

    def sync(self, handle: int) -> None:
        pass


class NoFolderSync(Disk):
    """Contents are synced, names are not."""

    def sync_folder(self, folder: Path) -> None:
        pass


class WrongFolderSync(Disk):
    """The folder above is synced."""

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder.parent)


class SyncAfterRename(Disk):
    """The new file is synced when it has its name already."""

    late: int | None = None

    def sync(self, handle: int) -> None:
        if self.late is None and self._is_temporary(handle):
            self.late = handle
        else:
            super().sync(handle)

    def _is_temporary(self, handle: int) -> bool:
        names = self._find(ROOT).names or {}
        return any(number == self.open[handle] and name.endswith(".tmp") for name, number in names.items())

    def sync_folder(self, folder: Path) -> None:
        late, self.late = self.late, None
        if late is not None and late in self.open:
            super().sync(late)
        super().sync_folder(folder)


class SyncBeforeWrite(Disk):
    """What is written reaches the system only when the file is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, bytes] = {}

    def write(self, handle: int, content: bytes | memoryview) -> int:
        self.held[handle] = self.held.get(handle, b"") + bytes(content)
        return len(content)

    def close(self, handle: int) -> None:
        if handle in self.held:
            super().write(handle, self.held.pop(handle))
        super().close(handle)


class InPlace(Disk):
    """The case file is overwritten where it stands."""

    def exchange(self, first: Path, second: Path) -> None:
        old, new = self._find(second), self._find(first)
        before, after = old.content, new.content
        self._change(old, b"")
        self._change(old, after)
        old.durable, old.steps = after, []
        self._change(new, before)


class InPlaceUnsynced(InPlace):
    """The case file is overwritten where it stands, and the states on the way are seen."""

    def exchange(self, first: Path, second: Path) -> None:
        old, new = self._find(second), self._find(first)
        before, after = old.content, new.content
        self._change(old, b"")
        self._change(old, after)
        self._change(new, before)


class TwoSteps(Disk):
    """The old file is removed before the new one gets its name."""

    def exchange(self, first: Path, second: Path) -> None:
        number = self._find(second).number
        new = self._find(first).number
        folder = self._folder(second)
        self._set((folder, second.name, None))
        self._set((folder, second.name, new))
        self._set((folder, first.name, number))


WRONG = [NoSync, NoFolderSync, WrongFolderSync, SyncAfterRename, SyncBeforeWrite, InPlaceUnsynced, TwoSteps]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda kind: kind.__name__)
def test_a_wrong_protocol_is_caught(wrong: type[Disk]) -> None:
    with pytest.raises(BadStateError):
        session(fresh(wrong))


def replaced_durably(disk: Disk) -> None:
    """The file protocol by itself, with no history to make good what it loses."""
    old, new = b"old content\n", b"the new content\n"
    handle = disk.create(FILE, 0o600)
    disk.write(handle, old)
    Disk.sync(disk, handle)
    disk.close(handle)
    Disk.sync_folder(disk, ROOT)
    allowed = {old, new}

    def check(state: Disk) -> None:
        if FILE.name not in state.names(ROOT) or state.read(FILE) not in allowed:
            raise BadStateError

    watched = Watched(disk, check)
    made = prepare(watched, FILE, new, sha256(new), 0o600)
    displaced = put_in_place(watched, made, old)
    allowed.remove(old)
    watched.seen.clear()
    watched.look()
    assert displaced.content == old
    release(watched, made)


def test_a_file_is_replaced_whole_or_not_at_all_and_then_for_good() -> None:
    replaced_durably(fresh(Disk))


@pytest.mark.parametrize("wrong", [*WRONG, InPlace][:-1], ids=lambda kind: kind.__name__)
def test_a_wrong_way_to_replace_a_file_is_caught(wrong: type[Disk]) -> None:
    with pytest.raises(BadStateError):
        replaced_durably(fresh(wrong))


def test_a_temporary_file_that_is_not_wanted_goes_away() -> None:
    disk = fresh(Disk)
    discard(disk, prepare(disk, FILE, b"new", sha256(b"new"), 0o600))
    assert disk.names(ROOT) == []
    assert disk.open == {}
