"""The questions view: what the case leaves open for the analyst, with the evidence and a key to the place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.factsheets import working_out
from casefile.analysis.review import Question, by_kind, review
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.questions import QuestionRows, evidence_lines
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen

_ALL_DECIDED: Final = "Nothing is open: every contested fact is decided, every grade is given."
_NO_RECORDS: Final = "There is nothing to ask about yet: the case has no records."


class QuestionList(VirtualList, inherit_bindings=False):
    """The questions; left and right go from kind to kind."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("questions")


class QuestionsScreen(ViewScreen, inherit_bindings=False):
    """What is open, the weightiest kinds first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("questions")
    DEFAULT_CSS = """
    QuestionsScreen {
        #questions { height: 3fr; }
        #evidence { height: 2fr; }
    }
    """
    place = "questions"
    label = "Questions"

    def __init__(self, home: CaseScreen) -> None:
        super().__init__(home)
        self.list = QuestionList(empty=_ALL_DECIDED)
        self.evidence = Document()
        self.evidence.can_focus = False
        self.frame = Frame(self.list, title="Open", id="questions")
        self.evidence_frame = Frame(self.evidence, title="Evidence", id="evidence")
        self._found: dict[str, list[Question]] = {}

    def body(self) -> Iterator[Widget]:
        """The questions above, the evidence of one below."""
        yield self.frame
        yield self.evidence_frame

    def worked_out(self) -> Iterator[None]:
        """The fact sheets first, a few at a time, then one question after the other."""
        yield from working_out(self.case)
        found = []
        past, now = self.home.past, self.casefile_app.now()
        if past is not None and past.mine:
            now = datetime.fromtimestamp(past.moment, UTC)
        for question in review(self.case, now):
            found.append(question)
            yield
        self._found = by_kind(iter(found))

    def show(self) -> None:
        """Shows the questions; the cursor stays on its own."""
        self.frame.set_frame(count=f"{sum(map(len, self._found.values())):,}")
        self.evidence_frame.display = bool(self._found)
        recorded = any(records for table, records in self.case.tables.items() if table != "case")
        self.list.empty = _ALL_DECIDED if recorded else _NO_RECORDS
        self.list.show(QuestionRows(self.reading, self._found))
        self.list.focus()
        self._tell()
        self.draw_keys()

    def without(self) -> frozenset[str]:
        """Where nothing is open there is nothing to go to."""
        return frozenset() if self._found else frozenset({"go", "find"})

    @property
    def here(self) -> Question | None:
        """The question under the cursor."""
        rows = self.list.rows
        return rows.question(self.list.cursor_index) if isinstance(rows, QuestionRows) else None

    def _tell(self) -> None:
        here = self.here
        self.evidence.set_document(evidence_lines(self.reading, here) if here is not None else ())

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The evidence stands below."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to the place."""
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Goes to the record that the question is about."""
        if self.here is not None:
            self.dismiss(self.here.record)
