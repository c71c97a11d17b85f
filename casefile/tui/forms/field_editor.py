"""What the text of the active field is typed in: one editor for a line and one for several, moved from field to field."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input, TextArea

from casefile.tui.forms.editors import HELD_LINE, HELD_LINES, LineEditor, LinesEditor
from casefile.tui.forms.form_view import FormView


class Edited(NamedTuple):
    """A field's text after a change, and where the cursor is then; None at its end."""

    text: str
    cursor: int | None = None


class FieldEditor:
    """Types in the active field of a view. A text that is too long for an editor is held as it is, and told in a line.

    ``takes`` is asked of each key first; ``mount`` puts a widget over the view.
    """

    def __init__(
        self, view: FormView, *, takes: Callable[[str], bool], mount: Callable[[Widget], object]
    ) -> None:
        self._view = view
        self._takes = takes
        self._mount = mount
        self.line = LineEditor(compact=True, select_on_focus=False)
        self.line.takes = takes
        self._lines: LinesEditor | None = None

    @property
    def _text(self) -> str:
        return self._view.form.texts[self._view.field.name]

    @property
    def held(self) -> bool:
        """Whether the text is too long for an editor."""
        return len(self._text) > (HELD_LINES if self._view.field.kind.rows > 1 else HELD_LINE)

    @property
    def in_lines(self) -> bool:
        """Whether several lines are typed."""
        return self._view.field.kind.rows > 1 and not self.held

    @property
    def widget(self) -> LineEditor | LinesEditor:
        """The editor in use."""
        return self.lines if self.in_lines else self.line

    @property
    def lines(self) -> LinesEditor:
        """The editor for several lines, made when it is first asked for."""
        if self._lines is None:
            self._lines = LinesEditor(tab_behavior="focus", soft_wrap=True, compact=True)
            self._lines.display = False
            self._lines.takes = self._takes
            self._mount(self._lines)
        return self._lines

    def prepare(self) -> None:
        """Makes the editor that was not needed yet, so that no key waits for it."""
        _ = self.lines

    def load(self, *, whole: bool = False) -> None:
        """Puts the field's text into its editor; with ``whole``, so that typing takes the place of a term."""
        if self.in_lines:
            with self.lines.prevent(TextArea.Changed):
                self.lines.text = self._text
            self.lines.move_cursor(self.lines.document.end)
        else:
            self._load_line(whole and self._view.field.kind.whole)
        self.line.display = not self.in_lines
        if self._lines is not None:
            self._lines.display = self.in_lines

    def _load_line(self, selected: bool) -> None:
        held = self.line.held = self.held
        self.line.placeholder = (
            f"{len(self._text):,} characters, as pasted; backspace clears them" if held else ""
        )
        with self.line.prevent(Input.Changed):
            self.line.value = "" if held else self._text
        self.line.cursor_position = len(self.line.value)
        if selected:
            self.line.select_all()

    def fit(self) -> None:
        """Takes as many rows as the field wants and the view has."""
        rows = min(self._view.field.kind.rows, max(1, self._view.page_size - 2)) if self.in_lines else 1
        self._view.editor_rows = rows

    def place(self, line: int) -> None:
        """Puts the editor over that line of the view."""
        self.widget.styles.offset = (0, line)
        if self.in_lines:
            self.lines.styles.height = self._view.editor_rows

    def typed(self) -> str:
        """What stands in the editor now."""
        if self.held:
            return self._text
        return self.lines.text if self.in_lines else self.line.value

    @property
    def cursor(self) -> int:
        """Where the cursor stands in the line."""
        return self.line.cursor_position

    @cursor.setter
    def cursor(self, place: int) -> None:
        if not (self.in_lines or self.held):
            self.line.cursor_position = place

    def pasted(self, text: str) -> Edited:
        """The field's text with another where the cursor is."""
        if self.held:
            return Edited(self._text + text)
        if self.in_lines:
            start, end = sorted(self.lines.selection)
            before = self.lines.get_text_range((0, 0), start)
            return Edited(before + text + self.lines.get_text_range(end, self.lines.document.end))
        text = " ".join(text.split("\n")).strip()
        first, last = sorted(self.line.selection)
        before, after = self._text[:first], self._text[last:]
        return Edited(before + text + after, len(before) + len(text))
