"""What an undo or redo takes back next: worked out from the history, so that it holds after a restart too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casefile.store.lines import EDIT, REDO, UNDO, Head, Piece


def candidates(lines: Iterable[Piece], kind: str, mine: Callable[[Head], bool]) -> Iterator[Piece]:
    """The steps of one analyst that an undo (or redo) can take back, the next one first.

    ``lines`` are those of the history, the newest first; no more of them are read than needed. A step that was taken
    back, by whomever, is none. Nothing is redone past an edit that was made since.
    """
    taken: set[int] = set()
    wanted = (EDIT, REDO) if kind == UNDO else (UNDO,)
    for line in lines:
        head = line.head()
        if head.kind in (UNDO, REDO) and head.undoes is not None:
            taken.add(head.undoes)
        if not mine(head):
            continue
        if kind == REDO and head.kind == EDIT:
            return
        if head.kind in wanted and head.sequence not in taken:
            yield line
