"""The field of the event before: its name, and after a dash the time between the two."""

from __future__ import annotations

from typing import Any

from casefile.analysis import timing
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.dashes import DASH, halves
from casefile.tui.forms.kinds.durations import EXPECTED, gap_of, gap_words
from casefile.tui.forms.kinds.kind import Part, beyond
from casefile.tui.forms.kinds.references import Reference


class Follows(Reference):
    """The event before, and the time between: `First blast — 10 min to 20 min`, `… — at least 2 days`."""

    def __init__(self) -> None:
        super().__init__("events", onward="follows")

    def read(self, text: str, context: Context) -> Answer:
        """The event's id, with the least and the greatest time between as ISO 8601 durations."""
        if not text.strip():
            return Answer()
        name, gap = halves(text)
        record_id, problem = self.named(name, context)
        if problem:
            return Answer(error=problem)
        times = gap_of(gap)
        if times is None:
            return Answer(error=EXPECTED)
        minimum, maximum = times
        least, most = timing.duration(minimum), timing.duration(maximum)
        if least is not None and most is not None and least > most:
            return Answer(error=f"{minimum} is more than {maximum}: the least time stands first")
        value = {"event": record_id, "minimum": minimum, "maximum": maximum}
        understood = timing.gap_words(minimum, maximum) if gap else ""
        return Answer({name: one for name, one in value.items() if one}, note=understood)

    def show(self, value: Any, context: Context) -> str:
        """The event's name, a dash, the time between."""
        if not isinstance(value, dict) or not isinstance(value.get("event"), str):
            return ""
        gap = gap_words(value.get("minimum") or "", value.get("maximum") or "")
        name = self.name(value["event"], context)
        return f"{name} — {gap}" if gap else name

    def kept(self, before: Any, value: Any) -> Any:
        """Unknown fields stay."""
        return beyond(before, value, ("event", "minimum", "maximum")) if value else value

    def part(self, text: str, cursor: int) -> Part:
        """The event's name alone is completed."""
        dash = DASH.search(text)
        end = dash.start() if dash else len(text)
        return Part(text[:end], 0, end) if cursor <= end else Part("", cursor, cursor)
