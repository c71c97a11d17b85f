"""The Solar Hijri calendar against dates that are known from elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.dates import civil, day_number
from casefile.model.dates.calendars import (
    PERSIAN_MONTHS,
    from_persian,
    persian_day_label,
    persian_month_length,
    to_persian,
)

LEAP_YEARS = (
    1309,
    1313,
    1342,
    1346,
    1350,
    1354,
    1358,
    1362,
    1366,
    1370,
    1375,
    1379,
    1383,
    1387,
    1391,
    1395,
    1399,
)
LEAP_YEARS_TO_COME = (1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441)
NOWRUZ = {
    1357: (1978, 3, 21),
    1375: (1996, 3, 20),
    1376: (1997, 3, 21),
    1399: (2020, 3, 20),
    1400: (2021, 3, 21),
    1401: (2022, 3, 21),
    1402: (2023, 3, 21),
    1403: (2024, 3, 20),
    1404: (2025, 3, 21),
    1405: (2026, 3, 21),
}


@pytest.mark.parametrize(
    ("gregorian", "persian"),
    [
        ((2024, 1, 3), (1402, 10, 13)),
        ((2020, 1, 3), (1398, 10, 13)),
        ((2022, 10, 26), (1401, 8, 4)),
        ((2023, 8, 13), (1402, 5, 22)),
        ((1979, 2, 11), (1357, 11, 22)),
        ((1989, 6, 3), (1368, 3, 13)),
        ((2025, 3, 20), (1403, 12, 30)),
        ((1925, 3, 31), (1304, 1, 11)),
        ((622, 3, 22), (1, 1, 1)),
    ],
)
def test_known_days(gregorian: tuple[int, int, int], persian: tuple[int, int, int]) -> None:
    assert to_persian(day_number(*gregorian)) == persian
    assert civil(from_persian(*persian)) == gregorian


@pytest.mark.parametrize("year", NOWRUZ)
def test_nowruz(year: int) -> None:
    assert civil(from_persian(year, 1, 1)) == NOWRUZ[year]


def test_leap_years() -> None:
    known = set(LEAP_YEARS + LEAP_YEARS_TO_COME)
    for year in (*range(1342, 1441), 1309, 1310, 1313, 1314):
        assert persian_month_length(year, 12) == (30 if year in known else 29), year


def test_months_have_their_days() -> None:
    assert [persian_month_length(1402, month) for month in range(1, 13)] == [31] * 6 + [30] * 5 + [29]
    assert len(PERSIAN_MONTHS) == 12
    with pytest.raises(ValueError, match="day"):
        from_persian(1402, 12, 30)


def test_a_day_in_words_and_days_that_the_calendar_lacks() -> None:
    assert persian_day_label(day_number(2024, 1, 3), with_weekday=True) == "Wed 13 Dey 1402"
    assert persian_day_label(day_number(622, 3, 21)) is None
    assert persian_day_label(day_number(12_000, 1, 1)) is None


@given(st.integers(day_number(622, 3, 22), day_number(3000, 1, 1)))
def test_there_and_back(number: int) -> None:
    found = to_persian(number)
    assert found is not None
    assert from_persian(*found) == number
    following = to_persian(number + 1)
    assert following is not None
    assert following > found
