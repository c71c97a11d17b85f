"""The frame of a form: its rows with the editor over them, its size on the screen, its title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.geometry import Size

from casefile.tui.forms.field_editor import FieldEditor
from casefile.tui.forms.form import Form
from casefile.tui.forms.form_view import LABEL_CELLS, FormView
from casefile.tui.widgets.finder import work_in_slices
from casefile.tui.widgets.frame import Frame

_MOST_CELLS: Final = 110
_SMALL: Final = Size(80, 24)
"""Below this a form takes the whole screen."""


class FormSheet(Frame):
    """Shows a form and what its active field is typed in. ``takes`` is asked of each key of the editor first."""

    DEFAULT_CSS = f"""
    FormSheet {{
        background: $surface; padding: 0 1; layers: rows editor;
        LineEditor, LineEditor:focus {{
            layer: editor; width: 1fr; height: 1; margin: 0 2 0 {LABEL_CELLS}; padding: 0; background: $boost;
        }}
        LinesEditor {{
            layer: editor; width: 1fr; height: 5; margin: 0 2 0 {LABEL_CELLS}; padding: 0; background: $boost; border: none;
            scrollbar-size: 1 1;
        }}
        LinesEditor:focus {{ border: none; }}
        FormView {{
            height: 1fr;
            scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        }}
    }}
    """

    def __init__(self, form: Form, title: str, *, takes: Callable[[str], bool]) -> None:
        self.view = FormView(form)
        self.editor = FieldEditor(self.view, takes=takes, mount=self.mount)
        super().__init__(self.view, self.editor.line, id="form")
        self._heading = title
        self._state = ""
        self._fitted = Size(0, 0)

    def on_mount(self) -> None:
        """Its title stands from the beginning; the editor moves with the rows."""
        self._draw()
        self.watch(self.view, "scroll_y", self._put_editor, init=False)

    def _draw(self) -> None:
        form = self.view.form
        name = form.context.index((form.table,)).text(form.record_id) if form.record_id else ""
        self.set_frame(title=f"{self._heading} · {name}" if name else self._heading, count=self._state)

    def say(self, state: str) -> None:
        """What stands at the right of the title: how it is about the draft, what is to be done."""
        if state != self._state:
            self._state = state
            self._draw()

    def fit(self, size: Size) -> None:
        """Takes its place on a screen of that size."""
        if size == self._fitted:
            return
        self._fitted = size
        small = size.width < _SMALL.width or size.height < _SMALL.height
        width = size.width if small else min(size.width * 94 // 100, _MOST_CELLS)
        height = size.height - 1 if small else min(self.view.rows_at_rest() + 6, size.height * 9 // 10)
        self.styles.width, self.styles.height = width, height
        # Not by `align`, which would move the form whenever the choices are shown.
        self.styles.margin = ((size.height - 1 - height) // 2, 0, 0, (size.width - width) // 2)
        self.view.expected_cells = width - 5

    def place(self) -> None:
        """Arranges the rows and puts the editor over its own."""
        if self.is_attached:
            self.editor.fit()
            self.view.arrange_rows()
            self._put_editor()
            if self.view.is_looking:
                work_in_slices(self, "looking", self._look_on)

    def _look_on(self) -> bool:
        """Goes on looking for what fields name; once nothing is looked for any more, they say what was found."""
        if any(self.view.form.is_looking(field.name) for field in self.view.form.fields):
            return False
        self.place()
        return True

    def _put_editor(self) -> None:
        self.editor.place(self.view.editor_line)

    def on_form_view_resized(self, event: FormView.Resized) -> None:
        """Whatever changed the view's size, the editor lies over its row."""
        event.stop()
        self.place()
