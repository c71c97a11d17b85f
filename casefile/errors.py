"""Every error that a user can meet: one clear line each, and the exit code of the command line.

Exit codes: 0 done, 1 nothing found, 2 wrong usage, 3 a case file is damaged or invalid, 4 in use or changed
elsewhere, 5 not permitted or out of space.
"""

from __future__ import annotations

from typing import ClassVar


class CasefileError(Exception):
    """An error with a line for the user; ``str(error)`` is that line, without a final full stop or newline."""

    exit_code: ClassVar[int] = 5


class NotFoundError(CasefileError):
    """A library, case, record or draft that was named does not exist."""

    exit_code = 1


class UsageError(CasefileError):
    """The user asked for something in a way that cannot be understood; the line says the right way."""

    exit_code = 2


class InvalidCaseError(CasefileError):
    """A case file, or a record about to be written to one, breaks the rules of the format.

    ``file`` is the file's name, ``table`` and ``record`` say where in it, ``field`` which field, and ``expected``
    what should have stood there. Any of them may be empty where the fault lies above it.
    """

    exit_code = 3

    def __init__(
        self, expected: str, *, file: str = "", table: str = "", record: str = "", field: str = ""
    ) -> None:
        self.expected = expected
        self.file = file
        self.table = table
        self.record = record
        self.field = field
        where = " ".join(
            part for part in (file, f"{table} {record}".strip() if table or record else "", field) if part
        )
        super().__init__(f"{where}: {expected}" if where else expected)


class ChangedElsewhereError(CasefileError):
    """The record or file was changed by someone else in a way that cannot be joined with this change."""

    exit_code = 4


class InUseError(CasefileError):
    """Another process holds the lock for longer than a save takes."""

    exit_code = 4


class StorageError(CasefileError):
    """The operating system failed to read or write a file; the line says which and why."""

    exit_code = 5


class NotPermittedError(StorageError):
    """The file or folder may not be read or written by this user, or is open read-only."""


class OutOfSpaceError(StorageError):
    """There is no room left on the device; nothing was changed."""
