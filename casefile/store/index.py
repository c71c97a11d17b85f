"""The summaries of a library's cases, kept so that a list of ten thousand does not read ten thousand files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from casefile.store.files import replace_file
from casefile.store.paths import STATE
from casefile.store.summary import Summary, summarise
from casefile.store.system import Identity, Status, System
from casefile.store.trouble import trouble

_MANY: Final = 50
_LARGE: Final = 1 << 18
"""From how many cases, or bytes of them, on a library that has no folder of the store's gets one for the index."""
_VERSION: Final = 1


class _Known(msgspec.Struct, frozen=True):
    identity: Identity
    summary: Summary


class _Index(msgspec.Struct):
    version: int
    cases: dict[str, _Known]


class SummaryIndex:
    """Answers with the kept summary as long as inode, size and date of the file are the same."""

    def __init__(self, system: System, library: Path) -> None:
        self._system = system
        self._library = library
        self._path = library / STATE / "index.json"
        self._known: dict[str, _Known] | None = None

    def summaries(self, files: dict[str, Status]) -> dict[str, Summary]:
        """The summary of each file, by its name."""
        known = self._load()
        found = {name: self._one(name, status, known.get(name)) for name, status in files.items()}
        if any(found[name] is not known.get(name) for name in found) or len(found) < len(known):
            self._known = found
            is_large = sum(status.size for status in files.values()) >= _LARGE
            self._save(found, is_large or len(files) >= _MANY)
        return {name: one.summary for name, one in found.items()}

    def _one(self, name: str, status: Status, known: _Known | None) -> _Known:
        if known is not None and known.identity == status.identity:
            return known
        path = self._library / name
        try:
            summary = summarise(path, self._system.read(path), status)
        except OSError as error:
            # Not kept: permissions change without a trace in what the index goes by.
            return _Known((0, 0, 0), Summary(title=path.stem, problem=_reason(error)))
        return _Known(status.identity, summary)

    def _load(self) -> dict[str, _Known]:
        if self._known is None:
            self._known = {}
            with suppress(OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
                index = msgspec.json.decode(self._system.read(self._path), type=_Index)
                if index.version == _VERSION:
                    self._known = index.cases
        return self._known

    def _save(self, found: dict[str, _Known], is_worth_it: bool) -> None:
        """Keeps the index where the store has a folder already, or where it is worth one."""
        content = msgspec.json.encode(_Index(_VERSION, found))
        with suppress(OSError):
            try:
                replace_file(self._system, self._path, content, durable=False)
            except FileNotFoundError:
                if not is_worth_it:
                    return
                self._system.make_folder(self._library / STATE, 0o700)
                replace_file(self._system, self._library / STATE / ".gitignore", b"*\n", durable=False)
                replace_file(self._system, self._path, content, durable=False)


def _reason(error: OSError) -> str:
    return str(trouble(error, "", "read")).removeprefix(": ")
