"""A case that is open, for those who show it and change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from casefile.errors import StorageError
from casefile.model.case import Case, Change, Edit
from casefile.model.conflicts import ConflictError
from casefile.store.chain import Verification, verify
from casefile.store.drafts import Drafts
from casefile.store.keeper import Keeper
from casefile.store.lines import CHECKPOINT, EDIT, REDO, UNDO, Line
from casefile.store.rebase import checked, conflicts, inverse, rebase, reverted
from casefile.store.settling import Settling
from casefile.store.trouble import told
from casefile.store.undoing import Undoing

if TYPE_CHECKING:
    from tinydb import TinyDB


class Entry(NamedTuple):
    """One step of a case's history. ``kind`` is edit, undo, redo or outside; ``when`` is RFC 3339, UTC."""

    sequence: int
    when: str
    author: str
    label: str
    changes: tuple[Change, ...]
    kind: str


class OpenCase:
    """An open case. `commit` is the only way in which a record of it changes; it may be called from any thread."""

    def __init__(self, keeper: Keeper) -> None:
        self.path = keeper.paths.file
        self.author = keeper.author
        self.drafts = Drafts(keeper.system, keeper.paths, keeper.read_only)
        self._keeper = keeper
        self._settling = Settling(keeper)
        self._undoing: tuple[object, Undoing] | None = None
        keeper.observers.append(self._note)

    @property
    def case(self) -> Case:
        """The case in memory."""
        return self._keeper.case

    @property
    def read_only(self) -> str | None:
        """Why the case cannot be changed, as a sentence; ``None`` where it can."""
        return self._keeper.read_only

    @property
    def pending(self) -> bool:
        """Whether there are edits that the file does not hold yet; they are safe in the history."""
        return self.read_only is None and self._keeper.position.pending

    def commit(self, edit: Edit, *, asking: bool = False) -> None:
        """Makes an edit; it is on disk when this returns, and on any error nothing has changed.

        Where the record is other than the edit takes it to have been, the two are joined field by field. Of a field
        that both changed this edit's value is kept and the other goes to `_conflicts`; with ``asking`` nothing is
        done then, and a `ConflictError` says what is to be decided.
        """
        if not edit.changes:
            return
        with told(self.path.name, "written"), self._keeper.writing():
            changes = self._checked(edit.changes)
            if asking and (found := tuple(conflicts(changes, self.case.tables))):
                raise ConflictError(found)
            made = rebase(changes, self.case.tables)
            if made:
                self._keeper.append([self._keeper.line(EDIT, edit.label, made)])

    def _checked(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return checked(changes, self.case.tables, self.path.name)

    def undo(self) -> Edit | None:
        """Takes back this analyst's last edit; returns what was done, or ``None`` where there is nothing to undo.

        `ChangedElsewhereError` where that would take away what someone else did since.
        """
        return self._revert(UNDO)

    def redo(self) -> Edit | None:
        """Makes again what `undo` took back last; as `undo` otherwise."""
        return self._revert(REDO)

    def _revert(self, kind: str) -> Edit | None:
        with told(self.path.name, "written"), self._keeper.writing():
            top = self._stacks().top(kind)
            if top is None:
                return None
            line = self._keeper.history.line(top[0])
            if line is None:
                raise StorageError(
                    f"{self.path.name}: its history is damaged; '{top[1]}' cannot be taken back"
                )
            made = self._checked(reverted(inverse(line.changes), self.case.tables, kind))
            self._keeper.append([self._keeper.line(kind, line.label, made, undoes=line.sequence)])
            return Edit(line.label, made)

    @property
    def can_undo(self) -> str | None:
        """The label of the edit that `undo` would take back."""
        return self._label(UNDO)

    @property
    def can_redo(self) -> str | None:
        """The label of the edit that `redo` would make again."""
        return self._label(REDO)

    def _label(self, kind: str) -> str | None:
        top = None if self.read_only else self._stacks().top(kind)
        return top[1] if top else None

    def _stacks(self) -> Undoing:
        """Made when first asked for, and again where the history turned out to be another."""
        history = self._keeper.history
        if self._undoing is None or self._undoing[0] is not history:
            with self._keeper.threads, told(self.path.name, "read"):
                heads = [head for head in history.heads() if head.sequence <= history.place.sequence]
                self._undoing = (history, Undoing(self.author, heads))
        return self._undoing[1]

    def _note(self, line: Line) -> None:
        if self._undoing is not None and self._undoing[0] is self._keeper.history:
            self._undoing[1].note(line)

    def history(self, record_id: str | None = None) -> list[Entry]:
        """Every step, or those that touched a record, the oldest first."""
        with told(self.path.name, "read"):
            lines = self._keeper.history.load_all()
        return [
            Entry(line.sequence, line.when, line.author, line.label, line.changes, line.kind)
            for line in lines
            if line.kind != CHECKPOINT
            and (line.changes or not line.apart)
            and (record_id is None or any(change.id == record_id for change in line.changes))
        ]

    def verify(self) -> Verification:
        """Whether each line of the history follows the one before, unchanged."""
        with told(self.path.name, "read"):
            return verify(self._keeper.system, self._keeper.paths)

    def refresh(self) -> list[Change]:
        """Takes in what others changed, and returns that: all since the last call. A few stats where nothing changed.

        A file that another program left damaged is an `InvalidCaseError`, once; the case stays as it is.
        """
        keeper = self._keeper
        with keeper.threads, told(self.path.name, "read"):
            keeper.look()
            news, keeper.news = keeper.news, []
            return news

    def settle(self) -> None:
        """Brings the file up to date with the history; nothing is written where it is."""
        if self.read_only is None:
            with told(self.path.name, "written"):
                self._settling.settle()

    def close(self) -> None:
        """Settles; nothing is held open between calls, so that there is nothing else to close."""
        self.settle()

    def observe(self, observer: Callable[[Line], None]) -> None:
        """Calls a function with every step of the history after it was made here, whoever made it."""
        self._keeper.observers.append(observer)

    def database(self) -> TinyDB:
        """TinyDB's own interface to the records; what is written through it is an edit like any other."""
        from casefile.store.storage import CaseDatabase

        return CaseDatabase(self)
