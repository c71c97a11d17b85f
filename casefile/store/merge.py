"""Joining two changes of one case: by record, then by field, so that nobody's change is lost.

Of a field that both changed one value is kept and the other goes to the table `_conflicts`, with where it stood.
An edit beats a delete. Lists of references and tags are joined as sets, long texts line by line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from casefile.model.case import Change
from casefile.model.records import Json
from casefile.store.form import CONFLICTS, keyed_by_id
from casefile.store.lazy import Records

_ABSENT: Final = object()
_SETS: Final = frozenset(
    [
        *(
            "about",
            "archive_urls",
            "calendars",
            "claims",
            "contradicts",
            "derived_from",
            "languages",
            "reports",
        ),
        *("same_as", "sensitive", "supersedes", "supports", "tags"),
    ]
)
"""Fields whose lists have no order of their own. `attribution` has: it runs outward from the origin."""

_LineEdit = tuple[int, int, tuple[str, ...]]
"""The first line that an edit takes away, the one after the last, and the lines in their place."""

Prefer = Callable[[Json, Json], bool]
"""Whether the first of two versions of a record keeps a field that both changed."""


class Lost(NamedTuple):
    """A value that a merge did not keep."""

    field: str
    kept: Any
    lost: Any


def merge_record(base: Json, mine: Json, theirs: Json, prefer_mine: bool) -> tuple[Json, list[Lost]]:
    """Both changes of a record; where both changed a field otherwise, mine is kept or theirs."""
    merged: Json = {}
    conflicts = []
    for field in {**theirs, **mine}:
        values = (base.get(field, _ABSENT), mine.get(field, _ABSENT), theirs.get(field, _ABSENT))
        value = _merge_field(field, *values)
        if value is _UNDECIDED:
            kept, lost = values[1:] if prefer_mine else values[:0:-1]
            conflicts.append(Lost(field, kept, lost))
            value = kept
        if value is not _ABSENT:
            merged[field] = value
    return merged, conflicts


def collisions(base: Json, mine: Json, theirs: Json) -> Iterator[str]:
    """The fields that both changed, each otherwise, so that no value holds both; emptying a field is a change too."""
    for field in {**base, **theirs, **mine}:
        was, my, their = (record.get(field, _ABSENT) for record in (base, mine, theirs))
        changed = not (equal(my, their) or equal(my, was) or equal(their, was))
        if changed and (_ABSENT in (my, their) or _merge_field(field, was, my, their) is _UNDECIDED):
            yield field


_UNDECIDED: Final = object()


def _merge_field(field: str, base: Any, mine: Any, theirs: Any) -> Any:
    """The value that holds both changes; `_UNDECIDED` where none does."""
    if equal(mine, theirs) or equal(theirs, base):
        return mine
    if equal(mine, base):
        return theirs
    if _ABSENT in (mine, theirs):
        return theirs if mine is _ABSENT else mine
    if field == "modified" and isinstance(mine, str) and isinstance(theirs, str):
        return max(mine, theirs)
    if field in _SETS and isinstance(mine, list) and isinstance(theirs, list):
        return _merge_sets(base if isinstance(base, list) else [], mine, theirs)
    if isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str) and "\n" in base:
        joined = merge_lines(base, mine, theirs)
        return _UNDECIDED if joined is None else joined
    return _UNDECIDED


def equal(one: Any, other: Any) -> bool:
    """Equality as JSON knows it: true is not 1, and 1.0 is not 1, at any depth."""
    if one is other:
        return True
    if _ABSENT in (one, other) or one != other:
        return False
    return msgspec.json.encode(one, order="sorted") == msgspec.json.encode(other, order="sorted")


def _merge_sets(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    kept = [one for one in mine if one in theirs or one not in base]
    return kept + [one for one in theirs if one not in mine and one not in base]


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of a text, line by line; ``None`` where they touch the same lines or neighbouring ones."""
    parts = list(_line_parts(base, mine, theirs))
    if any(ours != others for ours, others in parts):
        return None
    return "".join(ours for ours, _ in parts)


def join_lines(base: str, mine: str, theirs: str) -> str:
    """Both changes of a text; of lines that both changed, theirs stand above mine."""
    joined = ""
    for ours, others in _line_parts(base, mine, theirs):
        for part in dict.fromkeys((others, ours)):
            joined += "\n" if part and joined and not joined.endswith("\n") else ""
            joined += part
    return joined


def _line_parts(base: str, mine: str, theirs: str) -> Iterator[tuple[str, str]]:
    """The two texts side by side, cut where both agree on a line of the base; a part changed by one is that in both."""
    lines = base.splitlines(keepends=True)
    ours, others = _line_edits(lines, mine), _line_edits(lines, theirs)
    at = 0
    for start, end in _touched(sorted({*ours, *others})):
        yield (kept := "".join(lines[at:start])), kept
        my_edits, their_edits = (
            [edit for edit in edits if start <= edit[0] and edit[1] <= end] for edits in (ours, others)
        )
        parts = [_edited(lines, start, end, edits) for edits in (my_edits, their_edits)]
        if not their_edits:
            parts[1] = parts[0]
        elif not my_edits:
            parts[0] = parts[1]
        yield parts[0], parts[1]
        at = end
    yield (kept := "".join(lines[at:])), kept


