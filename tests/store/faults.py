"""Systems that count their calls, and stop, fail or shorten the one that a test names."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from casefile.store.system import System

CALLS = frozenset(
    name
    for name in vars(System)
    if not name.startswith("_") and name not in ("login", "token", "pause", "ticks")
)


class Killed(BaseException):
    """Stands for the end of the process: after it no call reaches the disk."""


class FaultySystem(System):
    """Passes every call on; the ``number``-th meets with a fault.

    ``kill``: the process ends before the call. ``killed-after``: after it. ``short``: a write takes half. The name of
    an error: the call fails with it; with ``all_after`` every later one of the same name does too, as on a full disk.
    """

    def __init__(
        self, inner: System, number: int = -1, fault: str = "", all_after: frozenset[str] = frozenset()
    ) -> None:
        self.inner = inner
        self.number = number
        self.fault = fault
        self.all_after = all_after
        self.count = 0
        self.made: list[str] = []
        self.dead = False
        self.full = False
        self.handles: set[int] = set()

    def __getattribute__(self, name: str) -> Any:
        if name not in CALLS:
            if name in ("login", "token", "pause", "ticks"):
                return getattr(self.inner, name)
            return super().__getattribute__(name)
        return lambda *arguments: self._call(name, getattr(self.inner, name), arguments)

    def _call(self, name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        if self.dead:
            raise Killed
        self.count += 1
        self.made.append(name)
        if self.full and name in self.all_after:
            raise self._error()
        if self.count - 1 != self.number:
            return self._done(name, call, arguments)
        self.full = bool(self.all_after)
        if self.fault == "kill":
            self._die()
        if self.fault == "killed-after":
            self._done(name, call, arguments)
            self._die()
        if self.fault == "short":
            if name == "write":
                handle, content = arguments
                arguments = (handle, content[: max(1, len(content) // 2)])
            return self._done(name, call, arguments)
        if name == "close":
            # The handle is gone all the same.
            self._done(name, call, arguments)
        if name == "write" and self.fault in ("ENOSPC", "EIO"):
            # A full disk takes what fits before it fails.
            call(arguments[0], arguments[1][: len(arguments[1]) // 2])
        raise self._error()

    def _done(self, name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        result = call(*arguments)
        if name in ("create", "append", "lock"):
            self.handles.add(result)
        elif name == "close":
            self.handles.discard(arguments[0])
        return result

    def _die(self) -> None:
        """Ends the process; the system closes what it had open."""
        self.dead = True
        for handle in self.handles:
            self.inner.close(handle)
        raise Killed

    def _error(self) -> OSError:
        code = getattr(errno, self.fault)
        return OSError(code, os.strerror(code))
