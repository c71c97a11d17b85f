"""What a field shows is read back as the value that it shows, for every kind of field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.vocabulary import EVENT_KINDS, NAME_KINDS, PREDICATES, QUALIFIERS, SENSITIVE
from casefile.tui.forms.fields import FORMS
from casefile.tui.forms.form import Form
from casefile.tui.forms.kinds.quantities import UNITS
from tests.tui.desk import NOW
from tests.tui.forms.cases import SHIPPED, context, kind, shipped

CONTEXT = context()
LINE = (
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), max_size=40)
    .map(str.strip)
    .filter(bool)
)
IDS = st.sampled_from(["brigade", "mayor", "owner", "ali-1", "ali-2"])
PLAIN_NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12, allow_nan=False).filter(lambda one: len(repr(one)) < 16),
)


def unchanged(table: str, name: str, value: Any, **texts: str) -> None:
    against = context(**texts) if texts else CONTEXT
    field = kind(table, name)
    shown = field.show(value, against)
    answer = field.read(shown, against)
    assert not answer.error, (shown, answer)
    assert answer.value == value, shown


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_field_of_every_shipped_record(path: Path) -> None:
    case = shipped(path)
    for table, fields in FORMS.items():
        for record_id, record in case.table(table).items():
            form = Form(case, table, lambda: NOW, record_id=record_id)
            for field in (field for field in fields if field.name in record):
                answer = field.kind.read(form.texts[field.name], form.context)
                assert not answer.error, (record_id, field.name, form.texts[field.name], answer.error)
                value = field.kind.kept(record[field.name], answer.value)
                assert value == record[field.name], (record_id, field.name, form.texts[field.name])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_form_that_was_not_touched_changes_nothing(path: Path) -> None:
    case = shipped(path)
    for table in FORMS:
        for record_id in case.table(table):
            assert Form(case, table, lambda: NOW, record_id=record_id).edit("analyst").changes == ()


def test_every_field_of_the_record_types_has_its_place_or_its_reason() -> None:
    """Fields without a place are made by the program itself, or by other parts of it."""
    from casefile.model.records import RECORD_TYPES

    elsewhere = {"id", "created", "modified", "author", "captures", "reliability_history"}
    of_the_case = {"format", "format_version", "place", "timezone", "calendars", "languages", "sensitive"}
    for table, fields in FORMS.items():
        missing = set(RECORD_TYPES[table].__struct_fields__) - {field.name for field in fields} - elsewhere
        assert missing - (of_the_case if table == "case" else set()) == set(), table


@given(LINE)
def test_text(value: str) -> None:
    unchanged("events", "title", value)


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
    .map(lambda one: one.strip("\n").rstrip())
    .filter(bool)
)
def test_long_text(value: str) -> None:
    unchanged("events", "description", value)


@given(st.lists(LINE, min_size=1, unique=True))
def test_tags(value: list[str]) -> None:
    unchanged("events", "tags", value)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"value": LINE},
            optional={
                "kind": st.sampled_from(list(NAME_KINDS)),
                "language": st.sampled_from(["fa", "ar", "tg-Cyrl"]),
                "script": st.sampled_from(["Arab", "Latn", "Cyrl"]),
            },
        ),
        min_size=1,
    )
)
def test_names(value: list[dict[str, str]]) -> None:
    unchanged("actors", "names", value)


@pytest.mark.parametrize(
    "value", ["Foo (kunya)", "Foo (fa) ()", "a;b\\", "()", "x (", "Ab (alias, fa)", "A — B"]
)
def test_names_that_look_like_something_else(value: str) -> None:
    unchanged("actors", "names", [{"value": value}, {"value": value, "kind": "alias"}])


@given(st.lists(st.fixed_dictionaries({"actor": IDS}, optional={"role": LINE}), min_size=1))
def test_participants(value: list[dict[str, str]]) -> None:
    unchanged("events", "participants", value)


@given(st.lists(st.sampled_from(["irna-1", "gazette-1", "gazette-2"]), min_size=1, unique=True))
def test_several_records(value: list[str]) -> None:
    unchanged("events", "reports", value)


@given(IDS)
def test_one_record(value: str) -> None:
    unchanged("claims", "subject", value)


@pytest.mark.parametrize(
    "value",
    [
        {"event": "fire"},
        {"event": "fire", "minimum": "PT10M", "maximum": "PT20M"},
        {"event": "fire", "minimum": "P1D"},
        {"event": "fire", "maximum": "P2DT3H"},
        {"event": "fire", "minimum": "PT15M", "maximum": "PT15M"},
    ],
)
def test_what_an_event_follows(value: dict[str, str]) -> None:
    unchanged("events", "follows", value)


@given(
    st.sampled_from(
        [
            "2024-01-03",
            "2024-01",
            "2024",
            "2024-01-03T15:00:00+03:30~",
            "2024/..",
            "2024-01-XX?",
            "[2023,2024]",
            "1402",
            "2020-22",
        ]
    ),
    st.fixed_dictionaries(
        {},
        optional={
            "text": st.one_of(LINE, st.just('he said "3 (or 4)"')),
            "timezone": st.sampled_from(["Europe/Moscow", "UTC"]),
            "calendar": st.sampled_from(["persian", "gregorian"]),
            "extent": st.sampled_from(["within", "throughout"]),
        },
    ),
)
def test_dates(edtf: str, more: dict[str, str]) -> None:
    unchanged("events", "when", {"edtf": edtf, **more})


@st.composite
def quantities(draw: st.DrawFn, numbers: st.SearchStrategy[int | float]) -> dict[str, Any]:
    """Quantities whose number lies between its low and its high, as far as it has them."""
    low, number, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    names = draw(st.sets(st.sampled_from(["number", "low", "high"]), min_size=1))
    found = {name: one for name, one in (("number", number), ("low", low), ("high", high)) if name in names}
    units = st.sampled_from(["", "m", "km", "%", "people", "square metres", "м", "متر"])
    unit = {"unit": one} if (one := draw(units)) else {}
    return {**found, "qualifier": draw(st.sampled_from(list(QUALIFIERS))), **unit}


@given(quantities(PLAIN_NUMBERS.map(abs)))
def test_quantities(value: dict[str, Any]) -> None:
    unchanged("claims", "value", value, predicate="killed")


@given(quantities(PLAIN_NUMBERS).filter(lambda one: one.get("unit", "m") in UNITS))
def test_quantities_below_nothing_where_not_only_counts_are_wanted(value: dict[str, Any]) -> None:
    unchanged("claims", "value", value, predicate="temperature")


@given(LINE)
def test_values_of_any_type_that_are_text(value: str) -> None:
    unchanged("claims", "value", value, predicate="something-new")


@given(LINE)
def test_values_that_may_be_records_but_are_text(value: str) -> None:
    unchanged("claims", "value", value, predicate="perpetrator")


@pytest.mark.parametrize(
    "text",
    ["The mayor", "mayor", "84", "at least 84", "date: 2024", '"quoted"', '"', '""', "x [mayor]", "1.5 km"],
)
@pytest.mark.parametrize("predicate", ["anything", "perpetrator", "located-at", "says"])
def test_texts_that_look_like_values(text: str, predicate: str) -> None:
    unchanged("claims", "value", text, predicate=predicate)


@pytest.mark.parametrize("predicate", ["anything", "perpetrator", "responsibility"])
@pytest.mark.parametrize("record", ["mayor", "ali-1", "fire"])
def test_values_that_are_records(predicate: str, record: str) -> None:
    unchanged("claims", "value", {"record": record}, predicate=predicate)


def test_values_that_are_dates() -> None:
    unchanged("claims", "value", {"edtf": "2024-01-03~"}, predicate="occurred-at")
    unchanged("claims", "value", {"edtf": "2024-01-03~"}, predicate="anything")


@pytest.mark.parametrize(
    "predicate", [one for one, known in PREDICATES.items() if known.value_type == "place"]
)
def test_values_that_are_places(predicate: str) -> None:
    unchanged("claims", "value", {"record": "quay"}, predicate=predicate)


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("events", "kind", next(iter(EVENT_KINDS))),
        ("events", "importance", 0),
        ("events", "credibility", 6),
        ("sources", "reliability", "F"),
        ("events", "sensitive", list(SENSITIVE)),
        ("events", "marking", "TLP:AMBER+STRICT"),
        ("places", "latitude", -30.25),
        ("places", "longitude", 180),
        ("places", "uncertainty_m", 0.5),
        ("actors", "country", "IR"),
        ("actors", "same_as", ["kerman-2024:irna"]),
        ("reports", "language", "tg-Cyrl"),
        ("reports", "cited_only", True),
        ("reports", "url", "https://example.org/a;b?c=%20d#e"),
        ("reports", "archive_urls", ["https://a.example/1;2", "http://b.example/\\"]),
        ("claims", "predicate", "first-seen-at"),
    ],
)
def test_terms_numbers_and_addresses(table: str, name: str, value: Any) -> None:
    unchanged(table, name, value)
