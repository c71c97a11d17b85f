"""The kept searches and filters of a case: found again, applied, renamed, deleted, every step undoable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.errors import CasefileError
from casefile.model import editing
from casefile.model.records import View
from casefile.model.text import cut
from casefile.tui.actions import Keys
from casefile.tui.bindings import bindings
from casefile.tui.panes.kept import elsewhere_lines, kept_views, kind_of, name_of, view_lines
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.prompts import AskPrompt
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.prompt_line import PromptLine
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

if TYPE_CHECKING:
    from casefile.model.case import Edit
    from casefile.tui.screens.case import CaseScreen

_LONGEST_NAME: Final = 200
_LONGEST_TURN: Final = 32
"""Cells of what would be undone, beside its key."""
_NAMES_TURNS: Final = 80
"""From that many cells on the keys name what they would undo."""
_EDGES: Final = 2
"""Lines of a frame that are its own."""
_NONE: Final[Mapping[str, View]] = {}
_NOTHING: Final = (
    "Nothing is kept yet: {key} keeps the filter of the timeline, and in the search what is typed."
)


class Shelf:
    """The kept views of the open case, and what changes them. Every change goes through the app."""

    def __init__(self, home: CaseScreen) -> None:
        self.home = home

    def views(self, pane: str = "") -> list[View]:
        """All, or those of one kind."""
        return kept_views(self.home.session.case, pane) if self.home.session is not None else []

    @property
    def writable(self) -> bool:
        """Whether anything can be kept."""
        return self.home.session is not None and not self.home.session.read_only

    async def keep(self, name: str, query: str, pane: str) -> str:
        """Keeps one more, if it is not kept already; what is to be said of it, "" where the app has said it."""
        same = next((view for view in self.views(pane) if view.query == query), None)
        if same is not None:
            return f"This {kind_of(same)} is kept already, as '{name_of(same)}'."
        app = self.home.casefile_app
        assert self.home.session is not None
        fields = {"name": name[:_LONGEST_NAME], "query": query, "pane": pane}
        case, now = self.home.session.case, app.now()
        made = app.edit_of(lambda: editing.create(case, "views", fields, author=app.author, now=now))
        keys = self.home.key_bar
        kind = kind_of(View(id="", pane=pane))
        words = f"{kind.capitalize()} kept: {keys.key_of('kept_views')} finds it again. {keys.key_of('undo')} undoes it."
        return words if made is not None and await self.commit(made) else ""

    async def rename(self, view: View, name: str) -> bool:
        """Gives a view another name; whether that is on the disk."""
        assert self.home.session is not None
        case, now = self.home.session.case, self.home.casefile_app.now()
        named = {"name": name.strip()[:_LONGEST_NAME]}
        edit = self.home.casefile_app.edit_of(lambda: editing.update(case, view.id, named, now=now))
        return edit is not None and bool(edit.changes) and await self.commit(edit)

    async def delete(self, view: View) -> bool:
        """Deletes a view; whether it is gone from the disk."""
        assert self.home.session is not None
        return await self.commit(editing.delete(self.home.session.case, [view.id]))

    async def commit(self, edit: Edit) -> bool:
        """Through the app, as every change."""
        return await self.home.casefile_app.commit(self.home, edit)


class _Views(VirtualList, inherit_bindings=False):
    """The views, as rows."""

    place = "kept"


class KeptScreen(Dialog[str | None], inherit_bindings=False):
    """The views of a case, or one kind of them, and those of other cases, by `case:query`.

    It is dismissed with the id of the one to apply, or with None. Those of other cases are changed there.
    """

    place = "kept"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("kept"), *bindings("dialog")]
    DEFAULT_CSS = """
    KeptScreen {
        align: center middle;
        background: $background 60%;
        Frame { width: 94%; max-width: 110; max-height: 60%; background: $surface; padding: 0 1; }
        VirtualList {
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
        }
        KeyBar { dock: bottom; background: $background; }
        &.-typing KeyBar { margin-bottom: 1; }
    }
    """

    def __init__(
        self, shelf: Shelf | None, keys: Keys, pane: str = "", elsewhere: Mapping[str, View] = _NONE
    ) -> None:
        super().__init__()
        self._shelf, self._pane, self._elsewhere = shelf, pane, elsewhere
        self._renamed: View | None = None
        self._turning: dict[str, str] = {}
        """What an undo would take back and a redo would make again: of the whole case, not of what is kept alone."""
        self.key_bar = KeyBar(keys)
        self.list = _Views(empty=_NOTHING.format(key=self.key_bar.key_of("keep_filter")))
        self.frame = Frame(self.list, title="Kept searches" if pane else "Kept searches and filters")
        self.prompt = AskPrompt("name")

    def compose(self) -> ComposeResult:
        """The list, the line for a name, the keys below."""
        yield self.frame
        yield self.key_bar
        yield self.prompt

    def on_mount(self) -> None:
        """The first one is under the cursor."""
        self._fill()
        self.list.focus()

    def without(self) -> frozenset[str]:
        """What does nothing in a case that cannot be written, without a case, and where nothing is kept."""
        writable = self._shelf is not None and self._shelf.writable
        idle = set() if writable and self._views else {"rename_view", "delete_view"}
        idle |= {"undo", "redo"} - set(self._turning)
        return frozenset(idle if len(self.list.rows) else {*idle, "choose"})

    def _fill(self) -> None:
        rows = [*view_lines(self._views), *elsewhere_lines(self._elsewhere)]
        self.list.show(ListedRows(rows))
        self.frame.set_frame(count=f"{len(rows):,}" if rows else "")
        self._fit()
        self.key_bar.follow()
        self.run_worker(self._name_turns(), group="turns", exclusive=True)

    async def _name_turns(self) -> None:
        """The keys say what they would undo and do again."""
        session = self._shelf.home.session if self._shelf is not None and self._shelf.writable else None
        if session is None:
            return
        try:
            self._turning = await session.next_turns()
        except CasefileError:
            self._turning = {}
        self._label_turns()
        self.key_bar.follow()

    def _label_turns(self) -> None:
        """What would be undone stands beside the key where there is room for it."""
        room = self.app.size.width >= _NAMES_TURNS
        named = {turn: f"{turn}: {cut(label, _LONGEST_TURN)}" for turn, label in self._turning.items()}
        self.key_bar.relabel(named if room else {})

    def _fit(self) -> None:
        """The frame is as high as what stands in it, as far as the screen allows."""
        self.frame.styles.height = self.list.lines_needed + _EDGES

    def on_resize(self) -> None:
        """A sentence may need more lines than before, and a key's words more cells."""
        self._label_turns()
        self.call_after_refresh(self._fit)

    @property
    def _views(self) -> list[View]:
        return self._shelf.views(self._pane) if self._shelf is not None else []

    def _own(self) -> tuple[Shelf, View] | None:
        """The view under the cursor with what changes it; None, and that is said, where it cannot be changed here."""
        key = self.list.cursor_key
        view = next((view for view in self._views if view.id == key), None)
        if self._shelf is not None and self._shelf.writable and view is not None:
            return self._shelf, view
        if key is not None:
            home = key.partition(":")[0] if view is None else ""
            words = (
                f"It is kept in {home}, and changed there."
                if home
                else "Nothing can be written in this case."
            )
            self.notify(words, severity="warning", markup=False)
        return None

    def action_choose(self) -> None:
        """Applies the one under the cursor."""
        if self.list.cursor_key is not None:
            self.dismiss(self.list.cursor_key)

    def action_close(self) -> None:
        """Applies none."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """Goes to the next one."""
        self.list.cursor_down()

    def action_dialog_up(self) -> None:
        """Goes to the one before."""
        self.list.cursor_up()

    def action_rename_view(self) -> None:
        """Asks for another name."""
        own = self._own()
        if own is not None:
            self._renamed = own[1]
            self.prompt.open(name_of(own[1]))

    async def action_delete_view(self) -> None:
        """Deletes the one under the cursor."""
        own = self._own()
        if own is not None and await own[0].delete(own[1]):
            self._fill()
            key = self.key_bar.key_of("undo")
            self.notify(f"'{name_of(own[1])}' is no longer kept. {key} undoes it.", markup=False)

    async def action_undo(self) -> None:
        """Takes back the last change of the case."""
        if self._shelf is not None:
            await self._shelf.home.action_undo()
            self._fill()

    async def action_redo(self) -> None:
        """Makes it again."""
        if self._shelf is not None:
            await self._shelf.home.action_redo()
            self._fill()

    @on(PromptLine.Submitted)
    async def _named(self, event: PromptLine.Submitted) -> None:
        event.stop()
        renamed, self._renamed = self._renamed, None
        if renamed is not None and self._shelf is not None and event.value.strip():
            await self._shelf.rename(renamed, event.value)
            self._fill()
        self._end_naming()

    @on(PromptLine.Cancelled)
    def _not_named(self, event: PromptLine.Cancelled) -> None:
        event.stop()
        self._end_naming()

    @on(PromptLine.Changed)
    @on(PromptLine.Stepped)
    def _typed(self, event: PromptLine.Changed | PromptLine.Stepped) -> None:
        event.stop()

    def _end_naming(self) -> None:
        self._renamed = None
        self.prompt.close()
        self.list.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click applies."""
        event.stop()
        self.action_choose()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Nobody else needs to know."""
        event.stop()
