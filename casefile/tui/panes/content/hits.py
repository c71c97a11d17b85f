"""Hits of a search as rows, and one of them as a text to read."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.model.search import Hit, Snippet, marks, snippet
from casefile.model.search.tree import Text
from casefile.model.vocabulary import TABLES
from casefile.tui.widgets.line import Line, Run, column, column_cells, cut_line, fit, width
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_KIND_CELLS = 9
_WITH_CASE = 44
"""Cells from which on a row has room for the name of its case."""
_CASE_CELLS = 20
"""The most cells of the name of a case."""
_TITLE_SHARE = 0.55
"""Of the row, where what was sought is in the text alone."""
_GAP = 2
"""Cells between title and text."""
_LEAST = 30
"""Characters of a text that are looked for around a hit."""
_SPARE = 12
"""Characters more, which the row cuts off if there is no room."""
_READ = 4000
"""Characters of a text that are shown for reading."""


def hit_key(hit: Hit) -> str:
    """What tells the row from all others."""
    return f"{hit.case}/{hit.table}/{hit.id}"


class HitRows:
    """The hits, best first, as a list shows them, ``sought`` lit up; ``more`` says that others may be in further cases."""

    def __init__(self, hits: Sequence[Hit], sought: Sequence[Text], *, more: bool = False) -> None:
        self.hits = hits
        self._sought = sought
        cases = {hit.case for hit in hits}
        self.only_case = cases.pop() if len(cases) == 1 and not more else ""
        """The case that all hits are in: their rows do not name it."""
        named = () if self.only_case else (hit.case for hit in hits)
        self._case_cells = column_cells(named, 0, _CASE_CELLS)
        self._index = {hit_key(hit): index for index, hit in enumerate(hits)}

    def __len__(self) -> int:
        return len(self.hits)

    def key(self, index: int) -> str | None:
        """The hit's key."""
        return hit_key(self.hits[index])

    def index(self, key: str) -> int | None:
        """Where the hit is."""
        return self._index.get(key)

    def text(self, index: int) -> str:
        """The hit's title."""
        return self.hits[index].title

    def line(self, index: int, cells: int) -> Line:
        """Kind, title, the piece of the text with what was sought, and the case at the right end."""
        hit = self.hits[index]
        case = cells >= _WITH_CASE and self._case_cells > 0
        room = cells - _KIND_CELLS - (self._case_cells if case else 0)
        title = cut_line(lit(_in_sight(hit.title, self._sought, room), "strong"), room)
        in_title = any(style.endswith("match") for _, style in title)
        found = () if in_title else marks(hit.text[:_READ], self._sought)
        if found:
            needed = _cells(f"…{hit.text[slice(*found[0])]}…") + _GAP
            title = cut_line(title, max(min(int(room * _TITLE_SHARE), room - needed), 0))
        excerpt = _excerpt(hit.text, self._sought, room - width(title) - _GAP)
        body = cut_line([*title, ("  ", ""), *lit(excerpt, "muted")], room)
        filled = [(" " * (room - width(body)), "")] if case else []
        at_end = [(" ", ""), (fit(hit.case, self._case_cells - 1), "label")] if case else []
        return [(column(_kind(hit), _KIND_CELLS), "label"), *body, *filled, *at_end]


def _kind(hit: Hit) -> str:
    table = TABLES.get(hit.table)
    return table.singular if table is not None else hit.table


def _in_sight(title: str, sought: Sequence[Text], cells: int) -> Snippet:
    """The title; where it would be cut before the first of what was sought in it, the piece of it around that."""
    whole = Snippet(title, marks(title, sought))
    return whole if _seen(whole, cells) else _excerpt(title, sought, cells)


def _excerpt(text: str, sought: Sequence[Text], cells: int) -> Snippet:
    """The piece of a text to be cut to so many cells: around what was sought, the first of it in sight."""
    piece = snippet(text, sought, max(cells, _LEAST) + _SPARE)
    if _seen(piece, cells):
        return piece
    first, last = piece.marks[0]
    words = (place for place in range(1, first) if piece.text[place - 1] == " ")
    begin = next((place for place in words if _cells(piece.text[place:last]) <= cells // 2), first)
    kept = tuple((start + 1 - begin, end + 1 - begin) for start, end in piece.marks)
    return Snippet(f"…{piece.text[begin:]}", kept)


def _seen(piece: Snippet, cells: int) -> bool:
    """Whether the first of what was sought stands whole in those cells, or there is none."""
    return not piece.marks or _cells(piece.text[: piece.marks[0][1]]) < cells


def _cells(text: str) -> int:
    return width(((text, ""),))


def lit(excerpt: Snippet, style: str) -> list[Run]:
    """A text in a style, what was sought in it lit up."""
    runs: list[Run] = []
    at = 0
    for first, last in excerpt.marks:
        runs += [(excerpt.text[at:first], style), (excerpt.text[first:last], "match")]
        at = last
    return [run for run in (*runs, (excerpt.text[at:], style)) if run[0]]


def reading_lines(hit: Hit, sought: Sequence[Text]) -> list[DocumentLine]:
    """The hit to read: its title, where it is, and its text from where what was sought stands first, lit up."""
    where = f"{_kind(hit)} · {hit.id} · {hit.case}"
    text = hit.text
    first = snippet(text, sought, _READ).text if len(text) > _READ else text
    lines = [line for line in first.splitlines() if line.strip()]
    return [
        DocumentLine(_pieces(hit.title, sought, "strong")),
        DocumentLine(_pieces(where, sought, "muted")),
        *(DocumentLine(_pieces(line, sought, "")) for line in lines),
    ]


def _pieces(text: str, sought: Sequence[Text], style: str) -> tuple[Piece, ...]:
    return tuple(Piece(part, name) for part, name in lit(Snippet(text, marks(text, sought)), style))
