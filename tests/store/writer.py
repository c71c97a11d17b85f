"""A process that adds and edits notes and says on its standard output what was acknowledged, until it is killed.

python writer.py FOLDER PREFIX COUNT SETTLE_EVERY
"""

from __future__ import annotations

import sys
from pathlib import Path

from casefile.errors import CasefileError
from casefile.model.case import Change, Edit
from casefile.store import Library


def main(folder: str, prefix: str, count: str, settle_every: str) -> None:
    """Commits ``count`` notes, each then changed once; every so often the file follows."""
    opened = Library(Path(folder), author=prefix).open("harbour")
    print("ready", flush=True)
    for number in range(int(count)):
        note_id = f"{prefix}-{number}"
        first = {"id": note_id, "body": "first"}
        opened.commit(Edit("note added", (Change("notes", note_id, None, first),)))
        print(f"+{note_id}", flush=True)
        second = {**first, "body": "second"}
        opened.commit(Edit("note changed", (Change("notes", note_id, first, second),)))
        print(f"*{note_id}", flush=True)
        if number % int(settle_every) == int(settle_every) - 1:
            opened.settle()
    opened.close()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CasefileError as error:
        sys.exit(f"{type(error).__name__}: {error}")
