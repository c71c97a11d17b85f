"""The lock that keeps two processes from writing one case at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from casefile.errors import InUseError
from casefile.store.files import close
from casefile.store.paths import CasePaths
from casefile.store.system import System

PATIENCE: Final = 20.0
"""Seconds to wait for another process's save before giving up."""


@contextmanager
def locked(system: System, paths: CasePaths, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a case. `InUseError` where another process keeps it longer than ``patience`` seconds.

    The lock is advisory and on a file of its own, so that plain readers are never in the way; the operating
    system frees it when its holder dies.
    """
    handle = _take(system, paths, patience)
    try:
        yield
    finally:
        close(system, handle)


def _take(system: System, paths: CasePaths, patience: float) -> int:
    pause, until = 0.0002, system.ticks() + patience
    while True:
        try:
            return system.lock(paths.lock)
        except BlockingIOError:
            if system.ticks() > until:
                raise InUseError(
                    f"{paths.file.name}: another process has been writing it for {patience:.0f} s; nothing was changed"
                ) from None
        system.pause(pause)
        pause = min(pause * 2, 0.01)
