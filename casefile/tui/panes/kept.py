"""What is kept as views of a case: searches, and filters of the timeline. A filter is written as its conditions.

Conditions are words with blanks between them, `kind:attack contested:yes since:2024-01-03`: what a condition asks for is a
term, a letter, an id or an ISO 8601-2 date, and none of these has a blank in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from casefile.analysis.grades import UNGRADED
from casefile.model.case import Case
from casefile.model.records import View
from casefile.tui.panes.filters import Condition, TimelineFilter
from casefile.tui.widgets.line import Line, fit
from casefile.tui.widgets.ranking import Entry

SEARCH: Final = "search"
TIMELINE: Final = "timeline"
"""The ``pane`` of a kept search, and of a kept filter."""

VIEW: Final = "view:"
"""What the key of an entry for a view begins with."""

KEEP: Final = "keep="
"""The key of the entry that keeps the filter."""

_WORDS: Final = {SEARCH: "search", TIMELINE: "filter"}
_NAME_CELLS: Final = 34
_YES, _NONE = "yes", "none"


def kept_views(case: Case, pane: str = "") -> list[View]:
    """The kept searches and filters, or one kind of them, filters first, by their names."""
    found = (view for view in case.all(View) if view.query and view.pane in ([pane] if pane else _WORDS))
    return sorted(found, key=lambda view: (view.pane == SEARCH, name_of(view).casefold(), view.id))


def name_of(view: View) -> str:
    """What a view is called: its name, else what it asks for."""
    return view.name or view.query


def kind_of(view: View) -> str:
    """`search` or `filter`."""
    return _WORDS.get(view.pane, "view")


def view_lines(views: Sequence[View]) -> Iterator[tuple[str, Line]]:
    """The rows of a list of views: `filter  Attacks by night  kind:attack since:2024-01-03`, each with the view's id."""
    named = [cell_len(view.name) for view in views if view.name not in ("", view.query)]
    cells = min(max(named, default=0), _NAME_CELLS)
    for view in views:
        name = name_of(view)
        same = name == view.query
        yield (
            view.id,
            (
                (f"{kind_of(view):<8}", "muted"),
                (name if same else fit(name, cells), ""),
                ("" if same else f"  {view.query}", "muted"),
            ),
        )


def elsewhere_lines(views: Mapping[str, View]) -> Iterator[tuple[str, Line]]:
    """The rows of views of other cases, by `case:query`, the case named: `search  fire  pier`."""
    for key, view in views.items():
        query = view.query if view.query != name_of(view) else ""
        more = "  ".join(filter(None, (query, key.partition(":")[0])))
        yield key, ((f"{kind_of(view):<8}", "muted"), (name_of(view), ""), (f"  {more}", "muted"))


def filter_query(asked: TimelineFilter) -> str:
    """The conditions of a filter as they are kept."""
    return " ".join(f"{one.field}:{_written(one)}" for one in asked.conditions)


def _written(condition: Condition) -> str:
    if condition.field == "contested":
        return _YES
    return _NONE if condition.value == UNGRADED else condition.value


def filter_of(query: str) -> TimelineFilter | None:
    """The filter that was kept so; None where any of it is no condition."""
    asked = TimelineFilter()
    for word in query.split():
        condition = _condition(*word.partition(":")[::2])
        if condition is None:
            return None
        asked = asked.adding(condition)
    return asked if asked.conditions else None


def _condition(field: str, value: str) -> Condition | None:
    if field == "contested":
        return Condition(field) if value == _YES else None
    condition = Condition(field, UNGRADED if value == _NONE else value)
    return condition if value and condition.is_askable else None


def view_entries(views: Iterable[View]) -> Iterator[Entry]:
    """Kept searches and filters as entries of the palette."""
    for view in views:
        name = name_of(view)
        query = view.query if view.query != name else ""
        detail = " · ".join(part for part in (f"kept {kind_of(view)}", query) if part)
        yield Entry(VIEW + view.id, name, detail, group="Kept")


def filter_entries(views: Iterable[View], *, is_set: bool) -> Iterator[Entry]:
    """Kept filters as entries of the chooser of conditions; where a filter ``is_set``, that it can be kept."""
    if is_set:
        yield Entry(KEEP, "Keep this filter", "found again among the kept ones", "", "Kept")
    yield from view_entries(views)


def default_name(labels: Sequence[str]) -> str:
    """What a filter is called until it is given a name: what its chips say."""
    return ", ".join(labels)
