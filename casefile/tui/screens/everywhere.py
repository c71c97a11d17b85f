"""Every record of every case, for the search from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefile.errors import CasefileError
from casefile.tui.commands import ELSEWHERE
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.entries import record_entries
from casefile.tui.widgets.ranking import Entry

if TYPE_CHECKING:
    from casefile.store import Library


def all_entries(library: Library) -> list[Entry]:
    """The records of all cases that can be read; runs in a thread, as it reads all files."""
    found: list[Entry] = []
    for listed in library.entries():
        if listed.problem is not None:
            continue
        try:
            opened = library.open(listed.id)
        except CasefileError:
            continue
        try:
            for entry in record_entries(Reading(opened.case)):
                key = f"{ELSEWHERE}{listed.id}/{entry.key}"
                found.append(entry._replace(key=key, detail=f"{entry.detail} · {listed.title or listed.id}"))
        finally:
            opened.close()
    return found
