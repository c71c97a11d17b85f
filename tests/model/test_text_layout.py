"""Text in columns: widths in cells, cutting to fit, and right-to-left runs that move nothing beside them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casefile.model.text import Mode, clean, cut, has_rtl, isolate_runs, width

LRM, FSI, PDI = "\u200e", "\u2068", "\u2069"
SHOWN = st.text(
    alphabet=st.characters(exclude_categories=("Cn", "Co", "Cs"))
    | st.sampled_from("ab 漢é\u0301❤️✈️👍🏽۱دی‌سلیمانی…")
).map(clean)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Kerman", 6),
        ("قاسم", 4),
        ("مُحَمَّد", 4),
        ("می‌رود", 5),
        ("漢字", 4),
        ("e\u0301", 1),
        ("❤️", 2),
        ("❤", 1),
        ("👍🏽", 2),
        ("हिन्दी", 3),
        ("≈15:00", 6),
        ("", 0),
    ],
)
def test_widths_in_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(SHOWN)
def test_no_text_is_wider_on_the_screen_than_reckoned(text: str) -> None:
    assert cell_len(text) <= width(text)


@given(
    st.text(
        alphabet=st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm"), max_codepoint=0x2FFF)
    ).map(clean)
)
def test_letters_are_as_wide_as_the_screen_makes_them(text: str) -> None:
    assert cell_len(text) == width(text)


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Kerman", 6, "Kerman"),
        ("Kerman", 5, "Kerm…"),
        ("Kerman", 1, "…"),
        ("Kerman", 0, ""),
        ("Kerman", -3, ""),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字", 7, "漢字漢…"),
        ("漢字漢字", 6, "漢字…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("❤️❤️", 3, "❤️…"),
        ("❤️❤️", 2, "…"),
        ("قاسم سلیمانی", 6, "قاسم …"),
    ],
)
def test_cutting(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


@given(SHOWN, st.integers(-2, 40), st.sampled_from(("…", "", "...", "漢")))
def test_what_is_cut_is_never_wider_than_asked(text: str, cells: int, ellipsis: str) -> None:
    shown = cut(text, cells, ellipsis)
    assert width(shown) <= max(cells, 0)
    assert cell_len(shown) <= max(cells, 0)
    if cells > 0 and width(text) <= cells:
        assert shown == text
    elif shown:
        assert shown.endswith(ellipsis)
        assert text.startswith(shown.removesuffix(ellipsis))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Qassem Soleimani", "Qassem Soleimani"),
        ("قاسم سلیمانی", f"{LRM}قاسم سلیمانی{LRM}"),
        ("Qassem قاسم 12", f"Qassem {LRM}قاسم{LRM} 12"),
        ("۱۳ دی ۱۴۰۲", f"۱۳ {LRM}دی{LRM} ۱۴۰۲"),
        ("قاسم  احمد", f"{LRM}قاسم{LRM}  {LRM}احمد{LRM}"),
        ("قاسم │ احمد", f"{LRM}قاسم{LRM} │ {LRM}احمد{LRM}"),
        ("(قاسم)", f"({LRM}قاسم{LRM})"),
        ("می‌رود، شد", f"{LRM}می‌رود، شد{LRM}"),
    ],
)
def test_marks_stand_round_every_run(text: str, marked: str) -> None:
    assert isolate_runs(text) == marked
    assert isolate_runs(text, "isolate") == marked.replace(f"{LRM}", "") or FSI in isolate_runs(
        text, "isolate"
    )
    assert isolate_runs(text, "off") == text


def test_the_other_modes() -> None:
    assert isolate_runs("x قاسم 1", "isolate") == f"x {FSI}قاسم{PDI} 1"
    assert isolate_runs("x قاسم 1", "visual") == "x مساق 1"
    assert isolate_runs("مُحَمد", "visual") == "دمحَمُ"
    assert isolate_runs("(قاسم)", "visual") == "(مساق)"


@given(SHOWN, st.sampled_from(("marks", "isolate", "visual", "off")))
def test_no_mode_changes_widths_or_moves_digits(text: str, mode: Mode) -> None:
    held = isolate_runs(text, mode)
    bare = held.translate({ord(LRM): None, ord(FSI): None, ord(PDI): None})
    assert width(held) == width(text)
    assert sorted(bare) == sorted(text)
    if mode != "visual":
        assert bare == text
    digits = [
        (place, character) for place, character in enumerate(text) if unicodedata.category(character) == "Nd"
    ]
    assert [
        (place, character) for place, character in enumerate(bare) if unicodedata.category(character) == "Nd"
    ] == digits


def test_which_text_runs_from_right_to_left() -> None:
    assert has_rtl("Qassem قاسم")
    assert has_rtl("שלום")
    assert not has_rtl("Kerman é 漢字")
    assert not has_rtl("۱۴۰۲")
    assert not has_rtl("")
