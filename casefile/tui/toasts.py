"""Messages to the user: one at a time for one thing, and none over a screen that it is not about."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import Notification, SeverityLevel


class Toasts(App[int], inherit_bindings=False):
    """The part of the app that keeps messages from piling up.

    A message takes the place of what was said before of the same thing: its title tells them apart, and those without
    one are all of one thing. Errors stay until their time is over, since what they say is still true.
    """

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Says something in place of what was said of the same thing before."""
        for said in list(self._notifications):
            again = said.message == message and said.severity == severity
            if again or (said.title == title and said.severity != "error"):
                self._take_away(said)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def _take_away(self, said: Notification) -> None:
        self._unnotify(said, refresh=False)

    def unsay(self, message: str) -> None:
        """Takes a message away that is no longer true."""
        for said in list(self._notifications):
            if said.message == message:
                self._take_away(said)
        self._refresh_notifications()

    def push_screen(self, *screen: Any, **more: Any) -> Any:
        """Opens a screen; what was only said in passing about the one below does not lie over it."""
        passing = [said for said in self._notifications if said.severity == "information"]
        for said in passing:
            self._take_away(said)
        if passing:
            self._refresh_notifications()
        return super().push_screen(*screen, **more)
