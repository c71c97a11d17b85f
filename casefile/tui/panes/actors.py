"""The actors pane: who acts in the case, the most connected first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from casefile.model.records import Actor
from casefile.model.text import fold
from casefile.tui.bindings import list_bindings
from casefile.tui.panes import signs
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record_pane import SLICE, Group, Order, RecordPane
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


class ActorsPane(RecordPane, inherit_bindings=False):
    """Actors: sign of the kind, name, name in its own script, what they are, in how many cases."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("actors")
    place = "actors"
    number = 2
    label = "Actors"
    orders = (Order("links", "number of ties"), Order("name", "name"), Order("kind", "kind"))
    none_yet = "No actors yet."

    def arranged(self, reading: Reading) -> Iterator[Sequence[Group]]:
        """Most connected first, or by name, or by kind under headers."""
        records = reading.case.table("actors")
        rows: list[tuple[Any, str, str]] = []
        for number, record_id in enumerate(list(records)):
            name = fold(str(records[record_id].get("name", "")))
            ties = len(reading.case.backlinks(record_id)) if reading.case.indexed else 0
            rows.append((-ties if self.order.name == "links" else 0, name, record_id))
            if number % SLICE == SLICE - 1:
                yield ()
        rows.sort()
        if self.order.name == "kind":
            yield self._by_kind([record_id for _, _, record_id in rows], reading)
        else:
            yield [Group(None, [record_id for _, _, record_id in rows])]

    def _by_kind(self, record_ids: Sequence[str], reading: Reading) -> Sequence[Group]:
        records = reading.case.table("actors")
        kinds: dict[str, list[str]] = {kind: [] for kind in _KIND_HEADS}
        for record_id in record_ids:
            kind = records[record_id].get("kind")
            kinds[kind if isinstance(kind, str) and kind in kinds else "unknown"].append(record_id)
        return [Group(_KIND_HEADS[kind], keys) for kind, keys in kinds.items() if keys]

    def record_line(self, record_id: str, width: int) -> Line:
        """`◈ ISIS-K   organisation, branch blamed by US sources        3 cases`."""
        assert self.reading is not None
        actor = self.reading.case.get(record_id, Actor)
        if actor is None:
            return ((record_id, ""),)
        if self.reading.is_hidden(record_id):
            return (("· ", "muted"), (self.reading.title(record_id), "muted"))
        cases = len({target.partition(":")[0] for target in actor.same_as})
        tail = f" {cases + 1} cases" if cases else ""
        name = min(max(_LEAST_NAME, width * 2 // 5), max(8, width - len(tail) - 2))
        rest = width - 2 - name - 2 - len(tail)
        line: list[Run] = [(f"{signs.ACTORS.get(actor.kind, '?')} ", "muted"), (fit(actor.name or actor.id, name), "")]
        if rest > 3:
            line += [("  ", ""), (fit(self._about(actor), rest), "muted")]
        return (*line, (tail, "date"))

    def record_text(self, record_id: str) -> str:
        """All names are found."""
        assert self.reading is not None
        actor = self.reading.case.get(record_id, Actor)
        if actor is None or self.reading.is_hidden(record_id):
            return self.reading.title(record_id)
        return " ".join((actor.name, *(name.value for name in actor.names), actor.kind, actor.description))

    def _about(self, actor: Actor) -> str:
        own = own_script_name(actor)
        return " · ".join(part for part in (own, actor.description or actor.kind) if part)


def own_script_name(actor: Actor) -> str:
    """The first of an actor's names that is not written in Latin letters; empty where there is none."""
    for name in actor.names:
        if (name.script and name.script != "Latn") or any("\u0370" <= letter < "\u1e00" for letter in name.value):
            return name.value
    return ""
