"""The parts of a record's document: labelled lines, sections, references, the lists that end it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from casefile.analysis.grades import UNGRADED, report_reliability
from casefile.analysis.origins import Origins, is_unnamed
from casefile.model.dates import sort_key
from casefile.model.records import Actor, Claim, Event, FuzzyDate, Name, Note, Record, Relation, Report
from casefile.model.text import plural
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.widgets.line import column_cells, padded
from casefile.tui.widgets.wrapping import DocumentLine, Piece

LABEL_CELLS: Final = 14
"""The column of labels at the left of a record; a label that is longer moves its own line alone."""

ASIDE_CELLS: Final = 10
"""The same in the small texts below a view's list."""

QUIET: Final = " "
"""The style of a reference that looks like its surroundings: no look's name, yet not the empty one, for which a
document takes the look of a link."""

SHOWN: Final = 200
"""The most records that a section lists."""

_DATE_CELLS: Final = 18
"""The most cells of a list's dates."""
_ORDER: Final = (
    "events",
    "actors",
    "claims",
    "relations",
    "reports",
    "sources",
    "places",
    "notes",
    "case",
    "views",
)


def text(words: str, style: str = "") -> DocumentLine:
    """A paragraph."""
    return DocumentLine((Piece(words, style),))


BLANK: Final = DocumentLine()
"""An empty line."""


def labelled(label: str, *pieces: Piece, cells: int = LABEL_CELLS) -> DocumentLine:
    """A label in its column, then the pieces."""
    return DocumentLine((Piece(padded(label, cells), "label"), *pieces), hang=cells)


def heading(label: str, aside: str = "") -> DocumentLine:
    """The heading of a section, with a quiet remark behind it."""
    return DocumentLine((Piece(label, "header"), Piece(f"  {aside}" if aside else "", "muted")))


def reference(reading: Reading, record_id: str, style: str = "link") -> Piece:
    """The name of a record within a line, to be gone to, and underlined as every such name; of one that is not there, its id, and that it is missing."""
    if record_id in reading.case:
        return Piece(reading.title(record_id), style, record_id)
    return Piece(party_name(reading, record_id), "")


def party_name(reading: Reading, party: str) -> str:
    """Who an attribution names: a record, or words such as `unnamed-us-officials`."""
    if party in reading.case:
        return reading.title(party)
    if reading.then and party in reading.whole:
        return reading.case.title(party)
    return party.replace("-", " ") if is_unnamed(party) or party == "eyewitnesses" else f"{party} (missing)"


def references(label: str, reading: Reading, record_ids: Sequence[str]) -> list[DocumentLine]:
    """A labelled list of references; nothing for an empty one."""
    pieces: list[Piece] = []
    for record_id in record_ids:
        if pieces:
            pieces.append(Piece(" · ", "muted"))
        pieces.append(reference(reading, record_id))
    return [labelled(label, *pieces)] if pieces else []


def listing(reading: Reading, title: str, record_ids: Iterable[str], aside: str = "") -> list[DocumentLine]:
    """A section with one line a record, in the order of their dates; nothing where there is none."""
    ids = sorted(dict.fromkeys(record_ids), key=lambda record_id: _when_key(reading, record_id))
    if not ids:
        return []
    lines = [BLANK, heading(f"{title} {len(ids):,}", aside)]
    dates = [_brief(reading, record_id) for record_id in ids[:SHOWN]]
    cells = column_cells(dates, 0, _DATE_CELLS)
    lines += [listed(reading, record_id, date, cells) for record_id, date in zip(ids, dates, strict=False)]
    if len(ids) > SHOWN:
        lines.append(text(f"  … and {len(ids) - SHOWN:,} more", "muted"))
    return lines


def listed(reading: Reading, record_id: str, date: str, date_cells: int) -> DocumentLine:
    """One record in one line: sign, date in a column, name, and what matters most of it at the right end."""
    case = reading.case
    if record_id not in case:
        return DocumentLine((Piece(f"  {party_name(reading, record_id)}", "muted"),))
    record = case.record(record_id)
    sign, style = sign_of(reading, record)
    pieces = [Piece(f"  {sign} ", style)]
    if date_cells:
        pieces.append(Piece(padded(date, date_cells), "date"))
    pieces.append(Piece(reading.title(record_id), QUIET, record_id))
    tail = _tail(reading, record)
    return DocumentLine(tuple(pieces), hang=4 + date_cells, tail=(Piece(tail, "muted"),) if tail else ())


def sign_of(reading: Reading, record: Record) -> tuple[str, str]:
    """The sign of a record and its style: a report's is its grade."""
    if isinstance(record, Event):
        return signs.EVENTS.get(record.kind, "•"), "accent"
    if isinstance(record, Actor):
        return signs.ACTORS.get(record.kind, "?"), "accent"
    if isinstance(record, Note):
        return (signs.DONE if record.status == "done" else signs.NOTES.get(record.kind, "·")), "accent"
    if isinstance(record, Report):
        return report_reliability(reading.case, record.id) or UNGRADED, "grade"
    return signs.TABLES.get(reading.case.table_of(record.id) or "", "·"), "accent"


def _when(record: Record) -> FuzzyDate | None:
    if isinstance(record, Event | Relation):
        return record.when
    if isinstance(record, Report):
        return record.published
    return record.asserted if isinstance(record, Claim) else None


def _brief(reading: Reading, record_id: str) -> str:
    return reading.brief(_when(reading.case.record(record_id))) if record_id in reading.case else ""


