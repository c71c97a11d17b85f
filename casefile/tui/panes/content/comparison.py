"""What changed between two moments of a case, as a text: figures before and after, then what came, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from casefile.analysis.comparing import NOTHING, Comparison, Turned
from casefile.model.case import Case
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content.past import Past
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import BLANK, QUIET, heading, listing, text
from casefile.tui.widgets.line import fit
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_ARROW: Final = " → "
_MOST_LABEL: Final = 24
"""The most cells of a fact's name."""


def comparison_title(past: Past, found: Comparison) -> str:
    """`What became known: 4 Jan 2024 → 6 Jan 2024`, each of them at its end."""
    what = "What was recorded" if past.mine else "What became known"
    return f"{what}: {past.short(found.before)}{_ARROW}{past.short(found.after)}"


def comparison_lines(reading: Reading, later: Case, found: Comparison) -> list[DocumentLine]:
    """The text; records are listed as they were at the later moment, and the reading is left at that."""
    reading.case = later
    if found.is_empty:
        return [text("Nothing changed between the two.", "muted")]
    lines = _section(reading, "Figures", found.figures)
    lines += _section(reading, "Facts that changed", [one for one in found.facts if one.before != NOTHING])
    for words, tables in (("New", found.came), ("Changed", found.changed)):
        for table, record_ids in tables.items():
            lines += listing(reading, f"{words} {TABLES[table].plural}", record_ids)
            if words == "New" and table == "events":
                told = [one for one in found.facts if one.before == NOTHING]
                lines += _section(reading, "Facts first told", told)
    if "events" not in found.came:
        lines += _section(reading, "Facts first told", [one for one in found.facts if one.before == NOTHING])
    if found.gone:
        lines += [BLANK, heading(f"Deleted {len(found.gone)}")]
        lines += [text(f"  {title}  ({TABLES[table].singular})", "muted") for table, title in found.gone]
    return lines[1:]


def _section(reading: Reading, title: str, turned: Sequence[Turned]) -> list[DocumentLine]:
    if not turned:
        return []
    cells = min(_MOST_LABEL, max(cell_len(one.label) for one in turned)) + 2
    aside = "" if title == "Figures" else f" {len(turned)}"
    return [BLANK, heading(f"{title}{aside}"), *(_line(reading, one, cells) for one in turned)]


def _line(reading: Reading, turned: Turned, cells: int) -> DocumentLine:
    """`  killed   20–95 → 84–89   Kerman bombings`; without the arrow where there was nothing before."""
    pieces = [Piece(f"  {fit(turned.label, cells)}", "label")]
    if turned.before != NOTHING:
        pieces += [Piece(turned.before, "muted"), Piece(_ARROW, "accent")]
    pieces.append(Piece(turned.after, "strong"))
    tail: tuple[Piece, ...] = ()
    if turned.subject:
        tail = (Piece(reading.title(turned.subject), QUIET, turned.subject),)
    return DocumentLine(tuple(pieces), hang=cells + 2, tail=tail)
