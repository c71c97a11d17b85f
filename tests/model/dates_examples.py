"""Dates in every form that ISO 8601-2 has, for the tests of dates."""

from __future__ import annotations

from hypothesis import strategies as st

from casefile.model.dates.expressions import Point

LEVEL_0 = (
    "1985-04-12",
    "1985-04",
    "1985",
    "0000",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04:00",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2004-02-01/2005-02",
    "2004-02-01/2005",
    "2005/2006-02",
)
LEVEL_1 = (
    "Y170000002",
    "Y-170000002",
    "2001-21",
    "2001-24",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "1985-04/..",
    "1985/..",
    "../1985-04-12",
    "../1985-04",
    "../1985",
    "1985-04-12/",
    "1985-04/",
    "1985/",
    "/1985-04-12",
    "/1985-04",
    "/1985",
    "1984~/2004-06",
    "1984/2004-06~",
    "1984~/2004~",
    "1984?/2004%",
    "1984-06-02?/2004-08-08~",
    "-1985",
    "-0043",
)
SETS = (
    "[1667,1668,1670..1672]",
    "[..1760-12-03]",
    "[1760-12..]",
    "[1760-01,1760-02,1760-12..]",
    "[1667,1760-12]",
    "[..1984]",
    "{1667,1668,1670..1672}",
    "{1960,1961-12}",
    "{..1984}",
    "{1960, 1961}",
)
OF_CASES = (
    "2024-01-03T15:00:00+03:30~",
    "2024-01-03T15:00+03:30",
    "2024-01-03T15:00:00.250Z",
    "2024-01-03T14:50:00+03:30/2024-01-03T15:15:00+03:30",
    "../2024-01-04T20:13:00+03:30",
    "2024-01-04/2024-01-04T20:13:00+03:30",
    "[2024-01-03T14:50:00+03:30,2024-01-03T15:00:00+03:30]",
    "2022-10-26T17:45:00+03:30",
    "2023-02-05~",
    "2022~",
    "2024?",
    "2024-01-09/..",
    "2016-12-31T23:59:60Z",
    "XXXX",
    "XXXX-XX-XX",
)


years = st.integers(-12_000, 12_000) | st.integers(1900, 2100)


@st.composite
def points(draw: st.DrawFn) -> Point:
    """Any single date that can be written."""
    year = draw(years)
    about, doubted = draw(st.booleans()), draw(st.booleans())
    kind = draw(
        st.sampled_from(("year", "decade", "century", "season", "month", "day", "time", "unspecified"))
    )
    if not -9999 <= year <= 9999 or kind == "year":
        return Point(year, unit="year", approximate=about, uncertain=doubted)
    if kind in ("decade", "century"):
        size = 10 if kind == "decade" else 100
        first = year // size * size if year >= 0 else -(-year // size * size + size - 1)
        if first < -9999:
            first += size
        return Point(first, unit=kind, approximate=about, uncertain=doubted)
    if kind == "season":
        return Point(year, draw(st.integers(21, 24)), unit="season", approximate=about, uncertain=doubted)
    month = draw(st.integers(1, 12))
    if kind == "month":
        return Point(year, month, unit="month", approximate=about, uncertain=doubted)
    if kind == "unspecified":
        what = draw(st.sampled_from(("day", "month", "month and day")))
        known = month if what == "day" else 0
        return Point(year, known, 0, -1, None, "month" if known else "year", about, doubted, what)
    day = draw(st.integers(1, 28))
    if kind == "day":
        return Point(year, month, day, approximate=about, uncertain=doubted)
    minute = draw(st.integers(0, 1439))
    offset = draw(st.none() | st.integers(-12 * 60, 14 * 60).map(lambda minutes: minutes * 60))
    if draw(st.booleans()):
        return Point(year, month, day, minute * 60, offset, "minute", about, doubted)
    return Point(year, month, day, minute * 60 + draw(st.integers(0, 59)), offset, "second", about, doubted)
