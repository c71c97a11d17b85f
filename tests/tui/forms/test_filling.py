"""Forms in the browser: filled by keys at every size, checked as one types, kept through everything."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from casefile.tui.forms.fields import FORMS
from casefile.tui.forms.form_screen import FormScreen
from casefile.tui.forms.index import RecordIndex
from casefile.tui.screens.chooser import Chooser
from tests.tui.desk import LEAST, SIZES, SMALL, Desk, browser, harbour, library_of, write_case
from tests.tui.forms.cases import HOSTILE

SIZE_IDS = [f"{width}x{height}" for width, height in SIZES]
OPENING = {
    "events": ("1", "a"),
    "actors": ("2", "a"),
    "sources": ("3", "a", "s"),
    "reports": ("3", "a", "r"),
    "places": ("A", "p"),
    "claims": ("c",),
    "relations": ("A", "t"),
}
"""The keys that open each table's form for a new record."""

FILLED: dict[str, dict[str, str]] = {
    "events": {
        "title": "Second fire", "kind": "attack", "when": "4 jan 2024 about 9:00", "place": "North quay",
        "participants": "Fire brigade — came late", "description": "One line.", "reports": "Two held",
        "credibility": "2", "importance": "1", "part_of": "Fire breaks out", "follows": "Fire breaks out — at least 1 day",
        "tags": "one, two", "marking": "TLP:GREEN", "sensitive": "graphic",
    },
    "actors": {
        "name": "Harbour watch", "kind": "unit", "names": "پاسبان (alias, fa, Arab)", "country": "ir",
        "reports": "Fire in the harbour", "source": "IRNA", "same_as": "kerman-2024:irna",
    },
    "sources": {"name": "Evening Post", "kind": "newspaper", "reliability": "c", "reliability_reason": "Often late.", "stance": "local"},
    "reports": {
        "url": "https://post.example/1", "title": "It burned", "source": "IRNA", "published": "2024-01-05", "kind": "article",
        "language": "en", "derived_from": "Fire in the harbour", "cited_only": "yes",
    },
    "places": {"name": "South quay", "within": "North quay", "latitude": "27.1", "longitude": "56.25", "uncertainty_m": "50"},
    "claims": {
        "statement": "The mayor: four died.", "subject": "Fire breaks out", "predicate": "killed", "value": "at least 4",
        "attribution": "The mayor; IRNA", "reports": "Fire in the harbour", "asserted": "2024-01-03", "stance": "asserts",
        "credibility": "3", "status": "disputed", "contradicts": "Three died.",
    },
    "relations": {"subject": "The mayor", "type": "knows", "object": "Owner of the store", "role": "friend", "credibility": "4"},
}  # fmt: skip
"""What is typed into each table's form, by field."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def form_of(desk: Desk) -> FormScreen:
    assert isinstance(desk.app.screen, FormScreen), desk.text
    return desk.app.screen


def on_disk(folder: Path, table: str) -> dict[str, dict[str, Any]]:
    """A table as plain JSON says, without casefile."""
    content = json.loads((folder / "harbour.json").read_text("utf-8"))
    return {record["id"]: record for record in content.get(table, {}).values()}


def words_of(desk: Desk) -> str:
    """What the form says, without its frame and what shines through around it."""
    region = form_of(desk).sheet.region
    strips = desk.app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(strip.crop(region.x + 1, region.right - 1).text for strip in strips).split())


async def go_to(desk: Desk, name: str) -> None:
    """Goes to a field by its keys."""
    names = [field.name for field in form_of(desk).form.fields]
    while form_of(desk).field.name != name:
        forward = names.index(name) > names.index(form_of(desk).field.name)
        await desk.press("tab" if forward else "shift+tab")


async def fill(desk: Desk, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        await go_to(desk, name)
        form_of(desk).put("")
        await desk.type(text)
        if form_of(desk).choices.is_open:
            await desk.press("escape")


async def paste(desk: Desk, text: str) -> None:
    event = Paste(text)
    assert desk.app.focused is not None
    desk.app.focused.post_message(event)
    await desk.settle()


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
@pytest.mark.parametrize("table", OPENING)
async def test_a_record_of_every_table_is_made_by_keys(
    folder: Path, table: str, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press(*OPENING[table])
        form = form_of(desk)
        assert form.form.table == table and "^s save" in desk.rows[-1]
        await fill(desk, FILLED[table])
        for name in FILLED[table]:
            assert not form.form.problem(name), (name, form.form.problem(name))
        await desk.press("ctrl+s")
        assert not isinstance(desk.app.screen, FormScreen), desk.text
        assert "added. u undoes it." in desk.said
        await desk.press("q")
    new = {key: one for key, one in on_disk(folder, table).items() if one.get("author") == "analyst"}
    assert len(new) == 1
    record = next(iter(new.values()))
    assert set(FILLED[table]) <= set(record)
    from casefile.model.check import check

    opened = library_of(folder).open("harbour")
    assert [finding for finding in check(opened.case) if finding.severity == "error"] == []
    opened.close()


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
@pytest.mark.parametrize("table", OPENING)
async def test_every_field_can_be_reached_and_seen(folder: Path, table: str, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press(*OPENING[table])
        form = form_of(desk)
        for field in FORMS[table]:
            await go_to(desk, field.name)
            assert any("▌" in row and f" {field.label} " in row for row in desk.rows), (field.name, desk.text)
            editor = form.editor.widget
            assert editor.has_focus
            assert f" {field.label} " in desk.rows[editor.region.y], (field.name, desk.text)
            if field.hint and not form.form.texts[field.name]:
                words = words_of(desk)
                assert " ".join(field.hint.split()) in words, (field.name, desk.text)


async def test_a_record_is_edited_and_what_was_not_touched_stays(folder: Path) -> None:
    before = on_disk(folder, "events")["fire"]
    async with browser(folder) as desk:
        await desk.press("j", "e")
        assert form_of(desk).form.record_id == "fire" and "Event · Fire breaks out" in desk.text
        await desk.type(" again")
        await form_of(desk).save_draft()
        assert desk.row("draft saved").count("Fire breaks out") == 1
        await desk.press("ctrl+s")
        assert desk.said == "Event changed. u undoes it."
        await desk.press("q")
    after = on_disk(folder, "events")["fire"]
    assert after["title"] == "Fire breaks out again"
    assert {name for name in after if after[name] != before.get(name)} == {"title", "modified"}


CLAIMS = [
    (("1", "j"), "fire", "", ("c", "text", "ctrl+s")),
    (("1", "j", "enter"), "fire", "", ("c", "text", "ctrl+s")),
    (("2",), "brigade", "", ("c", "text", "ctrl+s")),
    (("1", "j"), "fire", "killed", ("c", "text", "tab", "tab", "k", "i", "down", "tab", "4", "ctrl+s")),
]
"""Where the cursor goes, the record that it is on then, the predicate, and all keys that make a claim about it."""


@pytest.mark.parametrize(("way", "subject", "predicate", "keys"), CLAIMS)
async def test_a_claim_takes_under_ten_keys_and_its_text(
    folder: Path, way: tuple[str, ...], subject: str, predicate: str, keys: tuple[str, ...]
) -> None:
    text = "Four died, the mayor says."
    assert len([key for key in keys if key != "text"]) < 10
    async with browser(folder) as desk:
        await desk.press(*way)
        for key in keys:
            await (desk.type(text) if key == "text" else desk.press(key))
        await desk.press("q")
    new = next(one for one in on_disk(folder, "claims").values() if one["statement"] == text)
    assert new["subject"] == subject and new["predicate"] == (predicate or "says")
    assert new.get("value") == ({"number": 4, "qualifier": "exactly"} if predicate else None)


async def test_a_claim_from_a_report_has_its_report_and_speaker(folder: Path) -> None:
    async with browser(folder) as desk:
        desk.case.go_to("irna-1")
        await desk.settle()
        await desk.press("c")
        form = form_of(desk).form
        assert form.answer("reports").value == ["irna-1"] and form.answer("attribution").value == ["irna"]


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
async def test_what_is_wrong_stands_beneath_its_field_and_what_was_typed_stays(
    folder: Path, size: tuple[int, int]
) -> None:
    bad = {
        "events": {
            "when": "30 feb 2024",
            "place": "nowhere",
            "participants": "nobody — x",
            "credibility": "9",
        },
        "reports": {"url": "ftp://x.example", "published": "soonish", "source": "who", "reliability": "Z"},
    }
    async with browser(folder, size=size) as desk:
        for table, texts in bad.items():
            await desk.press(*OPENING[table])
            for name, text in texts.items():
                await fill(desk, {name: text})
                problem = form_of(desk).form.problem(name)
                words = words_of(desk)
                assert problem and "✗ " + " ".join(problem.split()) in words, (name, problem, desk.text)
            await desk.press("ctrl+s")
            form = form_of(desk)
            assert {name: form.form.texts[name] for name in texts} == texts
            assert form.field.name in {*texts, "title"}
            await desk.press("ctrl+g", "ctrl+g")
            assert not isinstance(desk.app.screen, FormScreen)


async def test_what_is_still_looked_for_is_told_when_it_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = RecordIndex.finish

    def one_at_a_glance(index: RecordIndex, seconds: float = math.inf) -> None:
        if seconds == math.inf:
            finish(index)
        else:
            next((True for part in index._parts if part.take()), False)

    monkeypatch.setattr(RecordIndex, "finish", one_at_a_glance)
    async with browser(folder) as desk:
        await desk.press("a")
        await fill(desk, {"place": "nowhere"})
        assert "✗ no place of the case is called 'nowhere'" in words_of(desk)


async def test_the_date_shows_what_was_understood_as_it_is_typed(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await go_to(desk, "when")
        await desk.type("13 dey 1402")
        assert "Wed 3 Jan 2024" in desk.text and "13 Dey 1402" in desk.text
        form_of(desk).put("")
        await desk.type("1402")
        assert "Choose one" in desk.text and len(form_of(desk).choices.rows) == 2
        await desk.press("down", "enter")
        assert not form_of(desk).form.problem("when")


@pytest.mark.parametrize("size", [SMALL, LEAST], ids=["80x24", "60x20"])
async def test_choices_are_seen_and_taken_by_keys(folder: Path, size: tuple[int, int]) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("a")
        await go_to(desk, "kind")
        await desk.press("ctrl+n")
        assert "statement" in desk.text and "An act of violence." in desk.text
        await desk.press("down", "tab")
        assert form_of(desk).form.texts["kind"] == "statement" and form_of(desk).field.name == "when"
        await go_to(desk, "participants")
        await desk.type("may")
        await desk.press("enter")
        assert form_of(desk).form.texts["participants"] == "The mayor"
        await desk.type(" — spoke")
        assert form_of(desk).form.answer("participants").value == [{"actor": "mayor", "role": "spoke"}]
        await go_to(desk, "tags")
        await desk.press("ctrl+n")
        assert "any text is good here" in desk.text


async def test_a_new_record_is_made_from_inside_another_form(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await desk.type("Boat sinks")
        await go_to(desk, "participants")
        await desk.type("Coast guard")
        await desk.press("enter")
        assert form_of(desk).form.table == "actors" and form_of(desk).form.texts["name"] == "Coast guard"
        await desk.press("ctrl+s")
        assert form_of(desk).form.table == "events" and form_of(desk).form.texts["title"] == "Boat sinks"
        assert form_of(desk).form.texts["participants"] == "Coast guard"
        await go_to(desk, "reports")
        await desk.type("https://irna.example.org/9")
        await desk.press("down", "enter") if form_of(desk).choices.cursor_index else await desk.press("enter")
        inner = form_of(desk).form
        assert inner.table == "reports" and inner.texts["url"] == "https://irna.example.org/9"
        await go_to(desk, "source")
        form_of(desk).put("")
        await desk.type("Harbour Radio")
        await desk.press("enter")
        assert form_of(desk).form.table == "sources"
        assert "New event › reports › source: new source" in desk.text
        await desk.press("ctrl+s")
        assert "New event › reports: new report" in desk.text
        await fill(desk, {"title": "A boat sank"})
        await desk.press("ctrl+s")
        assert form_of(desk).form.texts["reports"].startswith("A boat sank")
        await desk.press("ctrl+s")
        await desk.press("q")
    event = next(one for one in on_disk(folder, "events").values() if one["title"] == "Boat sinks")
    actor = next(key for key, one in on_disk(folder, "actors").items() if one["name"] == "Coast guard")
    report = next(one for one in on_disk(folder, "reports").values() if one.get("title") == "A boat sank")
    assert event["participants"] == [{"actor": actor}] and event["reports"] == [report["id"]]
    assert on_disk(folder, "sources")[report["source"]]["name"] == "Harbour Radio"


@pytest.mark.parametrize("value", ["84", "at least 84", "84-103", "many", "-5"])
async def test_a_number_is_never_taken_for_the_name_of_a_record(folder: Path, value: str) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("1", "j", "c")
        await fill(desk, {"statement": "It is said.", "predicate": "killed"})
        await desk.press("tab")
        await desk.type(value)
        form = form_of(desk)
        assert not form.choices.is_open and "＋" not in desk.text
        problem = form.form.problem("value")
        assert bool(problem) == (value in ("many", "-5"))
        words = words_of(desk)
        assert not problem or f"✗ {problem}" in words, desk.text
        await desk.press("tab")
        assert form_of(desk) is form and form.field.name == "attribution"
        assert form.form.texts["value"] == value


@pytest.mark.parametrize(
    ("keys", "name", "text"),
    [
        (("1", "a"), "place", "Iran"),
        (("1", "a"), "participants", "Mahdi Bakhshi: prosecutor"),
        (("3", "A", "r"), "source", "Radio"),
        (("1", "j", "c"), "value", "nobody known"),
    ],
)
async def test_tab_makes_no_record_and_enter_still_does(
    folder: Path, keys: tuple[str, ...], name: str, text: str
) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press(*keys)
        form = form_of(desk)
        if name == "value":
            await fill(desk, {"predicate": "perpetrator"})
        await go_to(desk, name)
        form.put("")
        await desk.type(text)
        assert form.choices.is_open and "＋ new" in desk.text
        problem = form.form.problem(name)
        assert not problem or f"✗ {problem}" in words_of(desk), desk.text
        after = [field.name for field in form.form.fields].index(name) + 1
        await desk.press("tab")
        assert form_of(desk) is form and form.view.active == after
        assert form.form.texts[name] == text and form.form.problem(name) == problem
        await desk.press("shift+tab")
        await desk.press("ctrl+n", "end")
        while "＋" not in str(form.choices.rows.text(form.choices.cursor_index)):
            await desk.press("down")
        await desk.press("enter")
        assert form_of(desk) is not form and text in form_of(desk).form.texts.values()


async def test_leaving_the_inner_form_comes_back_to_the_outer_one(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await go_to(desk, "place")
        await desk.type("Pier")
        await desk.press("enter", "escape")
        assert form_of(desk).form.table == "events" and form_of(desk).form.texts["place"] == "Pier"


async def test_both_coordinates_pasted_into_one_field_fill_both(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("A", "p")
        await desk.type("Here")
        await go_to(desk, "latitude")
        await paste(desk, "30°17'02\"N, 57°05'00\"E")
        assert "57.083333" in desk.row(" longitude ") and "from the latitude's field" in desk.row(
            " longitude "
        )
        await desk.press("ctrl+s")
        assert desk.said == "Place added. u undoes it."
        await desk.press("q")
    new = next(one for one in on_disk(folder, "places").values() if one["name"] == "Here")
    assert (new["latitude"], new["longitude"]) == (30.283889, 57.083333)


async def test_a_report_is_pasted_as_an_address_or_a_citation(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("3", "A", "r")
        form_of(desk).form.texts["source"] = ""
        await go_to(desk, "url")
        await paste(desk, "https://news.example.org/another\n")
        assert form_of(desk).form.texts["source"] in ("IRNA", "The Gazette")
        assert "proposed: its reports have this address" in desk.text
        await desk.press("ctrl+g", "ctrl+g", "1", "A", "r")
        await go_to(desk, "url")
        await paste(
            desk, "The Gazette, “The store\nwas let twice,” 4 January 2024, https://gazette.example/9"
        )
        texts = form_of(desk).form.texts
        assert texts["url"] == "https://gazette.example/9" and texts["title"] == "The store was let twice"
        assert texts["source"] == "The Gazette" and texts["published"] == "2024-01-04"
        await desk.press("ctrl+s")
        assert desk.said == "Report added. u undoes it."


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
async def test_a_proposed_source_that_is_not_there_is_no_error_and_enter_makes_it(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("1", "A", "r")
        await paste(
            desk, 'Reuters, "Gunman kills one", 13 August 2023, https://www.reuters.com/world/gunman/'
        )
        await go_to(desk, "title")
        assert "proposed: not in the case" in desk.text and "✗" not in desk.text
        await go_to(desk, "source")
        words = " ".join(desk.text.replace("│", " ").split())
        assert "proposed: not in the case yet; enter makes it" in words and "✗" not in words
        await desk.press("enter")
        assert form_of(desk).form.table == "sources" and form_of(desk).form.texts["name"] == "Reuters"
        await desk.press("escape", "ctrl+s")
        words = " ".join(desk.text.replace("│", " ").split())
        assert "✗ no source of the case is called 'Reuters'" in words
        await desk.press("enter", "enter", "ctrl+s", "ctrl+s")
        assert desk.said == "Report added. u undoes it."
        await desk.press("q")
    report = next(one for one in on_disk(folder, "reports").values() if one["title"] == "Gunman kills one")
    assert on_disk(folder, "sources")[report["source"]]["name"] == "Reuters"


@pytest.mark.parametrize("way", ["pasted", "typed and left", "typed and kept"])
async def test_the_address_of_an_archives_copy_goes_where_copies_are(folder: Path, way: str) -> None:
    copy = "https://web.archive.org/web/20240105000000/https://gazette.example/9"
    async with browser(folder) as desk:
        await desk.press("1", "A", "r")
        await fill(desk, {"title": "Copied", "source": "The Gazette"})
        await go_to(desk, "url")
        await (paste(desk, copy) if way == "pasted" else desk.type(copy))
        if way == "typed and left":
            await desk.press("tab")
            assert form_of(desk).form.texts["url"] == "https://gazette.example/9"
            assert "the page; where its copy is goes to 'archived at'" in desk.row(" URL ")
        await desk.press("ctrl+s")
        assert desk.said == "Report added. u undoes it."
        await desk.press("q")
    report = next(one for one in on_disk(folder, "reports").values() if one["title"] == "Copied")
    assert report["url"] == "https://gazette.example/9" and report["archive_urls"] == [copy]


# Whatever is typed


@pytest.mark.parametrize("payload", HOSTILE)
async def test_any_content_in_any_field(folder: Path, payload: str) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("1", "a")
        form = form_of(desk)
        for index in range(len(form.form.fields)):
            form.activate(index)
            await paste(desk, HOSTILE[payload])
            assert "\x1b" not in desk.text and form_of(desk) is form
        texts = dict(form.form.texts)
        assert payload == "controls" or all(text.strip() for text in texts.values())
        await desk.press("ctrl+s")
        assert form_of(desk).form.texts == texts
        await desk.press("escape")
        assert not isinstance(desk.app.screen, FormScreen)


@pytest.mark.parametrize("table", ["events", "claims"])
async def test_a_megabyte_in_any_field(folder: Path, table: str) -> None:
    big = "word " * 210_000
    async with browser(folder, size=SMALL) as desk:
        await desk.press(*OPENING[table])
        form = form_of(desk)
        for field in FORMS[table]:
            await go_to(desk, field.name)
            form.put("")
            await paste(desk, big)
            assert form.form.texts[field.name].strip() == big.strip()
            if field.kind.rows == 1:
                assert form.form.problem(field.name), field.name
            assert "1,0" in desk.text and "characters" in desk.text, (field.name, desk.text)
            await desk.press("x")
            assert form.form.texts[field.name].strip() == big.strip()
            await desk.press("backspace")
            assert form.form.texts[field.name] == ""
        await go_to(desk, "description" if table == "events" else "quote")
        await paste(desk, big)
        await fill(desk, {"title": "Long"} if table == "events" else {"statement": "Long"})
        await desk.press("ctrl+s")
        name = "title" if table == "events" else "statement"
        if table == "claims":
            assert form.form.problem("subject") == "is needed"
        else:
            case = desk.case.reading.case if desk.case.reading else None
            assert case is not None
            new = next(one for one in case.table(table).values() if one[name] == "Long")
            assert new["description"] == big.rstrip()


# Drafts


async def test_a_form_half_filled_survives_a_killed_terminal(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await desk.type("Half an event")
        await go_to(desk, "when")
        await desk.type("4 jan 2024")
        await form_of(desk).save_draft()
        desk.app.session = None
    async with browser(folder) as desk:
        assert isinstance(desk.app.screen, Chooser)
        assert "A form was not finished: event" in desk.text and "Half an event" in desk.text
        await desk.press("w", "l", "d", "j", "enter")
        texts = form_of(desk).form.texts
        assert texts["title"] == "Half an event" and texts["when"] == "4 jan 2024"
        assert form_of(desk).field.name == "when", "one goes on where one was"
        await desk.press("ctrl+s")
        assert desk.said == "Event added. u undoes it."
        await desk.press("q")
    async with browser(folder) as desk:
        assert not isinstance(desk.app.screen, Chooser)


async def test_a_form_within_a_form_within_a_form_survives_a_killed_terminal(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await desk.type("Boat sinks")
        await go_to(desk, "reports")
        await desk.type("Two held; The boat went down")
        await desk.press("enter")
        await fill(desk, {"source": "Harbour Radio"})
        await desk.press("enter", "enter")
        assert form_of(desk).form.table == "sources"
        await fill(desk, {"stance": "local"})
        await desk.app.keep_drafts()
        desk.app.session = None
    async with browser(folder) as desk:
        assert "A form was not finished: event" in desk.text
        await desk.press("down", "enter")
        assert form_of(desk).form.texts["stance"] == "local" and form_of(desk).field.name == "stance"
        await desk.press("ctrl+s")
        assert form_of(desk).form.table == "reports"
        assert form_of(desk).form.texts["source"] == "Harbour Radio"
        await desk.press("ctrl+s")
        assert form_of(desk).form.texts["title"] == "Boat sinks"
        await desk.press("ctrl+s")
        assert desk.said == "Event added. u undoes it."
        assert desk.case.session is not None and await desk.case.session.drafts() == {}
        await desk.press("q")
    event = next(one for one in on_disk(folder, "events").values() if one["title"] == "Boat sinks")
    reports = on_disk(folder, "reports")
    assert [reports[one]["title"] for one in event["reports"]] == ["Two held", "The boat went down"]
    source = on_disk(folder, "sources")[reports[event["reports"][1]]["source"]]
    assert source["name"] == "Harbour Radio" and source["stance"] == "local"


async def test_a_form_left_half_way_inside_another_is_gone_on_with_from_there(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await go_to(desk, "place")
        await desk.type("Pier")
        await desk.press("enter")
        await fill(desk, {"region": "South"})
        await desk.press("escape")
        assert "no place of the case is called 'Pier' · enter shows the choices" in desk.text
        await desk.press("enter")
        assert "＋ new place “Pier”" in desk.text
        await desk.press("enter")
        assert form_of(desk).form.texts["region"] == "South"
        await desk.press("escape", "tab")
        assert form_of(desk).field.name == "participants"
        await desk.press("ctrl+g", "ctrl+g", "A", "p")
        assert "one was not finished" in desk.text


async def test_the_outer_form_thrown_away_leaves_the_inner_one_to_itself(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await go_to(desk, "place")
        await desk.type("Pier")
        await desk.press("enter")
        await fill(desk, {"region": "South"})
        await desk.app.keep_drafts()
        desk.app.session = None
    async with browser(folder) as desk:
        await desk.press("down", "down", "enter")
    async with browser(folder) as desk:
        assert "A form was not finished: place" in desk.text
        await desk.press("down", "enter")
        assert form_of(desk).form.texts["region"] == "South"


async def test_escape_keeps_a_draft_and_the_next_form_offers_it(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await desk.type("Later")
        await desk.press("escape")
        assert desk.said == "What was typed is kept; the next new event offers it."
        await desk.press("a")
        assert "one was not finished" in desk.text
        await desk.press("n")
        assert form_of(desk).form.texts["title"] == ""
        await desk.press("escape", "a", "g")
        assert form_of(desk).form.texts["title"] == "Later"
        await desk.press("ctrl+g")
        assert "once more" in desk.text
        await desk.press("ctrl+g", "a")
        assert form_of(desk).form.texts["title"] == ""


async def test_an_edit_left_unfinished_is_gone_on_with(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("j", "e")
        await desk.type(" twice")
        await desk.press("escape")
        assert desk.said == "What was typed is kept; editing this event goes on with it."
        assert desk.record["title"] == "Fire breaks out"
        await desk.press("e")
        assert form_of(desk).form.texts["title"] == "Fire breaks out twice"


async def test_all_drafts_are_asked_about_in_one_list_once(folder: Path) -> None:
    write_case(folder, harbour(), "other")
    async with browser(folder) as desk:
        for keys, typed in (("2a", "Somebody"), ("1a", "Later"), ("Ap", "South quay")):
            await desk.press(*keys)
            await desk.type(typed)
            await desk.press("escape")
        assert desk.case.session is not None
        await desk.case.session.save_draft("note-x", {"title": "", "body": "A thought\nand more"})
        await desk.press("q")
    async with browser(folder) as desk:
        question = desk.app.screen
        assert "4 drafts of forms and notes not finished" in desk.text
        for row in ("actor · Somebody", "event · Later", "place · South quay", "note · A thought"):
            assert row in desk.text
        await desk.type("/Blast rerun")
        assert desk.app.screen is question
        await desk.press("enter")
        assert desk.app.screen is desk.case
        desk.app.open_case("other")
        await desk.until(lambda: desk.case.case_id == "other" and desk.case.ready)
        await desk.press("grave_accent")
        await desk.until(lambda: desk.case.case_id == "harbour" and desk.case.ready)
        await desk.settle()
        assert desk.app.screen is desk.case
        await desk.press("1", "a", "g")
        assert form_of(desk).form.texts["title"] == "Later"
        await desk.press("escape", "q")
    async with browser(folder) as desk:
        for left in (3, 2):
            await desk.press("down", "enter", "d")
            assert f"{left} drafts of forms" in desk.text and desk.said == "The draft was thrown away."
        await desk.press("down", "enter", "w")
        assert not isinstance(desk.app.screen, Chooser)


async def test_an_untouched_form_leaves_nothing_behind(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a", "escape", "j", "e", "escape")
        assert desk.case.session is not None
        assert await desk.case.session.drafts() == {}


async def test_the_draft_of_an_actor_comes_back_too(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("2", "a")
        await desk.type("Somebody")
        await desk.press("escape", "q")
    async with browser(folder) as desk:
        assert "A form was not finished: actor" in desk.text
        await desk.press("down", "down", "enter")
        assert desk.said == "The draft was thrown away."
        await desk.press("2", "a")
        assert form_of(desk).form.texts["name"] == ""


# Resizing, reading only


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
async def test_what_was_understood_is_still_said_once_the_field_is_left(
    folder: Path, size: tuple[int, int]
) -> None:
    async with browser(folder, size=size) as desk:
        await desk.press("1", "a")
        await fill(desk, {"title": "Two", "when": "13 dey 1402", "credibility": "1", "importance": "3"})
        await desk.press("tab")
        assert "13 dey 1402  Wed 3 Jan 2024" in desk.row(" when "), desk.text
        assert "1  Confirmed by other independent sour" in desk.row(" credibility "), desk.text


async def test_the_case_shines_through_where_there_is_room(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        assert form_of(desk).sheet.region.width < 120 and "1 Timeline" in desk.text
        await desk.resize(*SMALL)
        assert "1 Timeline" not in desk.text and "Two people are held" not in desk.text


async def test_a_form_keeps_its_field_through_a_resize(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        await go_to(desk, "tags")
        await desk.type("one")
        for size in (LEAST, SMALL, (200, 50)):
            await desk.resize(*size)
            assert any("▌" in row and "tags" in row and "one" in row for row in desk.rows), desk.text


async def test_up_and_down_go_from_field_to_field_also_out_of_a_text(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a", "down", "down", "up")
        assert form_of(desk).field.name == "kind"
        await go_to(desk, "participants")
        await desk.press("down")
        await desk.type("one\ntwo")
        await desk.press("up")
        assert form_of(desk).field.name == "description"
        await desk.press("up")
        assert form_of(desk).field.name == "participants"
        await desk.press("down", "down")
        assert form_of(desk).field.name == "reports"
        assert form_of(desk).form.texts["description"] == "one\ntwo"


async def test_keys_typed_ahead_go_where_the_keys_before_them_led(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        words = "Fast⇥sta⇥2024⇥nor⏎↓↓Text⇥two"
        for key in words:
            key = {"⇥": "tab", "⏎": "enter", "↓": "down"}.get(key, key)
            desk._send(key, key if len(key) == 1 else None)
        await desk.settle()
        texts = {name: text for name, text in form_of(desk).form.texts.items() if text}
        assert texts == {
            "title": "Fast",
            "kind": "statement",
            "when": "2024",
            "place": "North quay",
            "description": "Text",
            "reports": "two",
        }


async def test_the_mouse_goes_to_a_field(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("a")
        row = next(index for index, row in enumerate(desk.rows) if " importance " in row)
        await desk.pilot.click(offset=(20, row))
        await desk.settle()
        assert form_of(desk).field.name == "importance"


async def test_nothing_is_written_in_a_read_only_case(folder: Path) -> None:
    tables = harbour()
    tables["case"][0]["format_version"] = 99
    write_case(folder, tables)
    async with browser(folder) as desk:
        for keys in (("a",), ("A",), ("e",), ("i",), ("d",), ("c",), ("w",), ("#",), ("r",)):
            await desk.press(*keys)
            assert not isinstance(desk.app.screen, FormScreen | Chooser)
            assert desk.said.startswith("Nothing can be written") or desk.said.startswith("Read-only"), keys


async def test_a_hidden_record_is_not_opened(folder: Path) -> None:
    tables = harbour()
    next(one for one in tables["actors"] if one["id"] == "owner")["sensitive"] = ["personal-data"]
    write_case(folder, tables)
    async with browser(folder) as desk:
        desk.case.go_to("owner")
        await desk.settle()
        await desk.press("e")
        assert "This record is hidden" in desk.said and not isinstance(desk.app.screen, FormScreen)
        await desk.press("A", "t")
        assert "Owner of the store" not in desk.text
