"""The document of any record: its title, what the frame says of it, and its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from casefile.analysis.confirmation import is_unconfirmed
from casefile.analysis.factsheets import headline_figures
from casefile.model.records import (
    Actor,
    CaseRecord,
    Claim,
    Event,
    Note,
    Place,
    Record,
    Relation,
    Report,
    Source,
)
from casefile.model.text import cut
from casefile.model.vocabulary import TABLES, predicate
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.event import event_document
from casefile.tui.panes.content.record.parties import (
    actor_document,
    place_document,
    relation_document,
    source_document,
)
from casefile.tui.panes.content.record.parts import (
    BLANK,
    Made,
    backlink_sections,
    footer,
    heading,
    joined,
    labelled,
    references,
    text,
)
from casefile.tui.panes.content.record.report import claim_document, report_document
from casefile.tui.widgets.wrapping import DocumentLine, Piece


class RecordDocument(NamedTuple):
    """A record in full. ``aside`` is what the frame says of it: `event · 9 reports · 3 origins · contested`."""

    title: str
    aside: str
    lines: list[DocumentLine]


def record_document(reading: Reading, record_id: str) -> RecordDocument:
    """The document of a record; of one that is not there, that it is missing."""
    case = reading.case
    table = case.table_of(record_id)
    if table is None:
        return RecordDocument(record_id, "missing", [text("There is no such record in this case.", "muted")])
    singular = TABLES[table].singular
    if reading.is_hidden(record_id):
        lines = [text("This record is marked as sensitive. v shows such records.", "warning"), BLANK]
        return RecordDocument(reading.title(record_id), singular, lines)
    record = case.record(record_id)
    make = _MAKERS.get(type(record), _other)
    aside, lines = make(reading, record)
    while lines and not lines[0].pieces:
        lines = lines[1:]
    lines = [
        *_todays(reading, record),
        *_questioned(reading, record),
        *(text(f"{signs.IMPOSSIBLE} {reason}", "error") for reason in reading.impossible(record_id)),
        *lines,
    ]
    return RecordDocument(_title(reading, record), aside, [*lines, *footer(reading, record)])


def _title(reading: Reading, record: Record) -> str:
    """What the frame calls a record: a claim by its fact, for its words begin the text."""
    if not isinstance(record, Claim) or not record.statement:
        return reading.case.title(record.id)
    return joined(reading.title(record.subject) if record.subject else "", predicate(record.predicate).label)


_TODAYS: Final[dict[type[Record], tuple[tuple[str, str], ...]]] = {
    Event: (("title", "title"), ("description", "description"), ("credibility", "grade")),
    Actor: (("description", "description"),),
    Source: (("description", "description"), ("reliability", "grade")),
    Report: (("description", "description"), ("reliability", "grade")),
    Claim: (("statement", "wording"), ("credibility", "grade"), ("reason", "decision")),
    Relation: (("role", "role"), ("description", "description"), ("credibility", "grade")),
    Place: (("description", "description"),),
    Note: (("id", "the whole note"),),
    CaseRecord: (("title", "title"),),
}
"""What of a record nothing in the case dates, by its field."""


def _todays(reading: Reading, record: Record) -> list[DocumentLine]:
    """Where the past is shown, what is said in today's words all the same."""
    if not reading.then:
        return []
    dated = {"reliability"} if getattr(record, "reliability_history", ()) else set()
    words = [
        words
        for field, words in _TODAYS.get(type(record), ())
        if getattr(record, field, None) and field not in dated
    ]
    if isinstance(record, Claim) and record.status != "unreviewed" and "decision" not in words:
        words.append("decision")
    lines = [text(f"{signs.PAST} today's words: {', '.join(words)}", "muted")] if words else []
    if isinstance(record, Actor | Event) and not record.description:
        now = reading.whole.record(record.id)
        if getattr(now, "description", ""):
            lines.append(text(f"{signs.PAST} its description was written later", "muted"))
    return lines


def _questioned(reading: Reading, record: Record) -> list[DocumentLine]:
    """Where a record is graded as confirmed and too few origins stand behind it, that they do."""
    if not isinstance(record, Claim | Event) or not is_unconfirmed(reading.case, record):
        return []
    return [text("credibility 1? fewer than two independent origins stand behind it", "warning")]


def _note(reading: Reading, note: Note) -> Made:
    from casefile.tui.widgets.markdown_view import markdown_lines

    lines = references("about", reading, note.about)
    body = [_named(reading, line) for line in markdown_lines(note.body)]
    if body:
        lines += [*((BLANK,) if lines else ()), *body]
    lines += backlink_sections(reading, note.id)
    state = "done" if note.status == "done" else "open" * (note.kind in ("question", "lead", "to-do"))
    return joined(note.kind, state, "pinned" * note.pinned, "your own words"), lines


_NAME_CELLS = 48
"""How much of a record's title stands for a link that was written without words of its own."""


def _named(reading: Reading, line: DocumentLine) -> DocumentLine:
    """The line with the titles of records in place of bare ids: `[[first-blast]]` reads "First blast"."""
    return line._replace(
        pieces=tuple(
            piece._replace(text=cut(reading.title(piece.target), _NAME_CELLS))
            if piece.target and piece.text == piece.target and piece.target in reading.case
            else piece
            for piece in line.pieces
        )
    )


def _case(reading: Reading, info: CaseRecord) -> Made:
    lines = case_summary(reading, info)
    lines += backlink_sections(reading, info.id)
    return joined("case", info.status), lines


def case_summary(reading: Reading, info: CaseRecord) -> list[DocumentLine]:
    """What a case says of itself: summary, bottom line, figures."""
    lines = [text(info.summary)] if info.summary else []
    if info.bottom_line:
        lines += [BLANK, heading("Bottom line"), text(info.bottom_line, "judgement")]
    figures = headline_figures(reading.case)
    if figures:
        lines.append(BLANK)
        lines += [labelled(figure.label, Piece(figure.spread, "strong")) for figure in figures]
    return lines


def _other(reading: Reading, record: Record) -> Made:
    table = reading.case.table_of(record.id)
    return TABLES[table].singular if table else "record", backlink_sections(reading, record.id)


_MAKERS: Final[dict[type[Record], Callable[[Reading, Any], Made]]] = {
    Event: event_document,
    Actor: actor_document,
    Source: source_document,
    Report: report_document,
    Claim: claim_document,
    Place: place_document,
    Relation: relation_document,
    Note: _note,
    CaseRecord: _case,
}
