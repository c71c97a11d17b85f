"""A small question with a few answers, each a key or a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line, fit
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

_LABEL_CELLS = 26


class Choice(NamedTuple):
    """An answer: what it is told by, the key that gives it at once ("" for none), its words, a remark."""

    value: str
    key: str
    label: str
    aside: str = ""


class _Answers(VirtualList, inherit_bindings=False):
    """The answers, as rows."""

    place = "dialog"


class Chooser(Dialog[str | None], inherit_bindings=False):
    """Asks; is dismissed with the value of the answer, or with None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; max-width: 76; height: auto; max-height: 80%; background: $surface; padding: 0 1; }
        VirtualList {
            height: auto;
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
        }
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._question = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The frame with the answers."""
        answers = _Answers(ListedRows((choice.value, _line(choice)) for choice in self._choices))
        answers.styles.height = len(self._choices)
        yield Frame(answers, title=self._question)

    def on_mount(self) -> None:
        """The first answer is under the cursor."""
        self.query_one(_Answers).focus()

    def on_key(self, event: events.Key) -> None:
        """An answer's own key gives it."""
        for choice in self._choices:
            if choice.key and event.character == choice.key:
                event.stop()
                event.prevent_default()
                self.dismiss(choice.value)
                return

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click gives the answer."""
        event.stop()
        self.dismiss(event.key)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Nobody else needs to know."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click beside the question leaves it."""
        if not self.query_one(Frame).region.contains(event.screen_x, event.screen_y):
            self.dismiss(None)

    def action_choose(self) -> None:
        """Gives the answer under the cursor."""
        self.dismiss(self.query_one(_Answers).cursor_key)

    def action_close(self) -> None:
        """Gives none."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """Goes to the next answer."""
        self.query_one(_Answers).cursor_down()

    def action_dialog_up(self) -> None:
        """Goes to the answer before."""
        self.query_one(_Answers).cursor_up()


def _line(choice: Choice) -> Line:
    label = fit(choice.label, _LABEL_CELLS) if choice.aside else choice.label
    return (
        (f"{choice.key or ' '}  ", "accent"),
        (label, ""),
        (f"  {choice.aside}" if choice.aside else "", "muted"),
    )
