"""Opens the browser: the one command that imports the interface."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from casefile.errors import UsageError

if TYPE_CHECKING:
    from casefile.config import Config


def browse(options: Namespace) -> int:
    """Opens the browser on the library, or on the case that was named.

    What is missing is said before anything is drawn; what is there is opened after the first paint.
    """
    require_terminal()
    from functools import partial

    from casefile.cli.libraries import find_case, library_path, open_library
    from casefile.habits import FILE, HabitFile
    from casefile.paths import state_folder

    chosen = _configuration()
    folder, case_id = library_path(options, chosen).folder, options.case
    if not folder.is_dir() or not (case_id is None or (folder / f"{case_id}.json").is_file()):
        library = open_library(options, chosen)
        if case_id is not None:
            find_case(library, case_id).close()
    habits = None if getattr(options, "read_only", False) else HabitFile(state_folder() / FILE)
    if case_id is None and habits is not None:
        case_id = habits.read().shelf(folder).open or None
        if case_id is not None and not (folder / f"{case_id}.json").is_file():
            case_id = None
    from casefile.tui.app import run

    return run(partial(open_library, options, chosen), case_id, chosen, habits)


def require_terminal() -> None:
    """Raises a `UsageError` where there is no terminal to draw on.

    A web server that drives the browser through pipes names its own driver in `$TEXTUAL_DRIVER`.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    streams = (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr))
    for name, stream in streams:
        if stream is None or not stream.isatty():
            raise UsageError(
                f"the browser needs a terminal, and standard {name} is none; "
                "'casefile list' and 'casefile show CASE' work without one"
            )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("the browser needs a terminal that can move its cursor, and $TERM is 'dumb'")


def _configuration() -> Config:
    """The configuration, its keys checked: two actions on one key are a `UsageError` that names both."""
    from casefile.cli.libraries import configuration
    from casefile.tui.actions import ACTIONS, keys_from

    chosen = configuration({action.id for action in ACTIONS})
    try:
        if chosen.keymap:
            from casefile.tui.key_names import arriving

            keys_from(arriving(chosen.keymap))
    except UsageError as error:
        raise UsageError(f"{_place_of(str(error), chosen)}: {error}") from None
    return chosen


def _place_of(clash: str, chosen: Config) -> str:
    """The configuration's file, and the line of the first of its keys that a clash names."""
    from casefile.config import line_of
    from casefile.paths import configuration_file

    file = configuration_file()
    named = next((action for action in chosen.keymap if f"'{action}'" in clash), "")
    try:
        line = line_of(file.read_text("utf-8"), ("keymap", named))
    except (OSError, UnicodeDecodeError):
        line = 0
    return f"{file} line {line}" if line else str(file)
