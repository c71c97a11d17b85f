"""Who relays whom behind a record, as a tree over the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.grades import report_reliability
from casefile.model.records import Report, Source
from casefile.tui.bindings import bindings
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

if TYPE_CHECKING:
    from casefile.analysis.relaying import Relay
    from casefile.tui.panes.content.reading import Reading


class RelaysScreen(Dialog[str | None], inherit_bindings=False):
    """The tree; is dismissed with the record to go to, or with None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    DEFAULT_CSS = """
    RelaysScreen {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; height: auto; max-height: 80%; background: $surface; }
        VirtualList { height: auto; max-height: 100%; }
        KeyBar { dock: bottom; background: $background; }
    }
    """

    def __init__(self, reading: Reading, title: str, tree: Sequence[Relay], footer: Widget) -> None:
        super().__init__()
        rows = [(f"{number} {relay.id}", relay_line(reading, relay)) for number, relay in enumerate(tree)]
        self.list = VirtualList(ListedRows(rows), empty="This rests on no report and no speaker.")
        self.list.styles.height = min(max(len(rows), 1), 40)
        origins = sum(not relay.depth for relay in tree)
        count = f"{origins} origin{'' if origins == 1 else 's'}"
        self._frame = Frame(self.list, title=f"Who relays whom · {title}", count=count)
        self._footer = footer

    def compose(self) -> ComposeResult:
        """The tree and the keys."""
        yield self._frame
        yield self._footer

    def on_mount(self) -> None:
        """The first origin is under the cursor."""
        self.list.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to the record."""
        event.stop()
        self.action_choose()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Nobody else needs to know."""
        event.stop()

    def action_choose(self) -> None:
        """Goes to the record under the cursor."""
        key = self.list.cursor_key
        self.dismiss(key.partition(" ")[2] if key is not None else None)

    def action_close(self) -> None:
        """Leaves."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """Goes to the next row."""
        self.list.cursor_down()

    def action_dialog_up(self) -> None:
        """Goes to the row before."""
        self.list.cursor_up()


def relay_line(reading: Reading, relay: Relay) -> Line:
    """`│ └ B Fire in the harbour  IRNA, 3 Jan`."""
    case = reading.case
    report = case.get(relay.id, Report)
    source = case.get(relay.id, Source)
    letter = (
        report_reliability(case, relay.id) if report is not None else source.reliability if source else ""
    )
    aside = ""
    if report is not None and not reading.is_hidden(relay.id):
        aside = ", ".join(
            part for part in (reading.title(report.source), reading.brief(report.published)) if part
        )
    mark = "  relays itself: a circle" if relay.circular else "  as above" if relay.again else ""
    return (
        (relay.branch, "muted"),
        (f"{letter} " if letter else "", "grade"),
        (party_name(reading, relay.id), "strong" if not relay.depth else ""),
        (f"  {aside}" if aside else "", "muted"),
        (mark, "warning" if relay.circular else "muted"),
    )
