"""The program: `casefile`, or `python -m casefile`."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # that of `typing`, which takes a fifth of the time of `--version` to import
if TYPE_CHECKING:
    from typing import NoReturn


def main(argv: list[str] | None = None) -> int:
    """Runs one command line and returns its exit code; that of the process, which ends with it, unless one is given."""
    if argv is not None:
        return _run(argv)
    import gc

    gc.disable()  # a command ends before collecting would pay; the browser turns it on after its first frame
    _leave(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    """`--version` alone is answered before the parser is imported: scripts ask for it often."""
    if arguments == ["--version"]:
        from casefile import __version__

        print(f"casefile {__version__}")
        return 0
    try:
        from casefile.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130


def _leave(status: int) -> NoReturn:
    """Ends the process at once: what is saved is on disk, and taking an interpreter apart takes longer than most
    commands."""
    import os

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (
            OSError,
            ValueError,
            AttributeError,
        ):  # closed, or nobody listens: `run` has said what there is to say
            continue
    os._exit(status)


if __name__ == "__main__":
    main()
