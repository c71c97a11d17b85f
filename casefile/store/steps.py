"""The steps of a case's history: what a list of them shows of each, cheap to read of a long history, and each in full."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from casefile.model.case import Change
from casefile.store.lines import CHECKPOINT, Piece

_NOTHING: Final = msgspec.Raw()
_LONGEST: Final = 200
"""Characters of a record's name that are kept."""


class Entry(NamedTuple):
    """One step in full. ``kind`` is edit, undo, redo or outside; ``when`` is RFC 3339, UTC."""

    sequence: int
    when: str
    author: str
    label: str
    changes: tuple[Change, ...]
    kind: str


class Step(msgspec.Struct, frozen=True, gc=False):
    """One step as a list shows it: ``table``, ``id`` and ``name`` are those of the first record that it changed."""

    sequence: int
    when: str
    author: str
    label: str
    kind: str
    undoes: int | None
    """The step that this one takes back."""
    records: int
    """How many records it changed."""
    table: str
    id: str
    name: str
    """What that record was called then."""
    sensitive: bool
    """Whether one of its records is marked as sensitive, before or after."""
    start: int
    end: int
    """Where it lies in the file of the history."""


class _Named(msgspec.Struct):
    title: msgspec.Raw = _NOTHING
    name: msgspec.Raw = _NOTHING
    statement: msgspec.Raw = _NOTHING
    body: msgspec.Raw = _NOTHING
    sensitive: msgspec.Raw = _NOTHING

    def called(self) -> str:
        for raw in (self.title, self.name, self.statement, self.body):
            text = msgspec.json.decode(raw) if raw else None
            if isinstance(text, str) and text.strip():
                return text.strip().split("\n", 1)[0][:_LONGEST]
        return ""


class _Changed(msgspec.Struct):
    table: str
    id: str
    before: _Named | None
    after: _Named | None

    @property
    def named(self) -> _Named:
        return self.after or self.before or _Named()

    @property
    def sensitive(self) -> bool:
        marks = [side.sensitive for side in (self.before, self.after) if side is not None]
        return any(bool(raw) and bytes(raw) not in (b"[]", b"null") for raw in marks)


class _Look(msgspec.Struct):
    sequence: int
    when: str
    kind: str
    author: str = ""
    label: str = ""
    changes: tuple[_Changed, ...] = ()
    undoes: int | None = None


def step_of(piece: Piece) -> Step | None:
    """The step that a line of the history is; ``None`` for one that changed nothing."""
    look = msgspec.json.decode(piece.content, type=_Look)
    if look.kind == CHECKPOINT or not look.changes:
        return None
    first = look.changes[0]
    return Step(
        look.sequence,
        look.when,
        look.author,
        look.label,
        look.kind,
        look.undoes,
        len(look.changes),
        first.table,
        first.id,
        first.named.called(),
        any(change.sensitive for change in look.changes),
        piece.start,
        piece.end,
    )
