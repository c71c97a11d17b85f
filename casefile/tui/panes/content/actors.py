"""What the actors pane shows: who acts in the case, the most connected first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casefile.analysis.elsewhere import standing
from casefile.analysis.ties import tied_to
from casefile.model.records import Actor
from casefile.model.text import fold
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.days import SLICE
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.record_pane import Group, Order
from casefile.tui.widgets.line import Line, Run, fit

_KIND_HEADS = {
    "organisation": "Organisations",
    "state": "States and offices",
    "person": "Persons",
    "unit": "Units",
    "media": "Media",
    "unknown": "Not known what",
}
_LEAST_NAME = 18
_TIE_CELLS = 5
_MOST_LINKS = 500
"""Of an actor that more records name, the row does not say how many ties it has: that takes more than a moment."""


class ActorsView:
    """Actors: sign of the kind, name, name in its own script, what they are, in how many cases, how many ties."""

    orders: tuple[Order, ...] = (
        Order("links", "number of ties"),
        Order("name", "name"),
        Order("kind", "kind"),
    )

    counted: tuple[str, ...] = ("",)

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.order = self.orders[0]

    def arranged(self) -> Iterator[Sequence[Group]]:
        """Most connected first, or by name, or by kind under headers."""
        case = self._reading.whole
        records = case.table("actors")
        by_ties = self.order.name == "links" and case.indexed
        rows: list[tuple[int, str, str]] = []
        for number, record_id in enumerate(list(records), 1):
            name = fold(str(records[record_id].get("name", "")))
            rows.append((-len(case.backlinks(record_id)) if by_ties else 0, name, record_id))
            if number % SLICE == 0:
                yield ()
        rows.sort()
        ordered = [record_id for _, _, record_id in rows]
        yield self._by_kind(ordered) if self.order.name == "kind" else [Group(None, ordered)]

    def _by_kind(self, record_ids: Sequence[str]) -> Sequence[Group]:
        records = self._reading.whole.table("actors")
        kinds: dict[str, list[str]] = {kind: [] for kind in _KIND_HEADS}
        for record_id in record_ids:
            kind = records[record_id].get("kind")
            kinds[kind if isinstance(kind, str) and kind in kinds else "unknown"].append(record_id)
        return [Group(_KIND_HEADS[kind], keys) for kind, keys in kinds.items() if keys]

    def head_line(self, head: Any, width: int) -> Line:
        """The kind."""
        return ((str(head), "header"),)

    def line(self, record_id: str, width: int) -> Line:
        """`◈ ISIS-K   branch blamed by US sources   3 cases  ↔12`."""
        actor = self._reading.case.get(record_id, Actor)
        if actor is None:
            return ((record_id, ""),)
        if self._reading.is_hidden(record_id):
            return (("· ", "muted"), (self._reading.title(record_id), "muted"))
        cases = 0 if self._reading.then else len({target.partition(":")[0] for target in actor.same_as})
        tail = (f" {cases + 1} cases" if cases else "") + fit(self._ties(record_id), _TIE_CELLS, "right")
        name = min(max(_LEAST_NAME, width * 9 // 20), max(8, width - len(tail) - 2))
        rest = width - 2 - name - 2 - len(tail)
        line: list[Run] = [
            (f"{signs.ACTORS.get(actor.kind, '?')} ", "accent"),
            (fit(actor.name or actor.id, name), ""),
        ]
        if rest > 3:
            line += [("  ", ""), (fit(self._about(actor), rest), "muted")]
        return (*line, (tail, "date"))

    def text(self, record_id: str) -> str:
        """All names are found."""
        actor = self._reading.case.get(record_id, Actor)
        if actor is None or self._reading.is_hidden(record_id):
            return self._reading.title(record_id)
        names = (name.value for name in actor.names)
        return " ".join((actor.name, *names, actor.kind, actor.description, *self._roles(record_id)))

    def _about(self, actor: Actor) -> str:
        words = actor.kind if self._reading.then else actor.description or actor.kind
        parts = (own_script_name(actor), words, "; ".join(self._roles(actor.id)))
        return " · ".join(part for part in parts if part)

    def _roles(self, record_id: str) -> tuple[str, ...]:
        """What the actor is in the events of this case."""
        case = self._reading.case
        actor = case.get(record_id, Actor) if self._countable(record_id) else None
        return standing(case, actor).roles if actor is not None else ()

    def _ties(self, record_id: str) -> str:
        """`↔12`: how many others the actor has ties with."""
        count = len(tied_to(self._reading.case, record_id)) if self._countable(record_id) else 0
        return f"{signs.TABLES['relations']}{count}" if count else ""

    def _countable(self, record_id: str) -> bool:
        """Whether counting takes no more than a moment."""
        case = self._reading.case
        return case.indexed and len(case.backlinks(record_id)) <= _MOST_LINKS

    def tally(self, record_ids: Collection[str]) -> tuple[int, ...]:
        """All of them."""
        return (len(record_ids),)

    def remark(self) -> str:
        """Nothing else."""
        return ""


def own_script_name(actor: Actor) -> str:
    """The first of an actor's names that is not written in Latin letters; empty where there is none."""
    for name in actor.names:
        if (name.script and name.script != "Latn") or any(
            "\u0370" <= letter < "\u1e00" for letter in name.value
        ):
            return name.value
    return ""
