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
from pathlib import Path
from time import monotonic

from tests.tui.desk import harbour, library_of, write_case

_PATIENCE = 30.0


def test_what_was_typed_is_on_the_disk_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    write_case(folder, harbour())
    process, terminal = pty.fork()
    if process == 0:
        command = [sys.executable, "-m", "casefile", "-L", str(folder), "open", "harbour"]
        os.execve(sys.executable, command, {**os.environ, "TERM": "xterm-256color"})
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        _await(terminal, "Fire breaks out")
        os.write(terminal, b"a")
        _await(terminal, "New event")
        os.write(terminal, b"Half an event\t\t4 jan 2024")
        _await(terminal, "draft saved")
        _await_draft(terminal, folder)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    opened = library_of(folder).open("harbour")
    (draft,) = opened.drafts.all().values()
    opened.close()
    assert draft["form"] == "events" and draft["texts"] == {"title": "Half an event", "when": "4 jan 2024"}


def _await(terminal: int, words: str) -> None:
    """Reads what the program draws until the words are there."""
    until, seen = monotonic() + _PATIENCE, b""
    while words.encode() not in seen:
        assert monotonic() < until, f"{words!r} did not come"
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)


def _await_draft(terminal: int, folder: Path) -> None:
    """Waits for the last letter in a draft on the disk, as long as a user may have to at the most."""
    until = monotonic() + _PATIENCE
    while not any(
        b"4 jan 2024" in path.read_bytes() for path in folder.rglob("*.json") if "form-" in path.name
    ):
        assert monotonic() < until, "the draft did not come"
        if select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 65536)
