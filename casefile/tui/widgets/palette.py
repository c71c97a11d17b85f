"""Choosing from a list by typing: the command palette, the chooser of a record or theme, the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, ClassVar, Final, NamedTuple, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.finder import highlighted, work_in_slices
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line, Run, cut_line, fit, width
from casefile.tui.widgets.ranking import Entry, Ranking
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import VirtualList
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap_within

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
        self.headers = [index for index, row in enumerate(self._rows) if isinstance(row, str)]
        self._columns = _columns(entries)
        self._grouped = groups

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
        """What leads, label and detail in columns; what it is, and its keys, at the right end."""
        row = self._rows[index]
        if isinstance(row, str):
            return ((row, "header"),)
        if self._grouped and row.detail.casefold() == row.group.casefold():
            row = row._replace(detail="")
        return entry_line(row, self._query, width, self._columns)

    def entry(self, index: int) -> Entry | None:
        """The entry of a row; none for a header."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, Entry) else None

    def text(self, index: int) -> str:
        """The entry's label."""
        row = self._rows[index]
        return row.label if isinstance(row, Entry) else row


class Columns(NamedTuple):
    """How many cells what leads takes in most rows, and in each group the longest label that has a detail."""

    lead: int
    labels: Mapping[str, int]


_NO_COLUMNS: Final = Columns(0, {})
_LEAD_CELLS: Final = 20
"""The most that what leads may take."""
_LEADS_ALIGNED: Final = 0.9
"""The part of the rows whose labels stand below one another; what leads in the others moves their labels on."""
_AROUND: Final = 4
"""Rows of the frame besides the entries: its edges, the input, the blank under it."""
_MOST_ROWS: Final = 30
"""Rows of the largest frame; a lower screen is the frame's whole."""
_FOOT_ROWS: Final = 2
"""Rows of the foot, where the row under the cursor stands whole."""
_WHOLE_CELLS: Final = 120
"""From so many columns of the screen on sentences stand whole in their rows, and need no foot."""
_LEAST_DETAIL: Final = 24
"""Cells that the column of details needs; where the longest label leaves fewer, only the shorter ones stand in it."""


def _columns(entries: Sequence[Entry]) -> Columns:
    labels: dict[str, int] = {}
    for entry in entries:
        if entry.detail:
            labels[entry.group] = max(labels.get(entry.group, 0), width(((entry.label, ""),)))
    leads = sorted(width(((entry.lead, ""),)) for entry in entries if entry.lead)
    lead = leads[int((len(leads) - 1) * _LEADS_ALIGNED)] if leads else 0
    return Columns(min(lead, _LEAD_CELLS), labels)


