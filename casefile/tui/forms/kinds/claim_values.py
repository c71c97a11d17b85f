"""The field of what a claim says of its subject: its form depends on the predicate."""

from __future__ import annotations

from typing import Any, Final

from casefile.analysis.values import label
from casefile.model.dates import CivilDate, single_day
from casefile.model.records import Event, Json, claim_value
from casefile.model.text import clean
from casefile.model.vocabulary import PREDICATES, predicate
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.dates import Date
from casefile.tui.forms.kinds.kind import Kind
from casefile.tui.forms.kinds.quantities import EXPECTED, UNITS, read_quantity, show_quantity
from casefile.tui.forms.kinds.quantities import trouble as quantity_trouble
from casefile.tui.forms.wording import remark
from casefile.tui.widgets.ranking import Ranking

_PLACES: Final = ("places",)
SUBJECTS: Final = ("events", "actors", "places", "reports", "sources", "claims", "relations", "notes", "case")
"""What a claim, or a note, can be about."""

_RECORDS: Final = ("actors", "places", "events", "sources", "reports")
_MADE: Final = {"place": ("places",), "record": ("actors", "places")}
_DATE: Final = Date()
_DATED: Final = "date:"
_VALUE_WORDS: Final = {
    "quantity": "a number",
    "date": "a date",
    "place": "a place, or text",
    "record": "a record, or text",
    "text": "text",
    "any": "text, or a number",
}


class ClaimValue(Kind):
    """A number, a date, a record or text, as the predicate wants it; text in quotation marks is always text."""

    free = True

    def read(self, text: str, context: Context) -> Answer:
        """The value's JSON."""
        text = text.strip()
        if not text:
            return Answer(note=value_words(context))
        wanted = _wanted(context)
        if wanted == "text":
            return Answer(text, note=remark(text))
        if wanted == "date":
            return _DATE.read(text, context, _day_of_subject(context))
        if wanted == "quantity":
            return self._quantity(text, context)
        if quoted(text) is not None:
            return Answer(quoted(text), note="text")
        if wanted == "any":
            return self._any(text, context)
        return self._record(text, context)

    def _quantity(self, text: str, context: Context) -> Answer:
        found = read_quantity(text)
        if found is None:
            return Answer(error=EXPECTED)
        return Answer(found, note=said(context, found), error=quantity_trouble(found, counts=True))

    def _record(self, text: str, context: Context) -> Answer:
        tables = _tables(context)
        found, problem = context.resolve(tables, text)
        if found is not None:
            return Answer({"record": found}, note=f"the record: {said(context, {'record': found})}")
        if problem.endswith("apart"):
            return Answer(error=problem)
        return Answer(text, note=f"as text: {problem}")

    def _any(self, text: str, context: Context) -> Answer:
        if text.startswith(_DATED):
            return _DATE.read(text.removeprefix(_DATED), context, _day_of_subject(context))
        if text.endswith("]") and "[" in text:
            found, _ = context.resolve(_RECORDS, text)
            if found is not None:
                return Answer({"record": found}, note=f"the record: {said(context, {'record': found})}")
        number = read_quantity(text, units=UNITS)
        if number is not None:
            words = f"a number: {said(context, number)}; in quotation marks it would be text"
            return Answer(number, note=words, error=quantity_trouble(number))
        return Answer(text, note=remark(text) or "text")

    def show(self, value: Any, context: Context) -> str:
        """The text of a value."""
        wanted = _wanted(context)
        if isinstance(value, dict):
            return self._shown(value, wanted, context)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return ""
        if isinstance(value, int | float):
            return show_quantity({"number": value})
        if wanted in ("text", "date", "quantity") or self.read(value, context).value == value:
            return value
        return f'"{value}"'

    def _shown(self, value: Json, wanted: str, context: Context) -> str:
        if "edtf" in value:
            shown = _DATE.show(value, context)
            return shown if wanted == "date" else f"{_DATED} {shown}"
        if isinstance(value.get("record"), str):
            shown = context.index(_tables(context)).text(value["record"])
            named = wanted in ("place", "record") or shown.endswith("]")
            return shown if named else f"{shown} [{value['record']}]"
        return show_quantity(value)

    def noted(self, value: Any, context: Context) -> str:
        """What the value is."""
        return said(context, value) if isinstance(value, dict) else ""

    def kept(self, before: Any, value: Any) -> Any:
        """A date keeps what a date's field keeps."""
        return _DATE.kept(before, value) if isinstance(value, dict) and "edtf" in value else value

    def choices(self, context: Context) -> Ranking | None:
        """Records, where the predicate wants one."""
        return context.index(_tables(context)).ranking() if _wanted(context) in ("place", "record") else None

    def made(self, context: Context) -> tuple[str, ...]:
        """An actor or a place, where the predicate wants a record."""
        return _MADE.get(_wanted(context), ())

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The record's name."""
        return context.index(_tables(context)).text(key)


def _wanted(context: Context) -> str:
    """The type of value that the form's predicate wants."""
    return predicate("-".join(context.texts.get("predicate", "").lower().split()) or "says").value_type


def _day_of_subject(context: Context) -> CivilDate | None:
    """The day of the event that the claim is about."""
    found, _ = context.resolve(SUBJECTS, context.texts.get("subject", ""))
    event = context.case.get(found, Event) if found is not None else None
    return single_day(event.when.edtf) if event is not None and event.when is not None else None


def _tables(context: Context) -> tuple[str, ...]:
    return _PLACES if _wanted(context) == "place" else _RECORDS


def value_words(context: Context) -> str:
    """What the predicate wants, in words."""
    name = context.texts.get("predicate", "") or "says"
    return f"{clean(name[:64])} wants {_VALUE_WORDS[_wanted(context)]}"


def said(context: Context, value: Any) -> str:
    """A value as the fact sheets show it."""
    return clean(label(context.case, claim_value(value)))


def quoted(text: str) -> str | None:
    """What stands between quotation marks around the whole text; None where there are none."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else None


def predicates(context: Context) -> list[tuple[str, str]]:
    """The predicates: those with a type of value first, then those that the case has besides."""
    known = [(name, f"wants {_VALUE_WORDS[found.value_type]}") for name, found in PREDICATES.items()]
    return known + [(name, "") for name in context.used(("claims", "predicate")) if name not in PREDICATES]
