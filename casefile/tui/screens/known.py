"""The case as it was known at an earlier moment: all panes show it so, while a slider goes along its days."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

from casefile.errors import CasefileError
from casefile.tui.keyboard import OPENS
from casefile.tui.panes.record_pane import KNOWN, RecordPane
from casefile.tui.screens.asking import Asking, TypedDate
from casefile.tui.screens.records import WRITING

if TYPE_CHECKING:
    from casefile.analysis.known import Knowledge
    from casefile.analysis.recorded import Recorded
    from casefile.model.case import Case, Change
    from casefile.tui.panes.content.past import Past
    from casefile.tui.screens.slider import KnownBar

_WRITING: Final = WRITING | {"note", "claim", "undo", "redo"}
"""What cannot be done to the past."""


class KnownThen(Asking):
    """The slider, and the past that it shows."""

    _past: Past | None = None
    _known_bar: KnownBar | None = None
    _wished: dict[RecordPane, tuple[str | None, str | None]]
    """For each pane the record that its cursor was on before that was not known, and where the cursor went instead."""

    @property
    def past(self) -> Past | None:
        """The past that is shown; None where the case is shown as it is now."""
        return self._past

    @property
    def _on_slider(self) -> bool:
        return self._known_bar is not None and self.focused is self._known_bar.slider

    @property
    def place(self) -> str:
        """The slider is a place of its own."""
        return "known" if self._on_slider else super().place

    # In and out

    def action_known(self) -> None:
        """Shows the case as it was known; with the slider at hand already, goes back to now."""
        if self._on_slider:
            self.leave_past()
        elif self._past is not None:
            self._to_slider()
        else:
            self._begin(None)

    def _begin(self, moment: float | None, count: int = 0) -> None:
        """Gathers what became known when, then shows that moment, or when the record that is looked at became known."""
        from casefile.analysis.known import Knowledge

        if self.session is None or self.reading is None or not self.ready:
            return
        knowledge = Knowledge(self.session.case, at_once=False)
        self._work(knowledge.gather(), partial(self._begun, knowledge, moment, count), opens=True)

    def _begun(self, knowledge: Knowledge, moment: float | None, count: int) -> None:
        from casefile.tui.panes.content.past import Past

        assert self.reading is not None
        if knowledge.revision != knowledge.case.revision:
            return self._begin(moment, count)
        past = Past(self.reading, knowledge)
        if not past.stops.moments:
            self.notify("Nothing in this case has a date.", markup=False)
            return None
        since = knowledge.since(self.current_id) if moment is None and self.current_id else moment
        if since is not None and math.isfinite(since):
            past.go_to(since)
            past.go(past.moment < since)
        past.go(count)
        self._past, self._wished = past, {}
        self.casefile_app.collector.set_aside()
        opening = self._open_bar(to_slider=not count)
        self.run_worker(opening, name=OPENS, group="known", exclusive=True)
        return None

    async def _open_bar(self, *, to_slider: bool) -> None:
        from casefile.tui.screens.slider import KnownBar

        if self._known_bar is None:
            self._known_bar = KnownBar()
            await self.mount(self._known_bar, after=self.tab_bar)
        if self._past is None:
            return
        self._known_bar.display = True
        self._show_past()
        if to_slider:
            self._to_slider()

    def _to_slider(self) -> None:
        if self._known_bar is not None:
            self._known_bar.slider.focus()

    def leave_past(self) -> None:
        """Shows the case as it is now."""
        if self._past is None or self.reading is None or self.session is None:
            return
        mine, self._past = self._past.mine, None
        self.casefile_app.unsay(self._no_writing)
        focused = self._on_slider
        self.reading.case = self.reading.whole = self.session.case
        self._fill_panes(None, anew=mine)
        if focused:
            self.go_to_pane(self.active)
        if self._known_bar is not None:
            self._known_bar.display = False
        self.look_again()
        self.draw_title()
        self.shown_anew()

    def shown_anew(self) -> None:
        """Called when another moment is shown, or now again."""

    # What is shown

    def _show_past(self) -> None:
        past, reading, session = self._past, self.reading, self.session
        if past is None or reading is None or session is None:
            return
        case: Case = past.case
        self._claims_changed += past.mine
        reading.case, reading.whole = case, case if past.mine else session.case
        self._fill_panes(None if past.mine else past.knowledge.by(past.moment), anew=past.mine)
        self.look_again()
        self.draw_title()
        self.shown_anew()

    def _fill_panes(self, known: set[str] | None, *, anew: bool) -> None:
        """Each pane shows what was known, its cursor on the record that it was on last when that was there."""
        for pane in self.panes:
            wished, left_at = self._wished.get(pane, (None, None))
            if wished is None or pane.cursor_key != left_at:
                wished = pane.cursor_key
            pane.keep_only(known, KNOWN)
            if anew:
                for _ in pane.fill():
                    pass
            if wished is not None:
                pane.move_to(wished)
            self._wished[pane] = wished, pane.cursor_key
            pane.forget_strips()

    def draw_title(self) -> None:
        """The banner stands under the title."""
        super().draw_title()
        if self._past is not None and self._known_bar is not None:
            self._known_bar.show(self._past)

    # Along the slider

    def _go(self, moved: bool) -> None:
        if moved:
            self._show_past()

    def action_known_earlier(self) -> None:
        """Goes a stop earlier."""
        self._go(self._past is not None and self._past.go(-1))

    def action_known_later(self) -> None:
        """Goes a stop later."""
        self._go(self._past is not None and self._past.go(1))

    def action_known_month_earlier(self) -> None:
        """Goes to the month before."""
        self._go(self._past is not None and self._past.go_month(-1))

    def action_known_month_later(self) -> None:
        """Goes to the next month."""
        self._go(self._past is not None and self._past.go_month(1))

    def action_known_first(self) -> None:
        """Goes to the first stop."""
        self._go(self._past is not None and self._past.go(-len(self._past.stops.moments)))

    def action_known_last(self) -> None:
        """Goes to the last stop."""
        self._go(self._past is not None and self._past.go(len(self._past.stops.moments)))

    def action_earlier(self) -> None:
        """Goes a stop earlier without leaving the pane; from now, to the last but one."""
        if self._past is None:
            self._begin(math.inf, -1)
        else:
            self.action_known_earlier()

    def action_later(self) -> None:
        """Goes a stop later without leaving the pane; after the last one, back to now."""
        if self._past is not None and not self._past.go(1):
            self.leave_past()
        elif self._past is not None:
            self._show_past()

    def on_known_bar_moved(self, event: KnownBar.Moved) -> None:
        """A stop was clicked."""
        event.stop()
        self._to_slider()
        self._go(self._past is not None and self._past.go(event.place - self._past.place))

    def action_known_grain(self) -> None:
        """Stops at hours, or again at days."""
        if self._past is not None:
            self._past.turn_grain()
            self._show_past()
            self.notify(f"The slider stops at each {self._past.grain}.", markup=False)

    async def action_known_date(self) -> None:
        """Asks for the moment."""
        if self._past is not None:
            await self.ask_date("as known at", self._date_chosen)

    def _date_chosen(self, date: TypedDate) -> None:
        if self._past is not None and date.span is not None:
            end = date.span.end if math.isfinite(date.span.end) else date.span.start
            self._past.go_to(end)
            self._show_past()
            if self._past.moment > end:
                self.notify("Nothing was known that early; this is the first that was.", markup=False)

    def after_asking(self) -> None:
        """The slider has the focus again."""
        if self._past is not None:
            self._to_slider()
        else:
            super().after_asking()

    def action_known_panes(self) -> None:
        """Goes to the panes; the moment stays."""
        self.go_to_pane(self.active)

    # What was recorded

    def action_known_mine(self) -> None:
        """Shows what had been recorded by then, or again what was known."""
        past = self._past
        if past is None or self.session is None:
            return
        if past.mine or past.recorded is not None:
            self._turn_mine(past.recorded)
        else:
            self.run_worker(self._read_history(), name=OPENS, group="known", exclusive=True)

    async def _read_history(self) -> None:
        from casefile.analysis.recorded import Recorded

        assert self.session is not None
        try:
            entries = await self.session.history()
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        recorded = Recorded(self.session.case, entries)
        self._work((None for _ in recorded.case.index_backlinks(256)), partial(self._turn_mine, recorded))

    def _turn_mine(self, recorded: Recorded | None) -> None:
        if self._past is not None:
            self._past.turn_mine(recorded)
            self._show_past()
            words = "you had recorded by then" if self._past.mine else "was known then"
            self.notify(f"Shown is what {words}.", markup=False)

    # Two moments

    def action_known_mark(self) -> None:
        """Marks the moment to compare others with."""
        if self._past is not None:
            self._past.mark()
            self.draw_title()

    def action_known_compare(self) -> None:
        """Shows what came between the marked moment, or the stop before, and this one."""
        from casefile.tui.panes.content.comparison import comparison_lines, comparison_title
        from casefile.tui.screens.comparing import Comparing

        past, reading = self._past, self.reading
        if past is None or reading is None:
            return
        found = past.comparison()
        later = (
            past.recorded.at(found.after) if past.mine and past.recorded else past.knowledge.at(found.after)
        )
        lines = comparison_lines(reading, later, found)
        reading.case = past.case
        self.app.push_screen(
            Comparing(comparison_title(past, found), lines), partial(self._compared, found.after)
        )

    def _compared(self, after: float, record_id: str | None) -> None:
        past = self._past
        if record_id is None or past is None or self.reading is None:
            return
        if record_id not in self.reading.case:
            past.go_to(after)
            self._show_past()
        self.go_to(record_id)

    # What the past changes for everything else

    def may_write(self) -> bool:
        """Whether records can be changed just now; says why where not."""
        return self._may_write()

    def _may_write(self) -> bool:
        if self._past is not None:
            self.notify(self._no_writing, severity="warning", markup=False)
            return False
        return super()._may_write()

    @property
    def _no_writing(self) -> str:
        words = "The past is shown, and nothing can be written in it"
        return f"{words}: {self.key_bar.key_of('later')} or K leads back to now."

    def go_to(self, record_id: str) -> None:
        """Goes to a record, if it was known."""
        past, reading = self._past, self.reading
        if (
            past is not None
            and reading is not None
            and record_id not in reading.case
            and record_id in past.knowledge.case
        ):
            title = past.knowledge.case.title(record_id)
            self.notify(
                f"Not {'recorded' if past.mine else 'known'} then: {title}", severity="warning", markup=False
            )
            return
        super().go_to(record_id)

    def case_changed(self, changes: tuple[Change, ...]) -> None:
        """What others changed meanwhile is gathered anew; the moment stays."""
        past = self._past
        if past is None:
            super().case_changed(changes)
            return
        moment = past.moment
        self.leave_past()
        super().case_changed(changes)
        self._begin(moment)

    def out_of_case(self) -> None:
        """From the past one goes out to now first."""
        if self._past is not None:
            self.leave_past()
        else:
            super().out_of_case()

    def action_out(self) -> None:
        """From the slider straight back to now."""
        if self._on_slider:
            self.leave_past()
        else:
            super().action_out()

    def without(self) -> frozenset[str]:
        """Nothing is written in the past."""
        left_out = super().without()
        return left_out | _WRITING if self._past is not None else left_out
