"""The browser as a process of its own in a pseudo-terminal, for what no test inside the process can see."""

from __future__ import annotations

import os
import re
import select
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

ENTER_SCREEN, LEAVE_SCREEN, SHOW_CURSOR = "\x1b[?1049h", "\x1b[?1049l", "\x1b[?25h"


class Terminal:
    """A program in Python in a pseudo-terminal of 80 by 24, with the arguments and the environment given."""

    def __init__(self, program: str, *arguments: str, **environment: str) -> None:
        self.seen = ""
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(Path(__file__).parents[2]), **environment)
            os.execv(sys.executable, [sys.executable, "-c", program, *arguments])

    def type(self, text: str) -> None:
        """Sends that text as keys."""
        os.write(self.file, text.encode())

    def wait_for(self, text: str) -> None:
        """Reads until that was drawn."""
        while text not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.seen):
            assert select.select([self.file], [], [], 30)[0], f"{text} never came: {self.seen[-300:]!r}"
            self.seen += os.read(self.file, 65536).decode(errors="replace")

    def end(self) -> int:
        """Reads what is still said and waits for the program's end; its exit code."""
        while True:
            assert select.select([self.file], [], [], 30)[0], f"it goes on: {self.seen[-300:]!r}"
            try:
                said = os.read(self.file, 65536)
            except OSError:
                break
            if not said:
                break
            self.seen += said.decode(errors="replace")
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def close(self) -> int:
        """The terminal is gone; the program's exit code."""
        os.close(self.file)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    @property
    def after(self) -> str:
        """What was said after the screen was left."""
        return self.seen.rpartition(LEAVE_SCREEN)[2]
