"""Fields that name records of the case: one, several, actors with their parts, the event before."""

from __future__ import annotations

import re
from typing import Any, Final

from casefile.model.records import Json
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds import Kind, Part, Several, beyond, short, texts_of
from casefile.tui.forms.syntax import escape, join, split
from casefile.tui.widgets.ranking import Ranking

DASH: Final = re.compile(r"\s+(?:—|–|--?)(?:\s+|$)")
"""What stands between an actor and its part: any dash with blanks around it."""

_NAMED: Final = re.compile(r"(?:.*\s)?\[[a-z0-9][a-z0-9-]{0,63}\]")
_DURATION: Final = re.compile(
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
_TIMES: Final = {
    "d": "D",
    "day": "D",
    "h": "H",
    "hour": "H",
    "min": "M",
    "minute": "M",
    "s": "S",
    "sec": "S",
    "second": "S",
}


class OneRecord(Kind):
    """One record of some tables, by its name or its id in brackets."""

    whole = True

    def __init__(self, *tables: str, makes: tuple[str, ...] = ()) -> None:
        self.tables = tables
        self.makes = makes

    def read(self, text: str, context: Context) -> Answer:
        """The record's id."""
        if not text.strip():
            return Answer()
        found, problem = context.resolve(self.tables, text)
        if found is not None and found == context.record_id:
            return Answer(error="a record cannot refer to itself")
        return Answer(found, error=problem)

    def show(self, value: Any, context: Context) -> str:
        """The record's name."""
        return context.index(self.tables).text(value) if isinstance(value, str) and value else ""

    def noted(self, value: Any, context: Context) -> str:
        """That the record is not there."""
        return "" if value in context.case else f"there is no record '{short(str(value))}'"

    def choices(self, context: Context) -> Ranking | None:
        """The records of the tables."""
        return context.index(self.tables).ranking()

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The record's name."""
        return context.index(self.tables).text(key)


class SeveralRecords(Several):
    """Several records."""

    def __init__(self, *tables: str, makes: tuple[str, ...] = ()) -> None:
        self.tables = tables
        self.makes = makes

    def read(self, text: str, context: Context) -> Answer:
        """The ids, each once, in the order given."""
        found: list[str] = []
        for item in split(text):
            record_id, problem = context.resolve(self.tables, item.text)
            if record_id is None:
                return Answer(error=problem)
            if record_id == context.record_id:
                return Answer(error="a record cannot refer to itself")
            found.append(record_id)
        return Answer(list(dict.fromkeys(found)) or None)

    def show(self, value: Any, context: Context) -> str:
        """The records' names."""
        return join(context.index(self.tables).text(one) for one in texts_of(value))

    def noted(self, value: Any, context: Context) -> str:
        """Which of the records are not there."""
        lost = [one for one in texts_of(value) if one not in context.case]
        return f"there is no record '{short(lost[0])}'" if lost else ""

    def choices(self, context: Context) -> Ranking | None:
        """The records of the tables."""
        return context.index(self.tables).ranking()

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The record's name."""
        return escape(context.index(self.tables).text(key))


class Participants(SeveralRecords):
    """Actors and the part that each had: `Mahdi Bakhshi — prosecutor; IRNA`."""

    def __init__(self) -> None:
        super().__init__("actors", makes=("actors",))

    def read(self, text: str, context: Context) -> Answer:
        """The actors with their roles; one may have several."""
        found: list[Json] = []
        for item in split(text):
            name, role = halves(item.text)
            record_id, problem = context.resolve(self.tables, name)
            if record_id is None:
                return Answer(error=problem)
            found.append({"actor": record_id, "role": role} if role else {"actor": record_id})
        return Answer(found or None)

    def show(self, value: Any, context: Context) -> str:
        """The actors' names, a dash, the roles."""
        parts = [one for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []
        return join(self._one(part, context) for part in parts if isinstance(part.get("actor"), str))

    def _one(self, part: Json, context: Context) -> str:
        name, role = context.index(self.tables).text(part["actor"]), part.get("role")
        return f"{name} — {role}" if isinstance(role, str) and role else name

    def noted(self, value: Any, context: Context) -> str:
        """Which of the actors are not there."""
        return super().noted([one.get("actor") for one in value if isinstance(one, dict)], context)

    def kept(self, before: Any, value: Any) -> Any:
        """What else was said of an actor's part stays with it."""
        known = (
            {one.get("actor"): one for one in before if isinstance(one, dict)}
            if isinstance(before, list)
            else {}
        )
        return [beyond(known.get(one["actor"]), one, ("actor", "role")) for one in value] if value else value

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


class Follows(Kind):
    """The event before, and the time between: `First blast — 10 min to 20 min`, `… — at least 2 days`."""

    def __init__(self) -> None:
        self.tables = ("events",)

    def read(self, text: str, context: Context) -> Answer:
        """The event's id, with the least and the greatest time between as ISO 8601 durations."""
        if not text.strip():
            return Answer()
        name, gap = halves(text)
        record_id, problem = context.resolve(self.tables, name)
        if record_id is None:
            return Answer(error=problem)
        if record_id == context.record_id:
            return Answer(error="an event cannot follow itself")
        times = _gap(gap)
        if times is None:
            return Answer(error="the time between, such as 10 min to 20 min, at least 2 days, or PT1H30M")
        minimum, maximum = times
        value = {"event": record_id, "minimum": minimum, "maximum": maximum}
        return Answer({name: one for name, one in value.items() if one})

    def show(self, value: Any, context: Context) -> str:
        """The event's name, a dash, the time between."""
        if not isinstance(value, dict) or not isinstance(value.get("event"), str):
            return ""
        name = context.index(self.tables).text(value["event"])
        minimum, maximum = value.get("minimum") or "", value.get("maximum") or ""
        if not (minimum or maximum):
            return name
        gap = (
            f"{minimum} to {maximum}"
            if minimum and maximum
            else f"at least {minimum}"
            if minimum
            else f"at most {maximum}"
        )
        return f"{name} — {gap}"

    def kept(self, before: Any, value: Any) -> Any:
        """Unknown fields stay."""
        return beyond(before, value, ("event", "minimum", "maximum")) if value else value

    def part(self, text: str, cursor: int) -> Part:
        """The event's name alone is completed."""
        dash = DASH.search(text)
        end = dash.start() if dash else len(text)
        return Part(text[:end], 0, end) if cursor <= end else Part("", cursor, cursor)

    def choices(self, context: Context) -> Ranking | None:
        """The events."""
        return context.index(self.tables).ranking()

    def chosen(self, key: str, part: str, context: Context) -> str:
        """The event's name."""
        return context.index(self.tables).text(key)


def halves(text: str) -> tuple[str, str]:
    """A record's name and what stands after the dash; a dash before the id in brackets belongs to the name."""
    text = text.strip()
    for dash in DASH.finditer(text):
        if _NAMED.fullmatch(text[: dash.start()].rstrip()):
            return text[: dash.start()].rstrip(), text[dash.end() :].strip()
    dash_found = None if _NAMED.fullmatch(text) else DASH.search(text)
    if dash_found is None:
        return text, ""
    return text[: dash_found.start()].rstrip(), text[dash_found.end() :].strip()


def _gap(text: str) -> tuple[str, str] | None:
    """The least and the greatest time of a text; empty where not given, None where it cannot be read."""
    if not text:
        return "", ""
    for sign, least in ((r"at least|≥|>=", True), (r"at most|up to|≤|<=", False)):
        match = re.fullmatch(rf"(?:{sign})\s*(.+)", text, re.IGNORECASE)
        if match:
            time = duration(match[1])
            return None if time is None else (time, "") if least else ("", time)
    first, middle, last = re.split(r"(\s+to\s+|\s*–\s*|$)", text, maxsplit=1)
    if not middle:
        time = duration(first)
        return None if time is None else (time, time)
    low, high = duration(first), duration(last)
    return None if low is None or high is None else (low, high)


def duration(text: str) -> str | None:
    """An ISO 8601 duration, from itself or from words (`1 h 30 min`, `2 days`); None where it is none."""
    text = text.strip()
    if _DURATION.fullmatch(text):
        return text
    found = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", text.lower())
    if not found or re.sub(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", "", text.lower()).strip():
        return None
    parts = {"D": "", "H": "", "M": "", "S": ""}
    for number, word in found:
        unit = _TIMES.get(word) or _TIMES.get(word.rstrip("s"))
        if unit is None or parts[unit]:
            return None
        parts[unit] = f"{number}{unit}"
    clock = parts["H"] + parts["M"] + parts["S"]
    return f"P{parts['D']}{f'T{clock}' if clock else ''}"
