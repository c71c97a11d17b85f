"""Choosing from a list by typing: the command palette, the chooser of a record or theme, the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, ClassVar, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.finder import highlighted, work_in_slices
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line, cut_line, fit, width
from casefile.tui.widgets.ranking import Entry, Ranking
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import VirtualList

__all__ = ["Entry", "Palette"]

Provider: TypeAlias = Callable[[], Iterable[Entry]]
"""Where entries come from; asked when the palette opens, and no faster than it can look at them."""


class EntryRows:
    """Entries as a list's rows, with a header above each group if asked."""

    def __init__(self, entries: Sequence[Entry], query: str = "", groups: bool = False) -> None:
        self._rows: list[Entry | str] = []
        self._query = query
        group = ""
        for entry in entries:
            if groups and entry.group != group:
                group = entry.group
                self._rows.append(group)
            self._rows.append(entry)
        self._index = {row.key: index for index, row in enumerate(self._rows) if isinstance(row, Entry)}

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """The entry's key."""
        row = self._rows[index]
        return row.key if isinstance(row, Entry) else None

    def index(self, key: str) -> int | None:
        """Where the entry is."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """Label, detail, and the keys at the right end."""
        row = self._rows[index]
        if isinstance(row, str):
            return ((row, "header"),)
        return entry_line(row, self._query, width)

    def text(self, index: int) -> str:
        """The entry's label."""
        row = self._rows[index]
        return row.label if isinstance(row, Entry) else row


def entry_line(entry: Entry, query: str, cells: int) -> Line:
    """The entry's line for that many cells, what was typed lit up in its label."""
    label = highlighted(cut_line(((entry.label, ""),), cells), query)
    keys = f" {entry.keys}" if entry.keys else ""
    room = cells - width(((keys, ""),)) - width(label)
    if room < 0:
        return label
    detail = fit(f"  {entry.detail}" if entry.detail else "", room)
    return (*label, (detail, "muted"), (keys, "accent"))


class Palette(Dialog[str | None]):
    """A modal list to choose from by typing; it is dismissed with the chosen key, or with None.

    ``current`` is the key that the cursor starts on. ``preview`` is told each key that the cursor comes to,
    and ``current`` again when nothing is chosen. ``groups`` shows the entries' groups while nothing is typed.
    """

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Palette {
        align: center top;
        background: $background 60%;
        Frame {
            width: 90%; max-width: 90; height: 80%; max-height: 30; margin-top: 2;
            background: $surface;
        }
        TextInput { margin-bottom: 1; }
        VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("down,ctrl+n", "cursor('cursor_down')", show=False),
        Binding("up,ctrl+p", "cursor('cursor_up')", show=False),
        Binding("pagedown", "cursor('page_down')", show=False),
        Binding("pageup", "cursor('page_up')", show=False),
    ]

    def __init__(
        self,
        *providers: Provider,
        title: str = "Palette",
        placeholder: str = "Type to search",
        current: str | None = None,
        preview: Callable[[str], None] | None = None,
        groups: bool = False,
        query: str = "",
        **screen: Any,
    ) -> None:
        super().__init__(**screen)
        self._ranking = Ranking(chain.from_iterable(provider() for provider in providers))
        self._title = title
        self._placeholder = placeholder
        self._current = current
        self._preview = preview
        self._groups = groups
        self._query = query

    def compose(self) -> ComposeResult:
        """The frame with the input above the list."""
        yield Frame(
            TextInput(self._query, placeholder=self._placeholder),
            VirtualList(empty="Nothing answers to that.", driven=True),
            title=self._title,
        )

    def on_mount(self) -> None:
        """Begins with what is typed already."""
        self._ask(self._query)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._query:
            self._ask(event.value)

    def _ask(self, query: str) -> None:
        self._query = query
        self._ranking.ask(query)
        if not self._look_on(query):
            work_in_slices(self, "rank", partial(self._look_on, query))

    def _look_on(self, query: str) -> bool:
        """One slice of the search; True when it is over, or something else was typed."""
        if query != self._query:
            return True
        first = not len(self.query_one(VirtualList).rows)
        self._ranking.advance()
        if self._ranking.finished or first:
            self._list()
        return self._ranking.finished

    def _list(self) -> None:
        answers = self._ranking.answers()
        typed = bool(self._query.strip())
        shown = self.query_one(VirtualList)
        shown.show(EntryRows(answers, self._query, groups=self._groups and not typed), keep="first")
        if not typed and self._current is not None:
            shown.move_to(self._current, centre=True)
        self.query_one(Frame).set_frame(count=f"{self._ranking.count:,}" + "+" * (not self._ranking.finished))

    def action_cursor(self, move: str) -> None:
        """Moves the list's cursor while the input keeps the focus."""
        getattr(self.query_one(VirtualList), move)()

    def action_cancel(self) -> None:
        """Leaves without a choice."""
        if self._preview is not None and self._current is not None:
            self._preview(self._current)
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the list leaves."""
        if not self.query_one(Frame).region.contains(event.screen_x, event.screen_y):
            self.action_cancel()

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        if self._preview is not None and event.key is not None:
            self._preview(event.key)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        while not self._ranking.finished:
            self._ranking.advance(1.0)
            self._list()
        key = self.query_one(VirtualList).cursor_key
        if key is not None:
            self.dismiss(key)

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.dismiss(event.key)
