"""What a field's text is read against, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from casefile.model.case import Case
from casefile.tui.forms.index import RecordIndex


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
        self._indexes: dict[tuple[str, ...], RecordIndex] = {}

    def index(self, tables: tuple[str, ...]) -> RecordIndex:
        """The records of some tables by name; made when it is first asked for, and anew when the case changed."""
        found = self._indexes.get(tables)
        if found is None or found.revision != self.case.revision:
            found = self._indexes[tables] = RecordIndex(self.case, tables, self.hidden)
        return found
