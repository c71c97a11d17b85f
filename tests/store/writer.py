"""A process that adds and edits notes and says what was acknowledged, until it is done or killed.

python writer.py FOLDER PREFIX COUNT SETTLE_EVERY, in the project's folder
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from casefile.store import Library
from tests.store.cases import add, change, note


def write(folder: Path, prefix: str, count: int, settle_every: int, output: TextIO) -> None:
    """Commits ``count`` notes, each then changed once; every so often the file follows."""
    opened = Library(folder, author=prefix).open("harbour")
    print("ready", file=output, flush=True)
    for number in range(count):
        first = note(f"{prefix}-{number}", "first")
        opened.commit(add(first))
        print(f"+{first['id']}", file=output, flush=True)
        opened.commit(change(first, body="second"))
        print(f"*{first['id']}", file=output, flush=True)
        if number % settle_every == settle_every - 1:
            opened.settle()
    opened.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.stdout)
