"""The field of who took part: actors, and after a dash what each did."""

from __future__ import annotations

from typing import Any

from casefile.model.records import Json
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.dashes import DASH, halves
from casefile.tui.forms.kinds.kind import Part, each_beyond, objects_of
from casefile.tui.forms.kinds.references import SeveralRecords, lost
from casefile.tui.forms.kinds.syntax import join, split


class Participants(SeveralRecords):
    """Actors and the part that each had: `Mahdi Bakhshi — prosecutor; IRNA`."""

    def __init__(self) -> None:
        super().__init__("actors", makes=("actors",))

    def read(self, text: str, context: Context) -> Answer:
        """The actors with their roles; one may have several."""
        found: list[Json] = []
        for item in split(text):
            name, role = halves(item.text)
            record_id, problem = self.named(name, context)
            if problem:
                return Answer(error=problem)
            found.append({"actor": record_id, "role": role} if role else {"actor": record_id})
        return Answer(found or None)

    def show(self, value: Any, context: Context) -> str:
        """The actors' names, a dash, the roles."""
        return join(
            self._one(part, context) for part in objects_of(value) if isinstance(part.get("actor"), str)
        )

    def _one(self, part: Json, context: Context) -> str:
        name, role = self.name(part["actor"], context), part.get("role")
        return f"{name} — {role}" if isinstance(role, str) and role else name

    def noted(self, value: Any, context: Context) -> str:
        """Which of the actors are not there."""
        return lost([one.get("actor") for one in objects_of(value)], context)

    def kept(self, before: Any, value: Any) -> Any:
        """What else was said of an actor's part stays with it."""
        return each_beyond(before, value, ("actor", "role"))

    def part(self, text: str, cursor: int) -> Part:
        """The actor's name alone is completed."""
        found = super().part(text, cursor)
        dash = DASH.search(text, found.start, found.end)
        if dash is None or cursor <= dash.start():
            end = dash.start() if dash else found.end
            return Part(halves(found.text)[0], found.start, end)
        return Part("", cursor, cursor)

    def after(self, text: str) -> str:
        """A role may follow; so nothing is begun."""
        return ""
