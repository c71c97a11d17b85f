"""The language of a search, read into a tree.

    words                     each stands somewhere in the record; a word may go on: bomb finds bombing
    "a phrase"                these very words, one after the other; "bomb" finds no bombing
    bo*                       whatever begins so, also where it is shorter than three letters
    field:value               see `FIELDS`; a value of several words stands in quotation marks
    -word, -field:value       not that; NOT is the same
    one OR other, ( )         either; binds less than words that stand side by side

Nothing that can be typed is refused: where something is not well formed, a `Problem` says what and where, and
the words that stand there are searched for as plain ones.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from casefile.model.search.fields import FIELDS
from casefile.model.search.lexer import Part, cut
from casefile.model.search.tree import Node, Not, Text, either, every, texts
from casefile.model.search.values import ValueProblem, condition, nearest
from casefile.model.search.words import words

UNFINISHED: Final = 3
"""Letters from which on a plain word may go on: shorter ones would find nearly everything."""
MOST_PARTS: Final = 200
"""Parts of a search that are looked at."""
DEEPEST: Final = 40
"""How deep parentheses may stand in each other."""


class Problem(NamedTuple):
    """What is not well formed in a search, from character ``start`` to ``end`` (from 0, the end not included)."""

    message: str
    start: int
    end: int

    def __str__(self) -> str:
        """The line for the user; columns count from 1."""
        return f"column {self.start + 1}: {self.message}"


class Query(NamedTuple):
    """A search as it was understood: ``tree`` is none where it asks for nothing."""

    text: str
    tree: Node | None
    problems: tuple[Problem, ...] = ()

    @property
    def sought(self) -> tuple[Text, ...]:
        """The words and phrases by which a hit is recognised, each once."""
        return tuple(dict.fromkeys(texts(self.tree))) if self.tree is not None else ()


def parse_query(text: str, *, now: datetime) -> Query:
    """Reads a search; dates such as "yesterday" are meant from ``now``."""
    parts = cut(text)
    reader = _Reader(parts[:MOST_PARTS], now)
    if len(parts) > MOST_PARTS:
        cutoff = parts[MOST_PARTS]
        reader.problem(f"a search has at most {MOST_PARTS} parts", cutoff)
    return Query(text, reader.whole(), tuple(sorted(reader.problems, key=lambda problem: problem.start)))


class _Reader:
    """Goes through the parts once, from left to right."""

    def __init__(self, parts: list[Part], now: datetime) -> None:
        self.parts = parts
        self.now = now
        self.at = 0
        self.depth = 0
        self.problems: list[Problem] = []
        self.instead: list[Node | None] = []
        """The words of values that fit no field: searched for where nothing else is asked."""

    def problem(self, message: str, part: Part) -> None:
        self.problems.append(Problem(message, part.start, part.end))

    def next(self, *kinds: str) -> Part | None:
        """The next part, taken, if it is of such a kind."""
        if self.at < len(self.parts) and self.parts[self.at].kind in kinds:
            self.at += 1
            return self.parts[self.at - 1]
        return None

    def whole(self) -> Node | None:
        found: list[Node] = []
        while self.at < len(self.parts):
            node = self.alternatives()
            if node is not None:
                found.append(node)
            stray = self.next("close")
            if stray is not None:
                self.problem("this parenthesis closes none", stray)
        found = found or [node for node in self.instead if node is not None]
        return every(tuple(found)) if found else None

    def alternatives(self) -> Node | None:
        """Conditions with OR between them."""
        found = [self.together()]
        while (divider := self.next("or")) is not None:
            following = self.together()
            if following is None or found[-1] is None:
                side = "after" if following is None else "before"
                self.problem(f"{divider.text} needs something {side} it", divider)
            found.append(following)
        nodes = tuple(node for node in found if node is not None)
        return either(nodes) if nodes else None

    def together(self) -> Node | None:
        """Conditions side by side."""
        found: list[Node] = []
        while self.at < len(self.parts) and self.parts[self.at].kind not in ("or", "close"):
            link = self.next("and")
            if link is not None:
                if (
                    not found
                    or self.at == len(self.parts)
                    or self.parts[self.at].kind in ("or", "close", "and")
                ):
                    self.problem(f"{link.text} stands between two words", link)
                continue
            node = self.single()
            if node is not None:
                found.append(node)
        return every(tuple(found)) if found else None

    def single(self) -> Node | None:
        part = self.parts[self.at]
        self.at += 1
        match part.kind:
            case "not":
                return self.without(part)
            case "open":
                return self.group(part)
            case "field":
                return self.field(part)
            case "quote":
                self.problem("this quotation mark has no partner", part)
                return None
            case "phrase":
                return _text(part.text, prefix=part.goes_on)
        return self.word(part)

    def without(self, sign: Part) -> Node | None:
        if self.at == len(self.parts) or self.parts[self.at].kind in ("or", "and", "close"):
            self.problem(f"{sign.text} needs a word after it", sign)
            return None
        node = self.single()
        return Not(node) if node is not None else None

    def group(self, opening: Part) -> Node | None:
        if self.depth == DEEPEST:
            self.problem(f"parentheses stand at most {DEEPEST} deep in each other", opening)
            return None
        self.depth += 1
        node = self.alternatives()
        self.depth -= 1
        if self.next("close") is None:
            self.problem("this parenthesis is not closed", opening)
        return node

    def word(self, part: Part) -> Node | None:
        body = part.text.rstrip("*")
        if "*" in body:
            self.problem("an asterisk stands at the end of a word", part)
            return _each(body.replace("*", " "))
        return _plain(body, goes_on=part.text.endswith("*"))

    def field(self, part: Part) -> Node | None:
        name = part.text[:-1].lower()
        value = None
        if self.at < len(self.parts) and self.parts[self.at].joined:
            value = self.next("word", "phrase", "field")
        if name not in FIELDS:
            self.problem(f"there is no field '{part.text[:-1]}'; there are {', '.join(FIELDS)}", part)
            self.at -= value is not None
            return _plain(part.text)
        while value is not None and value.kind == "field":
            more = self.next("word", "field") if self.joins() else None
            joined = value.text + (more.text if more else "")
            value = Part(
                more.kind if more else "word", joined, value.start, more.end if more else value.end, True
            )
        if value is None or not value.text.strip():
            self.problem(f"{name}: needs a value, for instance {name}:{FIELDS[name].example}", part)
            return None
        return self.condition(name, value)

    def joins(self) -> bool:
        return self.at < len(self.parts) and self.parts[self.at].joined

    def condition(self, name: str, value: Part) -> Node | None:
        whole = value.kind == "phrase" and not value.goes_on
        try:
            return condition(name, value.text, whole=whole, now=self.now)
        except ValueProblem as wrong:
            self.problem(str(wrong), value)
            self.instead.append(_each(value.text))
            return None


def suggestion(query: Query) -> str | None:
    """What was probably meant, where a search with a misspelled value finds nothing: `kind:attack` for `kind:atack`."""
    for part, value in pairwise(cut(query.text)):
        name = part.text[:-1].lower()
        near = nearest(name, value.text) if part.kind == "field" and value.joined else None
        if near is not None:
            return f"{name}:{near}"
    return None


def _plain(text: str, goes_on: bool = False) -> Node | None:
    found = words(text)
    if not found:
        return None
    return Text(tuple(found), goes_on or len(found[-1]) >= UNFINISHED)


def _each(text: str) -> Node | None:
    """Every word of a text by itself."""
    found = tuple(node for node in map(_plain, text.split()) if node is not None)
    return every(found) if found else None


def _text(text: str, prefix: bool) -> Node | None:
    found = words(text)
    return Text(tuple(found), prefix) if found else None
