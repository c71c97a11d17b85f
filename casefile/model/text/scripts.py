"""Which script a text is written in, and whether a name is made to look like another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from casefile.model.text.cleaning import hidden

_CODES: Final = {
    "LATIN": "Latn",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
    "ETHIOPIC": "Ethi",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
}
_NAMES: Final = {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek"}
_UNITS: Final = "μΩ"
"""Greek letters that stand before or after Latin ones in good faith: μg, kΩ."""


def script_of(text: str) -> str:
    """ISO 15924 code of the script that most letters of `text` are in (`Latn`, `Arab`, `Cyrl`); empty without letters."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else ""
    found = Counter(filter(None, map(_script, text)))
    return found.most_common(1)[0][0] if found else ""


def suspicious(text: str) -> str | None:
    """Why a name may be deceptive, or None.

    Looked for are words that mix Latin, Cyrillic and Greek letters, which look alike; characters that cannot be seen;
    and names of which nothing can be seen.
    """
    plain = text.isascii()
    unseen = None if plain and text.isprintable() else hidden(text)
    if unseen is not None:
        return f"has a hidden character, U+{ord(unseen):04X}"
    if not text.strip():
        return "has nothing that can be seen" if text else None
    if plain:
        return None
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {_script(letter) for letter in word if letter not in _UNITS} & _NAMES.keys()
        if len(scripts) > 1:
            return f"mixes {' and '.join(_NAMES[script] for script in sorted(scripts, reverse=True))} letters in '{word}'"
    if all(unicodedata.category(character)[0] in "ZCM" for character in text):
        return "has nothing that can be seen"
    return None


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    return _CODES.get(unicodedata.name(character, "").partition(" ")[0].partition("-")[0], "")
