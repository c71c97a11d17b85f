"""The second wall: what goes to the terminal is looked at once more, whatever widget it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from casefile.model.text import Mode, has_rtl, isolate_runs

_DANGEROUS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_ADDED: Final = frozenset("\u200e\u200f\u2066\u2067\u2068\u2069")
_OPENING: Final = "\u2066\u2067\u2068"
_CLOSING: Final = "\u2069"
_SUBSTITUTE: Final = "\ufffd"

_Piece = tuple[str, Style | None]


class TextFilter(LineFilter):
    """Control characters become visible signs, and right-to-left runs stay where they are; no cell moves.

    ``mode`` is how those are held: see ``casefile.model.text.isolate_runs``.
    A change of mode needs a new filter: lines remember what a filter made of them.
    """

    def __init__(self, mode: Mode = "marks", enabled: bool = True) -> None:
        super().__init__(enabled)
        self.mode = mode

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line's segments, safe to be written."""
        if all(text.isascii() and text.isprintable() for text, _, _ in segments):
            return segments
        if any(not control and _DANGEROUS.search(text) for text, _, control in segments):
            segments = _disarmed(segments)
        if self.mode != "off" and any(has_rtl(text) for text, _, _ in segments):
            segments = self._isolated(segments)
        return segments

    def _isolated(self, segments: list[Segment]) -> list[Segment]:
        """Runs are looked for in the whole line: one that changes its style on the way is still one run."""
        pieces = [(text, style) for text, style, _ in segments]
        line = "".join(text for text, _ in pieces)
        if self.mode == "visual":
            return [Segment(text, style) for text, style in _visual(pieces, line)]
        return [Segment(text, style) for text, style in _with_marks(pieces, isolate_runs(line, self.mode))]


def _disarmed(segments: list[Segment]) -> list[Segment]:
    """The segments with a sign for each dangerous character; the line is cut to the cells it had."""
    made: list[Segment] = []
    left = sum(cell_len(text) for text, _, control in segments if not control)
    for text, style, control in segments:
        if not control:
            text = _DANGEROUS.sub(_SUBSTITUTE, text)
            cells = cell_len(text)
            if cells > left:
                text = set_cell_size(text, left)
            left -= min(cells, left)
        if text:
            made.append(Segment(text, style, control))
    return made


def _with_marks(pieces: list[_Piece], marked: str) -> Iterator[_Piece]:
    """The pieces with the marks that were put into their joined text; the last piece has those at its end."""
    place = 0
    for number, (text, style) in enumerate(pieces):
        start = place
        for character in text:
            while place < len(marked) and marked[place] != character and marked[place] in _ADDED:
                place += 1
            place += 1
        last = number == len(pieces) - 1
        yield marked[start:] if last else marked[start:place], style


def _visual(pieces: list[_Piece], line: str) -> Iterator[_Piece]:
    """The pieces with each run turned round as a whole, its differently styled parts among themselves too."""
    runs = _runs(line)
    start = 0
    held: list[_Piece] = []
    for text, style in pieces:
        end = start + len(text)
        edges = sorted({start, end, *(edge for run in runs for edge in run if start < edge < end)})
        for first, last in pairwise(edges):
            part = text[first - start : last - start]
            run = next((run for run in runs if run[0] <= first < run[1]), None)
            if run is None:
                yield part, style
                continue
            held.append((isolate_runs(part, "visual"), style))
            if last == run[1]:
                yield from reversed(held)
                held = []
        start = end


def _runs(line: str) -> list[tuple[int, int]]:
    """Where the line's right-to-left runs are, told by the isolates that are put round them."""
    marked = isolate_runs(line, "isolate")
    runs: list[tuple[int, int]] = []
    place = 0
    for character in marked:
        if character in _OPENING:
            runs.append((place, place))
        elif character == _CLOSING:
            runs[-1] = (runs[-1][0], place)
        else:
            place += 1
    return runs
