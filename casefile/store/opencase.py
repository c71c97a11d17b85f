"""A case that is open, for those who show it and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from casefile.errors import CasefileError, StorageError
from casefile.model.case import Case, Change, Edit
from casefile.model.conflicts import Conflict, ConflictError
from casefile.store.chain import Verification, verify
from casefile.store.drafts import Drafts
from casefile.store.keeper import Keeper
from casefile.store.lines import CHECKPOINT, EDIT, REDO, UNDO, Head, Line
from casefile.store.rebase import checked, conflicts, inverse, rebase, reverted
from casefile.store.settling import Settling
from casefile.store.steps import Entry, Step, step_of
from casefile.store.trouble import told
from casefile.store.undoing import candidates

if TYPE_CHECKING:
    from tinydb import TinyDB


class OpenCase:
    """An open case. `commit` is the only way in which a record of it changes; it may be called from any thread."""

    def __init__(self, keeper: Keeper) -> None:
        self.path = keeper.paths.file
        self.author = keeper.author
        self.drafts = Drafts(keeper.system, keeper.paths, keeper.read_only)
        self._keeper = keeper
        self._settling = Settling(keeper)

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
                raise ConflictError(one._replace(author=self._author_of(one)) for one in found)
            made = rebase(changes, self.case.tables)
            if made:
                self._keeper.append([self._keeper.line(EDIT, edit.label, made)])

    def _author_of(self, conflict: Conflict) -> str:
        """Who made the other change of a conflict: the last one of it in the history."""
        for piece in self._keeper.history.backwards():
            line = piece.line()
            if any(map(conflict.made_by, line.changes)):
                return line.author
        return ""

    def _checked(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return checked(changes, self.case.tables, self.path.name)

    # Undo and redo

    def undo(self) -> Edit | None:
        """Takes back what was done last since the case was opened here, then what the same analyst did before.

        Returns what was done, or ``None`` where there is nothing to undo. `ChangedElsewhereError` where that would
        take away what someone else did since.
        """
        return self._take_back(UNDO)

    def redo(self) -> Edit | None:
        """Makes again what `undo` took back last; as `undo` otherwise."""
        return self._take_back(REDO)

    def _take_back(self, kind: str) -> Edit | None:
        with told(self.path.name, "written"), self._keeper.writing():
            for line in self._lines(kind):
                made = self._reverted(line, kind)
                if made:
                    self._keeper.append([self._keeper.line(kind, line.label, made, undoes=line.sequence)])
                    return Edit(line.label, made)
        return None

    def revert(self, step: Step) -> Edit:
        """Takes back any step of the history, whoever made it, as an edit of its own; without changes where nothing is
        left of it. `ChangedElsewhereError` where the same fields were changed since."""
        with told(self.path.name, "written"), self._keeper.writing():
            made = self._reverted(self._line(step), UNDO)
            label = f"undone: {step.label}"
            if made:
                self._keeper.append([self._keeper.line(EDIT, label, made, undoes=step.sequence)])
            return Edit(label, made)

    def _reverted(self, line: Line, doing: str) -> tuple[Change, ...]:
        return self._checked(reverted(inverse(line.changes), self.case.tables, doing))

    def _lines(self, kind: str) -> Iterator[Line]:
        """The lines that an undo or redo can take back, the next one first."""
        for piece in candidates(self._keeper.history.backwards(), kind, self._is_mine):
            line = piece.line()
            made_the_case = any(one.table == "case" and one.before is None for one in line.changes)
            if not made_the_case:
                yield line

    def _is_mine(self, head: Head) -> bool:
        """Whether a step is this program's, or this analyst's from before it was started."""
        keeper = self._keeper
        return head.sequence in keeper.own or (head.sequence <= keeper.begun and head.author == self.author)

    @property
    def can_undo(self) -> str | None:
        """The label of the edit that `undo` would take back."""
        return self._label(UNDO)

    @property
    def can_redo(self) -> str | None:
        """The label of the edit that `redo` would make again."""
        return self._label(REDO)

    def _label(self, kind: str) -> str | None:
        if self.read_only is not None:
            return None
        with self._keeper.threads, told(self.path.name, "read"):
            for line in self._lines(kind):
                with suppress(CasefileError):
                    if not self._reverted(line, kind):
                        continue
                return line.label
        return None

    # The history

    def history(self, record_id: str | None = None) -> list[Entry]:
        """Every step, or those that touched a record, the oldest first."""
        with told(self.path.name, "read"):
            lines = self._keeper.history.load_all()
        return [
            _entry(line)
            for line in lines
            if line.kind != CHECKPOINT
            and (line.changes or not line.apart)
            and (record_id is None or any(change.id == record_id for change in line.changes))
        ]

    def steps(self, since: int = 0) -> Iterator[Step]:
        """Every step after one, the newest first; no more is read than is asked for."""
        with told(self.path.name, "read"):
            for piece in self._keeper.history.backwards():
                if piece.head().sequence <= since:
                    return
                step = step_of(piece)
                if step is not None:
                    yield step

    def entry(self, step: Step) -> Entry:
        """A step in full."""
        with told(self.path.name, "read"):
            return _entry(self._line(step))

    def _line(self, step: Step) -> Line:
        line = self._keeper.history.line_at(step.start, step.end)
        if line is None or line.sequence != step.sequence:
            raise StorageError(
                f"{self.path.name}: its history is another one now; '{step.label}' is not in it"
            )
        return line

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


def _entry(line: Line) -> Entry:
    return Entry(line.sequence, line.when, line.author, line.label, line.changes, line.kind)
