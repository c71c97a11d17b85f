"""What can be undone and redone: worked out from the history, so that it holds after a restart too."""

from __future__ import annotations

from collections.abc import Iterable

from casefile.store.lines import EDIT, REDO, UNDO, Head, Line


class Undoing:
    """The two stacks of one analyst. What others did is theirs to undo."""

    def __init__(self, author: str, heads: Iterable[Head]) -> None:
        self._author = author
        self._undo: list[tuple[int, str]] = []
        self._redo: list[tuple[int, str]] = []
        for head in heads:
            self.note(head)

    def note(self, line: Head | Line) -> None:
        """Takes the next line of the history into account."""
        if line.author != self._author:
            return
        entry = (line.sequence, line.label)
        if line.kind == EDIT:
            self._undo.append(entry)
            self._redo.clear()
        elif line.kind == UNDO:
            self._drop(self._undo, line.undoes)
            self._redo.append(entry)
        elif line.kind == REDO:
            self._drop(self._redo, line.undoes)
            self._undo.append(entry)

    @staticmethod
    def _drop(stack: list[tuple[int, str]], sequence: int | None) -> None:
        stack[:] = [entry for entry in stack if entry[0] != sequence]

    def top(self, kind: str) -> tuple[int, str] | None:
        """The line that an undo or a redo takes back next, and its label."""
        stack = self._undo if kind == UNDO else self._redo
        return stack[-1] if stack else None
