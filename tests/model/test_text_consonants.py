"""One name in several scripts keeps its consonants; other names do not share them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.text import fold
from casefile.model.text.consonants import alike, skeleton, skeletons

ONE_NAME = [
    "کرمان Kerman Kirman Керман",
    "داعش Daesh Даиш",
    "ایران Iran Эрон Иран",
    "وحیدی Vahidi Вахиди Wahidi",
    "رئیسی Раисӣ Raisi Raeisi",
    "خامنه\u200cای Khamenei Хоманаӣ",
    "چراغ Cheragh Чароғ",
    "شاه Shah шоҳ",
    "Раҳмон Рахмон Rahmon",
    "Эмомалӣ Emomali",
    "قاسم Ghasem Qasem Qasim Qassem",
    "سلیمانی Soleimani Suleimani Сулаймони",
    "نوروزف Nowruzof Norozov Нурӯзов",
    "Fatemeh Fatima فاطمه",
    "عبدالله Abdullah Абдулло",
    "جواد Javad Jawad",
    "عثمان Osman Othman",
    "افغانستان Afghanistan Афғонистон Афганистан",
    "Тоҷикистон Tajikistan تاجیکستان Таджикистан",
    "حسین Hossein Husayn Ҳусайн",
    "خراسان Khorasan Хуросон",
]
OTHERS = [
    "سلیمانی Salman",
    "بخشی Bakhshayesh",
    "killed خالد",
    "Kerman German",
    "رئیسی Ross",
]


def may_be_one(one: str, other: str) -> bool:
    return not set(skeletons(one)).isdisjoint(skeletons(other)) and alike(one, other)


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_spellings_of_one_name_may_be_one(spellings: str) -> None:
    first, *others = map(fold, spellings.split())
    # Two consonants are enough only across scripts.
    said = [other for other in others if len(skeletons(first)[0]) > 2 or other.isascii() != first.isascii()]
    assert said and all(may_be_one(first, other) for other in said)


@pytest.mark.parametrize("names", OTHERS)
def test_other_names_are_not(names: str) -> None:
    one, other = map(fold, names.split())
    assert not may_be_one(one, other)


def test_short_words_of_one_script_say_too_little() -> None:
    assert skeletons("iran") == skeletons("rana") == ("rn",)
    assert not alike("iran", "rana")


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_has_skeletons_and_likeness_runs_both_ways(one: str, other: str) -> None:
    first, second = fold(one), fold(other)
    assert all(skeletons(word) == skeletons(word) and "" not in skeletons(word) for word in (first, second))
    if set(skeletons(first)) & set(skeletons(second)):
        assert alike(first, second) == alike(second, first)
    assert skeleton(f"{one} {other}") == skeleton(f"{other} {one}")
