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
from typing import NamedTuple

import pyte
import pytest

from tests.tui.desk import harbour, write_case

_PATIENCE = 15.0
ENTER, ESCAPE, SAVE, ABANDON, F2 = "\r", "\x1b", "\x13", "\x07", "\x1bOQ"


class Terminal:
    """The browser in a pseudo-terminal, and what a person sees there."""

    def __init__(self, process: int, file: int) -> None:
        self._process, self._file = process, file
        self._screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self._screen)
        self.text = ""

    def type(self, keys: str) -> None:
        """Sends all these keys in one write."""
        os.write(self._file, keys.encode())

    @property
    def keys(self) -> str:
        """The last line: the keys that hold."""
        return self.text.rpartition("\n")[2]

    def shows(self, *words: str) -> bool:
        """Whether all the words stand on the screen."""
        return all(one in self.text for one in words)

    def wait_for(self, *words: str) -> None:
        """Reads until all the words stand on the screen."""
        self.until(lambda: self.shows(*words))

    def until(self, true: Callable[[], bool]) -> None:
        """Reads until that is so."""
        end = monotonic() + _PATIENCE
        while not true():
            assert monotonic() < end, f"it did not come about:\n{self.text}"
            if select.select([self._file], [], [], 0.05)[0]:
                try:
                    self._stream.feed(os.read(self._file, 65536))
                except OSError:
                    raise AssertionError(f"the browser has ended:\n{self.text}") from None
                self.text = self._shown()

    def _shown(self) -> str:
        rows = (self._screen.buffer[line] for line in range(self._screen.lines))
        return "\n".join(
            "".join(row[cell].data for cell in range(self._screen.columns)).rstrip() for row in rows
        )


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


class Opener(NamedTuple):
    """Keys that are sent in one write, the first of which open something; what stands on the screen then.

    ``back`` are the keys that lead back to where the next opener begins, each sent when the one before is seen.
    """

    keys: str
    words: tuple[str, ...]
    back: tuple[str, ...] = (ESCAPE,)


DROP_NOTE, DROP_FORM = (ABANDON, "d"), (ABANDON, ABANDON)

OPENERS: dict[str, dict[str, Opener]] = {
    "notes": {
        "note": Opener("nMy title\rand its text", ("New note about", "My title", "and its text"), DROP_NOTE),
        "headings": Opener("nMy title\r\x0fqAnd more", ("question", "And more"), DROP_NOTE),
        "preview and back": Opener("nMy title\rbegun\x14\x14 and ended", ("begun and ended",), DROP_NOTE),
        "left for another": Opener(
            "nMy title\x07dnAnother one", ("New note about", "Another one"), DROP_NOTE
        ),
        "of all of the case": Opener(
            "4aMy title\rand its text", ("New note", "My title", "and its text"), DROP_NOTE
        ),
        "edited": Opener("4eEnd of it", ("Note about", "End of it"), DROP_NOTE),
        "kept and another": Opener(
            f"nMy title{SAVE}nAnother one", ("New note about", "Another one"), DROP_NOTE
        ),
    },
    "forms": {
        "event": Opener(
            "aThe roof falls\t\t4 jan 2024",
            ("New event", "The roof falls", "4 jan 2024", "Thu 4 Jan 2024"),
            DROP_FORM,
        ),
        "actor": Opener("2aJane Roe", ("New actor", "Jane Roe"), DROP_FORM),
        "source": Opener("3asThe Herald", ("New source", "The Herald"), DROP_FORM),
        "record of any kind": Opener("AaJane Roe", ("New actor", "Jane Roe"), DROP_FORM),
        "event, edited": Opener("1e, they say", ("A day of mourning, they say",), DROP_FORM),
        "fields of a note": Opener("4i in the end", ("Keep the names apart in the end",), DROP_FORM),
        "claim": Opener("1cIt burned for days", ("New claim", "It burned for days"), DROP_FORM),
        "tags": Opener("#urgent", ("Tag", "urgent"), DROP_FORM),
        "tie": Opener("2rknows\tFire br", ("Relate actor", "knows", "Fire br"), DROP_FORM),
        "grade": Opener("3wDu", ("Undone",), ()),
    },
    "lines and lists": {
        "copy": Opener("yi", ("The id was",), ()),
        "find": Opener("/mourning", ("find", "mourning", "1 of 1")),
        "search": Opener("\x06strike", ("Search all cases", "strike")),
        "kept ones": Opener("xarrest\r" + F2 + "\\Srheld back\r", ("Kept searches and filters", "held back")),
        "filter": Opener("xarrest\r", ("kind: arrest", "only 1 of"), ("\\",)),
        "filter by a date": Opener("xuntil\r4 jan 2024\r", ("until 4 Jan 2024", "only 3 of"), ("\\",)),
        "palette": Opener("\x10Theme: nord", ("Palette", "Theme: nord")),
        "help": Opener("?template", ("Keys", "Put the headings of a template in")),
        "search, and go": Opener("\x06held kind:event case:harbour\r", ("╭─ 5 Two people are held",), ("1",)),
        "other case": Opener(
            "\x0fdockyard\rnMy title", ("Dockyard strike", "New note about", "My title"), DROP_NOTE
        ),
    },
    "views": {
        "claims, find": Opener("C/five", ("Claims", "five", "1 of 1"), (ESCAPE, ESCAPE)),
        "figures, choose": Opener("F ki", ("Figures", "ki", "killed"), (ESCAPE, ESCAPE)),
        "links, way": Opener("2Lpowner", ("Owner of the store", "way"), (ESCAPE, ESCAPE)),
        "actors of all cases": Opener("Xcdockyard", ("Dockyard",), (ESCAPE, ESCAPE)),
        "versions": Opener("Vu", ("Versions", "nothing of yours to undo")),
        "slider, date": Opener("Kd5 jan 2024", ("5 jan 2024", "Fri 5 Jan 2024"), (ESCAPE, ESCAPE)),
        "tour, left by a key that acts": Opener("\x1bORnMy title", ("New note about", "My title"), DROP_NOTE),
    },
}
"""What a key opens; those of one group are tried one after the other in one browser."""

