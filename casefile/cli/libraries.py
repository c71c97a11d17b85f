"""Opening the library that a command works on, and filling the default one at its first start."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from casefile import paths
from casefile.errors import NotFoundError

if TYPE_CHECKING:
    from casefile.config import Config
    from casefile.model.case import Case
    from casefile.store import Library, OpenCase


def configuration(actions: Collection[str] = ()) -> Config:
    """What the user chose; each thing wrong in it is a line on standard error. ``actions`` are those that exist."""
    from casefile import config
    from casefile.cli.output import say

    chosen = config.load(paths.configuration_file(), actions)
    for warning in chosen.warnings:
        say(warning)
    return chosen


def library_path(options: Namespace, chosen: Config | None = None) -> paths.LibraryPath:
    """The library's folder; the configuration is read only where nothing before it names one."""
    return paths.library_path(options.library, lambda: (chosen or configuration()).library)


def open_library(options: Namespace, chosen: Config | None = None) -> Library:
    """The library. The default one is made at the first start; one that was named has to be there."""
    from casefile.store import Library

    place = library_path(options, chosen)
    if place.is_default and not place.folder.exists():
        make_default(place.folder)
    if not place.folder.is_dir():
        what = "is not a folder" if place.folder.exists() else "does not exist"
        raise NotFoundError(f"{place.folder}: the library that {place.named_by} names {what}")
    asked = "it was opened read-only" if getattr(options, "read_only", False) else ""
    return Library(place.folder, author=chosen.author if chosen else "", read_only=asked)


def make_default(folder: Path) -> None:
    """Makes the default library with copies of the shipped cases, whole or not at all.

    It is filled under another name and then renamed, so that a start that is cut short leaves none, and of two
    first starts at once one wins.
    """
    import shutil
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    filling = Path(tempfile.mkdtemp(prefix=".casefile-first-start-", dir=folder.parent))
    try:
        shipped = paths.shipped_cases()
        for case in sorted(shipped.glob("*.json")) if shipped else ():
            _copy(case, filling / case.name)
        filling.rename(folder)
    except OSError:
        shutil.rmtree(filling, ignore_errors=True)
        if not folder.is_dir():
            raise


def _copy(source: Path, target: Path) -> None:
    import os

    with open(target, "xb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def opened(options: Namespace, chosen: Config | None = None) -> Iterator[OpenCase]:
    """The case that a command names, closed when the command is done."""
    library = open_library(options, chosen)
    case = find_case(library, options.case)
    try:
        yield case
    finally:
        case.close()


def find_case(library: Library, case_id: str) -> OpenCase:
    """The open case of that id; where there is none, the error names the nearest ones."""
    try:
        return library.open(case_id)
    except NotFoundError as error:
        known = [entry.id for entry in library.entries()]
        raise NotFoundError(f"{error}{near(case_id, known) or listed(known)}") from None


def require_record(case: Case, record_id: str) -> None:
    """Raises a `NotFoundError` that names the nearest records where there is none of that id."""
    if record_id in case:
        return
    from casefile.model.vocabulary import TABLES

    by_title = {case.title(known): known for table in TABLES for known in case.table(table)}
    ids = list(by_title.values())
    word = record_id.lower()
    found = near(word, ids) or near(word, [title.lower() for title in by_title])
    raise NotFoundError(f"{case.id}: there is no record '{record_id}'{found}")


def near(word: str, known: list[str]) -> str:
    """A question that names the nearest of some words; empty where none is near."""
    import difflib

    found = difflib.get_close_matches(word, known, 3, 0.6)
    found += [one for one in known if word and word in one and one not in found][: 3 - len(found)]
    return f"; did you mean {' or '.join(found)}?" if found else ""


def listed(known: list[str]) -> str:
    """A few words that say what there is."""
    if not known:
        return "; the library is empty"
    return f"; there are {', '.join(known[:5])}{' …' if len(known) > 5 else ''}"
