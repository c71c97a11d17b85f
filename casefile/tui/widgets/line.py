"""What a list or a document is given to draw: runs of plain text, each with the name of a style.

The text of a run is data. Whoever draws it cleans it and cuts it; nothing in it is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from rich.cells import cell_len

from casefile.model.text import clean, cut

Run: TypeAlias = tuple[str, str]
"""A text and its style: names of ``looks.STYLES`` with spaces between, or "" for plain."""

Line: TypeAlias = Sequence[Run]
"""One row's runs, from left to right."""

LINE_LIMIT: Final = 300
"""The most cells of a line that a list draws; a longer text costs no more than this."""

_GAP: Final = 2
"""The blanks between two columns where there is room for them."""

_TEXT_LIMIT: Final = 4 * LINE_LIMIT
"""The most characters of a run that are looked at at all (combining marks take no cells)."""


def safe(text: str) -> str:
    """The one-line text with nothing in it that a terminal would obey: as ``clean`` makes it, quickly."""
    if len(text) > _TEXT_LIMIT:
        text = text[:_TEXT_LIMIT]
    if text.isascii() and text.isprintable():
        return text
    return clean(text)


def width(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cell_len(safe(text)) for text, _ in line)


def fit(text: str, cells: int, align: str = "left") -> str:
    """The text cleaned, cut and padded to exactly that many cells: a column's content.

    ``align`` is "left" or "right". A text that is too long ends in "…".
    """
    text = safe(text)
    length = cell_len(text)
    if length > cells:
        text = cut(text, cells)
        length = cell_len(text)
    blank = " " * (cells - length)
    return blank + text if align == "right" else text + blank


def told_apart(one: str, other: str, cells: int) -> tuple[str, str]:
    """Both texts cut to that many cells each; where that would leave the same of them, what differs stays.

    `Shrine attack in Shiraz, 2022` and `…, 2023` become `Shrine at… 2022` and `Shrine at… 2023`.
    """
    one, other = safe(one), safe(other)
    same = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    found = cut(one, cells), cut(other, cells)
    for start, gap in ((same.rfind(" ") + 1, " "), (len(same), "")):
        if one == other or found[0] != found[1]:
            break
        ends = [cut(text[start:], cells * 2 // 3) for text in (one, other)]
        heads = [cut(same[:start], cells - cell_len(end) - len(gap)) for end in ends]
        found = heads[0] + gap + ends[0], heads[1] + gap + ends[1]
    return found


def column(text: str, cells: int, align: str = "left") -> str:
    """The text as a column of exactly that many cells, the last of them blank: columns never touch, whatever they hold."""
    return fit(text, cells - 1, align) + " " if cells > 0 else ""


def padded(text: str, cells: int) -> str:
    """The text as a column of a document, where nothing is cut: a longer one moves what follows, a blank between them."""
    text = safe(text)
    return text + " " * max(1, cells - cell_len(text))


def column_cells(texts: Iterable[str], least: int, most: int) -> int:
    """The cells of a column for these texts with the blanks behind them, within bounds; none where all are empty."""
    widest = max((cell_len(safe(text)) for text in texts), default=0)
    return min(max(widest + _GAP, least), most) if widest else 0


def rule(text: str, cells: int) -> str:
    """A header that fills those cells: "── Wed 3 Jan 2024 ──────"."""
    text = cut(f"── {safe(text)} ", cells) if text else ""
    return text + "─" * max(0, cells - cell_len(text))


def cut_line(line: Line, cells: int) -> tuple[Run, ...]:
    """The line cleaned, and cut (with "…") where it takes more than that many cells."""
    kept: list[Run] = []
    left = cells
    for text, style in line:
        text = safe(text)
        length = cell_len(text)
        if length > left:
            if left > 0:
                kept.append((cut(text, left), style))
            elif kept:
                kept[-1] = _ellipsed(kept[-1])
            break
        if text:
            kept.append((text, style))
        left -= length
    return tuple(kept)


def _ellipsed(run: Run) -> Run:
    """The run with its last cells replaced by "…", since something that follows it is left out."""
    text, style = run
    return cut(text + "…", max(1, cell_len(text))), style
