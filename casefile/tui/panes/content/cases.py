"""The rows of the library's list: how the cases are sorted, filtered and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casefile.model.dates import display_short, sort_key
from casefile.model.text import fold, plural
from casefile.tui.panes.cases import Listed
from casefile.tui.panes.record_pane import Order
from casefile.tui.widgets.line import Line, fit

ORDERS = (
    Order("changed", "last change"),
    Order("when", "when it happened"),
    Order("title", "title"),
    Order("status", "status"),
)
"""The orders of the list, the first one at start."""

_ROWS = 4
_COUNTED = (("events", "event"), ("actors", "actor"), ("sources", "source"), ("notes", "note"))


class CaseRows:
    """Three rows a case and a blank one: title and when; place, status and last change; how much there is of what."""

    def __init__(self, entries: list[Listed]) -> None:
        self.entries = entries
        self._index = {entry.id: _ROWS * place for place, entry in enumerate(entries)}

    def __len__(self) -> int:
        return max(0, _ROWS * len(self.entries) - 1)

    def key(self, index: int) -> str | None:
        """The case's id, on the first of its rows."""
        return None if index % _ROWS else self.entries[index // _ROWS].id

    def index(self, key: str) -> int | None:
        """The first row of a case."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """One of the rows."""
        entry, row = self.entries[index // _ROWS], index % _ROWS
        if row == 0:
            return _title_line(entry, width)
        if entry.problem is not None:
            words = (entry.problem, "enter says what can be done", "")[row - 1]
        else:
            words = (_where(entry), _counts(entry), "")[row - 1]
        return (("  ", ""), (words, "muted"))

    def text(self, index: int) -> str:
        """What is found in a case's row."""
        return words_of(self.entries[index // _ROWS]) if index % _ROWS == 0 else ""


def case_rows(entries: Iterable[Listed], order: Order, words: str) -> CaseRows:
    """The cases that have all the words somewhere, in that order; damaged files come last."""
    wanted = fold(words).split()
    found = [entry for entry in entries if all(word in fold(words_of(entry)) for word in wanted)]
    found.sort(key=lambda entry: fold(entry.title or entry.id))
    if order.name == "changed":
        found.sort(key=lambda entry: entry.modified, reverse=True)
    elif order.name == "when":
        found.sort(key=lambda entry: sort_key(_edtf(entry.when), "", entry.id))
    elif order.name == "status":
        found.sort(key=lambda entry: entry.status)
    found.sort(key=lambda entry: entry.problem is not None)
    return CaseRows(found)


def words_of(entry: Listed) -> str:
    """Everything that is searched of a case in the library."""
    return " ".join(
        (entry.id, entry.title, entry.place, entry.status, entry.summary, entry.bottom_line, when_of(entry))
    )


def when_of(entry: Listed) -> str:
    """When the case happened, in few cells."""
    edtf = _edtf(entry.when)
    return display_short(edtf) if edtf else ""


def _edtf(when: Mapping[str, object] | None) -> str:
    edtf = when.get("edtf") if isinstance(when, dict) else None
    return edtf if isinstance(edtf, str) else ""


def _title_line(entry: Listed, width: int) -> Line:
    tail = "damaged" if entry.problem is not None else when_of(entry)
    title = fit(entry.title or entry.id, max(4, width - len(tail) - 2))
    return ((title, "strong"), ("  ", ""), (tail, "error" if entry.problem is not None else "date"))


def _where(entry: Listed) -> str:
    changed = f"changed {display_short(entry.modified[:10])}" if entry.modified else ""
    kept = (entry.place, entry.status, "read-only" if entry.read_only else "", changed)
    return " · ".join(part for part in kept if part)


def _counts(entry: Listed) -> str:
    return " · ".join(
        plural(entry.counts[table], word) for table, word in _COUNTED if entry.counts.get(table)
    )
