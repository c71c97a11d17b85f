"""The program: `casefile`, or `python -m casefile`."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Runs one command line, that of the process unless given, and returns its exit code.

    `--version` alone is answered here, before the command line's parser is imported: scripts ask for it often.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from casefile import __version__

        print(f"casefile {__version__}")
        return 0
    try:
        from casefile.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
