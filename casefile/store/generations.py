"""The backup generations of a case: the files that saves displaced, the newest first."""

from __future__ import annotations

import errno
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from casefile.store.files import Displaced, close, make_folders, write_all
from casefile.store.paths import CasePaths
from casefile.store.reading import sha256
from casefile.store.system import System

KEPT: Final = 10
"""How many generations of a case are kept."""
ROOM: Final = 256 * 1024 * 1024
"""How many bytes all generations of a case may take together; two are kept whatever they take."""


class Generation(NamedTuple):
    """One earlier state of a case's file. Number 1 is the newest."""

    number: int
    path: Path
    sha256: str
    size: int
    when: str
    """When the file was last written, RFC 3339, UTC."""


def generations(system: System, paths: CasePaths) -> list[Generation]:
    """The generations that there are, the newest first."""
    try:
        found = sorted(system.scan(paths.backups), reverse=True)
    except FileNotFoundError:
        return []
    made: list[Generation] = []
    for name, status in found:
        digest = name.removesuffix(".json").partition("-")[2]
        if status is not None and len(digest) == 64:
            when = datetime.fromtimestamp(status.modified / 1e9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            made.append(Generation(len(made) + 1, paths.backups / name, digest, status.size, when))
    return made


def keep(system: System, paths: CasePaths, displaced: Displaced, sequence: int) -> Path | None:
    """Makes what a save displaced the newest generation, and lets the oldest go; returns where it is kept.

    The save is done by then: where the backup cannot be made, the file stays under its temporary name.
    """
    name = f"{sequence:010d}-{sha256(displaced.content)}.json"
    with suppress(OSError):
        make_folders(system, paths.library, paths.backups)
        _move(system, displaced, paths.backups / name)
        _thin_out(system, paths)
        return paths.backups / name
    return None


def keep_conflict(system: System, paths: CasePaths, displaced: Displaced) -> Path:
    """Keeps a file of another's that a save displaced unawares; nothing removes it."""
    make_folders(system, paths.library, paths.conflicts)
    path = paths.conflicts / f"{sha256(displaced.content)[:16]}.json"
    _move(system, displaced, path)
    system.sync_folder(paths.conflicts)
    return path


def _move(system: System, displaced: Displaced, path: Path) -> None:
    try:
        system.replace(displaced.path, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with suppress(FileExistsError):
            handle = system.create(path, 0o600)
            try:
                write_all(system, handle, displaced.content)
                system.sync(handle)
            finally:
                close(system, handle)
        system.unlink(displaced.path)


def _thin_out(system: System, paths: CasePaths) -> None:
    taken = 0
    for generation in generations(system, paths):
        taken += generation.size
        if generation.number > KEPT or (taken > ROOM and generation.number > 2):
            system.unlink(generation.path)
