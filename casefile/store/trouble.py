"""What the operating system's errors mean to a user, each as one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from casefile.errors import NotFoundError, NotPermittedError, OutOfSpaceError, StorageError

_NO_ROOM: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def told(name: str, doing: str) -> Iterator[None]:
    """Turns an `OSError` inside into the error of casefile: "kerman.json: cannot be written: no space left"."""
    try:
        yield
    except OSError as error:
        raise trouble(error, name, doing) from error


def trouble(error: OSError, name: str, doing: str) -> StorageError | NotFoundError:
    """The error of casefile for one of the operating system's; ``doing`` is a participle, as "written"."""
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    line = f"{name}: cannot be {doing}: {reason}"
    if error.errno in _NO_ROOM:
        return OutOfSpaceError(line)
    if error.errno in _FORBIDDEN:
        return NotPermittedError(line)
    if error.errno == errno.ENOENT:
        return NotFoundError(line)
    return StorageError(line)
