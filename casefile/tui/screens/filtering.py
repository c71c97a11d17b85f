"""The timeline's filter and its strip: conditions as chips above the events, and moving in on where they lie thick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from casefile.tui.panes.record_pane import FILTER, RecordPane
from casefile.tui.panes.timeline import TimelineFrame
from casefile.tui.screens.asking import TypedDate
from casefile.tui.screens.known import KnownThen

if TYPE_CHECKING:
    from casefile.model.case import Change
    from casefile.tui.panes.filters import TimelineFilter
    from casefile.tui.widgets.ranking import Entry


class TimelineWays(KnownThen):
    """What is done with the timeline beyond what all panes can do."""

    _asked: TimelineFilter | None = None
    _asking: int = 0

    @property
    def timeline_filter(self) -> TimelineFilter:
        """What is asked for; without conditions where all is shown."""
        from casefile.tui.panes.filters import TimelineFilter

        return self._asked or TimelineFilter()

    def action_filter(self) -> None:
        """Asks for a condition to set or to take away."""
        from casefile.tui.panes.filters import choices
        from casefile.tui.screens.choosing import Choosing

        if self.reading is None or not self.ready:
            return
        palette = Choosing(
            partial(
                choices,
                self.reading.case,
                self.timeline_filter,
                calendar=self.reading.calendar,
                kept=self.filters_kept(),
            ),
            title="Filter the timeline",
            placeholder="A kind, an actor, a source, a grade, a date",
            groups=True,
        )
        self.app.push_screen(palette, self._condition_chosen)

    def filters_kept(self) -> Iterable[Entry]:
        """The kept filters, for the chooser of conditions."""
        return ()

    async def _condition_chosen(self, key: str | None) -> None:
        from casefile.tui.panes.filters import Condition

        if key is None:
            return
        condition = Condition(*key.split("=", 1))
        if condition.field in ("since", "until") and not condition.value:
            label = "from" if condition.field == "since" else "until"
            await self.ask_date(label, partial(self._date_condition, condition.field))
        else:
            self.filter_timeline(self.timeline_filter.turned(condition))

    def _date_condition(self, field: str, date: TypedDate) -> None:
        from casefile.tui.panes.filters import Condition

        self.filter_timeline(self.timeline_filter.adding(Condition(field, date.edtf)))

    def after_asking(self) -> None:
        """Dates are asked for from the timeline too."""
        if self.past is not None and self._date_taken == self._date_chosen:
            super().after_asking()
        else:
            self.go_to_pane(self.focused_pane)

    def action_unfilter(self) -> None:
        """Takes the last condition away."""
        asked = self.timeline_filter
        if asked.conditions:
            self.filter_timeline(asked.without(asked.conditions[-1]))
        else:
            self.notify(f"Nothing is filtered: {self.key_bar.key_of('filter')} begins.", markup=False)

    def on_timeline_frame_chip_removed(self, event: TimelineFrame.ChipRemoved) -> None:
        """A chip was clicked."""
        event.stop()
        asked = self.timeline_filter
        if event.number < len(asked.conditions):
            self.filter_timeline(asked.without(asked.conditions[event.number]))

    def filter_timeline(self, asked: TimelineFilter) -> None:
        """Shows the events alone that answer; the cursor stays on its record where that is among them."""
        from casefile.tui.panes.selecting import selected

        if self.reading is None:
            return
        self._asked = asked if asked.conditions else None
        self._asking += 1
        self.draw_chips()
        if not asked.conditions:
            self.timeline.keep_only(None, FILTER)
            self.look_again()
            return
        found: list[frozenset[str]] = []

        def steps(number: int = self._asking) -> Iterator[None]:
            assert self.reading is not None
            for answer in selected(self.reading.case, asked):
                if number != self._asking:
                    return
                if answer is not None:
                    found[:] = [answer]
                yield

        self._work(steps(), partial(self._selected, self._asking, found))

    def draw_chips(self) -> None:
        """Shows the conditions above the events."""
        from casefile.tui.panes.filters import chip_labels

        if self.reading is not None:
            labels = chip_labels(self.reading.case, self.timeline_filter, calendar=self.reading.calendar)
            self.timeline_frame.chips.show(labels)

    def _selected(self, number: int, found: list[frozenset[str]]) -> None:
        if number == self._asking and found:
            self.timeline.keep_only(found[0], FILTER)
            self.look_again()

    def _filter_again(self) -> None:
        if self._asked is not None:
            self.filter_timeline(self._asked)

    def shown_anew(self) -> None:
        """At another moment other events answer."""
        super().shown_anew()
        self._filter_again()

    def case_changed(self, changes: tuple[Change, ...]) -> None:
        """What changed may answer now, or no more."""
        super().case_changed(changes)
        self._filter_again()

    def _arrive(self, record_id: str, *, stay_in_detail: bool) -> None:
        home: RecordPane | None = self.pane_of(record_id)
        if home is not None and home.hides(record_id, FILTER):
            self.filter_timeline(self.timeline_filter._replace(conditions=()))
            self.notify("The filter was taken away, as it hid this event.", markup=False)
        super()._arrive(record_id, stay_in_detail=stay_in_detail)

    def out_of_case(self) -> None:
        """The filter goes first."""
        if self._asked is not None:
            self.filter_timeline(self._asked._replace(conditions=()))
        else:
            super().out_of_case()

    def without(self) -> frozenset[str]:
        """Without a filter there is no condition to take away."""
        return super().without() | (
            frozenset({"unfilter", "keep_filter"}) if self._asked is None else frozenset()
        )

    # The strip

    def action_strip_in(self) -> None:
        """Moves in on the year, month or day of the event under the cursor."""
        self.timeline_frame.zoom_strip(1)

    def action_strip_out(self) -> None:
        """Moves out again."""
        self.timeline_frame.zoom_strip(-1)

    def action_strip_next(self) -> None:
        """Goes to the next block of the strip that has events."""
        self.timeline_frame.step_strip(1)

    def action_strip_previous(self) -> None:
        """Goes to the block before."""
        self.timeline_frame.step_strip(-1)
