"""A note in the analyst's own editor, in a real terminal: it is handed over whole, and taken back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyte

from casefile.habits import FILE, HabitFile, Habits
from casefile.paths import state_folder
from tests.tui.desk import SMALL, harbour, write_case
from tests.tui.terminal import ENTER_SCREEN, LEAVE_SCREEN, Terminal

EDITOR = """
import sys, termios
local = termios.tcgetattr(0)[3]
assert local & termios.ICANON and local & termios.ECHO, "the terminal is not as it was"
with open(sys.argv[1]) as file:
    print("EDITING", file.readline().strip(), flush=True)
title = input()
with open(sys.argv[1], "w") as file:
    file.write(f"# {title}\\n\\nA new text\\n")
"""
"""An editor that asks for a title on a line of its own."""

BROWSER = "from casefile.__main__ import main; main()"


def test_the_browser_comes_back_to_the_same_place_with_the_note_changed(tmp_path: Path) -> None:
    path = write_case(tmp_path / "cases", harbour())
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR)
    HabitFile(state_folder() / FILE).change(Habits.with_tour)
    terminal = Terminal(
        BROWSER, "-L", str(path.parent), "open", "harbour", VISUAL=f"{sys.executable} {editor}"
    )
    terminal.wait_for("Fire breaks out")
    terminal.type("4")
    terminal.wait_for("Two owners.")
    terminal.type("j")
    terminal.wait_for("See Fire breaks out and")
    terminal.type("E")
    terminal.wait_for("EDITING # Why did it burn?")
    assert terminal.after.strip().endswith("EDITING # Why did it burn?"), "the editor has the terminal alone"
    terminal.type("Who gained by it?\n")
    terminal.wait_for("Note changed.")
    assert terminal.seen.rindex(ENTER_SCREEN) > terminal.seen.rindex(LEAVE_SCREEN)
    row = next(line for line in drawn(terminal) if "Who gained by it?" in line)
    assert row.startswith("│▌"), "the cursor is on the note"
    terminal.type("x")
    terminal.wait_for("Note done.")
    terminal.type("q")
    assert terminal.end() == 0
    notes = json.loads(path.read_text("utf-8"))["notes"].values()
    note = next(one for one in notes if one["id"] == "n-why")
    assert (note["title"], note["body"], note["status"]) == ("Who gained by it?", "A new text", "done")


def drawn(terminal: Terminal) -> list[str]:
    """What stands in the terminal, line by line."""
    screen = pyte.Screen(*SMALL)
    pyte.Stream(screen).feed(terminal.seen)
    return list(screen.display)
