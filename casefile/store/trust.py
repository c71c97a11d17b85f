"""Which files need no closer look, because it was taken before: known by their hash, never by their date."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from casefile.store.files import ensure_state, replace_file
from casefile.store.lines import Line
from casefile.store.paths import CasePaths
from casefile.store.reading import Content
from casefile.store.system import System

_LARGE: Final = 1 << 20
"""From how many bytes on a file is noted: a smaller one is checked in a few milliseconds."""


def trusted(system: System, paths: CasePaths, lines: Iterable[Line]) -> dict[str, bool]:
    """The hashes of files that were read strictly or written by casefile; the value: whether in its own form."""
    known = {line.sha256: True for line in lines if line.own}
    with suppress(OSError, ValueError):
        digest, form = system.read(paths.valid).decode("ascii").split()
        known.setdefault(digest, form == "own")
    return known


def remember(system: System, paths: CasePaths, content: Content, size: int, known: Iterable[str]) -> None:
    """Notes that a large file was read strictly."""
    if size >= _LARGE and content.sha256 not in known:
        with suppress(OSError):
            ensure_state(system, paths)
            form = "own" if content.canonical else "other"
            replace_file(system, paths.valid, f"{content.sha256} {form}\n".encode(), durable=False)
