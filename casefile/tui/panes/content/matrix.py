"""What the matrix shows: parties in rows, contested facts in columns, a letter for the version that each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from casefile.analysis.matrix import Matrix, Pair, Stand
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.claims import subject_title, value_label
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.line import Line, Run, fit
from casefile.tui.widgets.wrapping import DocumentLine, Piece

NOTHING: Final = "·"
"""In a cell: the party says nothing of the fact."""

_NAME_CELLS: Final = 24
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHOWN: Final = 6


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
            (fit(party_name(self._reading, party), _NAME_CELLS), ""),
            (f"{spoken:>3}  ", "muted"),
        ]
        for place in self.shown(width):
            stand = self._found.stands.get((party, place))
            style = "muted" if stand is None else "strong" if stand.own else ""
            lit = "link-cursor" if place == self.column else style
            line += [(letter(stand), lit), ("+" if stand and len(stand.groups) > 1 else " ", "muted")]
        return line

    def shown(self, cells: int) -> range:
        """The columns that there is room for."""
        room = max((cells - _NAME_CELLS - 5) // 2, 1)
        return range(self.first, min(self.first + room, len(self._found.facts)))

    def text(self, index: int) -> str:
        """The party's name is found."""
        return party_name(self._reading, self._found.parties[index])


def head(rows: MatrixRows, cells: int) -> Line:
    """The columns' numbers above the rows: the tens of each tenth one, the units of every one."""
    line: list[Run] = [(" " * (3 + _NAME_CELLS + 5), "")]
    for place in rows.shown(cells):
        number = place + 1
        text = f"{number:<2}" if number % 10 == 0 else f"{number % 10} "
        line.append(
            (text[:2], "link-cursor" if place == rows.column else "header" if number % 10 == 0 else "muted")
        )
    return line


def told(
    reading: Reading, found: Matrix, party: str | None, place: int, pairs: Sequence[Pair]
) -> Iterator[DocumentLine]:
    """The fact in the lit column with its versions, what the party says of it, and with whom the party goes."""
    if not found.facts:
        yield DocumentLine((Piece("No fact is contested.", "muted"),))
        return
    sheet = found.facts[place]
    yield DocumentLine(
        (
            Piece(f"{place + 1} ", "header"),
            Piece(f"{subject_title(reading, sheet)} · {predicate(sheet.predicate).label}", "strong"),
        )
    )
    stand = found.stands.get((party, place)) if party is not None else None
    if party is not None:
        yield from _company(reading, party, pairs)
    for number, group in enumerate(sheet.groups[: len(_LETTERS)]):
        if group.counts:
            here = "●" if stand and number in stand.groups else " "
            label = value_label(reading, group)
            yield DocumentLine(
                (
                    Piece(f"{here} ", "mark"),
                    Piece(f"{_LETTERS[number]}  ", "strong"),
                    Piece(label),
                    Piece(f"  {group.best_grade}", "grade"),
                ),
                hang=5,
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
