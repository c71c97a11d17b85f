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
from casefile.tui.panes.content.record.parts import ASIDE_CELLS, labelled
from casefile.tui.widgets.line import Line, column, column_cells
from casefile.tui.widgets.wrapping import DocumentLine, Piece

OUTWARD, INWARD, MUTUAL = "→", "←", "─"
ARROWS: Final = {True: OUTWARD, False: INWARD, None: MUTUAL}
"""The sign of a tie, by whether it runs outward."""

CLOSED, OPENED = "▸", "▾"
_LEAST_NAME, _MOST_NAME = 12, 48
_GRADE_CELLS: Final = 4
_MEASURED: Final = 400
"""How many ties are measured for the width of the column of names."""
_INDENT: Final = 3


class Branch(NamedTuple):
    """A row: its path from the root (ids of the records that tie, then the other), the tie, and whose tie it is."""

    path: tuple[str, ...]
    tie: Tie
    near: str

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
        self._name_cells = _name_cells(reading, self.branches)

    def _grow(self, way: tuple[str, ...], record_id: str, passed: frozenset[str]) -> None:
        for tie in ties(self._reading.case, record_id):
            if tie.other in passed:
                continue
            branch = Branch((*way, tie.via, tie.other), tie, record_id)
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
        indent = _indent(branch)
        opened = OPENED if branch.key in self.opened else CLOSED
        name_cells = max(min(self._name_cells, width // 2) - indent, _LEAST_NAME)
        return ((f"{'':{indent}}{opened} ", "muted"), *tie_line(self._reading, branch.tie, name_cells))

    def text(self, index: int) -> str:
        """Names and ties are found."""
        tie = self.branches[index].tie
        return f"{self._reading.title(tie.other)} {_words(self._reading, tie)}"


class WayRows:
    """The way from one actor to another, step by step."""

    def __init__(self, reading: Reading, root: str, way: Sequence[Tie]) -> None:
        self._reading = reading
        nears = [root, *(tie.other for tie in way)]
        self.branches = [
            Branch((str(number), tie.via, tie.other), tie, near)
            for number, (tie, near) in enumerate(zip(way, nears, strict=False))
        ]
        self._name_cells = _name_cells(reading, self.branches)

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
        name_cells = min(self._name_cells, width // 2)
        return ((f"{index + 1} ", "muted"), *tie_line(self._reading, self.branches[index].tie, name_cells))

    def text(self, index: int) -> str:
        """Names are found."""
        return self._reading.title(self.branches[index].tie.other)


def _indent(branch: Branch) -> int:
    return _INDENT * (len(branch.path) // 2 - 1)


def _name_cells(reading: Reading, branches: Sequence[Branch]) -> int:
    """The column of names, measured with their indents over the first branches."""
    names = (f"{'':{_indent(branch)}}S {reading.title(branch.tie.other)}" for branch in branches[:_MEASURED])
    return column_cells(names, _LEAST_NAME, _MOST_NAME)


def tie_line(reading: Reading, tie: Tie, name_cells: int) -> Line:
    """`→ ◈ Islamic State        is branch of  B1`."""
    return (
        (f"{ARROWS[tie.outward]} ", "accent"),
        (column(f"{_sign(reading, tie.other)} {reading.title(tie.other)}", name_cells), ""),
        (column(tie.grade, _GRADE_CELLS), "grade"),
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


def tie_lines(reading: Reading, branch: Branch) -> Iterator[DocumentLine]:
    """The tie under the cursor, from one end to the other: what it rests on, and its claims with speakers and grades."""
    tie = branch.tie
    start, end = (tie.other, branch.near) if tie.outward is False else (branch.near, tie.other)
    arrow = MUTUAL if tie.outward is None else OUTWARD
    yield DocumentLine(
        (
            Piece(reading.title(start), "strong"),
            Piece(f"  {_words(reading, tie)} {arrow}  "),
            Piece(reading.title(end), "strong"),
        ),
        hang=2,
    )
    yield labelled("rests on", Piece(reading.title(tie.via), "link", tie.via), cells=ASIDE_CELLS)
    for claim_id in tie.claims:
        claim = reading.case.get(claim_id, Claim)
        if claim is None or reading.is_hidden(claim_id):
            continue
        yield labelled(
            "claim",
            Piece(column(claim_grade(reading.case, claim), _GRADE_CELLS), "grade"),
            Piece(claim.statement),
            Piece(f"  {speakers(reading, claim)}", "muted"),
            cells=ASIDE_CELLS,
        )
    reports = getattr(reading.case.record(tie.via), "reports", ()) if tie.via in reading.case else ()
    for number, report_id in enumerate(reports):
        title = Piece(reading.title(report_id), "link", report_id)
        yield labelled("" if number else "reports", title, cells=ASIDE_CELLS)
