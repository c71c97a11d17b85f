"""Bounds in UTC, the order of dates, local days that no zone shifts, and what can be the same moment."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.dates import (
    CivilDate,
    DateError,
    UnknownZoneError,
    civil,
    day_number,
    day_of,
    edtf_overlap,
    is_zone,
    overlap,
    parse_edtf,
    sort_key,
    zone,
)
from casefile.model.dates.expressions import Point, write
from casefile.model.records import FuzzyDate
from tests.model.dates_examples import LEVEL_0, LEVEL_1, OF_CASES, SETS, points

TEHRAN = "Asia/Tehran"
ZONES = ("", TEHRAN, "UTC", "Europe/London", "America/New_York", "Pacific/Apia", "Asia/Kathmandu")


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("edtf", "timezone", "earliest", "latest", "precision"),
    [
        ("2024-01-04", TEHRAN, "2024-01-03 20:30", "2024-01-04 20:30", "day"),
        ("2024-01-04", "", "2024-01-04", "2024-01-05", "day"),
        ("2024-01", TEHRAN, "2023-12-31 20:30", "2024-01-31 20:30", "month"),
        ("2024-01-XX", "", "2024-01-01", "2024-02-01", "month"),
        ("2024", "", "2024-01-01", "2025-01-01", "year"),
        ("2024-XX-XX", "", "2024-01-01", "2025-01-01", "year"),
        ("202X", "", "2020-01-01", "2030-01-01", "decade"),
        ("20XX", "", "2000-01-01", "2100-01-01", "century"),
        ("2024-21", "", "2024-03-01", "2024-06-01", "season"),
        ("2024-24", "", "2024-12-01", "2025-03-01", "season"),
        ("2024-01-03T15:00:00+03:30", "", "2024-01-03 11:30", "2024-01-03 11:30:01", "second"),
        ("2024-01-03T15:00:00", TEHRAN, "2024-01-03 11:30", "2024-01-03 11:30:01", "second"),
        ("2024-01-03T15:00Z", TEHRAN, "2024-01-03 15:00", "2024-01-03 15:01", "minute"),
        ("2024-01-03/2024-01-05", "", "2024-01-03", "2024-01-06", "interval"),
        ("[2024-01-03,2024-01-05]", "", "2024-01-03", "2024-01-06", "set"),
        # Clocks in Tehran went from 00:00 to 01:00: the day began at the moment when they did.
        ("2022-03-22", TEHRAN, "2022-03-21 20:30", "2022-03-22 19:30", "day"),
        # And from 24:00 back to 23:00: the day had 25 hours.
        ("2022-09-21", TEHRAN, "2022-09-20 19:30", "2022-09-21 20:30", "day"),
        # A time that clocks showed twice may be either.
        ("2022-09-21T23:30:00", TEHRAN, "2022-09-21 19:00", "2022-09-21 20:00:01", "second"),
    ],
)
def test_bounds(edtf: str, timezone: str, earliest: str, latest: str, precision: str) -> None:
    span = parse_edtf(edtf, timezone)
    assert (span.start, span.end) == (moment(earliest), moment(latest))
    assert span.precision == precision
    assert span.earliest == datetime.fromisoformat(earliest).replace(tzinfo=UTC)
    assert span.latest == datetime.fromisoformat(latest).replace(tzinfo=UTC)


def test_open_ends_have_no_datetime_and_infinite_bounds() -> None:
    span = parse_edtf("../2024-01-04")
    assert span.start == -math.inf
    assert span.earliest is None
    assert span.latest == datetime(2024, 1, 5, tzinfo=UTC)
    assert parse_edtf("2024/").end == math.inf
    undated = parse_edtf("XXXX")
    assert (undated.precision, undated.local_date) == ("undated", None)


def test_years_that_datetime_does_not_know() -> None:
    assert parse_edtf("-0043").start == day_number(-43, 1, 1) * 86_400
    assert parse_edtf("-0043", TEHRAN).earliest == datetime.min.replace(tzinfo=UTC)
    assert parse_edtf("Y170000002", TEHRAN).latest == datetime.max.replace(tzinfo=UTC)
    assert parse_edtf("-0043-03-15").local_date == (-43, 3, 15)
    assert parse_edtf("9999-12-31").width == 86_400


def test_flags_of_both_ends_and_all_members_count() -> None:
    span = parse_edtf("2023~/2024?")
    assert span.approximate
    assert span.uncertain
    assert parse_edtf("[2023,2024~]").approximate


@pytest.mark.parametrize("text", LEVEL_0 + LEVEL_1 + SETS + OF_CASES)
@pytest.mark.parametrize("timezone", ZONES)
def test_every_form_has_bounds_in_order_in_every_zone(text: str, timezone: str) -> None:
    span = parse_edtf(text, timezone)
    assert span.start < span.end
    assert all(low < high for low, high in span.parts)


@given(points(), st.sampled_from(ZONES))
def test_earliest_is_before_latest(point: Point, timezone: str) -> None:
    span = parse_edtf(write(point), timezone)
    assert span.start < span.end
    assert span.local_date == point.first_day()


@given(st.dates(date(1850, 1, 2), date(2150, 1, 1)), st.sampled_from(ZONES[1:]))
def test_days_begin_when_the_zone_says(day: date, timezone: str) -> None:
    start = datetime.combine(day, datetime.min.time(), ZoneInfo(timezone)).astimezone(UTC)
    span = parse_edtf(day.isoformat(), timezone)
    assert span.earliest == start
    following = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(timezone))
    assert span.latest == max(following.astimezone(UTC), start + timedelta(seconds=1))


@given(st.integers(-5_000_000, 5_000_000))
def test_days_are_counted_alike_in_every_year(number: int) -> None:
    found = civil(number)
    assert day_number(*found) == number
    assert civil(number + 1) > found


@given(points(), st.sampled_from(ZONES))
def test_a_sort_key_has_the_bounds_of_the_date(point: Point, timezone: str) -> None:
    edtf = write(point)
    span = parse_edtf(edtf, timezone)
    assert sort_key(edtf, timezone, "e-1") == (span.start, span.width, "e-1")


def test_the_order_is_by_earliest_then_width_then_id() -> None:
    texts = [
        "XXXX",
        "2024-01-03T15:00:00+03:30",
        "2024-01",
        "2024-01-03",
        "2024",
        "",
        "nonsense",
        "2024-01-04",
    ]
    ordered = sorted(texts, key=lambda text: sort_key(text, TEHRAN, text))
    assert ordered[:5] == ["2024-01", "2024", "2024-01-03", "2024-01-03T15:00:00+03:30", "2024-01-04"]
    assert set(ordered[5:]) == {"XXXX", "", "nonsense"}
    assert sort_key("2024", "", "a") < sort_key("2024", "", "b")


def test_an_open_start_stands_where_it_is_drawn() -> None:
    texts = ["2024-01-04T09:19:00+03:30", "../2024-01-04T20:13:00+03:30", "2024-01-05"]
    assert sorted(texts, key=lambda text: sort_key(text, TEHRAN, "")) == texts


@given(st.text(max_size=20), st.text(max_size=10))
def test_a_sort_key_can_always_be_compared(edtf: str, timezone: str) -> None:
    earliest, width, _ = sort_key(edtf, timezone, "x")
    assert not math.isnan(earliest)
    assert not math.isnan(width)


@given(
    points().filter(lambda point: not point.has_time),
    st.sampled_from(ZONES),
    st.sampled_from(("local", *ZONES[1:])),
)
def test_no_zone_and_no_clock_shifts_a_day(point: Point, timezone: str, clock: str) -> None:
    assert day_of(write(point), timezone, clock=clock) == point.first_day()
    assert parse_edtf(write(point), timezone).local_date == point.first_day()


def test_a_time_has_the_day_of_the_clock_that_shows_it() -> None:
    early = "2024-01-03T01:00:00+03:30"
    assert day_of(early, TEHRAN) == CivilDate(2024, 1, 3)
    assert day_of(early, TEHRAN, clock="UTC") == CivilDate(2024, 1, 2)
    assert day_of("2024-01-03T22:00:00Z", TEHRAN) == CivilDate(2024, 1, 4)
    assert day_of("nonsense") is None
    assert day_of("XXXX") is None


def test_zones_are_known_by_their_iana_names() -> None:
    assert is_zone("Asia/Tehran")
    assert not is_zone("Tehran")
    assert not is_zone("")
    with pytest.raises(UnknownZoneError, match=r"'Asia/Teheran' is not an IANA .* mean 'Asia/Tehran'"):
        zone("Asia/Teheran")
    for name in (
        "../etc/passwd",
        "/etc/passwd",
        "Asia",
        "zone.tab",
        "localtime",
        "a\0b",
        "Mars/Olympus",
        "x" * 300,
    ):
        with pytest.raises(UnknownZoneError):
            zone(name)
        with pytest.raises(DateError):
            parse_edtf("2024-01-03", name)
    assert sort_key("2024-01-03", "Mars/Olympus", "")[0] == moment("2024-01-03")


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("2024-01-03", "2024-01-03T15:00:00+03:30", True),
        ("2024-01-03", "2024-01-04", False),
        ("2024-01-03~", "2024-01-04", True),
        ("2024-01-03~", "2024-01-05", False),
        ("2024-01", "2024-01-31", True),
        ("2023~", "2024-06", True),
        ("2023", "2024-06", False),
        ("2024-01-03T15:00:00+03:30", "2024-01-03T15:04:00+03:30", False),
        ("2024-01-03T15:00:00+03:30~", "2024-01-03T15:04:00+03:30", True),
        ("2024-01-03T15:00:00+03:30~", "2024-01-03T15:31:00+03:30", False),
        ("2024-01-03T15:15:00+03:30~", "2024-01-03T15:29:00+03:30", True),
        ("2024-01-03T15:15:00+03:30~", "2024-01-03T15:31:00+03:30", False),
        ("2024-01-03T15:04:00+03:30~", "2024-01-03T15:05:00+03:30", True),
        ("2024-01-03T15:04:00+03:30~", "2024-01-03T15:06:00+03:30", False),
        ("2024-01-03T15:00:00+03:30", "2024-01-03T11:30:00Z", True),
        ("../2024-01-04", "2020", True),
        ("2024-01-09/..", "2024-01-08", False),
        ("[2024-01-03,2024-01-05]", "2024-01-04", False),
        ("[2024-01-03..2024-01-05]", "2024-01-04", True),
        ("{2024-01-03,2024-01-05}", "2024-01-05", True),
        ("XXXX", "2024", True),
        ("2024-01-03?", "2024-01-04", False),
    ],
)
def test_what_can_be_the_same_moment(one: str, other: str, possible: bool) -> None:
    assert edtf_overlap(one, other, TEHRAN, TEHRAN) is possible
    assert overlap(FuzzyDate(edtf=other), FuzzyDate(edtf=one), TEHRAN) is possible


def test_each_date_overlaps_in_its_own_zone() -> None:
    here, there = (
        FuzzyDate(edtf="2024-01-03", timezone="Pacific/Apia"),
        FuzzyDate(edtf="2024-01-02", timezone="Etc/GMT+12"),
    )
    assert overlap(here, there)
    assert not overlap(FuzzyDate(edtf="2024-01-03"), FuzzyDate(edtf="2024-01-02"), TEHRAN)


@given(points(), points(), st.sampled_from(ZONES))
def test_overlap_runs_both_ways_and_holds_for_a_date_and_itself(
    one: Point, other: Point, timezone: str
) -> None:
    first, second = write(one), write(other)
    assert edtf_overlap(first, first, timezone, timezone)
    assert edtf_overlap(first, second, timezone, timezone) is edtf_overlap(second, first, timezone, timezone)
    assert edtf_overlap(f"{first}/..", first, timezone, timezone)
