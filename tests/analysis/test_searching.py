"""What of a record is searched: its own words, the names it refers to, and what follows from other records."""

from __future__ import annotations

import pytest

from casefile.analysis.searching import describe, local_bounds, spelling
from casefile.model.case import Case
from casefile.model.search import Document
from casefile.model.search.fields import name_words, value_word
from casefile.model.text import fold
from tests.store.search_cases import HARBOUR

DAY = 86_400


@pytest.fixture
def documents() -> dict[str, Document]:
    case = Case(
        "harbour-2024", {name: {one["id"]: one for one in records} for name, records in HARBOUR.items()}
    )
    return {document.id: document for document in describe(case)}


def test_every_record_of_every_table_is_described(documents: dict[str, Document]) -> None:
    assert set(documents) == {record["id"] for records in HARBOUR.values() for record in records}


def test_text_is_what_is_said_and_nothing_else(documents: dict[str, Document]) -> None:
    assert set(documents["c-five"].text.splitlines()) == {HARBOUR["claims"][1]["quote"], "5"}
    assert documents["fire"].text.splitlines() == [HARBOUR["events"][0]["description"], "was remembered"]
    assert documents["r-irna"].text == ""
    assert documents["fire"].labels == ("fire", "harbour-file:S22")


def test_a_record_stands_under_the_names_that_it_refers_to(documents: dict[str, Document]) -> None:
    claim = documents["c-two"].facets
    assert set(name_words("source", "IRNA Islamic Republic")) <= set(claim)
    assert set(name_words("actor", "قاسم سلیمانی Qassem")) <= set(documents["fire"].facets)


def test_grades_and_contested_facts_are_those_of_the_fact_sheets(documents: dict[str, Document]) -> None:
    for grade in ("B2", "B", "2"):
        assert value_word("grade", grade) in documents["c-two"].facets
    assert value_word("grade", "D4") in documents["c-five"].facets
    contested = {
        key for key, document in documents.items() if value_word("contested", "yes") in document.facets
    }
    assert contested == {"fire", "c-two", "c-five"}


def test_a_few_records_are_described_as_in_the_whole() -> None:
    case = Case(
        "harbour-2024", {name: {one["id"]: one for one in records} for name, records in HARBOUR.items()}
    )
    whole = {document.id: document for document in describe(case)}
    for record_id in ("c-two", "fire", "irna", "n-one"):
        assert list(describe(case, [record_id, "nobody"])) == [whole[record_id]]


@pytest.mark.parametrize(
    ("edtf", "timezone", "bounds"),
    [
        ("1970-01-02", "Asia/Tehran", (DAY, 2 * DAY)),
        ("1970-01-01T23:00:00Z", "Asia/Tehran", (DAY + 2.5 * 3600, DAY + 2.5 * 3600 + 1)),
        ("1970-01", "UTC", (0, 31 * DAY)),
        ("1970-01-02/", "UTC", (DAY, float("inf"))),
        ("nonsense", "UTC", (None, None)),
        ("", "UTC", (None, None)),
    ],
)
def test_dates_are_those_of_the_clocks_there(edtf: str, timezone: str, bounds: tuple[float, float]) -> None:
    assert local_bounds(edtf, timezone) == bounds


def test_spellings_share_their_consonants_and_short_words_have_none() -> None:
    assert spelling("nowruzof") == spelling(fold("Нурӯзов")) == spelling("نوروزف")[:1] == ("nrzv",)
    assert spelling("daesh") == spelling("داعش") == ("ds",) != spelling("death")
    assert spelling("ali") == spelling("of") == spelling("ds") == ()


def test_misshapen_records_are_described_all_the_same() -> None:
    odd = {
        "id": "odd",
        "title": 7,
        "names": [3, {"value": None}, "plain"],
        "tags": "one",
        "when": "2024",
        "reports": {},
    }
    tables = {table: {f"{table}-odd": {**odd, "id": f"{table}-odd"}} for table in HARBOUR}
    assert len(list(describe(Case("odd", tables)))) == len(tables)
