"""Keeping the timeline's filter, and going back to what was kept: a filter is set, a search is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from casefile.tui.screens.resuming import Resuming

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen
    from casefile.tui.screens.kept import Shelf
    from casefile.tui.widgets.ranking import Entry


class Keeping(Resuming):
    """What is done with kept searches and filters in an open case."""

    @property
    def shelf(self) -> Shelf:
        """The kept views of the case."""
        from casefile.tui.screens.kept import Shelf

        return Shelf(cast("CaseScreen", self))

    async def action_keep_filter(self) -> None:
        """Keeps the filter that is set, under the words of its chips."""
        from casefile.tui.panes.filters import chip_labels
        from casefile.tui.panes.kept import TIMELINE, default_name, filter_query

        if not self._may_write() or self.reading is None:
            return
        asked = self.timeline_filter
        if not asked.conditions:
            key = self.key_bar.key_of("filter")
            self.notify(f"There is no filter to keep: {key} sets one.", markup=False)
            return
        name = default_name(chip_labels(self.reading.whole, asked, calendar=self.reading.calendar))
        said = await self.shelf.keep(name, filter_query(asked), TIMELINE)
        if said:
            self.notify(said, markup=False)

    def action_kept_views(self) -> None:
        """Shows what is kept, to apply, rename or delete it."""
        from casefile.tui.screens.kept import KeptScreen

        def chosen(view_id: str | None) -> None:
            if view_id is not None:
                self.apply_view(view_id)

        if self.session is not None:
            self.app.push_screen(KeptScreen(self.shelf, self.key_bar.keys), chosen)

    def filters_kept(self) -> Iterable[Entry]:
        """With a filter set, that it can be kept; then the kept ones."""
        from casefile.tui.panes.kept import TIMELINE, filter_entries

        return filter_entries(self.shelf.views(TIMELINE), is_set=bool(self.timeline_filter.conditions))

    async def _condition_chosen(self, key: str | None) -> None:
        from casefile.tui.panes.kept import KEEP, VIEW

        if key == KEEP:
            await self.action_keep_filter()
        elif key is not None and key.startswith(VIEW):
            self.apply_view(key.removeprefix(VIEW))
        else:
            await super()._condition_chosen(key)

    def apply_view(self, view_id: str) -> None:
        """Sets the filter, or makes the search, that was kept."""
        from casefile.model.records import View
        from casefile.tui.panes.kept import TIMELINE, filter_of, name_of

        view = self.session.case.get(view_id, View) if self.session is not None else None
        if view is None:
            return
        if view.pane != TIMELINE:
            self.casefile_app.last_search = view.query
            self.casefile_app.action_search()
            return
        asked = filter_of(view.query)
        if asked is None:
            words = f"'{name_of(view)}' is no filter of the timeline: {view.query}"
            self.notify(words, severity="warning", markup=False)
            return
        self.go_to_pane(self.timeline)
        self.filter_timeline(asked)

    def go_to(self, record_id: str) -> None:
        """Going to what is kept is applying it."""
        if self.session is not None and self.session.case.table_of(record_id) == "views":
            self.apply_view(record_id)
        else:
            super().go_to(record_id)
