"""The list of a library's cases: three rows each, the first of them under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from casefile.model.dates import display_short, sort_key
from casefile.model.records import Json
from casefile.model.text import fold
from casefile.tui.bindings import list_bindings
from casefile.tui.panes.framing import frame_css
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.line import Line, fit
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.store import CaseEntry

_COUNTED = (("events", "event"), ("actors", "actor"), ("sources", "source"), ("notes", "note"))


class CaseOrder(NamedTuple):
    """One way to sort the cases."""

    name: str
    label: str


ORDERS = (
    CaseOrder("changed", "last change"),
    CaseOrder("when", "when it happened"),
    CaseOrder("title", "title"),
    CaseOrder("status", "status"),
)


class CaseList(VirtualList, Framed, inherit_bindings=False):
    """The cases."""

    DEFAULT_CSS = frame_css("CaseList")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("library")
    place = "library"


class CaseRows:
    """Three rows a case: title and when; place, status and last change; how much there is of what."""

    def __init__(self, entries: list[CaseEntry]) -> None:
        self._entries = entries
        self._index = {entry.id: 4 * place for place, entry in enumerate(entries)}

    def __len__(self) -> int:
        return max(0, 4 * len(self._entries) - 1)

    def key(self, index: int) -> str | None:
        """The case's id, on the first of its rows."""
        return None if index % 4 else self._entries[index // 4].id

    def index(self, key: str) -> int | None:
        """The first row of a case."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """One of the rows."""
        entry, row = self._entries[index // 4], index % 4
        if row == 0:
            return _title_line(entry, width)
        if entry.problem is not None:
            return (("  ", ""), (entry.problem if row == 1 else "enter says what can be done" * (row == 2), "muted"))
        return (("  ", ""), ((_where(entry) if row == 1 else _counts(entry) if row == 2 else ""), "muted"))

    def text(self, index: int) -> str:
        """What is found in a case's row."""
        return words_of(self._entries[index // 4]) if index % 4 == 0 else ""


def case_rows(entries: Iterable[CaseEntry], order: CaseOrder, words: str) -> CaseRows:
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


def words_of(entry: CaseEntry) -> str:
    """Everything that is searched of a case in the library."""
    return " ".join((entry.id, entry.title, entry.place, entry.status, entry.summary, entry.bottom_line, when_of(entry)))


def when_of(entry: CaseEntry) -> str:
    """When the case happened, in few cells."""
    edtf = _edtf(entry.when)
    return display_short(edtf) if edtf else ""


def _edtf(when: Json | None) -> str:
    edtf = when.get("edtf") if isinstance(when, dict) else None
    return edtf if isinstance(edtf, str) else ""


def _title_line(entry: CaseEntry, width: int) -> Line:
    tail = "damaged" if entry.problem is not None else when_of(entry)
    title = fit(entry.title or entry.id, max(4, width - len(tail) - 2))
    return ((title, "strong"), ("  ", ""), (tail, "error" if entry.problem is not None else "date"))


def _where(entry: CaseEntry) -> str:
    changed = f"changed {display_short(entry.modified[:10])}" if entry.modified else ""
    kept = (entry.place, entry.status, "read-only" if entry.read_only else "", changed)
    return " · ".join(part for part in kept if part)


def _counts(entry: CaseEntry) -> str:
    return " · ".join(
        f"{entry.counts[table]:,} {word}{'s' * (entry.counts[table] != 1)}"
        for table, word in _COUNTED
        if entry.counts.get(table)
    )
