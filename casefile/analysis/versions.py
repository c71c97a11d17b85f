"""What a record was: its versions by the history of its case, and how two of them differ, by lines and words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple, Protocol

from casefile.model import editing
from casefile.model.case import Case, Change, Edit
from casefile.model.records import Json
from casefile.model.vocabulary import TABLES

_UNTOLD: Final = frozenset({"modified", "created", "id"})
"""Fields that say nothing of the content."""

_FIRST: Final = ("title", "name", "statement", "quote", "body", "description", "summary", "bottom_line")
"""Fields that are told before the others."""

_MOST_COMPARED: Final = 4_000_000
"""Where one text's parts times the other's are more than this, the whole text counts as another: it would take seconds."""

_CONTEXT: Final = 2
"""Unchanged lines that are shown beside changed ones."""

_ALIKE: Final = 0.3
"""Two lines that share less than this part of their words are not shown as one changed line."""

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Step(Protocol):
    """A step of a case's history: its number, when (RFC 3339, UTC), by whom, in what words, and of what kind it is."""

    @property
    def sequence(self) -> int: ...
    @property
    def when(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...


class ChangingStep(Step, Protocol):
    """A step with what it changed, as `OpenCase.history` gives them."""

    @property
    def changes(self) -> tuple[Change, ...]: ...


class Version(NamedTuple):
    """One state of a record. ``sequence`` is that of its step, 0 for what was there before the first one; ``when``
    is RFC 3339, UTC; ``kind`` is edit, undo, redo, outside or first; ``record`` is None where it was deleted."""

    sequence: int
    when: str
    author: str
    label: str
    kind: str
    table: str
    record: Json | None


class Part(NamedTuple):
    """Some text of a line, and whether the other version has it otherwise."""

    text: str
    changed: bool


class DiffLine(NamedTuple):
    """A line of a difference: ``sign`` is "+" for what the later version has, "-" for the earlier, " " for both, and
    "…" for lines left out, which are the same in both."""

    sign: str
    parts: tuple[Part, ...]


class FieldDifference(NamedTuple):
    """A field that two versions have otherwise."""

    field: str
    lines: tuple[DiffLine, ...]


def versions(case: Case, steps: Iterable[ChangingStep], record_id: str) -> list[Version]:
    """Every version of a record, the oldest first; the present one alone where it was never changed."""
    found: list[Version] = []
    for step in steps:
        changes = [change for change in step.changes if change.id == record_id]
        if not changes:
            continue
        if not found and changes[0].before is not None:
            found.append(_first(changes[0].table, changes[0].before))
        found.append(
            Version(
                step.sequence,
                step.when,
                step.author,
                step.label,
                step.kind,
                changes[-1].table,
                changes[-1].after,
            )
        )
    if not found and record_id in case:
        found.append(_first(*case.raw(record_id)))
    return found


def _first(table: str, record: Json) -> Version:
    when, author = (str(record.get(field) or "") for field in ("modified", "author"))
    return Version(0, when, author, f"{TABLES[table].singular} as it came", "first", table, record)


def restoring(case: Case, record_id: str, version: Version, *, author: str, now: datetime) -> Edit:
    """The edit that makes a record what it was in a version; without changes where it is that already.

    A record that was deleted meanwhile is made again. `InvalidCaseError` where the version does not fit its types.
    """
    label = f"{TABLES[version.table].singular} restored"
    if version.record is None:
        return Edit(label, ())
    if record_id not in case:
        return Edit(
            label, editing.create(case, version.table, version.record, author=author, now=now).changes
        )
    present = case.raw(record_id)[1]
    fields: dict[str, Any] = {field: None for field in present if field not in version.record}
    fields.update(version.record)
    fields = {field: value for field, value in fields.items() if field not in _UNTOLD}
    return Edit(label, editing.update(case, record_id, fields, now=now).changes)


def difference(before: Json | None, after: Json | None) -> list[FieldDifference]:
    """How two versions of a record differ, field by field; a version that is None has no fields."""
    old, new = before or {}, after or {}
    found = []
    for field in sorted(dict.fromkeys((*old, *new)), key=field_place):
        if field not in _UNTOLD and old.get(field) != new.get(field):
            lines = text_difference(field_text(old.get(field)), field_text(new.get(field)))
            found.append(FieldDifference(field, tuple(lines)))
    return found


def field_place(field: str) -> int:
    """Where a field stands among others when a record is told: what it is called and what it says come first."""
    return _FIRST.index(field) if field in _FIRST else len(_FIRST)


def field_text(value: object) -> str:
    """The value of a field as text of lines: each entry of a list has its own."""
    if isinstance(value, list):
        return "\n".join(field_text(one).replace("\n", "; ") for one in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {field_text(one)}" for name, one in value.items())
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def text_difference(before: str, after: str) -> Iterator[DiffLine]:
    """How two texts differ: the changed lines with the words that changed, and a few unchanged lines around them."""
    old, new = before.splitlines(), after.splitlines()
    groups = list(_opcodes(old, new))
    for place, (tag, old_first, old_end, new_first, new_end) in enumerate(groups):
        if tag == "equal":
            yield from _unchanged(old[old_first:old_end], place == 0, place == len(groups) - 1)
        else:
            yield from _changed(old[old_first:old_end], new[new_first:new_end])


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What to do with parts of the one to have the other; ends that are the same are not compared again."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    rest = min(len(old), len(new)) - same
    tail = 0
    while tail < rest and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_old, middle_new = old[same : len(old) - tail], new[same : len(new) - tail]
    if same:
        yield "equal", 0, same, 0, same
    if len(middle_old) * len(middle_new) > _MOST_COMPARED:
        yield "replace", same, len(old) - tail, same, len(new) - tail
    else:
        for tag, a, b, c, d in SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes():
            yield tag, a + same, b + same, c + same, d + same
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _unchanged(lines: Sequence[str], first: bool, last: bool) -> Iterator[DiffLine]:
    head, tail = 0 if first else _CONTEXT, 0 if last else _CONTEXT
    left_out = len(lines) - head - tail
    if left_out <= 1:
        head, left_out, tail = len(lines), 0, 0
    yield from (_whole(" ", line, False) for line in lines[:head])
    if left_out:
        yield DiffLine("…", (Part(f"{left_out:,} lines are the same", False),))
    yield from (_whole(" ", line, False) for line in lines[len(lines) - tail :] if tail)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Lines in the place of others: those that stand opposite one another are compared word by word."""
    both = min(len(old), len(new))
    for was, becomes in zip(old[:both], new[:both], strict=True):
        yield from _by_words(was, becomes)
    yield from (_whole("-", line, True) for line in old[both:])
    yield from (_whole("+", line, True) for line in new[both:])


def _by_words(was: str, becomes: str) -> Iterator[DiffLine]:
    old, new = _WORD.findall(was), _WORD.findall(becomes)
    codes = list(_opcodes(old, new))
    kept = sum(end - first for tag, first, end, _, _ in codes if tag == "equal")
    if 2 * kept < _ALIKE * (len(old) + len(new)):
        yield _whole("-", was, True)
        yield _whole("+", becomes, True)
        return
    yield DiffLine("-", tuple(Part("".join(old[a:b]), tag != "equal") for tag, a, b, _, _ in codes if b > a))
    yield DiffLine("+", tuple(Part("".join(new[c:d]), tag != "equal") for tag, _, _, c, d in codes if d > c))


def _whole(sign: str, line: str, changed: bool) -> DiffLine:
    return DiffLine(sign, (Part(line, changed),))
