"""What could stand where a search is being typed: the names of fields, and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from casefile.model.search.fields import FIELDS
from casefile.model.search.values import terms
from casefile.model.text import fold

OFFERED: Final = 12
"""Completions that are offered at once."""
_WORD: Final = re.compile(r'(?:^|(?<=[\s(-]))(?:(?P<field>[A-Za-z_]+):)?(?P<typed>"[^"]*|[^\s"()]*)$')

Values = Mapping[str, Sequence[str]]
"""Values of fields that are no terms: the ids of cases, the names of actors."""


class Completion(NamedTuple):
    """Texts that could take the place of what stands before the cursor, from ``start`` on; best first."""

    start: int
    texts: tuple[str, ...] = ()


def completion(text: str, cursor: int, values: Values) -> Completion:
    """What could stand there; nothing where the cursor is after a blank or in the middle of a word."""
    before, after = text[:cursor], text[cursor : cursor + 1]
    found = _WORD.search(before)
    if found is None or (after and not after.isspace() and after != ")"):
        return Completion(cursor)
    name, typed = found["field"], found["typed"]
    if name is None:
        names = [f"{field}:" for field in FIELDS if typed and field.startswith(typed.lower())]
        return Completion(found.start("typed"), tuple(names))
    wanted = fold(typed.lstrip('"'))
    known = (*terms(name.lower()), *values.get(name.lower(), ()))
    fitting = sorted(
        (value for value in dict.fromkeys(known) if wanted in fold(value)),
        key=lambda value: (not fold(value).startswith(wanted), known.index(value)),
    )
    return Completion(found.start("typed"), tuple(_quoted(value) for value in fitting[:OFFERED]))


def _quoted(value: str) -> str:
    """The value as it is typed: in quotation marks where it is of several words."""
    return f'"{value}"' if any(sign in value for sign in ' ()"') else value
