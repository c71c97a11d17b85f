"""The one list of the browser: any number of rows, none of them a widget, none of them kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from typing import Any, ClassVar, Final, Literal, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from casefile.tui.widgets.find_view import FindView
from casefile.tui.widgets.line import LINE_LIMIT, Line, Run, cut_line
from casefile.tui.widgets.looks import State
from casefile.tui.widgets.rows import GroupRows, ListedRows, Rows
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap

__all__ = ["ListedRows", "Rows", "VirtualList"]

GUTTER: Final = 3
"""Cells before a row's text: the cursor's sign, the mark's sign, a blank."""

CURSOR_SIGN: Final = "▌"
BLURRED_SIGN: Final = "▏"
MARK_SIGN: Final = "●"
SELECTED_SIGN: Final = "✓"

Keep: TypeAlias = Literal["key", "index", "first"]
"""What the cursor holds on to when rows change: its record, its place, or nothing (first row)."""


class VirtualList(FindView, can_focus=True, inherit_bindings=False):
    """A list of one-line rows with a cursor, marks, a selection and a search.

    ``empty`` is what stands there when there are no rows: which key fills the list. ``driven`` says that keys
    come from an input that keeps the focus: the list cannot have it, and its cursor is drawn strong all the same.

    Where the header of the first row is scrolled away (``GroupRows`` have such), it stands in that row's place, unless
    the cursor is on that row.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("home", "cursor_first", show=False),
        Binding("end", "cursor_last", show=False),
        Binding("enter", "choose", show=False),
    ]

    cursor_index: reactive[int] = reactive(-1, repaint=False)
    """The row under the cursor, or -1 where no row can have it."""

    class _OfList(Message):
        """A message of one list; ``control`` is that list."""

        def __init__(self, control: VirtualList) -> None:
            super().__init__()
            self.list = control

        @property
        def control(self) -> VirtualList:
            """The list that sent it."""
            return self.list

    class Highlighted(_OfList):
        """The cursor is on another row. Of several that wait, only the last is delivered."""

        def __init__(self, control: VirtualList, key: str | None, index: int) -> None:
            super().__init__(control)
            self.key = key
            self.index = index

        def can_replace(self, message: Message) -> bool:
            """A later place of the same list's cursor makes this one old."""
            return isinstance(message, VirtualList.Highlighted) and message.list is self.list

    class Chosen(_OfList):
        """The row was chosen: by enter or by a double click."""

        def __init__(self, control: VirtualList, key: str) -> None:
            super().__init__(control)
            self.key = key

    class SelectionChanged(_OfList):
        """Rows were taken into the selection or out of it."""

    def __init__(
        self,
        rows: Rows | None = None,
        *,
        empty: str | Sequence[DocumentLine] = "",
        driven: bool = False,
        **widget: Any,
    ) -> None:
        super().__init__(**widget)
        self.driven = driven
        self.can_focus = not driven
        self._rows: Rows = ListedRows()
        self._headers: Sequence[int] = ()
        self._empty: Sequence[DocumentLine] = ()
        self._marks: Container[str] = frozenset()
        self._selected: set[str] = set()
        self.empty = empty
        if rows is not None:
            self.show(rows, keep="first")

    # What is shown

    @property
    def rows(self) -> Rows:
        """The rows shown."""
        return self._rows

    @property
    def empty(self) -> Sequence[DocumentLine]:
        """The lines shown where there are no rows; a text is one muted line for each of its lines. Long ones are broken."""
        return self._empty

    @empty.setter
    def empty(self, lines: str | Sequence[DocumentLine]) -> None:
        if isinstance(lines, str):
            lines = [DocumentLine((Piece(line, "empty"),)) for line in lines.splitlines()]
        self._empty = lines
        self.forget_strips()

    def show(self, rows: Rows, keep: Keep = "key") -> None:
        """Shows these rows. The cursor stays with its record and its height on the screen where it can."""
        key, index = self.cursor_key, self.cursor_index
        above = index - self.scroll_offset.y
        self._rows = rows
        self._headers = rows.headers if isinstance(rows, GroupRows) else ()
        self._size_changed()
        found = rows.index(key) if keep == "key" and key is not None else None
        if found is None:
            found = self._nearest(0 if keep == "first" else index)
        self._set_cursor(found, told=self._key_at(found) != key)
        if found >= 0 and above >= 0 and keep != "first":
            self.scroll_to(y=found - above, animate=False, force=True)
        self.show_cursor()
        self.find_again()

    def changed(self) -> None:
        """The same rows now say something else (or there are more): draws them anew."""
        self._size_changed()
        self._set_cursor(self._nearest(self.cursor_index))

    def _size_changed(self) -> None:
        self.set_line_count(len(self._rows))
        self.forget_strips()

    # The cursor

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor."""
        return self._key_at(self.cursor_index)

    def _key_at(self, index: int) -> str | None:
        return self._rows.key(index) if 0 <= index < len(self._rows) else None

    def move_to(self, key: str, centre: bool = False) -> bool:
        """Puts the cursor on that row and shows it, in the middle if asked; False if there is no such row."""
        index = self._rows.index(key)
        if index is None:
            return False
        self._set_cursor(index)
        self.show_cursor(centre=centre)
        return True

    def move_to_index(self, index: int) -> None:
        """Puts the cursor on the row of that number, or on the nearest that can have it."""
        self._set_cursor(self._nearest(index))
        self.show_cursor()

    def cursor_down(self, count: int = 1) -> None:
        """Goes so many rows down, as far as there are any."""
        self._move(count)

    def cursor_up(self, count: int = 1) -> None:
        """Goes so many rows up."""
        self._move(-count)

    def cursor_first(self) -> None:
        """Goes to the first row."""
        self.move_to_index(0)
        self.scroll_to(y=0, animate=False, force=True)

    def cursor_last(self) -> None:
        """Goes to the last row."""
        self.move_to_index(len(self._rows) - 1)

    def half_page_down(self) -> None:
        """Goes half a screen down."""
        self._move(max(1, self.page_size // 2))

    def half_page_up(self) -> None:
        """Goes half a screen up."""
        self._move(-max(1, self.page_size // 2))

    def page_down(self) -> None:
        """Goes a screen down."""
        self._move(self._rows_seen)

    def page_up(self) -> None:
        """Goes a screen up."""
        self._move(-self._rows_seen)

    @property
    def _rows_seen(self) -> int:
        """How many rows are surely on the screen at once: the first line may be a header's."""
        return max(1, self.page_size - bool(self._headers))

    def next_group(self) -> None:
        """Goes to the first row after the next header."""
        index, passed = self.cursor_index + 1, False
        while 0 <= index < len(self._rows):
            if self._rows.key(index) is None:
                passed = True
            elif passed:
                return self.move_to_index(index)
            index += 1

    def previous_group(self) -> None:
        """Goes to the first row of this group, or if it is there already, of the group before."""
        index = self._group_start(self.cursor_index)
        if index == self.cursor_index:
            index = self._group_start(self._nearest(index - 1, step=-1))
        self.move_to_index(index)

    def _group_start(self, index: int) -> int:
        while index > 0 and self._rows.key(index - 1) is not None:
            index -= 1
        return index

    def _move(self, count: int) -> None:
        if self.cursor_index < 0:
            return
        target = min(max(self.cursor_index + count, 0), len(self._rows) - 1)
        self._set_cursor(self._nearest(target, step=1 if count > 0 else -1))
        self.show_cursor()

    def _nearest(self, index: int, step: int = 1) -> int:
        """The row that the cursor can have next to that one: first that way, then the other; -1 if none."""
        count = len(self._rows)
        index = min(max(index, 0), count - 1)
        for way in (step, -step):
            place = index
            while 0 <= place < count:
                if self._rows.key(place) is not None:
                    return place
                place += way
        return -1

    def _set_cursor(self, index: int, told: bool | None = None) -> None:
        """Moves the cursor and, unless the record is the same, says so."""
        old = self.cursor_index
        self.cursor_index = index
        if told if told is not None else index != old:
            self.post_message(self.Highlighted(self, self._key_at(index), index))

    def watch_cursor_index(self, old: int, new: int) -> None:
        """Draws the two rows that look different now."""
        self.refresh_lines(old)
        self.refresh_lines(new)

    def show_cursor(self, *, centre: bool = False) -> None:
        """Scrolls so that the cursor's row can be seen, and the header that it stands under."""
        if self.cursor_index >= 0:
            self._scroll_to_row(self.cursor_index, centre=centre)

    def _scroll_to_row(self, index: int, *, centre: bool = False) -> None:
        """Scrolls so that the row can be seen, and the header that it stands under."""
        if not centre:
            self.scroll_to_line(self.first_line_for(index))
        self.scroll_to_line(index, centre=centre)

    def first_line_for(self, index: int) -> int:
        """The last row that can be the first on the screen while that one is seen below its header."""
        headed = index > 0 and (self._rows.key(index - 1) is None or self._header_of(index) is not None)
        return index - headed

    def _header_of(self, index: int) -> int | None:
        """Where the header stands that is above that row; a header is its own."""
        place = bisect_right(self._headers, index)
        return self._headers[place - 1] if place else None

    def _row_at(self, y: int) -> int:
        """The row that is drawn in that line of the screen: in the first, the header of what is scrolled away."""
        index = self.scroll_offset.y + y
        if y or index == self.cursor_index or index >= len(self._rows):
            return index
        header = self._header_of(index)
        return index if header is None else header

    # Marks and selection

    @property
    def marks(self) -> Container[str]:
        """The keys that carry a mark: those that what is under another list's cursor is about."""
        return self._marks

    @marks.setter
    def marks(self, keys: Container[str]) -> None:
        if isinstance(keys, frozenset) and keys == self._marks:
            return
        self._marks = keys
        self.refresh()

    def scroll_first_mark(self) -> None:
        """Scrolls to the first marked row, unless it is in sight; the cursor stays where it is."""
        index = self._first_mark()
        if index is not None:
            self._scroll_to_row(index)

    def _first_mark(self) -> int | None:
        if isinstance(self._marks, (set, frozenset, list, tuple, dict)):
            places = (self._rows.index(key) for key in self._marks)
            return min((place for place in places if place is not None), default=None)
        keys = ((index, self._rows.key(index)) for index in range(len(self._rows)))
        return next((index for index, key in keys if key is not None and key in self._marks), None)

    @property
    def selected(self) -> frozenset[str]:
        """The keys taken into the selection."""
        return frozenset(self._selected)

    @selected.setter
    def selected(self, keys: Iterable[str]) -> None:
        self._selected = set(keys)
        self.refresh()
        self.post_message(self.SelectionChanged(self))

    def toggle_selected(self) -> None:
        """Takes the row under the cursor into the selection or out of it, and goes one down."""
        key = self.cursor_key
        if key is not None:
            self.selected = self._selected ^ {key}
            self.cursor_down()

    # Find

    def find_count(self) -> int:
        """How many rows there are to look through."""
        return len(self._rows)

    def find_text(self, index: int) -> str:
        """What is looked through in that row; headers are passed over."""
        return self._rows.text(index) if self._rows.key(index) is not None else ""

    def find_place(self) -> int:
        """The cursor's row."""
        return self.cursor_index

    def find_go(self, index: int) -> None:
        """Puts the cursor on the hit."""
        self.move_to_index(index)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The strip of that line of the screen."""
        index = self._row_at(y)
        cells = self.scrollable_content_region.width
        if index >= len(self._rows):
            return self._render_beyond(index, cells)
        key = self._rows.key(index)
        signs = self._signs(index, key)
        state = self._state(index)
        place = (index, cells, signs, state)
        strip = self._strips.get(place)
        if strip is None:
            runs = self._runs(index, min(cells, LINE_LIMIT + GUTTER) - GUTTER)
            strip = self._strips[place] = self.strip((*signs, *runs), cells, state)
        return strip

    def _render_beyond(self, index: int, cells: int) -> Strip:
        rows = self._empty_rows(cells) if not len(self._rows) else []
        line = rows[index] if index < len(rows) else ()
        return self.strip(((" " * GUTTER, ""), *cut_line(line, cells - GUTTER)), cells)

    def _empty_rows(self, cells: int) -> list[Line]:
        """What stands where there are no rows, broken between words."""
        return [
            [(piece.text, piece.style) for piece in row]
            for line in self._empty
            for row in wrap(line, cells - GUTTER)
        ]

    @property
    def lines_needed(self) -> int:
        """How many lines everything takes that is shown, at the width that the list has now."""
        return len(self._rows) or len(self._empty_rows(self.scrollable_content_region.width))

    def _state(self, index: int) -> State:
        if index != self.cursor_index:
            return State.PLAIN
        return State.CURSOR if self.has_focus or self.driven else State.BLURRED

    def _signs(self, index: int, key: str | None) -> tuple[Run, ...]:
        """The three cells before a row's text."""
        if key is None:
            return (("   ", ""),)
        cursor = " "
        if index == self.cursor_index:
            cursor = CURSOR_SIGN if self.has_focus or self.driven else BLURRED_SIGN
        signs = SELECTED_SIGN * (key in self._selected) + MARK_SIGN * (key in self._marks)
        return ((cursor, "accent"), (f"{signs:<2}", "mark"))

    def _runs(self, index: int, cells: int) -> tuple[Run, ...]:
        runs = cut_line(self._rows.line(index, cells), cells)
        return self.highlighted(runs)

    # Keys and mouse

    def on_focus(self) -> None:
        """The cursor's row is drawn strong."""
        self.refresh_lines(self.cursor_index)

    def on_blur(self) -> None:
        """The cursor's row is drawn quiet."""
        self.refresh_lines(self.cursor_index)

    def on_resize(self) -> None:
        """The cursor stays in sight whatever the size."""
        self._strips.clear()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, a second one chooses."""
        event.stop()
        offset = event.get_content_offset(self)
        index = self.row_clicked(self._row_at(offset.y)) if offset is not None else -1
        if self._key_at(index) is None:
            return
        self.move_to_index(index)
        if event.chain > 1:
            self.action_choose()

    def row_clicked(self, index: int) -> int:
        """The row that a click on one is meant for."""
        return index

    def action_choose(self) -> None:
        """Says that the row under the cursor was chosen."""
        key = self.cursor_key
        if key is not None:
            self.post_message(self.Chosen(self, key))

    action_cursor_down = cursor_down
    action_cursor_up = cursor_up
    action_cursor_first = cursor_first
    action_cursor_last = cursor_last
    action_page_down = page_down
    action_page_up = page_up
    action_half_page_down = half_page_down
    action_half_page_up = half_page_up
    action_next_group = next_group
    action_previous_group = previous_group
    action_toggle_selected = toggle_selected
