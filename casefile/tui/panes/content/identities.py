"""What the screen of actors over all cases shows: who may be one, who stands where, and two cases side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from casefile.analysis.elsewhere import Comparison, Identity, Shared
from casefile.analysis.names import Pair
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.record.parts import ASIDE_CELLS, labelled
from casefile.tui.widgets.line import Line, column, column_cells, rule, told_apart
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_MOST_NAME: Final = 48
_LEAST_NAME: Final = 12
_LAST_GAP: Final = 2
"""The blanks behind the last column, which need no room."""
_MEASURED: Final = 400
"""How many actors are measured for the widths of their columns."""
_MOST_KINDS: Final = 12
"""How many kinds of claims are set side by side."""


class IdentityRows:
    """Pairs that may be one, then every actor; the keys are `one=other` and the first `case:record`."""

    def __init__(
        self, pairs: Sequence[Pair], found: Sequence[Identity], names: Mapping[str, str], wanted: str = ""
    ) -> None:
        self._names = names
        self._rows: list[Pair | Identity | str] = []
        if pairs:
            self._rows.append(f"Perhaps the same {len(pairs):,}")
            self._rows += pairs
        several = [one for one in found if len(one.cases) > 1]
        single = [one for one in found if len(one.cases) == 1]
        for words, group in (("In several cases", several), ("In one case", single)):
            if group:
                self._rows.append(f"{words} {len(group):,}")
                self._rows += group
        self.headers = [index for index, row in enumerate(self._rows) if isinstance(row, str)]
        self._index = {key: index for index in range(len(self._rows)) if (key := self.key(index)) is not None}
        measured = found[:_MEASURED]
        self._name_cells = column_cells((one.name for one in measured), 0, _MOST_NAME)
        counts = list(zip(*(_counts(one) for one in measured), strict=True)) or [(), (), ()]
        self._count_cells = [column_cells(words, 0, _MOST_NAME) for words in counts]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Pair | Identity | None:
        """What stands in a row; none for a header."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return None if isinstance(row, str) else row

    def key(self, index: int) -> str | None:
        """What the row is known by; none for a header."""
        row = self._rows[index]
        if isinstance(row, str):
            return None
        if isinstance(row, Pair):
            return f"{row.one}={row.other}"
        return f"{row.standings[0].case}:{row.standings[0].actor.id}"

    def index(self, key: str) -> int | None:
        """Where it stands; an actor is found by any of its records."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """`≟ Name and Name`, or `◈ Islamic State      3 cases  11 events  19 claims`."""
        row = self._rows[index]
        if isinstance(row, str):
            return ((rule(row, width), "header"),)
        if isinstance(row, Pair):
            return (
                ("≟ ", "warning"),
                (f"{self._names[row.one]} and {self._names[row.other]}", ""),
                (f"  {row.reason}", "muted"),
            )
        cases, events, claims = _counts(row)
        case_cells, event_cells, claim_cells = self._count_cells
        room = width - 2 - case_cells - event_cells - claim_cells + _LAST_GAP
        return (
            (f"{signs.ACTORS.get(row.kind, '?')} ", "accent"),
            (column(row.name, min(self._name_cells, max(room, _LEAST_NAME))), ""),
            (column(cases, case_cells), "date" if len(row.cases) > 1 else "muted"),
            (column(events, event_cells), "muted"),
            (claims, "muted"),
        )

    def text(self, index: int) -> str:
        """Names are found in all their spellings."""
        row = self._rows[index]
        if isinstance(row, str):
            return ""
        if isinstance(row, Pair):
            return f"{self._names[row.one]} {self._names[row.other]}"
        return " ".join(
            f"{one.actor.name} {' '.join(name.value for name in one.actor.names)}" for one in row.standings
        )


def _counts(found: Identity) -> tuple[str, str, str]:
    """In how many cases, events and claims an actor stands."""
    return (
        _counted(len(found.cases), "case"),
        _counted(sum(one.events for one in found.standings), "event"),
        _counted(sum(one.claims for one in found.standings), "claim"),
    )


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def standing_lines(found: Identity, titles: Mapping[str, str]) -> Iterator[DocumentLine]:
    """An actor case by case: under which name, in which roles."""
    for one in found.standings:
        counts = f"{_counted(one.events, 'event')}, {_counted(one.claims, 'claim')}"
        yield DocumentLine(
            (Piece(titles.get(one.case, one.case), "heading"),), tail=(Piece(counts, "muted"),)
        )
        yield DocumentLine(
            (Piece(one.actor.name, "strong"), Piece(f"  {one.actor.description}", "")), indent=2, hang=2
        )
        if one.roles:
            yield labelled("  roles", Piece("; ".join(one.roles)), cells=ASIDE_CELLS)
        yield DocumentLine()


def pair_lines(pair: Pair, names: Mapping[str, str]) -> Iterator[DocumentLine]:
    """Two actors that may be one, and why."""
    for key in (pair.one, pair.other):
        yield DocumentLine((Piece(names[key], "strong"), Piece(f"  {key}", "code")))
    yield DocumentLine((Piece(pair.reason),))
    yield DocumentLine()
    yield DocumentLine(
        (Piece("a says that they are one, x that they are not; neither is asked again.", "muted"),)
    )


def case_names(cases: Sequence[tuple[str, str]], cells: int) -> tuple[str, str]:
    """What tells two cases, by their ids and titles, from one another in that many cells each."""
    (one, title), (other, other_title) = cases
    return told_apart(one, other, cells) if title == other_title else told_apart(title, other_title, cells)


def comparison_lines(
    found: Comparison, cases: Sequence[tuple[str, str]], cells: int
) -> Iterator[DocumentLine]:
    """Two cases side by side for so many cells: how they differ in columns, then what they share, to be gone to.

    ``cases`` are the ids and titles of the two; the target of a reference is `case:record`, in the first one.
    """
    yield from _differences(found, cases, cells)
    groups: tuple[tuple[str, Sequence[Shared]], ...] = (
        ("Actors", found.actors),
        ("Sources", found.sources),
        ("Reports", found.reports),
        ("Places", found.places),
    )
    for words, shared in groups:
        yield DocumentLine()
        yield DocumentLine((Piece(f"{words} in both ", "header"), Piece(f"{len(shared)}", "muted")))
        pieces: list[Piece] = []
        for one in shared:
            dot = (Piece(" · ", "muted"),) if pieces else ()
            pieces += [*dot, Piece(one.name, "link", f"{cases[0][0]}:{one.one}")]
        yield DocumentLine(tuple(pieces) or (Piece("none", "muted"),), indent=2, hang=2)


Row = tuple[str, str, str]
"""What is compared, and what each of the two cases has of it."""


def _differences(found: Comparison, cases: Sequence[tuple[str, str]], cells: int) -> Iterator[DocumentLine]:
    """Figures, events by kind, claims by what they say: a head for each column, and sections below one another."""
    figures = list(dict.fromkeys(figure.predicate for side in found.figures for figure in side))
    spreads = [{figure.predicate: figure.spread for figure in side} for side in found.figures]
    sections: tuple[tuple[str, list[Row]], ...] = (
        (
            "Figures",
            [
                (predicate(name).label, spreads[0].get(name, "–"), spreads[1].get(name, "–"))
                for name in figures
            ],
        ),
        ("Events", _numbers({kind.replace("-", " "): both for kind, both in found.kinds.items()})),
        ("Claims", _numbers({predicate(name).label: both for name, both in found.predicates.items()})),
    )
    labels = (row[0] for _, rows in sections for row in rows)
    label = column_cells(labels, 0, max(cells // 2, _LEAST_NAME)) + 2
    values = (text for _, rows in sections for row in rows for text in row[1:])
    names = case_names(cases, cells)
    side = column_cells((*values, *names), 0, max((cells - label) // 2, _LEAST_NAME))
    heads = tuple(Piece(column(name, side), "heading") for name in case_names(cases, side - 1))
    for number, (words, rows) in enumerate(section for section in sections if section[1]):
        if number:
            yield DocumentLine()
        yield DocumentLine((Piece(column(words, label), "header"), *(heads if not number else ())))
        for what, here, there in rows:
            yield DocumentLine(
                (
                    Piece(column(f"  {what}", label), "label"),
                    Piece(column(here, side)),
                    Piece(column(there, side)),
                )
            )


def _numbers(counted: Mapping[str, tuple[int, int]]) -> list[Row]:
    return [(name, f"{here:,}", f"{there:,}") for name, (here, there) in list(counted.items())[:_MOST_KINDS]]
