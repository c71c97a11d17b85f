"""The write protocol: a file is replaced whole, durably, and what it displaces is kept.

The content is serialised and checked before; a temporary file in the same folder is written and synced; it
changes places with the case file in one step; the folder is synced. What came out of the exchange is looked at
then, and not before it is known for what it is does it go anywhere.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from casefile.errors import NotPermittedError
from casefile.store.paths import STATE, CasePaths
from casefile.store.system import Identity, System

_NO_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


class Prepared(NamedTuple):
    """New content, durable under a temporary name beside the file that it is to replace."""

    path: Path
    target: Path
    handle: int
    """Open and locked, so that nobody takes the file for one that a dead process left."""


class Displaced(NamedTuple):
    """What stood in the place before."""

    path: Path
    content: bytes
    identity: Identity
    """What the file looked like before it was read; where it looks otherwise later, somebody writes to it still."""


def write_all(system: System, handle: int, content: bytes) -> None:
    """Writes all bytes, however few the system takes at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[system.write(handle, rest) :]


def close(system: System, handle: int) -> None:
    """Closes a file. What was written is synced before or was not wanted, so that an error here says nothing."""
    with suppress(OSError):
        system.close(handle)


def target_of(system: System, path: Path) -> Path:
    """The file to write: of a symbolic link, the one it leads to. `NotPermittedError` where it is read-only."""
    target = system.resolve(path)
    if not system.writable(target):
        raise NotPermittedError(f"{path.name}: the file is read-only")
    return target


def prepare(system: System, target: Path, content: bytes, digest: str, mode: int) -> Prepared:
    """Writes a temporary file beside the target and syncs it.

    Its name carries the hash of its content: where the two differ, the file is another's, or was never finished.
    """
    path = target.with_name(f".{target.name}.{digest[:16]}.{system.token()}.tmp")
    made = Prepared(path, target, system.create(path, mode))
    try:
        with suppress(OSError):  # a file system without locks
            system.hold(made.handle)
        write_all(system, made.handle, content)
        system.sync(made.handle)
    except OSError:
        discard(system, made)
        raise
    return made


def release(system: System, made: Prepared) -> None:
    """Closes the temporary file, and lets others see that nobody holds it."""
    close(system, made.handle)


def discard(system: System, made: Prepared) -> None:
    """Removes a temporary file that did not take its place. After an error nothing more is written to it."""
    release(system, made)
    with suppress(OSError):
        system.unlink(made.path)


def put_in_place(system: System, made: Prepared, current: bytes) -> Displaced:
    """Exchanges the temporary file with its target, durably; ``current`` is what the target is known to hold.

    What came out stands under the temporary name. Where the system has no exchange, the old file gets a second
    name first.
    """
    try:
        system.exchange(made.path, made.target)
        out = made.path
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        out = _replace(system, made, current)
    system.sync_folder(made.target.parent)
    identity = system.status(out).identity
    return Displaced(out, system.read(out), identity)


def _replace(system: System, made: Prepared, current: bytes) -> Path:
    out = made.path.with_suffix(".old")
    try:
        system.link(made.target, out)
    except OSError:  # a file system without links, as on a memory stick
        handle = system.create(out, 0o600)
        try:
            write_all(system, handle, current)
            system.sync(handle)
        finally:
            close(system, handle)
    system.replace(made.path, made.target)
    return out


def put_new(system: System, made: Prepared) -> None:
    """Gives the temporary file the name of a file that does not exist yet; `FileExistsError` where it does."""
    try:
        system.link(made.path, made.target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with suppress(FileNotFoundError):
            system.status(made.target)
            raise FileExistsError(errno.EEXIST, "file exists", str(made.target)) from None
        system.replace(made.path, made.target)
    system.sync_folder(made.target.parent)


def replace_file(system: System, path: Path, content: bytes, durable: bool) -> None:
    """Replaces one of the store's own small files, whole or not at all; ``durable``: it is on disk on return."""
    temporary = path.with_name(f".{path.name}.{system.token()}.tmp")
    handle = system.create(temporary, 0o600)
    try:
        try:
            write_all(system, handle, content)
            if durable:
                system.sync(handle)
        finally:
            close(system, handle)
        system.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            system.unlink(temporary)
        raise
    if durable:
        system.sync_folder(path.parent)


def ensure_state(system: System, paths: CasePaths) -> None:
    """Makes the folders in which the store keeps what belongs to a case."""
    make_folders(system, paths.library, paths.state)


def make_folders(system: System, library: Path, folder: Path) -> None:
    """Makes a folder below the library's `.casefile`, and that, which git is told to pass over."""
    state = library / STATE
    for one in (state, *(part for part in reversed(folder.parents) if state in part.parents), folder):
        try:
            system.make_folder(one, 0o700)
        except FileExistsError:
            continue
        if one == state:
            replace_file(system, state / ".gitignore", b"*\n", durable=False)
