"""What a list shows: rows that are asked for one by one, as they are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

from casefile.tui.widgets.line import Line


class Rows(Protocol):
    """What a list shows, asked for row by row as it is looked at; it must answer quickly."""

    def __len__(self) -> int:
        """How many rows there are."""

    def key(self, index: int) -> str | None:
        """The row's own key, or None for a header or separator, which the cursor passes over."""

    def index(self, key: str) -> int | None:
        """Where the row of that key is, or None."""

    def line(self, index: int, width: int) -> Line:
        """The row's runs for that many cells. Texts are data: the list cleans and cuts them."""

    def text(self, index: int) -> str:
        """What `find` looks through for this row."""


@runtime_checkable
class GroupRows(Rows, Protocol):
    """Rows in groups below headers: a list keeps the header of its first row in sight."""

    headers: Sequence[int]
    """Where the headers stand, ascending."""


class ListedRows:
    """Rows that are simply listed: for short lists, choosers and tests."""

    def __init__(self, rows: Iterable[tuple[str | None, Line]] = ()) -> None:
        self._rows: Sequence[tuple[str | None, Line]] = list(rows)
        self._index = {key: index for index, (key, _) in enumerate(self._rows) if key is not None}

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """The key that the row was listed with."""
        return self._rows[index][0]

    def index(self, key: str) -> int | None:
        """The row that was listed with the key."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """The line that was listed, whatever the width."""
        return self._rows[index][1]

    def text(self, index: int) -> str:
        """The line's text without its styles."""
        return "".join(text for text, _ in self._rows[index][1])
