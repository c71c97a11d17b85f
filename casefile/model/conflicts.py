"""What two people did to one record without knowing of each other, where both cannot stand: it is asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from casefile.errors import ChangedElsewhereError
from casefile.model.case import Change, Edit
from casefile.model.records import Json


class Conflict(NamedTuple):
    """A field that an edit changed, and someone else too since the edit was begun.

    ``field`` is empty where one of the two deleted the record; ``mine`` and ``theirs`` are then the record or None.
    """

    table: str
    id: str
    field: str
    mine: Any
    """What the edit makes of it; None where it is left empty."""
    theirs: Any
    """What it is now; None where it is empty."""
    now: Json | None
    """The record as it is now; None where it is not there."""
    both: str | None = None
    """Of a long text: what holds both changes, where lines collide theirs above mine."""
    author: str = ""
    """Who made the other change; empty where that is not known."""

    @property
    def other(self) -> str:
        """The same in words."""
        return self.author or "someone else"

    def made_by(self, change: Change) -> bool:
        """Whether a change is the other one."""
        if (change.table, change.id) != (self.table, self.id):
            return False
        before, after = ((side or {}).get(self.field) for side in (change.before, change.after))
        return not self.field or before != after

    def decided(self, edit: Edit, value: Any) -> Edit:
        """The edit with this decided: it knows what the other did, and the field becomes ``value``, None for empty.

        Nothing is left of a change that says only what is there already.
        """
        changes = list(edit.changes)
        place = next(
            number for number, one in enumerate(changes) if (one.table, one.id) == (self.table, self.id)
        )
        change = changes[place]
        if not self.field:
            changes[place] = Change(self.table, self.id, self.now, value)
        else:
            known = self.now.get(self.field) if self.now else None
            is_there = self.now is not None and self.field in self.now
            before = _with(change.before or {}, self.field, known, is_there)
            after = _with(change.after or {}, self.field, value, value is not None)
            changes[place] = Change(self.table, self.id, before, after)
        if not _says_something(changes[place]):
            del changes[place]
        return Edit(edit.label, tuple(changes))


def _with(record: Json, field: str, value: Any, is_there: bool) -> Json:
    rest = {name: one for name, one in record.items() if name != field}
    return {**rest, field: value} if is_there else rest


def _says_something(change: Change) -> bool:
    return _content(change.before) != _content(change.after)


def _content(record: Json | None) -> Json | None:
    return None if record is None else {name: value for name, value in record.items() if name != "modified"}


class ConflictError(ChangedElsewhereError):
    """An edit cannot be made without taking back what someone else did since it was begun; nothing was changed."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("; ".join(map(_told, self.conflicts)))


def _told(conflict: Conflict) -> str:
    if conflict.field:
        return f"'{conflict.id}': {conflict.field} was changed by {conflict.other} meanwhile"
    if conflict.theirs is None:
        return f"'{conflict.id}' was deleted by {conflict.other} meanwhile"
    return f"'{conflict.id}' was changed by {conflict.other} meanwhile; it was not deleted"
