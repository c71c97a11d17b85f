"""A case in memory: references both ways, what is related, edits and their inverses."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import InvalidCaseError, NotFoundError
from casefile.model.case import Backlink, Case, Edit, Outgoing
from casefile.model.editing import combine, create, delete, update
from casefile.model.records import Actor, Claim, Event, Note, document_id, new_id, own_title

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def small_case() -> Case:
    tables: dict[str, dict[str, dict[str, object]]] = {
        "case": {"t": {"id": "t", "format": "casefile", "format_version": 1, "title": "T"}},
        "sources": {"irna": {"id": "irna", "name": "IRNA"}, "isna": {"id": "isna", "name": "ISNA"}},
        "reports": {
            "r1": {"id": "r1", "source": "irna", "title": "First"},
            "r2": {"id": "r2", "source": "isna", "title": "Second", "derived_from": ["r1"]},
        },
        "actors": {"mayor": {"id": "mayor", "name": "The mayor", "kind": "person"}},
        "events": {
            "blast": {"id": "blast", "title": "Blast", "when": {"edtf": "2024-01-03"}, "reports": ["r1"]}
        },
        "claims": {
            "c1": {
                "id": "c1",
                "statement": "It was at 14:50",
                "subject": "blast",
                "predicate": "occurred-at",
                "value": {"edtf": "2024-01-03T14:50:00+03:30"},
                "attribution": ["mayor", "isna"],
                "reports": ["r2"],
            }
        },
        "notes": {
            "n1": {"id": "n1", "title": "Why", "body": "See [[c1]] and [[blast|the blast]], [[other:x]]."}
        },
        "unknown-table": {"1": {"id": "z", "anything": [1, {"deep": True}]}},
    }
    return Case("t", tables)


def test_references_run_both_ways_through_values_lists_and_note_links() -> None:
    case = small_case()
    assert Outgoing("attribution", "mayor") in case.references("c1")
    assert [reference.target for reference in case.references("n1")] == ["c1", "blast"]
    assert set(case.backlinks("blast")) == {
        Backlink("claims", "c1", "subject"),
        Backlink("notes", "n1", "body"),
    }
    assert case.backlinks("r1") == (
        Backlink("reports", "r2", "derived_from"),
        Backlink("events", "blast", "reports"),
    )


def test_related_passes_through_claims_and_brings_sources() -> None:
    case = small_case()
    assert {"mayor", "r1", "r2", "irna", "isna", "n1", "c1"} <= case.related("blast")
    assert "blast" in case.related("mayor")
    assert {"r2", "c1"} <= case.related("isna")


def test_titles_and_missing_records() -> None:
    case = small_case()
    assert case.title("r2") == "Second"
    assert case.title("nothing") == "nothing"
    assert own_title({"id": "r", "url": "https://example.org/1"}) == "https://example.org/1"
    assert own_title({"id": "r", "url": "https://example.org/1", "title": " \nFire\nfar "}) == "Fire"
    assert own_title({"id": "r", "title": 3}) == ""
    assert case.get("blast", Actor) is None
    with pytest.raises(NotFoundError, match="no record 'nothing'"):
        case.raw("nothing")


def test_an_edit_and_its_inverse_leave_everything_as_it_was() -> None:
    case = small_case()
    case.backlinks("blast")
    before = {name: dict(records) for name, records in case.tables.items()}
    edit = combine(
        "several",
        [
            create(
                case, "notes", {"title": "New", "about": ["blast"]}, author="a", now=NOW, choose=random.choice
            ),
            update(case, "blast", {"title": "First blast", "reports": []}, now=NOW),
            delete(case, ["c1"]),
        ],
    )
    case.apply(edit)
    assert case.record("blast") == Event(
        id="blast",
        title="First blast",
        when=case.record("blast").when,
        modified="2026-11-23T12:00:00.000Z",  # type: ignore[attr-defined]
    )
    assert Backlink("claims", "c1", "subject") not in case.backlinks("blast")
    assert len([link for link in case.backlinks("blast") if link.field == "about"]) == 1
    assert case.backlinks("r1") == (Backlink("reports", "r2", "derived_from"),)
    case.apply(edit.inverse())
    assert {name: dict(records) for name, records in case.tables.items()} == before
    assert Backlink("claims", "c1", "subject") in case.backlinks("blast")
    assert case.revision == 2


def test_backlinks_kept_up_to_date_equal_those_read_anew() -> None:
    case = small_case()
    case.backlinks("blast")
    case.apply(update(case, "c1", {"reports": ["r1"], "contradicts": []}, now=NOW))
    fresh = Case("t", case.tables)
    for record_id in ("blast", "r1", "r2", "mayor", "isna"):
        assert set(case.backlinks(record_id)) == set(fresh.backlinks(record_id))


def test_a_field_that_does_not_fit_is_named_when_written_and_passed_over_when_shown() -> None:
    case = small_case()
    with pytest.raises(InvalidCaseError, match=r"t events blast when\.edtf|t events blast when"):
        update(case, "blast", {"when": {"edtf": "no date"}}, now=NOW)
    with pytest.raises(InvalidCaseError) as caught:
        update(case, "blast", {"title": 5}, now=NOW)
    assert (caught.value.table, caught.value.record, caught.value.field) == ("events", "blast", "title")
    case.tables["events"]["blast"]["title"] = 5
    case.tables["events"]["blast"]["kind"] = "attack"
    shown = case.record("blast")
    assert isinstance(shown, Event) and shown.title == "" and shown.kind == "attack"


def test_unknown_fields_survive_an_update() -> None:
    case = small_case()
    case.tables["notes"]["n1"]["from-the-future"] = {"a": [1]}
    edit = update(case, "n1", {"title": "Changed"}, now=NOW)
    assert edit.changes[0].after is not None and edit.changes[0].after["from-the-future"] == {"a": [1]}


def test_an_update_that_changes_nothing_is_no_change() -> None:
    case = small_case()
    assert update(case, "n1", {"title": "Why"}, now=NOW) == Edit("note changed", ())


def test_generated_ids_have_the_letter_of_their_table_and_are_free() -> None:
    case = small_case()
    edit = create(
        case, "claims", {"statement": "S", "subject": "blast", "predicate": "says"}, author="", now=NOW
    )
    assert edit.changes[0].id.startswith("c-") and len(edit.changes[0].id) == 8
    taken = new_id("notes", lambda choices: choices[0])
    case.tables["notes"][taken] = {"id": taken, "title": "x"}
    draws = iter("0" * 6 + "1" * 6)
    made = create(case, "notes", {"title": "y"}, author="", now=NOW, choose=lambda _: next(draws))
    assert made.changes[0].id == "n-111111"


def test_views_of_every_table() -> None:
    case = small_case()
    assert [claim.predicate for claim in case.all(Claim)] == ["occurred-at"]
    assert [note.title for note in case.all(Note)] == ["Why"]
    assert case.info.title == "T"


@given(st.text(min_size=1, max_size=64))
def test_document_ids_are_48_bits(text: str) -> None:
    assert 0 <= document_id(text) < 2**48


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_no_json_in_any_field_can_crash_a_case(value: object) -> None:
    for table, fields in {
        "events": ("title", "when", "participants", "follows", "reports", "place"),
        "claims": ("value", "attribution", "subject", "asserted", "credibility"),
        "notes": ("body", "about", "title", "pinned"),
    }.items():
        for field in fields:
            case = Case("t", {table: {"x": {"id": "x", field: value}}})
            assert isinstance(case.title("x"), str)
            case.related("x")
            case.record("x")
