"""The lines of a case's history, each bound to the one before by its hash.

A line is JSON: what changed, when, by whom, `previous`, the hash of the line before, and last `hash`, the SHA-256 of
the line without that field. A line whose hash does not fit was torn while it was written, or changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from casefile.model.case import Change

EDIT, UNDO, REDO, OUTSIDE, CHECKPOINT = "edit", "undo", "redo", "outside", "checkpoint"
INTENDED, DONE = "intended", "done"
_HASH: Final = b',"hash":"'
_TAIL: Final = len(_HASH) + 64 + len(b'"}')


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
    """The sequence of the line that this one takes back: of an undo or redo, or of an edit that does so."""
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
