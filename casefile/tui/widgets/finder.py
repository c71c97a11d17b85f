"""Finding a text in many rows without holding up the keys, and where it lies in one."""

from __future__ import annotations

from array import array
from asyncio import sleep
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING, Final

from casefile.model.text import find, fold
from casefile.tui.widgets.line import Run
from casefile.tui.widgets.painting import PaintedAtRest

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

SLICE_SECONDS: Final = 0.002
"""How long one slice of work may hold the loop; a key passes through several turns of it before it is answered."""

_STEP: Final = 64
_FOLDED_CHARACTERS: Final = 4096


async def in_slices(node: DOMNode, advance: Callable[[], bool]) -> None:
    """Calls ``advance`` until it says that it is done; between two calls keys are answered and frames painted."""
    screen = node.screen
    while True:
        while isinstance(screen, PaintedAtRest) and screen.frame_is_due:
            await sleep(0)
        if advance():
            return
        await sleep(0)


def work_in_slices(node: DOMNode, group: str, advance: Callable[[], bool]) -> None:
    """Lets a worker of the node do that, in place of work of the same group that still goes on."""
    # A function, for a coroutine that is put off before it began would complain that nobody awaited it.
    _: Worker[None] = node.run_worker(partial(in_slices, node, advance), group=group, exclusive=True)


class Finder:
    """A search through rows, done in slices: ``advance`` until ``finished``.

    ``hits`` are row indexes in order. Texts are compared folded: case, diacritics, Persian letters and digits.
    """

    def __init__(self, pattern: str, count: int, text: Callable[[int], str]) -> None:
        self.pattern = pattern
        self.folded = fold(pattern).strip()
        self.hits: array[int] = array("L")
        self._text = text
        self._count = count if self.folded else 0
        self._next = 0

    @property
    def finished(self) -> bool:
        """Whether every row was looked at."""
        return self._next >= self._count

    def advance(self, seconds: float = SLICE_SECONDS) -> None:
        """Looks at more rows, for about so long."""
        until = perf_counter() + seconds
        while not self.finished:
            for index in range(self._next, min(self._next + _STEP, self._count)):
                if self.folded in folded(self._text(index)):
                    self.hits.append(index)
            self._next += _STEP
            if perf_counter() >= until:
                break

    def after(self, index: int) -> int | None:
        """The first hit after that row, or the first of all: the search goes round."""
        if not self.hits:
            return None
        return self.hits[bisect_right(self.hits, index) % len(self.hits)]

    def before(self, index: int) -> int | None:
        """The last hit before that row, or the last of all."""
        if not self.hits:
            return None
        return self.hits[bisect_left(self.hits, index) - 1]

    def position(self, index: int) -> int:
        """Which hit that row is, from 1; 0 where it is none."""
        place = bisect_left(self.hits, index)
        return place + 1 if place < len(self.hits) and self.hits[place] == index else 0


def folded(text: str) -> str:
    """The text as it is compared; of an endless one, its beginning."""
    if len(text) > _FOLDED_CHARACTERS:
        text = text[:_FOLDED_CHARACTERS]
    return fold(text)


def highlighted(runs: Iterable[Run], pattern: str) -> tuple[Run, ...]:
    """The runs with every place of the folded pattern as a run of its own, also where it spans several."""
    runs = tuple(runs)
    spans = list(find("".join(text for text, _ in runs), pattern)) if pattern else []
    if not spans:
        return runs
    cuts = sorted({edge for span in spans for edge in span})
    lit: list[Run] = []
    start = 0
    for text, style in runs:
        end = start + len(text)
        edges = [start, *(edge for edge in cuts if start < edge < end), end]
        for first, last in pairwise(edges):
            inside = any(begin <= first < finish for begin, finish in spans)
            lit.append((text[first - start : last - start], f"{style} match".strip() if inside else style))
        start = end
    return tuple(lit)
