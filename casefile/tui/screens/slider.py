"""The slider over the days of a case, and the banner that says at which moment the case is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from casefile.tui.bindings import bindings
from casefile.tui.screens.bars import TitleBar
from casefile.tui.screens.view import SIGN
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.strip_chart import Cell, StripChart

if TYPE_CHECKING:
    from casefile.tui.panes.content.past import Past


class Slider(StripChart, can_focus=True):
    """Where something became known or was recorded; the cursor is the moment that is shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("known", "screen.")
    DEFAULT_CSS = "Slider { padding: 0 1 0 3; }"
    place = "known"

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self.marked: int | None = None

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
        height: 2; background: $panel;
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
        self._stops: object = None

    def compose(self) -> ComposeResult:
        """The words above, the slider below."""
        yield self.banner
        yield self.slider

    def show(self, past: Past) -> None:
        """Says what is shown now, and moves the cursor there."""
        if self._stops is not past.stops:
            self._stops = past.stops
            self.slider.show(past.buckets())
        self.slider.cursor = past.place if past.stops.moments else None
        marked = past.marked is not None and past.marked in past.stops.moments
        self.slider.marked = (
            past.stops.moments.index(past.marked) if marked and past.marked is not None else None
        )
        self.slider.refresh()
        parts: list[Line] = [((f"{SIGN} ", "warning"), (past.words, "warning strong"))]
        if past.marked is not None:
            parts.append(((" · since ", "muted"), (past.short(past.marked), "")))
        parts += [((" · ", "muted"), (words, "muted")) for words in past.count_words()]
        self.banner.set_parts(parts)

    def on_strip_chart_bucket_chosen(self, event: StripChart.BucketChosen) -> None:
        """A click goes to that moment."""
        event.stop()
        self.post_message(self.Moved(event.index))
