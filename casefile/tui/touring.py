"""Showing the tour: on the list of cases and then a case, or on the case that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casefile.tui.actions import keys_label
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp


def show_tour(app: CasefileApp, then: Callable[[], None] | None = None, *, goes_on: bool = False) -> None:
    """Shows the tour over the screen in sight and calls ``then`` when it is over; it ``goes_on`` from the list of cases.

    Where there is no case to be shown around in, says which key makes one.
    """
    from casefile.tui.screens.tour import Tour, case_steps, first_step, library_step

    screen = app.screen
    if isinstance(screen, CaseScreen) and screen.ready:
        steps = list(case_steps(screen))
        steps = steps if goes_on else [first_step(screen), *steps]
        before = screen.focused_pane
        app.run_worker(app.memory.tour_seen(), group="tour")

        def over(_: None) -> None:
            screen.go_to_pane_at_once(before)
            if then is not None:
                then()

        app.push_screen(Tour(steps, app.keys, first=6 - len(steps)), over)
    elif isinstance(screen, LibraryScreen):
        case_id = screen.cases.cursor_key
        entry = screen.entries.get(case_id or "")
        if entry is None or entry.problem is not None:
            key = keys_label(app.keys["new_case"][:1])
            words = "put the cursor on one that can be read" if entry else f"{key} makes one"
            app.notify(f"The tour shows around in a case: {words}.", markup=False)
            return

        def onward() -> None:
            app.tour_goes_on = True
            app.open_case(entry.id)

        app.run_worker(app.memory.tour_seen(), group="tour")
        app.push_screen(Tour([library_step(screen)], app.keys, onward=onward))
