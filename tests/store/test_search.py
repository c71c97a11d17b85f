"""What searches find: words however they are written, fields, dates, and the best of it first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.analysis.searching import describe, spelling
from casefile.model.search import Document, matches, parse_query
from casefile.store.search.index import Index, Newer
from casefile.store.search.rows import prepare
from casefile.store.search.spellings import expanded
from tests.store.search_cases import NOW, found, make_library, maker, opened


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    library = make_library(tmp_path_factory.mktemp("search") / "library")
    with opened(library) as index:
        yield index


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("warehouse", {"fire"}),
        ("WAREHOUSE Mayors", {"fire"}),
        ("iran", {"fire"}),
        ("bomb", {"fire"}),
        ('"bomb"', set()),
        ('"bombing"', {"fire"}),
        ('"first blast"', {"c-five"}),
        ('"blast first"', set()),
        ('"first bla"*', {"c-five"}),
        ("malmo", {"n-one"}),
        ("كودكان", {"c-five"}),
        ("کودکان", {"c-five"}),
        ("remark", set()),
        ("c-five", {"c-five"}),
        ("S22", {"fire"}),
        ("irna", {"irna", "r-irna"}),
        ("warehouse rumour", set()),
        ("warehouse OR rumour", {"fire", "rumour"}),
        ("killed -blast", {"c-two"}),
        ("killed NOT (blast OR two)", set()),
        ("fi", set()),
        ("fi*", {"fire", "r-irna", "c-five", "n-one"}),
    ],
)
def test_words(index: Index, text: str, ids: set[str]) -> None:
    assert set(found(index, text)) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("kind:attack", {"fire"}),
        ("kind:claims", {"c-two", "c-five"}),
        ("kind:killed", {"c-two", "c-five"}),
        ("kind:note", {"n-one"}),
        ("kind:report", {"r-irna", "r-paper"}),
        ("actor:soleimani", {"soleimani", "fire"}),
        ("actor:سليماني", {"soleimani", "fire"}),
        ('actor:"qassem soleimani"', {"soleimani", "fire"}),
        ("source:irna kind:claim", {"c-two"}),
        ("source:republic kind:event", {"fire"}),
        ("grade:B2", {"fire", "c-two"}),
        ("grade:d kind:claim", {"c-five"}),
        ("grade:4", {"c-five"}),
        ("case:quay", {"quay-2023", "norouzov", "flood"}),
        ("tag:harbour-file", {"fire"}),
        ("marking:red", {"rumour"}),
        ("marking:TLP:GREEN kind:note", {"n-one"}),
        ("marking:personal-data", {"khaled"}),
        ("contested:yes", {"fire", "c-two", "c-five"}),
        ("contested:no kind:event case:harbour", {"winter", "rumour"}),
        ("-kind:claim contested:yes", {"fire"}),
        ("kind:event (actor:soleimani OR marking:red)", {"fire", "rumour"}),
    ],
)
def test_fields(index: Index, text: str, ids: set[str]) -> None:
    assert set(found(index, text)) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("after:2024-01-05 kind:claim", {"c-five"}),
        ("before:2024-01-05 kind:claim", {"c-two"}),
        ('after:"4 jan 2024" before:2024-01-06 kind:claim', {"c-two", "c-five"}),
        ("after:2024-01-04 before:2024-01-05 kind:event", {"fire", "winter"}),
        ("before:2024-01-04 kind:event", {"winter", "flood"}),
        ("after:2026", set()),
        ("kind:event -after:2000", {"rumour"}),
        ("after:2024-01-05 kind:claim OR rumour", {"c-five", "rumour"}),
        ("kind:event -(before:2024 OR actor:soleimani)", {"rumour"}),
        ("after:2024-02-01 before:2024-02-02 kind:note", {"n-one"}),
    ],
)
def test_dates_are_those_of_the_clocks_there(index: Index, text: str, ids: set[str]) -> None:
    """The fire began at 23:30 UTC on the third, which was the fourth in Tehran; the winter may be on any day of it."""
    assert set(found(index, text)) == ids


def test_a_name_is_found_in_every_spelling(index: Index) -> None:
    both = {"nowruzof", "norouzov"}
    for written in ("Nowruzof", "Norouzov", "Noruzof", "Нурӯзов", "نوروزف"):
        assert both <= set(found(index, written)), written
    assert "nowruzof" in found(index, "actor:Norozov")


def test_a_name_in_another_script_comes_first_and_two_words_may_be_written_as_one(index: Index) -> None:
    for written in ("سلیمانی", "Сулаймони", "قاسم سلیمانی", "Ghasem Suleimani"):
        assert found(index, written)[0] == "soleimani", written
    for written in ("harbourpaper", "هاربورپیپر"):
        assert found(index, written)[0] == "paper", written


def test_a_word_with_a_meaning_of_its_own_is_no_spelling_of_a_name(index: Index) -> None:
    assert spelling("held") == spelling("khaled") != ()
    assert "khaled" not in found(index, "held")


def test_what_is_called_so_comes_first(index: Index) -> None:
    assert found(index, "irna")[0] == "irna"
    assert found(index, "harbour")[0] == "paper"
    assert found(index, "the fire")[0] == "fire"
    assert found(index, "قاسم سلیمانی")[0] == "soleimani"


def test_a_search_without_words_is_in_the_order_of_time(index: Index) -> None:
    assert found(index, "kind:event") == ["flood", "winter", "fire", "rumour"]


def test_the_count_goes_beyond_what_is_shown(index: Index) -> None:
    answer = index.search(parse_query("kind:event", now=NOW), 2)
    assert (len(answer.hits), answer.total, answer.complete) == (2, 4, True)


def test_what_is_newer_stands_in_the_place_of_what_the_index_holds(index: Index) -> None:
    claim = Document("harbour-2024", "claims", "c-two", "Three were killed.", "A correction.")
    gone = ("harbour-2024", "c-five")
    newer = Newer((claim,), frozenset({(claim.case, claim.id), gone}))

    def ids(text: str) -> list[str]:
        return [hit.title for hit in index.search(parse_query(text, now=NOW), newer=newer).hits]

    assert ids("killed") == ["Three were killed."] == ids("correction")
    assert ids("two") == [] == ids("blast")


def test_tables_of_a_newer_version_are_searched(index: Index) -> None:
    (hit,) = index.search(parse_query("newer kept", now=NOW)).hits
    assert (hit.table, hit.title, hit.text) == ("oddments", "A table of a newer version", "kept and found")


def test_a_hit_tells_where_it_is(index: Index) -> None:
    (hit,) = index.search(parse_query("warehouse", now=NOW)).hits
    assert (hit.case, hit.table, hit.id, hit.title) == ("harbour-2024", "events", "fire", "The fire")
    assert "A warehouse bombing" in hit.text


def test_nothing_asked_is_nothing_found(index: Index) -> None:
    assert found(index, "") == [] and found(index, "kind:") == [] and found(index, "()") == []


WORDS = st.sampled_from(
    [
        "fire",
        "harbour",
        "killed",
        "blast",
        "bomb",
        "c-five",
        "rumour",
        "the",
        "fi*",
        "قاسم",
        "nowruzof",
        "kind:event",
        "kind:claim",
        "kind:kil",
        "actor:soleimani",
        "source:irna",
        "grade:b",
        "grade:B2",
        "contested:yes",
        "contested:no",
        "before:2024-01-05",
        "after:2024-01-04",
        "after:2023",
        "case:quay",
        "marking:green",
        "tag:harbour-file",
        '"first',
        'blast"',
        '"two',
        'were"',
        "zzz",
    ]
)
QUERIES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        inner.map("-({})".format),
        inner.map("({})".format),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(text=QUERIES)
def test_the_index_answers_as_looking_at_every_record_does(text: str) -> None:
    index, documents = _everything()
    query = parse_query(text, now=NOW)
    if query.tree is None:
        return
    tree = expanded(query.tree, spelling, index._asked)
    expected = {(one.case, one.id) for one in documents if matches(one, tree)}
    assert {(hit.case, hit.id) for hit in index.search(query, 1000).hits} == expected


_KEPT: list[tuple[Index, list]] = []


def _everything() -> tuple[Index, list]:
    """One index for all examples, and every record of its library."""
    if not _KEPT:
        import tempfile

        from casefile.store.search.contents import read_content
        from casefile.store.system import System

        library = make_library(Path(tempfile.mkdtemp()) / "library")
        documents = [
            document
            for case_id in ("harbour-2024", "quay-2023")
            for document in describe(read_content(System(), library, case_id).case)
        ]
        _KEPT.append((opened(library), documents))
    return _KEPT[0]


def test_a_case_is_made_ready_the_same_way_every_time(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library")
    making = maker(library)
    ready = prepare(library, "harbour-2024", b"", making.describe, making.spelling)
    again = prepare(library, "harbour-2024", b"", making.describe, making.spelling)
    assert ready is not None and again is not None and ready.rows == again.rows
    assert prepare(library, "harbour-2024", ready.digest, making.describe, making.spelling) is None
