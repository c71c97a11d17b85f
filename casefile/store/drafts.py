"""Drafts: what is being typed, on disk before it is saved."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any

import msgspec

from casefile.errors import NotFoundError, NotPermittedError
from casefile.model.records import Json, is_id
from casefile.store.files import make_folders, replace_file
from casefile.store.form import plain
from casefile.store.paths import CasePaths
from casefile.store.system import System
from casefile.store.trouble import told


class Drafts:
    """The drafts of one case, each under a key of the caller's, such as the id of the note."""

    def __init__(self, system: System, paths: CasePaths, read_only: str | None = None) -> None:
        self._system = system
        self._paths = paths
        self._read_only = read_only

    def save(self, key: str, draft: Json) -> None:
        """Keeps a draft; it is on disk when this returns. What it replaces stays until then."""
        if self._read_only:
            raise NotPermittedError(f"{self._paths.file.name}: {self._read_only}")
        content = msgspec.json.encode({"key": plain(key), "draft": plain(draft, file="draft", record=key)})
        with told(f"draft of {self._paths.file.name}", "written"):
            path = self._paths.drafts / self._name(key)
            try:
                replace_file(self._system, path, content, durable=True)
            except FileNotFoundError:
                make_folders(self._system, self._paths.library, self._paths.drafts)
                replace_file(self._system, path, content, durable=True)
                for folder in (self._paths.state, self._paths.state.parent, self._paths.library):
                    self._system.sync_folder(folder)

    def load(self, key: str) -> Json:
        """The draft of a key; a `NotFoundError` where there is none."""
        found = self._read(self._name(key))
        if found is None or found[0] != key:
            raise NotFoundError(f"{self._paths.case_id}: there is no draft '{key}'")
        return found[1]

    def all(self) -> dict[str, Json]:
        """Every draft by its key. One that cannot be read is passed over and stays where it is."""
        try:
            names = sorted(self._system.names(self._paths.drafts))
        except OSError:
            return {}
        found = (self._read(name) for name in names if not name.startswith("."))
        return dict(draft for draft in found if draft is not None)

    def discard(self, key: str) -> None:
        """Removes a draft, if there is one."""
        with told(f"draft of {self._paths.file.name}", "removed"), suppress(FileNotFoundError):
            self._system.unlink(self._paths.drafts / self._name(key))

    def _read(self, name: str) -> tuple[str, Json] | None:
        try:
            found: Any = msgspec.json.decode(self._system.read(self._paths.drafts / name))
            key, draft = found["key"], found["draft"]
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError, TypeError, KeyError):
            return None
        return (key, draft) if isinstance(key, str) and isinstance(draft, dict) else None

    @staticmethod
    def _name(key: str) -> str:
        return f"{key if is_id(key) else '_' + hashlib.sha256(key.encode()).hexdigest()[:24]}.json"
