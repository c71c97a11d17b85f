"""The piece of a text in which what was sought stands, and where in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from casefile.model.search.tree import Text
from casefile.model.search.words import is_word_character
from casefile.model.text import fold

WIDTH: Final = 160
"""Characters of a snippet."""
_LEAD: Final = 4
"""The part of a snippet that is kept before the first hit where the text is cut: a quarter."""
_CHUNK: Final = 4096
"""Characters that are compared at once; hits beyond the first piece that has any are not looked for."""
_OVERLAP: Final = 256
_ELLIPSIS: Final = "…"

Mark = tuple[int, int]
"""Where a hit stands: its first character, and the first after it."""


class Snippet(NamedTuple):
    """A piece of a text on one line, and the hits in it."""

    text: str
    marks: tuple[Mark, ...]


def snippet(text: str, sought: Iterable[Text], width: int = WIDTH) -> Snippet:
    """The piece of a text with the most of what was sought near each other; its beginning where nothing is in it."""
    wanted = tuple(sought)
    found: tuple[Mark, ...] = ()
    start = 0
    for start in range(0, max(len(text), 1), _CHUNK - _OVERLAP):
        found = marks(text[start : start + _CHUNK], wanted)
        if found:
            break
    if not found:
        return _cut(text, 0, width, ())
    found = tuple((first + start, last + start) for first, last in found)
    best = max(found, key=lambda mark: (_gathered(found, mark[0], width - width // _LEAD), -mark[0]))
    return _cut(text, best[0], width, found)


def _gathered(found: tuple[Mark, ...], start: int, width: int) -> int:
    return sum(start <= first and last <= start + width for first, last in found)


def _cut(text: str, hit: int, width: int, found: tuple[Mark, ...]) -> Snippet:
    """The text from a little before a hit, from a word's beginning to a word's end, blanks and breaks made one."""
    lead = width // _LEAD
    begin = 0 if hit <= lead or len(text) <= width else _word_start(text, hit - lead, hit)
    end = min(len(text), begin + width)
    if end < len(text):
        end = max(_word_start(text, end - width // 8, end), hit + 1)
    pieces: list[str] = [_ELLIPSIS] if begin else []
    places: dict[int, int] = {}
    length = len(pieces)
    blank = bool(begin)
    for at in range(begin, end):
        places[at] = length
        character = text[at]
        if character.isspace():
            if blank:
                continue
            character = " "
        blank = character == " "
        pieces.append(character)
        length += 1
    places[end] = length
    kept = tuple((places[first], places[last]) for first, last in found if begin <= first and last <= end)
    cut = "".join(pieces).rstrip()
    return Snippet(cut + (_ELLIPSIS if end < len(text) else ""), kept)


def _word_start(text: str, least: int, most: int) -> int:
    """The first beginning of a word between two places, or the first of them."""
    for at in range(max(least, 1), most):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    return max(least, 0)


def marks(text: str, sought: Iterable[Text]) -> tuple[Mark, ...]:
    """Where in a text what was sought stands, in order and without overlap."""
    folded, origin = _folded(text)
    spans: list[Mark] = []
    for phrase in sought:
        spans += _places(folded, phrase)
    kept: list[Mark] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        begin, end = origin[first], origin[last - 1] + 1
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return tuple(kept)


def _folded(text: str) -> tuple[str, list[int] | range]:
    """The folded text, and for each character of it the place of that which it comes from."""
    whole = fold(text)
    if len(whole) == len(text) and (text.isascii() or all(len(fold(one)) == 1 for one in set(text))):
        return whole, range(len(text))
    pieces = [fold(character) for character in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _places(folded: str, phrase: Text) -> Iterable[Mark]:
    """Where the words of a phrase stand one after the other, whatever is between them that is no word."""
    first, *others = phrase.words
    start = folded.find(first)
    while start >= 0:
        end = start + len(first)
        if start == 0 or not is_word_character(folded[start - 1]):
            for other in others:
                end = _following(folded, end, other)
                if end < 0:
                    break
            if end >= 0 and (phrase.prefix or end == len(folded) or not is_word_character(folded[end])):
                yield start, end
        start = folded.find(first, start + 1)


def _following(folded: str, at: int, word: str) -> int:
    """Where a word ends that begins the next word after a place; -1 where another does."""
    start = at
    while at < len(folded) and not is_word_character(folded[at]):
        at += 1
    return at + len(word) if at > start and folded.startswith(word, at) else -1
