"""Fields of plain text: a line, several lines, several short texts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from casefile.model.records import is_id
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind, Several, listed, texts_of
from casefile.tui.forms.kinds.syntax import SEPARATORS, join, split
from casefile.tui.forms.wording import remark, short, with_article
from casefile.tui.widgets.ranking import Ranking

Used = tuple[str, str] | None
"""A table and field whose values in the case are offered; the table empty for all tables."""


class Text(Kind):
    """One line of any script."""

    free = True

    def __init__(self, used: Used = None) -> None:
        self._used = used

    def read(self, text: str, context: Context) -> Answer:
        """The text without blanks around it."""
        text = text.strip()
        return Answer(text or None, note=remark(text))

    def choices(self, context: Context) -> Ranking | None:
        """The values that the case has already."""
        return listed(context.using(self._used)) if self._used else None


class Name(Text):
    """What a record of a table is called; says which other one is called so already."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self._table = table

    def read(self, text: str, context: Context) -> Answer:
        """The name; two records may have the same."""
        answer = super().read(text, context)
        index = context.index((self._table,))
        others = [one for one in index.called(text, patient=context.patient) if one != context.record_id]
        if not others or answer.note:
            return answer
        same = f"{with_article(index.words)} of this case is called so already: {others[0]}"
        return answer._replace(note=same)


class LongText(Kind):
    """Lines of any script and length."""

    rows = 5
    longest = sys.maxsize

    def read(self, text: str, context: Context) -> Answer:
        """The text without blank lines around it."""
        text = text.strip("\n").rstrip()
        return Answer(text or None, note=remark(text, lines=True))


class Texts(Several):
    """Several short texts: tags, addresses, ids of other cases. ``trouble`` says what is wrong with one of them."""

    free = True

    def __init__(
        self, used: Used = None, *, separators: str = SEPARATORS, trouble: Callable[[str], str] | None = None
    ) -> None:
        self.separators = separators
        self._used = used
        self._trouble = trouble or (lambda _: "")

    def read(self, text: str, context: Context) -> Answer:
        """Each value once."""
        values = list(dict.fromkeys(item.text for item in split(text, self.separators)))
        problem = next(filter(None, map(self._trouble, values)), "")
        return Answer(values or None, error=problem)

    def show(self, value: Any, context: Context) -> str:
        """The values with semicolons between."""
        return join(texts_of(value), self.separators)

    def choices(self, context: Context) -> Ranking | None:
        """The values that the case has already."""
        return listed(context.using(self._used)) if self._used else None


def elsewhere_trouble(text: str) -> str:
    """What is wrong with `case:record`, the name of a record of another case."""
    case, colon, record = text.rpartition(":")
    return "" if colon and is_id(case) and is_id(record) else _expected(text)


def anywhere_trouble(text: str) -> str:
    """What is wrong with the name of a record of another case, or with the id of one of this."""
    return "" if is_id(text) else elsewhere_trouble(text)


def _expected(text: str) -> str:
    return f"'{short(text)}' is not the id of a case, a colon, and the id of a record in it"
