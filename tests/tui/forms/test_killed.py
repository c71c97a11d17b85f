"""The terminal is killed in the middle of a form."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from tests.tui.desk import harbour, library_of, write_case

_PATIENCE = 30.0


def test_what_was_typed_is_on_the_disk_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    write_case(folder, harbour())
    with casefile_on(folder) as terminal:
        os.write(terminal, b"a")
        _await(terminal, "New event")
        os.write(terminal, b"Half an event\t\t4 jan 2024")
        _await(terminal, "draft saved")
        _await_draft(terminal, folder, "4 jan 2024")
    (draft,) = _drafts(folder).values()
    assert draft["form"] == "events" and draft["texts"] == {"title": "Half an event", "when": "4 jan 2024"}


def test_what_was_typed_inside_another_form_is_on_the_disk_too(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    write_case(folder, harbour())
    with casefile_on(folder) as terminal:
        os.write(terminal, b"a")
        _await(terminal, "New event")
        os.write(terminal, b"Half an event\t\t\tPier")
        _await(terminal, "new place")
        os.write(terminal, b"\r")
        _await(terminal, "place: new place")
        os.write(terminal, b"\t\tSouth")
        _await_draft(terminal, folder, "South")
        _await_draft(terminal, folder, "Half an event")
    drafts = _drafts(folder)
    (outer,) = (key for key, draft in drafts.items() if draft["form"] == "events")
    (inner,) = (draft for draft in drafts.values() if draft["form"] == "places")
    assert drafts[outer]["texts"] == {"title": "Half an event", "place": "Pier"}
    assert inner["given"] == {"name": "Pier"} and inner["texts"] == {"region": "South"}
    assert inner["within"] == {"form": outer, "field": "place", "cursor": 4}


@contextmanager
def casefile_on(folder: Path) -> Iterator[int]:
    """The browser on a pseudo-terminal of 120×40; it is killed in the end."""
    process, terminal = pty.fork()
    if process == 0:
        command = [sys.executable, "-m", "casefile", "-L", str(folder), "open", "harbour"]
        os.execve(sys.executable, command, {**os.environ, "TERM": "xterm-256color"})
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        _await(terminal, "Fire breaks out")
        yield terminal
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _drafts(folder: Path) -> dict[str, dict[str, Any]]:
    opened = library_of(folder).open("harbour")
    drafts = opened.drafts.all()
    opened.close()
    return drafts


def _await(terminal: int, words: str) -> None:
    """Reads what the program draws until the words are there."""
    until, seen = monotonic() + _PATIENCE, b""
    while words.encode() not in seen:
        assert monotonic() < until, f"{words!r} did not come"
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)


def _await_draft(terminal: int, folder: Path, words: str) -> None:
    """Waits for words in a draft on the disk, as long as a user may have to at the most."""
    until = monotonic() + _PATIENCE
    while not any(
        words.encode() in path.read_bytes() for path in folder.rglob("*.json") if "form-" in path.name
    ):
        assert monotonic() < until, "the draft did not come"
        if select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 65536)
