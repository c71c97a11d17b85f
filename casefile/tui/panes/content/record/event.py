"""An event in full."""

from __future__ import annotations

from typing import Final

from casefile.analysis.factsheets import fact_sheets
from casefile.analysis.origins import counted, origins
from casefile.analysis.timing import gap_words
from casefile.model.records import Event
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import fact_lines
from casefile.tui.panes.content.record.parts import (
    BLANK,
    Made,
    backlink_sections,
    dotted,
    heading,
    joined,
    labelled,
    listing,
    reference,
    references,
    relay_words,
    text,
)
from casefile.tui.widgets.line import column_cells, width
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_MOST_NAME: Final = 34
"""The most cells of the column of those who took part; a longer name moves its own role alone."""


def event_document(reading: Reading, event: Event) -> Made:
    """When and where, what is claimed of it, who took part, who reported it."""
    first: list[Piece] = []
    if event.when is not None:
        first = dotted(first, Piece(reading.sentence(event.when), "date"))
    else:
        first = dotted(first, Piece("undated", "date"))
    if event.place:
        first = dotted(first, reference(reading, event.place))
    lines = [DocumentLine(tuple(first))]
    if event.when is not None and event.when.text:
        lines.append(text(f"“{event.when.text}”", "quote"))
    if event.description:
        lines.append(text(event.description))
    lines += fact_lines(reading, event.id)
    lines += _participants(reading, event)
    found = origins(reading.case, event.id)
    lines += listing(reading, "Reports", event.reports, relay_words(reading, found))
    if event.part_of or event.follows:
        lines.append(BLANK)
        lines += references("part of", reading, [event.part_of] if event.part_of else [])
    if event.follows:
        gap = gap_words(event.follows.minimum, event.follows.maximum)
        words = f"{gap} " if gap != "after" else ""
        lines.append(labelled("follows", Piece(words, "muted"), reference(reading, event.follows.event)))
    lines += backlink_sections(reading, event.id, without=("claims.subject",))
    sheets = fact_sheets(reading.case, event.id) if reading.case.indexed else []
    contested = "contested" if any(sheet.contested for sheet in sheets) else ""
    count = counted(len(event.reports), len(found.roots)) if event.reports else "no report"
    grade = f"credibility {event.credibility}" if event.credibility else ""
    return joined(contested, event.kind.replace("-", " "), count, grade), lines


def _participants(reading: Reading, event: Event) -> list[DocumentLine]:
    if not event.participants:
        return []
    lines = [BLANK, heading(f"Actors {len(event.participants)}")]
    named = [(reference(reading, one.actor), one.role) for one in event.participants]
    cells = column_cells((name.text for name, _ in named), 0, _MOST_NAME)
    for name, role in named:
        gap = Piece(" " * max(2, cells - width(((name.text, ""),))) if role else "")
        lines.append(DocumentLine((Piece("  "), name, gap, Piece(role, "muted")), hang=2 + cells))
    return lines
