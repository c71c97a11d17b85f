"""The draft of a form: what is typed is on the disk soon after, until the form is done with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from textual.screen import Screen
from textual.timer import Timer

from casefile.errors import CasefileError
from casefile.model.editing import timestamp
from casefile.model.records import Json
from casefile.tui.forms.desk import Desk
from casefile.tui.forms.form import Form

DRAFT_SECONDS: Final = 0.5
DRAFT_CHARACTERS: Final = 100
"""How long, and how much, may be typed before the draft is written: a killed terminal loses no more than that."""


class Within(NamedTuple):
    """Where a form stands inside another one: the key of that one's draft, the field, and the cursor in its text."""

    form: str = ""
    field: str = ""
    cursor: int = 0

    @classmethod
    def of(cls, draft: Json) -> Within:
        """As a draft has it; empty where that form stood by itself."""
        match draft.get("within"):
            case {"form": str(form), "field": str(field), "cursor": int(cursor)}:
                return cls(form, field, cursor)
        return cls()


SAVED: Final = "draft saved"
NOT_SAVED: Final = "draft not saved"


class DraftKeeper:
    """Writes a form's draft under a key. ``screen`` does the waiting; ``tell`` is told what became of what was typed."""

    def __init__(
        self, form: Form, desk: Desk, key: str, *, screen: Screen[str | None], tell: Callable[[str], None]
    ) -> None:
        self.key = key
        self.within = Within()
        """The form that it stands in, as long as it does."""
        self.field = ""
        """The field that was typed in last."""
        self.kept = False
        """Whether there is a draft on the disk, or may be."""
        self.resting = False
        """Whether nothing more is written by itself, for the form is about to be left."""
        self._form = form
        self._desk = desk
        self._screen = screen
        self._tell = tell
        self._timer: Timer | None = None
        self._changes = 0

    def changed(self) -> None:
        """Something was typed: it will be written soon."""
        self._changes += 1
        if self._changes >= DRAFT_CHARACTERS:
            self._due()
        elif self._timer is None:
            self._timer = self._screen.set_timer(DRAFT_SECONDS, self._due)

    def _due(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._changes = 0
        if not self.resting:
            self._screen.run_worker(self.save(), group="draft")

    async def save(self) -> None:
        """Writes what is typed, if that is anything else than when the form was opened."""
        if not self._form.changed and not self.kept:
            return
        self.kept = True
        draft = self._form.draft()
        within = {"within": self.within._asdict()} if self.within.form else {}
        try:
            await self._desk.save_draft(
                self.key, {**draft, **within, "field": self.field, "when": timestamp(self._desk.now())}
            )
        except CasefileError as error:
            self._tell(NOT_SAVED)
            self._screen.notify(f"The draft is not on the disk: {error}", severity="error", markup=False)
        else:
            if self._form.draft() == draft:
                self._tell(SAVED)

    async def discard(self) -> None:
        """Throws the draft away."""
        if self.kept or self._form.changed:
            try:
                await self._desk.discard_draft(self.key)
            except CasefileError as error:
                self._screen.notify(str(error), severity="error", markup=False)
