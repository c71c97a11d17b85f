"""How far the case file has come along the history."""

from __future__ import annotations

from collections.abc import Iterable

from casefile.store.lines import CHECKPOINT, DONE, Line
from casefile.store.system import Identity


class Position:
    """What is known of the file, from its hash and the history's checkpoints."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.file_hash = ""
        """SHA-256 of the file as it was last seen; empty where there is none."""
        self.identity: Identity | None = None
        """What the file looked like from outside then."""
        self.last = 0
        """The last line that changes anything."""
        self.held = 0
        """The last line whose change the file held when it was last seen in a known state."""
        self.uncovered: list[Line] = []
        """The lines that change something which the file did not hold at the last checkpoint that was done."""
        self._expected: dict[str, int] = {}
        """The last line whose change a file of this hash holds; -1 where all that it says was taken in otherwise."""
        self._intended: set[str] = set()
        """The hashes of files that were to be put in place; whether they were, only the file can say."""
        for line in lines:
            self.note(line)

    def note(self, line: Line) -> None:
        """Takes the next line of the history into account."""
        if line.kind != CHECKPOINT:
            self.last = line.sequence
            self.uncovered.append(line)
            if line.sha256:
                self._expected.setdefault(line.sha256, -1)
        elif line.state == DONE:
            self._expected = {line.sha256: line.covers}
            self._intended.clear()
            self.uncovered = [other for other in self.uncovered if other.sequence > line.covers]
            self.last = max(self.last, line.covers)
        else:
            self._expected[line.sha256] = line.covers
            self._intended.add(line.sha256)

    def knows(self, digest: str) -> bool:
        """Whether nothing has to be taken in from a file of this hash.

        One that holds less than the file was seen to hold was put back by somebody.
        """
        found = self._expected.get(digest)
        return found is not None and (found < 0 or found >= self.held)

    def holds(self, digest: str) -> int:
        """The last line whose change a file of this hash holds; -1 where that cannot be said."""
        return self._expected.get(digest, -1)

    def is_only_intended(self, digest: str) -> bool:
        """Whether a file of this hash was to be put in place, and no line says yet that it was."""
        return digest in self._intended

    def saw(self, digest: str, identity: Identity | None) -> None:
        """Notes the file as it is now; an empty hash where it is gone."""
        self.file_hash, self.identity = digest, identity
        self.held = max(self.held, self.holds(digest))

    def took_in(self, digest: str) -> None:
        """Notes that what a file of this hash says is in memory now, with more that it does not hold."""
        self._expected.setdefault(digest, -1)

    @property
    def pending(self) -> bool:
        """Whether the file does not hold all that the history does."""
        return self.last > 0 and self.holds(self.file_hash) < self.last
