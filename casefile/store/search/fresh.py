"""An index that is up to date, wherever there is room for it.

In the library; where that cannot be written, in the user's cache; where nothing can be written, in memory for as long as
it is needed.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from casefile.errors import StorageError
from casefile.model.search import Query
from casefile.model.search.hits import Found
from casefile.store.search import database as files
from casefile.store.search.index import Index, IndexProblem
from casefile.store.search.refresh import Maker, Refresh, Report, Tell, refresh

_TRIES: Final = 2


def fresh_index(
    maker: Maker, spare: Path | None = None, *, only: str | None = None, tell: Tell | None = None
) -> tuple[Index, Report]:
    """The index of a library, open and up to date; with ``only`` for that one case at least.

    ``spare`` is the folder for the indexes of libraries that cannot be written.
    """
    folder = files.index_folder(maker.library, spare, beside=maker.beside)
    for _ in range(_TRIES if folder is not None else 0):
        assert folder is not None
        try:
            report = refresh(maker, folder, only=only, tell=tell)
            return Index.open(folder, maker.spelling), report
        except (sqlite3.Error, IndexProblem, OSError):
            continue
    return _in_memory(maker, only, tell)


def search_library(
    maker: Maker,
    query: Query,
    limit: int,
    spare: Path | None = None,
    *,
    only: str | None = None,
    tell: Tell | None = None,
) -> tuple[Found, Report]:
    """The best answers among all records as they are now, and what was done to the index for it.

    An index that turns out damaged only when it is asked is made anew, and asked again.
    """
    index, report = fresh_index(maker, spare, only=only, tell=tell)
    with index:
        try:
            return index.search(query, limit), report
        except IndexProblem:
            index.close()
    folder = files.index_folder(maker.library, spare, beside=maker.beside)
    if folder is not None:
        with suppress(sqlite3.Error, OSError):
            refresh(maker, folder, tell=tell, anew=True)
    index, report = fresh_index(maker, spare, only=only, tell=tell)
    with index:
        return index.search(query, limit), report


def _in_memory(maker: Maker, only: str | None, tell: Tell | None) -> tuple[Index, Report]:
    try:
        database = files.connect(":memory:")
    except sqlite3.Error as error:
        raise StorageError(f"searching needs SQLite with FTS5, which this Python has not: {error}") from None
    report = Refresh(maker, database, tell).run(only)
    return Index(database, maker.spelling), report
