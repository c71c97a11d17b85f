"""When a screen is painted: its first frame once, when everything has its place, and every later one at once.

Textual lays a new screen out up to five times and paints each of them; on a slow line the reader sees them all, and
waits for them. And what changes shortly after a frame waits for one turn of a clock or two, up to 33 ms, though nothing
else is to be done: the record in full would always come that much after the key.
"""

from __future__ import annotations

from time import perf_counter
from typing import Final, TypeVar

from textual import events

from casefile.tui.widgets.dialog import ClosesOnce

_Result = TypeVar("_Result")

_BURST_SECONDS: Final = 2 / 60
"""In which two frames are painted at most: more would not be seen, and keys that wait would wait for them."""


class Prompt(ClosesOnce[_Result], inherit_bindings=False):
    """Paints as soon as there is nothing else to do. Its first frame comes when Textual paints it."""

    _painted = False
    _frames = (0.0, 0.0)
    """When the last two frames were begun."""

    async def _on_idle(self, event: events.Idle) -> None:
        event.prevent_default()
        if self._painted and self._is_stale and perf_counter() - self._frames[0] > _BURST_SECONDS:
            self._on_timer_update()
        await super()._on_idle(event)

    @property
    def _is_stale(self) -> bool:
        stale = (
            self._dirty_widgets or self._layout_required or self._scroll_required or self._repaint_required
        )
        return bool(stale) and self.is_current and not self.app._batch_count

    def _on_timer_update(self) -> None:
        if self._is_stale:
            self._painted = True
            self._frames = (self._frames[1], perf_counter())
        super()._on_timer_update()


class FirstFrame(Prompt[_Result], inherit_bindings=False):
    """Paints nothing before its layout has come to rest, and then the whole at once."""

    def _compositor_refresh(self) -> None:
        if self._painted:
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Lays out once more; what its widgets change in answer to their new sizes is in the frame too."""
        if not self._painted and self.is_current and not self.app._batch_count:
            if self._layout_required:
                self._update_timer.pause()
                self._layout_required = False
                self._refresh_layout()
                self.call_later(self._on_timer_update)
                return
            self._repaint_required = True
        super()._on_timer_update()
