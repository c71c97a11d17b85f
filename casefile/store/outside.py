"""Taking in what another program did to a case file: git, an editor, a synced folder, plain TinyDB.

Such a program read some state of the file and wrote another. What it changed is the difference to the state that
it read, and that need not be the newest: an editor may have held the file since before the last save. Of the
states that the file had, the one with the fewest differences is taken for the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from casefile.errors import InvalidCaseError
from casefile.model.case import Change
from casefile.model.records import Json
from casefile.store.generations import generations
from casefile.store.history import CHECKPOINT, DONE, Line
from casefile.store.lazy import Records
from casefile.store.merge import differences, equal, merge_tables, record_in
from casefile.store.paths import CasePaths
from casefile.store.reading import Tables, read_case, sha256
from casefile.store.rebase import apply_changes
from casefile.store.system import System

Key = tuple[str, str]
_LOOK_BACK = 500
"""How many lines of the history are tried."""


class CaseTables(dict[str, Records]):
    """The tables of an open case; a table that is new in it is one of `Records` too."""

    def setdefault(self, name: str, default: Mapping[str, Json] | None = None) -> Records:
        """The table of that name, made if there is none."""
        if name not in self:
            self[name] = Records.of(default or {})
        return self[name]


def merged_changes(mine: Tables, theirs: Tables, lines: Sequence[Line], held: int) -> list[Change]:
    """The changes that bring into mine, the state at the end of the lines, what another program wrote.

    ``held`` is the last line whose change the file is known to have held before.
    """
    return merge_tables(_base(mine, theirs, lines, held), mine, theirs)


def _base(mine: Tables, theirs: Tables, lines: Sequence[Line], held: int) -> Callable[[str, str], Json | None]:
    """The state that the other program started from, as a function of table and id.

    It is the newest that the file had, unless an earlier one is nearer and theirs holds nothing of what came after
    it. Where theirs is just an earlier state, somebody went back to that on purpose: a change to the newest.
    """
    covers = {held} | {line.covers for line in lines if line.state == DONE}
    content = [line for line in lines if line.kind != CHECKPOINT]
    walk = _Walk(mine, theirs)
    while content and content[-1].sequence > max(covers):
        walk.back(content.pop())
    newest = best = len(walk.steps)
    fewest = len(walk.differing)
    for number in reversed(range(max(0, len(content) - _LOOK_BACK), len(content))):
        line = content[number]
        if walk.is_known(line):
            break
        walk.back(line)
        reached = content[number - 1].sequence if number else 0
        if len(walk.differing) < fewest and any(reached <= cover < line.sequence for cover in covers):
            best, fewest = len(walk.steps), len(walk.differing)
    return walk.state(best if fewest else newest)


class _Walk:
    """Goes back through a history and sees in which records each state differs from theirs."""

    def __init__(self, mine: Tables, theirs: Tables) -> None:
        self._mine = mine
        self._theirs = theirs
        self.steps: list[Line] = []
        self.differing = set(differences(mine, theirs))

    def is_known(self, line: Line) -> bool:
        """Whether theirs holds a change of this line, so that it was made from a state that had it."""
        return any(
            equal(change.after, theirs) and not equal(change.before, theirs)
            for change in line.changes
            for theirs in (record_in(self._theirs, change.table, change.id),)
        )

    def back(self, line: Line) -> None:
        """Takes the changes of a line back."""
        self.steps.append(line)
        for change in reversed(line.changes):
            key = (change.table, change.id)
            if equal(change.before, record_in(self._theirs, *key)):
                self.differing.discard(key)
            else:
                self.differing.add(key)

    def state(self, steps: int) -> Callable[[str, str], Json | None]:
        """The state after so many steps back."""
        known: dict[Key, Json | None] = {}
        for line in self.steps[:steps]:
            for change in reversed(line.changes):
                known[change.table, change.id] = change.before

        def base_of(table: str, record_id: str) -> Json | None:
            key = (table, record_id)
            return known[key] if key in known else record_in(self._mine, *key)

        return base_of


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
