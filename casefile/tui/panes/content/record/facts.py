"""The facts of a record: each one's claims grouped by what they say, with grade, speakers and independent origins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Final

from rich.cells import cell_len

from casefile.analysis.factsheets import CONTESTED, HELD, FactSheet, ValueGroup, contested_sign, fact_sheets
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import ARROW, counted, spoken_by
from casefile.analysis.values import NOT, claim_label
from casefile.model.dates import day_of, display_time
from casefile.model.records import Claim, Event, FuzzyDate, Quantity
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import BLANK, LABEL_CELLS, QUIET, heading, party_name
from casefile.tui.widgets.line import Line, Run, column, column_cells, cut_line, padded, width
from casefile.tui.widgets.wrapping import DocumentLine, Piece, break_text

_GRADE_CELLS: Final = 4
_WIDEST_LABEL: Final = 20
"""The most cells of the column of a fact's name; a longer name goes on below."""
_WIDEST_VALUE: Final = 26
"""A fact whose values are longer than this has each on a line of its own, the speakers below it."""

_STATUS_WORDS: Final = {
    "superseded": "superseded",
    "rejected": "rejected",
    "disputed": "disputed",
    "accepted": "accepted",
}


def fact_lines(reading: Reading, subject: str) -> list[DocumentLine]:
    """All facts of a record, contested ones first."""
    if not reading.case.indexed:
        return []
    labelled = [(sheet, _labels(sheet)) for sheet in fact_sheets(reading.case, subject)]
    words = (label for _, labels in labelled for label, _ in labels)
    cells = column_cells(words, LABEL_CELLS, _WIDEST_LABEL)
    lines = [line for sheet, labels in labelled for line in _sheet_lines(reading, sheet, labels, cells)]
    return (
        [
            BLANK,
            heading("Claims", "best grade first; each with its speakers, outward from the origin"),
            *lines,
        ]
        if lines
        else []
    )


def _labels(sheet: FactSheet) -> list[Run]:
    """What stands at the left of a fact, one below the other: its name, and of a contested one how far it is."""
    name = predicate(sheet.predicate).label
    room = _WIDEST_LABEL - 1
    labels = [(name[start:end], "label") for start, end in break_text(name, room, room)]
    if sheet.contested:
        labels.append((contested_sign(sheet.versions), "contested"))
        units = {group.value.unit for group in sheet.groups if isinstance(group.value, Quantity)}
        if sheet.spread and len(units) == 1:
            labels.append((sheet.spread, "contested"))
    return labels


def _sheet_lines(
    reading: Reading, sheet: FactSheet, found: Sequence[Run], label_cells: int
) -> list[DocumentLine]:
    """The values with their speakers, the labels at their left; the last ones side by side where they are more than the values."""
    values = [_value(reading, sheet, group) for group in sheet.groups]
    others = (own for group in sheet.groups for own in _own_values(reading, group))
    cells = max(cell_len(value) for value in (*values, *others))
    rows: list[DocumentLine] = []
    for group, value in zip(sheet.groups, values, strict=True):
        rows += _group_lines(reading, sheet, group, value, cells)
    labels: list[Line] = [(label,) for label in found]
    while len(labels) > len(rows) and width((*labels[-2], *labels[-1])) < label_cells - 1:
        labels[-2:] = [(*labels[-2], (" ", ""), *labels[-1])]
    return [_beside(label or (), row, label_cells) for label, row in zip_longest(labels, rows)]


def _beside(label: Line, row: DocumentLine | None, cells: int) -> DocumentLine:
    row, label = row or DocumentLine(), cut_line(label, cells - 1) if label else ()
    left = [Piece(text, style) for text, style in (*label, (" " * (cells - width(label)), ""))]
    return row._replace(pieces=(*left, *row.pieces), hang=cells + row.hang)


