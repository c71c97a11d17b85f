"""What forms need of the case that they write into."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from casefile.model.text import cut

if TYPE_CHECKING:
    from textual.widget import Widget

    from casefile.model.case import Edit
    from casefile.model.records import Json
    from casefile.tui.actions import Keys
    from casefile.tui.screens.records import RecordWriting

_LONGEST_SAID = 100
"""Cells of what was done that a message has room for; the history has the whole."""


class CaseDesk:
    """What forms need, from the screen of the open case."""

    def __init__(self, screen: RecordWriting) -> None:
        self._screen = screen

    @property
    def author(self) -> str:
        """The analyst."""
        return self._screen.casefile_app.author

    def now(self) -> datetime:
        """The app's clock."""
        return self._screen.casefile_app.now()

    def hidden(self, record_id: str) -> bool:
        """Whether a record is not to be shown."""
        reading = self._screen.reading
        return reading is not None and reading.is_hidden(record_id)

    async def commit(self, edit: Edit, then: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Through the app, as every change."""

        label = f"{edit.label[:1].upper()}{cut(edit.label[1:], _LONGEST_SAID)}"
        done = label if label.endswith((".", "…")) else f"{label}."

        async def committed() -> None:
            self._screen.say_done(done)
            if then is not None:
                await then()

        if not await self._screen.casefile_app.commit(self._screen, edit, committed if then else None):
            return False
        self._screen.say_done(done)
        return True

    @property
    def drafts(self) -> dict[str, Json]:
        """What was left unfinished."""
        return self._screen.form_drafts

    async def save_draft(self, key: str, draft: Json) -> None:
        """Keeps a draft in the library, and in mind for the next form of its kind."""
        assert self._screen.session is not None
        await self._screen.session.save_draft(key, draft)
        self._screen.form_drafts[key] = draft

    async def discard_draft(self, key: str) -> None:
        """Throws a draft away."""
        assert self._screen.session is not None
        self._screen.form_drafts.pop(key, None)
        await self._screen.session.discard_draft(key)

    @property
    def keys(self) -> Keys:
        """The user's keys."""
        return self._screen.key_bar.keys

    def footer(self) -> Widget:
        """The line of keys."""
        return self._screen.footer_for("form")
