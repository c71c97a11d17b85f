"""Finding a case again as it was left: pane, cursors, orders, zoom and what the panes are filtered to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from casefile.tui.screens.filtering import TimelineWays

if TYPE_CHECKING:
    from casefile.model.records import Json


class Left(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a case was left. Panes go by their places; records that are gone since are passed over."""

    pane: str = "timeline"
    """The pane with the focus."""
    active: str = "timeline"
    """Where that is the record in full: the pane that was left for it."""
    record: str = ""
    """The record in full."""
    cursors: dict[str, str] = {}
    """The record under each pane's cursor."""
    orders: dict[str, str] = {}
    """How each pane is sorted, where that is not as at first."""
    zoomed: bool = False
    strip: int = 0
    """How far the timeline's strip is moved in: 0 over everything, then a year, a month, a day."""
    follow: str = ""
    """The pane to whose record the others are filtered."""
    filter: tuple[tuple[str, str], ...] = ()
    """What of the timeline is asked for: each condition's field and value."""


class Resuming(TimelineWays):
    """Says how it is left, and goes back to that."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.left = Left()
        """How the case was left last time."""

    def remember(self, state: Json) -> None:
        """Takes how the case was left; what is no such thing counts as nothing. Called before the case is shown."""
        try:
            self.left = msgspec.convert(state, Left)
        except msgspec.ValidationError:
            self.left = Left()

    def how_left(self) -> Json:
        """How the case would be left now."""
        orders = {
            pane.place: pane.view.order.name
            for pane in self.panes
            if pane.view is not None and pane.view.order is not pane.view.orders[0]
        }
        now = Left(
            pane=self.focused_pane.place,
            active=self.active.place,
            record=self.detail.record_id or "",
            cursors={pane.place: key for pane in self.panes if (key := pane.cursor_key) is not None},
            orders=orders,
            zoomed=self.zoomed,
            strip=self.timeline_frame.level,
            follow=self._follow_from.place if self._follow_from is not None else "",
            filter=tuple((one.field, one.value) for one in self.timeline_filter.conditions),
        )
        found: Json = msgspec.to_builtins(now)
        return found

    def before_filling(self) -> None:
        """The panes are sorted as they were."""
        super().before_filling()
        for pane in self.panes:
            wanted = self.left.orders.get(pane.place)
            if wanted is not None and pane.view is not None:
                named = {order.name: order for order in pane.view.orders}
                pane.view.order = named.get(wanted, pane.view.order)

    def resume(self) -> None:
        """Goes back to how the case was left; called when it is wholly shown."""
        left, by_place = self.left, {pane.place: pane for pane in self.panes}
        if left == Left():
            return
        for place, key in left.cursors.items():
            if place in by_place:
                by_place[place].move_to(key, centre=True)
        self._filter_as_left()
        self.timeline_frame.zoom_strip(left.strip)
        if left.follow in by_place and by_place[left.follow].cursor_key is not None:
            self.active = self._follow_from = by_place[left.follow]
            self.look_again()
        self.active = by_place.get(left.pane) or by_place.get(left.active) or self.active
        self.zoomed = left.zoomed
        if left.pane == self.detail.place and self.reading is not None and left.record in self.reading.case:
            self.go_to_pane(self.detail)
            self._look_at(left.record)
        else:
            self.go_to_pane(self.active)
            self.look_again()
        self._lay_out(self.size)

    def _filter_as_left(self) -> None:
        if not self.left.filter:
            return
        from casefile.tui.panes.filters import Condition, TimelineFilter

        conditions = tuple(Condition(*one) for one in self.left.filter)
        if all(one.is_askable for one in conditions):
            self.filter_timeline(TimelineFilter(conditions))

    # Other cases

    def action_switch_case(self) -> None:
        """Asks for another case."""
        self.casefile_app.ask_case()

    def action_tour(self) -> None:
        """Shows around."""
        self.casefile_app.show_tour()

    def action_last_case(self) -> None:
        """Goes to the case before."""
        self.casefile_app.last_case()
