"""An edit that asks: what someone else did since it was begun is joined, or named and nothing is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.model.case import Change, Edit
from casefile.model.conflicts import Conflict, ConflictError
from casefile.store import OpenCase
from casefile.store.form import CONFLICTS
from casefile.store.rebase import conflicts, rebase
from tests.store.cases import change, file_bytes, library, note, remove, tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.json").write_bytes(file_bytes(tables(note("n-1"), note("n-2"))))
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> OpenCase:
    return library(folder).open("harbour")


@pytest.fixture
def other(folder: Path) -> OpenCase:
    return library(folder, author="colleague").open("harbour")


def refused(opened: OpenCase, edit: Edit) -> tuple[Conflict, ...]:
    before = len(opened.history())
    with pytest.raises(ConflictError) as caught:
        opened.commit(edit, asking=True)
    assert len(opened.history()) == before and not opened.case.table(CONFLICTS)
    return caught.value.conflicts


def test_an_edit_of_what_was_known_is_joined_by_field(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), kind="lead"))
    opened.refresh()
    opened.commit(change(note("n-1"), body="heard"), asking=True)
    assert opened.case.table("notes")["n-1"] == note("n-1", "heard", kind="lead")


def test_the_same_value_is_no_conflict(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body="heard"))
    opened.commit(change(note("n-1"), body="heard", kind="lead"), asking=True)
    assert opened.case.table("notes")["n-1"] == note("n-1", "heard", kind="lead")


def test_of_one_field_both_values_are_named(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body="theirs"))
    (found,) = refused(opened, change(note("n-1"), body="mine", kind="lead"))
    assert (found.id, found.field, found.mine, found.theirs) == ("n-1", "body", "mine", "theirs")
    assert found.both == "theirs\nmine"
    assert opened.case.table("notes")["n-1"] == note("n-1", "theirs")


def test_a_field_that_was_emptied_is_asked_about_too(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body=None))
    (found,) = refused(opened, change(note("n-1"), body="mine"))
    assert (found.mine, found.theirs) == ("mine", None)
    other.commit(change(note("n-2"), body="theirs"))
    (found,) = refused(opened, change(note("n-2"), body=None))
    assert (found.mine, found.theirs) == (None, "theirs")


def test_a_record_that_is_gone_or_changed(opened: OpenCase, other: OpenCase) -> None:
    other.commit(remove(note("n-1")))
    (gone,) = refused(opened, change(note("n-1"), body="mine"))
    assert (gone.field, gone.mine, gone.theirs) == ("", note("n-1", "mine"), None)
    other.commit(change(note("n-2"), body="theirs"))
    (changed,) = refused(opened, remove(note("n-2")))
    assert (changed.field, changed.mine, changed.theirs) == ("", None, note("n-2", "theirs"))
    opened.commit(gone.decided(change(note("n-1"), body="mine"), gone.mine), asking=True)
    opened.commit(changed.decided(remove(note("n-2")), changed.mine), asking=True)
    assert dict(opened.case.table("notes")) == {"n-1": note("n-1", "mine")}


def test_a_line_for_each(opened: OpenCase, other: OpenCase) -> None:
    other.commit(change(note("n-1"), body="theirs"))
    with pytest.raises(ConflictError, match=r"^'n-1': body was changed by colleague meanwhile$"):
        opened.commit(change(note("n-1"), body="mine"), asking=True)
    assert ConflictError([]).exit_code == 4


FIELDS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2", "3", None]))


@settings(max_examples=300, deadline=None)
@given(FIELDS, FIELDS, FIELDS, st.lists(st.sampled_from(["mine", "theirs"]), min_size=3, max_size=3))
def test_a_decided_edit_makes_the_record_what_was_decided(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], answers: list[str]
) -> None:
    edit = Edit("changed", (Change("notes", "n-1", base, mine),))
    now = {"notes": {"n-1": theirs}}
    expected = {}
    found = list(conflicts(edit.changes, now))
    chosen = {one.field: answer for one, answer in zip(found, answers, strict=False)}
    for one in found:
        edit = one.decided(edit, one.mine if chosen[one.field] == "mine" else one.theirs)
    for field in {**base, **mine, **theirs}:
        side = chosen.get(field) or (
            "mine" if field not in base or mine.get(field, 0) != base[field] else "theirs"
        )
        if (field in base) == (field in mine) and base.get(field) == mine.get(field):
            side = "theirs"
        record = mine if side == "mine" else theirs
        if record.get(field) is not None or (field in record and field not in chosen):
            expected[field] = record[field]
    assert not list(conflicts(edit.changes, now))
    made = rebase(edit.changes, now)
    assert (made[-1].after if made else theirs) == expected
