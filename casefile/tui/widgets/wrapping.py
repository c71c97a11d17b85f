"""Breaking a document's lines into rows of a width, by cells and between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len

from casefile.model.text import clean


class Piece(NamedTuple):
    """Some text of a document: data, with the name of its style and, where it is a reference, its target."""

    text: str
    style: str = ""
    target: str | None = None


class DocumentLine(NamedTuple):
    """A line before it is broken.

    ``indent`` cells stand before its first row and ``hang`` before all others; so a label of ``hang`` cells and
    then text make a column. ``tail`` stands at the right end of the first row.
    """

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    hang: int = 0
    tail: tuple[Piece, ...] = ()


class Fragment(NamedTuple):
    """A text of a row, its style, and which reference of its line it belongs to, or -1."""

    text: str
    style: str
    link: int


Row = tuple[Fragment, ...]

_TOKEN: Final = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_LEAST_TEXT: Final = 8


def targets(line: DocumentLine) -> list[str]:
    """The targets of the line's references, in the order of their numbers."""
    return [piece.target for piece in (*line.pieces, *line.tail) if piece.target is not None]


def wrap(line: DocumentLine, cells: int) -> list[Row]:
    """The rows that the line takes at that width; at least one."""
    numbered = _numbered((*line.pieces, *line.tail))
    body, tail = numbered[: len(line.pieces)], numbered[len(line.pieces) :]
    tail_cells = sum(cell_len(fragment.text) for fragment in tail)
    hang = min(line.hang, max(0, cells - _LEAST_TEXT))
    builder = _Builder(cells, hang, reserve=tail_cells + 1 if tail else 0, indent=line.indent)
    for word, blank in _words(body):
        builder.add(word, blank)
    rows = builder.finish()
    if tail:
        gap = cells - tail_cells - sum(cell_len(fragment.text) for fragment in rows[0])
        rows[0] = (*rows[0], Fragment(" " * max(1, gap), "", -1), *tail)
    return rows


def _numbered(pieces: tuple[Piece, ...]) -> list[Fragment]:
    fragments: list[Fragment] = []
    number = -1
    for piece in pieces:
        number += piece.target is not None
        text = clean(piece.text, multiline=True).replace("\t", "    ")
        fragments.append(Fragment(text, piece.style, number if piece.target is not None else -1))
    return fragments


def _words(fragments: list[Fragment]) -> Iterator[tuple[list[Fragment], str]]:
    """Each word (in parts, where its style changes inside it) and the white space after it."""
    word: list[Fragment] = []
    for fragment in fragments:
        for token in _TOKEN.findall(fragment.text):
            if token[0] in " \t\n":
                yield word, token
                word = []
            else:
                word.append(fragment._replace(text=token))
    yield word, ""


class _Builder:
    """Puts words into rows."""

    def __init__(self, cells: int, hang: int, reserve: int, indent: int) -> None:
        self._cells = max(1, cells)
        self._hang = hang
        self._reserve = reserve
        self._rows: list[Row] = []
        self._row: list[Fragment] = []
        self._used = 0
        self._text = False
        self._blank = ""
        self._pad(min(indent, max(0, cells - _LEAST_TEXT)))

    @property
    def _room(self) -> int:
        reserve = self._reserve if not self._rows else 0
        return max(1, self._cells - reserve) - self._used

    def _pad(self, cells: int) -> None:
        if cells:
            self._row.append(Fragment(" " * cells, "", -1))
        self._used = cells

    def _break(self) -> None:
        self._rows.append(tuple(self._row))
        self._row, self._text, self._blank = [], False, ""
        self._pad(self._hang)

    def _put(self, fragment: Fragment) -> None:
        last = self._row[-1] if self._row else None
        if last is not None and last[1:] == fragment[1:]:
            self._row[-1] = fragment._replace(text=last.text + fragment.text)
        else:
            self._row.append(fragment)
        self._used += cell_len(fragment.text)
        self._text = True

    def add(self, word: list[Fragment], blank: str) -> None:
        """Puts the word on this row if there is room, else on the next; then remembers the blank after it."""
        size = sum(cell_len(part.text) for part in word)
        if size and self._text and len(self._blank) + size > self._room:
            self._break()
        if size and self._blank:
            self._put_blank(word[0])
        for part in word:
            self._put_part(part)
        if blank == "\n":
            self._break()
        else:
            self._blank += blank

    def _put_blank(self, before: Fragment) -> None:
        """White space carries on a reference that it stands within, and no other style."""
        last = self._row[-1] if self._row else None
        same = last is not None and last[1:] == before[1:]
        self._put(before._replace(text=self._blank) if same else Fragment(self._blank, "", -1))
        self._blank = ""

    def _put_part(self, part: Fragment) -> None:
        """A part that is longer than a row goes over as many rows as it needs."""
        while part.text and cell_len(part.text) > self._room:
            head, rest = split(part.text, self._room)
            if not head and not self._text:
                head, rest = part.text[:1], part.text[1:]
            if head:
                self._put(part._replace(text=head))
            part = part._replace(text=rest)
            if rest:
                self._break()
        if part.text:
            self._put(part)

    def finish(self) -> list[Row]:
        """All the rows."""
        self._rows.append(tuple(self._row))
        return self._rows


def split(text: str, cells: int) -> tuple[str, str]:
    """The longest beginning of the text that those cells hold, and the rest; what joins on stays together."""
    if text.isascii():
        return text[:cells], text[cells:]
    fits, beyond = 0, len(text) + 1
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if cell_len(text[:middle]) <= cells:
            fits = middle
        else:
            beyond = middle
    return text[:fits], text[fits:]
