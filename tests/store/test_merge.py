"""Joining two changes: nothing is lost, whoever asks gets the same, and an edit beats a delete."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.store.form import CONFLICTS
from casefile.store.lazy import Records
from casefile.store.merge import join_lines, merge_lines, merge_record, merge_tables
from casefile.store.rebase import apply_changes

BASE = {
    "id": "n-1",
    "title": "Fire",
    "body": "one\ntwo\nthree\nfour\nfive\n",
    "tags": ["a", "b"],
    "modified": "2024-01-01",
}


def versions(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**BASE, **fields}.items() if value is not None}


def test_changes_of_different_fields_are_both_kept() -> None:
    merged, lost = merge_record(BASE, versions(title="Blaze"), versions(kind="lead", tags=None), True)
    assert merged == versions(title="Blaze", kind="lead", tags=None)
    assert lost == []


def test_tags_and_references_are_joined_as_sets() -> None:
    mine, theirs = versions(tags=["a", "b", "c"], about=["e-1"]), versions(tags=["b", "d"], about=["e-2"])
    merged, lost = merge_record(BASE, mine, theirs, True)
    assert merged["tags"] == ["b", "c", "d"]
    assert merged["about"] == ["e-1", "e-2"]
    assert lost == []


def test_who_told_whom_is_an_order_and_is_not_joined() -> None:
    base = {"id": "c-1", "attribution": ["bakhshi", "irna"]}
    mine = {"id": "c-1", "attribution": ["bakhshi", "irna", "isna"]}
    theirs = {"id": "c-1", "attribution": ["ministry", "irna"]}
    merged, lost = merge_record(base, mine, theirs, True)
    assert merged == mine
    assert [one.lost for one in lost] == [["ministry", "irna"]]


def test_of_a_field_that_both_changed_the_other_value_is_kept_aside() -> None:
    merged, lost = merge_record(BASE, versions(title="Blaze"), versions(title="Smoke"), False)
    assert merged["title"] == "Smoke"
    assert [(one.field, one.kept, one.lost) for one in lost] == [("title", "Smoke", "Blaze")]


def test_a_changed_field_beats_a_removed_one_and_the_later_date_stands() -> None:
    mine = versions(title=None, modified="2024-01-03")
    merged, lost = merge_record(BASE, mine, versions(title="Blaze", modified="2024-01-02"), True)
    assert merged == versions(title="Blaze", modified="2024-01-03")
    assert lost == []


def test_true_is_not_one() -> None:
    merged, lost = merge_record({"id": "n-1", "n": 1}, {"id": "n-1", "n": True}, {"id": "n-1", "n": 1}, False)
    assert merged["n"] is True
    assert lost == []


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        (
            "zero\none\ntwo\nthree\nfour\nfive\n",
            "one\ntwo\nthree\nfour\n5\n",
            "zero\none\ntwo\nthree\nfour\n5\n",
        ),
        (
            "one\ntwo\nthree\nfour\nfive\nsix\n",
            "1\ntwo\nthree\nfour\nfive\n",
            "1\ntwo\nthree\nfour\nfive\nsix\n",
        ),
        ("one\n2\nthree\nfour\nfive\n", "one\n2\nthree\nfour\nfive\n", "one\n2\nthree\nfour\nfive\n"),
        ("one\n2\nthree\nfour\nfive\n", "one\nII\nthree\nfour\nfive\n", None),
        ("one\n2\nthree\nfour\nfive\n", "one\ntwo\n3\nfour\nfive\n", None),
        ("one\ntwo\nthree\nfour\nfive\nA\n", "one\ntwo\nthree\nfour\nfive\nB\n", None),
    ],
    ids=["before and at the end", "at the end and first", "the same", "one line", "neighbours", "two ends"],
)
def test_long_texts_are_joined_by_line(mine: str, theirs: str, joined: str | None) -> None:
    assert merge_lines(BASE["body"], mine, theirs) == joined
    assert merge_lines(BASE["body"], theirs, mine) == joined


def merged(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    tables = {"notes": Records.of(mine)}
    changes = merge_tables(
        lambda table, key: base.get(key) if table == "notes" else None, tables, {"notes": Records.of(theirs)}
    )
    after: dict[str, dict[str, Any]] = {"notes": dict(mine)}
    apply_changes(after, changes)
    return after


def test_an_edit_beats_a_delete_from_either_side() -> None:
    edited = versions(title="Blaze")
    assert merged({"n-1": BASE}, {}, {"n-1": edited})["notes"] == {"n-1": edited}
    assert merged({"n-1": BASE}, {"n-1": edited}, {})["notes"] == {"n-1": edited}


def test_a_record_that_nobody_else_touched_is_deleted() -> None:
    assert merged({"n-1": BASE}, {"n-1": BASE}, {})["notes"] == {}


FIELDS = st.dictionaries(st.sampled_from(["title", "kind", "body"]), st.sampled_from(["1", "2", "3"]))
SIDES = st.dictionaries(st.sampled_from(["n-1", "n-2"]), FIELDS)


@settings(max_examples=150, deadline=None)
@given(SIDES, SIDES, SIDES)
def test_both_sides_come_to_the_same_and_every_value_stands_somewhere(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert one == other
    kept = one.get(CONFLICTS, {}).values()
    for side in (mine, theirs):
        for key, record in side.items():
            for field, value in record.items():
                changed = base.get(key, {}).get(field) != value
                standing = one["notes"].get(key, {}).get(field) == value
                aside = any(
                    (lost["record"], lost["field"], lost["lost"]) == (key, field, value) for lost in kept
                )
                assert not changed or standing or aside


_BODIES = st.lists(st.sampled_from("abcdef"), max_size=6).map(
    lambda lines: "".join(f"{one}\n" for one in lines)
)


@given(_BODIES, _BODIES, _BODIES)
@settings(max_examples=300, deadline=None)
def test_a_text_that_holds_both_has_every_line_that_either_wrote(base: str, mine: str, theirs: str) -> None:
    joined = join_lines(base, mine, theirs)
    written = {line for text in (mine, theirs) for line in text.splitlines() if line not in base.splitlines()}
    assert written <= set(joined.splitlines())
    merged = merge_lines(base, mine, theirs)
    assert merged is None or joined == merged
    assert join_lines(base, mine, base) == mine and join_lines(base, base, theirs) == theirs
