"""The one seam to the operating system: every call that the store makes on files goes through here.

A test replaces it to stop, fail, shorten or reorder any call. Nothing here decides anything: each method is one
call, and raises the `OSError` that the call raised.
"""

from __future__ import annotations

import errno
import os
import stat as modes
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of Linux's renameat2(2)."""
_HERE: Final = -100
"""AT_FDCWD: paths are taken as they are."""


Identity = tuple[int, int, int]
"""Inode, size and date of a file. It changes when the file is replaced and as a rule when it is written: a hint."""


class Status(NamedTuple):
    """What is known of a file without reading it. ``kind`` is file, folder, link or other."""

    kind: str
    size: int
    modified: int
    """Nanoseconds since 1970."""
    inode: int
    mode: int
    """Permission bits."""

    @property
    def identity(self) -> Identity:
        """What tells this file from another."""
        return (self.inode, self.size, self.modified)


_KINDS: Final = {modes.S_IFREG: "file", modes.S_IFDIR: "folder", modes.S_IFLNK: "link"}


def _status(found: os.stat_result) -> Status:
    kind = _KINDS.get(modes.S_IFMT(found.st_mode), "other")
    return Status(kind, found.st_size, found.st_mtime_ns, found.st_ino, modes.S_IMODE(found.st_mode))


class System:
    """The calls, as the operating system makes them."""

    def status(self, path: Path) -> Status:
        """stat(2): of the file that a link points to."""
        return _status(os.stat(path))

    def resolve(self, path: Path) -> Path:
        """The path without symbolic links."""
        return Path(os.path.realpath(path))

    def writable(self, path: Path) -> bool:
        """Whether this user may write there; a file marked read-only is not, even for the superuser."""
        return os.access(path, os.W_OK) and bool(os.stat(path).st_mode & 0o222)

    def scan(self, folder: Path) -> list[tuple[str, Status | None]]:
        """The names in a folder with their status; ``None`` for a link that leads nowhere."""
        found: list[tuple[str, Status | None]] = []
        with os.scandir(folder) as items:
            for item in items:
                try:
                    found.append((item.name, _status(item.stat())))
                except OSError:
                    found.append((item.name, None))
        return found

    def names(self, folder: Path) -> list[str]:
        """The names in a folder."""
        return os.listdir(folder)

    def read(self, path: Path, offset: int = 0, count: int = -1) -> bytes:
        """The bytes of a file from an offset: ``count`` of them, or all."""
        with open(path, "rb", buffering=0) as file:
            if offset:
                file.seek(offset)
            return file.read(count) or b""

    def make_folder(self, path: Path, mode: int) -> None:
        """mkdir(2)."""
        os.mkdir(path, mode)

    def create(self, path: Path, mode: int) -> int:
        """Opens a new file for writing with exactly these permission bits; never through a link."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        if mode != 0o600 and hasattr(os, "fchmod"):
            try:
                os.fchmod(handle, mode)
            except OSError:
                os.close(handle)
                raise
        return handle

    def append(self, path: Path) -> int:
        """Opens a file for writing at its end, made with mode 0600 if it is not there; never through a link."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _FLAGS, 0o600)

    def write(self, handle: int, content: bytes | memoryview) -> int:
        """write(2): returns how many bytes were taken, which may be fewer than given."""
        return os.write(handle, content)

    def truncate(self, path: Path, size: int) -> None:
        """truncate(2)."""
        os.truncate(path, size)

    def sync(self, handle: int) -> None:
        """fsync(2), and on macOS the call that also empties the drive's own cache."""
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """close(2)."""
        os.close(handle)

    def sync_folder(self, folder: Path) -> None:
        """Makes the names in a folder durable. Windows has no such call, and needs none."""
        if os.name != "nt":
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def exchange(self, first: Path, second: Path) -> None:
        """Swaps two names in one step (renameat2); ENOSYS where the system has no such call."""
        if not sys.platform.startswith("linux"):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        import ctypes

        call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if call is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        names = [ctypes.c_char_p(os.fsencode(path)) for path in (first, second)]
        if call(_HERE, names[0], _HERE, names[1], ctypes.c_uint(_EXCHANGE)):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(second))

    def replace(self, old: Path, new: Path) -> None:
        """rename(2)."""
        os.replace(old, new)

    def link(self, old: Path, new: Path) -> None:
        """link(2): fails where the new name exists."""
        os.link(old, new)

    def unlink(self, path: Path) -> None:
        """unlink(2)."""
        os.unlink(path)

    def lock(self, path: Path) -> int:
        """Takes the advisory lock of a file, made if it is not there; `BlockingIOError` where another has it."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o600)
        try:
            self.hold(handle)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def hold(self, handle: int) -> None:
        """Takes the advisory lock of an open file until it is closed; the system frees a dead process's."""
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def login(self) -> str:
        """The user's login name; empty where the system knows none."""
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return ""

    def token(self) -> str:
        """Eight hexadecimal digits for a temporary name."""
        return os.urandom(4).hex()

    def pause(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)

    def ticks(self) -> float:
        """Seconds of a clock that is never set back."""
        return time.monotonic()


_FLAGS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Never through a link, never into a child process, never with line ends changed."""
