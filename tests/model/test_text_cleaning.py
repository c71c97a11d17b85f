"""Text made fit for a terminal: nothing steers it, nothing hides, and what is harmless stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.text import clean, script_of, suspicious

ANY = st.text(
    alphabet=st.characters(exclude_categories=()) | st.characters(categories=("Cs", "Cc", "Cf", "Cn"))
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kerman, 3 Jan 2024", "Kerman, 3 Jan 2024"),
        ("قاسم سلیمانی – ۱۳ دی", "قاسم سلیمانی – ۱۳ دی"),
        ("می‌رود", "می‌رود"),
        ("क्‍ष", "क्‍ष"),
        ("❤️ 漢字 é", "❤️ 漢字 é"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b31m\x85", "‹U+009B›31m‹U+0085›"),
        ("admin\u202etxt.exe", "admin‹U+202E›txt.exe"),
        ("pay\u200bpal\u200dx", "pay‹U+200B›pal‹U+200D›x"),
        ("\u200cمی", "‹U+200C›می"),
        ("soft\xadhyphen", "soft‹U+00AD›hyphen"),
        ("\ud83d alone", "‹U+D83D› alone"),
        ("\ufffe\U0001ffff\ufdd0", "‹U+FFFE›‹U+1FFFF›‹U+FDD0›"),
        ("\u2028\u2029", "‹U+2028›‹U+2029›"),
        ("a\tb", "a b"),
        ("one\ntwo\r\nthree\rfour", "one⏎two⏎three␍four"),
        ("\u3164\U000e0041", "‹U+3164›‹U+E0041›"),
        ("[link=x]not markup[/]", "[link=x]not markup[/]"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_several_lines_keep_their_breaks() -> None:
    assert clean("one\ntwo\r\n\tthree\x1b", multiline=True) == "one\ntwo\n    three␛"


@given(ANY, st.booleans())
def test_nothing_that_a_terminal_obeys_or_a_reader_cannot_see_is_left(text: str, multiline: bool) -> None:
    shown = clean(text, multiline)
    for place, character in enumerate(shown):
        if character == "\n" and multiline:
            continue
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert character not in BIDI
        assert ord(character) & 0xFFFE != 0xFFFE
        if character in "\u200c\u200d":
            assert 0 < place < len(shown) - 1
    assert shown.encode("utf-8").decode("utf-8") == shown
    if not multiline:
        assert len(shown.splitlines()) <= 1


@given(ANY, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, multiline: bool) -> None:
    assert clean(clean(text, multiline), multiline) == clean(text, multiline)


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd", "Po", "Zs"), max_codepoint=0xFFFF)))
def test_letters_digits_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pаypal", "mixes Latin and Cyrillic letters in 'pаypal'"),
        ("Mahdi Bаkhshi", "mixes Latin and Cyrillic letters in 'Bаkhshi'"),
        ("Αlmirsad", "mixes Latin and Greek letters in 'Αlmirsad'"),
        ("Ivan\u200bov", "has a hidden character, U+200B"),
        ("txt\u202eexe", "has a hidden character, U+202E"),
        ("\x1bname", "has a hidden character, U+001B"),
        ("\u3164", "has a hidden character, U+3164"),
        ("   ", "has nothing that can be seen"),
        ("\u00a0\u2003", "has nothing that can be seen"),
        ("", None),
        ("Mahdi Bakhshi", None),
        ("Иванов Ivanov", None),
        ("قاسم سلیمانی", None),
        ("می‌رود", None),
        ("50 μg, 3 kΩ", None),
        ("Σωκράτης", None),
        ("Soleimání–Ёлкин", None),
        ("two\nlines\tand tab", None),
    ],
)
def test_names_that_deceive_are_told(name: str, reason: str | None) -> None:
    assert suspicious(name) == reason


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Kerman", "Latn"),
        ("Soleimání", "Latn"),
        ("قاسم سلیمانی (Qassem)", "Arab"),
        ("Тоҷикистон", "Cyrl"),
        ("Ἀθῆναι", "Grek"),
        ("שלום", "Hebr"),
        ("हिन्दी", "Deva"),
        ("漢字", "Hani"),
        ("한국", "Hang"),
        ("2024-01-03", ""),
        ("۱۴۰۲", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


@given(ANY)
def test_any_text_has_an_answer(text: str) -> None:
    assert suspicious(text) is None or isinstance(suspicious(text), str)
    assert len(script_of(text)) in (0, 4)
