"""casefile on a pseudo-terminal: keys go in, what is painted is read, and both are timed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.bench_start import ENVIRONMENT

QUIET = 0.06
"""Seconds without output after which a key is taken as answered; they are not counted."""
PATIENCE = 2.0
"""Seconds for which the first output after a key is waited for; without any, nothing was painted for it."""
SETTLED = 2.0
"""Seconds without output after which a screen is taken as wholly there."""
LIMIT = 60.0
"""Seconds after which a program that does not come to rest is given up."""


_SEQUENCE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
"""What moves the cursor and sets colours; what else is painted is seen."""


class Answer(NamedTuple):
    """How long a key took: the seconds until the last byte that was painted, and those that the processor worked.

    ``seen`` are the processor's seconds until what was asked for was painted, with all that came before it.
    """

    seconds: float
    spent: float
    seen: float = 0.0


class Terminal:
    """A program on a pseudo-terminal of 120×40. All that it writes is read; a key is answered when it writes no more."""

    def __init__(self, home: Path, *command: str) -> None:
        (home / "state" / "casefile").mkdir(parents=True, exist_ok=True)
        (home / "state" / "casefile" / "browser.json").write_text('{"tour_seen": true}')
        folders = {
            f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")
        }
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            own = {**ENVIRONMENT, **folders, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvpe(command[0], command, own)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._seen = b""

    def press(self, keys: str, painting: str = "") -> Answer | None:
        """Presses a key; how long it took until the last byte of the answer, or none where nothing was painted.

        With ``painting`` that text has to be painted: what comes before it may still be for the key before.
        """
        self._seen = b""
        spent, start = self._spent(), time.perf_counter()
        os.write(self._terminal, keys.encode())
        first = start
        while first == start or painting not in _SEQUENCE.sub("", self._seen.decode(errors="replace")):
            if not select.select([self._terminal], [], [], PATIENCE)[0]:
                return None
            first = self._take()
        seen = self._spent() - spent
        last = self._read(first, QUIET)
        return Answer(last - start, self._spent() - spent, seen)

    @property
    def last(self) -> str:
        """The last that was painted, with its control sequences visible."""
        return repr(self._seen[-2000:].decode(errors="replace"))

    def go(self, keys: str) -> None:
        """Presses keys, divided by blanks, and waits after each until it is answered; a cursor may go on to blink."""
        for key in keys.split(" "):
            os.write(self._terminal, key.encode())
            self._read(time.perf_counter(), QUIET * 5)

    def wait_for(self, text: str) -> None:
        """Waits until a text was painted and nothing more comes."""
        limit = time.perf_counter() + LIMIT
        while time.perf_counter() < limit:
            self._read(time.perf_counter(), SETTLED)
            if text.encode() in self._seen:
                self._seen = b""
                return
        self.end()
        raise SystemExit(
            f"'{text}' was never painted; the last was:\n{self._seen[-2000:].decode(errors='replace')}"
        )

    def _read(self, last: float, quiet: float) -> float:
        limit = last + LIMIT
        while select.select([self._terminal], [], [], quiet)[0]:
            last = self._take()
            if last > limit:
                raise SystemExit("what was opened never comes to rest")
        return last

    def _take(self) -> float:
        """Reads some of what was painted; the moment after it."""
        try:
            self._seen = self._seen[-100_000:] + os.read(self._terminal, 65536)
        except OSError:  # the program has ended
            raise SystemExit(f"casefile ended: {self._seen[-2000:].decode(errors='replace')}") from None
        return time.perf_counter()

    def _spent(self) -> float:
        """The processor's seconds that all threads of the program have had (`/proc`; elsewhere than on Linux none)."""
        counts = Path(f"/proc/{self._process}/task").glob("*/schedstat")
        return sum(int(count.read_text().split()[0]) for count in counts) / 1e9

    def end(self) -> None:
        """Ends the program at once."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)
