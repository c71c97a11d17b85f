"""Any text in any field of any form: it is refused in one line beside the field, or understood, kept and shown again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import InvalidCaseError
from casefile.model.case import Case
from casefile.model.check import check
from casefile.model.text import clean
from casefile.tui.forms.fields import FORMS
from casefile.tui.forms.form import Form
from tests.tui.desk import NOW
from tests.tui.forms.cases import HOSTILE, in_memory

TABLES = [table for table in FORMS if table != "case"]
NEEDED = {
    "events": {"title": "Second fire"},
    "actors": {"name": "Harbour watch"},
    "sources": {"name": "Evening Post"},
    "reports": {"source": "IRNA"},
    "places": {"name": "South quay"},
    "claims": {"statement": "Four died.", "subject": "Fire breaks out", "predicate": "killed"},
    "relations": {"subject": "The mayor", "type": "knows", "object": "Owner of the store"},
    "notes": {"title": "Why?"},
}
"""What each table's form cannot be saved without."""

FRAGMENTS = st.sampled_from(
    [
        *("The mayor", "Ali", "[ali-1]", "IRNA", "Fire breaks out", "North quay", "fire", "c-one", "harbour:fire", "nobody"),
        *(";", "; ", ",", "\\", " — ", " - ", '"', "(", ")", "[", "]", "=", ":", "\n", "\t", " ", "\u200c", "\u202e", "\ufeff"),
        *("3 jan 2024", "13 dey 1402", "1402", "30 feb 2024", "31 esfand 1402", "25:00", "15:00", "about", "throughout ", "/", "~"),
        *("Asia/Tehran", "UTC", "(persian)", "..", "X", "2024-01", "2023/2024", "early ", "date:", "text:", "PT1H", "at least 2 days"),
        *("84", "۸۴", "-3", "1e400", "at least ", "about ", "13–10", "10–13", "(80–95)", "1.5 km", "NaN", "−1", "0", "٫", "90.1", "1_000"),
        *("https://", "http://x.example/", "javascript:alert(1)", "data:text/html,x", "file:///etc", "//", "@", "#", "%00"),
        *("TLP:RED", "yes", "no", "A", "B2", "6", "killed", "occurred-at", "kunya, Latn", "fa", "IR", "میرزا‌یی", "Ҷ", "👩‍👩‍👧"),
        *HOSTILE.values(),
    ]
)  # fmt: skip
CHARACTERS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
TEXTS = st.one_of(CHARACTERS, st.lists(st.one_of(FRAGMENTS, CHARACTERS), min_size=1, max_size=5).map("".join))


def filled(case: Case, table: str, texts: dict[str, str], record_id: str | None = None) -> Form:
    form = Form(case, table, lambda: NOW, record_id=record_id)
    form.texts.update(texts)
    return form


@pytest.mark.parametrize("table", TABLES)
@given(st.data())
def test_any_text_in_any_field(table: str, data: st.DataObject) -> None:
    names = [field.name for field in FORMS[table]]
    texts = NEEDED[table] | data.draw(st.dictionaries(st.sampled_from(names), TEXTS, min_size=1, max_size=3))
    case = in_memory()
    form = filled(case, table, texts)
    problems = form.problems()
    assert all("\n" not in one and one == clean(one) for one in problems.values()), problems
    try:
        edit = form.edit("analyst")
    except InvalidCaseError as error:
        field = error.field.partition(".")[0]
        assert field in names and "\n" not in error.expected
        assert not problems or field in problems
        assert {name: form.texts[name] for name in texts} == texts
        return
    assert not problems
    case.apply(edit)
    new = edit.changes[0].id
    assert [one for one in check(case) if one.severity == "error" and one.record == new] == []
    again = Form(case, table, lambda: NOW, record_id=new)
    assert again.edit("analyst").changes == ()
    assert read_again(again) == {name: value for name, value in case.raw(new)[1].items() if name in names}


def read_again(form: Form) -> dict[str, Any]:
    """What the texts of a record's form say, read as if they had all been typed."""
    said = {field.name: field.kind.read(form.texts[field.name], form.context) for field in form.fields}
    assert not any(answer.error for answer in said.values()), (form.texts, said)
    kept = {name: form.field(name).kind.kept(form.before.get(name), one.value) for name, one in said.items()}
    return {name: value for name, value in kept.items() if value is not None}


BAD = [
    ("events", "when", "30 feb 2024", "there is no 30 Feb 2024"),
    ("events", "when", "31 esfand 1402", "there is no 31 Esfand 1402"),
    ("events", "when", "3 jan 2024 25:00", "'25:00' is not a time of day"),
    ("events", "place", "nowhere", "no place of the case is called 'nowhere'"),
    ("events", "reports", "[r-none]", "there is no record 'r-none'"),
    ("reports", "url", "javascript:alert(1)", "not javascript:"),
    ("reports", "url", "data:text/html,x", "not data:"),
    ("reports", "url", "file:///etc/passwd", "not file:"),
    ("reports", "archive_urls", "https://ok.example; ftp://x.example", "not ftp:"),
    ("places", "latitude", "90.01", "from -90 to 90"),
    ("places", "longitude", "-180.5", "from -180 to 180"),
    ("places", "uncertainty_m", "-1", "not below 0"),
    ("claims", "value", "13–10", "13 is more than the high, 10"),
    ("claims", "value", "-3", "less than 0"),
    ("claims", "value", "at least -3", "less than 0"),
    ("claims", "value", "−3–10", "less than 0"),
    ("claims", "value", "99 (90–95)", "99 is more than the high, 95"),
    ("claims", "value", "84 (90–95)", "84 is less than the low, 90"),
]


@pytest.mark.parametrize(("table", "name", "text", "words"), BAD)
def test_what_cannot_be_has_its_line(table: str, name: str, text: str, words: str) -> None:
    form = filled(in_memory(), table, {**NEEDED[table], name: text})
    assert words in form.problem(name)
    with pytest.raises(InvalidCaseError) as refused:
        form.edit("analyst")
    assert refused.value.field == name and form.texts[name] == text


@pytest.mark.parametrize(
    ("table", "record", "name"),
    [
        ("events", "fire", "part_of"),
        ("events", "fire", "follows"),
        ("reports", "irna-1", "derived_from"),
        ("places", "quay", "within"),
        ("claims", "c-one", "subject"),
        ("claims", "c-one", "contradicts"),
        ("claims", "c-one", "supersedes"),
    ],
)
def test_a_reference_to_itself_has_its_line(table: str, record: str, name: str) -> None:
    form = filled(in_memory(), table, {name: f"[{record}]"}, record)
    assert form.problem(name) == "a record cannot refer to itself"


def test_a_tie_of_an_actor_to_itself_has_its_line() -> None:
    form = filled(in_memory(), "relations", NEEDED["relations"] | {"object": "The mayor"})
    with pytest.raises(InvalidCaseError):
        form.edit("analyst")
    assert "itself" in form.problem("object")
