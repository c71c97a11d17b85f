"""The grammar of ISO 8601-2: examples of the standard, refusals that say where, and text that survives a round trip."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casefile.errors import UsageError
from casefile.model.dates.edtf import _plain as plain
from casefile.model.dates.edtf import parse
from casefile.model.dates.expressions import Choice, DateError, Interval, Point, Undated, write
from tests.model.dates_examples import LEVEL_0, LEVEL_1, OF_CASES, SETS, points


@pytest.mark.parametrize("text", LEVEL_0 + LEVEL_1 + SETS + OF_CASES)
def test_what_the_standard_and_the_cases_write_is_read(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2024", Point(2024, unit="year")),
        ("2024-01~", Point(2024, 1, unit="month", approximate=True)),
        ("2024-01-03?", Point(2024, 1, 3, uncertain=True)),
        ("2024-01-03%", Point(2024, 1, 3, approximate=True, uncertain=True)),
        ("2024-01-03T15:00:00+03:30~", Point(2024, 1, 3, 54_000, 12_600, "second", True)),
        ("2024-01-03T15:00Z", Point(2024, 1, 3, 54_000, 0, "minute")),
        ("2024-01-03T15:00", Point(2024, 1, 3, 54_000, None, "minute")),
        ("2024-22", Point(2024, 22, unit="season")),
        ("202X", Point(2020, unit="decade")),
        ("20XX", Point(2000, unit="century")),
        ("-004X", Point(-49, unit="decade")),
        ("-0043", Point(-43, unit="year")),
        ("Y-12345", Point(-12345, unit="year")),
        ("2024-XX", Point(2024, unit="year", unspecified="month")),
        ("2024-XX-XX", Point(2024, unit="year", unspecified="month and day")),
        ("2024-01-XX", Point(2024, 1, unit="month", unspecified="day")),
    ],
)
def test_a_single_date_says_what_is_written(text: str, point: Point) -> None:
    assert parse(text) == point


def test_open_and_unknown_ends_are_told_apart() -> None:
    assert parse("2024/..") == Interval(Point(2024, unit="year"), None)
    assert parse("2024/") == Interval(Point(2024, unit="year"), None, end_unknown=True)
    assert parse("/2024") == Interval(None, Point(2024, unit="year"), start_unknown=True)


def test_sets_of_one_and_of_all() -> None:
    first, last = Point(2023, unit="year"), Point(2024, unit="year")
    assert parse("[2023,2024]") == Choice((first, last), every=False)
    assert parse("{2023..2024}") == Choice((Interval(first, last),), every=True)
    assert parse("[..2023,2024]") == Choice((Interval(None, first), last), every=False)
    assert parse("XXXX") == Undated()


@pytest.mark.parametrize(
    ("text", "expected", "character"),
    [
        ("", "a year", 0),
        ("hello", "a year", 1),
        ("24", "a year", 1),
        ("2024-1", "a month", 6),
        ("2024-00", "a month from 01 to 12", 6),
        ("2024-13-01", "a month from 01 to 12", 6),
        ("2024-25", "a season from 21 to 24", 6),
        ("2024-01-", "a day of two digits", 9),
        ("2024-02-30", "a day from 01 to 29", 9),
        ("2023-02-29", "a day from 01 to 28", 9),
        ("2024-01-03T", "a time", 12),
        ("2024-01-03T25:00:00", "an hour from 00 to 23", 12),
        ("2024-01-03T24:00:00", "00:00 of the next day", 12),
        ("2024-01-03T15:60:00", "a minute", 15),
        ("2024-01-03T15:00:61", "a second", 18),
        ("2024-01-03T15:00:00+3:30", "an offset as +hh:mm", 20),
        ("2024-01-03T14:00:00-15:00", "an offset from -12:00 to +14:00", 20),
        ("2024-01-03 15:00", "the end of the date", 11),
        ("2024-01-03~?", "the end of the date", 12),
        ("2024-XX-03", "XX for the day too", 9),
        ("2024-0X", "a month", 6),
        ("2XXX", "a year", 1),
        ("Y2024", "a year", 1),
        ("-0000", "other than -0000", 1),
        ("2024/2023", "does not come before the start", 6),
        ("2024-01-03T15:00Z/2024-01-03T14:00Z", "does not come before the start", 19),
        ("../..", "a date at one end", 4),
        ("/", "a date at one end", 2),
        ("2023/2024/2025", "the end of the date", 10),
        ("[2023,2024", "']'", 11),
        ("[2023,..2024]", "before the first date only", 1),
        ("[2024..2023]", "does not end before it begins", 2),
        ("[]", "a year", 2),
        ("{2023]", "'}'", 6),
        ("٢٠٢٤", "a year", 1),
    ],
)
def test_a_refusal_says_what_was_expected_and_where(text: str, expected: str, character: int) -> None:
    with pytest.raises(DateError) as refused:
        parse(text)
    line = str(refused.value)
    place = f"at character {character}" if character <= len(text) else "at its end"
    assert expected in line
    assert line.endswith(place) or (not text and line.endswith("at its end"))
    assert "\n" not in line


def test_a_refusal_is_a_user_error_and_a_value_error() -> None:
    assert issubclass(DateError, UsageError)
    assert issubclass(DateError, ValueError)


@given(points())
def test_what_is_written_is_read_back(point: Point) -> None:
    assert parse(write(point)) == point


@given(points(), st.sampled_from(("{}/..", "../{}", "{}/", "/{}", "[{}]", "{{{}}}", "[..{}]", "[{}..]")))
def test_a_single_date_stands_in_every_interval_and_set(point: Point, form: str) -> None:
    parse(form.format(write(point)))


@given(st.text(alphabet="0123456789-+:.,/XYTZ~?%[]{} ", max_size=30) | st.text(max_size=20))
@example("2024-W01-1")
@example("2024-01-03T15:00:00+03:30:15")
@example("0000-02-30")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except DateError as refused:
        assert "\n" not in str(refused) or "\n" in text


@given(
    st.dates(),
    st.integers(0, 86_399),
    st.sampled_from(("", "Z", "+03:30", "-05:00")),
    st.sampled_from(("", "~", "?", "%")),
)
def test_the_short_way_reads_as_the_grammar_does(day: date, second: int, offset: str, sign: str) -> None:
    time = f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{offset}"
    for core in (day.isoformat(), day.isoformat() + time):
        quick = plain(core + sign)
        spelled = parse(f"{core}{sign}/..")
        assert isinstance(spelled, Interval)
        assert quick is None or quick == spelled.start
