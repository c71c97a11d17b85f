"""A day is a day: the filter of the timeline, `casefile timeline` and the search ask for the date that was written."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.analysis.searching import local_bounds
from casefile.cli.run import run
from casefile.cli.timeline import _within, limits, ordered
from casefile.model.case import Case
from casefile.tui.panes.filters import Condition, TimelineFilter
from casefile.tui.panes.selecting import selected
from tests.tui.desk import harbour, write_case

ZONES = (
    "Asia/Tehran",
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "UTC",
    "",
)
DAYS = st.integers(0, 8).map(lambda number: date(2023, 12, 29) + timedelta(days=number))


def case_of(zone: str, **when: str) -> Case:
    event = {"id": "one", "title": "One", "when": {name: value for name, value in when.items() if value}}
    record = {"id": "harbour", "format": "casefile", "format_version": 1, "timezone": zone}
    return Case("harbour", {"case": {"harbour": record}, "events": {"one": event}})


def is_kept(case: Case, field: str, day: str) -> bool:
    """Whether the event is kept by a condition; the filter and the command line say the same."""
    found = list(selected(case, TimelineFilter((Condition(field, day),))))[-1]
    assert found is not None
    start, end = limits(case, day if field == "since" else None, day if field == "until" else None)
    listed = [row for row in ordered(case) if _within(case, row, start, end)]
    assert bool(found) is bool(listed)
    return bool(found)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES[:-1]), st.sampled_from(ZONES), DAYS, DAYS)
def test_a_day_is_compared_by_its_date_whatever_its_zone(zone: str, own: str, day: date, asked: date) -> None:
    case = case_of(zone, edtf=day.isoformat(), timezone=own)
    assert is_kept(case, "since", asked.isoformat()) is (day >= asked)
    assert is_kept(case, "until", asked.isoformat()) is (day <= asked)
    earliest, latest = local_bounds(day.isoformat(), zone)
    after = datetime(asked.year, asked.month, asked.day, tzinfo=UTC).timestamp()
    assert earliest is not None and latest is not None
    assert (latest > after) is (day >= asked) and (earliest < after) is (day < asked)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES[:-1]), st.sampled_from(ZONES), DAYS, st.integers(2023, 2024))
def test_a_month_or_a_range_of_days_too(zone: str, own: str, day: date, year: int) -> None:
    month = case_of(zone, edtf=day.isoformat()[:7], timezone=own)
    assert is_kept(month, "since", f"{year}") is (day.year >= year)
    assert is_kept(month, "until", f"{year}") is (day.year <= year)
    later = day + timedelta(days=2)
    span = case_of(zone, edtf=f"{day}/{later}", timezone=own)
    assert is_kept(span, "since", later.isoformat()) and is_kept(span, "until", day.isoformat())
    assert not is_kept(span, "since", (later + timedelta(days=1)).isoformat())
    assert not is_kept(span, "until", (day - timedelta(days=1)).isoformat())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES[:-1]), st.sampled_from(ZONES[:-1]), DAYS, st.integers(0, 23), DAYS)
def test_a_time_of_day_is_the_moment_that_it_was(
    zone: str, own: str, day: date, hour: int, asked: date
) -> None:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(own))
    case = case_of(zone, edtf=moment.replace(tzinfo=None).isoformat(), timezone=own)
    there = moment.astimezone(ZoneInfo(zone)).date()
    assert is_kept(case, "since", asked.isoformat()) is (there >= asked)
    assert is_kept(case, "until", asked.isoformat()) is (there <= asked)


@pytest.mark.parametrize(
    ("edtf", "kept"),
    [
        ("2024-01-03/2024-01-03T22:00:00", True),
        ("2024-01-03/2024-01-03T15:00:00", False),
        ("2024-01-03T22:00:00/..", True),
        ("[2024-01-02,2024-01-03]", False),
        ("[2024-01-02,2024-01-03T22:00:00]", True),
    ],
)
def test_ends_of_both_kinds_are_each_compared_as_they_are(edtf: str, kept: bool) -> None:
    # 22:00 in New York is half past six of the next morning in Tehran.
    assert (
        is_kept(case_of("Asia/Tehran", edtf=edtf, timezone="America/New_York"), "since", "2024-01-04") is kept
    )


def test_an_unknown_zone_is_that_of_the_world() -> None:
    case = case_of("Asia/Tehran", edtf="2024-01-03T22:00:00", timezone="Nowhere/Else")
    found = list(selected(case, TimelineFilter((Condition("since", "2024-01-04"),))))[-1]
    assert found == {"one"}


@pytest.mark.parametrize(("since", "there"), [("3 jan 2024", True), ("4 jan 2024", False)])
def test_the_command_line_and_the_search_keep_the_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], since: str, there: bool
) -> None:
    tables: dict[str, Any] = harbour()
    when = {"edtf": "2024-01-03", "timezone": "America/New_York"}
    tables["events"] = [{"id": "vote", "title": "The council votes", "when": when}]
    folder = write_case(tmp_path / "cases", tables).parent
    run(["-L", str(folder), "timeline", "harbour", "--from", since, "--json"])
    listed = [row["id"] for row in json.loads(capsys.readouterr().out or "[]")]
    run(["-L", str(folder), "search", f'kind:event after:"{since}"', "--json"])
    hits = [hit["id"] for hit in json.loads(capsys.readouterr().out or "[]")]
    assert listed == hits == (["vote"] if there else [])