def entry_line(entry: Entry, query: str, cells: int, columns: Columns = _NO_COLUMNS) -> Line:
    """The entry's line for that many cells, what was typed lit up in its label; the label gives way to what it is."""
    lead = ""
    if columns.lead:
        lead = f"{fit(entry.lead, max(columns.lead, min(width(((entry.lead, ''),)), _LEAD_CELLS)))}  "
    end: list[Run] = [(f"  {entry.aside}", "muted")] if entry.aside else []
    end += [(f"  {entry.keys}", "accent")] if entry.keys else []
    end = list(cut_line(end, cells // 2))
    room = max(cells - width(((lead, ""),)) - width(end), 0)
    label = highlighted(cut_line(((entry.label, ""),), room), query)
    column = columns.labels.get(entry.group, 0)
    column = column if room - column >= _LEAST_DETAIL else room // 3
    gap = 2 + max(column - width(label), 0)
    detail = entry.detail if room - width(label) - gap > 0 else ""
    rest = fit(f"{' ' * gap}{detail}", room - width(label)) if detail else " " * (room - width(label))
    return ((lead, "accent"), *label, *highlighted(((rest, "muted"),), query), *end)


class Palette(Dialog[str | None]):
    """A modal list to choose from by typing; it is dismissed with the chosen key, or with None.

    ``current`` is the key that the cursor starts on. ``preview`` is told each key that the cursor comes to, and
    ``current`` again when nothing is chosen; where it says that the screen behind shows the choice, the palette steps
    aside and takes its veil away. ``groups`` shows the entries' groups while nothing is typed. ``rows`` is how many
    entries there are, where that is known: of few the frame is as low as they are. ``foot`` has the label and the detail
    of the row under the cursor whole below the list, in two lines, where the screen is narrow.
    """

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Palette {
        align: center top;
        background: $background 60%;
        Frame {
            width: 90%; max-width: 110; height: 80%; max-height: 30; margin-top: 2;
            background: $surface;
        }
        TextInput { margin-bottom: 1; }
        VirtualList { height: 1fr; }
        #foot { height: 2; padding: 0 1; overflow: hidden hidden; }
        &.-low Frame { height: 1fr; margin-top: 0; }
        &.-aside { background: transparent; align: right top; }
        &.-aside Frame { max-width: 44; margin-top: 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape", "close", show=False),
        Binding("down,ctrl+n", "dialog_down", show=False),
        Binding("up,ctrl+p", "dialog_up", show=False),
        Binding("pagedown", "page_of_rows_down", show=False),
        Binding("pageup", "page_of_rows_up", show=False),
    ]

    def __init__(
        self,
        *providers: Provider,
        title: str = "Palette",
        placeholder: str = "Type to search",
        current: str | None = None,
        preview: Callable[[str], bool | None] | None = None,
        groups: bool = False,
        query: str = "",
        rows: int | None = None,
        foot: bool = False,
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
        self._few = rows
        self._foot = Document(id="foot") if foot else None

    def compose(self) -> ComposeResult:
        """The frame with the input above the list."""
        yield Frame(
            TextInput(self._query, placeholder=self._placeholder),
            VirtualList(empty="Nothing answers to that.", driven=True),
            *([self._foot] if self._foot is not None else []),
            title=self._title,
        )

    def on_mount(self) -> None:
        """Begins with what is typed already."""
        if self._few is not None:
            self.query_one(Frame).styles.height = min(self._few + _AROUND, _MOST_ROWS)
            self.query_one(Frame).styles.max_height = "80%"
        self._ask(self._query)

    def on_resize(self) -> None:
        """A long list has the whole of a low screen."""
        self.set_class(self._few is None and self.size.height < _MOST_ROWS, "-low")
        if self._foot is not None:
            self._foot.display = self.size.width < _WHOLE_CELLS
            self.call_after_refresh(self._draw_foot)

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
        self._draw_foot()
        self.query_one(Frame).set_frame(count=f"{self._ranking.count:,}" + "+" * (not self._ranking.finished))

    def _draw_foot(self) -> None:
        """The row under the cursor, whole."""
        if self._foot is None:
            return
        shown = self.query_one(VirtualList)
        entry = shown.rows.entry(shown.cursor_index) if isinstance(shown.rows, EntryRows) else None
        detail = f"  {entry.detail}" if entry is not None and entry.detail else ""
        pieces = (Piece(entry.label), Piece(detail, "muted")) if entry is not None else ()
        cells = max(self._foot.scrollable_content_region.width, 1)
        rows = wrap_within(DocumentLine(pieces), cells, _FOOT_ROWS)
        lines = (tuple(Piece(part.text, part.style) for part in row) for row in rows)
        self._foot.set_document([DocumentLine(line) for line in lines])

    def action_dialog_down(self) -> None:
        """Goes to the next row while the input keeps the focus."""
        self.query_one(VirtualList).cursor_down()

    def action_dialog_up(self) -> None:
        """Goes to the row before."""
        self.query_one(VirtualList).cursor_up()

    def action_page_of_rows_down(self) -> None:
        """Goes a page down."""
        self.query_one(VirtualList).page_down()

    def action_page_of_rows_up(self) -> None:
        """Goes a page up."""
        self.query_one(VirtualList).page_up()

    def action_close(self) -> None:
        """Leaves without a choice."""
        if self._preview is not None and self._current is not None:
            self._preview(self._current)
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the list leaves."""
        if not self.query_one(Frame).region.contains(event.screen_x, event.screen_y):
            self.action_close()

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._draw_foot()
        if self._preview is not None and event.key is not None:
            self.set_class(bool(self._preview(event.key)), "-aside")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Takes the best answer, or the one that the cursor was moved to; enter may come before all were looked at."""
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
