"""How a count moved: the order in which figures were said, what moves the line, and the chart in characters."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.analysis.factsheets import fact_sheets, headline_figures
from casefile.analysis.figures import Series, charted, figure_series, series_of
from casefile.analysis.known import Knowledge
from casefile.analysis.matrix import always_together, matrix, together
from casefile.analysis.step_chart import CORRECTION, OTHER, PAST, STEP, Point, draw
from casefile.model.case import Case
from casefile.model.dates import parse_edtf
from casefile.model.records import FuzzyDate
from casefile.model.text import width as cells
from tests.analysis.facts import case_with, killed, shipped


def the_series(case: Case) -> Series:
    found = series_of(case, "attack", "killed")
    assert found is not None
    return found


def line(case: Case) -> list[float]:
    return [step.number for step in the_series(case).line]


def date(case: Case, when: FuzzyDate | None) -> str:
    return when.edtf if when else ""


def test_kerman_tells_how_the_toll_moved() -> None:
    case = shipped("kerman-2024")
    series = series_of(case, "kerman-bombings", "killed")
    assert series is not None and series.held is not None
    moved = [step.number for step in series.line]
    for before, then in zip(
        [20, 53, 73, 103, 95, 84, 89, 91], [53, 73, 103, 95, 84, 89, 91, 97], strict=True
    ):
        assert moved.index(before) < moved.index(then)
    assert series.held.label == "84–97" and moved[-1] == 97
    assert [figure.spread for figure in headline_figures(case)] == ["84–97", "280–300"]
    chart = draw(charted(case, series, date), 80, 20, (series.held.low, series.held.high))
    drawn = "\n".join("".join(run.text for run in row) for row in chart.rows)
    for figure in ("◉20", "◉53", "◉73", "◆103", "◆95", "◉84", "◉89", "◆91", "◉97"):
        assert figure in drawn
    assert "░" in drawn and not chart.before and not chart.after


def test_kerman_holds_no_slip_of_july() -> None:
    case = shipped("kerman-2024")
    killed_sheet = next(
        sheet for sheet in fact_sheets(case, "kerman-bombings") if sheet.predicate == "killed"
    )
    assert killed_sheet.held is not None and killed_sheet.held.label == "94"
    assert killed_sheet.deciding is not None and killed_sheet.deciding.credibility == 2
    eighty_nine = next(group for group in killed_sheet.groups if group.label == "89")
    assert len(eighty_nine.reports) == 9 and len(eighty_nine.origins) == 7


def test_kerman_as_it_was_known_in_the_evening_of_the_first_day() -> None:
    case = shipped("kerman-2024")
    then = Knowledge(case).at(parse_edtf("2024-01-03", case.timezone).end)
    series = series_of(then, "kerman-bombings", "killed")
    assert series is not None and [step.number for step in series.line][-2:] == [103, 95]


def test_what_supersedes_comes_after_and_the_hour_decides_where_it_is_given() -> None:
    day = {"asserted": {"edtf": "2024-01-03"}}
    case = case_with(
        killed(95, supersedes=["c1"], **day),
        killed(103, supersedes=["c2"], **day),
        killed(20, **day),
        killed(60, asserted={"edtf": "2024-01-03T18:00:00Z"}),
        killed(70, asserted={"edtf": "2024-01-03T09:00:00Z"}),
        killed(84, asserted={"edtf": "2024-01-04"}),
    )
    moved = line(case)
    assert moved.index(20) < moved.index(103) < moved.index(95) < moved.index(84)
    assert moved.index(70) < moved.index(60)


def test_the_line_moves_with_new_figures_and_corrections_not_with_echoes_or_doubtful_ones() -> None:
    case = case_with(
        killed(20, asserted={"edtf": "2024-01-03"}),
        killed(84, asserted={"edtf": "2024-01-04"}),
        killed(20, asserted={"edtf": "2024-01-05"}),
        killed(900, asserted={"edtf": "2024-01-06"}, credibility=5),
        killed(100, asserted={"edtf": "2024-01-07"}, stance="repeats"),
        killed(50, asserted={"edtf": "2024-01-08"}, status="rejected"),
        killed(20, asserted={"edtf": "2024-01-09"}, stance="revises"),
        killed(10, stance="denies"),
    )
    assert line(case) == [20, 84, 20]
    points = charted(case, the_series(case), date)
    assert [point.mark for point in points] == [STEP, STEP, OTHER, PAST, OTHER, PAST, CORRECTION]


def test_lengths_in_two_units_stand_on_one_scale() -> None:
    far = [
        {"predicate": "distance-from", "value": {"number": number, "unit": unit}}
        for number, unit in ((700, "m"), (1.5, "km"))
    ]
    series = series_of(case_with(*far), "attack", "distance-from")
    assert series is not None and series.unit == "km" and [step.number for step in series.steps] == [0.7, 1.5]


def test_a_case_without_numbers_has_no_series() -> None:
    assert figure_series(case_with({"predicate": "weapon", "value": "bags"})) == []
    assert figure_series(case_with({"predicate": "killed", "value": "many"}), "killed") == []


CLAIMS = st.builds(
    lambda number, day, hour, supersedes, stance: killed(
        number,
        asserted={"edtf": f"2024-01-0{day}" + (f"T{hour:02d}:00:00Z" if hour else "")} if day else None,
        supersedes=supersedes,
        stance=stance,
    ),
    st.integers(0, 120),
    st.integers(0, 4),
    st.integers(0, 23),
    st.lists(st.sampled_from(["c0", "c1", "c2", "c3"]), max_size=2),
    st.sampled_from(["asserts", "revises", "repeats"]),
)


@given(st.lists(CLAIMS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_every_figure_stands_once_in_an_order_that_does_not_depend_on_the_file(
    claims: list[dict[str, Any]], chance: random.Random
) -> None:
    listed = [{**claim, "id": f"c{number}"} for number, claim in enumerate(claims)]
    mixed = list(listed)
    chance.shuffle(mixed)
    one, other = the_series(case_with(*listed)), the_series(case_with(*mixed))
    assert [step.claim.id for step in one.steps] == [step.claim.id for step in other.steps]
    assert sorted(step.claim.id for step in one.steps) == sorted(claim["id"] for claim in listed)


POINTS = st.lists(
    st.builds(
        lambda number, moves, day, names: Point(
            number, f"{number:g}", STEP if moves else OTHER, moves, day, "B2", names, "a"
        ),
        st.floats(-1e9, 1e9) | st.integers(0, 200).map(float),
        st.booleans(),
        st.sampled_from(["3 Jan", "4 Jan", "undated"]),
        st.sampled_from(
            [("Mohammad Saberi ▸ IRNA", "Saberi"), ("وزارت کشور", "کشور"), ("北京日报", "北京"), ()]
        ),
    ),
    min_size=1,
    max_size=60,
)


@given(POINTS, st.integers(20, 130), st.integers(6, 40), st.integers(0, 59))
def test_a_chart_keeps_its_size_and_shows_the_chosen_point(
    points: list[Point], width: int, height: int, at: int
) -> None:
    chosen = at % len(points)
    chart = draw(points, width, height, (1.0, 2.0), chosen)
    assert len(chart.rows) == max(height, 8)
    rows = ["".join(run.text for run in row) for row in chart.rows]
    assert any(run.style == "chosen" for row in chart.rows for run in row)
    below = 2 if chart.named else 3
    assert "▲" in rows[-below] and 0 <= chart.before + chart.after < len(points)
    room = max(width, 8 + max(row.find("│") + row.find("┤") + 2 for row in rows))
    assert max(cells(row) for row in rows[:-below]) <= room


@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=20),
    st.integers(40, 200),
    st.integers(8, 40),
)
def test_each_step_has_its_grade_and_speaker_whole_or_a_sign(
    said: list[tuple[int, bool]], width: int, height: int
) -> None:
    points = [
        Point(
            float(number),
            str(number),
            STEP,
            moves,
            "3 Jan",
            "B2",
            (f"Speaker-{place}-in-full", f"Sp-{place}-"),
            chr(ord("α") + place),
        )
        for place, (number, moves) in enumerate(said)
    ]
    chart = draw(points, width, height, None)
    drawn = "\n".join("".join(run.text for run in row) for row in chart.rows)
    shown = range(chart.before, len(points) - chart.after)
    for place, point in enumerate(points):
        if point.moves and place in shown:
            if chart.named:
                assert any(f"B2 {speaker}" in drawn for speaker in point.speakers)
                assert f"{STEP}{point.label}" in drawn
            else:
                assert point.sign in drawn


def test_the_kerman_toll_is_told_with_its_speakers_on_the_steps() -> None:
    case = shipped("kerman-2024")
    (series,) = (one for one in figure_series(case, "killed") if one.subject == "kerman-bombings")
    assert series.held is not None
    for width, height in ((116, 19), (78, 11)):
        chart = draw(
            charted(case, series, date), width, height, (series.held.low, series.held.high), chosen=0
        )
        rows = ["".join(run.text for run in row) for row in chart.rows]
        assert chart.named and chart.before == chart.after == 0
        for speaker in ("C2 Saberi", "D2 Yektapar", "B2 Einollahi", "C2 Fadakar", "C3 Mehr"):
            short, grade = speaker[3:], speaker[:2]
            assert any(grade in row and short in row for row in rows), speaker
        at = {
            figure: next(row.index(figure) for row in rows if figure in row)
            for figure in ("◉20", "◉53", "◉73", "◆103", "◆95", "◉84", "◉89", "◆91", "◉97")
        }
        assert list(at.values()) == sorted(at.values())
        assert "░" in rows[1], "the range held lies as a band"


def test_thousands_of_figures_are_drawn_around_the_chosen_one() -> None:
    points = [Point(float(number), str(number), STEP, True, f"day {number}") for number in range(4000)]
    chart = draw(points, 80, 20, None, 2000)
    assert chart.before + chart.after > 3900 and "◉2000" in "".join(
        run.text for row in chart.rows for run in row
    )


def test_who_stands_where_and_who_goes_together() -> None:
    def said(predicate: str, value: str, *speakers: str) -> dict[str, Any]:
        return {"predicate": predicate, "value": value, "attribution": list(speakers), "reports": []}

    case = case_with(
        said("cause", "arson", "mayor", "irna"),
        said("cause", "a fault", "mehr"),
        said("weapon", "petrol", "irna"),
        said("weapon", "petrol", "mayor"),
        said("weapon", "none", "mehr"),
        said("motive", "greed", "mehr"),
    )
    found = matrix(case, fact_sheets(case, "attack"))
    assert [sheet.predicate for sheet in found.facts] == ["cause", "weapon"]
    assert set(found.parties) == {"mayor", "irna", "mehr"}
    cause = {party: found.stands[party, 0] for party in found.parties}
    assert cause["mayor"].groups == cause["irna"].groups != cause["mehr"].groups
    assert cause["mayor"].own and not cause["irna"].own
    pairs = together(found)
    assert {pairs[0].one, pairs[0].other} == {"irna", "mayor"}
    assert (pairs[0].agreed, pairs[0].shared) == (2, 2)
    assert [set(one) for one in always_together(pairs)] == [{"irna", "mayor"}]


def test_who_shares_one_of_several_versions_does_not_go_with_the_other() -> None:
    def said(predicate: str, number: int, speaker: str) -> dict[str, Any]:
        return {**killed(number, attribution=[speaker], reports=[]), "predicate": predicate}

    case = case_with(
        *(said("killed", number, speaker) for speaker, number in (("irna", 89), ("irna", 93))),
        *(said("killed", number, speaker) for speaker, number in (("mehr", 84), ("mehr", 89))),
        *(said("injured", 280, speaker) for speaker in ("irna", "mehr")),
        said("killed", 84, "mayor"),
        said("injured", 300, "mayor"),
    )
    pairs = {
        frozenset((pair.one, pair.other)): (pair.agreed, pair.shared)
        for pair in together(matrix(case, fact_sheets(case, "attack")))
    }
    assert pairs == {
        frozenset({"irna", "mehr"}): (1, 2),
        frozenset({"irna", "mayor"}): (0, 2),
        frozenset({"mehr", "mayor"}): (1, 2),
    }


@pytest.mark.parametrize("case_id", ["kerman-2024", "shah-cheragh-2022", "shah-cheragh-2023"])
def test_every_shipped_case_has_its_figures_drawn(case_id: str) -> None:
    case = shipped(case_id)
    for series in figure_series(case):
        band = (series.held.low, series.held.high) if series.held else None
        assert draw(charted(case, series, date), 60, 12, band, 0).rows
