"""What every kind of field can do: a text becomes a value of a record, and a value a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, NamedTuple

from casefile.model.records import Json
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.syntax import SEPARATORS, item_at
from casefile.tui.widgets.ranking import Entry, Ranking

LONGEST_LINE: Final = 2_000
LONGEST_LIST: Final = 20_000
"""Characters that a field may have: of one value, and of several in a row. A text of many lines may be of any length."""


class Part(NamedTuple):
    """The part of a field's text that is being typed: the text, and where it stands."""

    text: str
    start: int
    end: int


class Kind:
    """A kind of field. ``rows`` is how many lines its editor has."""

    rows: ClassVar[int] = 1
    longest: int = LONGEST_LINE
    """The most characters that it may have."""
    whole: bool = False
    """Whether a text is more often replaced than gone on with: then it is selected when the field is gone to."""
    free: bool = False
    """Whether other texts than the choices are good too: then what is typed is itself the first choice."""

    def read(self, text: str, context: Context) -> Answer:
        """What a text says; an empty one says nothing."""
        raise NotImplementedError

    def show(self, value: Any, context: Context) -> str:
        """The text that stands for a value; reading it gives the value again."""
        return "" if value is None else str(value)

    def noted(self, value: Any, context: Context) -> str:
        """What is said beside a value that stands in the record already."""
        return ""

    def kept(self, before: Any, value: Any) -> Any:
        """The new value, with what the old one had beyond the fields that this program knows."""
        return value

    def part(self, text: str, cursor: int) -> Part:
        """What is completed: the whole text, or the one of several values that the cursor is in."""
        return Part(text, 0, len(text))

    def choices(self, context: Context) -> Ranking | None:
        """What can be chosen in this field; None where nothing is listed."""
        return None

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The text for a choice, in place of the part that was typed."""
        return key

    def made(self, context: Context) -> tuple[str, ...]:
        """The tables of which a new record can be made from within the field."""
        return ()

    def after(self, text: str) -> str:
        """What is put after a choice: in a field of several values, what begins the next."""
        return ""


class Several(Kind):
    """Several values in a row."""

    separators: str = SEPARATORS
    longest = LONGEST_LIST

    def part(self, text: str, cursor: int) -> Part:
        """The value that the cursor is in."""
        return Part(*item_at(text, cursor, self.separators))

    def after(self, text: str) -> str:
        """The beginning of the next value."""
        return "; "


def trouble(kind: Kind, text: str) -> str:
    """What is wrong with a text for a field of that kind, whatever it says."""
    if len(text) > kind.longest:
        return f"{len(text):,} characters; there is room for {kind.longest:,} here"
    return "one line, without line breaks" if "\n" in text and kind.rows == 1 else ""


def listed(values: Iterable[str | None]) -> Ranking:
    """Values to choose from; None where one is looked for."""
    return Ranking(None if value is None else Entry(value, value) for value in values)


def described(terms: Iterable[tuple[str, str]]) -> Ranking:
    """Terms to choose from, each with its meaning."""
    return Ranking(Entry(term, term, meaning) for term, meaning in terms)


def texts_of(value: Any) -> list[str]:
    """The texts of a list; misshapen values give none."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def objects_of(value: Any) -> list[Json]:
    """The objects of a list; misshapen values give none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []


def beyond(before: Any, value: Json, known: Iterable[str]) -> Json:
    """A new object with the fields of the old one that this program does not know."""
    if not isinstance(before, Mapping):
        return value
    unknown = {name: one for name, one in before.items() if name not in set(known)}
    return {**unknown, **value}


def each_beyond(before: Any, values: Any, known: tuple[str, ...]) -> Any:
    """New objects, each with what the old one of the same first field had beyond the fields that are known."""
    named = {one.get(known[0]): one for one in objects_of(before)}
    return [beyond(named.get(one[known[0]]), one, known) for one in values] if values else values
