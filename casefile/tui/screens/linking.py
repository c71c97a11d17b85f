"""Linked panes: what the record under the cursor has to do with, and the way that was taken from record to record."""

from __future__ import annotations

from typing import NamedTuple

from casefile.tui.panes.detail import URL, DetailPane
from casefile.tui.panes.record_pane import RecordPane
from casefile.tui.screens.workbench import Workbench
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.virtual_list import VirtualList

_LONGEST_WAY = 200


class Step(NamedTuple):
    """A place on the way: the record, and the pane that had the focus on it."""

    record_id: str
    focused: RecordPane | DetailPane
    active: RecordPane


class Linking(Workbench):
    """Follows references, marks what is related, filters to it."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._way: list[Step] = []
        self._follow_from: RecordPane | None = None
        self._related_to: tuple[object, ...] = ()
        self._home: RecordPane | None = None
        """The pane of the record in full; for one without a pane, that of the record before."""

    # The record under the cursor

    def look_again(self) -> None:
        """The detail and the marks follow the record that is looked at."""
        if self.reading is None:
            return
        shown = self.active.cursor_key
        if self.focused_pane is self.detail:
            shown = self.detail.record_id
            if shown is not None and shown not in self.reading.whole:
                shown = self._neighbour()
        self._look_at(shown)

    def _neighbour(self) -> str | None:
        """What stands where the record in full stood, now that it is deleted."""
        assert self.reading is not None
        key = (self._home or self.active).cursor_key
        return key if key in self.reading.case else None

    def _look_at(self, record_id: str | None) -> None:
        assert self.reading is not None
        self._home = self.pane_of(record_id) or self._home
        if self.active is self.timeline:
            self.timeline_frame.follow_cursor()
        self.detail.show_record(self.reading, record_id)
        self._relate(record_id)
        self.draw_keys()
        self.draw_tabs()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The cursor of a pane moved; what the others show follows that of the active pane alone."""
        event.stop()
        if event.list is self.timeline:
            self.timeline_frame.follow_cursor()
        if event.list is self.active and self.focused_pane is self.active:
            self.look_again()

    def _relate(self, record_id: str | None) -> None:
        """Marks what has to do with the record in every pane but the one that it stands in."""
        assert self.reading is not None
        case = self.reading.case
        state = (record_id, case, case.revision, case.indexed, self.active, self._follow_from)
        if state == self._related_to:
            return
        self._related_to = state
        known = record_id is not None and record_id in case and case.indexed
        related = case.related(record_id) if known and record_id is not None else frozenset()
        home = self.active if record_id == self.active.cursor_key else self.pane_of(record_id)
        following = self._follow_from is not None and self._follow_from is self.active and home is self.active
        for pane in self.panes:
            if pane is home:
                pane.unrelate()
            else:
                pane.relate(related, only=True if following else None)

    def pane_of(self, record_id: str | None) -> RecordPane | None:
        """The pane that has a record among its own; None for a claim, a place or a tie."""
        return next((pane for pane in self.panes if record_id is not None and record_id in pane), None)

    def action_follow(self) -> None:
        """Filters the other panes to what has to do with this record, or releases them."""
        if self._follow_from is not None:
            self._release()
            self.notify("All records are shown again.", markup=False)
        elif self.active.cursor_key is not None:
            self._follow_from = self.active
            if self.focused_pane is self.detail:
                self.go_to_pane(self.active)
            self.look_again()
            if not any(pane.display for pane in self.panes if pane is not self.active):
                self.notify("The other panes show only what has to do with this record.", markup=False)

    def _release(self) -> None:
        self._follow_from = None
        for pane in self.panes:
            pane.keep_only(None)
        self.look_again()

    # The way from record to record

    def action_enter(self) -> None:
        """Goes into the record in full; there, to the record named in the row."""
        if self.focused_pane is self.detail:
            self.detail.action_choose()
        elif self.active.cursor_key is not None:
            self.go_to_pane(self.detail)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes into the record in full."""
        event.stop()
        self.go_to_pane(self.detail)

    def on_document_link_chosen(self, event: Document.LinkChosen) -> None:
        """A reference was followed."""
        event.stop()
        if event.target.startswith(URL):
            self.casefile_app.open_url(event.target.removeprefix(URL))
        elif ":" in event.target:
            case_id, _, record_id = event.target.partition(":")
            self.casefile_app.go_to_case(case_id, record_id)
        else:
            self.go_to(event.target)

    def go_to(self, record_id: str) -> None:
        """Goes to a record: its pane's cursor moves to it, and it is shown in full."""
        if self.reading is None or record_id not in self.reading.case:
            self.notify(f"There is no record '{record_id}' in this case.", severity="warning", markup=False)
            return
        self._remember()
        self._arrive(record_id, stay_in_detail=self.focused_pane is self.detail)

    def _arrive(self, record_id: str, *, stay_in_detail: bool) -> None:
        assert self.reading is not None
        home = self.pane_of(record_id)
        if home is not None and not home.move_to(record_id):
            self._release()
            home.move_to(record_id)
        if home is not None and not stay_in_detail:
            self.go_to_pane(home)
        else:
            self.go_to_pane_at_once(self.detail)
            self._look_at(record_id)

    def _remember(self) -> None:
        record_id = self.current_id
        if record_id is not None:
            self._way.append(Step(record_id, self.focused_pane, self.active))
            del self._way[:-_LONGEST_WAY]

    def action_back(self) -> None:
        """Goes back to the record before."""
        while self._way:
            step = self._way.pop()
            if self.reading is not None and step.record_id in self.reading.case:
                return self._return_to(step)
        self.notify("This is where the way began.", markup=False)

    def _return_to(self, step: Step) -> None:
        here = self.detail.record_id
        if isinstance(step.focused, RecordPane):
            if not step.focused.move_to(step.record_id):
                self._release()
                step.focused.move_to(step.record_id)
            self.go_to_pane(step.focused)
            return
        self.active = step.active
        self._arrive(step.record_id, stay_in_detail=True)
        if here is not None:
            self.detail.move_to(here)

    def without(self) -> frozenset[str]:
        """Back does nothing at the beginning of the way."""
        return super().without() | (frozenset() if self._way else {"back"})
