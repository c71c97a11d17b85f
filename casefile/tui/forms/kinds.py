"""Kinds of field: how a text becomes a value of a record, and a value a text."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import urlsplit

from casefile.model.records import Json, is_id
from casefile.model.text import clean
from casefile.model.text.cleaning import hidden
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.syntax import item_at, join, split
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
    makes: tuple[str, ...] = ()
    """The tables of which a new record can be made from within the field."""
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

    def after(self, text: str) -> str:
        """What is put after a choice: in a field of several values, what begins the next."""
        return ""


class Text(Kind):
    """One line of any script."""

    free = True

    def __init__(self, used: tuple[str, str] | None = None) -> None:
        self._used = used
        """A table and field whose values in the case are offered."""

    def read(self, text: str, context: Context) -> Answer:
        """The text without blanks around it."""
        text = text.strip()
        return Answer(text or None, note=remark(text))

    def choices(self, context: Context) -> Ranking | None:
        """The values that the case has already."""
        return Ranking(Entry(value, value) for value in used(context, *self._used)) if self._used else None


class LongText(Kind):
    """Lines of any script and length."""

    rows = 5
    longest = sys.maxsize

    def read(self, text: str, context: Context) -> Answer:
        """The text without blank lines around it."""
        text = text.strip("\n").rstrip()
        return Answer(text or None, note=remark(text, lines=True))


class Url(Kind):
    """The address of a web page."""

    def read(self, text: str, context: Context) -> Answer:
        """The address; says which other report has it already."""
        text = text.strip()
        problem = url_trouble(text)
        return Answer(text or None, note="" if problem else self._same(text, context), error=problem)

    def _same(self, url: str, context: Context) -> str:
        known = context.known("addresses", lambda: _addresses(context))
        same = [record_id for record_id in known.get(url, ()) if record_id != context.record_id]
        return (
            f"the address of a report of this case already: {clean(context.case.title(same[0]))}"
            if same
            else ""
        )


def _addresses(context: Context) -> dict[str, list[str]]:
    """The reports of each address."""
    found: dict[str, list[str]] = {}
    for record_id, record in context.case.table("reports").items():
        if isinstance(record.get("url"), str):
            found.setdefault(record["url"], []).append(record_id)
    return found


class Several(Kind):
    """Several texts in a row."""

    separators: str = ";"
    longest = LONGEST_LIST

    def part(self, text: str, cursor: int) -> Part:
        """The value that the cursor is in."""
        return Part(*item_at(text, cursor, self.separators))

    def after(self, text: str) -> str:
        """The beginning of the next value."""
        return "; "


class Texts(Several):
    """Several short texts: tags, languages, addresses."""

    free = True

    def __init__(
        self, used: tuple[str, str] | None = None, *, separators: str = ";", check: str = ""
    ) -> None:
        self.separators = separators
        self._used = used
        self._check = check

    def read(self, text: str, context: Context) -> Answer:
        """Each value once."""
        values = list(dict.fromkeys(item.text for item in split(text, self.separators)))
        problem = next(filter(None, map(self._trouble, values)), "")
        return Answer(values or None, error=problem)

    def _trouble(self, value: str) -> str:
        if self._check == "url":
            return url_trouble(value)
        if self._check in ("elsewhere", "anywhere"):
            case, colon, record = value.rpartition(":")
            if not is_id(record) or (not is_id(case) if colon else self._check == "elsewhere"):
                return f"'{short(value)}' is not the id of a case, a colon, and the id of a record in it"
        return ""

    def show(self, value: Any, context: Context) -> str:
        """The values with semicolons between."""
        return join(texts_of(value), self.separators)

    def choices(self, context: Context) -> Ranking | None:
        """The values that the case has already."""
        return Ranking(Entry(value, value) for value in used(context, *self._used)) if self._used else None


class Country(Kind):
    """A country's two letters (ISO 3166-1)."""

    free = True
    whole = True

    def read(self, text: str, context: Context) -> Answer:
        """The letters as capitals."""
        code = text.strip().upper()
        problem = "" if not code or re.fullmatch("[A-Z]{2}", code) else "two letters, such as IR (ISO 3166-1)"
        return Answer(code or None, error=problem)

    def choices(self, context: Context) -> Ranking | None:
        """The countries that the case has already."""
        found = {
            code: None
            for table in ("actors", "sources", "places")
            for code in used(context, table, "country")
        }
        return Ranking(Entry(code, code) for code in found)


