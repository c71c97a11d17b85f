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
    """Opens the browser on the library, or on the case that was named."""
    import gc

    require_terminal()
    gc.disable()  # collecting costs a tenth of the start; the browser turns it on again after its first frame
    from casefile.cli.libraries import find_case, open_library

    chosen = _configuration()
    library = open_library(options, chosen)
    if options.case is not None and all(entry.id != options.case for entry in library.entries()):
        find_case(library, options.case).close()
    from casefile.tui.app import run

    run(library, options.case, chosen)
    return 0


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
    from casefile.paths import configuration_file
    from casefile.tui.actions import ACTIONS, keys_from

    chosen = configuration({action.id for action in ACTIONS})
    try:
        keys_from(chosen.keymap)
    except UsageError as error:
        raise UsageError(f"{configuration_file()}: {error}") from None
    return chosen
