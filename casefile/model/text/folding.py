"""Folding for search: two spellings that a reader takes for the same word become the same text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_APOSTROPHES: Final = "'`´ʿʾʻʼʽˈʹʺ‘’‛′՚＇"
_LETTERS: Final = {
    **dict.fromkeys("يىېےۍ", "ی"),
    **dict.fromkeys("كڪڬ", "ک"),
    **dict.fromkeys("ةەہھۀ", "ه"),
    "ٱ": "ا",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    # Tajik letters as they are typed on a Russian keyboard.
    "ғ": "г",
    "қ": "к",
    "ҳ": "х",
    "ҷ": "ч",
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys(_APOSTROPHES, ""),
}
_MARKS: Final = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0711, 0x0711),
    (0x0730, 0x074A),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
"""Diacritics, harakat, niqqud. The vowel signs of Indic scripts are marks too, but there they are letters of the word."""


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        for _ in range(8):
            again = "".join(map(_fold_once, folded))
            if again == folded:
                break
            folded = again
        self[code] = folded
        return folded


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """The form of `text` under which it is searched for.

    Case, diacritics, harakat, tatweel, zero-width characters and the marks for ayn and hamza in Latin transliteration
    (with the apostrophe) vanish; Arabic and Persian yeh, kaf and heh become one each, digits of any script ASCII,
    compatibility forms plain, Tajik letters their Russian neighbours, dashes and quotation marks the plain ones.
    Folding what is folded changes nothing.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return text.translate(_FOLDING)


def find(text: str, sought: str) -> Iterator[tuple[int, int]]:
    """Where in `text` the folded `sought` occurs, as (start, end) in the characters of `text`, without overlap."""
    needle = fold(sought)
    if not needle:
        return
    pieces = [_FOLDING[ord(character)] for character in text]
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    at = folded.find(needle)
    while at >= 0:
        end = origin[at + len(needle) - 1] + 1
        while end < len(text) and not pieces[end]:
            end += 1
        yield origin[at], end
        at = folded.find(needle, at + len(needle))


def _fold_once(character: str) -> str:
    known = _LETTERS.get(character)
    if known is not None:
        return known
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cf" or code == 0x0640 or any(first <= code <= last for first, last in _MARKS):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return unicodedata.normalize("NFKD", character.casefold())
