"""How a search is read: what is asked for, what is wrong and where, and that the plain words are searched for anyway."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.search import FIELDS, Document, Query, matches, parse_query, suggestion

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def read(text: str) -> Query:
    return parse_query(text, now=NOW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bomb  kerman", "bomb AND kerman"),
        ("bomb and kerman", "bomb and kerman"),
        ("one two OR three", "(one two) OR three"),
        ("one | two", "one OR two"),
        ("-one", "NOT one"),
        ("Iran - Iraq", "Iran Iraq"),
        ("ISIS-K", '"isis k"'),
        ("kind:Attack", "KIND:attack"),
        ("marking:TLP:AMBER", "marking:amber"),
        ('after:"3 jan 2024"', "after:2024-01-03"),
        ("before:2024", "before:2024-01-01"),
        ("«دو نفر»", '"دو نفر"'),
        ("contested:no", "-contested:yes"),
        ("contested:true", "contested:yes"),
    ],
)
def test_two_ways_to_write_one_search(text: str, meant: str) -> None:
    assert read(text).tree == read(meant).tree
    assert not read(text).problems


@pytest.mark.parametrize(
    ("text", "column", "message", "searched"),
    [
        ('fire "first blast', 6, "this quotation mark has no partner", "fire first blast"),
        ("(fire OR blast", 1, "this parenthesis is not closed", "fire OR blast"),
        ("fire)", 5, "this parenthesis closes none", "fire"),
        ("fire OR", 6, "OR needs something after it", "fire"),
        ("OR fire", 1, "OR needs something before it", "fire"),
        ("fire AND", 6, "AND stands between two words", "fire"),
        ("fire NOT", 6, "NOT needs a word after it", "fire"),
        ("fi*re", 1, "an asterisk stands at the end of a word", "fi re"),
        ("colour:red", 1, "there is no field 'colour'; there are kind, actor", "colour red"),
        ("fire kind:", 6, "kind: needs a value, for instance kind:attack", "fire"),
        ("fire before:someday", 13, "before: 'someday' is not", "fire"),
        ("before:someday", 8, "before: 'someday' is not", "someday"),
        (
            "grade:Z9 fire",
            7,
            "a grade is a letter A to F, a digit 1 to 6, or both, such as B2; not 'Z9'",
            "fire",
        ),
        ("contested:perhaps fire", 11, "contested is yes or no, not 'perhaps'", "fire"),
        ("tag:!!", 5, "'!!' has no letter or digit", ""),
    ],
)
def test_what_is_not_well_formed_is_said_where_and_its_words_are_searched(
    text: str, column: int, message: str, searched: str
) -> None:
    query = read(text)
    (problem,) = query.problems
    assert str(problem).startswith(f"column {column}: {message}")
    assert query.tree == read(searched).tree


def test_too_much_is_cut_off_and_said() -> None:
    assert "at most 200 parts" in str(read("word " * 300).problems[0])
    assert any("deep" in str(problem) for problem in read("(" * 150 + "fire").problems)


def test_every_field_has_an_example_that_is_well_formed() -> None:
    for field in FIELDS.values():
        query = read(f"{field.name}:{field.example}")
        assert query.tree is not None and not query.problems, field.name


def test_a_misspelled_value_has_a_suggestion() -> None:
    assert suggestion(read("fire kind:atack")) == "kind:attack"
    assert suggestion(read("kind:attack actor:nobody")) is None


@given(text=st.text(max_size=60) | st.text(alphabet='ab:()"-*| kindOR»«', max_size=40))
def test_whatever_is_typed_is_read(text: str) -> None:
    query = read(text)
    assert all(0 <= problem.start < problem.end <= len(text) for problem in query.problems)
    if query.tree is not None:
        matches(Document("case", "events", "one", "A title", "a text"), query.tree)


def test_the_words_of_a_record_are_found_as_they_are_written() -> None:
    record = Document(
        "case", "events", "one", "Shāh-e Chérāgh", "در ساعت ۱۵:۰۰ — the mayor’s word", names=("شاهچراغ",)
    )
    for text in ("shah cheragh", "شاهچراغ", "15:00", "mayors word", '"e cheragh"', "SHAH -kerman", "one"):
        found = Document(*record[:5], names=record.names, labels=("one",))
        tree = read(text).tree
        assert tree is not None and matches(found, tree), text
    tree = read('"cheragh e"').tree
    assert tree is not None and not matches(record, tree)
