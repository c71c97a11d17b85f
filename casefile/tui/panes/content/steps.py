"""What the view of a case's history shows: its steps, the newest on top, and what one of them changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from casefile.analysis.versions import Step, difference
from casefile.model.case import Change
from casefile.model.records import own_title
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.versions import brief_moment, diff_line, moment_label
from casefile.tui.widgets.line import Line, column, column_cells
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_KINDS: Final = {"undo": "undone: ", "redo": "done again: "}
TAKEN_BACK: Final = "↶"
"""Before the name in a step that was taken back."""


class _Columns(NamedTuple):
    """The cells of a row's columns, blanks and all; of what was done, the most."""

    moment: int
    author: int
    label: int


_WIDE: Final = 90
_COLUMNS: Final = {_WIDE: _Columns(19, 16, 32), 64: _Columns(14, 11, 24), 0: _Columns(14, 10, 23)}
"""The columns of rows of at least so many cells, the widest first."""
_LEAST_LABEL: Final = 15
_MEASURED: Final = 60
"""How many steps are measured for the width of the column of what was done."""

_MOST_RECORDS: Final = 30
"""How many records of one step are told in full."""


class ListedStep(Step, Protocol):
    """A step with what its row says of what it changed, as `OpenCase.steps` gives them."""

    @property
    def undoes(self) -> int | None: ...
    @property
    def records(self) -> int: ...
    @property
    def table(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def sensitive(self) -> bool: ...


class StepRows:
    """The steps, the newest on top; the key of a row is the number of its step. ``author`` is who looks at them."""

    def __init__(self, reading: Reading, author: str) -> None:
        self._reading = reading
        self._author = author
        self._others = False
        self._steps: list[ListedStep] = []
        self._taken_back_by: dict[int, int] = {}

    def with_newer(self, steps: Sequence[ListedStep]) -> StepRows:
        """The rows with steps that came since, the newest first."""
        rows = StepRows(self._reading, self._author)
        rows._steps = [*steps, *self._steps]
        rows._others = self._others or self._are_others(steps)
        came = {one.undoes: one.sequence for one in reversed(steps) if one.undoes is not None}
        rows._taken_back_by = {**self._taken_back_by, **came}
        return rows

    def add_older(self, steps: Sequence[ListedStep]) -> None:
        """Takes steps from before all others, the newest first."""
        self._steps += steps
        self._others = self._others or self._are_others(steps)
        for one in steps:
            if one.undoes is not None:
                self._taken_back_by.setdefault(one.undoes, one.sequence)

    def _are_others(self, steps: Sequence[ListedStep]) -> bool:
        return any(one.author != self._author for one in steps)

    @property
    def newest(self) -> int:
        """The number of the newest step; 0 where there is none."""
        return self._steps[0].sequence if self._steps else 0

    def __len__(self) -> int:
        return len(self._steps)

    def key(self, index: int) -> str:
        """The number of the step."""
        return str(self._steps[index].sequence)

    def index(self, key: str) -> int | None:
        """Where a step stands."""
        place = bisect_left(self._steps, -int(key), key=lambda one: -one.sequence)
        return place if place < len(self._steps) and self.key(place) == key else None

    def step(self, key: str | None) -> ListedStep | None:
        """The step of a row."""
        place = self.index(key) if key is not None else None
        return self._steps[place] if place is not None else None

    def is_taken_back(self, sequence: int) -> bool:
        """Whether a later step took this one back, and none took that one back."""
        taken = False
        while (later := self._taken_back_by.get(sequence)) is not None:
            taken, sequence = not taken, later
        return taken

    def line(self, index: int, width: int) -> Line:
        """`23 Nov 2026 12:00  analyst  event changed  ↶ First blast  and 2 more`.

        Narrower, the moment is a brief one, and who made it is left out where all are of who looks at them.
        """
        step = self._steps[index]
        columns = next(columns for least, columns in _COLUMNS.items() if width >= least)
        wide = width >= _WIDE
        author_cells = columns.author if wide or self._others else 0
        measured = map(_done, self._steps[:_MEASURED])
        label_cells = column_cells(measured, _LEAST_LABEL, columns.label)
        moment = moment_label(step.when) if wide else brief_moment(step.when, self._steps[0].when[:4])
        taken = self.is_taken_back(step.sequence)
        more = f"  and {step.records - 1:,} more" if step.records > 1 else ""
        return (
            (column(moment, columns.moment), "date"),
            (column(step.author or "–", author_cells), "muted" if taken else "accent"),
            (column(_done(step), label_cells), "muted" if taken else ""),
            (f"{TAKEN_BACK} " if taken else "", "muted"),
            (self.name(step), "muted" if taken else "strong"),
            (more, "muted"),
        )

    def name(self, step: ListedStep) -> str:
        """What the first record of a step was called then; of a hidden one, that it is."""
        reading = self._reading
        if not reading.revealed and (step.sensitive or reading.is_hidden(step.id)):
            return f"hidden {_word(step.table)}"
        if step.table == "relations" and step.id in reading.case:
            return reading.title(step.id)
        return step.name or step.id

    def text(self, index: int) -> str:
        """What is found in a row."""
        return "".join(text for text, _ in self.line(index, 200))


def _done(step: Step) -> str:
    """What was done in a step, and in which way where it was not an edit."""
    return _KINDS.get(step.kind, "") + step.label


def made_by(step: Step) -> str:
    """Who made a step, and when: `analyst · 23 Nov 2026 12:00`."""
    return " · ".join(filter(None, (step.author, moment_label(step.when))))


def changed_lines(reading: Reading, changes: Sequence[Change]) -> Iterator[DocumentLine]:
    """What a step changed: each record, before and after by field."""
    for number, change in enumerate(changes[:_MOST_RECORDS]):
        if number:
            yield DocumentLine(())
        yield from _changed(reading, change)
    if len(changes) > _MOST_RECORDS:
        yield DocumentLine(())
        yield DocumentLine((Piece(f"… and {len(changes) - _MOST_RECORDS:,} more records", "muted"),))


def _changed(reading: Reading, change: Change) -> Iterator[DocumentLine]:
    word = _word(change.table)
    if not reading.revealed and (reading.is_hidden(change.id) or _is_sensitive(change)):
        yield DocumentLine((Piece(f"hidden {word}: v in the case shows it", "muted"),))
        return
    done = "added" if change.before is None else "deleted" if change.after is None else "changed"
    name = own_title(change.after or change.before or {}) or change.id
    yield DocumentLine((Piece(name, "strong"), Piece(f"  {word} {done}", "muted")))
    for field, lines in difference(change.before, change.after):
        yield DocumentLine((Piece(field.replace("_", " "), "header"),))
        yield from map(diff_line, lines)


def _word(table: str) -> str:
    return TABLES[table].singular if table in TABLES else "record"


def _is_sensitive(change: Change) -> bool:
    return any(bool(side and side.get("sensitive")) for side in (change.before, change.after))
