"""Finding words in a pane, and going out level by level."""

from __future__ import annotations

from casefile.tui.panes.detail import DetailPane
from casefile.tui.panes.record_pane import RecordPane
from casefile.tui.screens.find_line import FindLine
from casefile.tui.screens.linking import Linking
from casefile.tui.widgets.find_view import FindView


class Finding(Linking, FindLine[None]):
    """The hits of each pane, and the way out."""

    def searched(self) -> FindView:
        """The pane that is looked at."""
        return self.focused_pane

    def after_finding(self, view: FindView) -> None:
        """Back to the pane."""
        assert isinstance(view, RecordPane | DetailPane)
        self.go_to_pane(view)

    def hits_said(self) -> None:
        """They stand behind the panes' numbers too."""
        self.draw_tabs()

    def action_out(self) -> None:
        """One level out: search, record in full, zoom, filter, marks, case."""
        pane = self.focused_pane
        if self.end_find():
            return
        if isinstance(pane, DetailPane):
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
