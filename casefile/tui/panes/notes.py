"""The notes pane: what the analyst wrote, pinned notes first, then what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from casefile.model.records import Note
from casefile.model.text import fold
from casefile.model.vocabulary import NOTE_KINDS
from casefile.tui.bindings import list_bindings
from casefile.tui.panes import signs
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record_pane import SLICE, Group, Order, RecordPane
from casefile.tui.widgets.line import Line, Run, fit

_HEADS = {
    "question": "Questions",
    "lead": "Leads",
    "to-do": "To do",
    "assessment": "Assessments",
    "note": "Notes",
}


class NotesPane(RecordPane, inherit_bindings=False):
    """Notes: sign of the kind, title, whether it is settled."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("notes")
    place = "notes"
    number = 4
    label = "Notes"
    orders = (Order("newest", "last change"), Order("kind", "kind"), Order("title", "title"))
    none_yet = "No notes yet.\nn writes one about the record under the cursor, a one about the case."

    def arranged(self, reading: Reading) -> Iterator[Sequence[Group]]:
        """Pinned first, then open before settled; within that by last change, or by title, or under kinds."""
        records = reading.case.table("notes")
        rows: list[tuple[bool, bool, str, str]] = []
        for number, record_id in enumerate(list(records)):
            record = records[record_id]
            rows.append(
                (record.get("pinned") is not True, record.get("status") == "done", self._key(record), record_id)
            )
            if number % SLICE == SLICE - 1:
                yield ()
        newest = self.order.name == "newest"
        rows.sort(key=lambda row: row[2], reverse=newest)
        rows.sort(key=lambda row: row[:2])
        ordered = [row[3] for row in rows]
        yield self._by_kind(ordered, reading) if self.order.name == "kind" else [Group(None, ordered)]

    def _key(self, record: dict[str, Any]) -> str:
        if self.order.name == "newest":
            return str(record.get("modified", ""))
        return fold(str(record.get("title") or record.get("body") or ""))

    def _by_kind(self, record_ids: Sequence[str], reading: Reading) -> Sequence[Group]:
        records = reading.case.table("notes")
        kinds: dict[str, list[str]] = {kind: [] for kind in _HEADS}
        for record_id in record_ids:
            kind = records[record_id].get("kind")
            kinds[kind if isinstance(kind, str) and kind in kinds else "note"].append(record_id)
        return [Group(_HEADS[kind], keys) for kind, keys in kinds.items() if keys]

    def record_line(self, record_id: str, width: int) -> Line:
        """`? Which distances are right?`."""
        assert self.reading is not None
        note = self.reading.case.get(record_id, Note)
        if note is None:
            return ((record_id, ""),)
        done = note.status == "done"
        sign = signs.DONE if done else signs.NOTES.get(note.kind, "·")
        style = "muted" if done or self.reading.is_hidden(record_id) else "judgement" * (note.kind == "assessment")
        pin = f" {signs.PINNED}" if note.pinned else ""
        title = fit(self.reading.title(record_id), max(1, width - 2 - len(pin)))
        line: list[Run] = [(f"{sign} ", "muted" if done else "accent"), (title, style), (pin, "accent")]
        return line

    def record_text(self, record_id: str) -> str:
        """Title, text and kind are found."""
        assert self.reading is not None
        note = self.reading.case.get(record_id, Note)
        if note is None or self.reading.is_hidden(record_id):
            return self.reading.title(record_id)
        return f"{note.title} {note.body} {note.kind if note.kind in NOTE_KINDS else ''}"

    def total_label(self) -> str:
        """All notes, and how many questions are open."""
        assert self.reading is not None
        notes = self.reading.case.table("notes").values()
        questions = sum(note.get("kind") == "question" and note.get("status") != "done" for note in list(notes))
        return f"{len(self._own):,} · {questions:,} ?" if questions else f"{len(self._own):,}"
