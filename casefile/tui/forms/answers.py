"""What a field's text is read against, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from casefile.model.case import Case
from casefile.tui.forms.index import RecordIndex

T = TypeVar("T")


class Reading(NamedTuple):
    """One of several ways to understand a text: the text that says it beyond doubt, and its words."""

    text: str
    label: str


class Answer(NamedTuple):
    """What a field's text says.

    ``value`` is the JSON for the record, None where the field is empty; ``note`` what was understood, in words;
    ``error`` what is wrong with it, in one line; ``readings`` what to choose from where it can be read in several ways.
    """

    value: Any = None
    note: str = ""
    error: str = ""
    readings: tuple[Reading, ...] = ()


class Context:
    """What a text is read against: the case, the moment of writing, and the texts of the form's other fields."""

    def __init__(
        self,
        case: Case,
        now: Callable[[], datetime],
        *,
        texts: Mapping[str, str] | None = None,
        record_id: str | None = None,
        hidden: Callable[[str], bool] | None = None,
    ) -> None:
        self.case = case
        self.now = now
        self.texts: Mapping[str, str] = texts if texts is not None else {}
        self.record_id = record_id
        """The record that the form is about; None for a new one."""
        self.hidden = hidden or (lambda _: False)
        """Whether a record is sensitive and nobody asked to see it: then it goes by its id."""
        self.patient = True
        """Whether a reader waits until all records were looked at; a form does so only when it is saved."""
        self._known: dict[Hashable, tuple[int, Any]] = {}
        self._indexes: dict[tuple[str, ...], RecordIndex] = {}

    def resolve(self, tables: tuple[str, ...], text: str) -> tuple[str | None, str]:
        """The id of the record of these tables that a text names, or None and what is wrong with it."""
        return self.index(tables).resolve(text, patient=self.patient)

    def known(self, what: Hashable, find: Callable[[], T]) -> T:
        """Something that follows from the case, found once for each state of it."""
        held = self._known.get(what)
        if held is None or held[0] != self.case.revision:
            held = self._known[what] = (self.case.revision, find())
        found: T = held[1]
        return found

    def used(self, *fields: tuple[str, str]) -> list[str]:
        """The values that fields of tables have in the case, the most frequent first; a table "" is all of them."""
        return [value for value in self.using(*fields) if value is not None]

    def using(self, *fields: tuple[str, str]) -> Iterator[str | None]:
        """The same, record by record: None for each that is looked at, and the values when all were."""
        held = self._known.get(fields)
        if held is None or held[0] != self.case.revision:
            revision, counts = self.case.revision, Counter[str]()
            for table, field in fields:
                for name in (table,) if table else tuple(self.case.tables):
                    for record in list(self.case.table(name).values()):
                        counts.update(_texts(record.get(field)))
                        yield None
            found = sorted(counts, key=lambda one: (-counts[one], one))
            held = self._known[fields] = (revision, found)
        yield from held[1]

    def index(self, tables: tuple[str, ...]) -> RecordIndex:
        """The records of some tables by name; made when it is first asked for, and anew when the case changed."""
        found = self._indexes.get(tables)
        if found is None or found.revision != self.case.revision:
            found = self._indexes[tables] = RecordIndex(self.case, tables, self.hidden)
        return found


def _texts(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else (value,)
    return (one for one in values if isinstance(one, str) and one)
