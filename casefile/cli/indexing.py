"""Brings the search index of a library up to date, in a process of its own: `python -m casefile.cli.indexing`.

The browser starts it, so that no key ever waits for it. Arguments: the library, and the folder for the indexes of
libraries that cannot be written; `elsewhere` as a third keeps the index out of one that can. On standard output each step is a line of JSON with `done`, `of` and `records`;
the last line has `cases`, `records` and `problems`. It ends when nobody listens any more.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefile.store.search.refresh import Maker, Progress


ELSEWHERE = "elsewhere"


def maker_of(library: Path, *, beside: bool = True) -> Maker:
    """What makes the index of a library; ``beside`` says whether it may lie in it."""
    from casefile.analysis.searching import describe, spelling
    from casefile.store.search.refresh import Maker

    return Maker(library, describe, spelling, beside)


def main(arguments: list[str]) -> int:
    """Refreshes; 0 where the index is up to date, 1 where there is nowhere to keep one."""
    import os
    import sqlite3

    from casefile.store.search.database import index_folder
    from casefile.store.search.refresh import refresh

    library, spare = Path(arguments[0]), Path(arguments[1])
    maker = maker_of(library, beside=ELSEWHERE not in arguments)
    folder = index_folder(library, spare, beside=maker.beside)
    if folder is None:
        return 1
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        report = refresh(maker, folder, tell=_tell)
    except BrokenPipeError:
        os._exit(0)  # nobody listens: what was written so far stays, and the next time goes on from there
    except (sqlite3.Error, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    _say(report._asdict())
    return 0


def _tell(progress: Progress) -> None:
    _say(progress._asdict())


def _say(value: dict[str, object]) -> None:
    import json

    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
