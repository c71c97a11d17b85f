"""Searching the index: the best hits first, and never longer than a glance.

A common word stands in a million records. Ranking them all takes seconds, so a thousand are ranked: where there are
more, the newest in the index, and with them the newest of those that have the words in their title or name, and
whatever is called just so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from itertools import islice, product
from pathlib import Path
from typing import Any, Final, NamedTuple

from casefile.errors import StorageError
from casefile.model.search import Document, Query, matches
from casefile.model.search.fields import NAME
from casefile.model.search.hits import Found, Hit, Key, hit_of, ordered
from casefile.model.search.tree import Node, Text, narrowed, texts
from casefile.model.search.words import JOINT
from casefile.store.search import database as files
from casefile.store.search.expression import Alternative, alternatives
from casefile.store.search.rows import Spelling
from casefile.store.search.spellings import expanded, spelled

COUNTED: Final = 5_000
"""Records that are counted; more are said to be more."""
RANKED: Final = 1_000
"""Records among which the best are looked for: of all that answer, and of those with the words in their title."""
LOADED: Final = 400
"""Records, the best by weight, whose titles are compared with what was typed."""

NAMES: Final = 32
"""Mixtures of the spellings of what was typed that are taken for a whole name."""
CALLED: Final = 50
"""Records that are called just so, and come first."""

_MATCHING: Final = """
select entries.rowid from entries{joined} where entries match ?{conditions} order by entries.rowid desc limit ?
"""
_RANKING: Final = """
select entries.rowid, bm25(entries, 8.0, 1.0, 0.0) from entries{joined}
where entries match ?{conditions} order by entries.rowid desc limit ?
"""
"""A word in the title weighs as much as eight in the text; the words for fields weigh nothing."""
_LOADING: Final = """
select documents.rowid, cases.id, documents.kind, documents.id, documents.title, documents.earliest
from documents join cases on cases.number = documents.case_number where documents.rowid in ({numbers})
"""
_NUMBER: Final = "\ue0f0"
"""Begins the number of a text that is loaded only for what is shown."""


class Newer(NamedTuple):
    """Records that changed since the index was made: those that there still are, and the keys of all."""

    documents: tuple[Document, ...] = ()
    keys: frozenset[Key] = frozenset()


NOTHING_NEWER: Final = Newer()


class IndexProblem(StorageError):
    """The index cannot be read just now: there is none yet, or it is damaged. Refreshing mends that."""


class Index:
    """An index that is open for searches. Any thread may ask, one at a time."""

    def __init__(self, database: sqlite3.Connection, spelling: Spelling) -> None:
        self._database = database
        self._spelling = spelling

    @classmethod
    def open(cls, folder: Path, spelling: Spelling) -> Index:
        """The index that lies in a folder; `IndexProblem` where there is none that can be read."""
        file = files.newest(folder)
        if file is None:
            raise IndexProblem("there is no search index yet")
        try:
            return cls(files.connect_reading(file), spelling)
        except sqlite3.Error as error:
            raise IndexProblem(f"{file.name}: {error}") from None

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def interrupt(self) -> None:
        """Ends the search that another thread waits for, with an `IndexProblem` there."""
        with suppress(sqlite3.ProgrammingError):  # it is just being closed
            self._database.interrupt()

    def search(self, query: Query, limit: int = 100, *, newer: Newer = NOTHING_NEWER) -> Found:
        """The best answers to a search. What is ``newer`` than the index stands in the place of what it holds."""
        if query.tree is None:
            return Found((), 0)
        tree = expanded(query.tree, self._spelling, self._asked)
        sought = tuple(dict.fromkeys(texts(tree)))
        weights, total = self._weights(tree, ranked=bool(sought))
        ways = [(text, *spelled(text, self._spelling, self._asked)) for text in query.sought]
        called = self._called_so(ways, tree, weights)
        best = sorted(
            {**weights, **called}, key=lambda number: (number not in called, weights.get(number, 0.0))
        )
        hits, gone = self._loaded(best, weights, newer.keys)
        fresh = [hit_of(document) for document in newer.documents if matches(document, tree)]
        keys = {hit.key for hit in hits if int(hit.text.removeprefix(_NUMBER)) in called}
        shown = self._with_texts(ordered([*fresh, *hits], ways, keys)[:limit])
        return Found(tuple(shown), total - gone + len(fresh), total < COUNTED, sought)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The cases that could not be read, each with the reason."""
        return self._asked("select id, problem from cases where problem != '' order by id", ())

    def _called_so(
        self, ways: Sequence[Sequence[Text]], tree: Node, answering: Container[int]
    ) -> dict[int, None]:
        """The numbers of the records that answer and whose whole name is what was typed, in whatever spelling."""
        if not ways:
            return {}
        mixed = islice(product(*ways), NAMES)
        names = dict.fromkeys(JOINT.join(word for text in way for word in text.words) for way in mixed)
        called = " OR ".join(f'"{NAME}{name}"' for name in names)
        found = self._asked(_MATCHING.format(joined="", conditions=""), (f"facets : ({called})", CALLED))
        asked = alternatives(tree)
        return {number: None for (number,) in found if number in answering or self._answers(number, asked)}

    def _answers(self, number: int, asked: Iterable[Alternative]) -> bool:
        return any(
            self._asked(_matching(one, " and entries.rowid = ?"), (one.expression, *one.values, number, 1))
            for one in asked
        )

    def _weights(self, tree: Node, *, ranked: bool) -> tuple[dict[int, float], int]:
        """The records that answer, by their numbers, with their weights; and how many there are, if so many can be
        counted.

        Where the very words have more than enough hits, those that go on are not gathered: that takes long for a
        word that many others begin with.
        """
        if not ranked:
            numbers = self._numbers(tree)
            return dict.fromkeys(numbers, 0.0), len(numbers)
        weights: dict[int, float] = {}
        for tried in dict.fromkeys((narrowed(tree), tree)):
            weights = self._ranked(alternatives(tried))
            if len(weights) >= RANKED:
                weights.update(self._ranked(alternatives(tried, only_titles=True)))
                return weights, max(len(self._numbers(tried)), len(weights))
        return weights, len(weights)

    def _ranked(self, asked: Iterable[Alternative]) -> dict[int, float]:
        weights: dict[int, float] = {}
        for one in asked:
            for number, weight in self._asked(_ranking(one), (one.expression, *one.values, RANKED)):
                weights[number] = min(weight, weights.get(number, weight))
        return weights

    def _numbers(self, tree: Node) -> set[int]:
        """The numbers of the records that answer, if there are not more than can be counted."""
        return {
            number
            for one in alternatives(tree)
            for (number,) in self._asked(_matching(one), (one.expression, *one.values, COUNTED))
        }

    def _loaded(
        self, best: list[int], weights: dict[int, float], without: frozenset[Key]
    ) -> tuple[list[Hit], int]:
        """The best that still are there, without their texts; and how many were found not to be."""
        hits: list[Hit] = []
        gone = 0
        for start in range(0, len(best), LOADED):
            numbers = best[start : start + LOADED]
            rows = self._asked(_LOADING.format(numbers=", ".join(map(str, numbers))), ())
            found = [
                Hit(case, table, record_id, title, f"{_NUMBER}{number}", weights.get(number, 0.0), earliest)
                for number, case, table, record_id, title, earliest in rows
            ]
            kept = [hit for hit in found if hit.key not in without]
            gone += len(numbers) - len(kept)
            hits += kept
            if len(hits) >= LOADED:
                break
        return hits, gone

    def _with_texts(self, hits: list[Hit]) -> list[Hit]:
        """The hits with their texts in place of their numbers."""
        numbers = {hit.key: hit.text.removeprefix(_NUMBER) for hit in hits if hit.text.startswith(_NUMBER)}
        statement = f"select rowid, text from texts where rowid in ({', '.join(numbers.values())})"
        found = {str(number): text for number, text in self._asked(statement, ())}
        return [
            hit._replace(text=found.get(numbers[hit.key], "")) if hit.key in numbers else hit for hit in hits
        ]

    def _asked(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise IndexProblem(f"the search index cannot be read: {error}") from None


def _ranking(one: Alternative) -> str:
    return _RANKING.format(**_joined(one))


def _matching(one: Alternative, condition: str = "") -> str:
    joined = _joined(one)
    return _MATCHING.format(joined=joined["joined"], conditions=joined["conditions"] + condition)


def _joined(one: Alternative) -> dict[str, str]:
    if not one.conditions:
        return {"joined": "", "conditions": ""}
    joined = " cross join documents on documents.rowid = entries.rowid"
    return {"joined": joined, "conditions": "".join(f" and {condition}" for condition in one.conditions)}
