"""Bringing the index up to date with the cases of a library.

A case is read again when its file or its history looks different from outside, and only what is different in it
is written. Rows of the full-text index are never taken out, for that would need the very text that they were made
from: a record that is gone or changed loses its document, and the row without one is passed over. When there are too
many of those, the index is made anew.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from casefile.store.search import database as files
from casefile.store.search.contents import Seen, look_at_cases
from casefile.store.search.preparing import collector_held, prepared
from casefile.store.search.rows import Describe, Prepared, Row, Spelling

FIRST: Final = 0.5
"""Seconds of writing after which what was written can be searched, and another process may write."""
BATCH: Final = 2.0
"""The same from the second time on: each time leaves a piece of the full-text index that has to be merged."""
_TURN: Final = 0.03
"""Seconds between two stretches of writing, so that another process gets its turn."""
WASTE: Final = 0.5
"""Rows without a document, of all rows, from which on the index is made anew."""
LEAST_WASTE: Final = 20_000
"""Rows without a document that are never minded."""


class Progress(NamedTuple):
    """How far a refresh is: cases looked at of those that changed, records written. It is told once more with all
    of them looked at when they can be searched."""

    done: int
    of: int
    records: int


class Report(NamedTuple):
    """What a refresh did: how many cases changed, records were written, and which cases could not be read (why)."""

    cases: int = 0
    records: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    anew: bool = False
    """Whether the index was made anew, for want of a sound one."""


Tell: TypeAlias = Callable[[Progress], None]


class Maker(NamedTuple):
    """What makes an index: the library, how its records are described, and how names are compared. ``beside`` says
    whether the index may lie in the library."""

    library: Path
    describe: Describe
    spelling: Spelling
    beside: bool = True


def refresh(
    maker: Maker, folder: Path, *, only: str | None = None, tell: Tell | None = None, anew: bool = False
) -> Report:
    """Brings the index in a folder up to date; with ``only``, for that one case.

    A damaged or locked index is left aside and made anew, as any is where ``anew`` asks for it.
    """
    file = files.newest(folder)
    if file is not None and not anew:
        try:
            return _refreshed(maker, file, only, tell)
        except sqlite3.DatabaseError:
            anew = True
    file = files.next_file(folder)
    report = _refreshed(maker, file, None if anew else only, tell)
    files.remove_others(file)
    return report._replace(anew=anew)


def _refreshed(maker: Maker, file: Path, only: str | None, tell: Tell | None) -> Report:
    as_left = files.is_stamped(file)
    database = files.connect(file)
    try:
        if not as_left and not files.is_sound(database):
            raise sqlite3.DatabaseError("damaged")
        writing = Refresh(maker, database, tell)
        report = writing.run(only)
        if writing.too_wasteful():
            raise sqlite3.DatabaseError("mostly rows without a document")
        if writing.wrote or not as_left:
            files.stamp(database, file)
        return report
    finally:
        database.close()


class Refresh:
    """One refresh of one open index."""

    def __init__(self, maker: Maker, database: sqlite3.Connection, tell: Tell | None = None) -> None:
        self.maker = maker
        self.database = database
        self.tell = tell
        self.wrote = False
        self.removed = False
        self.records = 0
        self.spelled: set[tuple[str, str]] = set()

    def run(self, only: str | None = None) -> Report:
        """Looks at all cases, or one, and writes what changed."""
        with collector_held():
            read_at = time.time_ns()
            known = self.known(only)
            look = look_at_cases(self.maker.library, known, only)
            self.forget(known.keys() - look.there)
            written = self.write(look.changed, read_at)
            self.merge()
        rows = self.database.execute("select id, problem from cases where problem != '' order by id")
        return Report(written, self.records, tuple(rows.fetchall()))

    def known(self, only: str | None) -> dict[str, int | None]:
        """How the cases looked from outside when they were read; none for those that may have changed meanwhile."""
        statement = "select id, signature from cases"
        if only is None:
            return dict(self.database.execute(statement))
        return dict(self.database.execute(f"{statement} where id = ?", (only,)))

    def digest(self, case_id: str) -> bytes:
        """The digest of the bytes that a case was read from; empty for a new one."""
        found = self.database.execute("select digest from cases where id = ?", (case_id,)).fetchone()
        return found[0] if found is not None else b""

    def write(self, changed: dict[str, Seen], read_at: int) -> int:
        """Writes the cases that changed; how many of them really did."""
        written = 0
        turn = FIRST
        digests = {case_id: self.digest(case_id) for case_id in changed}
        for number, (case_id, case) in enumerate(prepared(self.maker, digests), 1):
            if not self.database.in_transaction:
                self.begin()
                since = time.monotonic()
            seen = changed[case_id]
            signature = seen.signature if seen.settled(read_at) else None
            if case is None:
                self.database.execute("update cases set signature = ? where id = ?", (signature, case_id))
            else:
                self.put(case, signature)
                written += 1
            if time.monotonic() - since > turn:
                self.commit()
                turn = BATCH
                time.sleep(_TURN)
            if self.tell is not None:
                self.tell(Progress(number, len(changed), self.records))
        self.commit()
        if self.tell is not None and changed:
            self.tell(Progress(len(changed), len(changed), self.records))
        return written

    def merge(self) -> None:
        """Brings a full-text index that was just made into one piece, a stretch at a time."""
        if not files.is_in_pieces(self.database):
            return
        self.begin()
        since = time.monotonic()
        while files.merge_some(self.database):
            if time.monotonic() - since > FIRST:
                self.commit()
                time.sleep(_TURN)
                self.begin()
                since = time.monotonic()
        files.keep_in_one_piece(self.database)
        self.commit()

    def begin(self) -> None:
        self.database.execute("begin immediate")
        self.wrote = True

    def commit(self) -> None:
        if self.database.in_transaction:
            self.database.execute("commit")

    def forget(self, case_ids: Iterable[str]) -> None:
        """Takes out the cases whose files are gone."""
        for case_id in case_ids:
            if not self.database.in_transaction:
                self.begin()
            number = self.number(case_id)
            self.remove(rowid for rowid, _, _ in self.documents(number))
            self.database.execute("delete from cases where number = ?", (number,))
        self.commit()

    def number(self, case_id: str) -> int:
        found = self.database.execute("select number from cases where id = ?", (case_id,)).fetchone()
        return int(found[0]) if found is not None else 0

    def documents(self, case_number: int) -> list[tuple[int, str, int]]:
        return self.database.execute(
            "select rowid, kind || '/' || id, digest from documents where case_number = ?", (case_number,)
        ).fetchall()

    def put(self, case: Prepared, signature: int | None) -> None:
        """Writes what is different in one case."""
        self.database.execute(
            "insert into cases (id, signature, digest, problem) values (?, ?, ?, ?) on conflict (id) do update"
            " set signature = excluded.signature, digest = excluded.digest, problem = excluded.problem",
            (case.case_id, signature, case.digest, case.problem),
        )
        number = self.number(case.case_id)
        kept, gone = set(), []
        rows = {f"{row.table}/{row.id}": row for row in case.rows}
        for rowid, key, digest in self.documents(number):
            if key in rows and rows[key].digest == digest:
                kept.add(key)
            else:
                gone.append(rowid)
        self.remove(gone)
        self.add(number, [row for key, row in rows.items() if key not in kept])
        self.database.execute("update cases set records = ? where number = ?", (len(rows), number))
        new = [pair for pair in case.spellings if pair not in self.spelled]
        if new:
            self.spelled.update(new)
            self.database.executemany("insert or ignore into spellings (bones, word) values (?, ?)", new)

    def remove(self, rowids: Iterable[int]) -> None:
        removed = [(rowid,) for rowid in rowids]
        self.removed = self.removed or bool(removed)
        self.database.executemany("delete from documents where rowid = ?", removed)
        self.database.executemany("delete from texts where rowid = ?", removed)

    def add(self, case_number: int, rows: list[Row]) -> None:
        """Adds records under numbers that none has had: a number once used has a row in the full-text index."""
        if not rows:
            return
        found = self.database.execute("select seq from sqlite_sequence where name = 'documents'").fetchone()
        first = (found[0] if found is not None else 0) + 1
        numbered = list(enumerate(rows, first))
        self.database.executemany(
            "insert into documents values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, case_number, *row[:3], *row[4:6], row.digest) for number, row in numbered],
        )
        self.database.executemany(
            "insert into texts values (?, ?)", [(number, row.text) for number, row in numbered]
        )
        self.database.executemany(
            "insert into entries (rowid, title, text, facets) values (?, ?, ?, ?)",
            [(number, *row.folded) for number, row in numbered],
        )
        self.records += len(rows)

    def too_wasteful(self) -> bool:
        """Whether so many rows have lost their documents that making the index anew is better."""
        if not self.removed:
            return False
        last, live = self.database.execute(
            "select coalesce((select seq from sqlite_sequence where name = 'documents'), 0), sum(records) from cases"
        ).fetchone()
        return bool(last - (live or 0) > max(LEAST_WASTE, WASTE * last))
