"""A text to read, with references to follow: the record in full, a note's preview, the help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from casefile.tui.widgets.find_view import FindView
from casefile.tui.widgets.finder import work_in_slices
from casefile.tui.widgets.layout import Layout, beginning
from casefile.tui.widgets.line import Run
from casefile.tui.widgets.wrapping import DocumentLine, Piece, Row

__all__ = ["Document", "DocumentLine", "Piece"]

SHOWN_CHARACTERS: Final = 64 * 1024
"""How much of a document is shown at first, and how much more each time."""

MORE: Final = "\0more"
"""The target of the line that stands for what is not shown yet; the document follows it itself. No text holds it."""

_SECTIONS: Final = frozenset(("header", "heading"))
_SLICE: Final = 50


class Document(FindView, can_focus=True, inherit_bindings=False):
    """Lines of styled text, broken to the width; the cursor goes from reference to reference.

    Lines are broken as they are looked at. A document without references simply scrolls.
    """

    DEFAULT_CSS = """
    Document { padding: 0 0 0 1; }
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

    class LinkChosen(Message):
        """A reference was followed: by enter or by a click. ``target`` is what its piece said."""

        def __init__(self, control: Document, target: str) -> None:
            super().__init__()
            self.document = control
            self.target = target

        @property
        def control(self) -> Document:
            """The document that sent it."""
            return self.document

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._source: Sequence[DocumentLine] = ()
        self._shown = SHOWN_CHARACTERS
        self._layout = Layout()
        self._cursor = -1
        self._found_line = -1

    # What is shown

    def set_document(self, lines: Iterable[DocumentLine], keep_position: bool = False) -> None:
        """Shows these lines from their beginning or, with ``keep_position``, where the reader is now.

        A reader on a reference stays on the reference to the same target, and that where it is on the screen.
        """
        target, top = (self.cursor_target, self.scroll_offset.y) if keep_position else (None, 0)
        before = self._layout.row_of_link(self._cursor) if target is not None else 0
        self._source = list(lines)
        self._shown = max(self._shown, SHOWN_CHARACTERS) if keep_position else SHOWN_CHARACTERS
        self._take()
        self._cursor = self.links.index(target) if target in self.links else -1
        self._found_line = -1
        if self._cursor >= 0:
            top += self._layout.row_of_link(self._cursor) - before
        self.scroll_to(y=self._reach(max(0, top)), animate=False, force=True)
        self.find_again()

    def _take(self) -> None:
        """Takes as many of the lines as are to be shown at once."""
        lines, left = beginning(self._source, self._shown)
        if left:
            lines.append(DocumentLine((Piece(f"… {left:,} more characters", "link", MORE),)))
        self._layout = Layout(lines)
        self._break()

    def _break(self) -> None:
        """Breaks the lines for the width, as far as can be seen; the others when no key waits."""
        self._layout.break_at(self.scrollable_content_region.width)
        self._layout.wrap_rows(self.scroll_offset.y + 2 * self.page_size)
        self.set_line_count(self._layout.height)
        self.forget_strips()
        if self._layout.cells and not self._layout.finished:
            work_in_slices(self, "wrap", partial(self._break_on, self._layout, self._layout.cells))

    def _break_on(self, layout: Layout, cells: int) -> bool:
        """One slice of the work; True when it is over, or another text or width took its place."""
        if layout is not self._layout or cells != layout.cells:
            return True
        layout.wrap_rows(len(layout.rows) + _SLICE)
        if layout.finished:
            self.set_line_count(layout.height)
        return layout.finished

    # References

    @property
    def links(self) -> Sequence[str]:
        """The targets of all references shown, in order."""
        return self._layout.links

    @property
    def cursor_target(self) -> str | None:
        """The target of the reference under the cursor, if the cursor is on one."""
        return self.links[self._cursor] if 0 <= self._cursor < len(self.links) else None

    def move_to(self, target: str) -> bool:
        """Puts the cursor on the first reference to that target; False if there is none."""
        if target not in self.links:
            return False
        self._go_to_link(self.links.index(target))
        return True

    def enter(self) -> None:
        """Puts the cursor on the first reference in sight, unless it is on one already."""
        link = self._link_further(1) if self._cursor < 0 else None
        if link is not None and self._layout.row_of_link(link) < self.scroll_offset.y + self.page_size:
            self._go_to_link(link)

    def next_link(self) -> None:
        """Goes to the next reference, wherever it is."""
        link = self._link_further(1)
        if link is not None:
            self._go_to_link(link)

    def previous_link(self) -> None:
        """Goes to the reference before, wherever it is."""
        link = self._link_further(-1)
        if link is not None:
            self._go_to_link(link)

    def cursor_down(self) -> None:
        """Goes to the next reference if it is near, else scrolls towards it."""
        self._step(1)

    def cursor_up(self) -> None:
        """Goes to the reference before if it is near, else scrolls towards it."""
        self._step(-1)

    def _step(self, way: int) -> None:
        link = self._link_further(way)
        near = max(1, self.page_size // 2)
        if link is not None:
            row = self._layout.row_of_link(link) - self.scroll_offset.y
            if -near <= row < self.page_size + near:
                return self._go_to_link(link)
        self.scroll_lines(way if link is None else way * near)

    def _link_further(self, way: int) -> int | None:
        """The reference one further that way; from a cursor that is out of sight, the first from what is seen."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.page_size
        if self._cursor >= 0 and top <= self._layout.row_of_link(self._cursor) < bottom:
            link = self._cursor + way
        elif way > 0:
            link = self._layout.first_link(self._layout.line_of_row(top))
        else:
            link = self._layout.first_link(self._layout.line_of_row(bottom - 1) + 1) - 1
        return link if 0 <= link < len(self.links) else None

    def _go_to_link(self, link: int) -> None:
        self._cursor = link
        self.forget_strips()
        self.scroll_to_line(self._reach(self._layout.row_of_link(link)))

    def _reach(self, row: int) -> int:
        """The row, after what is before it and on a screen with it is broken: it can be scrolled to."""
        self._layout.wrap_rows(row + self.page_size)
        self.set_line_count(self._layout.height)
        return row

    # Moving about

    def cursor_first(self) -> None:
        """Goes to the beginning."""
        self._cursor = -1
        self.forget_strips()
        self.scroll_to(y=0, animate=False, force=True)

    def cursor_last(self) -> None:
        """Goes to the end."""
        self._layout.wrap_rows(self._layout.height + SHOWN_CHARACTERS)
        self.set_line_count(self._layout.height)
        self._cursor = len(self.links) - 1
        self.forget_strips()
        self.scroll_to(y=self._layout.height, animate=False, force=True)

    def scroll_lines(self, count: int) -> None:
        """Scrolls so many rows down, or up where the count is negative."""
        self.scroll_to(y=self.scroll_offset.y + count, animate=False, force=True)

    def page_down(self) -> None:
        """Scrolls a screen down."""
        self.scroll_lines(self.page_size)

    def page_up(self) -> None:
        """Scrolls a screen up."""
        self.scroll_lines(-self.page_size)

    def half_page_down(self) -> None:
        """Scrolls half a screen down."""
        self.scroll_lines(max(1, self.page_size // 2))

    def half_page_up(self) -> None:
        """Scrolls half a screen up."""
        self.scroll_lines(-max(1, self.page_size // 2))

    def next_group(self) -> None:
        """Scrolls to the next section."""
        here = self._layout.line_of_row(self.scroll_offset.y)
        self._go_to_section(range(here + 1, len(self._layout.lines)))

    def previous_group(self) -> None:
        """Scrolls to the section before."""
        here = self._layout.line_of_row(self.scroll_offset.y)
        self._go_to_section(range(here - 1, -1, -1))

    def _go_to_section(self, lines: Iterable[int]) -> None:
        for line in lines:
            pieces = self._layout.lines[line].pieces
            if pieces and set(pieces[0].style.split()) & _SECTIONS:
                self._cursor = -1
                self.forget_strips()
                row = self._reach(self._layout.row_of_line(line))
                return self.scroll_to(y=row, animate=False, force=True)

    # Find

    def find_count(self) -> int:
        """How many lines there are to look through."""
        return len(self._layout.lines)

    def find_text(self, index: int) -> str:
        """The line's text."""
        line = self._layout.lines[index]
        return "".join(piece.text for piece in (*line.pieces, *line.tail))

    def find_place(self) -> int:
        """The line last found, or the one at the top."""
        return self._found_line if self._found_line >= 0 else self._layout.line_of_row(self.scroll_offset.y)

    def find_go(self, index: int) -> None:
        """Scrolls to the hit."""
        self._found_line = index
        row = self._reach(self._layout.row_of_line(index))
        self.scroll_to_line(row, centre=not 0 <= row - self.scroll_offset.y < self.page_size)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The strip of that line of the screen."""
        row = self.scroll_offset.y + y
        cells = self.scrollable_content_region.width
        if not self._layout.cells:
            self._break()
        self._layout.wrap_rows(row + 1)
        if row >= len(self._layout.rows):
            return self.strip((), cells)
        place = (row, cells, self.has_focus)
        strip = self._strips.get(place)
        if strip is None:
            strip = self._strips[place] = self.strip(self.highlighted(self._runs(row)), cells)
        return strip

    def _runs(self, row: int) -> Iterator[Run]:
        base = self._layout.first_link(self._layout.line_of_row(row))
        for text, style, link in self._layout.rows[row]:
            if link < 0:
                yield text, style
            elif self.has_focus and base + link == self._cursor:
                yield text, "link-cursor"
            else:
                yield text, style or "link"

    # Keys and mouse

    def on_focus(self) -> None:
        """The reference under the cursor is drawn strong."""
        self.refresh()

    def on_blur(self) -> None:
        """The reference under the cursor is drawn as the others."""
        self.refresh()

    def on_resize(self) -> None:
        """Another width breaks the lines elsewhere; the line at the top stays there."""
        if self.scrollable_content_region.width != self._layout.cells:
            line = self._layout.line_of_row(self.scroll_offset.y)
            self._break()
            self.scroll_to(y=self._reach(self._layout.row_of_line(line)), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """A click follows the reference it falls on."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None or self.scroll_offset.y + offset.y >= len(self._layout.rows):
            return
        row = self.scroll_offset.y + offset.y
        link = _link_at(self._layout.rows[row], offset.x)
        if link >= 0:
            self._go_to_link(self._layout.first_link(self._layout.line_of_row(row)) + link)
            self.action_choose()

    def action_choose(self) -> None:
        """Follows the reference under the cursor."""
        target = self.cursor_target
        if target == MORE:
            self._shown += SHOWN_CHARACTERS
            self._take()
        elif target is not None:
            self.post_message(self.LinkChosen(self, target))

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
    action_next_link = next_link
    action_previous_link = previous_link


def _link_at(row: Row, x: int) -> int:
    """The number of the reference in that row at that cell, or -1."""
    for text, _, link in row:
        x -= cell_len(text)
        if x < 0:
            return link
    return -1
