"""`casefile list`: the cases of a library."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from casefile.cli.libraries import open_library
from casefile.cli.output import answer, note, write_table

if TYPE_CHECKING:
    from casefile.store import CaseEntry

_COUNTED = ("events", "actors", "sources", "claims", "notes")
_SPARE = ("sources", "actors", "claims", "place", "changed", "events", "notes", "status", "when")
"""Columns in the order in which a narrow terminal goes without them."""


def list_cases(options: Namespace) -> int:
    """The cases, damaged ones too.

    JSON: an array of `id`, `title`, `status`, `when` (a fuzzy date or null), `place`, `counts` (table to number),
    `modified`, `path`, `read_only` and `problem` (a sentence, or null).
    """
    library = open_library(options)
    entries = library.entries()
    return answer(
        [_json(entry) for entry in entries],
        options.json,
        lambda: _write(entries),
        f"{library.folder}: there are no cases; 'casefile new ID --title T' makes one",
    )


def _json(entry: CaseEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "status": entry.status,
        "when": entry.when,
        "place": entry.place,
        "counts": dict(entry.counts),
        "modified": entry.modified,
        "path": str(entry.path),
        "read_only": entry.read_only,
        "problem": entry.problem,
    }


def _write(entries: list[CaseEntry]) -> None:
    from casefile.cli.labels import json_date

    rows = [
        (
            entry.id,
            entry.title,
            json_date(entry.when),
            entry.place,
            "damaged" if entry.problem else entry.status,
            *(str(entry.counts.get(table, "")) for table in _COUNTED),
            entry.modified[:10],
        )
        for entry in entries
    ]
    write_table(
        rows,
        ("id", "title", "when", "place", "status", *_COUNTED, "changed"),
        flexible=1,
        spare=_SPARE,
    )
    for entry in entries:
        if entry.problem:
            note(f"{entry.path.name}: {entry.problem}")
