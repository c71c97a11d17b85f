"""When a screen is painted: in one frame, as soon as the program has nothing else to do.

Textual lays a screen out and paints it on the ticks of a clock, each time that something of it has changed by then. A
key that closes a dialog, takes a filter away and says so would be painted five times over, most of the screen each
time, and the reader would see each of them come; and what changes shortly after a frame waits for the next tick though
nothing else is to be done. Here a frame waits for what belongs to it instead of for a clock.
"""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Final, TypeVar

from textual import events
from textual.screen import Screen

Answer = TypeVar("Answer")

_REST: Final = 12
"""Turns of the event loop that bring nothing more for the screen, after which it is taken to be at rest.

A message takes one turn from widget to widget, and no two widgets are farther from each other; a turn in which nothing
is done takes some ten microseconds.
"""
_PATIENCE: Final = 1 / 60
"""Seconds after which a frame waits no longer for a whole rest: some work, as a search, goes on in every turn."""
_SHORT_REST: Final = 4
"""Turns that are rest enough then: what was done in one of them comes to the screen in the next few."""
_LAYOUTS: Final = 3
"""How often a frame is laid out anew at most because widgets changed in answer to their new sizes."""


class PaintedAtRest(Screen[Answer]):
    """A screen of which a frame is painted when everything that belongs to it is there."""

    _owed = False
    """Whether something is laid out that is not painted yet."""
    _painting = False
    _waiting = False
    _turns = 0
    _since: float | None = None
    """Since when a frame is waited for."""
    _layouts = 0

    @property
    def _is_stale(self) -> bool:
        stale = (
            self._owed
            or self._dirty_widgets
            or self._layout_required
            or self._scroll_required
            or self._repaint_required
            or self._recompose_required
        )
        return bool(stale) and self.is_current and not self.app._batch_count

    async def _on_idle(self, event: events.Idle) -> None:
        event.prevent_default()
        if self._is_stale:
            self._wait_for_rest()
        else:
            await super()._on_idle(event)

    def _wait_for_rest(self) -> None:
        """Begins to wait, or to wait anew."""
        self._turns = 0
        if self._since is None:
            self._since = perf_counter()
        if not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._turns += 1
        if self._turns < (_SHORT_REST if self._is_late else _REST):
            asyncio.get_running_loop().call_soon(self._next_turn)
            return
        self._waiting = False
        if self._is_stale:
            self.call_next(self._come_to_frame)
        else:
            self._since = None

    @property
    def frame_is_due(self) -> bool:
        """Whether something is to be painted, and work that can wait should; not for long, whatever happens."""
        return self._since is not None and perf_counter() - self._since < 3 * _PATIENCE

    @property
    def _is_late(self) -> bool:
        return self._since is not None and perf_counter() - self._since > _PATIENCE

    def _come_to_frame(self) -> None:
        """Lays out, and comes back when the widgets have answered to their sizes; then paints."""
        if self._is_stale and self._layout_required and self._layouts < _LAYOUTS and not self._is_late:
            self._layouts += 1
            self._layout_required = False
            self._refresh_layout(scroll=self._scroll_required)
            self._scroll_required = False
            self._wait_for_rest()
        else:
            self._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Paints what is laid out, if that is what the frame has come to."""
        if self._painting:
            self._owed = False
            self.paint()
            if self is not self.app.screen:
                # The screen in front was told to paint it: once is enough, and of what cannot be seen it need not.
                self._repaint_required = False
            self._dirty_widgets.clear()
        else:
            self._owed = True
            self.check_idle()

    def paint(self) -> None:
        """Paints what has changed."""
        super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Paints now."""
        self._since = None
        self._layouts = 0
        self._painting = True
        try:
            super()._on_timer_update()
            if self._owed and self.is_current and not self.app._batch_count:
                self._compositor_refresh()
        finally:
            self._painting = False
