"""How well a text answers what was typed: by its beginning, then by a word's beginning, by a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice
from time import perf_counter
from typing import Final, NamedTuple

from casefile.model.text import fold
from casefile.tui.widgets.finder import SLICE_SECONDS, folded

BEGINNING, WORD, PART, DETAIL, NONE = range(5)
"""The classes of answers, best first."""

SHOWN: Final = 1000
"""The most answers that are listed."""

_STEP: Final = 64


class Entry(NamedTuple):
    """Something to choose.

    ``lead`` (a sign, keys) stands before the label, in a column; ``detail`` (a sentence, other names) is shown muted
    after it, as far as there is room; ``aside`` (what kind of thing it is) and ``keys`` stand at the right end and are
    always shown. All but ``keys`` are searched. ``group`` is a header above the entries that share it, while nothing
    is typed.
    """

    key: str
    label: str
    detail: str = ""
    keys: str = ""
    group: str = ""
    lead: str = ""
    aside: str = ""

    @property
    def further(self) -> str:
        """What is searched besides the label."""
        return " ".join(part for part in (self.lead, self.detail, self.aside) if part)


class Ranking:
    """Entries in the order in which they answer what was typed, worked out in slices.

    Entries are taken from their source in slices too, so that 20,000 records do not hold up the first paint. A source
    gives None where it looked and has no entry for it, or not yet.
    """

    def __init__(self, entries: Iterable[Entry | None]) -> None:
        self._source: Iterator[Entry | None] | None = iter(entries)
        self.entries: list[Entry] = []
        self._folded: list[tuple[str, str]] = []
        self._query = ""
        self._classes: list[list[int]] = []
        self.ask("")

    @property
    def finished(self) -> bool:
        """Whether all entries were looked at."""
        return self._source is None and self._next >= self._total

    @property
    def _total(self) -> int:
        return len(self.entries) if self._candidates is None else len(self._candidates)

    def ask(self, query: str) -> None:
        """Begins to look for that; an answer to a longer text is among those to its beginning."""
        query = fold(query).strip()
        narrows = self.finished and self._query and query.startswith(self._query)
        self._candidates = sorted(index for found in self._classes for index in found) if narrows else None
        self._query = query
        self._next = 0
        self._classes = [[] for _ in range(NONE)]

    def advance(self, seconds: float = SLICE_SECONDS) -> None:
        """Looks at more entries, for about so long."""
        until = perf_counter() + seconds
        while not self.finished:
            self._take()
            for place in range(self._next, min(self._next + _STEP, self._total)):
                index = place if self._candidates is None else self._candidates[place]
                rank = self._rank(*self._folded[index])
                if rank < NONE:
                    self._classes[rank].append(index)
            self._next = min(self._next + _STEP, self._total)
            if perf_counter() >= until:
                break

    def _take(self) -> None:
        """Takes more entries from the source when those at hand are used up."""
        if self._source is None or self._next < self._total:
            return
        taken = list(islice(self._source, _STEP))
        new = [entry for entry in taken if entry is not None]
        self.entries.extend(new)
        self._folded.extend((folded(entry.label), folded(entry.further)) for entry in new)
        if len(taken) < _STEP:
            self._source = None

    def _rank(self, label: str, detail: str) -> int:
        query = self._query
        place = label.find(query)
        if place == 0:
            return BEGINNING
        if place > 0:
            return WORD if _word_begins(label, query) else PART
        words = query.split()
        if len(words) > 1 and all(word in label or word in detail for word in words):
            return PART
        return DETAIL if query in detail else NONE

    @property
    def count(self) -> int:
        """How many entries answer, as far as was looked."""
        return sum(len(found) for found in self._classes)

    def answers(self) -> list[Entry]:
        """The best answers so far, best first, the shorter before the longer; to no question all, as they came."""
        chosen: list[int] = []
        for found in self._classes:
            if self._query:
                found = nsmallest(SHOWN - len(chosen), found, key=lambda index: len(self._folded[index][0]))
            chosen.extend(found[: SHOWN - len(chosen)])
        return [self.entries[index] for index in chosen]


def _word_begins(label: str, query: str) -> bool:
    """Whether the query stands in the label at the beginning of a word."""
    place = label.find(query)
    while place > 0:
        if not label[place - 1].isalnum():
            return True
        place = label.find(query, place + 1)
    return place == 0
