"""The file of the index: where it lies, how it is made, and what becomes of one that is no longer good.

Files are numbered. A file that is damaged, or that another program keeps locked, is not repaired: the next
number is begun, so that nobody ever writes to a name that another process still has open.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from casefile.store.files import make_folders
from casefile.store.paths import STATE
from casefile.store.system import System

VERSION: Final = 2
"""Of what is kept and how; files of other versions are left alone."""
FOLDER: Final = "search.index"
"""In the library's `.casefile`; no case can be called so."""
PATIENCE: Final = 5.0
"""Seconds for which another process's writing is waited for."""

_PIECES: Final = 1000
"""Pieces of a full-text index that is being made; so many are never reached."""
_STRETCH: Final = 500
"""Pages that are merged at a time."""
_NAME: Final = re.compile(rf"v{VERSION}-(\d{{6}})\.sqlite3")
_SCHEMA: Final = f"""
create table cases (
    number integer primary key, id text not null unique, signature integer, digest blob not null,
    problem text not null, records integer not null default 0
);
create index cases_with_problems on cases (id) where problem != '';
create table documents (
    rowid integer primary key autoincrement, case_number integer not null, kind text not null, id text not null,
    title text not null, earliest real, latest real, digest integer not null
);
create index documents_of_case on documents (case_number);
create table texts (rowid integer primary key, text text not null);
create table spellings (bones text, word text, primary key (bones, word)) without rowid;
create index spellings_by_word on spellings (word);
create virtual table entries using fts5 (
    title, text, facets, content='', prefix='3',
    tokenize='ascii'
);
pragma user_version = {VERSION};
"""
_TABLES: Final = (
    "cases",
    "cases_with_problems",
    "documents",
    "documents_of_case",
    "texts",
    "spellings",
    "spellings_by_word",
    "entries",
)


def index_folder(library: Path, spare: Path | None, *, beside: bool = True) -> Path | None:
    """Where a library's index lies: in the library, else in the spare folder where nothing is to be written, or can be,
    ``beside`` the cases.

    ``None`` where neither can be written. The folder is made.
    """
    own = library / STATE / FOLDER
    if beside:
        with suppress(OSError):
            make_folders(System(), library, own)
            if os.access(own, os.W_OK):
                return own
    if spare is None:
        return None
    name = hashlib.blake2b(os.fsencode(library.resolve()), digest_size=8).hexdigest()
    with suppress(OSError):
        (spare / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(spare / name, os.W_OK):
            return spare / name
    return None


def newest(folder: Path) -> Path | None:
    """The index in use: the file with the highest number."""
    try:
        names = sorted(name for name in os.listdir(folder) if _NAME.fullmatch(name))
    except OSError:
        return None
    return folder / names[-1] if names else None


def next_file(folder: Path) -> Path:
    """The name of the file that takes the place of the one in use."""
    used = newest(folder)
    found = _NAME.fullmatch(used.name) if used is not None else None
    return folder / f"v{VERSION}-{int(found[1]) + 1 if found else 1:06d}.sqlite3"


def remove_others(kept: Path) -> None:
    """Deletes the files that another has taken the place of, as far as nobody has them open."""
    for name in os.listdir(kept.parent):
        if name.startswith(f"v{VERSION}-") and not name.startswith(kept.name):
            with suppress(OSError):
                os.unlink(kept.parent / name)


def connect(file: Path | str) -> sqlite3.Connection:
    """Opens an index for reading and writing, and makes its tables where they are missing.

    `sqlite3.DatabaseError` where the file is none of ours.
    """
    database = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.execute("pragma cache_size = -65536")
        version = database.execute("pragma user_version").fetchone()[0]
        if version == 0:
            _make(database)
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"version {version}")
    except BaseException:
        database.close()
        raise
    return database


def _make(database: sqlite3.Connection) -> None:
    database.execute("begin immediate")
    if database.execute("pragma user_version").fetchone()[0] == 0:
        for statement in _SCHEMA.split(";\n"):
            if statement.strip():
                database.execute(statement)
        # What is kept in memory before it is sorted in: each time it is full leaves a piece.
        configure(database, "hashsize", 64 << 20)
        configure(database, "automerge", 0)
        configure(database, "crisismerge", _PIECES)
    database.execute("commit")


def configure(database: sqlite3.Connection, name: str, value: int) -> None:
    """Gives a command or a setting to the full-text index."""
    database.execute("insert into entries (entries, rank) values (?, ?)", (name, value))


def is_in_pieces(database: sqlite3.Connection) -> bool:
    """Whether the full-text index is still as it was made: its pieces are merged once, not again and again meanwhile."""
    return (
        database.execute("select 1 from entries_config where k = 'automerge' and v = 0").fetchone()
        is not None
    )


def merge_some(database: sqlite3.Connection) -> bool:
    """Merges a stretch of the pieces of the full-text index; whether there is more to merge."""
    before = database.total_changes
    configure(database, "merge", -_STRETCH)
    return database.total_changes - before > 1


def keep_in_one_piece(database: sqlite3.Connection) -> None:
    """What is added from now on is merged as it comes."""
    configure(database, "automerge", 4)
    configure(database, "crisismerge", 16)


def connect_reading(file: Path) -> sqlite3.Connection:
    """Opens an index for searches alone; `sqlite3.Error` where that cannot be done."""
    database = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=1.0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if database.execute("pragma user_version").fetchone()[0] != VERSION:
            raise sqlite3.DatabaseError("not an index of this version")
        database.execute("pragma cache_size = -32768")
    except BaseException:
        database.close()
        raise
    return database


def is_stamped(file: Path) -> bool:
    """Whether the file is just as casefile left it, so that nobody need look through it."""
    log = file.with_name(f"{file.name}-wal")
    with suppress(OSError):
        unwritten = log.stat().st_size if log.exists() else 0
        return not unwritten and _stamp(file).read_text("ascii", "replace") == _state(file)
    return False


def is_sound(database: sqlite3.Connection) -> bool:
    """Looks through the index; false, or a `sqlite3.DatabaseError`, where it is damaged."""
    names = {name for (name,) in database.execute("select name from sqlite_master")}
    if not names.issuperset(_TABLES) or database.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        return False
    database.execute("insert into entries (entries) values ('integrity-check')")
    return True


def stamp(database: sqlite3.Connection, file: Path) -> None:
    """Brings all that was written into the file itself, and notes what the file looks like then."""
    database.execute("pragma wal_checkpoint(truncate)").fetchone()
    with suppress(OSError):
        _stamp(file).write_text(_state(file), "ascii")


def _stamp(file: Path) -> Path:
    return file.with_name(f"{file.name}-stamp")


def _state(file: Path) -> str:
    return " ".join(map(str, System().status(file).identity))
