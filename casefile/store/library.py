"""A library: a folder of case files, and what the store keeps beside them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from casefile.errors import NotFoundError, NotPermittedError, StorageError, UsageError
from casefile.model.case import Change
from casefile.model.records import Json, is_id
from casefile.model.vocabulary import FORMAT, FORMAT_VERSION
from casefile.store import recovery
from casefile.store.files import ensure_state, replace_file
from casefile.store.generations import Generation
from casefile.store.index import SummaryIndex
from casefile.store.keeper import Keeper
from casefile.store.lines import EDIT
from casefile.store.opencase import OpenCase
from casefile.store.paths import STATE, SUFFIX, CasePaths, case_paths
from casefile.store.rebase import checked
from casefile.store.steps import Entry
from casefile.store.summary import Summary
from casefile.store.system import Status, System
from casefile.store.trouble import told

__all__ = ["CaseEntry", "Entry", "Generation", "Library", "OpenCase"]


class CaseEntry(NamedTuple):
    """What a library's list shows of one file."""

    id: str
    path: Path
    title: str
    status: str
    when: Json | None
    place: str
    """The name of the case's place."""
    counts: dict[str, int]
    """How many records each table has."""
    modified: str
    """The last change of a record, RFC 3339, UTC."""
    problem: str | None
    """Why the case cannot be opened, as a line; ``None`` where it can."""
    read_only: str | None
    """Why it can be read but not written."""
    bottom_line: str
    summary: str


_NO_FILE: Final = {
    "folder": "a folder, not a file",
    "link": "a link that leads nowhere",
    "other": "a pipe or device, not a file",
}
"""What a name that ends as a case's does stands for, where it is no file."""


_FILE_IS_READ_ONLY: Final = "the file is read-only"


