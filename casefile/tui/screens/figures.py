"""The figures view: how each count moved, drawn and in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.factsheets import HEADLINES, main_subject
from casefile.analysis.figures import Series, figure_series
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.figures import FigureRows, drawn_chart, series_count, series_title
from casefile.tui.screens.chooser import Choice
from casefile.tui.screens.choosing import chooser_by_name
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.drawing import Drawing
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen


class FigureList(VirtualList, inherit_bindings=False):
    """The figures of one count."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("figures")


class FiguresScreen(ViewScreen, inherit_bindings=False):
    """One count at a time, those of the headline first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("figures")
    DEFAULT_CSS = """
    FiguresScreen {
        #chart { height: 2fr; max-height: 24; }
        #rows { height: 1fr; }
    }
    """
    place = "figures"
    label = "Figures"

    def __init__(self, home: CaseScreen) -> None:
        super().__init__(home)
        key = home.key_bar.key_of("claim")
        self.list = FigureList(
            empty=f"No claim of this case gives a number.\nIn the case {key} adds a claim about a record."
        )
        self.drawing = Drawing()
        self.chart_frame = Frame(self.drawing, title="Figures", id="chart")
        self.rows_frame = Frame(self.list, title="In the order said", id="rows")
        self._all: Sequence[Series] = ()
        self._place = 0
        self._signed = False

    def body(self) -> Iterator[Widget]:
        """The chart above, the figures below."""
        yield self.chart_frame
        yield self.rows_frame

    def worked_out(self) -> Iterator[None]:
        """All series, those of the headline first."""
        mains = [(main_subject(self.case, name), name) for name in HEADLINES]
        yield
        here = self._fact(self.series)

        def order(series: Series) -> int:
            fact = (series.subject, series.predicate)
            return mains.index(fact) if fact in mains else len(mains)

        seen = (self._seen(series) for series in figure_series(self.case))
        self._all = sorted((series for series in seen if series.steps), key=order)
        facts = [self._fact(series) for series in self._all]
        self._place = facts.index(here) if here in facts else 0

    def _seen(self, series: Series) -> Series:
        """A series without the figures that are hidden."""
        return series._replace(
            steps=tuple(step for step in series.steps if not self.reading.is_hidden(step.claim.id))
        )

    def _fact(self, series: Series | None) -> tuple[str, str] | None:
        return (series.subject, series.predicate) if series is not None else None

    @property
    def series(self) -> Series | None:
        """The count that is shown."""
        return self._all[self._place] if self._place < len(self._all) else None

    def show(self) -> None:
        """Shows the count; the cursor stays on its figure."""
        series = self.series
        if series is None:
            self.list.show(FigureRows(self.reading, ()))
            self.chart_frame.set_frame(title="Figures", count="none")
        else:
            place = f"{self._place + 1} of {len(self._all)} counts"
            self.show_title([("     ", ""), (place, "muted")])
            self.chart_frame.set_frame(series_title(self.reading, series), series_count(self.case, series))
            self.list.show(FigureRows(self.reading, series.steps, signed=self._signed))
        self.list.focus()
        self._draw()
        self.draw_keys()

    def without(self) -> frozenset[str]:
        """Of one count there is no other; without any, nothing to go to."""
        idle = set() if len(self._all) > 1 else {"next_figure", "previous_figure"}
        return frozenset(idle if self._all else {*idle, "choose_figure", "go"})

    def _draw(self) -> None:
        series = self.series
        if series is not None:
            chosen = self.list.cursor_index if self.list.cursor_index >= 0 else None
            self.drawing.show(partial(self._drawn, series, chosen))
            self.rows_frame.set_frame(count=f"{self.list.cursor_index + 1} of {len(series.steps)}")

    def _drawn(self, series: Series, chosen: int | None, cells: int, rows: int) -> list[Line]:
        """The chart; where its steps have signs, the rows have them too."""
        chart = drawn_chart(self.reading, series, cells, rows, chosen)
        self._signed = not chart.named
        listed = self.list.rows
        if isinstance(listed, FigureRows) and listed.signed != self._signed:
            listed.signed = self._signed
            self.list.forget_strips()
        return chart.lines

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The figure under the cursor is lit in the chart."""
        event.stop()
        self._draw()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to the claim."""
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Goes to the claim in full."""
        if self.list.cursor_key is not None:
            self.dismiss(self.list.cursor_key)

    def action_next_figure(self) -> None:
        """Goes to the next count."""
        self._turn(1)

    def action_previous_figure(self) -> None:
        """Goes to the count before."""
        self._turn(-1)

    def _turn(self, way: int) -> None:
        if self._all:
            self._place = (self._place + way) % len(self._all)
            self._begin()

    def _begin(self) -> None:
        self.list.show(FigureRows(self.reading, ()))
        self.show()

    def action_choose_figure(self) -> None:
        """Asks which count to show."""
        choices = [
            Choice(
                str(number), "", series_title(self.reading, series), series.held.label if series.held else ""
            )
            for number, series in enumerate(self._all)
        ]
        if choices:
            self.app.push_screen(chooser_by_name("Counts", choices, current=str(self._place)), self._chosen)

    def _chosen(self, choice: str | None) -> None:
        if choice is not None:
            self._place = int(choice)
            self._begin()
