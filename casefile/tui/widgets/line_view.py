"""What lists and documents share: rows of styled runs drawn by the Line API, without a widget per row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from casefile.tui.widgets.line import Run
from casefile.tui.widgets.looks import Looks, State, looks_of

_WHEEL_LINES: Final = 3


class LineView(ScrollView, inherit_bindings=False):
    """A scrollable view over rows of runs; a subclass says what a row is.

    The scrollbar's column is always there, so that nothing is laid out anew when the content grows.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineView {
        overflow: hidden scroll;
        scrollbar-size: 1 1;
        background: transparent;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $border-blurred;
    }
    """

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self._looks: Looks | None = None

    @property
    def looks(self) -> Looks:
        """The theme's styles where this widget stands."""
        if self._looks is None:
            self._looks = looks_of(self)
        return self._looks

    def notify_style_update(self) -> None:
        """Draws everything anew when the theme or the background is another."""
        self._looks = None
        self._strips.clear()
        super().notify_style_update()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All filters but the one that turns ANSI colours into true ones: here they are that already."""
        return [found for found in super().get_line_filters() if not isinstance(found, ANSIToTruecolor)]

    def forget_strips(self) -> None:
        """Drops what was drawn: the content is another."""
        self._strips.clear()
        self.refresh()

    def strip(self, runs: Iterable[Run], cells: int, state: State = State.PLAIN) -> Strip:
        """The runs (cleaned and cut already) drawn and padded to that many cells."""
        style = self.looks.style
        segments = [Segment(text, style(name, state)) for text, name in runs]
        blank = cells - sum(cell_len(segment.text) for segment in segments)
        if blank > 0:
            segments.append(Segment(" " * blank, style("", state)))
        strip = Strip(segments, cells - min(blank, 0))
        return strip if blank >= 0 else strip.adjust_cell_length(cells)

    @property
    def page_size(self) -> int:
        """How many lines are on the screen at once, at least 1."""
        return max(1, self.scrollable_content_region.height)

    def set_line_count(self, count: int) -> None:
        """Says how many lines there are to scroll through; unlike `virtual_size` it lays nothing out anew."""
        size = Size(0, count)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def scroll_to_line(self, line: int, *, centre: bool = False, reveal: int = 1) -> None:
        """Scrolls only as far as ``reveal`` lines from that one on need; or puts it in the middle."""
        height = self.scrollable_content_region.height
        if not height:
            return
        top = self.scroll_offset.y
        if centre:
            top = line - height // 2
        elif line < top:
            top = line
        elif line + reveal > top + height:
            top = line + min(reveal, height) - height
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, _WHEEL_LINES)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -_WHEEL_LINES)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        """The wheel moves the view and leaves the cursor where it is."""
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)
