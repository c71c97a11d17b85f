"""What the screen of actors over all cases shows: who may be one, who stands where, and two cases side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from casefile.analysis.elsewhere import Comparison, Identity, Shared
from casefile.analysis.names import Pair
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content import signs
from casefile.tui.widgets.line import Line, fit, rule
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_NAME_CELLS: Final = 34
_COLUMN: Final = 16
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
        self._index = {key: index for index in range(len(self._rows)) if (key := self.key(index)) is not None}

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
        events = sum(one.events for one in row.standings)
        claims = sum(one.claims for one in row.standings)
        return (
            (f"{signs.ACTORS.get(row.kind, '?')} ", "accent"),
            (fit(row.name, _NAME_CELLS) + " ", ""),
            (fit(_counted(len(row.cases), "case"), 9), "date" if len(row.cases) > 1 else "muted"),
            (fit(_counted(events, "event"), 11), "muted"),
            (_counted(claims, "claim"), "muted"),
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
            yield DocumentLine((Piece("roles  ", "label"), Piece("; ".join(one.roles))), indent=2, hang=9)
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


def comparison_lines(found: Comparison, titles: tuple[str, str]) -> Iterator[DocumentLine]:
    """Two cases side by side: what they share, and how they differ."""
    yield DocumentLine((Piece(titles[0], "heading"), Piece("  and  ", "muted"), Piece(titles[1], "heading")))
    groups: tuple[tuple[str, Sequence[Shared]], ...] = (
        ("Actors", found.actors),
        ("Sources", found.sources),
        ("Reports", found.reports),
        ("Places", found.places),
    )
    for words, shared in groups:
        yield DocumentLine()
        yield DocumentLine((Piece(f"{words} in both ", "header"), Piece(f"{len(shared)}", "muted")))
        listed = " · ".join(one.name for one in shared) or "none"
        yield DocumentLine((Piece(listed),), indent=2, hang=2)
    yield DocumentLine()
    yield DocumentLine((Piece("How they differ", "header"),))
    names = list(dict.fromkeys(figure.predicate for side in found.figures for figure in side))
    spreads = [{figure.predicate: figure.spread for figure in side} for side in found.figures]
    for name in names:
        yield _beside(predicate(name).label, spreads[0].get(name, "–"), spreads[1].get(name, "–"))
    for kind, (here, there) in found.kinds.items():
        yield _beside(f"{kind.replace('-', ' ')} events", str(here), str(there))
    for name, (here, there) in list(found.predicates.items())[:_MOST_KINDS]:
        yield _beside(f"claims: {predicate(name).label}", str(here), str(there))


def _beside(label: str, here: str, there: str) -> DocumentLine:
    return DocumentLine(
        (Piece(fit(label, 30), "label"), Piece(fit(here, _COLUMN)), Piece(fit(there, _COLUMN))),
        indent=2,
        hang=2,
    )
