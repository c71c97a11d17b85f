"""Keys that arrive in one write, in a real terminal: each goes to what the one before it opened."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pyte
import pytest

from tests.tui.desk import harbour, write_case

_PATIENCE = 30.0
ENTER, SAVE, F2 = "\r", "\x13", "\x1bOQ"


class Terminal:
    """The browser in a pseudo-terminal, and what a person sees there."""

    def __init__(self, process: int, file: int) -> None:
        self._process, self._file = process, file
        self._screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self._screen)

    def type(self, keys: str) -> None:
        """Sends all these keys in one write."""
        os.write(self._file, keys.encode())

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *words: str) -> None:
        """Reads until all the words stand on the screen."""
        self.until(lambda: all(one in self.text for one in words))

    def until(self, true: Callable[[], bool]) -> None:
        """Reads until that is so."""
        end = monotonic() + _PATIENCE
        while not true():
            assert monotonic() < end, f"it did not come about:\n{self.text}"
            if select.select([self._file], [], [], 0.05)[0]:
                self._stream.feed(os.read(self._file, 65536))


@contextmanager
def terminal(folder: Path, *arguments: str) -> Iterator[Terminal]:
    process, file = pty.fork()
    if process == 0:
        command = [sys.executable, "-m", "casefile", "-L", str(folder), *arguments]
        os.execve(sys.executable, command, {**os.environ, "TERM": "xterm-256color"})
    try:
        fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        yield Terminal(process, file)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    dockyard = harbour()
    dockyard["case"][0]["title"] = "Dockyard strike"
    write_case(tmp_path / "cases", dockyard, "dockyard")
    return tmp_path / "cases"


OPENERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "note": ("nMy title\rand its text", ("New note about", "My title", "and its text")),
    "note, headings": ("nMy title\r\x0fqAnd more", ("question", "And more")),
    "note, preview and back": ("nMy title\rbegun\x14\x14 and ended", ("begun and ended",)),
    "note, left for another": ("nMy title\x07dnAnother one", ("New note about", "Another one")),
    "note, kept and another": (f"nMy title{SAVE}nAnother one", ("New note about", "Another one")),
    "note on all of the case": ("4aMy title\rand its text", ("New note", "My title", "and its text")),
    "note, edited": ("4eEnd of it", ("Note about", "End of it")),
    "event": (
        "aThe roof falls\t\t4 jan 2024",
        ("New event", "The roof falls", "4 jan 2024", "Thu 4 Jan 2024"),
    ),
    "actor": ("2aJane Roe", ("New actor", "Jane Roe")),
    "source": ("3asThe Herald", ("New source", "The Herald")),
    "record of any kind": ("AaJane Roe", ("New actor", "Jane Roe")),
    "event, edited": ("e, they say", ("A day of mourning, they say",)),
    "fields of a note": ("4i in the end", ("Keep the names apart in the end",)),
    "claim": ("cIt burned for days", ("New claim", "It burned for days")),
    "tags": ("#urgent", ("Tag", "urgent")),
    "tie": ("2rFire br", ("Fire breaks out",)),
    "grade": ("3wDu", ("Undone",)),
    "copy": ("yi", ("The id was",)),
    "find": ("/mourning", ("find", "mourning", "1 of 1")),
    "search": ("\x06mourning", ("Search all cases", "mourning")),
    "search, and go": ("\x06held kind:event case:harbour\r", ("╭─ 5 Two people are held",)),
    "kept ones": ("xarrest\r" + F2 + "\\Srheld back\r", ("Kept searches and filters", "held back")),
    "filter": ("xarrest\r", ("kind: arrest", "only 1 of")),
    "filter by a date": ("xuntil\r4 jan 2024\r", ("until 4 Jan 2024", "only 3 of")),
    "palette": ("\x10Theme: nord", ("Palette", "Theme: nord")),
    "help": ("?template", ("Keys", "Put the headings of a template in")),
    "other case": ("\x0fdockyard\rnMy title", ("Dockyard strike", "New note about", "My title")),
    "slider, date": ("Kd5 jan 2024", ("5 jan 2024", "Fri 5 Jan 2024")),
    "claims, find": ("C/five", ("Claims", "five", "1 of 1")),
    "figures, choose": ("F ki", ("Figures", "ki", "killed")),
    "links, way": ("2Lpowner", ("Owner of the store",)),
    "actors of all cases": ("Xcdockyard", ("Dockyard",)),
    "versions": ("Vu", ("Versions", "nothing of yours to undo")),
    "tour, left by a key that acts": ("\x1bORnMy title", ("New note about", "My title")),
}
"""For each thing that a key opens: the keys in one write, and what stands on the screen then."""


@pytest.mark.parametrize("opener", OPENERS)
def test_keys_typed_with_an_opener_go_to_what_it_opens(folder: Path, opener: str) -> None:
    keys, words = OPENERS[opener]
    with terminal(folder, "open", "harbour") as seen:
        seen.wait_for("Harbour fire", "Fire breaks out", "saved")
        seen.type(keys)
        seen.wait_for(*words)


LIBRARY: dict[str, tuple[str, tuple[str, ...]]] = {
    "new case": ("nFlood at the dam", ("Flood at the dam",)),
    "filter": ("/dock", ("dock", "1 of 2")),
    "case": (f"/harbour{ENTER}{ENTER}nMy title", ("New note about", "My title")),
    "search": ("\x06mourning", ("Search all cases", "mourning")),
}
"""The same for the list of cases."""


@pytest.mark.parametrize("opener", LIBRARY)
def test_so_do_keys_typed_in_the_list_of_cases(folder: Path, opener: str) -> None:
    keys, words = LIBRARY[opener]
    with terminal(folder) as seen:
        seen.wait_for("Harbour fire", "Dockyard strike")
        seen.type(keys)
        seen.wait_for(*words)


def test_what_is_pasted_in_brackets_keeps_its_place_among_the_keys(folder: Path) -> None:
    with terminal(folder, "open", "harbour") as seen:
        seen.wait_for("Harbour fire", "Fire breaks out", "saved")
        seen.type(f"n\x1b[200~My pasted title\x1b[201~{ENTER}\x1b[200~its text\x1b[201~ goes on")
        seen.wait_for("New note about", "My pasted title", "its text goes on")
