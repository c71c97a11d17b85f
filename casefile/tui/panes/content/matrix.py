"""What the matrix shows: parties in rows, contested facts in columns, a letter for the version that each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from casefile.analysis.factsheets import HELD
from casefile.analysis.matrix import Matrix, Pair, Stand
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.claims import subject_title, value_label
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.line import Line, Run, column, column_cells, padded
from casefile.tui.widgets.virtual_list import GUTTER
from casefile.tui.widgets.wrapping import DocumentLine, Piece

NOTHING: Final = "·"
"""In a cell: the party says nothing of the fact."""

SEVERAL: Final = "+"
"""Behind a letter: the party gives further versions."""

LEGEND: Final = f"A own word  a relayed  {SEVERAL} more versions  {NOTHING} silent"
"""What the cells mean."""

_MOST_NAME: Final = 32
_SPOKEN_CELLS: Final = 5
_MORE_CELLS: Final = 12
"""What is kept free for the words that more columns follow."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHOWN: Final = 3
_MOST_VALUE: Final = 40


def letter(stand: Stand | None) -> str:
    """`A` for the first version as a party's own word, `a` where it relays it, `+` behind where it gives several."""
    if stand is None:
        return NOTHING
    best = min(stand.groups, key=lambda group: (group not in stand.own, group))
    sign = _LETTERS[best] if best < len(_LETTERS) else "?"
    return sign if best in stand.own else sign.lower()


class MatrixRows:
    """The rows of a matrix, from the column ``first`` on, with the column ``column`` lit."""

    def __init__(self, reading: Reading, found: Matrix, column: int, first: int) -> None:
        self._reading = reading
        self._found = found
        self.column = column
        self.first = first
        self._index = {party: index for index, party in enumerate(found.parties)}
        names = [party_name(reading, party) for party in found.parties]
        self._widest = column_cells(names, 0, _MOST_NAME)
        self.cells = max(len(str(len(found.facts))) + 1, 3)
        """The cells of a column: a letter, its sign and a blank, and no less than its number and a blank."""

    def __len__(self) -> int:
        return len(self._found.parties)

    def key(self, index: int) -> str | None:
        """The party."""
        return self._found.parties[index]

    def index(self, key: str) -> int | None:
        """Where the party stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """`IRNA                    b a A · · c`."""
        party = self._found.parties[index]
        spoken = len(self._found.facts_of(party))
        line: list[Run] = [
            (column(party_name(self._reading, party), self.name_cells(width)), ""),
            (f"{spoken:>3}  ", "muted"),
        ]
        for place in self.shown(width):
            stand = self._found.stands.get((party, place))
            style = "muted" if stand is None else "strong" if stand.own else ""
            lit = "link-cursor" if place == self.column else style
            more = SEVERAL if stand and len(stand.groups) > 1 else ""
            line += [(letter(stand), lit), (f"{more:<{self.cells - 1}}", "muted")]
        return line

    def name_cells(self, cells: int) -> int:
        """The column of the parties."""
        return min(self._widest, cells // 3)

    def shown(self, cells: int) -> range:
        """The columns that there is room for, with some left to say that more follow."""
        room, facts = cells - self.name_cells(cells) - _SPOKEN_CELLS, len(self._found.facts)
        if self.first + room // self.cells < facts:
            room -= _MORE_CELLS
        return range(self.first, min(self.first + max(room // self.cells, 1), facts))

    def after(self, cells: int) -> int:
        """How many columns follow those that are shown."""
        return len(self._found.facts) - self.shown(cells).stop

    def text(self, index: int) -> str:
        """The party's name is found."""
        return party_name(self._reading, self._found.parties[index])


def head(rows: MatrixRows, cells: int) -> tuple[Line, Line]:
    """The columns' numbers above the rows, how many columns are before them at their left, and how many after at the right."""
    before = f"‹ {rows.first} more" if rows.first else ""
    room = GUTTER + rows.name_cells(cells) + _SPOKEN_CELLS
    line: list[Run] = [(column(before, room, "right"), "warning")]
    for place in rows.shown(cells):
        number = str(place + 1)
        line += [
            (number, "link-cursor" if place == rows.column else "header"),
            (" " * (rows.cells - len(number)), ""),
        ]
    after = rows.after(cells)
    return line, ((f"{after} more ›", "warning"),) if after else ()


def fact_title(reading: Reading, found: Matrix, place: int) -> str:
    """The fact of a column, for a frame: `3 · Kerman bombings · killed`."""
    if not found.facts:
        return "Fact"
    sheet = found.facts[place]
    return f"{place + 1} · {subject_title(reading, sheet)} · {predicate(sheet.predicate).label}"


def told(
    reading: Reading, found: Matrix, party: str | None, place: int, pairs: Sequence[Pair]
) -> Iterator[DocumentLine]:
    """With whom the party goes, the versions of the fact in the lit column, and which of them the party gives."""
    if not found.facts:
        yield DocumentLine((Piece("No fact is contested.", "muted"),))
        return
    sheet = found.facts[place]
    stand = found.stands.get((party, place)) if party is not None else None
    if party is not None:
        yield from _company(reading, party, pairs)
    groups = [(number, group) for number, group in enumerate(sheet.groups[: len(_LETTERS)]) if group.counts]
    cells = column_cells((value_label(reading, group) for _, group in groups), 0, _MOST_VALUE)
    for number, group in groups:
        said = stand is not None and number in stand.groups
        own = stand is not None and number in stand.own
        words = ["its own word" if own else "relayed by it"] if said else []
        words += [f"{HELD} held"] if group is sheet.held else []
        yield DocumentLine(
            (
                Piece(f"{_LETTERS[number]}  ", "strong"),
                Piece(padded(value_label(reading, group), cells), "strong" if said else ""),
                Piece(column(group.best_grade, 4), "grade"),
                Piece(" · ".join(words), "good" if group is sheet.held else "accent"),
            ),
            hang=3,
        )


def together_lines(reading: Reading, sets: Sequence[Sequence[str]]) -> Iterator[DocumentLine]:
    """The largest sets of parties that agree wherever two of them speak to one fact."""
    for number, parties in enumerate(sets[:_SHOWN]):
        names = ", ".join(party_name(reading, party) for party in parties)
        label = "always together " if number == 0 else " " * 16
        yield DocumentLine((Piece(label, "label"), Piece(names)), hang=16)
    if len(sets) > _SHOWN:
        yield DocumentLine((Piece(f"{' ' * 16}and {len(sets) - _SHOWN:,} more sets", "muted"),))


def _company(reading: Reading, party: str, pairs: Sequence[Pair]) -> Iterator[DocumentLine]:
    mine = [pair for pair in pairs if party in (pair.one, pair.other)]
    always = [pair for pair in mine if pair.agreed == pair.shared]
    never = [pair for pair in mine if not pair.agreed]
    name = party_name(reading, party)
    if not mine:
        yield DocumentLine((Piece(f"{name} shares no two contested facts with anyone.", "muted"),))
    for words, listed in ((f"{name} always goes with", always), ("never with", never)):
        if listed:
            others = (
                f"{party_name(reading, pair.other if pair.one == party else pair.one)} ({pair.shared})"
                for pair in listed[:_SHOWN]
            )
            more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
            yield DocumentLine((Piece(f"{words} ", "label"), Piece(", ".join(others) + more)), hang=4)
