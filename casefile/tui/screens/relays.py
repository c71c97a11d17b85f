"""Who relays whom behind a record, as a tree over the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.analysis.grades import report_reliability
from casefile.model.records import Report, Source
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.find_line import FindLine
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

if TYPE_CHECKING:
    from casefile.analysis.relaying import Relay
    from casefile.tui.actions import Keys
    from casefile.tui.panes.content.reading import Reading


class RelayList(VirtualList, inherit_bindings=False):
    """Who relays whom."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("relays")


class RelaysScreen(FindLine[str | None], Dialog[str | None], inherit_bindings=False):
    """The tree; is dismissed with the record to go to, or with None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("relays")
    DEFAULT_CSS = """
    RelaysScreen {
        align: center middle;
        background: $background 60%;
        Frame { width: 90%; height: auto; max-height: 80%; background: $surface; }
        VirtualList { height: auto; max-height: 100%; }
        KeyBar { dock: bottom; background: $background; }
        &.-typing KeyBar { margin-bottom: 1; }
    }
    """
    place = "relays"

    def __init__(self, reading: Reading, title: str, tree: Sequence[Relay], keys: Keys) -> None:
        super().__init__()
        self._rows = [
            (f"{number} {relay.id}", relay_line(reading, relay)) for number, relay in enumerate(tree)
        ]
        self.list = RelayList(ListedRows(self._rows), empty="This rests on no report and no speaker.")
        origins = sum(not relay.depth for relay in tree)
        count = f"{origins} origin{'' if origins == 1 else 's'}"
        self._frame = Frame(self.list, title=f"Who relays whom · {title}", count=count)
        self._key_bar = KeyBar(keys)

    def compose(self) -> ComposeResult:
        """The tree and the keys."""
        yield self._frame
        yield self._key_bar

    def on_mount(self) -> None:
        """The first origin is under the cursor."""
        self._fit()
        self.list.focus()

    def on_resize(self) -> None:
        """What has no room scrolls."""
        self._fit()

    def _fit(self) -> None:
        self.list.styles.height = min(max(len(self._rows), 1), self.app.size.height * 8 // 10 - 2)

    def without(self) -> frozenset[str]:
        """Where nobody relays there is nobody to go to."""
        return frozenset() if self._rows else frozenset({"go", "find"})

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to the record."""
        event.stop()
        self.action_go()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Nobody else needs to know."""
        event.stop()

    def action_go(self) -> None:
        """Goes to the record under the cursor."""
        key = self.list.cursor_key
        if key is not None:
            self.dismiss(key.partition(" ")[2])

    def action_leave_view(self) -> None:
        """One level out: search, the tree."""
        if not self.end_find():
            self.dismiss(None)


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
