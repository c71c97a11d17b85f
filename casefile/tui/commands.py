"""What the palette, the search and the help offer, as entries of one kind of list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from casefile.tui.actions import (
    ACTIONS,
    LISTS,
    PLACES,
    RECORDS,
    VIEWS,
    Action,
    Keys,
    actions_at,
    keys_label,
    places_at,
)
from casefile.tui.panes.content.legend import sign_entries
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.entries import record_entries
from casefile.tui.widgets.ranking import Entry

if TYPE_CHECKING:
    from casefile.model.case import Case
    from casefile.store import CaseEntry

ACTION, RECORD, CASE, THEME = "action:", "record:", "case:", "theme:"
"""What the keys of entries begin with."""

_MOVING = frozenset(("lists", "groups"))
_MANY = 3
"""From how many places on they are not all named."""


def action_entries(place: str, keys: Keys, without: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """The actions at hand in a place, but for moving about, which nobody looks up to do."""
    for action in actions_at(place):
        if _MOVING.isdisjoint(action.places) and action.id not in without:
            yield Entry(
                ACTION + action.id,
                action.label.capitalize(),
                action.sentence,
                keys_label(keys[action.id]),
                "Actions",
            )


def help_entries(place: str, keys: Keys) -> Iterator[Entry]:
    """Every action once, under the first place where it holds: this one and those around it first; then all signs."""
    around = places_at(place)
    told: set[str] = set()
    for where in [*around, *(other for other in PLACES if other not in around)]:
        for action in ACTIONS:
            if where in action.places and action.id not in told:
                told.add(action.id)
                yield Entry(
                    ACTION + action.id,
                    action.sentence,
                    places_label(action),
                    group=PLACES[where],
                    lead=keys_label(keys[action.id]),
                )
    yield from sign_entries()


def places_label(action: Action) -> str:
    """Where an action holds, in few words: `timeline`, `panes`, `an open case, claims`."""
    places = set(action.places)
    named = []
    for words, group in (("panes", RECORDS), ("lists", LISTS), ("views", VIEWS)):
        if places >= set(group):
            named.append(words)
            places -= set(group)
    rest = [PLACES[place] for place in action.places if place in places]
    named += [f"{words[:1].lower()}{words[1:]}" for words in rest]
    return ", ".join(named) if len(named) <= _MANY else f"{', '.join(named[:_MANY])} …"


def palette_records(reading: Reading) -> Iterator[Entry]:
    """Every record of a case."""
    for entry in record_entries(reading):
        yield entry._replace(key=RECORD + entry.key)


def palette_views(case: Case) -> Iterator[Entry]:
    """The kept searches and filters of a case."""
    from casefile.tui.panes.kept import kept_views, view_entries

    for entry in view_entries(kept_views(case)):
        yield entry._replace(key=RECORD + entry.key.partition(":")[2])


def case_entries(cases: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """The cases of a library, each (id, title)."""
    for case_id, title in cases:
        yield Entry(CASE + case_id, title or case_id, case_id, group="Cases", aside="case")


def switch_entries(
    cases: Iterable[CaseEntry], lately: frozenset[str], aside: frozenset[str]
) -> Iterator[Entry]:
    """Cases to go to; those that were opened ``lately`` come first, some of them are still open ``aside``."""
    for case in cases:
        state = "cannot be read" if case.problem is not None else "open" if case.id in aside else ""
        group = "Opened lately" if case.id in lately else "Others"
        yield Entry(CASE + case.id, case.title, case.id, group=group, aside=state)


def theme_entries(names: Iterable[str]) -> Iterator[Entry]:
    """Every colour theme, casefile's own first."""
    for name in sorted(names, key=lambda name: (not name.startswith("casefile"), name)):
        yield Entry(THEME + name, f"Theme: {name}", group="Themes")