def _when_key(reading: Reading, record_id: str) -> tuple[float, float, str]:
    when = _when(reading.case.record(record_id)) if record_id in reading.case else None
    if when is None:
        return sort_key(None, "", record_id)
    return sort_key(when.edtf, when.timezone or reading.case.timezone, record_id)


def _tail(reading: Reading, record: Record) -> str:
    if isinstance(record, Report):
        return reading.title(record.source) if record.source in reading.case else ""
    if isinstance(record, Claim):
        return f"credibility {record.credibility}" if record.credibility else ""
    if isinstance(record, Actor):
        return record.kind
    return record.kind if isinstance(record, Note) and record.kind != "note" else ""


def backlink_sections(reading: Reading, record_id: str, *, without: Iterable[str] = ()) -> list[DocumentLine]:
    """What refers to a record, table by table, but for the fields ``without`` (`claims.subject`)."""
    if not reading.case.indexed:
        return [BLANK, text("What refers to this is still being gathered.", "muted")]
    left_out = frozenset(without)
    found: dict[str, list[str]] = {}
    for link in reading.case.backlinks(record_id):
        if f"{link.table}.{link.field}" not in left_out and link.table not in left_out:
            found.setdefault(link.table, []).append(link.id)
    lines: list[DocumentLine] = []
    for table in _ORDER:
        if table in found:
            lines += listing(
                reading, _BACKLINK_TITLES.get(table, TABLES[table].plural.capitalize()), found[table]
            )
    return lines


_BACKLINK_TITLES: Final = {
    "notes": "Notes about it",
    "claims": "Claims that name it",
    "relations": "Ties",
    "events": "Events",
    "case": "Case",
}


def footer(reading: Reading, record: Record) -> list[DocumentLine]:
    """The last lines of every record: tags, handling, who wrote it when, its id."""
    lines: list[DocumentLine] = [BLANK]
    if record.marking and record.marking != reading.case.info.marking:
        lines.append(labelled("handling", Piece(record.marking, "warning")))
    if record.sensitive:
        words = ", ".join(reason.replace("-", " ") for reason in record.sensitive)
        lines.append(labelled("sensitive", Piece(words, "warning")))
    if record.tags:
        lines.append(labelled("tags", Piece(" ".join(record.tags), "muted")))
    lines.append(labelled("record", Piece(record.id, "code")))
    made = written(reading, record.modified, record.author)
    return [*lines, labelled("written", Piece(made, "muted"))] if made else lines


def written(reading: Reading, moment: str, author: str) -> str:
    """When something was written, and by whom: `23 Nov 2026 12:00 by R. Haidari`."""
    when = reading.moment(moment) if moment else ""
    return " by ".join(part for part in (when, author) if part)


Made = tuple[str, list[DocumentLine]]
"""What the frame says of a record, and its lines."""


def joined(*parts: str) -> str:
    """The parts that are not empty, with dots between."""
    return " · ".join(part for part in parts if part)


def dotted(pieces: list[Piece], *more: Piece) -> list[Piece]:
    """The pieces, and more after a dot."""
    return [*pieces, *((Piece(" · ", "muted"),) if pieces else ()), *more]


def relay_words(reading: Reading, found: Origins) -> str:
    """How many independent origins the reports have, and whose they are; circles are named."""
    if not found.roots:
        return ""
    names = ", ".join(sorted(party_name(reading, root) for root in found.roots)[:4])
    more = f" and {len(found.roots) - 4} more" if len(found.roots) > 4 else ""
    circles = (
        f"; {plural(len(found.circles), 'circle')} of reports that cite one another" if found.circles else ""
    )
    return f"from {plural(len(found.roots), 'independent origin')}: {names}{more}{circles}"


def said_by(reading: Reading, record_id: str) -> list[DocumentLine]:
    """The claims that go back to a party or were passed on by it."""
    if not reading.case.indexed:
        return []
    said = [link.id for link in reading.case.backlinks(record_id) if link.field == "attribution"]
    return listing(reading, "Said by it", said)


def other_names(names: Iterable[Name], primary: str) -> list[DocumentLine]:
    """The names besides the primary one, with their kinds; a line for each script that they are written in."""
    scripts: dict[str, list[Piece]] = {}
    for name in names:
        if name.value == primary:
            continue
        pieces = scripts.setdefault(script_of(name), [])
        if pieces:
            pieces.append(Piece(", ", "muted"))
        pieces.append(Piece(name.value))
        kind = name.kind if name.kind not in ("", "alias", "primary") else ""
        if kind:
            pieces.append(Piece(f" ({kind})", "muted"))
    return [
        labelled(f"in {script}" if script != "Latin" else "also called", *pieces)
        for script, pieces in scripts.items()
    ]


def script_of(name: Name) -> str:
    """The script of a name in words, by its ISO 15924 code or else by its first letter; Latin where that is not told."""
    if name.script in _SCRIPTS:
        return _SCRIPTS[name.script]
    letter = next((letter for letter in name.value if letter.isalpha()), "")
    return unicodedata.name(letter, "LATIN").split()[0].capitalize() if letter else "Latin"


_SCRIPTS: Final = {
    "Arab": "Arabic",
    "Cyrl": "Cyrillic",
    "Hebr": "Hebrew",
    "Grek": "Greek",
    "Hans": "Chinese",
    "Hant": "Chinese",
    "Latn": "Latin",
}