LIBRARY = {
    "new case": Opener("nFlood at the dam", ("Flood at the dam",)),
    "filter": Opener("/dock", ("dock", "1 of 2")),
    "search": Opener("\x06mourning", ("Search all cases", "mourning")),
    "case": Opener(f"/harbour{ENTER}{ENTER}nMy title", ("New note about", "My title"), ()),
}
"""The same for the list of cases."""


def go_through(seen: Terminal, openers: dict[str, Opener], home: str) -> None:
    """Tries each opener from where the keys in the last line, which begin with ``home``, say that none is open."""
    for opener in openers.values():
        words = opener.words
        seen.until(lambda words=words: seen.keys.startswith(home) and not seen.shows(*words))  # type: ignore[misc]
        seen.type(opener.keys)
        seen.wait_for(*words)
        for key in opener.back:
            before = seen.text
            seen.type(key)
            seen.until(lambda before=before: seen.text != before)  # type: ignore[misc]


@pytest.mark.parametrize("group", OPENERS)
def test_keys_typed_with_an_opener_go_to_what_it_opens(folder: Path, group: str) -> None:
    with terminal(folder, "open", "harbour") as seen:
        seen.wait_for("Harbour fire", "Fire breaks out", "saved")
        go_through(seen, OPENERS[group], " n note")


def test_so_do_keys_typed_in_the_list_of_cases(folder: Path) -> None:
    with terminal(folder) as seen:
        seen.wait_for("Harbour fire", "Dockyard strike")
        go_through(seen, LIBRARY, " enter open")


def test_what_is_pasted_in_brackets_keeps_its_place_among_the_keys(folder: Path) -> None:
    with terminal(folder, "open", "harbour") as seen:
        seen.wait_for("Harbour fire", "Fire breaks out", "saved")
        seen.type(f"n\x1b[200~My pasted title\x1b[201~{ENTER}\x1b[200~its text\x1b[201~ goes on")
        seen.wait_for("New note about", "My pasted title", "its text goes on")


@pytest.mark.parametrize(
    ("keys", "words"),
    [("nMy title", ("New note about", "My title")), ("\x06mourning", ("Search all cases", "mourning"))],
)
def test_what_is_typed_before_anything_is_open_waits_for_it(
    folder: Path, keys: str, words: tuple[str, ...]
) -> None:
    with terminal(folder, "open", "harbour") as seen:
        seen.type(keys)
        seen.wait_for(*words)
