"""The history of a case: every edit on a line of its own, appended and synced before it counts as saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

import msgspec

from casefile.store.files import close, write_all
from casefile.store.lines import CHECKPOINT, DONE, Head, Line, Piece, encode, pieces
from casefile.store.paths import CasePaths
from casefile.store.system import System

__all__ = ["CHECKPOINT", "History", "Line", "Place"]

_BLOCK: Final = 1 << 16
"""How much of the end of a history is read at first."""

_MOST_READ: Final = 1 << 22
"""How much of it is read at once when it is gone through backwards."""


class Place(NamedTuple):
    """Where the valid lines end, and with what."""

    offset: int = 0
    sequence: int = 0
    head: str = ""
    """Hash of the last valid line."""
    inode: int = 0


class History:
    """The history file of one case. Whoever appends holds the case's lock and has caught up."""

    def __init__(self, system: System, paths: CasePaths) -> None:
        self._system = system
        self._paths = paths
        self.place = Place()
        self._known_folder = False

    def exists(self) -> bool:
        """Whether there is a history file."""
        return self._inode() is not None

    def _inode(self) -> int | None:
        try:
            return self._system.status(self._paths.history).inode
        except FileNotFoundError:
            return None

    def load_tail(self) -> list[Line]:
        """All lines that may say more than the case file: those that the last done checkpoint does not cover, and it.

        The history is caught up then.
        """
        try:
            size = self._system.status(self._paths.history).size
        except FileNotFoundError:
            return []
        count = _BLOCK
        while True:
            start = max(0, size - count)
            valid = [piece for piece in self._read(start) if piece.valid]
            heads = [piece.head() for piece in valid]
            covered = next((head.covers for head in reversed(heads) if head.state == DONE), None)
            if start == 0 or (covered is not None and heads[0].sequence <= covered + 1):
                self._move(valid)
                known = max((head.sequence for head in heads if head.state == DONE), default=0)
                return [
                    piece.line()
                    for piece, head in zip(valid, heads, strict=True)
                    if head.sequence > (covered or 0) or head.sequence == known
                ]
            count *= 4

    def _read(self, start: int) -> list[Piece]:
        try:
            return list(pieces(self._system.read(self._paths.history, start), start))
        except FileNotFoundError:
            return []

    def load_all(self) -> list[Line]:
        """Every line whose hash fits; the place stays."""
        return [piece.line() for piece in self._read(0) if piece.valid]

    def heads(self) -> list[Head]:
        """Every line without its changes."""
        return [piece.head() for piece in self._read(0) if piece.valid]

    def backwards(self) -> Iterator[Piece]:
        """Every line whose hash fits, from the last known one back; no more is read than is asked for."""
        end, rest, count = self.place.offset, b"", _BLOCK
        while end > 0:
            start = max(0, end - count)
            content = self._system.read(self._paths.history, start, end - start) + rest
            first = content.find(b"\n") + 1 if start else 0
            whole = first if first or not start else len(content)
            yield from (
                piece for piece in reversed(list(pieces(content[whole:], start + whole))) if piece.valid
            )
            end, rest, count = start, content[:whole], min(2 * count, _MOST_READ)

    def line_at(self, start: int, end: int) -> Line | None:
        """The line between two offsets; ``None`` where none lies there."""
        found = list(pieces(self._system.read(self._paths.history, start, end - start), start))
        return found[0].line() if len(found) == 1 and found[0].valid else None

    def catch_up(self) -> list[Line] | None:
        """The lines that others appended since; ``None`` where the file is not the one that was read before."""
        try:
            found = self._system.status(self._paths.history)
        except FileNotFoundError:
            return None if self.place.offset else []
        if found.size < self.place.offset or (self.place.inode and found.inode != self.place.inode):
            return None
        if found.size == self.place.offset:
            return []
        valid = [piece for piece in self._read(self.place.offset) if piece.valid]
        self._move(valid)
        return [piece.line() for piece in valid]

    def _move(self, valid: list[Piece]) -> None:
        if valid:
            last = valid[-1]
            self.place = Place(last.end, last.head().sequence, last.hash, self._inode() or 0)

    def append(self, lines: Iterable[Line], durable: bool = True) -> list[Line]:
        """Writes lines at the end and syncs them; numbers and binds them. They are as good as saved then.

        On any error the file is cut back to what it was, and nothing counts as written.
        """
        place, written, content = self.place, [], b""
        sequence, head = place.sequence, place.head
        for line in lines:
            sequence += 1
            line = msgspec.structs.replace(line, sequence=sequence, previous=head)
            text, head = encode(line)
            content += text
            written.append(line)
        self._cut_torn_end()
        try:
            self._write(content, durable)
        except BaseException:
            self._cut_back(place.offset)
            raise
        self.place = Place(place.offset + len(content), sequence, head, place.inode or self._inode() or 0)
        return written

    def _write(self, content: bytes, durable: bool) -> None:
        handle = self._system.append(self._paths.history)
        try:
            write_all(self._system, handle, content)
            if durable:
                self._system.sync(handle)
        finally:
            close(self._system, handle)
        if durable and not self._known_folder:
            for folder in (self._paths.state, self._paths.state.parent, self._paths.library):
                self._system.sync_folder(folder)
            self._known_folder = True

    def _cut_torn_end(self) -> None:
        """Takes away what stands after the last valid line, and keeps it aside: it may be damage, not a torn write."""
        try:
            size = self._system.status(self._paths.history).size
        except FileNotFoundError:
            return
        if size > self.place.offset:
            torn = self._system.read(self._paths.history, self.place.offset)
            handle = self._system.append(self._paths.history.with_suffix(".torn"))
            try:
                write_all(self._system, handle, torn + b"\n")
            finally:
                close(self._system, handle)
            self._system.truncate(self._paths.history, self.place.offset)

    def _cut_back(self, size: int) -> None:
        """Takes away what a failed write left, durably, so that what was told as failed does not come back.

        Where even that fails it stays: a valid line, which the next reader takes in, or a torn one.
        """
        with suppress(OSError):
            self._system.truncate(self._paths.history, size)
            handle = self._system.append(self._paths.history)
            try:
                self._system.sync(handle)
            finally:
                close(self._system, handle)
