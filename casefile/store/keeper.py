"""What stands behind an open case: it keeps memory, history and file in step.

An edit is a line in the history, durable before it is made in memory. The file holds the edits up to some line;
checkpoints in the history say up to which, by the file's hash. One is written before the file takes its place
(intended) and one after (done), so that at any moment the file's hash says which edits are still to be made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

from casefile.errors import InvalidCaseError, NotPermittedError
from casefile.model.case import Case, Change, Edit, Tables
from casefile.store.files import ensure_state
from casefile.store.history import History
from casefile.store.lines import CHECKPOINT, DONE, EDIT, OUTSIDE, Line
from casefile.store.locking import locked
from casefile.store.merge import differences, record_in
from casefile.store.outside import CaseTables, join, state_at_head
from casefile.store.paths import CasePaths
from casefile.store.position import Position
from casefile.store.reading import Content, read_case, sha256
from casefile.store.rebase import apply_changes
from casefile.store.system import Identity, System
from casefile.store.trust import remember, trusted

_OUTSIDE: Final = "changed by another program"
Observer = Callable[[Line], None]


class Keeper:
    """One open case: ``case`` in memory, ``history`` and the file on disk."""

    def __init__(self, system: System, paths: CasePaths, clock: Callable[[], datetime], author: str) -> None:
        self.system = system
        self.paths = paths
        self.author = author
        self.read_only: str | None = None
        self.frozen = False
        """Whether the case shows what could be read of a damaged file; nothing is followed then."""
        self.history = History(system, paths)
        self.case = _case(paths, CaseTables())
        self.position = Position()
        self.news: list[Change] = []
        """What others changed, and nobody was told yet."""
        self.threads = threading.RLock()
        self.observers: list[Observer] = []
        self.own: set[int] = set()
        """The lines that this program wrote."""
        self.begun = 0
        """The last line of the history when the case was opened."""
        self._clock = clock
        self._displaced: dict[Path, tuple[Identity, int]] = {}
        """Generations of this session: what each looked like, and the last line that it held."""
        self._lost_track = False
        """Whether the history turned out to be another one than that which is in memory."""

    # Reading

    def load(self) -> None:
        """Reads the case. Where the file is in a state that the history does not know, the two are joined."""
        if not self._load():
            if self.read_only is not None:
                self._load_joined()
            else:
                with self._locked():
                    if not self._load():
                        self._load_joined()
        self.begun = self.history.place.sequence

    def _load(self) -> bool:
        """Reads the file and makes the edits that it does not hold; false where its state is unknown."""
        lines = self.history.load_tail()
        content = self._read_file(lines)
        covers = self.position.holds(content.sha256)
        tables = CaseTables(content.tables)
        for line in lines:
            if covers >= 0 and line.sequence > covers:
                apply_changes(tables, line.changes)
        self.case = _case(self.paths, tables)
        return covers >= 0 or not lines

    def _load_joined(self) -> None:
        lines = self.history.load_all()
        content = self._read_file(lines)
        self.case = _case(self.paths, state_at_head(self.system, self.paths, content.tables, lines))
        if not self.position.knows(content.sha256) and self._join(content):
            self._matches(content.sha256)
        self.news.clear()

    def _read_file(self, lines: list[Line]) -> Content:
        identity = self.system.status(self.paths.file).identity
        data = self.system.read(self.paths.file)
        trust = trusted(self.system, self.paths, lines)
        content = read_case(data, file=self.paths.file.name, trust=trust)
        if self.read_only is None:
            remember(self.system, self.paths, content, len(data), trust)
        if content.newer:
            self.read_only = content.newer
        self.position = Position(lines)
        self.position.saw(content.sha256, identity)
        return content

    # Following what others do

    def look(self) -> None:
        """Takes in what others did: a few stats where they did nothing."""
        if self.frozen:
            return
        lines = self._new_lines()
        if lines is None:
            self._look_again()
            return
        self._take(lines)
        self._look_at_displaced()
        identity = self._file_identity()
        if identity == self.position.identity:
            return
        if identity is None:
            self.position.saw("", None)
        elif self.read_only is None and self.history.place.sequence:
            self.position.identity = identity
            with self.writing():
                self.look_at_file()
        else:
            self._reread(identity)

    def _look_again(self) -> None:
        if self.read_only is not None:
            self._begin_again()
        else:
            with self.writing():
                pass

    def _file_identity(self) -> Identity | None:
        try:
            return self.system.status(self.paths.file).identity
        except FileNotFoundError:
            return None

    def _reread(self, identity: Identity) -> None:
        """Takes the file as it is now, with nothing to write: no edit was made here, or none can be."""
        self.position.identity = identity
        data = self.system.read(self.paths.file)
        if sha256(data) == self.position.file_hash:
            return
        content = read_case(data, file=self.paths.file.name)
        self.position.saw(content.sha256, identity)
        if self.history.place.sequence:
            self._join(content)
        else:
            self._replace(CaseTables(content.tables))

    def _replace(self, tables: CaseTables) -> None:
        """Brings memory to another state; the difference is news."""
        changes = tuple(_changes_between(self._tables(), tables))
        if changes:
            self.case.apply(Edit(_OUTSIDE, changes))
            self.news += changes

    def watch(self, path: Path, identity: Identity, held: int) -> None:
        """Follows a file that a save displaced: a program that had it open goes on writing there."""
        self._displaced[path] = (identity, held)

    def _look_at_displaced(self) -> None:
        for path, (identity, held) in list(self._displaced.items()):
            try:
                found = self.system.status(path).identity
            except FileNotFoundError:
                del self._displaced[path]
                continue
            if found != identity:
                self._displaced[path] = (found, held)
                with self.writing(), suppress(InvalidCaseError):
                    # Half written it cannot be read; when it is whole it looks different again.
                    self.take_in(self.system.read(path), held)

    def look_at_file(self) -> bytes | None:
        """The file's bytes, with what another program did to it taken in. Needs the lock; ``None`` where it is gone."""
        identity = self._file_identity()
        if identity is None:
            self.position.saw("", None)
            return None
        self.position.identity = identity
        data = self.system.read(self.paths.file)
        digest = sha256(data)
        if not self.position.knows(digest) and self.history.place.sequence:
            content = read_case(data, file=self.paths.file.name)
            if content.newer:
                self.read_only = content.newer
                raise NotPermittedError(f"{self.paths.file.name}: {content.newer}")
            if self._join(content):
                self._matches(digest)
            else:
                self.position.took_in(digest)
        self.position.saw(digest, identity)
        if self.position.is_only_intended(digest):
            # Whoever put it in place may have died before its name was durable.
            self.system.sync_folder(self.system.resolve(self.paths.file).parent)
            covers = self.position.holds(digest)
            self.append(
                [self.line(CHECKPOINT, sha256=digest, covers=covers, state=DONE, own=True)], durable=False
            )
        return data

    def take_in(self, data: bytes, held: int) -> None:
        """Joins what another program wrote and a save displaced; ``held`` is the last line that it can have known.

        `InvalidCaseError` where it cannot be read.
        """
        self._join(read_case(data, file=self.paths.file.name), held)

    def _join(self, content: Content, held: int | None = None) -> bool:
        """Joins a state that another program made; whether the result is just that state."""
        lines = self.history.load_all()
        if held is None:
            held = max([self.position.held, *(line.covers for line in lines if line.state == DONE)])
        changes, apart = join(self._tables(), content.tables, lines, held)
        if self.read_only is None and (changes or apart):
            line = self.line(OUTSIDE, _OUTSIDE, changes, sha256=content.sha256, apart=apart)
            self.append([line], mine=False)
        elif changes:
            self.case.apply(Edit(_OUTSIDE, tuple(changes)))
            self.news += changes
        return not apart

    def _tables(self) -> CaseTables:
        assert isinstance(self.case.tables, CaseTables)
        return self.case.tables

    def _matches(self, digest: str) -> None:
        """Notes that the file holds all that there is."""
        if self.read_only is None:
            self.append([self.line(CHECKPOINT, sha256=digest, covers=self.position.last, state=DONE)])

    def catch_up(self) -> None:
        """Takes in the lines that others appended. Needs the lock."""
        lines = self._new_lines()
        if lines is None:
            self._begin_again()
        else:
            self._take(lines)

    def _new_lines(self) -> list[Line] | None:
        """The lines that others appended; ``None`` where they do not go on from what is in memory."""
        is_first = not self.history.place.offset
        lines = None if self._lost_track else self.history.catch_up()
        seen = self.position.file_hash
        if lines and is_first and seen and lines[0].sha256 != seen:
            lines = None
        self._lost_track = lines is None
        return lines

    def _take(self, lines: Iterable[Line], mine: bool = False) -> None:
        for line in lines:
            self.position.note(line)
            if line.changes:
                self.case.apply(Edit(line.label, line.changes))
            if not mine:
                self.news += line.changes
            for observer in self.observers:
                observer(line)

    def _begin_again(self) -> None:
        """The history was removed or replaced under the program: what the file lacks is written to the new one."""
        fresh = Keeper(self.system, self.paths, self._clock, self.author)
        fresh.read_only = self.read_only
        if not fresh._load():
            fresh._load_joined()
        known = self.position
        changes, apart = join(self._tables(), fresh._tables(), known.uncovered, known.held)
        self.history, self.position, self._lost_track = fresh.history, fresh.position, False
        self.own, self.begun = set(), fresh.history.place.sequence
        if changes:
            self.case.apply(Edit(_OUTSIDE, tuple(changes)))
            self.news += changes
        if apart and self.read_only is None:
            self.append([self.line(EDIT, "kept where the history was lost", apart)])

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock, with all that others wrote to the history taken in."""
        if self.read_only is not None:
            raise NotPermittedError(f"{self.paths.file.name}: {self.read_only}")
        with self.threads, self._locked():
            self.catch_up()
            yield

    @contextmanager
    def making(self) -> Iterator[None]:
        """Holds the lock for making or restoring the file, where there is nothing to take in."""
        with self.threads, self._locked():
            yield

    def show(self, tables: CaseTables) -> None:
        """Takes a state that stands in no file, to be looked at."""
        self.case = _case(self.paths, tables)
        self.frozen = True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.system.status(self.paths.state)
        except FileNotFoundError:
            ensure_state(self.system, self.paths)
        with locked(self.system, self.paths):
            yield

    def line(
        self,
        kind: str,
        label: str = "",
        changes: Iterable[Change] = (),
        *,
        apart: Iterable[Change] = (),
        undoes: int | None = None,
        sha256: str = "",
        covers: int = 0,
        state: str = "",
        own: bool = False,
    ) -> Line:
        """A line for the history; it is numbered when it is written."""
        when = self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        author = "" if kind in (OUTSIDE, CHECKPOINT) else self.author
        return Line(
            sequence=0, when=when, kind=kind, author=author, label=label, changes=tuple(changes), apart=tuple(apart),
            undoes=undoes, sha256=sha256, covers=covers, state=state, own=own,
        )  # fmt: skip

    def append(self, lines: list[Line], *, mine: bool = True, durable: bool = True) -> None:
        """Writes lines to the history and makes their changes in memory. Needs the lock."""
        found = self.position.file_hash
        if not self.history.place.offset and found:
            lines = [self.line(CHECKPOINT, sha256=found, state=DONE), *lines]
        written = self.history.append(lines, durable)
        if mine:
            self.own.update(line.sequence for line in written)
        self._take(written, mine)


def _case(paths: CasePaths, tables: CaseTables) -> Case:
    return Case(paths.case_id, cast(Tables, tables))


def _changes_between(before: CaseTables, after: CaseTables) -> Iterator[Change]:
    for table, record_id in differences(before, after):
        yield Change(
            table, record_id, record_in(before, table, record_id), record_in(after, table, record_id)
        )
