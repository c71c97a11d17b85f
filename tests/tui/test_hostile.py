"""What stands in a case is data: nothing in it acts, colours, moves or breaks anything, on any screen."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from casefile.tui.app import CasefileApp
from tests.tui.desk import WIDE, Desk, Tables, browser, harbour, library_of, write_case
from tests.tui.widgets.stage import FORBIDDEN, HOSTILE

WRITABLE = [
    text for text in HOSTILE.values() if "\ud800" not in text
]  # UTF-8 has no surrogates, so no file has
PAYLOADS = [text for text in WRITABLE if len(text) < 10_000]
LONG = [text[:6_000] for text in WRITABLE if len(text) >= 10_000]
TABLES = ("events", "actors", "sources", "reports", "places", "claims", "relations", "notes")


def hostile_case() -> Tables:
    """Of every table one record a payload, with the payload in each of its fields that takes a text."""
    tables: Tables = {name: [] for name in TABLES}
    tables["case"] = harbour()["case"]
    for number, text in enumerate(PAYLOADS + LONG):
        ids = {name: f"{name}-{number}" for name in TABLES}
        for name in TABLES:
            tables[name].append({"id": ids[name], **fields(name, text, ids)})
    return tables


def fields(table: str, text: str, ids: dict[str, str]) -> dict[str, Any]:
    date = {"edtf": "2024-01-03", "text": text}
    names = [{"value": text, "kind": "alias"}]
    common: dict[str, Any] = {"author": text, "tags": [text], "description": text}
    own: dict[str, dict[str, Any]] = {
        "events": {
            "title": text,
            "when": date,
            "place": ids["places"],
            "participants": [{"actor": ids["actors"], "role": text}],
            "reports": [ids["reports"]],
            "kind": text,
        },
        "actors": {"name": text, "names": names, "kind": text, "country": text, "same_as": [text]},
        "sources": {
            "name": text,
            "names": names,
            "kind": text,
            "stance": text,
            "reliability": text[:1] or "A",
            "reliability_reason": text,
        },
        "reports": {
            "source": ids["sources"],
            "title": text,
            "url": text,
            "archive_urls": [text],
            "published": date,
            "accessed": {"edtf": text},
            "language": text,
            "kind": text,
            "derived_from": [text],
            "captures": [{"path": text, "media_type": text}],
        },
        "places": {"name": text, "names": names, "country": text, "region": text, "within": text},
        "claims": {
            "statement": text,
            "subject": ids["events"],
            "predicate": text or "says",
            "value": text,
            "attribution": [text, ids["actors"]],
            "reports": [ids["reports"]],
            "asserted": {"edtf": text},
            "stance": text,
            "quote": text,
            "status": text,
            "reason": text,
            "contradicts": [text],
        },
        "relations": {"subject": ids["actors"], "type": text, "object": ids["events"], "role": text},
        "notes": {
            "title": text,
            "body": f"{text}\n\n[[{text}]]",
            "about": [ids["events"], text],
            "kind": text,
        },
    }
    return common | own[table]


def check(desk: Desk) -> None:
    """Nothing on the screen would be obeyed, can be clicked to act, or is wider than the screen."""
    for strip in desk.app.screen._compositor.render_strips():
        assert strip.cell_length == desk.app.size.width
        for segment in strip:
            assert not FORBIDDEN & set(segment.text), repr(segment.text)
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta and not (segment.style and segment.style.link)


@pytest.fixture(autouse=True)
def nothing_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    def acted(self: object, *arguments: object) -> None:
        raise AssertionError("a text acted")

    for name in ("bell", "quit", "toggle_dark", "simulate_key", "screenshot"):
        monkeypatch.setattr(CasefileApp, f"action_{name}", acted, raising=False)


async def test_every_pane_and_every_record(tmp_path: Path) -> None:
    write_case(tmp_path, hostile_case())
    async with browser(tmp_path, size=(100, 30)) as desk:
        check(desk)
        for key in "1234":
            await desk.press(key, "g")
            for _ in range(len(desk.case.active.rows) // 4):
                desk.case.active.page_down()
                await desk.quiet()
                check(desk)
        assert desk.case.reading is not None
        for table in TABLES:
            for record_id in list(desk.case.reading.case.table(table)):
                desk.case.go_to(record_id)
                await desk.quiet()
                check(desk)


async def test_the_screens_over_a_case(tmp_path: Path) -> None:
    write_case(tmp_path, hostile_case())
    async with browser(tmp_path) as desk:
        await desk.press("ctrl+p")
        check(desk)
        for _ in range(12):
            await desk.press("pagedown")
            check(desk)
        await desk.press("escape")
        for number in range(len(PAYLOADS)):
            desk.case.go_to(f"notes-{number}")
            desk.case.action_copy()
            await desk.quiet()
            check(desk)
            desk.app.screen.dismiss(None)
            await desk.quiet()
        desk.case.go_to("notes-3")
        await desk.press("e")
        check(desk)
        await desk.press("ctrl+t")
        check(desk)
        await desk.press("ctrl+g")


async def test_notes_are_edited_without_a_change_that_nobody_made(tmp_path: Path) -> None:
    write_case(tmp_path, hostile_case())
    async with browser(tmp_path) as desk:
        desk.case.go_to("notes-0")
        await desk.settle()
        before = dict(desk.notes()["notes-0"])
        await desk.press("e", "ctrl+t", "ctrl+t", "ctrl+s")
        assert desk.notes()["notes-0"] == before


async def test_the_library_and_the_new_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.tui.screens.library._REST_SECONDS", 0.001)
    for number, text in enumerate(PAYLOADS):
        tables = {
            "case": [dict(harbour()["case"][0])],
            "notes": [{"id": "n-1", "title": text, "kind": "question"}],
        }
        tables["case"][0] |= dict.fromkeys(
            ("title", "summary", "bottom_line", "place", "marking", "author"), text
        )
        write_case(tmp_path, tables, f"case-{number}")
    async with browser(tmp_path, None) as desk:
        for _ in range(len(PAYLOADS)):
            await desk.until(lambda: desk.library.previewed)
            check(desk)
            desk.library.cases.cursor_down()
            await desk.quiet()
        for text in PAYLOADS[:40]:
            desk.app.notify(text, markup=False)
        await desk.settle()
        check(desk)


async def test_drafts_and_missing_records(tmp_path: Path) -> None:
    write_case(tmp_path, harbour())
    opened = library_of(tmp_path).open("harbour")
    for number, text in enumerate(PAYLOADS):
        opened.drafts.save(
            f"note-{number}", {"title": text, "body": text, "when": text, "about": [text], "note": text}
        )
    async with browser(tmp_path) as desk:
        check(desk)
        desk.app.screen.dismiss("later")
        await desk.quiet()
        for text in PAYLOADS:
            desk.case.go_to(text)
        await desk.settle()
        check(desk)


ALLOWED_SEQUENCE = re.compile(
    r"\x1b(\[[0-9;:?<=>]*[A-Za-z~]|\[\?[0-9;$]*[a-z]|[=>78]|\([A-Z0]|_G[^\x1b]*\x1b\\|P=[12]s\x1b\\|\[>[0-9;]*[a-zA-Z]|\]22;[a-z]*\x07)"
)
"""Textual's own: cursor, colours, modes, and the shape of the mouse pointer (OSC 22)."""


