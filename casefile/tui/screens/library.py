"""The library screen: the cases at the left, the one under the cursor at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer

from casefile.tui.actions import Keys
from casefile.tui.bindings import bindings
from casefile.tui.keyboard import OPENS
from casefile.tui.panes.cases import PreviewPane
from casefile.tui.screens.bars import KeyBar, TitleBar, TooSmall
from casefile.tui.screens.bound import BoundCases, BoundSummary
from casefile.tui.screens.workbench import LEAST
from casefile.tui.widgets.dialog import ClosesOnce
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.store import CaseEntry
    from casefile.tui.app import CasefileApp
    from casefile.tui.panes.content.preview import Preview
    from casefile.tui.widgets.prompt_line import PromptLine

_REST_SECONDS = 0.12
"""How long the cursor rests on a case before it is read for its preview."""

_OF_CASES = {
    *("open_case", "filter_cases", "sort_cases", "identities_view", "switch_case"),
    *("next_pane", "previous_pane"),
}
"""What does nothing where there is no case."""

_BESIDE = Size(100, 24)
_BOTH = Size(80, 24)
"""From this size on the preview is on the screen with the cases; below it, they take turns."""


class LibraryScreen(ClosesOnce[None], inherit_bindings=False):
    """All cases of the folder, damaged ones among them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("library")
    DEFAULT_CSS = """
    LibraryScreen {
        #shelf { layout: horizontal; height: 1fr; }
        &.-stacked #shelf { layout: vertical; }
        CaseList { width: 1fr; height: 1fr; }
        PreviewPane { width: 1fr; height: 1fr; }
    }
    """

    def __init__(self, keys: Keys, case_id: str | None = None) -> None:
        super().__init__()
        self.cases = BoundCases()
        self.preview = PreviewPane(BoundSummary())
        self.title_bar, self.key_bar, self.too_small = TitleBar(), KeyBar(keys), TooSmall()
        self.entries: dict[str, CaseEntry] = {}
        self.listed = False
        """Whether the folder was read."""
        self.read_only: str | None = None
        """Why no case can be made here, as it was when the folder was read."""
        self._both = True
        self._order = 0
        self._wanted = case_id
        self._filter = ""
        self._found = 0
        self._prompt: PromptLine | None = None
        self._previews: dict[tuple[str, str], Preview] = {}
        self._timer: Timer | None = None
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        """Title, cases and preview, keys."""
        yield self.title_bar
        yield Container(self.cases, self.preview, id="shelf")
        yield self.key_bar
        yield self.too_small

    @property
    def casefile_app(self) -> CasefileApp:
        """The app, by its own type."""
        return cast("CasefileApp", self.app)

    def on_mount(self) -> None:
        """The list has the focus."""
        self._lay_out(self.app.size)
        self.title_bar.set_parts([[("casefile", "heading")]])
        self.cases.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room, else one above the other."""
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        self.set_class(size.width < _BESIDE.width or size.height < _BESIDE.height, "-stacked")
        self._both = size.width >= _BOTH.width and size.height >= _BOTH.height
        self._show_pane(self.preview.document.has_focus)
        self.too_small.show_for(size, LEAST)

    def action_identities_view(self) -> None:
        """Opens the actors of all cases."""
        self.casefile_app.show_identities()

    # The cases

    def show_entries(
        self, entries: Sequence[CaseEntry], case_id: str | None = None, read_only: str | None = None
    ) -> None:
        """Shows the cases of the folder; the cursor stays on its case, or goes to ``case_id``."""
        self.read_only = read_only
        self.entries = {entry.id: entry for entry in entries}
        self.listed = True
        self._draw_title()
        self._wanted = case_id or self._wanted
        self._list()

    def _list(self) -> None:
        from casefile.tui.panes.content.cases import ORDERS, case_rows

        shown = case_rows(self.entries.values(), ORDERS[self._order % len(ORDERS)], self._filter)
        self.cases.show(shown)
        if self._wanted is not None and self.cases.move_to(self._wanted):
            self._wanted = None
        self._found = len(shown.entries)
        self._count()
        self.cases.empty = (
            "No case answers to that."
            if self._filter
            else f"No cases yet.\n{self._key('new_case')} makes one."
        )
        self._look_at(self.cases.cursor_key)
        self._show_pane(self.preview.document.has_focus)

    def _key(self, action_id: str) -> str:
        return self.key_bar.key_of(action_id)

    def _count(self) -> None:
        """How many cases are listed; where the preview has no room, the key that leads there."""
        total = len(self.entries)
        count = f"{self._found:,} of {total:,}" if self._filter else f"{total:,}"
        if not self._both and total:
            count += f" · {self.key_bar.key_of('next_pane')} reads on"
        self.cases.set_frame(title="Cases", count=count)

    def _draw_title(self) -> None:
        folder = str(self.casefile_app.library.folder)
        self.title_bar.set_parts([[("casefile", "heading")], [("  ", ""), (folder, "muted")]])

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The preview follows the cursor."""
        event.stop()
        self._look_at(event.key)

    def _look_at(self, case_id: str | None) -> None:
        entry = self.entries.get(case_id) if case_id is not None else None
        if entry is None:
            self._shown = None
            self.preview.show_entry(None, None)
            return
        preview = self._previews.get((entry.id, entry.modified))
        if entry.id != self._shown or preview is not None:
            self._shown = entry.id
            self.preview.show_entry(entry, preview)
        if preview is None and entry.problem is None:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(_REST_SECONDS, lambda: self._read(entry))

    def _read(self, entry: CaseEntry) -> None:
        self.run_worker(self._read_on(entry), group="preview", exclusive=True)

    async def _read_on(self, entry: CaseEntry) -> None:
        preview = await self.casefile_app.read_preview(entry.id)
        if preview is not None:
            self._previews[(entry.id, entry.modified)] = preview
            if self.cases.cursor_key == entry.id:
                self.preview.show_entry(entry, preview)

    @property
    def previewed(self) -> bool:
        """Whether all that is known of the case under the cursor is shown."""
        entry = self.entries.get(self.cases.cursor_key or "")
        return entry is None or entry.problem is not None or (entry.id, entry.modified) in self._previews

    # What is done with them

    def action_open_case(self) -> None:
        """Opens the case; of a damaged file, says what can be done."""
        entry = self.entries.get(self.cases.cursor_key or "")
        if entry is None:
            return
        if entry.problem is not None:
            self.run_worker(self._offer_recovery(entry), name=OPENS, group="recovery", exclusive=True)
        else:
            self.casefile_app.open_case(entry.id)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens."""
        event.stop()
        self.action_open_case()

    async def _offer_recovery(self, entry: CaseEntry) -> None:
        from casefile.tui.screens.chooser import Chooser
        from casefile.tui.screens.recovery import recovery_choices

        generations = await self.casefile_app.generations(entry.id)
        choices = recovery_choices(generations)

        def chosen(choice: str | None) -> None:
            if choice == "read":
                self.casefile_app.open_case(entry.id, recover=True)
            elif choice is not None:
                self.casefile_app.restore(entry.id, int(choice))

        self.app.push_screen(Chooser(f"{entry.id} cannot be read", choices), chosen)

    def action_sort_cases(self) -> None:
        """Sorts the cases otherwise."""
        from casefile.tui.panes.content.cases import ORDERS

        self._order = (self._order + 1) % len(ORDERS)
        self._list()
        self.notify(f"Cases sorted by {ORDERS[self._order].label}.", markup=False)

    def action_new_case(self) -> None:
        """Asks for a title and an id, and makes the case; in a read-only library says why none can be made."""
        if self.read_only:
            self.notify(f"Nothing can be written: {self.read_only}", severity="warning", markup=False)
            return
        from casefile.tui.screens.new_case import NewCaseScreen

        def made(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.casefile_app.new_case(*answer)

        self.app.push_screen(NewCaseScreen(frozenset(self.entries), self.key_bar.keys), made)

    def action_switch_case(self) -> None:
        """Asks for a case; those that were opened lately first."""
        self.casefile_app.ask_case()

    @property
    def can_tour(self) -> bool:
        """Whether the cursor is on a case that one can be shown around in."""
        entry = self.entries.get(self.cases.cursor_key or "")
        return entry is not None and entry.problem is None

    def action_tour(self) -> None:
        """Shows around."""
        self.casefile_app.show_tour()

    def action_last_case(self) -> None:
        """Goes back to the case that was open last."""
        self.casefile_app.last_case()

    def action_next_pane(self) -> None:
        """From the cases to the preview, and back; without a case there is none."""
        if not self.entries:
            return
        reading = not self.preview.document.has_focus
        self._show_pane(reading)
        (self.preview.document if reading else self.cases).focus()

    def _show_pane(self, reading: bool) -> None:
        """On a small screen, the cases or the preview alone; where there is no case, no preview."""
        nothing = self.listed and not self.entries
        self.cases.display = self._both or not reading or nothing
        self.preview.display = (self._both or reading) and not nothing
        self.key_bar.follow()
        if self.listed:
            self._count()

    action_previous_pane = action_next_pane

    # The filter

    async def action_filter_cases(self) -> None:
        """Opens the line to type into."""
        if self._prompt is None:
            from casefile.tui.screens.prompts import FilterPrompt

            self._prompt = FilterPrompt("filter")
            await self.mount(self._prompt)
        self._prompt.open(self._filter)

    def on_prompt_line_changed(self, event: PromptLine.Changed) -> None:
        """The list follows what is typed."""
        event.stop()
        self._filter_by(event.value)

    def _filter_by(self, words: str) -> None:
        self._filter = words.strip()
        self._list()
        self.key_bar.follow()

    def on_prompt_line_stepped(self, event: PromptLine.Stepped) -> None:
        """Up and down move the cursor while the line is open."""
        event.stop()
        self.cases.cursor_down() if event.way > 0 else self.cases.cursor_up()

    def on_prompt_line_submitted(self, event: PromptLine.Submitted) -> None:
        """Back to the list, filtered."""
        event.stop()
        self._close_prompt()

    def on_prompt_line_cancelled(self, event: PromptLine.Cancelled) -> None:
        """Back to the whole list."""
        event.stop()
        self._filter_by("")
        self._close_prompt()

    def _close_prompt(self) -> None:
        if self._prompt is not None:
            self._prompt.close()
            self.cases.focus()

    def action_leave_level(self) -> None:
        """Back from the preview; clears the filter."""
        if self.preview.document.has_focus:
            self.action_next_pane()
        elif self._filter:
            self._filter_by("")

    # The keys

    place = "library"

    def without(self) -> frozenset[str]:
        """There is a level to leave in the preview and in a filtered list; a read-only library takes no case."""
        inside = bool(self._filter) or self.preview.document.has_focus
        idle = set() if inside else {"leave_level"}
        idle |= set() if self.entries else _OF_CASES
        idle |= {"new_case"} if self.read_only else set()
        return frozenset(idle if len(self.cases.rows) else {*idle, "hit_below"})
