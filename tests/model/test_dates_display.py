"""How a fuzzy date is shown: uncertainty always visible, days never shifted, clocks and calendars as chosen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.dates import (
    Calendar,
    display_brief,
    display_date,
    display_line,
    display_short,
    display_time,
    long_label,
    short_label,
)
from casefile.model.dates.expressions import Point, write
from casefile.model.records import FuzzyDate
from tests.model.dates_examples import LEVEL_0, LEVEL_1, OF_CASES, SETS, points

TEHRAN = "Asia/Tehran"
CALENDARS: tuple[Calendar, ...] = ("gregorian", "persian", "both")
CLOCKS = ("local", "UTC", "America/New_York")


@pytest.mark.parametrize(
    ("edtf", "header", "column"),
    [
        ("2024-01-03T15:00:00+03:30~", "Wed 3 Jan 2024", "≈15:00"),
        ("2024-01-03T15:00:00+03:30", "Wed 3 Jan 2024", "15:00"),
        ("2024-01-03T15:00:30+03:30", "Wed 3 Jan 2024", "15:00:30"),
        ("2024-01-03T15:00:00+03:30?", "Wed 3 Jan 2024", "15:00?"),
        ("2024-01-03T15:00:00+03:30%", "Wed 3 Jan 2024", "≈15:00?"),
        ("2024-01-03T11:30:00Z", "Wed 3 Jan 2024", "15:00"),
        ("2024-01-03", "Wed 3 Jan 2024", "~"),
        ("2024-01-03~", "Wed 3 Jan 2024", "≈"),
        ("2024-01-03?", "Wed 3 Jan 2024", "~?"),
        ("../2024-01-04T20:13:00+03:30", "Thu 4 Jan 2024", "≤20:13"),
        ("2024-01-04/2024-01-04T20:13:00+03:30", "Thu 4 Jan 2024", "≤20:13"),
        ("2024-01-04T20:13:00+03:30/..", "Thu 4 Jan 2024", "≥20:13"),
        ("2024-01-09/..", "Tue 9 Jan 2024", "≥"),
        ("../2024-01-09", "Tue 9 Jan 2024", "≤"),
        ("../2024-01-09~", "Tue 9 Jan 2024", "≤≈"),
        ("2024-01-03/2024-01-05", "Wed 3 Jan 2024", ".."),
        ("2024-01-03~/2024-01-05", "Wed 3 Jan 2024", "≈.."),
        ("2024-01-03T15:00/2024-01-03T15:15", "Wed 3 Jan 2024", "15:00.."),
        ("[2024-01-03T14:50,2024-01-03T15:00]", "Wed 3 Jan 2024", "14:50.."),
        ("[2024-01-05,2024-01-07]", "Fri 5 Jan 2024", ".."),
        ("2024-01", "Jan 2024", "~"),
        ("2024-01-XX", "Jan 2024", "~"),
        ("2024~", "2024", "≈"),
        ("202X", "2020s", "~"),
        ("19XX", "1900–1999", "~"),
        ("2024-23", "autumn 2024", "~"),
        ("2024-24", "winter 2024/25", "~"),
        ("-0043", "44 BC", "~"),
        ("XXXX", "undated", ""),
        ("", "undated", "?"),
        ("once upon a time", "once upon a time", "?"),
    ],
)
def test_the_header_of_the_day_and_the_column_of_the_time(edtf: str, header: str, column: str) -> None:
    assert display_date(edtf, TEHRAN) == header
    assert display_time(edtf, TEHRAN) == column


@pytest.mark.parametrize(
    ("edtf", "line", "short"),
    [
        ("2024-01-03T15:00:00+03:30~", "Wed 3 Jan 2024, about 15:00 (UTC+03:30)", "≈3 Jan 2024 15:00"),
        ("2024-01-03T15:00", "Wed 3 Jan 2024, 15:00 (UTC+03:30)", "3 Jan 2024 15:00"),
        ("2024-01-03T15:00?", "Wed 3 Jan 2024, 15:00 (UTC+03:30), uncertain", "3 Jan 2024 15:00?"),
        ("2024-01-03%", "about Wed 3 Jan 2024, uncertain", "≈3 Jan 2024?"),
        ("2024-01-XX", "a day in Jan 2024", "Jan 2024"),
        ("2024-XX", "a month in 2024", "2024"),
        ("2024-XX-XX~", "a day in about 2024", "≈2024"),
        ("2024-01-03/2024-01-05", "between Wed 3 Jan 2024 and Fri 5 Jan 2024", "3–5 Jan 2024"),
        ("2023-12-30/2024-01-05", "between Sat 30 Dec 2023 and Fri 5 Jan 2024", "30 Dec 2023 – 5 Jan 2024"),
        ("2024-01-09/..", "Tue 9 Jan 2024 or later", "≥9 Jan 2024"),
        ("2024-01-09/", "Tue 9 Jan 2024 or later (end not known)", "≥9 Jan 2024"),
        ("/2024-01-09", "by Tue 9 Jan 2024 (start not known)", "≤9 Jan 2024"),
        ("../2024-01-04T20:13:00+03:30", "by Thu 4 Jan 2024, 20:13 (UTC+03:30)", "≤4 Jan 2024 20:13"),
        (
            "2024-01-04/2024-01-04T20:13:00+03:30",
            "Thu 4 Jan 2024, by 20:13 (UTC+03:30)",
            "4 Jan 2024 ≤20:13",
        ),
        (
            "2024-01-03T15:00~/2024-01-03T15:15",
            "Wed 3 Jan 2024, between about 15:00 and 15:15 (UTC+03:30)",
            "≈3 Jan 2024 15:00–15:15",
        ),
        ("[2024-01-03,2024-01-05]", "one of: Wed 3 Jan 2024; Fri 5 Jan 2024", "3 Jan 2024 | 5 Jan 2024"),
        ("{2023,2024~}", "all of: 2023; about 2024", "2023 + ≈2024"),
        ("XXXX", "undated", "undated"),
    ],
)
def test_the_line_in_words_and_the_short_form(edtf: str, line: str, short: str) -> None:
    assert display_line(edtf, TEHRAN) == line
    assert display_short(edtf, TEHRAN) == short


@pytest.mark.parametrize(
    ("edtf", "line"),
    [
        ("2024-01-03/2024-01-05", "from Wed 3 Jan 2024 to Fri 5 Jan 2024"),
        ("2024-01", "throughout Jan 2024"),
        ("2024-01-09/..", "from Tue 9 Jan 2024 on"),
        ("../2024-01-09", "until Tue 9 Jan 2024"),
        ("2024-01-03T15:00/2024-01-03T15:15", "Wed 3 Jan 2024, from 15:00 to 15:15 (UTC+03:30)"),
        ("2024-01-03T15:00", "Wed 3 Jan 2024, 15:00 (UTC+03:30)"),
    ],
)
def test_what_held_throughout_is_said_so(edtf: str, line: str) -> None:
    assert display_line(edtf, TEHRAN, extent="throughout") == line


@pytest.mark.parametrize(
    ("clock", "line", "column"),
    [
        ("local", "Wed 3 Jan 2024, 01:00 (UTC+03:30)", "01:00"),
        ("UTC", "Tue 2 Jan 2024, 21:30 (UTC)", "21:30"),
        ("America/New_York", "Tue 2 Jan 2024, 16:30 (UTC-05:00, America/New_York)", "16:30"),
        ("Mars/Olympus", "Wed 3 Jan 2024, 01:00 (UTC+03:30)", "01:00"),
    ],
)
def test_the_clock_is_chosen(clock: str, line: str, column: str) -> None:
    edtf = "2024-01-03T01:00:00+03:30"
    assert display_line(edtf, TEHRAN, clock=clock) == line
    assert display_time(edtf, TEHRAN, clock=clock) == column


def test_a_time_is_local_to_its_own_offset_where_no_zone_is_known() -> None:
    assert display_line("2024-01-03T15:00:00+03:30") == "Wed 3 Jan 2024, 15:00 (UTC+03:30)"
    assert display_line("2024-01-03T15:00", clock="UTC") == "Wed 3 Jan 2024, 15:00 (time zone not known)"
    assert display_line("2024-01-03T15:00Z", "Mars/Olympus") == "Wed 3 Jan 2024, 15:00 (UTC)"


@pytest.mark.parametrize(
    ("edtf", "persian", "both"),
    [
        ("2024-01-03", "Wed 13 Dey 1402", "Wed 3 Jan 2024 · 13 Dey 1402"),
        ("2024-01-03~", "about Wed 13 Dey 1402", "about Wed 3 Jan 2024 · 13 Dey 1402"),
        ("2024-01", "Dey–Bahman 1402", "Jan 2024 · Dey–Bahman 1402"),
        ("2024-03", "Esfand 1402 – Farvardin 1403", "Mar 2024 · Esfand 1402 – Farvardin 1403"),
        ("2024", "1402–1403", "2024 · 1402–1403"),
        ("202X", "1398–1408", "2020s · 1398–1408"),
        ("2024-01-03/2024-01-05", "between Wed 13 Dey 1402 and Fri 15 Dey 1402", None),
        ("2023-12-22/2024-01-20", "Dey 1402", "between Fri 22 Dec 2023 and Sat 20 Jan 2024 · Dey 1402"),
        ("2023-03-21/2024-03-19", "1402", "between Tue 21 Mar 2023 and Tue 19 Mar 2024 · 1402"),
        ("2024-01-09/..", "Tue 19 Dey 1402 or later", "Tue 9 Jan 2024 or later · from 19 Dey 1402"),
        ("0500", "500", "500"),
        ("-0043-03-15", "Fri 15 Mar 44 BC", "Fri 15 Mar 44 BC"),
    ],
)
def test_the_persian_calendar_never_says_more_than_is_known(
    edtf: str, persian: str, both: str | None
) -> None:
    assert display_line(edtf, TEHRAN, calendar="persian") == persian
    if both:
        assert display_line(edtf, TEHRAN, calendar="both") == both


def test_the_line_of_the_specification() -> None:
    when = FuzzyDate(edtf="2024-01-03T15:00:00+03:30~", timezone=TEHRAN)
    assert long_label(when, calendar="both") == "Wed 3 Jan 2024, about 15:00 (UTC+03:30) · 13 Dey 1402"
    assert short_label(FuzzyDate(edtf="2024-01-03T15:00"), TEHRAN, clock="UTC") == "3 Jan 2024 11:30"


def test_a_persian_day_is_that_of_the_clock() -> None:
    assert (
        display_date("2024-01-03T01:00:00+03:30", TEHRAN, clock="UTC", calendar="persian")
        == "Tue 12 Dey 1402"
    )
    assert display_date("2024-01-03", TEHRAN, clock="UTC", calendar="persian") == "Wed 13 Dey 1402"


@pytest.mark.parametrize("edtf", LEVEL_0 + LEVEL_1 + SETS + OF_CASES)
@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("clock", CLOCKS)
def test_every_form_is_shown_on_every_clock_in_every_calendar(
    edtf: str, calendar: Calendar, clock: str
) -> None:
    line = display_line(edtf, TEHRAN, clock=clock, calendar=calendar)
    assert line
    assert display_date(edtf, TEHRAN, clock=clock, calendar=calendar)
    if re.search("[~%]", edtf):
        assert "about" in line
        assert "≈" in display_time(edtf, TEHRAN, clock=clock) + display_short(edtf, TEHRAN, calendar=calendar)
    if re.search("[?%]", edtf):
        assert "uncertain" in line
        assert "?" in display_short(edtf, TEHRAN, calendar=calendar)


@given(points(), st.sampled_from(CLOCKS), st.sampled_from(CALENDARS))
def test_uncertainty_is_always_visible(point: Point, clock: str, calendar: Calendar) -> None:
    edtf = write(point)
    line, short = (
        show(edtf, TEHRAN, clock=clock, calendar=calendar) for show in (display_line, display_short)
    )
    column = display_time(edtf, TEHRAN, clock=clock)
    assert ("about" in line) is ("≈" in short) is ("≈" in column) is point.approximate
    assert ("uncertain" in line) is ("?" in short) is ("?" in column) is point.uncertain


@given(points().filter(lambda point: not point.has_time), st.sampled_from(CLOCKS), st.sampled_from(CALENDARS))
def test_days_and_coarser_dates_look_alike_on_every_clock(
    point: Point, clock: str, calendar: Calendar
) -> None:
    edtf = write(point)
    for show in (display_date, display_line, display_short):
        assert show(edtf, TEHRAN, clock=clock, calendar=calendar) == show(edtf, "", calendar=calendar)


@given(st.text(max_size=30), st.text(max_size=10))
def test_what_cannot_be_read_is_shown_as_it_stands(edtf: str, timezone: str) -> None:
    assert isinstance(display_time(edtf, timezone), str)
    assert display_line(edtf, timezone, calendar="both") or edtf == ""
    if edtf and not any(character.isdigit() or character == "X" for character in edtf):
        assert display_date(edtf, timezone) == edtf


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2024-01-04", "4 Jan"),
        ("2020-01-03", "3 Jan 2020"),
        ("2024-02", "Feb 2024"),
        ("2024-01-05~", "≈5 Jan"),
        ("2024-01-05?", "5 Jan?"),
        ("2024-01-03T15:00:00+03:30", "3 Jan"),
        ("2024-01-03T15:00:00+03:30~", "3 Jan"),
        ("2024-01-03T22:00:00Z", "4 Jan"),
        ("2024-01-03T14:50:00+03:30/2024-01-03T15:17:00+03:30", "3 Jan"),
        ("/2024-01-03T17:09:00+03:30", "≤3 Jan"),
        ("2024-01-12/2024-01-31", "12–31 Jan"),
        ("2023-12-28/2024-01-03", "28 Dec 2023 – 3 Jan 2024"),
        ("", "undated"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_brief_date_has_its_days_and_its_doubt_but_neither_time_nor_the_year_that_all_know(
    edtf: str, shown: str
) -> None:
    assert display_brief(edtf, "Asia/Tehran", year=2024) == shown
