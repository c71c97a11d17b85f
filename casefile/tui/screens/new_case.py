"""Making a case: its title and its id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from casefile.model.records import is_id
from casefile.tui.bindings import bindings
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.safe import data
from casefile.tui.widgets.text_input import TextInput

_ID_CHARACTERS = 40


def id_from(title: str) -> str:
    """An id made of a title's Latin letters and digits: `Kerman 2024` becomes `kerman-2024`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_ID_CHARACTERS].strip("-")


class NewCaseScreen(Dialog[tuple[str, str] | None], inherit_bindings=False):
    """Asks for the title, proposes an id; is dismissed with (id, title), or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    DEFAULT_CSS = """
    NewCaseScreen {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; max-width: 70; height: 8; background: $surface; padding: 0 1; }
        TextInput { padding: 0; background: $surface; }
        Static { height: 1; color: $text-muted; }
        #said { color: $warning; }
    }
    """

    def __init__(self, taken: Container[str]) -> None:
        super().__init__()
        self._taken = taken
        self._title_input = TextInput(placeholder="what it is called")
        self._id_input = TextInput(placeholder="names its file: a-z, 0-9 and -")
        self._said = Static("", id="said", markup=False)
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """Title, id, and what is wrong with them."""
        yield Frame(
            Static("Title", markup=False),
            self._title_input,
            Static("Id", markup=False),
            self._id_input,
            self._said,
            title="New case",
        )

    def on_mount(self) -> None:
        """The title is typed first."""
        self._title_input.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._title_input and self._id_input.value == self._proposed:
            self._proposed = id_from(self._title_input.value)
            self._id_input.value = self._proposed
        self._said.update(data(self._problem() if self._id_input.value else ""))

    def _problem(self) -> str:
        """What is wrong; empty where nothing is."""
        chosen = self._id_input.value.strip()
        if not is_id(chosen):
            return "An id is 1 to 64 of a-z, 0-9 and -, and begins with a letter or digit."
        return f"There is a case '{chosen}' already." if chosen in self._taken else ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Makes the case, or says what is missing."""
        if not self._title_input.value.strip():
            self._said.update(data("A case needs a title."))
            self._title_input.focus()
        elif self._problem():
            self._said.update(data(self._problem()))
            self._id_input.focus()
        elif self._title_input.has_focus:
            self._id_input.focus()
        else:
            self.dismiss((self._id_input.value.strip(), self._title_input.value.strip()))

    def action_close(self) -> None:
        """Makes none."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """To the id."""
        self._id_input.focus()

    def action_dialog_up(self) -> None:
        """To the title."""
        self._title_input.focus()
