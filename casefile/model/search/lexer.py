"""A typed search cut into its parts, each with its place."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Kind = Literal["open", "close", "or", "and", "not", "field", "phrase", "word", "quote"]
"""`quote` is a quotation mark without a partner; `field` is a name up to and with its colon."""

_QUOTES: Final = '"“”„‟«»'
_PART: Final = re.compile(
    rf"""\s*(?:
        (?P<open>\()
      | (?P<close>\))
      | (?P<phrase>[{_QUOTES}](?P<inside>[^{_QUOTES}]*)[{_QUOTES}]\*?)
      | (?P<quote>[{_QUOTES}])
      | (?P<or>(?:OR|\|\|?)(?=[\s()]|$))
      | (?P<and>(?:AND|&&?)(?=[\s()]|$))
      | (?P<not>NOT(?=[\s(]|$)|-(?=[^\s)]))
      | (?P<field>[A-Za-z_]+:(?!//))
      | (?P<word>[^\s(){_QUOTES}]+)
    )""",
    re.VERBOSE,
)


class Part(NamedTuple):
    """One part: ``text`` is what it says, ``start`` and ``end`` where it stands. ``joined`` is true where nothing
    stands between it and the part before, ``goes_on`` where a phrase ends in an asterisk."""

    kind: Kind
    text: str
    start: int
    end: int
    joined: bool = False
    goes_on: bool = False


def cut(text: str) -> list[Part]:
    """The parts of a search, in order; none is left out but blanks."""
    parts: list[Part] = []
    at = 0
    while (found := _PART.match(text, at)) is not None:
        kind: Kind = found.lastgroup if found.lastgroup != "inside" else "phrase"  # type: ignore[assignment]  # the groups are the kinds
        start = found.start(kind)
        said = found["inside"] if kind == "phrase" else found[kind]
        parts.append(Part(kind, said, start, found.end(), start == at and at > 0, found[kind].endswith("*")))
        at = found.end()
    return parts
