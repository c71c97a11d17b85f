"""Finding words in a pane, and going out level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefile.tui.panes.detail import DetailPane
from casefile.tui.panes.record_pane import RecordPane
from casefile.tui.screens.linking import Linking
from casefile.tui.widgets.find_view import FindView

if TYPE_CHECKING:
    from casefile.tui.widgets.prompt_line import PromptLine


class Finding(Linking):
    """The line to type into, the hits, and the way out."""

    _prompt: PromptLine | None = None
    _found_in: RecordPane | DetailPane | None = None

    async def action_find(self) -> None:
        """Opens the line to type into."""
        if self._prompt is None:
            from casefile.tui.widgets.prompt_line import PromptLine

            self._prompt = PromptLine("find")
            await self.mount(self._prompt)
        self._found_in = self.focused_pane
        self._prompt.open(self._found_in.find_pattern)

    @property
    def finding(self) -> bool:
        """Whether the line is open."""
        return self._prompt is not None and self._prompt.is_open

    def on_prompt_line_changed(self, event: PromptLine.Changed) -> None:
        """Lights up what is typed."""
        event.stop()
        if self._found_in is not None:
            self._found_in.find(event.value)

    def on_prompt_line_stepped(self, event: PromptLine.Stepped) -> None:
        """Up and down go from hit to hit while the line is open."""
        event.stop()
        self._step(event.way)

    def on_prompt_line_submitted(self, event: PromptLine.Submitted) -> None:
        """Back to the pane; the hits stay lit."""
        event.stop()
        self._close_prompt()

    def on_prompt_line_cancelled(self, event: PromptLine.Cancelled) -> None:
        """Back to the pane, and nothing is lit."""
        event.stop()
        pane = self._found_in
        if pane is not None:
            self._end_find(pane)
        self._close_prompt()

    def _close_prompt(self) -> None:
        if self._prompt is not None and self._found_in is not None:
            self._prompt.close()
            self.go_to_pane(self._found_in)

    def on_find_view_found(self, event: FindView.Found) -> None:
        """How far a search is: in the line while it is open, and in the pane's frame."""
        event.stop()
        view = event.view
        pattern = view.find_pattern
        if self.finding and self._prompt is not None and view is self._found_in:
            self._prompt.set_hits(event.position, event.count, event.finished)
        if isinstance(view, RecordPane):
            more = "" if event.finished else "+"
            words = f"/{pattern} {event.position or '–'} of {event.count}{more}" if pattern else ""
            view.set_hits(words)
            self.draw_tabs()

    def action_next_hit(self) -> None:
        """Goes to the next hit of the pane."""
        self._step(1)

    def action_previous_hit(self) -> None:
        """Goes to the hit before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        pane = self._found_in if self.finding and self._found_in is not None else self.focused_pane
        if not pane.find_pattern:
            self.notify("Nothing is searched for here: / begins a search.", markup=False)
        elif not (pane.next_hit() if way > 0 else pane.previous_hit()):
            self.notify(f"Nothing answers to '{pane.find_pattern}' here.", markup=False)

    def _end_find(self, pane: RecordPane | DetailPane) -> None:
        pane.clear_find()
        if isinstance(pane, RecordPane):
            pane.set_hits("")
            self.draw_tabs()

    def action_out(self) -> None:
        """One level out: search, record in full, zoom, filter, marks, case."""
        pane = self.focused_pane
        if pane.find_pattern:
            self._end_find(pane)
        elif isinstance(pane, DetailPane):
            self.go_to_pane(self.active)
        elif self.zoomed:
            self.action_zoom()
        elif self._follow_from is not None:
            self._release()
        elif pane.selected:
            pane.selected = frozenset()
        else:
            self.out_of_case()

    def out_of_case(self) -> None:
        """The last level: back to the library."""
        self.casefile_app.show_library()
