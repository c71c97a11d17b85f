"""The frame of a pane: its title at the left of the top edge, its count at the right."""

from __future__ import annotations

from typing import Any, Final

from rich.cells import cell_len
from textual import events
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from casefile.model.text import cut
from casefile.tui.widgets.line import safe

_CORNERS: Final = 6
"""Cells of the top edge that Textual keeps for itself: corners, a piece of edge and a blank at each side."""


_TITLE_SHARE: Final = 0.6
"""What a long title keeps of the top edge before the count beside it loses a part."""


def frame_title(title: str, count: str, cells: int, title_style: Style, count_style: Style) -> Content:
    """The title and the count as a top edge of that many cells, the edge drawn on between them.

    Where there is no room for both, the count loses what follows its last " · ", again and again until it fits
    beside the most of the title; the title is cut to make room for what is left.
    """
    title, count = safe(title), safe(count)
    least = min(cell_len(title), int(cells * _TITLE_SHARE))
    while count and cells - least - cell_len(count) - 2 < 1:
        count = count.rpartition(" · ")[0]
    left = cells - cell_len(count) - 3 if count else cells
    title = cut(title, left) if cell_len(title) > left else title
    if not count:
        return Content.styled(title, title_style)
    room = cells - cell_len(title) - cell_len(count) - 2
    return Content.assemble((title, title_style), f" {'─' * room} ", (count, count_style))


class Framed(Widget):
    """Any widget with a border that carries a title and a count: mix it in before the widget's own class.

    Titles are data and never markup. The focused frame has the accent's colour and a bold title.
    """

    DEFAULT_CSS = """
    Framed {
        border: round $border-blurred;
        border-title-color: $border-blurred;
        border-title-style: none;
        &:focus, &:focus-within {
            border: round $border;
            border-title-color: $border;
            border-title-style: bold;
        }
    }
    """

    class TitlePressed(Message):
        """The top edge of a frame was clicked; ``twice`` where it was a double click."""

        def __init__(self, frame: Framed, twice: bool) -> None:
            super().__init__()
            self.frame = frame
            self.twice = twice

    _title: str = ""
    _count: str = ""
    _hits: str = ""
    _composed: tuple[object, ...] = ()

    @property
    def frame_title(self) -> str:
        """The title as it was set."""
        return self._title

    @property
    def frame_count(self) -> str:
        """The count as it was set."""
        return self._count

    def set_frame(self, title: str | None = None, count: str | None = None) -> None:
        """Sets the title, the count or both; None leaves what is there."""
        self._title = self._title if title is None else title
        self._count = self._count if count is None else count
        self._compose_frame()

    def set_hits(self, words: str) -> None:
        """Shows how far a search is behind the title; "" for none."""
        self._hits = words
        self._compose_frame()

    def _compose_frame(self) -> None:
        cells = self.outer_size.width - _CORNERS
        if cells <= 0:
            return
        theme = self.app.theme_variables
        title = f"{self._title} {self._hits}".rstrip()
        composed = (title, self._count, cells, theme["foreground"])
        if composed != self._composed:
            self._composed = composed
            style = Style(foreground=Color.parse(theme["foreground"]))
            content = frame_title(title, self._count, cells, style, style)
            self.border_title = content

    def on_click(self, event: events.Click) -> None:
        """A click on the title or the count is told; what is inside the frame answers its own."""
        if event.screen_y == self.region.y < self.content_region.y:
            event.stop()
            self.post_message(self.TitlePressed(self, event.chain > 1))

    def _on_resize(self, event: events.Resize) -> None:
        """The edge between title and count is as long as the width leaves it."""
        self._compose_frame()

    def notify_style_update(self) -> None:
        """The title takes its colour from the theme."""
        super().notify_style_update()
        self._compose_frame()


class Frame(Framed, Vertical):
    """A framed box for what stands one above the other."""

    DEFAULT_CSS = """
    Frame { height: 1fr; width: 1fr; }
    """

    def __init__(self, *children: Widget, title: str = "", count: str = "", **widget: Any) -> None:
        super().__init__(*children, **widget)
        self._title, self._count = title, count
