"""Folding for search: what a reader takes for the same word is found, however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.text import find, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KERMAN", "kerman"),
        ("Soleimání", "soleimani"),
        ("Erdoğan", "ERDOGAN"),
        ("Straße", "STRASSE"),
        ("Shiʿa", "Shia"),
        ("Shi'a", "Shi’a"),
        ("Jaʾfar", "Ja`far"),
        ("كرمان", "کرمان"),
        ("سليماني", "سلیمانی"),
        ("موسى", "موسی"),
        ("فاطمة", "فاطمه"),
        ("أحمد", "احمد"),
        ("آبان", "ابان"),
        ("می‌رود", "میرود"),
        ("ســـلیمانی", "سلیمانی"),
        ("مُحَمَّد", "محمد"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("۱۴۰۲", "1402"),
        ("١٤٠٢", "1402"),
        ("Тоҷикистон", "Точикистон"),
        ("Ёлкин", "Елкин"),
        ("ＩＳＩＳ", "isis"),
        ("al‑Qaeda", "al-qaeda"),
        ("1990–2000", "1990-2000"),
        ("a\u200bb\u202e", "ab"),
        ("ﬁle", "file"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("کرمان", "کرمانی"), ("Rahimi", "Karimi"), ("हिन्दी", "हन्द"), ("و", "ی")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_folds_as_the_long_one(text: str) -> None:
    assert fold(text) == fold(text + "é")[:-1]


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x24F)))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_hits_are_places_in_the_text_as_written() -> None:
    text = "او می‌رود: Jaʿfar und JAFAR"
    assert [text[start:end] for start, end in find(text, "ja'far")] == ["Jaʿfar", "JAFAR"]
    assert [text[start:end] for start, end in find(text, "ميرود")] == ["می‌رود"]
    assert list(find("e\u0301cole", "E")) == [(0, 2), (5, 6)]
    assert list(find(text, "")) == []
    assert list(find(text, "ʿ")) == []


@given(st.text(max_size=30), st.text(min_size=1, max_size=4))
def test_every_hit_holds_what_was_sought(text: str, sought: str) -> None:
    hits = list(find(text, sought))
    assert bool(hits) is bool(fold(sought) and fold(sought) in "".join(map(fold, text)))
    end = 0
    for start, following in hits:
        assert end <= start < following <= len(text)
        end = following
        assert fold(sought) in "".join(map(fold, text[start:following]))
