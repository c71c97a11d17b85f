"""Taking in what another program did to a case file: git, an editor, a synced folder, plain TinyDB.

Such a program read some state of the file and wrote another. What it changed is the difference to the state that
it read, and that need not be the newest: an editor may have held the file since before the last save. Of the
states that the file had, the one that is nearest to what was written is taken for the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from casefile.errors import InvalidCaseError
from casefile.model.case import Change
from casefile.model.records import Json
from casefile.store.generations import generations
from casefile.store.lazy import Records
from casefile.store.lines import CHECKPOINT, DONE, Line
from casefile.store.merge import differences, equal, merge_tables, record_in
from casefile.store.paths import CasePaths
from casefile.store.reading import Tables, read_case, sha256
from casefile.store.rebase import apply_changes
from casefile.store.system import System

_LOOK_BACK: Final = 500
"""How many lines of the history are tried."""


class CaseTables(dict[str, Records]):
    """The tables of an open case; a table that is new in it is one of `Records` too."""

    def setdefault(self, name: str, default: Mapping[str, Json] | None = None) -> Records:
        """The table of that name, made if there is none."""
        if name not in self:
            self[name] = Records.of(default or {})
        return self[name]


class Joined(NamedTuple):
    """What another program's state of the file comes to."""

    changes: list[Change]
    """What it brings into memory."""
    apart: list[Change]
    """Where the file then differs from memory: ``before`` is what it holds, ``after`` what memory does."""


def join(mine: Tables, theirs: Tables, lines: Sequence[Line], held: int) -> Joined:
    """Joins mine, the state at the end of the lines, and what another program wrote.

    ``held`` is the last line whose change the file is known to have held before theirs was written.
    """
    changes = merge_tables(_base(mine, theirs, lines, held), mine, theirs)
    after = {(change.table, change.id): change.after for change in changes}
    keys = dict.fromkeys([*differences(mine, theirs), *after])
    pairs = [
        (key, record_in(theirs, *key), after[key] if key in after else record_in(mine, *key)) for key in keys
    ]
    return Joined(
        changes, [Change(*key, found, here) for key, found, here in pairs if not equal(found, here)]
    )


def _base(
    mine: Tables, theirs: Tables, lines: Sequence[Line], held: int
) -> Callable[[str, str], Json | None]:
    """The state that the other program started from, as a function of table and id.

    It is the newest that the file had, unless an earlier one is nearer and theirs holds nothing of what came after
    it. Where theirs is just an earlier state, somebody went back to that on purpose: a change to the newest.
    """
    covers = {held} | {line.covers for line in lines if line.state == DONE and line.covers < held}
    content = [line for line in lines if line.kind != CHECKPOINT]
    walk = _Walk(mine, theirs)
    while content and content[-1].sequence > held and not content[-1].apart:
        walk.back(content.pop().changes)
    last = content[-1].apart if content and content[-1].sequence > held else ()
    best = newest = [*walk.steps, *last]
    nearest = walk.distance(last)
    for number in reversed(range(max(0, len(content) - _LOOK_BACK), len(content))):
        line = content[number]
        if line.apart and walk.distance(line.apart) < nearest and walk.may_be_read(line.apart):
            best, nearest = [*walk.steps, *line.apart], walk.distance(line.apart)
        walk.back(line.changes)
        reached = content[number - 1].sequence if number else 0
        was_in_file = any(reached <= cover < line.sequence for cover in covers)
        if was_in_file and walk.distance() < nearest and walk.may_be_read():
            best, nearest = walk.steps[:], walk.distance()
    known = {(change.table, change.id): change.before for change in (best if nearest else newest)}

    def base_of(table: str, record_id: str) -> Json | None:
        key = (table, record_id)
        return known[key] if key in known else record_in(mine, table, record_id)

    return base_of


def _distance(one: Json | None, other: Json | None) -> int:
    """In how many fields two versions of a record differ; 1 where there is only one of them."""
    if one is None or other is None:
        return int(one is not other)
    return sum(not equal(one.get(name), other.get(name)) for name in {**one, **other})


class _Walk:
    """Goes back through a history and sees how far each state is from theirs."""

    def __init__(self, mine: Tables, theirs: Tables) -> None:
        self._theirs = theirs
        self.steps: list[Change] = []
        """The changes taken back, the newest first."""
        self._later: set[tuple[str, str, str]] = set()
        """Where theirs has a value that came into the case after the state that was reached."""
        self._distances = {
            key: _distance(record_in(mine, *key), record_in(theirs, *key))
            for key in differences(mine, theirs)
        }

    def distance(self, apart: Iterable[Change] = ()) -> int:
        """In how many fields the state that was reached differs from theirs, but for some changes that it lacked."""
        found = sum(self._distances.values())
        for change in apart:
            found += self._from(change) - self._distances.get((change.table, change.id), 0)
        return found

    def _from(self, change: Change) -> int:
        return _distance(change.before, record_in(self._theirs, change.table, change.id))

    def may_be_read(self, apart: Iterable[Change] = ()) -> bool:
        """Whether theirs has nothing that came into the case after the state that was reached."""
        later = set(self._later)
        for change in apart:
            later |= self._fields(change, self._brought(change))
            later -= self._fields(change, self._agreed(change))
        return not later

    def back(self, changes: Iterable[Change]) -> None:
        """Takes changes back."""
        for change in reversed(tuple(changes)):
            self.steps.append(change)
            self._distances[change.table, change.id] = self._from(change)
            self._later |= self._fields(change, self._brought(change))
            self._later -= self._fields(change, self._agreed(change))

    @staticmethod
    def _fields(change: Change, names: Iterable[str]) -> set[tuple[str, str, str]]:
        return {(change.table, change.id, name) for name in names}

    def _agreed(self, change: Change) -> list[str]:
        """The fields that theirs has as they were before the change."""
        theirs, before = record_in(self._theirs, change.table, change.id) or {}, change.before or {}
        return [name for name in theirs if equal(theirs[name], before.get(name))]

    def _brought(self, change: Change) -> list[str]:
        """The fields that theirs has as the change made them."""
        theirs = record_in(self._theirs, change.table, change.id)
        if theirs is None or change.after is None:
            return []
        before = change.before or {}
        return [
            name
            for name, value in change.after.items()
            if equal(theirs.get(name), value) and not equal(before.get(name), value)
        ]


def state_at_head(system: System, paths: CasePaths, theirs: Tables, lines: Sequence[Line]) -> CaseTables:
    """The case after the last line, where its own file is not there to start from.

    The newest generation that the history knows is brought up to date. Where there is none, what the history
    does not speak of is taken to be as it is in theirs.
    """
    covers = {line.sha256: line.covers for line in lines if line.kind == CHECKPOINT}
    for tables, start in _known_generations(system, paths, covers):
        for line in lines:
            if line.sequence > start:
                apply_changes(tables, line.changes)
        return tables
    tables = CaseTables({name: records.copy() for name, records in theirs.items()})
    last = {(change.table, change.id): change for line in lines for change in line.changes}
    apply_changes(tables, last.values())
    return tables


def _known_generations(
    system: System, paths: CasePaths, covers: Mapping[str, int]
) -> Iterator[tuple[CaseTables, int]]:
    for generation in generations(system, paths):
        if generation.sha256 in covers:
            try:
                content = system.read(generation.path)
                if sha256(content) == generation.sha256:
                    found = read_case(content, file=generation.path.name)
                    yield CaseTables(found.tables), covers[generation.sha256]
            except (OSError, InvalidCaseError):
                continue
