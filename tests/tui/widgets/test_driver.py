"""The driver in a real terminal: keys arrive, a lone escape is told, and leaving needs no further key."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.tui.driver import driver_class

pty = pytest.importorskip("pty")

PROGRAM = """
from textual.app import App
from casefile.tui.driver import driver_class

class Echo(App):
    def on_mount(self):
        self.say("ready")
    def say(self, text):
        self._driver.write(f"<{text}>")
        self._driver.flush()
    def on_key(self, event):
        self.say(event.key)
        if event.key == "q":
            self.exit()

app = Echo(driver_class=driver_class())
print(app.driver_class.__name__)
app.run()
print("left")
"""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self) -> None:
        self.seen = ""
        self.process, self._file = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(Path(__file__).parents[3]))
            os.environ.pop("ESCDELAY", None)
            os.execv(sys.executable, [sys.executable, "-c", PROGRAM])

    def type(self, text: str) -> None:
        """Sends that text as keys."""
        os.write(self._file, text.encode())

    def wait_for(self, text: str) -> None:
        """Reads until the program has said that."""
        while text not in self.seen:
            assert select.select([self._file], [], [], 20)[0], f"{text} never came: {self.seen[-300:]!r}"
            self.seen += os.read(self._file, 65536).decode(errors="replace")

    def close(self) -> int:
        """Waits for the program's end."""
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    opened.wait_for("<ready>")
    yield opened


def test_keys_arrive_and_leaving_needs_no_further_key(terminal: Terminal) -> None:
    assert "QuickDriver" in terminal.seen
    terminal.type("j")
    terminal.wait_for("<j>")
    terminal.type("\x1b[B")
    terminal.wait_for("<down>")
    terminal.type("\x1bx")
    terminal.wait_for("<alt+x>")
    terminal.type("\x1b")
    terminal.wait_for("<escape>")
    terminal.type("q")
    terminal.wait_for("left")
    assert terminal.close() == 0


def test_textual_chooses_where_the_environment_names_a_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    assert driver_class() is None


def test_textual_chooses_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert driver_class() is None
