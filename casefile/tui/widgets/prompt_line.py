"""A line to type into, at the bottom: for find and filter."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from casefile.tui.widgets.safe import data
from casefile.tui.widgets.text_input import TextInput

_LEAST_INPUT = 20
_PADDING = 4
"""Cells that the text has at least, and those that are left blank around what stands before and after it."""


class PromptLine(Horizontal):
    """A one-line input with a label before it and a count after it ("3 of 17").

    It tells each change as it is typed. It is hidden until it is opened, and its parts are made only then. While it is
    open its screen has the class `-typing`, so that what else stands at the bottom can make room. What stands after it
    goes below, in as many rows as it needs, where there is no room for it beside; there it stays until it is opened anew.
    """

    DEFAULT_CSS = """
    PromptLine {
        dock: bottom;
        height: 1;
        display: none;
        background: $surface;
        &.-open { display: block; }
        Static { width: auto; padding: 0 1; color: $foreground; }
        TextInput { width: 1fr; min-width: 20; padding: 0; }
        &.-below { layout: grid; grid-size: 2; grid-columns: auto 1fr; grid-rows: auto; height: auto; }
        &.-below .count { column-span: 2; width: 100%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop_typed", show=False),
        Binding("down", "hit_below", show=False),
        Binding("up", "hit_above", show=False),
    ]

    class _OfPrompt(Message):
        """A message of one prompt line; ``control`` is that line."""

        def __init__(self, control: PromptLine, value: str) -> None:
            super().__init__()
            self.prompt = control
            self.value = value

        @property
        def control(self) -> PromptLine:
            """The line that sent it."""
            return self.prompt

    class Changed(_OfPrompt):
        """Another text stands there now. Of several that wait, only the last is delivered."""

        def can_replace(self, message: Message) -> bool:
            """A later text of the same line makes this one old."""
            return isinstance(message, PromptLine.Changed) and message.prompt is self.prompt

    class Submitted(_OfPrompt):
        """Enter was pressed."""

    class Cancelled(_OfPrompt):
        """Escape was pressed."""

    class Stepped(_OfPrompt):
        """Down (way 1) or up (way -1) was pressed: the next hit or the one before."""

        def __init__(self, control: PromptLine, value: str, way: int) -> None:
            super().__init__(control, value)
            self.way = way

    def __init__(self, label: str = "find", **widget: Any) -> None:
        super().__init__(**widget)
        self._label = Static(data(label), markup=False)
        self._input = TextInput()
        self._count = Static("", markup=False, classes="count")
        self._cells = 0

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("-open")

    @property
    def value(self) -> str:
        """What is typed."""
        return self._input.value

    def open(self, value: str = "", *, label: str | None = None) -> None:
        """Shows the line with that text in it, all selected, and gives it the focus."""
        if label is not None:
            self._label.update(data(label))
        self.remove_class("-below")
        self.set_count("")
        with self._input.prevent(Input.Changed):
            self._input.value = value
        self._input.select_all()
        if not self._input.is_attached:
            self.mount(self._label, self._input, self._count)
        self.add_class("-open")
        self.screen.add_class("-typing")
        self._input.focus()

    def close(self) -> None:
        """Hides the line; whoever opened it takes the focus."""
        self.remove_class("-open")
        self.screen.remove_class("-typing")

    def set_count(self, text: str) -> None:
        """Sets what stands at the right end, as "3 of 17"."""
        shown = data(text)
        self._count.update(shown)
        self._cells = shown.cell_length
        self._make_room()

    def _make_room(self) -> None:
        label = cell_len(str(self._label.content))
        if self._cells + label + _LEAST_INPUT + _PADDING > self.screen.size.width:
            self.add_class("-below")

    def on_resize(self, event: events.Resize) -> None:
        """There may be less room than before."""
        self._make_room()

    def set_hits(self, position: int, count: int, finished: bool = True) -> None:
        """Sets the count from a search's figures."""
        more = "" if finished else "+"
        self.set_count(f"{position} of {count}{more}" if position else f"{count or 'no'}{more} hits")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take_typed()

    def action_take_typed(self) -> None:
        """Takes what is typed."""
        self.post_message(self.Submitted(self, self.value))

    def action_drop_typed(self) -> None:
        """Gives up."""
        self.post_message(self.Cancelled(self, self.value))

    def action_hit_below(self) -> None:
        """Asks for the next hit."""
        self.post_message(self.Stepped(self, self.value, 1))

    def action_hit_above(self) -> None:
        """Asks for the hit before."""
        self.post_message(self.Stepped(self, self.value, -1))

    def on_paste(self, event: events.Paste) -> None:
        """A paste is for the input alone."""
        event.stop()