def _touched(edits: Sequence[_LineEdit]) -> Iterator[tuple[int, int]]:
    """The stretches of the base that edits lie in; those that overlap or touch are one."""
    start, end = -1, -1
    for first, after, _ in edits:
        if first > end:
            if start >= 0:
                yield start, end
            start, end = first, after
        end = max(end, after)
    if start >= 0:
        yield start, end


def _edited(lines: Sequence[str], start: int, end: int, edits: Sequence[_LineEdit]) -> str:
    found, at = "", start
    for first, after, new in edits:
        found += "".join((*lines[at:first], *new))
        at = after
    return found + "".join(lines[at:end])


def _line_edits(base: list[str], text: str) -> list[_LineEdit]:
    from difflib import SequenceMatcher

    lines = text.splitlines(keepends=True)
    steps = SequenceMatcher(None, base, lines, autojunk=False).get_opcodes()
    return [(a, b, tuple(lines[c:d])) for kind, a, b, c, d in steps if kind != "equal"]


def later(mine: Json, theirs: Json) -> bool:
    """Whether mine is the newer version; the same answer, turned round, whoever asks."""
    return _rank(mine) >= _rank(theirs)


def _rank(record: Json) -> tuple[str, bytes]:
    modified = record.get("modified")
    return (modified if isinstance(modified, str) else "", msgspec.json.encode(record, order="sorted"))


def lost_changes(
    table: str, record_id: str, conflicts: list[Lost], tables: Mapping[str, Any]
) -> Iterator[Change]:
    """The changes that keep lost values in `_conflicts`. One value lost twice at one place is kept once."""
    for conflict in conflicts:
        record: Json = {"table": table, "record": record_id, "field": conflict.field}
        record |= {name: None if value is _ABSENT else value for name, value in conflict._asdict().items()}
        digest = hashlib.sha256(msgspec.json.encode(record, order="sorted")).hexdigest()
        record["id"] = f"x-{digest[:12]}"
        if record["id"] not in tables.get(CONFLICTS, {}):
            yield Change(CONFLICTS, record["id"], None, record)


class Side(NamedTuple):
    """How one record stands: before the two changes, with mine, with theirs; ``None`` where there is none."""

    base: Json | None
    mine: Json | None
    theirs: Json | None


def merge_side(table: str, record_id: str, side: Side, prefer: Prefer) -> tuple[Json | None, list[Lost]]:
    """One record of both. An edit beats a delete."""
    base, mine, theirs = side
    if equal(mine, theirs) or equal(theirs, base):
        return mine, []
    if equal(mine, base):
        return theirs, []
    if mine is None or theirs is None:
        return theirs if mine is None else mine, []
    return merge_record(base or {}, mine, theirs, prefer(mine, theirs))


def merge_tables(
    base_of: Callable[[str, str], Json | None],
    mine: Mapping[str, Records],
    theirs: Mapping[str, Records],
    prefer: Prefer = later,
) -> list[Change]:
    """The changes to mine that bring in theirs. ``base_of`` gives a record as it was before both changes."""
    changes: list[Change] = []
    lost: list[Change] = []
    for table, record_id in differences(mine, theirs):
        side = Side(
            base_of(table, record_id), record_in(mine, table, record_id), record_in(theirs, table, record_id)
        )
        merged, conflicts = merge_side(table, record_id, side, prefer)
        if merged is not None and side.mine is None and _stands_elsewhere(mine, table, record_id):
            conflicts, merged = [Lost("", None, merged)], None
        if not equal(merged, side.mine):
            changes.append(Change(table, record_id, side.mine, merged))
        lost += lost_changes(table, record_id, conflicts, mine)
    return changes + _one_case_record(mine, theirs, changes) + lost


def differences(mine: Mapping[str, Records], theirs: Mapping[str, Records]) -> Iterator[tuple[str, str]]:
    """The table and id of every record that is not the same in both."""
    for table in {**mine, **theirs}:
        ours, others = mine.get(table), theirs.get(table)
        for record_id in {**dict.fromkeys(ours or ()), **dict.fromkeys(others or ())}:
            both = ours is not None and others is not None and record_id in ours and record_id in others
            if not both or not ours.same(record_id, others):  # type: ignore[union-attr, arg-type]  # both are there
                yield table, record_id


def record_in(tables: Mapping[str, Records], table: str, record_id: str) -> Json | None:
    """A record, or ``None`` where there is none."""
    return tables[table].get(record_id) if table in tables else None


def _stands_elsewhere(tables: Mapping[str, Records], table: str, record_id: str) -> bool:
    return keyed_by_id(table) and any(
        record_id in records for name, records in tables.items() if name != table and keyed_by_id(name)
    )


def _one_case_record(
    mine: Mapping[str, Records], theirs: Mapping[str, Records], changes: list[Change]
) -> list[Change]:
    """Where theirs gave the case's own record another id and mine changed it: theirs stays, mine is kept aside."""
    added = [change for change in changes if change.table == "case" and change.before is None]
    removed = {change.id for change in changes if change.table == "case" and change.after is None}
    more: list[Change] = []
    for record_id, record in mine.get("case", {}).items() if added else ():
        if record_id not in removed and record_id not in theirs.get("case", {}):
            more.append(Change("case", record_id, record, None))
            more += lost_changes("case", record_id, [Lost("", added[0].after, record)], mine)
    return more
