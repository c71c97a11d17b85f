"""Fitting an edit to what a case has become since the edit was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from casefile.errors import ChangedElsewhereError, InvalidCaseError
from casefile.model.case import Change
from casefile.model.conflicts import Conflict
from casefile.model.records import Json, is_id, own_title
from casefile.store.form import keyed_by_id, plain
from casefile.store.merge import Side, collisions, equal, join_lines, lost_changes, merge_side
from casefile.store.reading import KEY, check_case_record

Contents = Mapping[str, Mapping[str, Json]]


def checked(changes: Iterable[Change], tables: Contents, file: str) -> tuple[Change, ...]:
    """Copies of changes whose records could stand in a case file; an `InvalidCaseError` names what could not."""
    made = tuple(_checked(change, file) for change in changes)
    tables_of: dict[str, str] = {}
    for change in made:
        if change.after is not None and keyed_by_id(change.table):
            _refuse_second(change, tables, file)
            if tables_of.setdefault(change.id, change.table) != change.table:
                raise _second(change, file)
    return made


def _checked(change: Change, file: str) -> Change:
    plain(change.table, file=file, table=ascii(change.table))
    sound = is_id(change.id) if keyed_by_id(change.table) else KEY.fullmatch(change.id)
    if not sound:
        raise InvalidCaseError(
            "a valid id", file=file, table=change.table, record=ascii(change.id), field="id"
        )
    before, after = (
        None if record is None else plain(dict(record), file=file, table=change.table, record=change.id)
        for record in (change.before, change.after)
    )
    if after is not None and keyed_by_id(change.table) and after.get("id") != change.id:
        raise InvalidCaseError(f"'{change.id}'", file=file, table=change.table, record=change.id, field="id")
    if change.table == "case":
        if after is None:
            raise InvalidCaseError(
                "the case's own record, which stays", file=file, table="case", record=change.id
            )
        check_case_record(change.id, after, file)
    return Change(change.table, change.id, before, after)


def _refuse_second(change: Change, tables: Contents, file: str) -> None:
    """Refuses a new record whose id stands in another table, and a second record of the case itself."""
    if change.id in tables.get(change.table, {}):
        return
    if change.table == "case" and tables.get("case"):
        raise InvalidCaseError("one record only", file=file, table="case", record=change.id)
    if any(change.id in records for name, records in tables.items() if keyed_by_id(name)):
        raise _second(change, file)


def _second(change: Change, file: str) -> InvalidCaseError:
    return InvalidCaseError(
        "an id that no other record has", file=file, table=change.table, record=change.id, field="id"
    )


def rebase(changes: Iterable[Change], tables: Contents) -> tuple[Change, ...]:
    """The changes as they are now to be made: joined, field by field, with what others changed since.

    `ChangedElsewhereError` where nothing of the edit is left to do, because what it deletes was changed.
    """
    now: dict[tuple[str, str], Json | None] = {}
    made: list[Change] = []
    kept_anyway = ""
    for change in changes:
        current = _current(change, tables, now)
        after, conflicts = merge_side(
            change.table, change.id, Side(change.before, change.after, current), lambda mine, theirs: True
        )
        if change.after is None and after is not None:
            kept_anyway = change.id
        if not equal(after, current):
            made += [Change(change.table, change.id, current, after)]
            now[change.table, change.id] = after
        made += lost_changes(change.table, change.id, conflicts, tables)
    if kept_anyway and not made:
        raise ChangedElsewhereError(
            f"'{kept_anyway}' was changed by someone else meanwhile; it was not deleted"
        )
    return tuple(made)


def conflicts(changes: Iterable[Change], tables: Contents) -> Iterator[Conflict]:
    """What of an edit cannot be made without taking back what someone else did since it was begun."""
    seen: set[tuple[str, str]] = set()
    for change in changes:
        current = _current(change, tables, {})
        if (change.table, change.id) in seen or equal(current, change.before) or equal(current, change.after):
            continue
        seen.add((change.table, change.id))
        if current is None or change.after is None:
            yield Conflict(change.table, change.id, "", change.after, current, current)
            continue
        base = change.before or {}
        for field in collisions(base, change.after, current):
            mine, theirs = change.after.get(field), current.get(field)
            both = _both(field, base.get(field), mine, theirs)
            yield Conflict(change.table, change.id, field, mine, theirs, current, both)


def _both(field: str, base: object, mine: object, theirs: object) -> str | None:
    if not isinstance(mine, str) or not isinstance(theirs, str):
        return None
    if field not in _LONG and "\n" not in mine + theirs:
        return None
    return join_lines(base if isinstance(base, str) else "", mine, theirs)


_LONG: Final = frozenset(("body", "bottom_line", "description", "quote", "summary"))
"""Fields that hold more than a line."""


def reverted(changes: Iterable[Change], tables: Contents, doing: str) -> tuple[Change, ...]:
    """The changes of an undo or redo, as they are now to be made.

    What others changed since in other fields stays; `ChangedElsewhereError` where they changed the same field, or
    where a record would be lost that they changed.
    """
    now: dict[tuple[str, str], Json | None] = {}
    made: list[Change] = []
    for change in changes:
        current = _current(change, tables, now)
        side = Side(change.before, change.after, current)
        if not equal(current, change.before) and not equal(current, change.after):
            what = "it" if None in side else " and ".join(collisions(*map(_fields, side)))
            if what:
                raise ChangedElsewhereError(
                    f"{_name(side)}: {what} was changed since; {doing} would lose that"
                )
        after, _ = merge_side(change.table, change.id, side, lambda mine, theirs: True)
        if not equal(after, current):
            made.append(Change(change.table, change.id, current, after))
            now[change.table, change.id] = after
    return tuple(made)


def _fields(record: Json | None) -> Json:
    return record or {}


def _name(side: Side) -> str:
    """What a record is called, for a message: `“First blast” (e-blast)`."""
    record = side.theirs or side.mine or side.base or {}
    name = own_title(record)
    return f"“{name}” ({record.get('id')})" if name else f"'{record.get('id')}'"


def _current(change: Change, tables: Contents, now: Mapping[tuple[str, str], Json | None]) -> Json | None:
    key = (change.table, change.id)
    return now[key] if key in now else tables.get(change.table, {}).get(change.id)


def apply_changes(tables: Any, changes: Iterable[Change]) -> None:
    """Makes changes to tables that no `Case` holds yet."""
    for change in changes:
        if change.after is None:
            tables.setdefault(change.table, {}).pop(change.id, None)
        else:
            tables.setdefault(change.table, {})[change.id] = change.after


def inverse(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that take others back, the last first."""
    return (change.inverse() for change in reversed(tuple(changes)))
