"""How two versions of a record differ: by properties."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.versions import Version, difference, restoring, text_difference, versions
from casefile.model.case import Case

TEXTS = st.lists(
    st.lists(st.sampled_from(["three", "five", "died", "."]), max_size=5).map(" ".join), max_size=12
)


@given(TEXTS, TEXTS)
def test_each_side_of_a_difference_is_its_text(old: list[str], new: list[str]) -> None:
    lines = list(text_difference("\n".join(old), "\n".join(new)))
    for signs, text in (("- ", "\n".join(old)), ("+ ", "\n".join(new))):
        shown = ["".join(part.text for part in line.parts) for line in lines if line.sign in signs]
        left_out = sum(int(line.parts[0].text.split()[0]) for line in lines if line.sign == "…")
        assert len(shown) + left_out == len(text.splitlines())
        if not left_out:
            assert shown == text.splitlines()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    assert all(line.sign in " …" for line in text_difference("\n".join(text), "\n".join(text)))
    assert difference({"body": text}, {"body": text, "modified": "later"}) == []


def test_the_changed_word_alone_is_marked() -> None:
    (field,) = difference({"body": "Three people died there."}, {"body": "Five people died there."})
    assert [[part.text for part in line.parts if part.changed] for line in field.lines] == [
        ["Three"],
        ["Five"],
    ]


def test_a_restored_version_has_the_fields_of_then_and_no_others() -> None:
    now = {"id": "n-one", "title": "B", "pinned": True, "created": "2026-01-01T00:00:00.000Z"}
    case = Case("one", {"notes": {"n-one": now}})
    then = Version(0, "", "", "", "first", "notes", {"id": "n-one", "title": "A", "tags": ["x"]})
    edit = restoring(case, "n-one", then, author="a", now=datetime(2026, 11, 23, tzinfo=UTC))
    after = edit.changes[0].after
    assert after == {
        "id": "n-one",
        "title": "A",
        "tags": ["x"],
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-11-23T00:00:00.000Z",
    }
    case.apply(edit)
    assert restoring(case, "n-one", then, author="a", now=datetime(2027, 1, 1, tzinfo=UTC)).changes == ()
    assert [one.kind for one in versions(case, [], "n-one")] == ["first"]
