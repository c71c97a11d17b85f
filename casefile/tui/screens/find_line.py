"""Finding words in what a screen shows: the line to type into, the hits, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from casefile.tui.widgets.find_view import FindView
from casefile.tui.widgets.frame import Framed

if TYPE_CHECKING:
    from casefile.tui.screens.prompts import FindPrompt
    from casefile.tui.widgets.prompt_line import PromptLine

_Result = TypeVar("_Result")


class FindLine(Screen[_Result], inherit_bindings=False):
    """A screen whose lists and texts are searched: the one with the focus, else the first."""

    _find_prompt: FindPrompt | None = None
    _found_in: FindView | None = None

    def searched(self) -> FindView:
        """What is searched where nothing that can be has the focus."""
        return next(view for view in self.query(FindView) if view.can_focus)

    @property
    def _view(self) -> FindView:
        if self.finding and self._found_in is not None:
            return self._found_in
        return self.focused if isinstance(self.focused, FindView) else self.searched()

    @property
    def finding(self) -> bool:
        """Whether the line is open."""
        return self._find_prompt is not None and self._find_prompt.is_open

    async def action_find(self) -> None:
        """Opens the line to type into."""
        self._found_in = self._view
        if self._find_prompt is None:
            from casefile.tui.screens.prompts import FindPrompt

            self._find_prompt = FindPrompt("find")
            await self.mount(self._find_prompt)
        self._find_prompt.open(self._found_in.find_pattern)

    def on_prompt_line_changed(self, event: PromptLine.Changed) -> None:
        """Lights up what is typed."""
        if event.prompt is self._find_prompt:
            event.stop()
            if self._found_in is not None:
                self._found_in.find(event.value)

    def on_prompt_line_stepped(self, event: PromptLine.Stepped) -> None:
        """Up and down go from hit to hit while the line is open."""
        if event.prompt is self._find_prompt:
            event.stop()
            self._step(event.way)

    async def on_prompt_line_submitted(self, event: PromptLine.Submitted) -> None:
        """Back to what was searched; the hits stay lit."""
        if event.prompt is self._find_prompt:
            event.stop()
            self._close_find()

    def on_prompt_line_cancelled(self, event: PromptLine.Cancelled) -> None:
        """Back to what was searched, and nothing is lit."""
        if event.prompt is self._find_prompt:
            event.stop()
            self.end_find()
            self._close_find()

    def _close_find(self) -> None:
        if self._find_prompt is not None and self._found_in is not None:
            self._find_prompt.close()
            self.after_finding(self._found_in)

    def after_finding(self, view: FindView) -> None:
        """What was searched has the focus again."""
        view.focus()

    def on_find_view_found(self, event: FindView.Found) -> None:
        """How far a search is: in the line while it is open, and in the frame of what is searched."""
        event.stop()
        view = event.view
        if self.finding and self._find_prompt is not None and view is self._found_in:
            self._find_prompt.set_hits(event.position, event.count, event.finished)
        more = "" if event.finished else "+"
        self._say_hits(view, f"{event.position or '–'} of {event.count}{more}")

    def _say_hits(self, view: FindView, count: str) -> None:
        frame = next((node for node in view.ancestors_with_self if isinstance(node, Framed)), None)
        if frame is not None:
            frame.set_hits(f"/{view.find_pattern} {count}" if view.find_pattern else "")
            self.hits_said()

    def hits_said(self) -> None:
        """Called when another count of hits stands in a frame."""

    def action_next_hit(self) -> None:
        """Goes to the next hit."""
        self._step(1)

    def action_previous_hit(self) -> None:
        """Goes to the hit before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        view = self._view
        if not view.find_pattern:
            self.notify("Nothing is searched for here: / begins a search.", markup=False)
        elif not (view.next_hit() if way > 0 else view.previous_hit()):
            self.notify(f"Nothing answers to '{view.find_pattern}' here.", markup=False)

    def end_find(self) -> bool:
        """Puts out what is lit; False where nothing is."""
        view = self._view
        if not view.find_pattern:
            return False
        view.clear_find()
        self._say_hits(view, "")
        return True
