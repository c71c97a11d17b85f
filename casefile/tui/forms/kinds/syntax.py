"""Several values in one field: separated by semicolons, a backslash before one that is meant as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

SEPARATORS: Final = ";؛"
"""Semicolons, the Latin one and the Persian and Arabic one."""


class Item(NamedTuple):
    """One of several values: its text as meant, and where it stands in the field, blanks around it left out."""

    text: str
    start: int
    end: int


def split(text: str, separators: str = SEPARATORS) -> list[Item]:
    """The values of a field, in order; empty ones are left out."""
    return [item for item in spans(text, separators) if item.text]


def spans(text: str, separators: str = SEPARATORS) -> list[Item]:
    """The values of a field, also empty ones; there is always one."""
    return [_item(text, first, last, separators) for first, last in _bounds(text, separators)]


def item_at(text: str, cursor: int, separators: str = SEPARATORS) -> Item:
    """The value that the cursor stands in or at, the cursor counted in characters."""
    bounds = _bounds(text, separators)
    first, last = next((one for one in bounds if cursor <= one[1]), bounds[-1])
    return _item(text, first, last, separators)


def _bounds(text: str, separators: str) -> list[tuple[int, int]]:
    """Where the parts between separators begin and end."""
    cuts = [-1]
    place = 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in separators:
            cuts.append(place)
        place += 1
    cuts.append(len(text))
    return [(first + 1, last) for first, last in pairwise(cuts)]


def _item(text: str, start: int, end: int, separators: str) -> Item:
    part = text[start:end]
    stripped = part.strip()
    start += len(part) - len(part.lstrip()) if stripped else 0
    return Item(unescape(stripped, separators), start, start + len(stripped))


def join(values: Iterable[str], separators: str = SEPARATORS) -> str:
    """The text of a field with these values."""
    return "; ".join(escape(value, separators) for value in values)


def escape(value: str, separators: str = SEPARATORS) -> str:
    """A value as it is written among others."""
    return re.sub(f"([{re.escape(separators)}\\\\])", r"\\\1", value)


def unescape(text: str, separators: str = SEPARATORS) -> str:
    """A value as it is meant."""
    return re.sub(rf"\\([{re.escape(separators)}\\])", r"\1", text)
