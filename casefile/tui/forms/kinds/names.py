"""The field of other names: `Abu Omran (kunya, Latn); ابو عمران (transliteration, ar, Arab)`."""

from __future__ import annotations

import re
from typing import Any, Final

from casefile.model.records import Json
from casefile.model.vocabulary import NAME_KINDS
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Part, Several, described, each_beyond, objects_of
from casefile.tui.forms.kinds.syntax import join, split
from casefile.tui.forms.kinds.terms import matching
from casefile.tui.forms.wording import remark
from casefile.tui.widgets.ranking import Ranking

_WITH: Final = re.compile(r"(?P<name>.*\S)\s*\((?P<words>[^()]*)\)", re.DOTALL)
_OPEN: Final = re.compile(r".*\S\s*\((?:[^()]*,)?\s*(?P<word>[^(),]*)", re.DOTALL)
_SCRIPT: Final = re.compile("[A-Z][a-z]{3}")
_LANGUAGE: Final = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Names(Several):
    """Names, each with its kind, language (BCP 47) and script (ISO 15924) in parentheses where they are known."""

    def read(self, text: str, context: Context) -> Answer:
        """The names in their order."""
        found = [read_name(item.text) for item in split(text)]
        words = [f"{name['value']}: {name['kind']}" for name in found if "kind" in name]
        note = remark(text) or (
            "; ".join(words[:4]) if words else "kind and script may follow: (kunya, Latn)" if found else ""
        )
        return Answer(found or None, note=note)

    def show(self, value: Any, context: Context) -> str:
        """The names with semicolons between."""
        return join(show_name(one) for one in objects_of(value) if isinstance(one.get("value"), str))

    def kept(self, before: Any, value: Any) -> Any:
        """What else was said of a name stays with it."""
        return each_beyond(before, value, ("value", "kind", "language", "script"))

    def part(self, text: str, cursor: int) -> Part:
        """What stands in the parentheses is completed."""
        found = super().part(text, cursor)
        match = _OPEN.fullmatch(text, found.start, cursor)
        if match is None:
            return Part("", cursor, cursor)
        return Part(match["word"].strip(), cursor - len(match["word"].lstrip()), cursor)

    def choices(self, context: Context) -> Ranking | None:
        """The kinds of names."""
        return described(NAME_KINDS.items())

    def after(self, text: str) -> str:
        """Nothing: a language or the end of the parentheses may follow."""
        return ""


def read_name(text: str) -> Json:
    """One name's JSON. Parentheses that hold anything else than kind, language and script belong to the name."""
    match = _WITH.fullmatch(text)
    words = _attributes(match["words"]) if match else None
    if match is None or words is None:
        return {"value": text}
    return {"value": match["name"], **words}


def show_name(name: Json) -> str:
    """One name's text; empty parentheses end a name that would else be read otherwise."""
    value = name["value"]
    words = ", ".join(str(name[field]) for field in ("kind", "language", "script") if name.get(field))
    if words or read_name(value) != {"value": value}:
        return f"{value} ({words})"
    return str(value)


def _attributes(text: str) -> Json | None:
    """Kind, language and script, in any order; None where there is anything else among them."""
    found: Json = {}
    for word in filter(None, (part.strip() for part in text.split(","))):
        kind = word if word in NAME_KINDS else matching(word, NAME_KINDS) if len(word) > 4 else None
        field = (
            "kind"
            if kind
            else "script"
            if _SCRIPT.fullmatch(word)
            else "language"
            if _LANGUAGE.fullmatch(word)
            else ""
        )
        if not field or field in found:
            return None
        found[field] = kind or word
    return found
