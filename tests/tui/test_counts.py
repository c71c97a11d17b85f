"""What stands behind a count: origins beside reports, what rests on a source, who stands where."""

from __future__ import annotations

from pathlib import Path

from tests.tui.desk import LEAST, Tables, browser, harbour, on, write_case


def relayed() -> Tables:
    """The fire with a report more, which relays the first one too; and reports that cannot be looked up."""
    tables = harbour()
    tables["reports"] += [
        {
            "id": "gazette-3",
            "source": "gazette",
            "title": "Heard of",
            "cited_only": True,
            "url": "https://x.org",
        },
        {"id": "gazette-4", "source": "gazette", "title": "Gone", "sensitive": ["deleted-at-source"]},
    ]
    tables["events"][3]["reports"] = ["gazette-2", "irna-1"]
    return tables


async def test_reports_stand_beside_their_origins(tmp_path: Path) -> None:
    write_case(tmp_path, relayed())
    async with browser(tmp_path) as desk:
        assert " 2→1  " in desk.row("✸ Fire breaks out"), "one report relays the other"
        assert " 2 " in desk.row("▣ Two people are held"), "both are their own origins"
        desk.case.go_to("fire")
        await desk.settle()
        assert "2 reports, 1 origin" in desk.text
        desk.case.go_to("c-two")
        await desk.settle()
        assert "1 report, 1 origin" in desk.text
        desk.case.go_to("gazette")
        await desk.settle()
        assert "4 reports, 2 origins" in desk.case.detail.frame_count


async def test_a_grade_of_one_on_too_few_origins_is_questioned_where_the_record_is_read(
    tmp_path: Path,
) -> None:
    tables = relayed()
    for event in tables["events"]:
        event["credibility"] = 1
    write_case(tmp_path, tables)
    words = "credibility 1? fewer than two independent origins"
    async with browser(tmp_path) as desk:
        desk.case.go_to("fire")
        await desk.settle()
        assert words in desk.text
        desk.case.go_to("arrests")
        await desk.settle()
        assert words not in desk.text, "two origins stand behind it"


async def test_a_source_says_what_rests_on_it(tmp_path: Path) -> None:
    tables = relayed()
    tables["claims"].append(
        {
            "id": "c-three",
            "statement": "Three died.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 3},
            "attribution": ["owner"],
            "reports": ["gazette-2"],
            "asserted": on("2024-01-04"),
        }
    )
    tables["actors"].append({"id": "editors", "name": "The editors", "kind": "media", "source": "gazette"})
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        assert "4→2 reports · 2 claims, 1 alone" in desk.row("C The Gazette")
        await desk.press("3", "G", "h")
        assert "1 report, 1 origin · 1 claim " in desk.row("B IRNA"), "the owner says the same"
        desk.case.go_to("gazette")
        await desk.press("z")
        await desk.press("5")
        assert "2 claims, 1 of them with no other independent origin" in desk.text
        assert " 4 reports, 2 origins " in desk.row("╭─ 5 The Gazette"), (
            "who publishes as this source is no report of it"
        )
        assert "Borne out by nobody else 1" in desk.text


async def test_what_cannot_be_looked_up_has_a_sign(tmp_path: Path) -> None:
    write_case(tmp_path, relayed())
    async with browser(tmp_path) as desk:
        await desk.press("3", "z", "v")
        assert "∅ Two held" in desk.text and "◌ Heard of" in desk.text and "✗ Gone" in desk.text
        assert "↳  Blaze at the quay" in desk.text
        desk.case.go_to("gazette-4")
        await desk.press("5")
        assert "✗ was taken down by its publisher" in desk.text and "∅ none is recorded" in desk.text


async def test_a_small_screen_keeps_the_names(tmp_path: Path) -> None:
    write_case(tmp_path, relayed())
    async with browser(tmp_path, size=LEAST) as desk:
        await desk.press("3")
        assert "The Gazette" in desk.text and "4→2 reports · 1 claim" in desk.text


async def test_an_actor_says_where_it_stands(tmp_path: Path) -> None:
    tables = harbour()
    tables["events"][1]["participants"].append({"actor": "mayor", "role": "watched"})
    tables["actors"][0] |= {
        "same_as": ["quayside:brigade"],
        "names": [
            {"value": "آتش نشانی", "script": "Arab"},
            {"value": "Пожарные"},
            {"value": "Firemen"},
        ],
    }
    write_case(tmp_path, tables)
    write_case(tmp_path, harbour(), "quayside")
    async with browser(tmp_path) as desk:
        row = desk.row("◈ Fire brigade")
        assert "2 cases   ↔1" in row
        await desk.press("2", "slash")
        await desk.type("watched")
        await desk.press("enter")
        assert desk.case.actors.cursor_key == "mayor", "a role is found"
        desk.case.go_to("brigade")
        await desk.press("5")
        detail = desk.text.partition("╭─ 5 Fire brigade")[2]
        for words in ("in Arabic", "in Cyrillic   Пожарные", "also called   Firemen", "roles         came"):
            assert words in detail, words
        assert "1 event · 1 claim · ↔ ties with 1 other" in detail
        assert "organisation · 1 report, 1 origin" in detail
        await desk.press("enter")
        await desk.until(lambda: desk.case.case_id == "quayside" and desk.case.ready)
        await desk.settle()
        assert desk.record["id"] == "brigade"