class Language(Kind):
    """A language's tag (BCP 47)."""

    free = True
    whole = True

    def read(self, text: str, context: Context) -> Answer:
        """The tag."""
        tag = text.strip()
        fits = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag)
        return Answer(
            tag or None,
            error="" if fits or not tag else "a language's tag, such as fa, ar or tg-Cyrl (BCP 47)",
        )

    def choices(self, context: Context) -> Ranking | None:
        """The languages that the case has already."""
        found = dict.fromkeys((*context.case.info.languages, *used(context, "reports", "language")))
        return Ranking(Entry(tag, tag) for tag in found)


class Number(Kind):
    """A number within limits."""

    whole = True

    def __init__(self, low: float, high: float, unit: str) -> None:
        self._low, self._high, self._unit = low, high, unit

    def read(self, text: str, context: Context) -> Answer:
        """The number; digits of any script, a comma for the point too."""
        text = text.strip()
        if not text:
            return Answer()
        try:
            number = float(text.replace("−", "-").replace(",", "."))
        except ValueError:
            return Answer(error=self._expected)
        if not (self._low <= number <= self._high) or math.isinf(number):
            return Answer(error=self._expected)
        return Answer(int(number) if number.is_integer() and "." not in text else number, note=self._unit)

    @property
    def _expected(self) -> str:
        if math.isinf(self._high):
            return f"a number of {self._unit}, not below {self._low:g}"
        return f"a number of {self._unit} from {self._low:g} to {self._high:g}"


def trouble(kind: Kind, text: str) -> str:
    """What is wrong with a text for a field of that kind, whatever it says."""
    if len(text) > kind.longest:
        return f"{len(text):,} characters; there is room for {kind.longest:,} here"
    return "one line, without line breaks" if "\n" in text and kind.rows == 1 else ""


def remark(text: str, *, lines: bool = False) -> str:
    """What the writer of a text should know of it: characters that cannot be seen, an uncommon length."""
    unseen = hidden(text[:100_000])
    if unseen is not None:
        return f"has a character that cannot be seen: U+{ord(unseen):04X}"
    if lines and len(text) > LONGEST_LINE:
        return f"{len(text):,} characters"
    return ""


def url_trouble(text: str) -> str:
    """What is wrong with an address."""
    if not text:
        return ""
    expected = "an address that begins with http:// or https://"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return f"{expected}; this one cannot be read"
    if parts.scheme not in ("http", "https"):
        return f"{expected}, not {short(parts.scheme)}:" if parts.scheme else expected
    if re.search(r"\s", text):
        return f"{expected}, without blanks"
    if not text.startswith(("http://", "https://")):
        return expected
    return "" if host else f"{expected} and then names a host"


def short(text: str) -> str:
    """A text for an error line: cleaned, and cut where it is long."""
    return clean(text if len(text) <= 40 else text[:39] + "…")


def texts_of(value: Any) -> list[str]:
    """The texts of a list; misshapen values give none."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def used(context: Context, table: str, field: str) -> list[str]:
    """The values that a field has in the case, each once, the most frequent first; of all tables where none is named."""
    return context.known(("used", table, field), lambda: _used(context, table, field))


def _used(context: Context, table: str, field: str) -> list[str]:
    counts: Counter[str] = Counter()
    for name in (table,) if table else tuple(context.case.tables):
        for record in context.case.table(name).values():
            value = record.get(field)
            counts.update(
                texts_of(value) if isinstance(value, list) else [value] if isinstance(value, str) else []
            )
    counts.pop("", None)
    return sorted(counts, key=lambda one: (-counts[one], one))


def beyond(before: Any, value: Json, known: Iterable[str]) -> Json:
    """A new object with the fields of the old one that this program does not know."""
    if not isinstance(before, Mapping):
        return value
    unknown = {name: one for name, one in before.items() if name not in set(known)}
    return {**unknown, **value}
