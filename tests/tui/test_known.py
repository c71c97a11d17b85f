"""The case as it was known: the slider, what every pane shows then, two moments side by side, and the way back to now."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.tui.forms.form_screen import FormScreen
from casefile.tui.screens.claims import ClaimsScreen
from casefile.tui.widgets.document import Document
from tests.tui.desk import LEAST, SIZES, SMALL, WIDE, Desk, browser, harbour, library_of, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def banner(desk: Desk) -> str:
    return desk.row("◔").strip()


async def test_the_slider_begins_when_the_record_became_known_and_everything_is_as_it_was_then(
    folder: Path,
) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K")
        assert banner(desk).startswith("◔ As known at the end of Wed 3 Jan 2024")
        assert "1 of 2 claims · 3 of 5 events · 1 of 3 reports" in banner(desk)
        assert "killed 3" in desk.rows[0] and "3–5" not in desk.rows[0]
        fire = desk.row("Fire breaks out ")
        assert "≠" not in fire and " 1 " in fire
        assert "Two people are held" not in desk.text and "Owner of the store" not in desk.text
        assert "The mayor, 4 Jan" not in desk.text and "Blaze at the quay" not in desk.text
        assert "Why did it burn?" in desk.text
        assert desk.case.place == "known"


async def test_a_stop_later_brings_the_next_claim_and_the_contradiction(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "right")
        assert "at the end of Thu 4 Jan 2024" in banner(desk)
        assert "killed 3–5" in desk.rows[0] and "≠2" in desk.row("Fire breaks out ")
        await desk.press("left")
        assert "killed 3 " in desk.rows[0] + " " and "≠" not in desk.row("Fire breaks out ")


async def test_what_is_marked_is_what_was_known_to_belong_to_the_record(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j")
        now = desk.case.actors.count_label
        await desk.press("K")
        then = desk.case.actors.count_label
        related = desk.case.reading.case.related("fire") if desk.case.reading else frozenset()
        assert then.startswith(f"● {len(related & set(desk.case.reading.case.table('actors')))} of ")
        assert "today's" in desk.row("4 Notes") and "◔ today's words: title" in desk.text
        await desk.press("K")
        assert desk.case.actors.count_label == now != then and "today's" not in desk.text


async def test_first_last_and_month_by_month(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("K")
        seen = []
        for key in ("g", "l", "G", "h", "up", "down", "k", "j", "home", "end", "pageup", "pagedown"):
            await desk.press(key)
            seen.append(banner(desk).split(" of ", 1)[1].split("·")[0].strip())
        first, last = "Thu 31 Dec 2020", "Tue 9 Jan 2024"
        assert seen == [
            *(first, "Wed 3 Jan 2024", last, "Thu 4 Jan 2024", first, last),
            *(first, last, first, last, first, last),
        ]


async def test_the_same_key_and_escape_lead_back_to_now(folder: Path) -> None:
    async with browser(folder) as desk:
        for back in ("K", "escape"):
            await desk.press("j", "K", "g")
            assert "Fire breaks out" not in desk.text
            await desk.press(back)
            assert "◔" not in desk.text and "killed 3–5" in desk.rows[0]
            assert "● 2 of 3" in desk.row("2 Actors")
            assert desk.case.timeline.cursor_key == "fire"
            await desk.press("k")


async def test_the_panes_keep_the_moment_and_step_it_themselves(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "enter")
        assert desk.case.place == "timeline" and "◔" in desk.text
        await desk.press(">")
        assert "Thu 4 Jan 2024" in banner(desk) and desk.case.place == "timeline"
        await desk.press("<")
        assert "Wed 3 Jan 2024" in banner(desk)
        await desk.press("K")
        assert desk.case.place == "known"
        await desk.press("enter", "escape")
        assert "◔" not in desk.text and desk.case.is_current


async def test_from_now_a_step_earlier_is_the_last_stop_but_one_and_past_the_last_is_now(
    folder: Path,
) -> None:
    async with browser(folder) as desk:
        await desk.press("<")
        assert "Thu 4 Jan 2024" in banner(desk)
        await desk.press(">", ">")
        assert "◔" not in desk.text


async def test_a_date_is_typed_as_people_say_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("K", "d")
        await desk.type("13 dey 1402")
        assert "3 Jan 2024" in desk.rows[-1]
        await desk.press("enter")
        assert "Wed 3 Jan 2024" in banner(desk) and desk.case.place == "known"
        await desk.press("d")
        await desk.type("no day at all")
        await desk.press("enter")
        assert desk.case.place != "known" and "Wed 3 Jan 2024" in banner(desk)
        await desk.press("escape")
        assert desk.case.place == "known"


async def test_hours(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "g", "s", "l")
        assert "by 13:00 on Wed 3 Jan 2024" in banner(desk) and "Fire breaks out" not in desk.text
        await desk.press("l")
        assert "by 16:00 on Wed 3 Jan 2024" in banner(desk)
        assert "A day of mourning" in desk.text and "Fire breaks out" in desk.text
        await desk.press("s")
        assert "at the end of Wed 3 Jan 2024" in banner(desk)


async def test_what_changed_between_two_moments(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "space", "l")
        assert "since 3 Jan 2024" in banner(desk)
        await desk.press("=")
        assert "What became known: 3 Jan 2024 → 4 Jan 2024" in desk.text
        assert desk.row("killed  3 →").split("│")[1:] and "killed  3 → 3–5" in desk.text
        assert "3 → 3 (3–5, 2 versions)" in desk.row("versions)") or "2 versions" in desk.text
        assert "New claims 1" in desk.text and "Five died." in desk.text
        assert "New reports 1" in desk.text and "Blaze at the quay" in desk.text
        await desk.press("escape", "space")
        assert "since 4 Jan 2024" in banner(desk)
        await desk.press("space")
        assert "since" not in banner(desk)


async def test_a_record_of_the_comparison_is_gone_to(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "space", "l", "=")
        text = desk.app.screen.query_one(Document)
        while text.cursor_target != "c-two":
            await desk.press("down")
        await desk.press("enter")
        assert desk.case.is_current and desk.case.detail.record_id == "c-two"
        assert "Thu 4 Jan 2024" in banner(desk)


async def test_what_had_been_recorded_is_another_past(folder: Path) -> None:
    tables = harbour()
    for records in tables.values():
        for record in records:
            record["created"] = "2026-11-01T08:00:00.000Z"
    write_case(folder, tables)
    from casefile.model import editing
    from tests.tui.desk import NOW

    opened = library_of(folder).open("harbour")
    opened.commit(editing.update(opened.case, "fire", {"title": "Fire is laid"}, now=NOW))
    opened.close()
    async with browser(folder) as desk:
        await desk.press("j", "K", "m", "G")
        assert "As recorded at the end of Mon 23 Nov 2026" in banner(desk) and "Fire is laid" in desk.text
        await desk.press("h")
        assert "As recorded at the end of Sun 1 Nov 2026" in banner(desk)
        assert "Fire breaks out" in desk.text and "Fire is laid" not in desk.text
        await desk.press("space", "l", "=")
        assert "What was recorded: 1 Nov 2026 → 23 Nov 2026" in desk.text
        assert "Changed events 1" in desk.text
        await desk.press("escape", "m")
        assert "As known" in banner(desk) and "Fire is laid" in desk.text
        await desk.press("K")
        assert "◔" not in desk.text and "Fire is laid" in desk.text


async def test_grades_decisions_and_notes_are_those_that_had_been_recorded(folder: Path) -> None:
    from casefile.model import editing
    from tests.tui.desk import NOW

    tables = harbour()
    for records in tables.values():
        for record in records:
            record["created"] = "2026-11-01T08:00:00.000Z"
    write_case(folder, tables)
    opened = library_of(folder).open("harbour")
    for record_id, fields in (
        ("irna", {"reliability": "E"}),
        ("c-two", {"status": "rejected", "reason": "a slip"}),
    ):
        opened.commit(editing.update(opened.case, record_id, fields, now=NOW))
    note = {"title": "Thought of later", "about": ["fire"]}
    opened.commit(editing.create(opened.case, "notes", note, author="analyst", now=NOW))
    opened.close()
    async with browser(folder) as desk:
        assert "killed 3 " in desk.rows[0] and "E IRNA" in desk.text and "Thought of later" in desk.text
        await desk.press("j", "K", "m", "g")
        assert "As recorded at the end of Sun 1 Nov 2026" in banner(desk) and "today's" not in desk.text
        assert "killed 3–5" in desk.rows[0] and "B IRNA" in desk.text and "E IRNA" not in desk.text
        assert "Thought of later" not in desk.text and "≠2" in desk.row("Fire breaks out ")


async def test_nothing_is_written_in_the_past(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "enter")
        for key in ("n", "a", "e", "d", "u", "ctrl+r", "w", "c"):
            await desk.press(key)
            assert "nothing can be written" in desk.said and desk.case.is_current
            desk.app.clear_notifications()
        assert not {"note", "add", "edit", "undo"} - desk.case.without()


async def test_back_in_the_present_no_message_says_that_the_past_is_shown(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "n")
        assert "The past is shown" in desk.said
        await desk.press("escape", "a")
        assert isinstance(desk.app.screen, FormScreen)
        assert not any("The past is shown" in one.message for one in desk.app._notifications)


@pytest.mark.parametrize(("key", "label"), [("U", "History"), ("V", "Versions")])
async def test_what_is_of_all_times_names_no_moment_and_no_undo_in_the_past(
    folder: Path, key: str, label: str
) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "w", "3", "K", "enter", key)
        assert desk.rows[0].startswith(f" {label} · Harbour fire") and "As known" not in desk.rows[0]
        assert not {"undo", "redo"} - desk.app.screen.without()  # type: ignore[attr-defined]  # it is a view
        assert "undo" not in desk.rows[-1] and "restore" not in desk.rows[-1]
        await desk.press("escape", "K", "K", key)
        assert "undo" in desk.rows[-1]


async def test_a_record_that_was_not_known_cannot_be_gone_to(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "enter")
        desk.case.go_to("arrests")
        await desk.settle()
        assert desk.said == "Not known then: Two people are held"


async def test_what_others_change_meanwhile_is_taken_in_and_the_moment_stays(folder: Path) -> None:
    from casefile.model import editing
    from tests.tui.desk import NOW

    async with browser(folder) as desk:
        await desk.press("j", "K")
        other = library_of(folder).open("harbour")
        fields = {"statement": "Two died.", "subject": "fire", "predicate": "killed", "value": {"number": 2}}
        said = {"asserted": {"edtf": "2024-01-03"}, "attribution": ["irna"]}
        other.commit(editing.create(other.case, "claims", {**fields, **said}, author="other", now=NOW))
        await desk.app.look_outside()
        await desk.settle()
        assert "Wed 3 Jan 2024" in banner(desk) and "2 of 3 claims" in banner(desk)


async def test_a_case_without_dates_says_so(folder: Path) -> None:
    tables = {"case": harbour()["case"], "events": [{"id": "e", "title": "Once"}]}
    write_case(folder, tables)
    async with browser(folder) as desk:
        await desk.press("K")
        assert desk.said == "Nothing in this case has a date." and "◔" not in desk.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_why_a_date_is_refused_is_said_in_full(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("K", "d")
        assert "a date as you say it: 4 jan 2024, 13 dey 1402, yesterday" in said_below(desk)
        await desk.type("5 jan")
        await desk.settle()
        assert "no year is given: which is meant? Write 2026-01-05 or 2027-01-05" in said_below(desk)
        assert "as known at  5 jan" in desk.text and "esc leave" in desk.text
        await desk.press("enter", *["backspace"] * len("5 jan"))
        await desk.type("4 jan 2024\n")
        await desk.settle()
        assert "As known at the end of Thu 4 Jan 2024" in desk.text and "no year" not in desk.text


def said_below(desk: Desk) -> str:
    """The last rows as one text, whatever their breaks."""
    return " ".join(" ".join(desk.rows[-4:]).split())


async def test_clock_calendar_and_order_turn_in_the_past_too(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "enter", "T")
        assert "13 Dey 1402" in banner(desk) and "Two people are held" not in desk.text
        await desk.press("s", "t")
        assert "Two people are held" not in desk.text and "Fire breaks out" in desk.text
        await desk.press("K", "l", "l")
        assert "Two people are held" in desk.text


@pytest.mark.parametrize("size", [WIDE, SMALL, LEAST])
async def test_the_banner_is_whole_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("j", "K")
        assert "As known at the end of Wed 3 Jan 2024" in banner(desk) and "…" not in banner(desk)


async def test_a_click_on_the_slider_goes_there(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K")
        slider = desk.app.screen.query_one("Slider")
        row = desk.rows[2]
        await desk.pilot.click(slider, offset=(row.rindex("▁" if "▁" in row[-3:] else row.rstrip()[-1]), 0))
        await desk.settle()
        assert "Tue 9 Jan 2024" in banner(desk)


async def test_further_views_show_the_past_and_write_nothing_in_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "K", "enter", "C")
        await desk.until(lambda: "killed" in desk.text)
        assert "◔ As known at the end of Wed 3 Jan 2024" in desk.rows[0]
        assert "0 contested of 1" in desk.text
        assert isinstance(desk.app.screen, ClaimsScreen) and not desk.app.screen.may_write()
        await desk.press("escape", "escape", "C")
        await desk.until(lambda: "1 contested of 1" in desk.text)
        assert "◔" not in desk.text and desk.app.screen.may_write()
