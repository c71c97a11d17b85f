"""Fields that name records of the case: one, or several."""

from __future__ import annotations

from typing import Any

from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.circles import circle
from casefile.tui.forms.kinds.kind import Kind, Several, texts_of
from casefile.tui.forms.kinds.syntax import escape, join, split
from casefile.tui.forms.wording import short
from casefile.tui.widgets.ranking import Ranking


class Reference(Kind):
    """Names records of some tables by their titles, or by their ids in brackets.

    ``onward`` is the field in which those refer to others in turn, where that must not lead back.
    """

    def __init__(self, *tables: str, makes: tuple[str, ...] = (), onward: str = "") -> None:
        self.tables = tables
        self._makes = makes
        self._onward = onward

    def named(self, text: str, context: Context) -> tuple[str, str]:
        """The id of the record that a text names, or "" and what is wrong with it."""
        found, problem = context.resolve(self.tables, text)
        if found is None:
            return "", problem
        if found == context.record_id:
            return "", "a record cannot refer to itself"
        problem = circle(context, self._onward, found) if self._onward else ""
        return ("", problem) if problem else (found, "")

    def name(self, record_id: str, context: Context) -> str:
        """How a record is written in the field."""
        return context.index(self.tables).text(record_id)

    def choices(self, context: Context) -> Ranking | None:
        """The records of the tables."""
        return context.index(self.tables).ranking()

    def made(self, context: Context) -> tuple[str, ...]:
        """The tables that the field was given for it."""
        return self._makes

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The record's name."""
        return self.name(key, context)


class OneRecord(Reference):
    """One record; another one than the field ``apart_from`` names, if there is one."""

    whole = True

    def __init__(
        self, *tables: str, makes: tuple[str, ...] = (), onward: str = "", apart_from: str = ""
    ) -> None:
        super().__init__(*tables, makes=makes, onward=onward)
        self._apart_from = apart_from

    def read(self, text: str, context: Context) -> Answer:
        """The record's id."""
        if not text.strip():
            return Answer()
        found, problem = self.named(text, context)
        other = context.texts.get(self._apart_from, "").strip()
        if found and other and context.resolve(self.tables, other)[0] == found:
            return Answer(error="a record cannot be tied to itself")
        return Answer(found or None, error=problem)

    def show(self, value: Any, context: Context) -> str:
        """The record's name."""
        return self.name(value, context) if isinstance(value, str) and value else ""

    def noted(self, value: Any, context: Context) -> str:
        """That the record is not there."""
        return lost([value], context)


class SeveralRecords(Reference, Several):
    """Several records."""

    def read(self, text: str, context: Context) -> Answer:
        """The ids, each once, in the order given."""
        found: list[str] = []
        for item in split(text):
            record_id, problem = self.named(item.text, context)
            if problem:
                return Answer(error=problem)
            found.append(record_id)
        return Answer(list(dict.fromkeys(found)) or None)

    def show(self, value: Any, context: Context) -> str:
        """The records' names."""
        return join(self.name(one, context) for one in texts_of(value))

    def noted(self, value: Any, context: Context) -> str:
        """Which of the records are not there."""
        return lost(texts_of(value), context)

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The record's name."""
        return escape(self.name(key, context))


def lost(record_ids: list[Any], context: Context) -> str:
    """What is said of the first of some records that is not there; nothing where all are."""
    gone = next((one for one in record_ids if one not in context.case), None)
    return "" if gone is None else f"there is no record '{short(str(gone))}'"
