"""Dates as people type them: the precision given is kept, what is ambiguous is asked about, the rest is refused."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.dates import CivilDate, DateError, Understood, parse_edtf, read_date, single_day
from casefile.model.dates.calendars import MONTHS, PERSIAN_MONTHS, from_persian, persian_month_length
from casefile.model.dates.civil import civil

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
TEHRAN = "Asia/Tehran"
BOTH = ("gregorian", "persian")


def read(text: str, calendars: tuple[str, ...] = BOTH, timezone: str = TEHRAN) -> Understood:
    return read_date(text, now=NOW, timezone=timezone, calendars=calendars)


def choices(understood: Understood) -> list[str]:
    assert understood.question is not None
    return [choice.edtf for choice in understood.question.choices]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("3 jan 2024 15:00", "2024-01-03T15:00+03:30"),
        ("3 jan 2024 15:00:30", "2024-01-03T15:00:30+03:30"),
        ("3 Jan 2024", "2024-01-03"),
        ("January 3rd, 2024 at 3:00 PM", "2024-01-03T15:00+03:30"),
        ("Wednesday, 3 January 2024", "2024-01-03"),
        ("the 3rd of January, 2024", "2024-01-03"),
        ("2024/1/3", "2024-01-03"),
        ("20240103", "2024-01-03"),
        ("13.11.2024", "2024-11-13"),
        ("Jan 2024", "2024-01"),
        ("01/2024", "2024-01"),
        ("2022", "2022"),
        ("in the year 2022", "2022"),
        ("44 BC", "-0043"),
        ("622 AD", "0622"),
        ("about 3pm 3 Jan 2024", "2024-01-03T15:00+03:30~"),
        ("3pm 3 Jan 2024", "2024-01-03T15:00+03:30~"),
        ("12am 3 Jan 2024", "2024-01-03T00:00+03:30~"),
        ("noon 3 jan 2024", "2024-01-03T12:00+03:30"),
        ("3 jan 2024 15:00 UTC", "2024-01-03T15:00Z"),
        ("3 jan 2024 15:00 +05:00", "2024-01-03T15:00+05:00"),
        ("3 jan 2024 15:00 GMT+5", "2024-01-03T15:00+05:00"),
        ("3 jan 2024 15:00 Europe/Paris", "2024-01-03T15:00+01:00"),
        ("3 jan 2024 15:00 Tehran time", "2024-01-03T15:00+03:30"),
        ("3 jan 2024 15:00 local time", "2024-01-03T15:00+03:30"),
        ("c. 2020", "2020~"),
        ("circa 2020", "2020~"),
        ("~2020", "2020~"),
        ("about jan 2024", "2024-01~"),
        ("jan 2024?", "2024-01?"),
        ("perhaps 3 jan 2024", "2024-01-03?"),
        ("early 2022", "2022-01~/2022-04~"),
        ("mid-2023", "2023-05~/2023-08~"),
        ("late 2023", "2023-09~/2023-12~"),
        ("end of jan 2024", "2024-01-21~/2024-01-31~"),
        ("early 1990s", "1990~/1992~"),
        ("first half of 2024", "2024-01/2024-06"),
        ("Q1 2024", "2024-01/2024-03"),
        ("spring 2023", "2023-21"),
        ("fall 2023", "2023-23"),
        ("winter 2023/24", "2023-24"),
        ("1990s", "199X"),
        ("20th century", "19XX"),
        ("before 5 jan 2024", "../2024-01-04"),
        ("before 2024", "../2023"),
        ("before mar 2024", "../2024-02"),
        ("by 5 jan 2024", "../2024-01-05"),
        ("before 3 jan 2024 15:00", "../2024-01-03T15:00+03:30"),
        ("after 2021", "2022/.."),
        ("after 31 dec 2023", "2024-01-01/.."),
        ("since 3 jan 2024", "2024-01-03/.."),
        ("3 jan 2024 or later", "2024-01-03/.."),
        ("before about 5 jan 2024", "../2024-01-04~"),
        ("between 3 and 5 jan 2024", "2024-01-03/2024-01-05"),
        ("3-5 Jan 2024", "2024-01-03/2024-01-05"),
        ("3–5 Jan 2024", "2024-01-03/2024-01-05"),
        ("3 jan 2024 to 5 feb 2024", "2024-01-03/2024-02-05"),
        ("3 jan to 5 feb 2024", "2024-01-03/2024-02-05"),
        ("3 jan 2024 - 5 feb 2024", "2024-01-03/2024-02-05"),
        ("2024-01-03 to 2024-01-05", "2024-01-03/2024-01-05"),
        ("Dec - Jan 2024", "2023-12/2024-01"),
        ("Jan-Mar 2024", "2024-01/2024-03"),
        ("2020-2022", "2020/2022"),
        ("2019-20", "2019/2020"),
        ("3 jan 2024 14:00 to 15:00", "2024-01-03T14:00+03:30/2024-01-03T15:00+03:30"),
        ("3 jan 2024 14:00-15:00", "2024-01-03T14:00+03:30/2024-01-03T15:00+03:30"),
        ("between 14:50 and 15:10 on 3 jan 2024", "2024-01-03T14:50+03:30/2024-01-03T15:10+03:30"),
        ("3 jan 2024 23:00 to 01:00", "2024-01-03T23:00+03:30/2024-01-04T01:00+03:30"),
        ("30 dec 2023 - 2 jan", "2023-12-30/2024-01-02"),
        ("jan 3-5, 2024", "2024-01-03/2024-01-05"),
        ("3 jan 2024..5 jan 2024", "2024-01-03/2024-01-05"),
        ("3-Jan-2024", "2024-01-03"),
        ("Jan-2024", "2024-01"),
        ("3 jan '24", "2024-01-03"),
        ("3 jan 2024 (approx)", "2024-01-03~"),
        ("3 jan 2024, 15:00 (UTC+03:30)", "2024-01-03T15:00+03:30"),
        ("Wed, 03 Jan 2024 15:00:00 GMT", "2024-01-03T15:00:00Z"),
        ("pre-2020", "../2019"),
        ("<2020", "../2019"),
        ("4 jan 2024 by 20:13", "2024-01-04/2024-01-04T20:13+03:30"),
        ("4 jan 2024 after 3pm", "2024-01-04T15:00+03:30~/2024-01-04"),
        ("2 or 3 jan 2024", "[2024-01-02,2024-01-03]"),
        ("late 2023 or jan 2024", "[2023-09~..2023-12~,2024-01]"),
        ("morning of 3 jan 2024", "2024-01-03T06:00+03:30~/2024-01-03T12:00+03:30~"),
        ("unknown", "XXXX"),
        ("undated", "XXXX"),
    ],
)
def test_what_people_write_keeps_the_precision_given(text: str, edtf: str) -> None:
    understood = read(text)
    assert understood.edtf == edtf
    assert understood.question is None
    assert understood.text == text
    assert understood.explanation


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("tomorrow", "2026-11-24"),
        ("day before yesterday", "2026-11-21"),
        ("today 14:30", "2026-11-23T14:30+03:30"),
        ("now", "2026-11-23T11:00+03:30"),
        ("last friday", "2026-11-20"),
        ("last monday", "2026-11-16"),
        ("this friday", "2026-11-27"),
        ("3 days ago", "2026-11-20"),
        ("3 weeks ago", "2026-11-02~"),
        ("2 months ago", "2026-09"),
        ("two years ago", "2024"),
        ("an hour ago", "2026-11-23T10:00+03:30~"),
        ("last week", "2026-11-16/2026-11-22"),
        ("last month", "2026-10"),
        ("this year", "2026"),
        ("this morning", "2026-11-23T06:00+03:30~/2026-11-23T12:00+03:30~"),
    ],
)
def test_what_counts_from_today(text: str, edtf: str) -> None:
    assert read(text).edtf == edtf


def test_today_is_the_day_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    assert read_date("today", now=late, timezone=TEHRAN).edtf == "2026-11-24"
    assert read_date("today", now=late, timezone="UTC").edtf == "2026-11-23"
    assert read_date("today", now=datetime(2026, 11, 23, 23, 59), timezone=TEHRAN).edtf == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("13 dey 1402", "2024-01-03"),
        ("13 Dei 1402", "2024-01-03"),
        ("۱۳ دی ۱۴۰۲", "2024-01-03"),
        ("١٣ دي ١٤٠٢", "2024-01-03"),
        ("چهارشنبه ۱۳ دی ماه ۱۴۰۲", "2024-01-03"),
        ("۱۳ دی ۱۴۰۲ ساعت ۱۵:۰۰", "2024-01-03T15:00+03:30"),
        ("13 Jadi 1402", "2024-01-03"),
        ("dey 1402", "2023-12-22/2024-01-20"),
        ("1402 شمسی", "2023-03-21/2024-03-19"),
        ("13 تا ۱۵ دی ۱۴۰۲", "2024-01-03/2024-01-05"),
        ("13-15 dey 1402", "2024-01-03/2024-01-05"),
        ("قبل از 13 دی 1402", "../2024-01-02"),
        ("30 esfand 1403", "2025-03-20"),
    ],
)
def test_the_persian_calendar_by_the_names_of_its_months(text: str, edtf: str) -> None:
    understood = read(text)
    assert (understood.edtf, understood.calendar, understood.question) == (edtf, "persian", None)
    assert read(text, ("gregorian",)).edtf == edtf
    assert understood.fields()["calendar"] == "persian"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("3 يناير 2024", "2024-01-03"),
        ("٣ كانون الثاني ٢٠٢٤", "2024-01-03"),
        ("۳ ژانویه ۲۰۲۴", "2024-01-03"),
        ("3 января 2024", "2024-01-03"),
        ("январ 2024", "2024-01"),
        ("حدود ۳ ژانویه ۲۰۲۴", "2024-01-03~"),
        ("بهار 2024", "2024-21"),
        ("دیروز", "2026-11-22"),
    ],
)
def test_the_names_that_other_languages_have(text: str, edtf: str) -> None:
    assert read(text).edtf == edtf
    assert read(text).calendar == "gregorian"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("1402", ["2023-03-21/2024-03-19", "1402"]),
        ("۱۴۰۲", ["2023-03-21/2024-03-19", "1402"]),
        ("1402/10/13", ["2024-01-03", "1402-10-13"]),
        ("1402-10-13", ["2024-01-03", "1402-10-13"]),
        ("1402-10", ["2023-12-22/2024-01-20", "1402-10"]),
        ("10/1402", ["2023-12-22/2024-01-20", "1402-10"]),
        ("13/10/1402", ["2024-01-03", "1402-10-13"]),
        ("1402-10-13T15:00", ["2024-01-03T15:00+03:30", "1402-10-13T15:00"]),
        ("1402-10-13/1402-10-15", ["2024-01-03/2024-01-05", "1402-10-13/1402-10-15"]),
        ("1402~", ["2023-03-21~/2024-03-19~", "1402~"]),
        ("spring 1402", ["2023-03-21/2023-06-21", "1402-21"]),
        ("1402-1403", ["2023-03-21/2025-03-20", "1402/1403"]),
        ("1378-95", ["1999-03-21/2017-03-20", "1378/1395"]),
        ("[1402-12-29,1403-01-02]", ["[2024-03-19,2024-03-21]", "[1402-12-29,1403-01-02]"]),
        ("{1402-12-29, 1403-01-02}", ["{2024-03-19,2024-03-21}", "{1402-12-29, 1403-01-02}"]),
        ("[1402-10-13..1402-10-15]", ["[2024-01-03..2024-01-05]", "[1402-10-13..1402-10-15]"]),
        ("[1402-10,1403]", ["[2023-12-22..2024-01-20,2024-03-20..2025-03-20]", "[1402-10,1403]"]),
        ("[..1402-10-13~,2024-01-09]", ["[..2024-01-03~,2024-01-09]", "[..1402-10-13~,2024-01-09]"]),
        ("1402-10-13/..", ["2024-01-03/..", "1402-10-13/.."]),
        ("../1402-10", ["../2024-01-20", "../1402-10"]),
        ("1402-10/", ["2023-12-22/", "1402-10/"]),
        ("1402-12-XX", ["2024-02-20/2024-03-19", "1402-12-XX"]),
        ("1402-XX-XX?", ["2023-03-21?/2024-03-19?", "1402-XX-XX?"]),
        ("1402-21", ["2023-03-21/2023-06-21", "1402-21"]),
        ("139X", ["2011-03-21/2021-03-20", "139X"]),
        ("about 1390s", ["2011-03-21~/2021-03-20~", "139X~"]),
        ("14th century", ["1921-03-21/2021-03-20", "13XX"]),
        ("1402-10-13 or 1402-10-15", ["[2024-01-03,2024-01-05]", "[1402-10-13,1402-10-15]"]),
        ("10/11/2024", ["2024-11-10", "2024-10-11"]),
        ("10/11", ["2026-11-10", "2027-11-10", "2026-10-11", "2027-10-11"]),
        ("3 jan", ["2026-01-03", "2027-01-03"]),
        ("May", ["2026-05", "2027-05"]),
        ("13 dey", ["2026-01-03", "2027-01-03"]),
        ("jan 24", ["2026-01-24", "2027-01-24", "2024-01"]),
        ("3 jan 24", ["2024-01-03", "1924-01-03"]),
        ("3 to 5 jan", ["2026-01-03/2026-01-05", "2027-01-03/2027-01-05"]),
        ("14:30", ["2026-11-23T14:30+03:30", "2026-11-22T14:30+03:30"]),
        ("Friday", ["2026-11-20", "2026-11-27"]),
        ("next friday", ["2026-11-27", "2026-12-04"]),
        ("winter 2023", ["2022-24", "2023-24"]),
        ("2000s", ["200X", "20XX"]),
        ("the 90s", ["199X", "209X"]),
        ("midnight 3 jan 2024", ["2024-01-03T00:00+03:30", "2024-01-04T00:00+03:30"]),
        ("2020-22", ["2020/2022", "2020-22"]),
    ],
)
def test_what_can_be_read_in_several_ways_is_asked_about(text: str, offered: list[str]) -> None:
    understood = read(text)
    assert choices(understood) == offered
    assert understood.edtf == offered[0]
    assert understood.question is not None
    assert understood.question.text
    assert all(choice.question is None and choice.explanation for choice in understood.question.choices)


@pytest.mark.parametrize(
    "text",
    [
        "1402-12-30",
        "1402/12/30",
        "30/12/1402",
        "14021230",
        "1402-12-30~",
        "1402-12-30T15:00",
        "1402-12-30 15:00",
    ],
)
def test_a_day_that_the_solar_hijri_year_does_not_have_is_asked_about(text: str) -> None:
    understood = read(text)
    assert understood.question is not None
    assert understood.question.text.startswith("there is no 30 Esfand 1402: that month has 29 days.")
    assert "Gregorian" in understood.question.text
    assert [choice[:10] for choice in choices(understood)] == ["1402-12-30"]
    assert read(text, ("gregorian",)).question is None
    leap = read(text.replace("1402", "1403"))
    assert [choice[:10] for choice in choices(leap)] == ["2025-03-20", "1403-12-30"]


@pytest.mark.parametrize(
    "text",
    ["30 dec 1402", "Jan 1402", "3-5 dec 1402", "2 or 3 dec 1402", "dec 30, 1402", "about 30 dec 1402"],
)
def test_a_gregorian_month_in_a_year_of_either_calendar_is_asked_about(text: str) -> None:
    understood = read(text)
    assert understood.question is not None
    assert "is a month of the Gregorian calendar. Is the year 1402" in understood.question.text
    assert len(choices(understood)) == 1 and "1402" in choices(understood)[0]
    assert understood.explanation.endswith("a year of the Gregorian calendar")
    for sure in (read(text, ("gregorian",)), read(f"{text} ad")):
        assert sure.question is None and sure.edtf == understood.edtf


def test_days_of_the_solar_hijri_year_alone_are_read_in_every_form() -> None:
    for text, edtf in (
        ("1402-02-31", "2023-05-21"),
        ("1402-02-31/1402-03-05", "2023-05-21/2023-05-26"),
        ("[1402-02-31,1402-03-01]", "[2023-05-21,2023-05-22]"),
        ("2024-01-03/1402-10-15", "2024-01-03/2024-01-05"),
    ):
        understood = read(text)
        assert (understood.edtf, understood.calendar, understood.question) == (edtf, "persian", None)


def test_iso_8601_2_is_read_in_any_digits() -> None:
    assert read("۲۰۲۴-۰۱-۰۳/۲۰۲۴-۰۱-۰۵").edtf == "2024-01-03/2024-01-05"
    understood = read("۱۴۰۲-۱۰-۱۳/۱۴۰۲-۱۰-۱۵")
    assert choices(understood) == ["2024-01-03/2024-01-05", "1402-10-13/1402-10-15"]
    assert understood.text == "۱۴۰۲-۱۰-۱۳/۱۴۰۲-۱۰-۱۵"


def test_a_medieval_year_is_said_to_be_gregorian_where_it_is_not_asked_about() -> None:
    for text in ("1402", "1402/10/13", "jan 1402"):
        understood = read(text, ("gregorian",))
        assert understood.question is None
        assert understood.explanation.endswith("a year of the Gregorian calendar")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "a date is needed here"),
        ("1402-10-13/1402-10-11", "'1402-10-13/1402-10-11' ends before it begins"),
        ("   ", "a date is needed here"),
        ("hello", "'hello' is not understood as a date; for instance"),
        ("31 feb 2024", "there is no 31 Feb 2024: that month has 29 days"),
        ("31/02/2024", "there is no 31 Feb 2024"),
        ("29 feb 2023", "that month has 28 days"),
        ("2024-13-01", "expected a month from 01 to 12"),
        ("2024-02-31", "expected a day from 01 to 29"),
        ("2024-01-05/2024-01-03", "expected an end that does not come before the start"),
        ("[2024-01-03", "expected ',' and a further date, or ']' at its end"),
        ("{2024-01-03,2024-02-31}", "expected a day from 01 to 29"),
        ("2024-01-03 25:00", "'25:00' is not a time of day"),
        ("25:00", "'25:00' is not a time of day"),
        ("3 jan 2024 13pm", "with am or pm the hour is 1 to 12"),
        ("3 jan 2024 24:00", "00:00 of the next day"),
        ("3 jan 2024 15:00 16:00", "a range of two times"),
        ("3 jan 2024 15:00 EST", "'EST' means several time zones"),
        ("3 jan 2024 15:00 Asia/Teheran", "did you mean"),
        ("3 jan 2024 15:00 Atlantis time", "no time zone is named after that place"),
        ("3 jan 2024 15:00 +25:00", "not an offset from UTC"),
        ("3 jan 2024 UTC", "a time zone needs a time of day"),
        ("jan 2024 15:00", "a time of day needs one day"),
        ("Thu 3 Jan 2024", "3 Jan 2024 is a Wednesday, not a Thursday"),
        ("31 mehr 1402", "there is no 31 Mehr 1402: that month has 30 days"),
        ("30 esfand 1402", "there is no 30 Esfand 1402: that month has 29 days"),
        ("13 dey 2024", "its year is written as in '13 Dey 1402'"),
        ("13 dey 02", "four digits"),
        ("muharram 1445", "the lunar Islamic calendar"),
        ("5", "the month is missing"),
        ("12345", "a year has four digits"),
        ("2024 2025", "is not understood"),
        ("5 dec 2024 to 3 jan 2024", "ends before it begins"),
        ("jan to 2024", "ends of one kind"),
        ("Dec 2024 - Jan 2024", "ends before it begins"),
        ("last night", "a night belongs to two days"),
        ("early 3 jan 2024", "for a day say morning"),
        ("between", "is not understood"),
        ("99999 years ago", "is not understood"),
        ("9999 years ago", "outside the years 1 to 9999"),
        ("x" * 201, "at most 200 characters"),
    ],
)
def test_what_is_no_date_is_refused_with_a_line_that_helps(text: str, line: str) -> None:
    with pytest.raises(DateError) as refused:
        read(text)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_time_alone_is_of_a_known_day() -> None:
    def of_day(text: str) -> Understood:
        return read_date(text, now=NOW, timezone=TEHRAN, calendars=BOTH, day=CivilDate(2024, 1, 3))

    for text, edtf in (("15:00", "2024-01-03T15:00+03:30"), ("about 3pm", "2024-01-03T15:00+03:30~")):
        assert of_day(text).question is None and of_day(text).edtf == edtf
    assert of_day("4 jan 2024 15:00").edtf == "2024-01-04T15:00+03:30"


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2024-01-03", (2024, 1, 3)),
        ("2024-01-03T23:30:00+03:30~", (2024, 1, 3)),
        ("2024-01-03T14:50/2024-01-03T15:17", (2024, 1, 3)),
        ("2024-01-03T22:00/2024-01-04T02:00", None),
        ("2024-01-03/..", None),
        ("2024-01", None),
        ("XXXX", None),
        ("nonsense", None),
    ],
)
def test_the_one_day_on_which_a_date_lies(edtf: str, day: tuple[int, int, int] | None) -> None:
    assert single_day(edtf) == day


def test_iso_8601_2_passes_as_it_is() -> None:
    for edtf in (
        "2024-01-03T15:00:00+03:30~",
        "2024-01-03/2024-01-05",
        "[2024-01-03,2024-01-04]",
        "202X",
        "2024-21",
    ):
        understood = read(edtf)
        assert understood.edtf == edtf
        assert understood.question is None
        assert understood.fields() == {"edtf": edtf}


def test_clocks_that_show_a_time_twice_or_never_leave_the_offset_open() -> None:
    twice, never = read("21 sep 2022 23:30"), read("22 march 2022 00:30")
    assert twice.edtf == "2022-09-21T23:30"
    assert "twice" in twice.explanation
    assert never.edtf == "2022-03-22T00:30"
    assert "never" in never.explanation


def test_what_is_kept_of_a_text() -> None:
    assert read("13 dey 1402, 15:00").fields() == {
        "edtf": "2024-01-03T15:00+03:30",
        "text": "13 dey 1402, 15:00",
        "timezone": TEHRAN,
        "calendar": "persian",
    }
    assert read("3 jan 2024 15:00 UTC").timezone == ""
    assert read("3 jan 2024 15:00", timezone="").edtf == "2024-01-03T15:00"


def test_the_explanation_says_what_was_understood() -> None:
    assert read("about 3pm 3 Jan 2024").explanation == (
        "Wed 3 Jan 2024, about 15:00 (UTC+03:30) · 13 Dey 1402; only the hour was given"
    )
    assert read("3 jan 2024", ("gregorian",)).explanation == "Wed 3 Jan 2024"


FORMS = (
    "{d} {m} {y}",
    "{m} {d}, {y}",
    "{y}-{n:02}-{d:02}",
    "{d} {m} {y} {t}",
    "{t} on {d} {m} {y}",
    "about {d} {m} {y}",
)


@given(st.dates(date(1600, 1, 1), date(2200, 12, 31)), st.times(), st.sampled_from(FORMS))
def test_a_day_in_any_form_is_that_day(day: date, moment: time, form: str) -> None:
    text = form.format(
        d=day.day, m=MONTHS[day.month - 1], n=day.month, y=day.year, t=moment.strftime("%H:%M")
    )
    understood = read(text)
    assert understood.question is None
    assert understood.edtf.startswith(day.isoformat())
    assert understood.edtf.endswith("~") is ("about" in form)
    span = parse_edtf(understood.edtf, understood.timezone)
    assert span.precision == ("minute" if "{t}" in form else "day")


@given(st.integers(1304, 1500), st.integers(1, 12), st.data())
def test_a_persian_day_is_that_day(year: int, month: int, data: st.DataObject) -> None:
    day = data.draw(st.integers(1, persian_month_length(year, month)))
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    text = f"{day} {PERSIAN_MONTHS[month - 1]} {year}"
    expected = "{:04}-{:02}-{:02}".format(*civil(from_persian(year, month, day)))
    assert read(text).edtf == read(text.translate(digits)).edtf == expected


WORDS = st.sampled_from(
    [
        "3",
        "5",
        "13",
        "31",
        "24",
        "2024",
        "1402",
        "jan",
        "february",
        "may",
        "dey",
        "دی",
        "بهار",
        "friday",
        "last",
        "next",
        "this",
        "early",
        "mid",
        "late",
        "before",
        "after",
        "since",
        "to",
        "and",
        "between",
        "from",
        "about",
        "c.",
        "~",
        "?",
        "-",
        "–",
        "/",
        ":",
        ".",
        ",",
        "15:00",
        "14:30",
        "3pm",
        "am",
        "utc",
        "+03:30",
        "-05:00",
        "noon",
        "midnight",
        "night",
        "morning",
        "ago",
        "week",
        "year",
        "years",
        "century",
        "20th",
        "1990s",
        "90s",
        "spring",
        "winter",
        "bc",
        "ad",
        "sh",
        "unknown",
        "today",
        "yesterday",
        "the",
        "of",
        "in",
        "q1",
        "h2",
        "T",
        "Z",
        "XX",
        "..",
        "[",
        "]",
        "۱۴۰۲",
        "Tehran",
        "time",
        "Asia/Tehran",
        "muharram",
        "'24",
        "or",
        "later",
        "on",
        "و",
        "تا",
    ]
)


@given(
    st.lists(WORDS, max_size=7).map(" ".join)
    | st.lists(WORDS, max_size=5).map("".join)
    | st.text(max_size=40)
)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        understood = read(text)
    except DateError as refused:
        assert "\n" not in str(refused) or "\n" in text
        return
    answers = understood.question.choices if understood.question else (understood,)
    for answer in answers:
        span = parse_edtf(answer.edtf, answer.timezone)
        assert span.start < span.end


def test_dateutil_zones_and_calendars_are_loaded_only_when_they_are_needed() -> None:
    script = (
        "import sys, casefile.model.dates as dates\n"
        "dates.display_line('2024-01-03T15:00:00+03:30~'); dates.sort_key('2024-01', '', 'x')\n"
        "print([name for name in ('dateutil', 'zoneinfo', 'persiantools') if name in sys.modules])\n"
        "dates.read_date\n"
        "print('dateutil' in sys.modules)\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split("\n")[0] == "[]"
