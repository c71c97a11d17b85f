"""The slider over the days of a case, and the banner that says at which moment the case is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip

from casefile.tui.bindings import bindings
from casefile.tui.panes.content.signs import PAST
from casefile.tui.screens.bars import TitleBar
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.looks import looks_of
from casefile.tui.widgets.strip_chart import Cell, StripChart

if TYPE_CHECKING:
    from casefile.tui.panes.content.past import Past


HERE: Final = "▲"
"""Below the moment that is shown."""

SINCE: Final = "△"
"""Below the moment that it is compared with."""

TODAYS: Final = "titles, grades: today's"
"""What of a case as it was known nothing dates."""


class Slider(StripChart, can_focus=True):
    """Where something became known or was recorded; the cursor is the moment that is shown.

    A line below points at it, so that it is told without colour too.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("known", "screen.")
    DEFAULT_CSS = """
    Slider {
        height: 2; padding: 0 1 0 2; border-left: blank;
        &:focus { border-left: outer $accent; }
    }
    """
    place = "known"

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self.marked: int | None = None

    def render_line(self, y: int) -> Strip:
        """The chart, and the signs below it."""
        if y == 0:
            return super().render_line(y)
        style = looks_of(self).style
        pointed: list[Segment] = []
        for cell in self._cells():
            sign, look = self._sign(cell)
            pointed.append(Segment(f"{sign:<{cell_len(cell.text)}}", style(look)))
        return Strip(pointed).adjust_cell_length(self.content_size.width, style())

    def _sign(self, cell: Cell) -> tuple[str, str]:
        """What stands below a cell, and its style."""
        if self.cursor is not None and cell.first <= self.cursor <= cell.last:
            return HERE, "accent"
        if self.marked is not None and cell.first <= self.marked <= cell.last:
            return SINCE, "warning"
        return "", ""

    def look_of(self, cell: Cell) -> str:
        """The moment shown, the one it is compared with, and quiet what lies after it."""
        if self.marked is not None and cell.first <= self.marked <= cell.last and self.marked != self.cursor:
            return "hit"
        if self.cursor is not None and cell.first > self.cursor:
            return "muted"
        return super().look_of(cell)


class KnownBar(Vertical):
    """Banner and slider."""

    DEFAULT_CSS = """
    KnownBar {
        height: 3; background: $panel;
        TitleBar { background: transparent; }
    }
    """

    class Moved(Message):
        """A stop of the slider was clicked; ``place`` is its number."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self.banner = TitleBar()
        self.slider = Slider()
        self._stops: tuple[object, str] | None = None

    def compose(self) -> ComposeResult:
        """The words above, the slider below."""
        yield self.banner
        yield self.slider

    def show(self, past: Past) -> None:
        """Says what is shown now, and moves the cursor there."""
        stops = (past.stops, past.reading.calendar)
        if self._stops is None or self._stops[0] is not stops[0] or self._stops[1] != stops[1]:
            self._stops = stops
            self.slider.show(past.buckets())
        self.slider.cursor = past.place if past.stops.moments else None
        marked = past.marked is not None and past.marked in past.stops.moments
        self.slider.marked = (
            past.stops.moments.index(past.marked) if marked and past.marked is not None else None
        )
        self.slider.refresh()
        parts: list[Line] = [((f"{PAST} ", "warning"), (past.words, "warning strong"))]
        if not past.mine:
            parts.append(((" · ", "muted"), (TODAYS, "muted")))
        if past.marked is not None:
            parts.append(((" · since ", "muted"), (past.short(past.marked), "")))
        parts += [((" · ", "muted"), (words, "muted")) for words in past.count_words()]
        self.banner.set_parts(parts)

    def on_strip_chart_bucket_chosen(self, event: StripChart.BucketChosen) -> None:
        """A click goes to that moment."""
        event.stop()
        self.post_message(self.Moved(event.index))
