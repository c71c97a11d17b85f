"""What the notes pane shows: what the analyst wrote, pinned notes first, then what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casefile.model.records import Json, Note
from casefile.model.text import fold
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.days import SLICE
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group, Order
from casefile.tui.widgets.line import Line, fit

_HEADS = {
    "question": "Questions",
    "lead": "Leads",
    "to-do": "To do",
    "assessment": "Assessments",
    "note": "Notes",
}


class NotesView:
    """Notes: sign of the kind, title, whether it is pinned or settled."""

    orders: tuple[Order, ...] = (
        Order("newest", "last change"),
        Order("kind", "kind"),
        Order("title", "title"),
    )

    counted: tuple[str, ...] = ("",)

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.order = self.orders[0]
        self._questions = 0

    def arranged(self) -> Iterator[Sequence[Group]]:
        """Pinned first, then open before settled; within that by last change, or by title, or under kinds."""
        records = self._reading.whole.table("notes")
        rows: list[tuple[bool, bool, str, str]] = []
        questions = 0
        for number, record_id in enumerate(list(records), 1):
            record = records[record_id]
            done = record.get("status") == "done"
            questions += _is_open_question(record)
            rows.append((record.get("pinned") is not True, done, self._key(record), record_id))
            if number % SLICE == 0:
                yield ()
        self._questions = questions
        rows.sort(key=lambda row: row[3])
        rows.sort(key=lambda row: row[2], reverse=self.order.name == "newest")
        rows.sort(key=lambda row: row[:2])
        ordered = [row[3] for row in rows]
        yield self._by_kind(ordered) if self.order.name == "kind" else [Group(None, ordered)]

    def _key(self, record: Json) -> str:
        if self.order.name == "newest":
            return str(record.get("modified", ""))
        return fold(str(record.get("title") or record.get("body") or ""))

    def _by_kind(self, record_ids: Sequence[str]) -> Sequence[Group]:
        records = self._reading.whole.table("notes")
        kinds: dict[str, list[str]] = {kind: [] for kind in _HEADS}
        for record_id in record_ids:
            kind = records[record_id].get("kind")
            kinds[kind if isinstance(kind, str) and kind in kinds else "note"].append(record_id)
        return [Group(_HEADS[kind], keys) for kind, keys in kinds.items() if keys]

    def head_line(self, head: Any, width: int) -> Line:
        """The kind."""
        return ((str(head), "header"),)

    def line(self, record_id: str, width: int) -> Line:
        """`? Which distances are right?`."""
        reading = self._reading
        note = reading.case.get(record_id, Note)
        if note is None:
            return ((record_id, ""),)
        done = note.status == "done"
        sign = signs.DONE if done else signs.NOTES.get(note.kind, "·")
        quiet = done or reading.is_hidden(record_id)
        pin = f" {signs.PINNED}" if note.pinned else ""
        title = fit(reading.title(record_id), max(1, width - 2 - len(pin)))
        style = "muted" if quiet else "judgement" if note.kind == "assessment" else ""
        return ((f"{sign} ", "muted" if done else "accent"), (title, style), (pin, "accent"))

    def text(self, record_id: str) -> str:
        """Title, text and kind are found."""
        note = self._reading.case.get(record_id, Note)
        if note is None or self._reading.is_hidden(record_id):
            return self._reading.title(record_id)
        return f"{note.title} {note.body} {note.kind}"

    def tally(self, record_ids: Collection[str]) -> tuple[int, ...]:
        """All of them."""
        return (len(record_ids),)

    def remark(self) -> str:
        """How many questions are open: `15 ?`; of a case as it was known, those of then, in today's words."""
        questions, today = self._questions, ""
        if self._reading.then:
            notes = self._reading.case.table("notes").values()
            questions = sum(_is_open_question(note) for note in notes)
            today = "today's"
        said = f"{questions:,} {signs.NOTES['question']}" if questions else ""
        return " · ".join(part for part in (said, today) if part)


def _is_open_question(record: Json) -> bool:
    return record.get("kind") == "question" and record.get("status") != "done"
