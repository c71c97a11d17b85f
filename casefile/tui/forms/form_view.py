"""The fields of a form as rows: label, text, and beneath or beside it what was understood or is wrong."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from casefile.model.text import clean, cut
from casefile.tui.forms.fields import Field
from casefile.tui.forms.form import NEEDED, Form
from casefile.tui.forms.index import LOOKING
from casefile.tui.widgets.line import Line, Run, cut_line, fit, rule, width
from casefile.tui.widgets.line_view import LineView
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap_within

LABEL_CELLS: Final = 16
"""Cells before the texts: a sign, the label, a blank."""

CHOOSE: Final = "enter shows the choices"

_ACTIVE: Final = "▌"
_WRONG: Final = "✗"
_WANTED: Final = "*"
_MOST_NOTE_ROWS: Final = 4
_LEAST_NOTE: Final = 8
"""Cells that what was understood needs, to say anything."""


class _Row(NamedTuple):
    """One row of the view: the number of its field, or -1, and its runs."""

    field: int
    runs: Line


class FormView(LineView, can_focus=False):
    """Shows a form. The text of the active field is drawn by an editor that lies over the view."""

    class Activated(Message):
        """A field was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Resized(Message):
        """The view has another size."""

    def __init__(self, form: Form, **widget: Any) -> None:
        super().__init__(**widget)
        self.form = form
        self.active = 0
        self.editor_rows = 1
        self.tried = False
        """Whether saving was tried: then fields that are needed say so, and those that name what is not there yet."""
        self.arrived = False
        """Whether nothing was typed in the active field since it was gone to: then no choices are open."""
        self.refused: dict[str, str] = {}
        """What the case says against a field, until its text changes."""
        self.remark = ""
        """Something about the active field that was done just now."""
        self.remarked: dict[str, str] = {}
        """What is said of fields besides what was understood: where a proposal comes from."""
        self.expected_cells = 0
        """The width that the view is going to have, before it has one."""
        self.note_rows = 0
        """How many rows stand beneath the active field's editor."""
        self.is_looking = False
        """Whether a field says that what it names is still looked for."""
        self._rows: list[_Row] = []
        self._editor_row = 0

    @property
    def field(self) -> Field:
        """The active field."""
        return self.form.fields[self.active]

    def rows_at_rest(self) -> int:
        """How many rows the form has while no field says more than its text."""
        return len(self.form.fields) + any(field.further for field in self.form.fields)

    # Rows

    @property
    def editor_line(self) -> int:
        """The line of the view in which the active field's editor begins."""
        return self._editor_row - self.scroll_offset.y

    def arrange_rows(self) -> None:
        """Works the rows out anew and scrolls to the active field."""
        cells = self.scrollable_content_region.width or self.expected_cells
        self._rows = []
        self.is_looking = False
        further = False
        for index, field in enumerate(self.form.fields):
            if field.further and not further:
                further = True
                self._rows.append(_Row(-1, ((rule("further", cells), "header"),)))
            self._add(index, field, cells)
        self.set_line_count(len(self._rows))
        last = max((row for row, one in enumerate(self._rows) if one.field == self.active), default=0)
        self.note_rows = last - self._editor_row - self.editor_rows + 1
        self.scroll_to_line(self._editor_row, reveal=last - self._editor_row + 1)
        self.forget_strips()

    def on_resize(self) -> None:
        """The rows are broken for the width, and the active field stays in sight."""
        self.post_message(self.Resized())

    def _add(self, index: int, field: Field, cells: int) -> None:
        active = index == self.active
        problem = self._problem(field)
        looking = problem == LOOKING
        self.is_looking |= looking
        note = self._note(field, active, LOOKING if looking else clean(self.form.answer(field.name).note))
        problem = "" if looking else problem
        sign, style = self._sign(field, active, problem)
        label: list[Run] = [
            (sign, style),
            (" ", ""),
            (fit(field.label, LABEL_CELLS - 3), "strong" if active else "muted"),
        ]
        label.append((" ", ""))
        if active:
            self._editor_row = len(self._rows)
            self._rows.append(_Row(index, label))
            self._rows += [_Row(index, ())] * (self.editor_rows - 1)
        else:
            self._rows.append(
                _Row(index, (*label, *self._text(field, "" if problem else note, cells - LABEL_CELLS)))
            )
        if problem and active and self.arrived and self.form.names_nothing(field.name):
            problem = f"{problem} · {CHOOSE}"
        if problem:
            self._beneath(index, problem, "error", cells)
        elif active and note:
            self._beneath(index, note, "muted", cells)

    def _beneath(self, index: int, text: str, style: str, cells: int) -> None:
        piece = Piece(f"{_WRONG} {text}" if style == "error" else text, style)
        line = DocumentLine((piece,), LABEL_CELLS, LABEL_CELLS)
        for row in wrap_within(line, cells, _MOST_NOTE_ROWS):
            self._rows.append(_Row(index, [(text, name) for text, name, _ in row]))

    def _sign(self, field: Field, active: bool, problem: str) -> tuple[str, str]:
        if active:
            return _ACTIVE, "accent"
        if problem:
            return _WRONG, "error"
        if field.needed and not self.form.texts[field.name].strip():
            return _WANTED, "accent"
        return " ", ""

    def _problem(self, field: Field) -> str:
        problem = self.refused.get(field.name) or self.form.problem(field.name)
        if not self.tried and (problem == NEEDED or self.form.is_not_yet(field.name)):
            return ""
        return clean(problem)

    def _note(self, field: Field, active: bool, understood: str) -> str:
        parts = [self.remark if active else "", self.remarked.get(field.name, "")]
        text = self.form.texts[field.name]
        parts.append(understood)
        if active and not (text and understood):
            parts += [field.hint, "needed" if field.needed and not text else ""]
        return " · ".join(part for part in parts if part)

    def _text(self, field: Field, note: str, cells: int) -> Line:
        """The text of a field that is not active, and what was understood, cut to the room that is left."""
        text = self.form.texts[field.name]
        if not text:
            return ()
        first, _, rest = text[:4096].partition("\n")
        more = f" … {text.count(chr(10)) + 1} lines" if rest else ""
        line = cut_line(((first, ""), (more, "muted")), cells)
        room = cells - width(line) - 2
        return (*line, ("  ", ""), (cut(note, room), "muted")) if note and room >= _LEAST_NOTE else line

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The strip of that line of the screen."""
        cells = self.scrollable_content_region.width
        row = self.scroll_offset.y + y
        runs = self._rows[row].runs if row < len(self._rows) else ()
        return self.strip(cut_line(runs, cells), cells)

    def on_click(self, event: events.Click) -> None:
        """A click goes to the field."""
        event.stop()
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset is not None else len(self._rows)
        if row < len(self._rows) and self._rows[row].field >= 0:
            self.post_message(self.Activated(self._rows[row].field))

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        """The wheel goes from field to field, for the active one is always in sight."""
        event.stop()
        event.prevent_default()
        index = min(max(self.active + (1 if lines > 0 else -1), 0), len(self.form.fields) - 1)
        self.post_message(self.Activated(index))
