"""What the links view shows: an actor's ties as a tree that opens row by row, or the way to another actor."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.grades import claim_grade
from casefile.analysis.ties import Tie, ties
from casefile.model.records import Actor, Claim
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers
from casefile.tui.widgets.line import Line, fit
from casefile.tui.widgets.wrapping import DocumentLine, Piece

OUTWARD, INWARD = "→", "←"
CLOSED, OPENED = "▸", "▾"
_NAME_CELLS: Final = 34
_INDENT: Final = 3


class Branch(NamedTuple):
    """A row: its path from the root (ids of the records that tie, then the other), and the tie itself."""

    path: tuple[str, ...]
    tie: Tie

    @property
    def key(self) -> str:
        """What the row is known by."""
        return "\n".join(self.path)


class TieRows:
    """The ties of a root, and of every branch that is ``opened``; nobody stands twice on one way."""

    def __init__(self, reading: Reading, root: str, opened: Collection[str]) -> None:
        self._reading = reading
        self.opened = opened
        self.branches: list[Branch] = []
        self._grow((), root, frozenset({root}))
        self._index = {branch.key: index for index, branch in enumerate(self.branches)}

    def _grow(self, way: tuple[str, ...], record_id: str, passed: frozenset[str]) -> None:
        for tie in ties(self._reading.case, record_id):
            if tie.other in passed:
                continue
            branch = Branch((*way, tie.via, tie.other), tie)
            self.branches.append(branch)
            if branch.key in self.opened:
                self._grow(branch.path, tie.other, passed | {tie.other})

    def __len__(self) -> int:
        return len(self.branches)

    def branch(self, index: int) -> Branch | None:
        """What stands in a row."""
        return self.branches[index] if 0 <= index < len(self.branches) else None

    def key(self, index: int) -> str | None:
        """The row's key."""
        return self.branches[index].key

    def index(self, key: str) -> int | None:
        """Where a branch stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """`▸ → Islamic State          is branch of     B1`."""
        branch = self.branches[index]
        depth = len(branch.path) // 2 - 1
        opened = OPENED if branch.key in self.opened else CLOSED
        return ((" " * (_INDENT * depth) + opened + " ", "muted"), *tie_line(self._reading, branch.tie))

    def text(self, index: int) -> str:
        """Names and ties are found."""
        tie = self.branches[index].tie
        return f"{self._reading.title(tie.other)} {_words(self._reading, tie)}"


class WayRows:
    """The way from one actor to another, step by step."""

    def __init__(self, reading: Reading, way: Sequence[Tie]) -> None:
        self._reading = reading
        self.branches = [Branch((str(number), tie.via, tie.other), tie) for number, tie in enumerate(way)]

    def __len__(self) -> int:
        return len(self.branches)

    def branch(self, index: int) -> Branch | None:
        """The step of a row."""
        return self.branches[index] if 0 <= index < len(self.branches) else None

    def key(self, index: int) -> str | None:
        """The step's key."""
        return self.branches[index].key

    def index(self, key: str) -> int | None:
        """Where a step stands."""
        return next((index for index, branch in enumerate(self.branches) if branch.key == key), None)

    def line(self, index: int, width: int) -> Line:
        """`1 → Islamic State …`."""
        return ((f"{index + 1} ", "muted"), *tie_line(self._reading, self.branches[index].tie))

    def text(self, index: int) -> str:
        """Names are found."""
        return self._reading.title(self.branches[index].tie.other)


def tie_line(reading: Reading, tie: Tie) -> Line:
    """`→ ◈ Islamic State        is branch of  B1`."""
    arrow = OUTWARD if tie.outward else INWARD
    return (
        (f"{arrow} ", "accent"),
        (fit(f"{_sign(reading, tie.other)} {reading.title(tie.other)}", _NAME_CELLS) + " ", ""),
        (f"{tie.grade}  ", "grade"),
        (_words(reading, tie), "muted"),
    )


def _sign(reading: Reading, record_id: str) -> str:
    actor = reading.case.get(record_id, Actor)
    return (
        signs.ACTORS.get(actor.kind, "?")
        if actor
        else signs.TABLES.get(reading.case.table_of(record_id) or "", "?")
    )


def _words(reading: Reading, tie: Tie) -> str:
    return "hidden" if reading.is_hidden(tie.via) else tie.label


def tie_lines(reading: Reading, tie: Tie) -> Iterator[DocumentLine]:
    """The tie under the cursor: what it rests on, and the claims that bear it with speakers and grades."""
    yield DocumentLine((Piece(reading.title(tie.other), "strong"), Piece(f"  {_words(reading, tie)}")))
    yield DocumentLine((Piece("rests on ", "label"), Piece(reading.title(tie.via), "link", tie.via)), hang=9)
    for claim_id in tie.claims:
        claim = reading.case.get(claim_id, Claim)
        if claim is None or reading.is_hidden(claim_id):
            continue
        yield DocumentLine(
            (
                Piece("claim    ", "label"),
                Piece(f"{claim_grade(reading.case, claim)}  ", "grade"),
                Piece(claim.statement),
                Piece(f"  {speakers(reading, claim)}", "muted"),
            ),
            hang=9,
        )
    reports = getattr(reading.case.record(tie.via), "reports", ()) if tie.via in reading.case else ()
    for report_id in reports:
        yield DocumentLine(
            (Piece("report   ", "label"), Piece(reading.title(report_id), "", report_id)), hang=9
        )