class Library:
    """The cases of one folder.

    ``author`` stands in the history of what is done; the login name where it is empty. ``read_only`` is the reason
    why nothing may be written, a sentence; empty where the folder and its files decide.
    """

    def __init__(
        self,
        folder: Path,
        *,
        system: System | None = None,
        clock: Callable[[], datetime] | None = None,
        author: str = "",
        read_only: str = "",
    ) -> None:
        self.folder = folder
        self.system = system or System()
        self.author = author or self.system.login()
        self._clock = clock or _now
        self._asked_read_only = read_only
        self._index = SummaryIndex(self.system, folder)
        with told(str(folder), "opened"):
            if self.system.status(folder).kind != "folder":
                raise NotFoundError(f"{folder}: is not a folder of cases")

    def entries(self) -> list[CaseEntry]:
        """Every ``*.json`` of the folder, by name; a file that cannot be opened has a ``problem``."""
        with told(str(self.folder), "read"):
            found = sorted(self.system.scan(self.folder))
        names = [
            (name, status) for name, status in found if name.endswith(SUFFIX) and not name.startswith(".")
        ]
        files = {name: status for name, status in names if status is not None and status.kind == "file"}
        summaries = self._index.summaries(files)
        locked = self.read_only
        return [self._entry(name, status, summaries.get(name), locked) for name, status in names]

    def _entry(
        self, name: str, status: Status | None, summary: Summary | None, locked: str | None
    ) -> CaseEntry:
        case_id, path = name.removesuffix(SUFFIX), self.folder / name
        if summary is None:
            what = "a link that leads nowhere" if status is None else _NO_FILE[status.kind]
            summary = Summary(title=case_id, problem=what)
        problem = summary.problem
        if problem is None and not is_id(case_id):
            problem = "its name is not an id: 1 to 64 of a-z, 0-9 and '-', and .json"
        read_only = summary.newer or locked
        if read_only is None and status is not None and not status.mode & 0o222:
            read_only = _FILE_IS_READ_ONLY
        return CaseEntry(
            case_id, path, summary.title or case_id, summary.status, summary.when, summary.place, summary.counts,
            summary.modified, problem, None if problem else read_only, summary.bottom_line, summary.summary,
        )  # fmt: skip

    @property
    def asked_read_only(self) -> bool:
        """Whether whoever opened it asked that nothing be written."""
        return bool(self._asked_read_only)

    @property
    def read_only(self) -> str | None:
        """Why no case can be made or changed here, a sentence; `None` where they can."""
        if self._asked_read_only:
            return self._asked_read_only
        with told(str(self.folder), "read"):
            return None if self.system.writable(self.folder) else "the library's folder is read-only"

    def _read_only_at(self, path: Path) -> str | None:
        """Why a case is not written: the library's own reason goes before the file's."""
        return self.read_only or (None if self.system.writable(path) else _FILE_IS_READ_ONLY)

    def open(self, case_id: str) -> OpenCase:
        """Opens a case. Raises `NotFoundError`, `InvalidCaseError` naming what is wrong, or a `StorageError`."""
        keeper = self._keeper(self._existing(case_id))
        with told(keeper.paths.file.name, "read"):
            keeper.read_only = self._read_only_at(keeper.paths.file)
            keeper.load()
        return OpenCase(keeper)

    def _keeper(self, paths: CasePaths) -> Keeper:
        return Keeper(self.system, paths, self._clock, self.author)

    def _existing(self, case_id: str) -> CasePaths:
        with suppress(UsageError):
            paths = case_paths(self.folder, case_id)
            with suppress(NotFoundError), told(paths.file.name, "read"):
                kind = self.system.status(paths.file).kind
                if kind == "other":  # opening a pipe waits for a writer, for ever
                    raise StorageError(f"{paths.file.name}: {_NO_FILE[kind]}")
                return paths
        raise NotFoundError(f"{self.folder}: there is no case '{case_id[:70]}'")

    def new(self, case_id: str, fields: Json) -> OpenCase:
        """Makes a case that holds nothing but its own record, and opens it; its file is on disk on return.

        Raises `UsageError` where there is one of that id, or it is none.
        """
        paths = case_paths(self.folder, case_id)
        self._refuse_read_only()
        keeper = self._keeper(paths)
        moment = keeper.line(EDIT).when
        record = {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
        record |= {"id": case_id, "format": FORMAT, "format_version": FORMAT_VERSION}
        record |= {"created": moment, "modified": moment, "author": self.author}
        changes = checked([Change("case", case_id, None, record)], {}, paths.file.name)
        with told(paths.file.name, "written"):
            ensure_state(self.system, paths)
            with keeper.making():
                self._refuse_existing(paths)
                recovery.set_history_aside(self.system, paths)
                keeper.append([keeper.line(EDIT, "case added", changes)])
        made = OpenCase(keeper)
        made.settle()
        return made

    def _refuse_existing(self, paths: CasePaths) -> None:
        if paths.file.name in self.system.names(self.folder):
            raise UsageError(f"{paths.file}: there is a case '{paths.case_id}' already")

    def _refuse_read_only(self) -> None:
        if reason := self.read_only:
            raise NotPermittedError(f"{self.folder}: {reason}")

    def recover(self, case_id: str) -> OpenCase:
        """What can be read of a damaged case, read-only; its file is not touched. ``read_only`` says what is lost."""
        keeper = self._keeper(self._existing(case_id))
        with told(keeper.paths.file.name, "read"):
            recovery.load_salvaged(keeper)
        return OpenCase(keeper)

    def generations(self, case_id: str) -> list[Generation]:
        """The states of a case's file to which `restore` can go back, the newest first.

        Of a damaged file what can be read of it comes last, as number 0.
        """
        paths = self._existing(case_id)
        with told(paths.file.name, "read"):
            return recovery.choices(self.system, paths)

    def restore(self, case_id: str, generation: int) -> OpenCase:
        """Puts a generation in the place of a case's file, with all edits that the history holds since, and opens it.

        The file that stood there is set aside beside it, untouched, as ``<id>.json.damaged-<n>``.
        """
        paths = self._existing(case_id)
        self._refuse_read_only()
        with told(paths.file.name, "restored"):
            recovery.restore(self._keeper(paths), generation)
        return self.open(case_id)

    def load_session(self, name: str) -> Json:
        """What `save_session` kept under a name, which is an id; empty where there is nothing that can be read."""
        try:
            found = msgspec.json.decode(self.system.read(self._session_path(name)), type=Json)
        except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
            return {}
        return found

    def save_session(self, name: str, state: Json) -> None:
        """Keeps what a screen wants to find again, such as its cursor; where it cannot be kept it is not."""
        if self._asked_read_only:
            return
        with suppress(OSError):
            content = msgspec.json.encode(state)
            try:
                replace_file(self.system, self._session_path(name), content, durable=False)
            except FileNotFoundError:
                ensure_state(self.system, CasePaths(self.folder, name))
                replace_file(self.system, self._session_path(name), content, durable=False)

    def _session_path(self, name: str) -> Path:
        case_paths(self.folder, name)
        return self.folder / STATE / name / "session.json"


def _now() -> datetime:
    return datetime.now(UTC)
