"""Names across spellings and scripts: what is proposed, and what is not."""

from __future__ import annotations

import pytest

from casefile.analysis.names import Named, acronym, similar, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rahmatollah Nowruzof", "Rahmatullah Norozov"),
        ("Mahdi Bakhshi", "Mehdi Bakhshi"),
        ("Qassem Soleimani", "قاسم سلیمانی"),
        ("Seyyed Kazem Mousavi", "Kazem Moussavi"),
        ("Ahmad Vahidi", "Vahidi, Ahmad"),
        ("Rustam Emomali", "Рустам Эмомалӣ"),
    ],
)
def test_one_name_in_two_spellings_keeps_its_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_initials() -> None:
    assert acronym("Islamic Revolutionary Guard Corps") == "irgc"
    assert acronym("IRNA") == ""


def named(*names: tuple[str, ...]) -> list[Named]:
    return [Named(f"a{number}", group) for number, group in enumerate(names)]


def test_the_strongest_sign_is_given_with_its_reason() -> None:
    (pair,) = similar(named(("Komron Subhon", "Abu Aisha"), ("Sobhan Komrouni", "Abu Aisha")))
    assert pair.strength == 1.0 and pair.reason == "both are called Abu Aisha"


def test_an_acronym_is_proposed_for_the_name_it_stands_for() -> None:
    (pair,) = similar(named(("IRGC",), ("Islamic Revolutionary Guard Corps",)))
    assert pair.reason == "IRGC may stand for Islamic Revolutionary Guard Corps"


def test_a_slip_of_the_pen_is_proposed() -> None:
    (pair,) = similar(
        named(("Mohammad Ramez Rashidi",), ("Mohammad Ramez Rashadi Khan",), ("Mohammad Ramez Rashidin",))
    )[:1]
    assert {pair.one, pair.other} == {"a0", "a2"} and "spelled alike" in pair.reason


def test_different_people_are_not_proposed() -> None:
    assert (
        similar(named(("Ali Khamenei",), ("Ali Tavakoli",), ("Abdullah Quetta",), ("Abdullah Tajiki",))) == []
    )
