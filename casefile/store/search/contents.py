"""The cases of a library as the index takes them in: which there are, whether they changed, what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final, NamedTuple

import msgspec

from casefile.errors import InvalidCaseError
from casefile.model.case import Case
from casefile.model.records import Json, is_id
from casefile.store.form import keyed_by_id
from casefile.store.history import CHECKPOINT, History, Line
from casefile.store.paths import STATE, SUFFIX, CasePaths
from casefile.store.system import System

_UNSETTLED: Final = 2_000_000_000
"""Nanoseconds before it was read in which a file may have been written again without its time having changed:
the coarsest clock of a file system in use (FAT)."""


class Seen(NamedTuple):
    """What a case looks like from outside: the identities of its file and of its history in one number, and the later
    of the times at which they were changed (nanoseconds since 1970)."""

    signature: int
    modified: int

    def settled(self, when: int) -> bool:
        """Whether a reading at that moment is sure to have seen the last of it."""
        return self.modified < when - _UNSETTLED


class Look(NamedTuple):
    """The cases of a library as they look from outside: the ids of all, and those that do not look as they did."""

    there: set[str]
    changed: dict[str, Seen]


def look_at_cases(library: Path, known: Mapping[str, int | None], only: str | None = None) -> Look:
    """Looks at every case file of a library, or at that of one case, without reading any; ``known`` are the signatures
    that they had, none for what has to be read in any case.

    Ten thousand of them are looked at for every refresh, so this goes straight to the operating system, and makes
    nothing of those that are as they were.
    """
    found = Look(set(), {})
    there, changed = found
    if only is not None:
        with suppress(OSError):
            seen = _seen(os.stat(CasePaths(library, only).file), library, only)
            there.add(only)
            if seen.signature != known.get(only):
                changed[only] = seen
        return found
    ending = len(SUFFIX)
    with os.scandir(library) as items:
        with_history = _with_history(library)
        for item in items:
            name = item.name
            if not name.endswith(SUFFIX):
                continue
            case_id = name[:-ending]
            try:
                status = item.stat()
            except OSError:  # it is just being taken away
                continue
            seen = _seen(status, library, case_id) if case_id in with_history else _plain(status)
            if known.get(case_id) == seen.signature:
                there.add(case_id)
            elif is_id(case_id) and S_ISREG(status.st_mode):
                there.add(case_id)
                changed[case_id] = seen
    return found


def _plain(file: os.stat_result) -> Seen:
    """A case without a history."""
    modified = file.st_mtime_ns
    return Seen(hash((file.st_ino, file.st_size, modified)), modified)


def _seen(file: os.stat_result, library: Path, case_id: str) -> Seen:
    with suppress(OSError):
        history = os.stat(CasePaths(library, case_id).history)
        both = (
            file.st_ino,
            file.st_size,
            file.st_mtime_ns,
            history.st_ino,
            history.st_size,
            history.st_mtime_ns,
        )
        return Seen(hash(both), max(file.st_mtime_ns, history.st_mtime_ns))
    return _plain(file)


def _with_history(library: Path) -> set[str]:
    try:
        return set(os.listdir(library / STATE))
    except OSError:
        return set()


class Content(NamedTuple):
    """A case as it was read; ``digest`` is of the bytes that it was read from."""

    case: Case
    digest: bytes


def read_content(system: System, library: Path, case_id: str) -> Content:
    """The case, with the edits that its history holds and its file does not yet; nothing is written.

    `InvalidCaseError` where the file is no case, `OSError` where it cannot be read.
    """
    paths = CasePaths(library, case_id)
    raw = system.read(paths.file)
    digest = hashlib.blake2b(raw, digest_size=16)
    try:
        tables = {
            name: dict(_by_id(name, documents))
            for name, documents in msgspec.json.decode(raw, type=dict[str, dict[str, Json]]).items()
        }
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidCaseError(f"a case ({error})", file=paths.file.name) from None
    for line in _tail(system, paths):
        digest.update(b"%d " % line.sequence)
        for change in line.changes:
            _apply(tables, change.table, change.id, change.after)
    return Content(Case(case_id, tables), digest.digest())  # type: ignore[arg-type]  # dicts are mutable mappings


def _tail(system: System, paths: CasePaths) -> list[Line]:
    """The edits that the file may not hold; none where the history cannot be read, as the file says enough then."""
    with suppress(OSError):
        return [line for line in History(system, paths).load_tail() if line.kind != CHECKPOINT]
    return []


def _by_id(table: str, documents: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    for key, record in documents.items():
        record_id: Any = record.get("id")
        yield (record_id if keyed_by_id(table) and isinstance(record_id, str) else key), record


def _apply(tables: dict[str, dict[str, Json]], table: str, record_id: str, after: Json | None) -> None:
    records = tables.setdefault(table, {})
    if after is None:
        records.pop(record_id, None)
    else:
        records[record_id] = after