def test_nothing_of_a_case_is_a_command_to_a_real_terminal(tmp_path: Path) -> None:
    """What goes through a pseudo-terminal is text and Textual's own sequences: no title, clipboard or link is set."""
    write_case(tmp_path, hostile_case())
    primary, secondary = pty.openpty()
    os.set_blocking(primary, False)
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(WIDE[0]), "LINES": str(WIDE[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "casefile", "-L", str(tmp_path), "open", "harbour"],
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env=environment,
        start_new_session=True,
    )
    os.close(secondary)
    written = _read(primary, until=b"4 Notes")
    for key in (b"G", b"2", b"G", b"3", b"G", b"4", b"G", b"5", b"G", b"\x10"):
        os.write(primary, key)
        written += _read(primary)
    os.write(primary, b"\x1b")
    written += _read(primary)
    os.write(primary, b"q")
    written += _read(primary, seconds=1.0)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
    os.close(primary)
    text = written.decode("utf-8", "replace")
    assert "4 Notes" in text
    left = ALLOWED_SEQUENCE.sub("", text)
    assert not re.search(r"\x1b[\]PX^_]", left), re.findall(r"\x1b[\]PX^_].{0,20}", left)
    assert not set(left) & (FORBIDDEN - set("\r\n\x1b\b")), set(left) & FORBIDDEN


def _read(descriptor: int, until: bytes = b"", seconds: float = 0.15) -> bytes:
    """What comes until that stands in it, and then until nothing comes for a moment."""
    found = b""
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        waiting = until not in found
        ready, _, _ = select.select([descriptor], [], [], 1.0 if waiting else seconds)
        if not ready and not waiting:
            break
        try:
            found += os.read(descriptor, 65536) if ready else b""
        except OSError:
            break
    return found
