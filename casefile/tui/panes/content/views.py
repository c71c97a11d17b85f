"""The views of the four panes, and where the timeline begins."""

from __future__ import annotations

from casefile.model.dates import day_number, day_of
from casefile.tui.panes.content.actors import ActorsView
from casefile.tui.panes.content.notes import NotesView
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.sources import SourcesView
from casefile.tui.panes.content.timeline import TimelineView
from casefile.tui.panes.record_pane import View


def views_of(reading: Reading) -> dict[str, View]:
    """Each pane's view, by the pane's place."""
    return {
        "timeline": TimelineView(reading),
        "actors": ActorsView(reading),
        "sources": SourcesView(reading),
        "notes": NotesView(reading),
    }


def first_day(reading: Reading) -> int | None:
    """The day on which the case begins (days since 1 January 1970); None where it does not say."""
    when = reading.case.info.when
    found = day_of(when.edtf, when.timezone or reading.case.timezone) if when else None
    return day_number(*found) if found else None
