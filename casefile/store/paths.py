"""Where a case and what belongs to it lie in a library."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from casefile.errors import UsageError
from casefile.model.records import check_id

STATE: Final = ".casefile"
"""The folder of a library in which the store keeps what is not the cases themselves; private to its owner (0700)."""
SUFFIX: Final = ".json"

_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))]
)
"""Names that Windows takes for devices whatever their suffix."""


class CasePaths(NamedTuple):
    """The paths of one case."""

    library: Path
    case_id: str

    @property
    def file(self) -> Path:
        """The case file itself."""
        return self.library / (self.case_id + SUFFIX)

    @property
    def state(self) -> Path:
        """The folder of all that follows."""
        return self.library / STATE / self.case_id

    @property
    def history(self) -> Path:
        """Every edit, one a line."""
        return self.state / "history.jsonl"

    @property
    def lock(self) -> Path:
        """Whoever writes holds the lock of this file."""
        return self.state / "lock"

    @property
    def backups(self) -> Path:
        """The generations that a save displaced."""
        return self.state / "backups"

    @property
    def conflicts(self) -> Path:
        """Files of others that a save displaced in the moment before it noticed them."""
        return self.state / "conflicts"

    @property
    def drafts(self) -> Path:
        """What is being typed."""
        return self.state / "drafts"

    @property
    def valid(self) -> Path:
        """The SHA-256 of a large file that was read strictly before."""
        return self.state / "valid"


def case_paths(library: Path, case_id: str) -> CasePaths:
    """The paths of a case; a `UsageError` where the id cannot be a file's name."""
    check_id(case_id)
    if case_id in _DEVICES:
        raise UsageError(f"'{case_id}' is not an id for a case: Windows keeps that name for a device")
    return CasePaths(library, case_id)
