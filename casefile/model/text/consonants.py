"""One name in several scripts: the consonants that it keeps in Arabic, Cyrillic and Latin letters.

Short vowels are not written in Arabic script and change from one transliteration to the next, so names are compared
by their consonants, after the sounds of Persian and Tajik: those that transliterations confuse are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import Final

from casefile.model.text.folding import fold
from casefile.model.text.scripts import script_of

_TITLES: Final = frozenset(
    re.findall(r"\w+", "al el ul abu bin ibn seyyed seyed sayyed sayyid sayed syed haj hajj the of and for")
)
"""Words of a name that do not tell people apart: articles, forms of address."""
_NOT_LETTERS: Final = re.compile(r"[^\w]+|_")

_SOUNDS: Final = {
    "b": "bبб", "p": "pپп", "t": "tتطт", "d": "dدд", "s": "sسشصсшщц", "z": "zذزضظз", "j": "jجچжч", "r": "rرр",
    "h": "hحخهх", "k": "kcqxقکк", "g": "gگг", "l": "lلл", "m": "mмم", "n": "nنн", "v": "vfفвф",
    "G": "غ", "T": "ث", "W": "و", **{digit: digit for digit in "0123456789"},
}  # fmt: skip
"""Each sound with the folded letters that write it."""
_UNSURE: Final = {"G": "kg", "T": "ts", "W": ("", "v")}
"""Sounds that are read in two ways: ghayn as in Ghasem, who is Qasem too, and in Afghanistan; tha as in Othman, who is
Osman too, and in Fathi; waw as o, u or v."""
_LETTERS: Final = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_DIGRAPHS: Final = {
    "kh": "h", "gh": "غ", "sh": "s", "ch": "j", "zh": "j", "th": "ث", "dh": "z", "ph": "f", "ck": "k",
}  # fmt: skip
_DIGRAPH: Final = re.compile("|".join(_DIGRAPHS))
_DOUBLED: Final = re.compile(r"(\w)\1+")
_SOFT_C: Final = re.compile("c(?=[eiy])")
_SURE_W: Final = re.compile("^w|w(?=[aeiouy])")
_SURE_WAW: Final = re.compile("^و|و(?=[ای])|(?<=ا)و")
_SILENT_HE: Final = re.compile("ه(?=ای$)")
_WEAK_END: Final = re.compile("[aeiou]h$|ه$")
_FEW: Final = 3
"""The fewest consonants by which spellings in one script are told to be one name; with more, a last h that is hardly
heard does not count: Fatemeh and Fatima."""
_LONGER: Final = 2
"""Letters by which spellings in one script differ in length at most."""

_FIRST_VOWEL: Final = {"Latn": "[aeiou]", "Arab": "[اع]", "Cyrl": "[аиоуэы]"}
_FIRST_UNSURE: Final = {"Latn": "y", "Arab": "ی", "Cyrl": "[еюяй]"}
_LAST_VOWEL: Final = {"Latn": "[aeiouy]", "Arab": "[ای]", "Cyrl": "[аеиоуыэюяй]"}
_LAST_UNSURE: Final = {"Latn": "[aeiou][hw]", "Arab": "[هعو]", "Cyrl": "[ьъ]"}


def telling_words(name: str) -> list[str]:
    """The folded words of a name, without those that do not tell people apart."""
    return [word for word in _NOT_LETTERS.split(fold(name)) if word and word not in _TITLES]


def skeleton(name: str) -> str:
    """The consonants of a name, whatever its script: `Nowruzof`, `Norozov` and `Нурӯзов` give the same.

    The words are sorted, as their order changes between sources.
    """
    found = (skeletons(word) for word in telling_words(name))
    return " ".join(sorted(one[0] for one in found if one))


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of one folded word, in each way in which it can be read, the likeliest first."""
    ways = product(*(_UNSURE.get(sound, sound) for sound in _sounds(word)))
    return tuple(filter(None, dict.fromkeys(map("".join, ways))))


def alike(word: str, other: str) -> bool:
    """Whether two folded words that share a skeleton may be one name.

    In one script they are about as long; across scripts they begin alike and end alike, with a vowel or without.
    """
    script, another = script_of(word), script_of(other)
    if script == another:
        return len(_sounds(word)) >= _FEW and abs(len(word) - len(other)) <= _LONGER
    pairs = zip(_ends(word, script), _ends(other, another), strict=True)
    return all(one is None or two is None or one == two for one, two in pairs)


def _sounds(word: str) -> str:
    script = script_of(word)
    plain = _DOUBLED.sub(r"\1", unicodedata.normalize("NFC", word))
    if script == "Latn":
        plain = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], _SURE_W.sub("v", _SOFT_C.sub("s", plain)))
    elif script == "Cyrl":
        plain = plain.replace("дж", "ж")
    elif script == "Arab":
        plain = _SURE_WAW.sub("ف", _SILENT_HE.sub("", plain))
    sounds = "".join(_LETTERS.get(letter, "") for letter in plain)
    return sounds[:-1] if len(sounds) > _FEW and _WEAK_END.search(word) else sounds


def _ends(word: str, script: str) -> tuple[bool | None, bool | None]:
    """Whether a word begins and ends with a vowel; None where its letters do not tell."""
    if script not in _FIRST_VOWEL:
        return None, None
    first = None if re.match(_FIRST_UNSURE[script], word) else bool(re.match(_FIRST_VOWEL[script], word))
    last = re.search(f"(?:{_LAST_UNSURE[script]})$", word)
    return first, None if last else bool(re.search(f"{_LAST_VOWEL[script]}$", word))
