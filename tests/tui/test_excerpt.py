"""Records as Markdown with citations, as the copy question gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk import Desk, Tables, browser, harbour, write_case


@pytest.fixture
def tables() -> Tables:
    return harbour()


async def copied(desk: Desk, monkeypatch: pytest.MonkeyPatch, *keys: str) -> str:
    """What is handed to the clipboard."""
    texts: list[str] = []

    def take(text: str, write: object) -> str:
        texts.append(text)
        return "copied"

    monkeypatch.setattr("casefile.tui.clipboard.copy", take)
    await desk.press(*keys)
    assert desk.said == "The Markdown was copied."
    return texts[0]


async def test_claims_stand_with_speaker_grade_and_endnote(
    tmp_path: Path, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        desk.case.go_to("fire")
        text = await copied(desk, monkeypatch, "y", "m")
    assert text.startswith("# Fire breaks out\n")
    assert "according to IRNA, The Gazette" in text and "Takes part: Fire brigade, came." in text
    assert "- Fire brigade ▸ IRNA, 3 Jan 2024: Three died. (B2)[^1]" in text
    assert "- The mayor, 4 Jan 2024: Five died. (C3)[^2]" in text
    assert "## Why did it burn?" in text and "See Fire breaks out and *think*." in text
    assert "*question by the analyst · 2026-11-20*" in text
    assert "[^1]: IRNA; “Fire in the harbour”" in text and "<https://example.org/1>" in text
    assert "relays Fire in the harbour" in text and "TLP:GREEN" in text


async def test_what_is_hidden_is_left_out_and_data_is_no_markup(
    tmp_path: Path, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables["claims"][0]["sensitive"] = ["graphic"]
    tables["claims"][1]["statement"] = "*Five* [died](http://x)."
    write_case(tmp_path, tables)
    async with browser(tmp_path) as desk:
        desk.case.go_to("lease")
        await desk.press("space", "j", "space")
        assert desk.case.timeline.selected == {"lease", "fire"} or len(desk.case.timeline.selected) == 2
        desk.case.timeline.selected = frozenset(("lease", "fire"))
        text = await copied(desk, monkeypatch, "y", "m")
    assert (
        text.startswith("# Harbour fire\n") and "## The store is let" in text and "## Fire breaks out" in text
    )
    assert "Three died" not in text and "1 record marked as sensitive left out" in text
    assert r"\*Five\* \[died\](http://x)." in text and "no report is recorded for this" in text


@pytest.mark.parametrize("record_id", ["irna", "irna-1", "owner", "c-two", "n-why", "quay", "harbour"])
async def test_every_kind_of_record_has_one(
    tmp_path: Path, tables: Tables, record_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefile.tui.panes.content.reading import Reading
    from casefile.tui.panes.content.record.excerpt import excerpt
    from tests.tui.desk import library_of

    write_case(tmp_path, tables)
    opened = library_of(tmp_path).open("harbour")
    text = excerpt(Reading(opened.case), [record_id])
    opened.close()
    assert text.startswith("# ") and "case harbour" in text
    assert ("[^1]: " in text) is (record_id in ("irna", "irna-1", "c-two"))
