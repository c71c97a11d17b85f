"""The timeline: its order within a day, its gaps and signs, its filter with the chips, the strip that moves in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.model.case import Case, Change, Edit
from casefile.tui.panes.content import days
from casefile.tui.panes.content.days import arranged_days
from casefile.tui.panes.content.density import chart_of, scope_at, zoomed
from casefile.tui.panes.content.gaps import Gap, with_gaps
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.filters import Condition, TimelineFilter, choices
from casefile.tui.panes.record_pane import Group
from casefile.tui.panes.selecting import selected
from casefile.tui.panes.timeline import DayHead
from casefile.tui.widgets.chips import Chips
from tests.tui.desk import LEAST, SMALL, WIDE, Desk, browser, harbour, on, write_case


def event(record_id: str, when: str, **more: Any) -> dict[str, Any]:
    return {"id": record_id, "title": record_id.capitalize(), "when": on(when), **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = harbour()
    tables["events"] += [
        event("vigil", "2024-01-03"),
        event("alarm", "2024-01-03T15:02:00+03:30", part_of="fire", kind="warning"),
        event(
            "rescue",
            "2024-01-03T15:20:00+03:30",
            follows={"event": "alarm", "minimum": "PT10M", "maximum": "PT20M"},
        ),
        event("ends", "/2024-01-03T20:13:00+03:30", kind="statement", reports=["gazette-1"], credibility=2),
    ]
    tables["events"][-2]["when"]["text"] = "3:20 p.m. local (6:20 a.m. ET)"
    write_case(tmp_path / "cases", tables)
    return tmp_path / "cases"


def listed(desk: Desk) -> list[str]:
    rows = desk.case.timeline.rows
    return [key or "-" for key in map(rows.key, range(len(rows)))]


async def test_within_a_day_times_of_day_stand_before_what_only_the_day_is_known_of(folder: Path) -> None:
    async with browser(folder) as desk:
        day = ["mourning", "fire", "alarm", "rescue", "ends", "vigil"]
        assert listed(desk) == ["-", "lease", "-", "-", *day, "-", "arrests", "-", "suit"]
        await desk.press("s")
        newest = ["ends", "rescue", "alarm", "fire", "mourning", "vigil"]
        assert listed(desk) == ["-", "arrests", "-", *newest, "-", "-", "lease", "-", "suit"]


async def test_far_apart_days_have_a_row_between_them_that_the_cursor_passes(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("g")
        assert "… 4 years" in desk.text
        await desk.press("j")
        assert desk.case.timeline.cursor_key == "mourning"
        await desk.press("l", "h", "h")
        assert desk.case.timeline.cursor_key == "lease"


def test_gaps_stand_out_from_how_the_case_goes_otherwise() -> None:
    def groups(*days: int) -> list[Group]:
        return [Group(DayHead(day, "x", ""), ["e"]) for day in days]

    def gaps(*days: int) -> list[str]:
        return [group.head.label for group in with_gaps(groups(*days)) if isinstance(group.head, Gap)]

    assert gaps(0, 1, 3, 340) == ["… 11 months"]
    assert gaps(0, 30, 60, 90) == [] == gaps(0, 1, 20) == gaps(5)
    assert gaps(0, 1, 2, 45) == ["… 6 weeks"] and gaps(2000, 10, 9, 8) == ["… 5 years"]
    assert with_gaps([]) == []


async def test_parts_and_what_follows_are_told_by_signs_and_in_words(folder: Path) -> None:
    async with browser(folder) as desk:
        assert "15:02 ! └ Alarm" in desk.row("Alarm ")
        assert "› Rescue" in desk.row("Rescue ")
        await desk.press("j", "j", "j")
        assert desk.case.detail.record_id == "rescue"
        assert "10 to 20 minutes after Alarm" in desk.row("follows")


async def test_a_time_that_cannot_be_is_flagged_and_the_detail_says_why(folder: Path) -> None:
    async with browser(folder) as desk:
        assert "15:20✗• › Rescue" in desk.row("Rescue ")
        assert desk.text.count("✗") == 1
        await desk.press("j", "j", "j")
        assert (
            "✗ “3:20 p.m. local (6:20 a.m. ET)”: 6:20 a.m. ET is 14:50 here, and the date says 15:20"
            in desk.text
        )


async def test_a_day_in_both_calendars(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("T", "T")
        assert "── Wed 3 Jan 2024 · 13 Dey 1402 ──" in desk.text


async def test_a_time_that_two_clocks_contradict_is_flagged_as_soon_as_it_is_written_down(
    folder: Path,
) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await desk.type("A third blast")
        await desk.press("tab", "tab")
        await desk.type("3 jan 2024 3 p.m. local = 6 a.m. ET")
        assert "one time on one clock" in desk.text
        await desk.press("ctrl+u")
        await desk.type('3 jan 2024 15:00 "3 p.m. local = 6 a.m. ET"')
        await desk.press("ctrl+s")
        assert desk.case.current_id is not None and desk.record["title"] == "A third blast"
        assert desk.record["when"]["text"] == "3 p.m. local = 6 a.m. ET"
        assert "✗" in desk.row("15:00✗• A third blast")
        assert "✗ “3 p.m. local = 6 a.m. ET”: 6 a.m. ET is 14:30 here, and the date says 15:00" in desk.text


# The filter


async def test_conditions_are_chips_that_keys_take_away_again(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: attack\n")
        assert listed(desk) == ["-", "fire"] and "[kind: attack ✕]" in desk.text
        assert "only 1 of 9" in desk.row("1 Timeline")
        await desk.press("x")
        await desk.type("kind: warning\n")
        assert listed(desk) == ["-", "fire", "alarm"]
        await desk.press("x")
        await desk.type("contested\n")
        assert listed(desk) == ["-", "fire"]
        await desk.press("\\", "\\")
        assert listed(desk) == ["-", "fire"] and "contested" not in desk.rows[3]
        await desk.press("\\")
        assert "✕" not in desk.text and "only" not in desk.row("1 Timeline")
        await desk.press("\\")
        assert desk.said.startswith("Nothing is filtered")


async def test_a_condition_is_taken_away_by_choosing_it_again_and_all_by_escape(folder: Path) -> None:
    async with browser(folder) as desk:
        for words in ("kind: attack\n", "credibility 2\n"):
            await desk.press("x")
            await desk.type(words)
        assert "No event answers to the filter." in desk.text
        await desk.press("x")
        assert "✕ credibility 2" in desk.text
        await desk.press("enter")
        assert listed(desk) == ["-", "fire"]
        await desk.press("escape")
        assert "✕" not in desk.text and desk.case.is_current


async def test_a_click_on_a_chip_takes_it_away(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: attack\n")
        chips = desk.case.query_one(Chips)
        await desk.pilot.click(chips, offset=(chips.content_offset.x + 6, 0))
        await desk.settle()
        assert "✕" not in desk.text and len(listed(desk)) > 5


async def test_dates_are_typed_as_people_say_them(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("from a date\n")
        await desk.type("4 jan 2024\n")
        assert listed(desk) == ["-", "arrests"] and "[from 4 Jan 2024 ✕]" in desk.text
        assert desk.case.place == "timeline"
        await desk.press("x")
        await desk.type("until a date\n")
        await desk.type("5 jan 2024\n")
        assert listed(desk) == []


async def test_going_to_a_hidden_event_takes_the_filter_away(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("kind: attack\n")
        desk.case.go_to("arrests")
        await desk.settle()
        assert desk.case.timeline.cursor_key == "arrests" and "✕" not in desk.rows[3]


async def test_the_filter_holds_for_what_is_added_and_at_other_moments(folder: Path) -> None:
    from casefile.model import editing
    from tests.tui.desk import library_of

    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("contested\n")
        assert listed(desk) == ["-", "fire"]
        await desk.press("K", "g", "l")
        assert listed(desk) == []
        await desk.press("l", "K")
        assert listed(desk) == ["-", "fire"]
        other = library_of(folder).open("harbour")
        other.commit(editing.delete(other.case, ["c-two"]))
        await desk.app.look_outside()
        await desk.settle()
        assert listed(desk) == []


@pytest.mark.parametrize("size", [WIDE, SMALL, LEAST])
async def test_chips_that_do_not_fit_are_counted(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        asked = TimelineFilter(
            tuple(
                Condition("kind", kind) for kind in ("attack", "warning", "arrest", "statement", "reaction")
            )
        )
        desk.case.filter_timeline(asked)
        await desk.settle()
        row = desk.row("[kind: attack ✕]")
        assert "+" in row and "…" not in row


def small_case() -> Case:
    tables = harbour()
    return Case(
        "harbour", {name: {record["id"]: record for record in records} for name, records in tables.items()}
    )


def answer(case: Case, *conditions: tuple[str, str]) -> set[str]:
    asked = TimelineFilter()
    for condition in conditions:
        asked = asked.adding(Condition(*condition))
    *_, found = selected(case, asked)
    assert found is not None
    return set(found)


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([("kind", "attack")], {"fire"}),
        ([("kind", "attack"), ("kind", "trial")], {"fire", "suit"}),
        ([("actor", "brigade")], {"fire"}),
        ([("actor", "mayor")], {"fire", "mourning"}),
        ([("source", "gazette")], {"fire", "arrests"}),
        ([("source", "gazette"), ("kind", "arrest")], {"arrests"}),
        ([("reliability", "B")], {"fire"}),
        ([("reliability", "C")], {"arrests"}),
        ([("reliability", "–")], {"lease", "mourning", "suit"}),
        ([("credibility", "–")], {"lease", "fire", "mourning", "arrests", "suit"}),
        ([("contested", "")], {"fire"}),
        ([("until", "2020")], {"lease"}),
        ([("since", "2024-01-03"), ("until", "2024-01-03")], {"fire", "mourning"}),
        ([("since", "2020-06")], {"lease", "fire", "mourning", "arrests"}),
        ([("since", "2024-01-04"), ("contested", "")], set()),
    ],
)
def test_what_answers(conditions: list[tuple[str, str]], found: set[str]) -> None:
    assert answer(small_case(), *conditions) == found


def test_a_filter_is_a_value() -> None:
    none = TimelineFilter()
    one = none.adding(Condition("since", "2024"))
    assert none.conditions == () and one.adding(Condition("since", "2023")).conditions == (
        Condition("since", "2023"),
    )
    assert one.turned(Condition("since", "2024")) == none and one.turned(Condition("contested")).values(
        "contested"
    ) == {""}


def test_everything_that_is_offered_can_be_asked_for() -> None:
    case = small_case()
    offered = [entry.key for entry in choices(case, TimelineFilter((Condition("kind", "attack"),)))]
    assert offered[0] == "kind=attack" and offered.count("kind=attack") == 1
    for key in offered:
        field, value = key.split("=", 1)
        if field not in ("since", "until"):
            assert answer(case, (field, value)) <= set(case.table("events"))


# The strip


async def test_the_strip_moves_in_on_the_year_the_month_and_the_day(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "+")
        assert desk.rows[2].strip("│ ").startswith("2024 Jan █··   Apr ···   Jul ···   Oct ···")
        await desk.press("+")
        assert "Jan 2024 1 ·█·· 8 ▂··· 15" in desk.rows[2]
        await desk.press("+")
        assert "Wed 3 Jan 2024 00 ······ 06 ······ 12 ▃··█·· 18 ··▃" in desk.rows[2]
        assert desk.case.timeline_frame.strip.cursor == 15
        await desk.press("+", "-", "-", "-", "-")
        assert "2020 ▂" in desk.rows[2] or "2020 ▁" in desk.rows[2]


async def test_the_strip_moves_along_with_the_cursor_and_by_its_own_keys(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "+", "+", "+", "}")
        assert desk.case.timeline.cursor_key == "ends"
        await desk.press("{")
        assert desk.case.timeline.cursor_key == "fire"
        await desk.press("}", "}")
        assert desk.case.timeline.cursor_key == "arrests" and "Tue 9 Jan 2024" in desk.rows[2]
        await desk.press("t")
        assert desk.case.timeline_frame.strip.cursor == 20
        await desk.press("{")
        assert desk.case.timeline.cursor_key in ("mourning", "vigil", "ends")


def test_what_is_known_no_finer_than_a_block_is_not_in_it() -> None:
    from casefile.model.dates import day_number

    january = day_number(2024, 1, 1)
    groups = [
        Group(DayHead(january, "2024", ""), ["year"]),
        Group(DayHead(january, "2024-01", ""), ["month"]),
        Group(DayHead(january, "2024-01-01", ""), ["day", "hour"]),
        Group(DayHead(january + 40, "2024-02-10", ""), ["later"]),
    ]
    hours = {"hour": 5}.get
    assert sum(bucket.number for bucket in chart_of(groups).buckets) == 5
    year = zoomed(groups, scope_at(january, "year"), hours)
    assert [bucket.number for bucket in year.buckets][:3] == [3, 1, 0] and year.keys[0] == "month"
    month = zoomed(groups, scope_at(january, "month"), hours)
    assert len(month.buckets) == 31 and month.buckets[0].number == 2
    day = zoomed(groups, scope_at(january, "day"), hours)
    assert [bucket.number for bucket in day.buckets] == [0] * 5 + [1] + [0] * 18 and day.hours == {"hour": 5}


def test_what_is_kept_follows_every_edit() -> None:
    from casefile.model.case import Change, Edit

    case = small_case()
    asked = [("kind", "arrest"), ("since", "2024-01-05")]
    graded = ("reliability", "C")
    assert answer(case, *asked) == {"arrests"} == answer(case, graded)
    before = case.table("events")["fire"]
    after = {**before, "kind": "arrest", "when": {"edtf": "2024-02-01"}, "reports": ["gazette-2"]}
    case.apply(Edit("", (Change("events", "fire", before, after),)))
    assert answer(case, *asked) == {"arrests", "fire"} == answer(case, graded)
    source = case.table("sources")["gazette"]
    case.apply(Edit("", (Change("sources", "gazette", source, {**source, "reliability": "A"}),)))
    assert answer(case, graded) == set() and answer(case, ("reliability", "A")) == {"arrests", "fire"}
    case.apply(Edit("", (Change("events", "fire", after, None),)))
    assert answer(case, *asked) == {"arrests"}


async def test_the_strip_follows_the_calendar(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "T")
        assert "Calendar: Solar Hijri" in desk.said
        assert "1398–1399 " in desk.rows[2] and "   1402 " in desk.rows[2] and "2024" not in desk.rows[2]
        await desk.press("+")
        assert desk.rows[2].strip("│ ").startswith("1402 Farvardin ···   Tir ···   Mehr ···   Dey █··")
        await desk.press("+")
        assert "Dey 1402 1 ···· 8 ··█· 15 ··▂· 22 ···· 29 ·" in desk.rows[2], (
            "13 and 19 Dey, not 3 and 9 January"
        )
        await desk.press("+")
        assert "Wed 13 Dey 1402 00 ··· 06 ··· 12 " in desk.rows[2]
        await desk.press("T", "-")
        assert "Jan 2024 · Dey–Bahman 1402 1 " in desk.rows[2], "both: Gregorian blocks, both names"
        await desk.press("-")
        assert "2024 · 1402–1403 Jan" in desk.rows[2]
        await desk.press("+", "+")
        assert "3 Jan · 13 Dey 00 ······ 06 " in desk.rows[2], "in full it stands in the header beneath"


def test_the_blocks_of_a_strip_are_cut_where_the_calendar_cuts() -> None:
    from casefile.model.dates import day_number
    from casefile.tui.panes.content.almanac import almanac_of

    persian = almanac_of("persian")
    nowruz = day_number(2024, 3, 20)  # 1 Farvardin 1403
    groups = [
        Group(DayHead(day_number(2024, 3, 1), "2024-03", ""), ["month"]),
        Group(DayHead(nowruz - 1, "2024-03-19", ""), ["eve"]),
        Group(DayHead(nowruz, "2024-03-20", ""), ["day"]),
    ]
    year = zoomed(groups, scope_at(nowruz, "year", persian), {}.get, persian)
    assert [bucket.number for bucket in year.buckets] == [1] + [0] * 11
    before = zoomed(groups, scope_at(nowruz - 1, "year", persian), {}.get, persian)
    assert [bucket.number for bucket in before.buckets] == [0] * 11 + [1], "March 2024 lies in two months"
    month = zoomed(groups, scope_at(nowruz - 1, "month", persian), {}.get, persian)
    assert len(month.buckets) == 29 and month.buckets[28].number == 1, "Esfand 1402 has 29 days"
    labels = [bucket.label for bucket in chart_of(groups, persian).buckets]
    assert labels == ["1402–1403", "1402", "1403"], "March 2024 lies in two years, too"
    assert almanac_of("persian", [day_number(500, 1, 1)]) is almanac_of("gregorian")


async def test_chips_and_slider_follow_the_calendar(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("x")
        await desk.type("from a date\n")
        await desk.type("3 jan 2024\n")
        assert "[from 3 Jan 2024 ✕]" in desk.text
        await desk.press("T")
        assert "[from 13 Dey 1402 ✕]" in desk.text
        await desk.press("K")
        assert "Dey 1402" in desk.rows[1] and "1402 " in desk.rows[2]
        await desk.press("T", "T")
        assert "Jan 2024" in desk.rows[1] and "2024 " in desk.rows[2] and "14" not in desk.rows[2]


DATES = st.sampled_from(
    [
        "",
        "2024-01-03",
        "2024-01-03T15:00:00Z",
        "2024-01-03T23:30:00+03:30",
        "2024-01",
        "2024",
        "2020~",
        "2023/2024",
        "no date",
    ]
)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.one_of(st.none(), DATES),
        st.sampled_from(["events", "events", "actors", "case"]),
    ),
    max_size=12,
)


@given(st.lists(DATES, max_size=6), STEPS, st.booleans(), st.sampled_from(["local", "UTC"]))
def test_after_any_edits_the_days_are_those_of_a_case_just_opened(
    dates: list[str], steps: list[tuple[int, str | None, str]], newest_first: bool, clock: str
) -> None:
    case = Case("c", {"events": {f"e{n}": event(f"e{n}", date) for n, date in enumerate(dates)}})
    reading = Reading(case, clock=clock)
    *_, _ = arranged_days(reading, newest_first=newest_first)
    for number, date, table in steps:
        record_id = {"events": f"e{number}", "actors": f"a{number}", "case": "c"}[table]
        after: dict[str, Any] | None = None if date is None else event(record_id, date)
        if table == "case":
            after = {"id": "c", "timezone": "Asia/Tehran" if number % 2 else "UTC"}
        case.apply(Edit("", (Change(table, record_id, case.table(table).get(record_id), after),)))
        if number < 6:  # several edits come before the next look, too
            kept = [group for group in arranged_days(reading, newest_first=newest_first) if group]
            fresh = Reading(Case("c", {name: dict(all_) for name, all_ in case.tables.items()}), clock=clock)
            assert (
                kept[-1:]
                == [group for group in arranged_days(fresh, newest_first=newest_first) if group][-1:]
            )


def test_after_an_edit_only_its_own_days_are_arranged(monkeypatch: pytest.MonkeyPatch) -> None:
    events = {f"e{n}": event(f"e{n}", f"20{n % 24:02}-01-03") for n in range(600)}
    case = Case("c", {"events": events})
    reading = Reading(case)
    *_, _ = arranged_days(reading)
    placed: list[str] = []
    plain = days._placed

    def noting(record_id: str, *more: Any) -> Any:
        placed.append(record_id)
        return plain(record_id, *more)

    monkeypatch.setattr(days, "_placed", noting)
    case.apply(Edit("", (Change("events", "e7", events["e7"], event("e7", "2031-01-03")),)))
    (groups,) = arranged_days(reading)
    assert groups[-1].keys == ["e7"] and 0 < len(placed) < 60
