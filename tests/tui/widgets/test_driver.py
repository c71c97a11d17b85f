"""The driver in a real terminal: keys arrive, a lone escape is told, a paste is one, and leaving needs no further key."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

from casefile.tui.driver import driver_class
from casefile.tui.pasting import Typing

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
    def on_paste(self, event):
        self.say(f"pasted {len(event.text)} {event.text[:60].encode('unicode_escape').decode()}")
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

    def type(self, text: str | bytes) -> None:
        """Sends that text as keys, as fast as the program reads it."""
        rest = text.encode() if isinstance(text, str) else text
        while rest:
            select.select([], [self._file], [], 20)
            rest = rest[os.write(self._file, rest[:1024]) :]

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


HOSTILE = "Evil \x1b[31mred\a bell\r\nline\ttab \x1b[200~ \x1bOP \x1b[<0;5;5M \x1b"
"""What would be keys, if a key were looked for in it."""


def test_a_paste_is_one_whatever_stands_in_it(terminal: Terminal) -> None:
    terminal.type(f"\x1b[200~{HOSTILE}\x1b[201~j")
    terminal.wait_for("<j>")
    said = re.findall("<([^<>]*(?:<0;[^>]*)?)>", terminal.seen.partition("<ready>")[2])
    assert said == [f"pasted {len(HOSTILE)} {HOSTILE[:60].encode('unicode_escape').decode()}", "j"]
    terminal.type("q")
    terminal.wait_for("left")


def test_a_paste_whose_brackets_come_in_parts_is_one_too(terminal: Terminal) -> None:
    for part in ("\x1b", "[20", "0~some\x1b[2", "01", "~"):
        terminal.type(part)
    terminal.wait_for("<pasted 4 some>")
    terminal.type(b"\xff")
    terminal.type("q")
    terminal.wait_for("left")
    assert terminal.close() == 0


def test_megabytes_are_pasted_as_one(terminal: Terminal) -> None:
    text = "word \x1b[1m" * 400_000
    terminal.type(f"\x1b[200~{text}\x1b[201~q")
    terminal.wait_for(f"<pasted {len(text)} ")
    terminal.wait_for("left")


def test_a_paste_without_an_end_leaves_the_keyboard(terminal: Terminal) -> None:
    terminal.type("\x1b[200~half")
    terminal.wait_for("<pasted 4 half>")
    terminal.type("q")
    terminal.wait_for("left")


def typing_of(texts: Iterable[str]) -> list[str]:
    """What becomes of texts that come one after the other, and of silence after them."""
    typing = Typing(XTermParser(), escape_seconds=0.0)
    found: list[Message] = [one for text in texts for one in typing.feed(text)]
    typing._due = typing._due and 0.0
    found += [*typing.tick(), *typing.tick()]
    return [one.text if isinstance(one, Paste) else getattr(one, "key", "?") for one in found]


@given(st.lists(st.text(alphabet="\x1b[201~abO", max_size=12), max_size=4), st.data())
def test_a_paste_is_the_same_however_it_is_cut(pasted: list[str], data: st.DataObject) -> None:
    pasted = [text.replace("\x1b[201~", "") for text in pasted]
    sent = "x".join(f"\x1b[200~{text}\x1b[201~" for text in pasted)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=8)))
    parts = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    expected = [one for text in pasted for one in ("x", text)][1:]
    assert typing_of(parts) == expected


def test_textual_chooses_where_the_environment_names_a_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    assert driver_class() is None


def test_textual_chooses_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert driver_class() is None
