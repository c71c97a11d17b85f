"""What a field offers while it is typed in: the records and terms that may be meant, and new records to make."""

from __future__ import annotations

from typing import Final, NamedTuple

from casefile.model.text import clean, fold
from casefile.model.vocabulary import TABLES
from casefile.tui.forms.answers import Context
from casefile.tui.forms.fields import Field
from casefile.tui.forms.kinds.kind import Part
from casefile.tui.widgets.ranking import Entry, Ranking

OFFERED: Final = 50
"""The most choices that are listed."""

NEW: Final = "new:"
"""Begins the key of the choice that makes a record; the name of its table follows."""

TYPED: Final = "typed:"
"""The key of the choice that leaves the text as it was typed."""

READING: Final = "reading:"
"""Begins the key of a choice among several readings; its number follows."""

_LONGEST_PART: Final = 200


class Offer(NamedTuple):
    """Choices for the part of a field's text that is being typed; not ``finished`` while some were not looked at."""

    part: Part
    entries: list[Entry]
    finished: bool = True


class Completion:
    """The choices of one field, worked out in slices."""

    def __init__(self, field: Field, context: Context) -> None:
        self._field = field
        self._context = context
        self._ranking: Ranking | None = field.kind.choices(context)
        self._asked: str | None = None

    def offer(self, text: str, cursor: int, seconds: float) -> Offer:
        """The best choices for what is typed at the cursor, found within about that many seconds."""
        kind = self._field.kind
        if len(text) > kind.longest:
            return Offer(Part("", cursor, cursor), [])
        readings = kind.read(text, self._context).readings
        if readings:
            whole = Part(text, 0, len(text))
            return Offer(
                whole, [Entry(f"{READING}{number}", one.label) for number, one in enumerate(readings)]
            )
        part = kind.part(text, cursor)
        entries: list[Entry] = []
        looked = self._ranking is not None and len(part.text) <= _LONGEST_PART
        if self._ranking is not None and looked:
            if part.text != self._asked or not self._ranking.finished:
                if part.text != self._asked:
                    self._ranking.ask(part.text)
                self._asked = part.text
                self._ranking.advance(seconds)
            entries = self._ranking.answers()[:OFFERED]
        finished = self._ranking is None or not looked or self._ranking.finished
        # Not before all are looked at: what is typed may be the name of one that was not found yet.
        makes = finished and self._makes(part, entries)
        made = [self._new(table, part.text) for table in kind.made(self._context)] if makes else []
        typed = part.text.strip()
        if kind.free and typed and (entries or made) and not (entries and _named(entries[0], typed)):
            entries.insert(0, Entry(TYPED, clean(typed[:_LONGEST_PART]), "as typed"))
        return Offer(part, [*entries, *made], finished)

    def look_on(self, seconds: float) -> bool:
        """Looks for more of what was asked for last; whether all were looked at."""
        if self._ranking is not None:
            self._ranking.advance(seconds)
        return self._ranking is None or self._ranking.finished

    def _makes(self, part: Part, entries: list[Entry]) -> bool:
        """Whether a new record may be meant: something was typed that is not the name of one."""
        typed = part.text.strip()
        return bool(typed) and not any(_named(entry, typed) for entry in entries)

    @staticmethod
    def _new(table: str, name: str) -> Entry:
        return Entry(f"{NEW}{table}", f"＋ new {TABLES[table].singular} “{clean(name.strip()[:80])}”")

    def chosen(self, key: str, text: str, part: Part) -> tuple[str, int]:
        """The field's text with a choice in it, and where the cursor is then."""
        if key == TYPED:
            return text, part.end
        if key.startswith(READING):
            readings = self._field.kind.read(text, self._context).readings
            text = readings[int(key.removeprefix(READING))].text
            return text, len(text)
        put = self._field.kind.chosen(key, part.text, self._context)
        rest = text[part.end :]
        if not rest.strip():
            put, rest = put + self._field.kind.after(text), ""
        return text[: part.start] + put + rest, part.start + len(put)


def _named(entry: Entry, typed: str) -> bool:
    return fold(entry.label).strip() == fold(typed).strip()


def completions(field: Field, text: str, cursor: int, context: Context) -> list[Entry]:
    """All choices for what is typed at the cursor, best first."""
    return Completion(field, context).offer(text, cursor, 3600.0).entries
