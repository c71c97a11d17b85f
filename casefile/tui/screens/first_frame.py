"""A screen whose first frame is painted once, when everything in it has its place.

Textual lays a new screen out up to five times, and paints each of them: when it is shown, at each size it is told, and
after its widgets drew what depends on their size. On a slow line the reader sees them all, and waits for them.
"""

from __future__ import annotations

from textual.screen import Screen


class FirstFrame(Screen[None], inherit_bindings=False):
    """Paints nothing before its layout has come to rest, and then the whole at once."""

    _painted = False

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
            self._painted = self._repaint_required = True
        super()._on_timer_update()
