"""Screens that are left with an answer: once, however fast the keys come."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from casefile.tui.widgets.painting import Answer, PaintedAtRest


class ClosesOnce(PaintedAtRest[Answer]):
    """A screen that can be dismissed while it is in front, and not again by a key that was on its way already."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leaves with an answer. Textual would close whatever is in front by then, the case too."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class Dialog(ClosesOnce[Answer], ModalScreen[Answer]):
    """A screen over another one, which asks something."""
