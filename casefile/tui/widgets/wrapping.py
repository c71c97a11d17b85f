"""Breaking a document's lines into rows of a width, by cells and between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len

from casefile.model.text import clean, cut


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

_NEWLINE: Final = re.compile("\n")
_LEAST_TEXT: Final = 8
_JOINTS: Final = re.compile(r"[/?&=_.,;:%+-](?=[^/?&=_.,;:%+-])")
"""After these a word may be broken that is longer than a row, such as an address."""
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}$")
_NAME: Final = re.compile(r"[A-Z][a-z]{2}")


def targets(line: DocumentLine) -> list[str]:
    """The targets of the line's references, in the order of their numbers."""
    return [piece.target for piece in (*line.pieces, *line.tail) if piece.target is not None]


def wrap(line: DocumentLine, cells: int) -> list[Row]:
    """The rows that the line takes at that width; at least one."""
    numbered = _numbered((*line.pieces, *line.tail))
    body, tail = numbered[: len(line.pieces)], numbered[len(line.pieces) :]
    most = max(0, cells - _LEAST_TEXT)
    indent, hang = min(line.indent, most), min(line.hang, most)
    tail_cells = sum(cell_len(fragment.text) for fragment in tail)
    first = max(1, cells - indent - (tail_cells + 1 if tail else 0))
    spans = break_text("".join(fragment.text for fragment in body), first, max(1, cells - hang))
    rows = [(*_blank(hang if number else indent), *row) for number, row in enumerate(_sliced(body, spans))]
    if tail:
        gap = cells - tail_cells - sum(cell_len(fragment.text) for fragment in rows[0])
        rows[0] = (*rows[0], *_blank(max(1, gap)), *tail)
    return rows


def wrap_within(line: DocumentLine, cells: int, most: int) -> list[Row]:
    """As many of those rows as there is room for; the last one ends in "…" where there are more."""
    rows = wrap(line, cells)
    if len(rows) <= most:
        return rows
    *kept, end = rows[most - 1]
    room = cells - sum(cell_len(fragment.text) for fragment in kept)
    return [*rows[: most - 1], (*kept, end._replace(text=cut(f"{end.text}…", room)))]


def _numbered(pieces: tuple[Piece, ...]) -> list[Fragment]:
    """The pieces cleaned, each reference with its number."""
    fragments: list[Fragment] = []
    number = -1
    for piece in pieces:
        number += piece.target is not None
        text = clean(piece.text, multiline=True)
        fragments.append(Fragment(text, piece.style, number if piece.target is not None else -1))
    return fragments


def _blank(cells: int) -> tuple[Fragment, ...]:
    return (Fragment(" " * cells, "", -1),) if cells else ()


def break_text(text: str, first: int, other: int) -> list[tuple[int, int]]:
    """Where each row begins and ends in the text, the first of so many cells, the others of so many.

    Rows end between words where they can; the blanks there belong to no row.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [match.start() for match in _NEWLINE.finditer(text)] + [len(text)]:
        stop = -1
        while stop < end:
            stop = _row_end(text, start, end, other if spans else first, other)
            spans.append((start, start + len(text[start:stop].rstrip(" ")) if stop < end else stop))
            start = stop
            while stop < end and start < end and text[start] == " ":
                start += 1
            if start == end:
                break
        start = end + 1
    return spans


def _row_end(text: str, start: int, end: int, cells: int, whole: int) -> int:
    """Where the row that begins there ends: after a word, or inside of one that is longer than a ``whole`` row.

    Such a word begins behind the one before it if it has a joint to be broken at, else on a row of its own.
    """
    # Only so much is looked at as can stand on a row, for a line may be as long as the document.
    ahead = text[start : min(end, start + 4 * cells + 16)]
    fits = len(split(ahead, cells)[0]) or min(1, len(ahead))
    after = start + fits
    if after == end or (text[after] == " " and not _is_of_name(text, after)):
        return after
    blank = ahead.rfind(" ", 0, fits)
    before_number = blank
    while before_number > 0 and _is_of_name(ahead, before_number):
        before_number = ahead.rfind(" ", 0, before_number)
    if before_number > 0:
        blank = before_number
    elif text[after] == " ":
        return after
    after_word = ahead[: blank + 1].strip(" ")
    word = ahead[blank + 1 :].partition(" ")[0]
    if after_word and cell_len(word) <= whole:
        return start + blank + 1
    joint = max((match.end() for match in _JOINTS.finditer(ahead, blank + 1, fits + 1)), default=0)
    if 0 < joint <= fits:
        return start + joint
    return start + blank + 1 if after_word else start + fits


def _is_of_name(text: str, blank: int) -> bool:
    """Whether a blank stands between a low number and a name, as between a day and its month: they are read as one."""
    return bool(_NUMBER.search(text, max(0, blank - 3), blank) and _NAME.match(text, blank + 1))


def _sliced(fragments: list[Fragment], spans: list[tuple[int, int]]) -> Iterator[Row]:
    """The rows' parts of the fragments, which follow one another in the text that the spans are places of."""
    number, offset = 0, 0
    for start, stop in spans:
        row: list[Fragment] = []
        while number < len(fragments):
            fragment = fragments[number]
            part = fragment.text[max(0, start - offset) : stop - offset]
            if part:
                row.append(fragment._replace(text=part))
            if offset + len(fragment.text) > stop:
                break
            offset += len(fragment.text)
            number += 1
        yield tuple(row)


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
