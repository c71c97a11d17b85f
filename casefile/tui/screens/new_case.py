"""Making a case: its title and its id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from casefile.model.records import is_id
from casefile.tui.bindings import bindings
from casefile.tui.screens.bars import Bar, KeyBar
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import CURSOR_SIGN

if TYPE_CHECKING:
    from casefile.tui.actions import Keys

_ID_CHARACTERS = 40


def id_from(title: str) -> str:
    """An id made of a title's Latin letters and digits: `Kerman 2024` becomes `kerman-2024`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_ID_CHARACTERS].strip("-")


class _Field(Horizontal):
    """A label and what is typed behind it; that of the one with the focus has the cursor's sign before it."""

    DEFAULT_CSS = """
    _Field { height: 1; }
    _Field Bar { width: 11; }
    _Field TextInput, _Field TextInput:focus { width: 1fr; padding: 0; }
    """

    def __init__(self, label: str, placeholder: str) -> None:
        self.input = TextInput(placeholder=placeholder)
        self._label = Bar()
        self._words = label
        super().__init__(self._label, self.input)

    def on_mount(self) -> None:
        """As a field that is not typed in."""
        self._draw(active=False)

    def on_descendant_focus(self) -> None:
        """It is typed in now."""
        self._draw(active=True)

    def on_descendant_blur(self) -> None:
        """It is typed in no more."""
        self._draw(active=False)

    def _draw(self, *, active: bool) -> None:
        sign, look = (CURSOR_SIGN, "strong") if active else (" ", "muted")
        self._label.set_line([(f"{sign} ", "accent"), (self._words, look)])


class NewCaseScreen(Dialog[tuple[str, str] | None], inherit_bindings=False):
    """Asks for the title, proposes an id; is dismissed with (id, title), or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("new_case")
    DEFAULT_CSS = """
    NewCaseScreen {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; max-width: 76; height: 6; background: $surface; padding: 0 1; }
        KeyBar { dock: bottom; background: $background; }
    }
    """
    place = "new_case"

    def __init__(self, taken: Container[str], keys: Keys) -> None:
        super().__init__()
        self._taken = taken
        self._title_field = _Field("title", "what it is called")
        self._id_field = _Field("id", "names its file: a-z, 0-9 and -")
        self._said = Bar()
        self._key_bar = KeyBar(keys)
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """Title, id, what is wrong with them or what comes of them, and the keys."""
        yield Frame(self._title_field, self._id_field, Bar(), self._said, title="New case")
        yield self._key_bar

    def on_mount(self) -> None:
        """The title is typed first."""
        self._title_field.input.focus()
        self._say("")

    @property
    def typed_title(self) -> str:
        """The title, as one line."""
        return " ".join(self._title_field.input.value.split())

    @property
    def typed_id(self) -> str:
        """The id as it stands there."""
        return self._id_field.input.value.strip()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        written = self._id_field.input
        if event.input is self._title_field.input and written.value == self._proposed:
            self._proposed = id_from(self.typed_title)
            with written.prevent(Input.Changed):
                written.value = self._proposed
        self._say(self._problem() if self.typed_id else "")

    def _say(self, problem: str) -> None:
        """What is wrong; else which file is made, and where the rest is written."""
        file = f"{self.typed_id}.json" if self.typed_id else "one file"
        words = f"{file}; the rest comes later"
        self._said.set_line([(f"  {problem}", "warning") if problem else (f"  {words}", "muted")])

    def _problem(self) -> str:
        """What is wrong with the id; empty where nothing is."""
        if not is_id(self.typed_id):
            return "An id is 1 to 64 of a-z, 0-9 and -, and begins with a letter or digit."
        return f"There is a case '{self.typed_id}' already." if self.typed_id in self._taken else ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_make_case()

    def action_make_case(self) -> None:
        """Makes the case, or goes to what is missing and says so."""
        problem = self._problem()
        if not self.typed_title:
            self._say("A case needs a title.")
            self._title_field.input.focus()
        elif problem:
            self._say(problem)
            self._id_field.input.focus()
        else:
            self.dismiss((self.typed_id, self.typed_title))

    def action_make_none(self) -> None:
        """Makes none."""
        self.dismiss(None)

    def action_other_field(self) -> None:
        """From the title to the id, or back."""
        here = self._title_field.input.has_focus
        (self._id_field if here else self._title_field).input.focus()
