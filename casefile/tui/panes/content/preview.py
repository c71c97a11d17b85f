"""The preview of a case in the library: what it says, its figures, where its events lie thick, what is open."""

from __future__ import annotations

from typing import NamedTuple

from casefile.analysis.factsheets import Figure, headline_figures
from casefile.model.case import Case
from casefile.model.dates import display_short
from casefile.model.records import Note
from casefile.tui.panes.cases import Listed
from casefile.tui.panes.content.days import strip_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import BLANK, heading, labelled, text
from casefile.tui.widgets.strip_chart import Bucket
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_SIGN = "?"


class Preview(NamedTuple):
    """What only the opened case can say."""

    figures: tuple[Figure, ...]
    buckets: tuple[Bucket, ...]
    questions: tuple[str, ...]
    last_author: str
    last_change: str


def preview_of(case: Case) -> Preview:
    """Reads a case for its preview."""
    questions = [
        note.title or note.body
        for note in case.all(Note)
        if note.kind == "question" and note.status != "done"
    ]
    author, change = "", ""
    for records in case.tables.values():
        for record in list(records.values()):
            modified = record.get("modified")
            if isinstance(modified, str) and modified > change:
                written = record.get("author")
                author, change = written if isinstance(written, str) else "", modified
    return Preview(tuple(headline_figures(case)), strip_of(Reading(case)), tuple(questions), author, change)


def preview_lines(entry: Listed, preview: Preview | None) -> list[DocumentLine]:
    """What the list knows of a case, and what was read of it meanwhile."""
    if entry.problem is not None:
        lines = [text(entry.problem, "error"), BLANK]
        lines.append(
            text("The file stays as it is. enter offers an earlier copy, or what can be read of it.")
        )
        return [*lines, BLANK, labelled("file", Piece(str(entry.path), "code"))]
    lines = []
    if entry.read_only:
        lines += [text(f"Read-only: {entry.read_only}", "warning"), BLANK]
    if preview and preview.figures:
        figures: list[Piece] = []
        for figure in preview.figures:
            figures += [
                Piece("   ") if figures else Piece(""),
                Piece(f"{figure.label} ", "muted"),
                Piece(figure.spread, "strong"),
            ]
        lines += [DocumentLine(tuple(figures)), BLANK]
    if entry.summary:
        lines.append(text(entry.summary))
    if entry.bottom_line:
        lines += [BLANK, heading("Bottom line"), text(entry.bottom_line, "judgement")]
    if preview is None:
        return lines
    if preview.questions:
        lines += [BLANK, heading(f"Open questions {len(preview.questions)}")]
        lines += [
            DocumentLine((Piece(f"{_SIGN} ", "accent"), Piece(question)), hang=2)
            for question in preview.questions
        ]
    if preview.last_change:
        when = display_short(f"{preview.last_change[:16]}Z", "UTC")
        who = f" by {preview.last_author}" if preview.last_author else ""
        lines += [BLANK, text(f"last changed {when} UTC{who}", "muted")]
    return lines
