"""Bringing the file up to date with the history, at rest, by the write protocol.

The content is made under the lock, written beside the file without it, and put in place under it again: a large
case keeps nobody from saving an edit while it is written.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from casefile.errors import CasefileError, ChangedElsewhereError, InUseError, InvalidCaseError
from casefile.store.files import (
    Displaced,
    Prepared,
    discard,
    prepare,
    put_in_place,
    put_new,
    release,
    target_of,
)
from casefile.store.generations import keep, keep_conflict
from casefile.store.keeper import Keeper
from casefile.store.lines import CHECKPOINT, DONE, INTENDED
from casefile.store.reading import read_case, sha256
from casefile.store.system import Identity
from casefile.store.writing import case_bytes

_ATTEMPTS: Final = 50


class _Wanted(NamedTuple):
    """What the file is to become: its bytes, and the last line whose change they hold."""

    target: Path
    content: bytes
    digest: str
    covers: int
    mode: int


class Settling:
    """Writes the file of one open case."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._one_at_a_time = threading.Lock()
        self._swept = False

    def settle(self) -> None:
        """Brings the file up to date; `InUseError` where other programs change it faster than it can be joined."""
        keeper = self._keeper
        with self._one_at_a_time:
            for _ in range(_ATTEMPTS):
                with keeper.threads:
                    keeper.look()
                    if not keeper.position.pending:
                        return
                wanted = self._wanted()
                if wanted is not None:
                    self._write(wanted)
            raise InUseError(
                f"{keeper.paths.file.name}: other programs keep changing it; it is saved in its history"
            )

    def _wanted(self) -> _Wanted | None:
        keeper = self._keeper
        with keeper.writing():
            current = keeper.look_at_file()
            if not keeper.position.pending:
                return None
            if current is None:
                target, mode = keeper.system.resolve(keeper.paths.file), 0o600
            else:
                target = target_of(keeper.system, keeper.paths.file)
                mode = keeper.system.status(target).mode
            self._sweep(target)
            content = case_bytes(keeper.case.tables)
            wanted = _Wanted(target, content, sha256(content), keeper.position.last, mode)
            if wanted.digest == keeper.position.file_hash:
                self._checkpoint(wanted, DONE)
                return None
            return wanted

    def _checkpoint(self, wanted: _Wanted, state: str, durable: bool = True) -> None:
        line = self._keeper.line(
            CHECKPOINT, sha256=wanted.digest, covers=wanted.covers, state=state, own=True
        )
        self._keeper.append([line], durable=durable)

    def _write(self, wanted: _Wanted) -> None:
        keeper = self._keeper
        made = prepare(keeper.system, wanted.target, wanted.content, wanted.digest, wanted.mode)
        begun = False
        try:
            with keeper.writing():
                current = keeper.look_at_file()
                held = keeper.position.holds(keeper.position.file_hash)
                if held < wanted.covers:
                    self._checkpoint(wanted, INTENDED)
                    begun = True
                    self._put(made, wanted, current)
        finally:
            if begun:
                release(keeper.system, made)
            else:
                discard(keeper.system, made)

    def _put(self, made: Prepared, wanted: _Wanted, current: bytes | None) -> None:
        keeper = self._keeper
        before, held = keeper.position.file_hash, max(keeper.position.holds(keeper.position.file_hash), 0)
        identity = keeper.system.status(made.path).identity
        if current is None:
            with suppress(FileExistsError):
                put_new(keeper.system, made)
                self._done(wanted, identity)
            keeper.system.unlink(made.path)
            return
        displaced = put_in_place(keeper.system, made, current)
        self._done(wanted, identity)
        if sha256(displaced.content) == before:
            kept = keep(keeper.system, keeper.paths, displaced, keeper.history.place.sequence)
            if kept is not None:
                keeper.watch(kept, displaced.identity, held)
        else:
            self._take_in(displaced, held)

    def _done(self, wanted: _Wanted, identity: Identity) -> None:
        # Not synced: should the line be lost in a power cut, the intended one says the same of the file.
        self._checkpoint(wanted, DONE, durable=False)
        self._keeper.position.saw(wanted.digest, identity)

    def _take_in(self, displaced: Displaced, held: int) -> None:
        """Another program wrote the file in the moment before the exchange."""
        keeper = self._keeper
        kept = keep_conflict(keeper.system, keeper.paths, displaced)
        try:
            keeper.take_in(displaced.content, held)
        except InvalidCaseError as error:
            name = f"{keeper.paths.file.name}: another program wrote it at the same moment"
            raise ChangedElsewhereError(
                f"{name}; that is kept as {kept} and cannot be read: {error}"
            ) from error

    def _sweep(self, target: Path) -> None:
        """Looks after the temporary files that a dead process left: new content that is not needed, or displaced."""
        keeper = self._keeper
        if self._swept:
            return
        self._swept = True
        for name in keeper.system.names(target.parent):
            if name.startswith(f".{target.name}.") and name.endswith((".tmp", ".old")):
                with suppress(OSError):
                    self._sweep_one(target.with_name(name))

    def _sweep_one(self, path: Path) -> None:
        keeper = self._keeper
        try:
            keeper.system.close(keeper.system.lock(path))
        except BlockingIOError:
            return
        identity = keeper.system.status(path).identity
        displaced = Displaced(path, keeper.system.read(path), identity)
        digest = sha256(displaced.content)
        fresh = path.name.rsplit(".", 3)[1]
        known = {line.sha256 for line in keeper.history.heads()}
        if digest.startswith(fresh):
            keeper.system.unlink(path)
        elif digest in known:
            keep(keeper.system, keeper.paths, displaced, keeper.history.place.sequence)
        elif keeper.position.file_hash.startswith(fresh) or _can_be_read(displaced.content):
            # From which state it was made is not known any more: it is kept, and joined with nothing.
            keep_conflict(keeper.system, keeper.paths, displaced)
        else:
            keeper.system.unlink(path)


def _can_be_read(content: bytes) -> bool:
    try:
        read_case(content, file="")
    except CasefileError:
        return False
    return True
