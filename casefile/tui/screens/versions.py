"""The versions view: what a record was, how two versions of it differ, and a key that brings one back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.versions import Version, restoring, versions
from casefile.errors import CasefileError
from casefile.model.text import plural
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.versions import VersionRows, difference_lines
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen


class VersionList(VirtualList, inherit_bindings=False):
    """The versions."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("versions")


class DifferenceDocument(Document, inherit_bindings=False):
    """The difference, to be read on in."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("versions")


class VersionsScreen(ViewScreen, inherit_bindings=False):
    """The versions of one record, the newest on top."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("versions")
    DEFAULT_CSS = """
    VersionsScreen {
        #versions { height: 2fr; }
        #difference { height: 3fr; }
    }
    """
    place = "versions"
    label = "Versions"
    of_all_times = True

    def __init__(self, home: CaseScreen, record_id: str) -> None:
        super().__init__(home)
        self._record_id = record_id
        self._name = home.reading.title(record_id) if home.reading else record_id
        self._found: list[Version] = []
        self.list = VersionList(empty="Nothing is known of this record.")
        self.difference = DifferenceDocument()
        self.frame = Frame(self.list, title="Versions", id="versions")
        self.difference_frame = Frame(self.difference, title="Difference", id="difference")

    def body(self) -> Iterator[Widget]:
        """The versions above, the difference below."""
        yield self.frame
        yield self.difference_frame

    async def _work(self) -> None:
        assert self.home.session is not None
        session = self.home.session
        try:
            steps = await session.history(self._record_id)
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._found = versions(session.case, steps, self._record_id)
        self.show()

    def show(self) -> None:
        """Shows the versions; after a change the cursor goes to the newest."""
        count = len(self._found)
        self.frame.set_frame(title=self._name, count=f"{plural(count, 'version')} · UTC")
        self.list.show(VersionRows(self._found), keep="first")
        if self.focused is None:
            self.list.focus()
        self._tell()
        self.draw_keys()

    def _tell(self) -> None:
        """Shows how the version under the cursor differs from the marked one, or from the one before."""
        rows, here = self.list.rows, self.here
        if here is None or not isinstance(rows, VersionRows):
            self.difference.set_document(())
            return
        marked = rows.version(next(iter(self.list.selected), None))
        first, second = rows.before(here), here
        if marked is not None and marked != here:
            first, second = sorted((marked, here), key=lambda one: one.sequence)
        words = "from the marked one" if marked not in (None, here) else "from the one before"
        self.difference_frame.set_frame(title=f"Difference {words}" if first else "The first version")
        self.difference.set_document(difference_lines(first, second))

    @property
    def here(self) -> Version | None:
        """The version under the cursor."""
        rows = self.list.rows
        return rows.version(self.list.cursor_key) if isinstance(rows, VersionRows) else None

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The difference stands below."""
        event.stop()
        self._tell()
        self.draw_keys()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click does nothing: it is too easily made to change a record."""
        event.stop()

    def action_turn_to(self) -> None:
        """Goes into the difference, or back to the versions."""
        (self.difference if self.list.has_focus else self.list).focus()

    def action_mark(self) -> None:
        """Marks the version that others are compared with, or takes the mark away; one alone is marked."""
        key = self.list.cursor_key
        if key is not None:
            self.list.selected = frozenset() if key in self.list.selected else frozenset((key,))
            self._tell()

    def level_left(self) -> bool:
        """One level out: the difference, the mark."""
        if self.difference.has_focus:
            self.list.focus()
        elif self.list.selected:
            self.list.selected = frozenset()
            self._tell()
        else:
            return False
        return True

    def without(self) -> frozenset[str]:
        """The record is as it is now already, and there is nothing to restore where it was deleted."""
        here = self.here
        idle = here is None or here.record is None or (bool(self._found) and here is self._found[-1])
        left_out = {"restore_version"} if idle or not self.writable else set()
        return super().without() | left_out

    async def action_restore_version(self) -> None:
        """Makes the record what it was in the version under the cursor."""
        version = self.here
        if version is None or not self.may_write() or self.home.session is None:
            return
        if version.record is None:
            self.notify("The record was deleted here: there is nothing to bring back.", markup=False)
            return
        app, case = self.casefile_app, self.home.session.case
        edit = app.edit_of(
            lambda: restoring(case, self._record_id, version, author=app.author, now=app.now())
        )
        if edit is not None and not edit.changes:
            self.notify("The record is that already.", markup=False)
        elif edit is not None:
            self.list.selected = frozenset()
            await self.commit(lambda: edit, f"{edit.label[:1].upper()}{edit.label[1:]}.")
