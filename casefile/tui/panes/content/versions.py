"""What the versions view shows: the versions of a record, the newest on top, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casefile.analysis.versions import DiffLine, Version, difference
from casefile.model.dates import display_brief, display_short
from casefile.tui.widgets.line import Line, column, column_cells
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_MOST, _MOST_LABEL = 22, 60
"""The most cells of moments and authors, and of what was done."""
_WIDE = 64
"""Cells of a row from which on its moment has the year too."""
_MEASURED = 400
"""How many versions are measured for the widths of their columns."""
_KINDS = {"undo": "undone: ", "redo": "done again: ", "outside": "by another program: "}
_LOOKS = {"+": ("", "good strong"), "-": ("muted", "error"), " ": ("muted", ""), "…": ("muted", "muted")}
"""For each sign the style of what is the same in the line, and of what is not."""


def moment_label(when: str) -> str:
    """A moment of the history, in UTC: `23 Nov 2026 12:00`."""
    return display_short(f"{when[:16]}Z", "UTC") if when else "before the history"


def brief_moment(when: str, year: str) -> str:
    """A moment for a narrow column, in UTC: `23 Nov 12:00` in that year, and the day alone in another: `23 Nov 2025`."""
    if not when:
        return moment_label(when)
    day = display_brief(when[:10], year=int(year))
    return f"{day} {when[11:16]}" if when.startswith(year) else day


class VersionRows:
    """The versions, the newest on top; the key of a row is the number of its step."""

    def __init__(self, found: Sequence[Version]) -> None:
        self._found = list(reversed(found))
        self._index = {str(version.sequence): place for place, version in enumerate(self._found)}
        measured = self._found[:_MEASURED]
        self._year = next((version.when[:4] for version in self._found if version.when), "0")
        self._moments = column_cells((moment_label(version.when) for version in measured), 0, _MOST)
        self._briefs = column_cells((brief_moment(one.when, self._year) for one in measured), 0, _MOST)
        self._authors = column_cells((version.author or "–" for version in measured), 0, _MOST)
        self._labels = column_cells((_label(version) for version in measured), 0, _MOST_LABEL)

    def __len__(self) -> int:
        return len(self._found)

    def key(self, index: int) -> str:
        """The number of the step."""
        return str(self._found[index].sequence)

    def index(self, key: str) -> int | None:
        """Where a version stands."""
        return self._index.get(key)

    def version(self, key: str | None) -> Version | None:
        """The version of a row."""
        place = self._index.get(key or "")
        return self._found[place] if place is not None else None

    def before(self, version: Version) -> Version | None:
        """The version before one; none for the first."""
        place = self._index[str(version.sequence)] + 1
        return self._found[place] if place < len(self._found) else None

    def line(self, index: int, width: int) -> Line:
        """`2026-11-23 12:00  analyst  note changed   as it is now`."""
        version = self._found[index]
        now = "as it is now" if index == 0 else ""
        gone = "deleted" if version.record is None else ""
        tail = "  ".join(part for part in (now, gone) if part)
        moment, moments = moment_label(version.when), self._moments
        if width < _WIDE:
            moment, moments = brief_moment(version.when, self._year), self._briefs
        labels = min(self._labels, width - moments - self._authors - len(tail))
        return (
            (column(moment, moments), "date"),
            (column(version.author or "–", self._authors), "accent"),
            (column(_label(version), labels), ""),
            (tail, "muted"),
        )

    def text(self, index: int) -> str:
        """What is found in a row."""
        return "".join(text for text, _ in self.line(index, 200))


def _label(version: Version) -> str:
    """What was done, and in which way where it was not an edit."""
    return _KINDS.get(version.kind, "") + version.label


def difference_lines(before: Version | None, after: Version) -> Iterator[DocumentLine]:
    """How a version differs from an earlier one, or the whole of it where there is none."""
    if before is not None:
        words = f"{moment_label(before.when)}  →  {moment_label(after.when)}  UTC"
        yield DocumentLine((Piece(words, "date"),))
    found = difference(before.record if before else None, after.record)
    if after.record is None:
        yield DocumentLine((Piece("The record was deleted here.", "warning"),))
    if not found:
        yield DocumentLine((Piece("The two say the same.", "muted"),))
    for number, (field, lines) in enumerate(found):
        if number or before is not None or after.record is None:
            yield DocumentLine(())
        yield DocumentLine((Piece(field.replace("_", " "), "header"),))
        yield from map(diff_line, lines)


def diff_line(one: DiffLine) -> DocumentLine:
    """A line of a difference with its sign."""
    same, other = _LOOKS[one.sign]
    pieces = [Piece(part.text, other if part.changed else same) for part in one.parts]
    return DocumentLine((Piece(f"{one.sign} ", other), *pieces), hang=2)
