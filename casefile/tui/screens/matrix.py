"""The matrix: which party stands where on the contested facts, and which ones always go together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.factsheets import all_fact_sheets, working_out
from casefile.analysis.matrix import Matrix, Pair, always_together, matrix, together
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.matrix import LEGEND, MatrixRows, fact_title, head, together_lines, told
from casefile.tui.screens.bars import Bar
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import GUTTER, VirtualList

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen


class PartyList(VirtualList, inherit_bindings=False):
    """The parties."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("matrix")


class MatrixScreen(ViewScreen, inherit_bindings=False):
    """Parties against contested facts."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("matrix")
    DEFAULT_CSS = """
    MatrixScreen {
        #parties { height: 1fr; }
        #fact { height: 40%; min-height: 8; }
    }
    """
    place = "matrix"
    label = "Who stands where"

    def __init__(self, home: CaseScreen) -> None:
        super().__init__(home)
        self.list = PartyList(empty="No fact is contested: nobody stands against anybody.")
        self.head = Bar()
        self.fact = Document()
        self.fact.can_focus = False
        self.legend = Bar()
        self.legend.set_line([(" " * GUTTER, ""), (LEGEND, "muted")])
        self.frame = Frame(self.head, self.list, self.legend, title="Parties", id="parties")
        self.fact_frame = Frame(self.fact, title="Fact", id="fact")
        self._found = Matrix((), (), {})
        self._pairs: Sequence[Pair] = ()
        self._sets: Sequence[Sequence[str]] = ()
        self._column = 0
        self._first = 0

    def body(self) -> Iterator[Widget]:
        """The matrix, and what the cell under the cursor says."""
        yield self.frame
        yield self.fact_frame

    def worked_out(self) -> Iterator[None]:
        """The fact sheets, a few at a time, then who stands where on the contested ones."""
        yield from working_out(self.case)
        self._found = matrix(self.case, all_fact_sheets(self.case))
        yield
        self._pairs = together(self._found)
        yield
        self._sets = always_together(self._pairs)

    def show(self) -> None:
        """Shows the matrix; the cursor stays in its cell."""
        self._column = min(self._column, max(len(self._found.facts) - 1, 0))
        self.frame.set_frame(count=f"{len(self._found.parties):,} × {len(self._found.facts):,} facts")
        self._draw()
        self.list.focus()
        self.draw_keys()

    def turn_column(self, way: int) -> None:
        """Goes to another fact."""
        self._column = min(max(self._column + way, 0), max(len(self._found.facts) - 1, 0))
        self._draw()

    def action_next_fact(self) -> None:
        """Goes to the next fact."""
        self.turn_column(1)

    def action_previous_fact(self) -> None:
        """Goes to the fact before."""
        self.turn_column(-1)

    def without(self) -> frozenset[str]:
        """Of no fact or of one there is no other."""
        facts = len(self._found.facts)
        idle = set() if facts > 1 else {"next_fact", "previous_fact"}
        return frozenset(idle if facts else {*idle, "go"})

    def on_resize(self, event: object) -> None:
        """There is room for more facts, or for fewer."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        cells = self.list.size.width - GUTTER - 1
        rows = MatrixRows(self.reading, self._found, self._column, self._first)
        shown = rows.shown(cells)
        if self._column not in shown:
            self._first = self._column if self._column < self._first else self._column - len(shown) + 1
            rows = MatrixRows(self.reading, self._found, self._column, self._first)
        self.list.show(rows)
        self.head.set_line(*head(rows, cells))
        self._tell()

    def _tell(self) -> None:
        self.fact_frame.set_frame(title=fact_title(self.reading, self._found, self._column))
        lines = told(self.reading, self._found, self.list.cursor_key, self._column, self._pairs)
        self.fact.set_document((*lines, *together_lines(self.reading, self._sets)))

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """What the party says stands below."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to the party."""
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Goes to the party in full."""
        key = self.list.cursor_key
        if key is not None and key in self.case:
            self.dismiss(key)
