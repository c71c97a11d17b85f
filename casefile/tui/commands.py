"""What the palette, the search and the help offer, as entries of one kind of list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from casefile.tui.actions import ACTIONS, PLACES, Action, Keys, actions_at, keys_label, places_at
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.entries import record_entries
from casefile.tui.widgets.ranking import Entry

if TYPE_CHECKING:
    from casefile.model.case import Case
    from casefile.store import CaseEntry

ACTION, RECORD, CASE, THEME = "action:", "record:", "case:", "theme:"
"""What the keys of entries begin with."""


def action_entries(place: str, keys: Keys, without: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """The actions at hand in a place, but for moving about, which nobody looks up to do."""
    for action in actions_at(place):
        if "lists" not in action.places and action.id not in without:
            yield Entry(
                ACTION + action.id,
                action.label.capitalize(),
                action.sentence,
                keys_label(keys[action.id]),
                "Actions",
            )


def help_entries(place: str, keys: Keys) -> Iterator[Entry]:
    """Every action under the place where it holds; this place and those around it first."""
    order = [*places_at(place), *(other for other in PLACES if other not in places_at(place))]
    told: set[str] = set()
    for where in order:
        for action in ACTIONS:
            if where in action.places and (action.id not in told or where not in places_at(place)):
                told.add(action.id)
                yield _help_entry(action, where, keys)


def _help_entry(action: Action, where: str, keys: Keys) -> Entry:
    return Entry(
        f"{ACTION}{action.id}@{where}",
        f"{keys_label(keys[action.id]):<13} {action.sentence}",
        "",
        "",
        PLACES[where],
    )


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
        yield Entry(CASE + case_id, title or case_id, f"case · {case_id}", group="Cases")


def switch_entries(
    cases: Iterable[CaseEntry], lately: frozenset[str], aside: frozenset[str]
) -> Iterator[Entry]:
    """Cases to go to; those that were opened ``lately`` come first, some of them are still open ``aside``."""
    for case in cases:
        detail = f"case · {case.id}"
        if case.problem is not None:
            detail = f"cannot be read · {case.id}"
        elif case.id in aside:
            detail = f"open · {case.id}"
        yield Entry(
            CASE + case.id, case.title, detail, group="Opened lately" if case.id in lately else "Cases"
        )


def theme_entries(names: Iterable[str]) -> Iterator[Entry]:
    """Every colour theme."""
    for name in sorted(names, key=lambda name: (not name.startswith("casefile"), name)):
        yield Entry(THEME + name, f"Theme: {name}", "colours; the cursor on it shows them", group="Themes")
