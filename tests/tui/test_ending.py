"""Ends that nobody asked for, in a real terminal: faults, signals, a terminal that is gone; and the start after them."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefile.habits import FILE, HabitFile, Habits
from casefile.paths import state_folder
from tests.tui.desk import harbour, write_case
from tests.tui.terminal import ENTER_SCREEN, SHOW_CURSOR, Terminal

PROGRAM = """
import asyncio, os, sys
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.note import NoteScreen
SECRET = "the name of the informant"

def fault(self):
    informant = SECRET
    raise RuntimeError("it broke")

async def later(self):
    informant = SECRET
    await asyncio.sleep(0)
    raise RuntimeError("it broke")

def in_worker(self):
    self.run_worker(later(self))

def while_drawing(self):
    self.timeline.render_line = lambda y: fault(self)
    self.timeline.refresh()

def in_reader(self):
    self.app._driver.process_message = lambda event: fault(self)
    self.notify("now it comes")

how = {"fault": fault, "worker": in_worker, "drawing": while_drawing, "reader": in_reader}
if os.environ.get("BREAK") in how:
    CaseScreen.action_clock = how[os.environ["BREAK"]]
    NoteScreen.action_kind_note = how[os.environ["BREAK"]]
from casefile.__main__ import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


Open = Callable[..., Terminal]


@pytest.fixture
def opened(folder: Path) -> Iterator[Open]:
    terminals: list[Terminal] = []
    HabitFile(state_folder() / FILE).change(Habits.with_tour)

    def start(*arguments: str, wait: str = "Fire breaks out", **environment: str) -> Terminal:
        terminal = Terminal(PROGRAM, "-L", str(folder), *arguments, **environment)
        terminals.append(terminal)
        terminal.wait_for(wait)
        return terminal

    yield start
    for terminal in terminals:
        try:
            os.kill(terminal.process, signal.SIGKILL)
            os.waitpid(terminal.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def open_case(opened: Open, **environment: str) -> Terminal:
    """The browser on the case."""
    return opened("open", "harbour", **environment)


@pytest.mark.parametrize("how", ["fault", "worker", "drawing", "reader"])
def test_a_fault_is_one_line_and_the_terminal_is_restored(opened: Open, how: str) -> None:
    terminal = open_case(opened, BREAK=how)
    terminal.type("t")
    if how == "reader":
        terminal.wait_for("now it comes")
        terminal.type("j")
    assert terminal.end() == 70
    assert ENTER_SCREEN in terminal.seen and SHOW_CURSOR in terminal.after
    words = re.sub(r"\x1b\[[0-9;?<>]*[a-zA-Z]", "", terminal.after).split("\r\n")
    assert " ".join("".join(words).split()) == (
        "casefile: a fault in casefile itself: RuntimeError: it broke (CASEFILE_DEBUG=1 shows where)"
    )
    assert "informant" not in terminal.seen


def test_with_debug_a_fault_says_where_but_no_values(opened: Open) -> None:
    terminal = open_case(opened, BREAK="worker", CASEFILE_DEBUG="1")
    terminal.type("t")
    assert terminal.end() == 70
    assert "Traceback (most recent call last)" in terminal.after and "in later" in terminal.after
    assert "the name of the informant" not in terminal.seen


def drafts(folder: Path) -> list[str]:
    """The texts of the drafts on the disk."""
    files = (folder / ".casefile" / "harbour" / "drafts").glob("*.json")
    return [json.loads(path.read_text("utf-8"))["draft"]["title"] for path in files]


def write_note(terminal: Terminal) -> None:
    """Types a note; its last word is not on the disk yet when this returns."""
    terminal.type("n")
    terminal.wait_for("New note about")
    terminal.type("The title, last")
    terminal.wait_for("draft saved")
    terminal.type(" word")


def test_a_fault_keeps_what_was_typed(opened: Open, folder: Path) -> None:
    terminal = open_case(opened, BREAK="fault")
    write_note(terminal)
    terminal.type("\x0e")
    assert terminal.end() == 70
    assert drafts(folder) == ["The title, last word"]
    again = open_case(opened)
    again.wait_for("A note was not finished")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_was_typed_and_ends(opened: Open, folder: Path, number: signal.Signals) -> None:
    terminal = open_case(opened)
    terminal.type("2")
    write_note(terminal)
    terminal.wait_for("word")
    os.kill(terminal.process, number)
    assert terminal.end() == 128 + number
    assert drafts(folder) == ["The title, last word"]
    assert json.loads((folder / ".casefile/harbour/session.json").read_text("utf-8"))["pane"] == "actors"
    if number == signal.SIGTERM:
        assert SHOW_CURSOR in terminal.after and "Traceback" not in terminal.seen


def test_a_terminal_that_is_gone_ends_it(opened: Open, folder: Path) -> None:
    terminal = open_case(opened)
    write_note(terminal)
    terminal.wait_for("word")
    assert terminal.close() == 128 + signal.SIGHUP
    assert drafts(folder) == ["The title, last word"]


def test_the_next_start_goes_on_where_one_was(opened: Open) -> None:
    terminal = open_case(opened)
    terminal.type("3q")
    assert terminal.end() == 0
    again = opened(wait="The Gazette")
    again.type("q")
    assert again.end() == 0
    again = opened(wait="The Gazette")
    again.type("\x1b")
    again.wait_for("new case")
    again.type("q")
    assert again.end() == 0
    listed = opened(wait="new case")
    listed.type("q")
    assert listed.end() == 0
