"""A small question with a few answers, each a key or a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.screens.bars import KeyBar
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line, fit, width
from casefile.tui.widgets.virtual_list import GUTTER, ListedRows, VirtualList
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap_within

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp

_KEY_CELLS: Final = 3
_MOST_CELLS: Final = 90
_REMARK_ROWS: Final = 3
"""The most rows of a remark."""


class Choice(NamedTuple):
    """An answer: what it is told by, the key that gives it at once ("" for none), its words, a remark."""

    value: str
    key: str
    label: str
    aside: str = ""


class _Answers(VirtualList, inherit_bindings=False):
    """The answers, as rows."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("question")

    def row_clicked(self, index: int) -> int:
        """The remark below an answer stands for it."""
        while 0 < index < len(self.rows) and self.rows.key(index) is None:
            index -= 1
        return index


class Chooser(Dialog[str | None], inherit_bindings=False):
    """Asks; is dismissed with the value of the answer, or with None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("question")
    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; height: auto; background: $surface; padding: 0 1; }
        KeyBar { dock: bottom; background: $background; }
        VirtualList {
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
        }
    }
    """
    place = "question"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        above: Widget | None = None,
        rows: int = 0,
        count: str = "",
    ) -> None:
        """``above`` stands above the answers and has so many ``rows``; ``count`` stands at the right of the title."""
        super().__init__()
        self._question = title
        self._choices = choices
        self._answers = _Answers()
        self._rows_above = rows
        self._count = count
        self._frame = Frame(*((above,) if above is not None else ()), self._answers, title=title)

    def compose(self) -> ComposeResult:
        """The frame with the answers, the keys below."""
        yield self._frame
        yield KeyBar(cast("CasefileApp", self.app).keys)

    def on_mount(self) -> None:
        """The first answer is under the cursor."""
        self._fit()
        self._answers.focus()

    def on_resize(self) -> None:
        """Remarks are broken for the width; what has no room scrolls."""
        self._fit()

    def _fit(self) -> None:
        size = self.app.size
        labels = max((width(((choice.label, ""),)) for choice in self._choices), default=0)
        asides = max((width(((choice.aside, ""),)) for choice in self._choices), default=0)
        around = _KEY_CELLS + GUTTER + 4
        title = f"{self._question} ─ {self._count}" if self._count else self._question
        wished = max(around + labels + 2 + asides, width(((title, ""),)) + 8)
        frame = min(wished + 1, _MOST_CELLS, size.width * 9 // 10)
        rows = list(answer_rows(self._choices, frame - around - 1, labels))
        self._answers.show(ListedRows(rows), keep="key")
        height = min(len(rows), max(size.height * 8 // 10 - 2 - self._rows_above, 1))
        self._frame.styles.width = frame
        self._answers.styles.height = height
        self._frame.set_frame(count=self._count or (f"{len(self._choices)}" if len(rows) > height else ""))

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
        if not self._frame.region.contains(event.screen_x, event.screen_y):
            self.dismiss(None)

    def action_choose(self) -> None:
        """Gives the answer under the cursor."""
        self.dismiss(self._answers.cursor_key)

    def action_close(self) -> None:
        """Gives none."""
        self.dismiss(None)


def answer_rows(choices: Sequence[Choice], cells: int, labels: int) -> Iterator[tuple[str | None, Line]]:
    """The answers for that many cells: their remarks beside them or, where these have no room, below each."""
    asides = max((width(((choice.aside, ""),)) for choice in choices), default=0)
    beside = labels + 2 + asides <= cells
    for choice in choices:
        lead = (f"{fit(choice.key, 1)}  ", "accent")
        if beside and choice.aside:
            yield choice.value, (lead, (fit(choice.label, labels), ""), (f"  {choice.aside}", "muted"))
            continue
        yield choice.value, (lead, (choice.label, ""))
        if choice.aside:
            remark = DocumentLine((Piece(choice.aside[: 2 * cells * _REMARK_ROWS]),))
            for row in wrap_within(remark, cells, _REMARK_ROWS):
                yield None, ((" " * _KEY_CELLS, ""), ("".join(part.text for part in row), "muted"))
