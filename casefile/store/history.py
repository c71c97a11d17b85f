"""The history of a case: every edit on a line of its own, each line bound to the one before by its hash.

An edit is saved when its line is on disk; the case file follows later. A line is JSON: what changed, when, by
whom, `previous`, the hash of the line before, and last `hash`, the SHA-256 of the line without that field. A line
whose hash does not fit was torn while it was written, or changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from casefile.model.case import Change
from casefile.store.files import close, write_all
from casefile.store.paths import CasePaths
from casefile.store.system import System

EDIT, UNDO, REDO, OUTSIDE, CHECKPOINT = "edit", "undo", "redo", "outside", "checkpoint"
INTENDED, DONE = "intended", "done"
_HASH: Final = b',"hash":"'
_TAIL: Final = len(_HASH) + 64 + len(b'"}')
_BLOCK: Final = 1 << 16


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a history."""

    sequence: int
    """Counts the lines from 1."""
    when: str
    """RFC 3339, UTC. It orders nothing: clocks are set back."""
    kind: str
    """edit, undo, redo, outside (a change that another program made to the file) or checkpoint."""
    author: str = ""
    label: str = ""
    changes: tuple[Change, ...] = ()
    apart: tuple[Change, ...] = ()
    """Of an outside change: what the file that it was found in holds otherwise than the case after it does."""
    undoes: int | None = None
    """Of an undo or redo: the sequence of the line that it takes back."""
    sha256: str = ""
    """Of a checkpoint: the case file's; of an outside change: that of the file it was found in."""
    covers: int = 0
    """Of a checkpoint: the last line whose changes the file holds."""
    state: str = ""
    """Of a checkpoint: intended, written before the file takes its place, or done."""
    own: bool = False
    """Of a checkpoint: whether casefile wrote the file, which is then in its own form and need not be checked."""
    previous: str = ""
    """The hash of the line before; empty in the first."""


class Head(msgspec.Struct, frozen=True):
    """What `Line` holds without the changes: cheap to read of a long history."""

    sequence: int
    kind: str
    author: str = ""
    label: str = ""
    undoes: int | None = None
    sha256: str = ""
    covers: int = 0
    state: str = ""


class Place(NamedTuple):
    """Where the valid lines end, and with what."""

    offset: int = 0
    sequence: int = 0
    head: str = ""
    """Hash of the last valid line."""
    inode: int = 0


class Piece(NamedTuple):
    """A line as it lies in the file: ``content`` without its newline; ``valid`` where its hash fits."""

    start: int
    content: bytes
    valid: bool

    @property
    def end(self) -> int:
        """The offset after the newline."""
        return self.start + len(self.content) + 1

    @property
    def hash(self) -> str:
        """The hash that the line carries."""
        return self.content[-66:-2].decode("ascii", "replace")

    def head(self) -> Head:
        """What the line says, without its changes."""
        return msgspec.json.decode(self.content, type=Head)

    def line(self) -> Line:
        """What the line says."""
        return msgspec.json.decode(self.content, type=Line)


def encode(line: Line) -> tuple[bytes, str]:
    """A line's bytes with the newline, and its hash."""
    body = msgspec.json.encode(line)
    digest = hashlib.sha256(body).hexdigest()
    return body[:-1] + _HASH + digest.encode() + b'"}\n', digest


def pieces(content: bytes, start: int = 0) -> Iterator[Piece]:
    """The lines in some bytes that begin at an offset; an unfinished last one is invalid."""
    position = 0
    while position < len(content):
        end = content.find(b"\n", position)
        finished = end >= 0
        text = content[position : end if finished else len(content)]
        yield Piece(start + position, text, finished and _fits(text))
        position += len(text) + 1


def _fits(text: bytes) -> bool:
    if len(text) <= _TAIL or text[-_TAIL:-66] != _HASH or not text.endswith(b'"}'):
        return False
    return hashlib.sha256(text[:-_TAIL] + b"}").hexdigest().encode() == text[-66:-2]


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

    def line(self, sequence: int) -> Line | None:
        """The line of a number."""
        wanted = b'{"sequence":%d,' % sequence
        for piece in self._read(0):
            if piece.valid and piece.content.startswith(wanted):
                return piece.line()
        return None

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
        try:
            self._system.truncate(self._paths.history, size)
        except OSError:
            # What was written stays; it is a valid line, which the next reader takes in, or a torn one.
            return


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