def _value(reading: Reading, sheet: FactSheet, group: ValueGroup) -> str:
    """What a group says; of a moment on the very day of the event, the time of day alone."""
    stance = NOT if group.denies else ""
    said, label = group.value, group.label.removeprefix(stance)
    if isinstance(said, FuzzyDate):
        event = reading.case.get(sheet.subject, Event)
        zone = said.timezone or reading.case.timezone
        day = day_of(said.edtf, zone, clock=reading.clock)
        if (
            event
            and event.when
            and day == day_of(event.when.edtf, event.when.timezone or zone, clock=reading.clock)
        ):
            label = display_time(said.edtf, zone, clock=reading.clock)
        else:
            label = reading.date(said)
    return " ".join((stance + label).split())


def _own_values(reading: Reading, group: ValueGroup) -> list[str]:
    """What each claim of a group says by itself, where that is not the same as the one before it says."""
    said = [claim_label(reading.case, claim) for claim in group.claims]
    return ["", *(own if own != before else "" for before, own in pairwise(said))]


def _group_lines(
    reading: Reading, sheet: FactSheet, group: ValueGroup, value: str, cells: int
) -> list[DocumentLine]:
    columns = cells <= _WIDEST_VALUE
    lines: list[DocumentLine] = []
    style = ("strong" if group is sheet.held else QUIET) if group.counts else "muted"
    own = _own_values(reading, group)
    for number, claim in enumerate(group.claims):
        grade = Piece(column(claim_grade(reading.case, claim), _GRADE_CELLS), "grade")
        said = value if number == 0 else own[number]
        tail = _group_tail(sheet, group) if number == 0 else ()
        who_said = Piece(speakers(reading, claim), "" if group.counts else "muted")
        note = Piece(standing(claim), "muted")
        hang = _GRADE_CELLS
        if columns:
            what = Piece(padded(said, cells + 2), style)
            who = who_said._replace(style=QUIET if group.counts else "muted", target=claim.id)
            lines.append(DocumentLine((grade, what, who, note), hang=hang + cells + 2, tail=tail))
        else:
            what = Piece(said, style, claim.id) if said else who_said._replace(style=QUIET, target=claim.id)
            lines.append(DocumentLine((grade, what), hang=hang, tail=tail))
            if said:
                lines.append(
                    DocumentLine(
                        (Piece(" " * _GRADE_CELLS), who_said._replace(style="muted"), note), hang=hang
                    )
                )
    return lines


def _group_tail(sheet: FactSheet, group: ValueGroup) -> tuple[Piece, ...]:
    pieces = []
    if len(group.claims) > 1 or len(group.origins) > 1:
        count = len(group.origins)
        pieces.append(Piece(counted(len(group.reports), count), "" if count > 1 else "muted"))
    if group.agrees:
        others = ", ".join(group.agrees) if len(group.agrees) < 3 else f"{len(group.agrees)} others"
        pieces.append(Piece(f"agrees with {others}", "muted"))
    if group is sheet.held and len(sheet.groups) > 1:
        pieces.append(Piece(f"{HELD} held", "good"))
    return tuple(part for piece in pieces for part in (Piece(" · ", "muted"), piece))[1:]


def speakers(reading: Reading, claim: Claim) -> str:
    """Who says it, outward from the origin, and when: `Mahdi Bakhshi ▸ IRNA, 6 Jan`; its id where that is not known."""
    arrow = ARROW if claim.attribution else ", "
    chain = arrow.join(party_name(reading, party) for party in spoken_by(reading.case, claim))
    said = reading.brief(claim.asserted)
    return ", ".join(part for part in (chain, said) if part) or claim.id


def standing(claim: Claim) -> str:
    """How speaker and analyst stand to a claim where it is not the usual way, in brackets."""
    words = [_STATUS_WORDS.get(claim.status, "")]
    if claim.stance in ("denies", "revises", "retracts", "repeats"):
        words.append(claim.stance)
    if claim.contradicts:
        words.append(f"{CONTESTED}{len(claim.contradicts)}")
    kept = [word for word in words if word]
    return f"  ({', '.join(kept)})" if kept else ""
