"""The screen of actors over all cases: who stands where, who may be one, and two cases side by side."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.analysis.elsewhere import Identity, compare, identities, key_of, proposals
from casefile.analysis.names import Pair
from casefile.model import editing
from casefile.model.records import Actor
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.keyboard import OPENS
from casefile.tui.panes.content.identities import IdentityRows, comparison_lines, pair_lines, standing_lines
from casefile.tui.screens.bars import KeyBar, TitleBar, TooSmall
from casefile.tui.screens.chooser import Choice, Chooser
from casefile.tui.screens.choosing import chooser_by_name
from casefile.tui.screens.find_line import FindLine
from casefile.tui.screens.workbench import LEAST
from casefile.tui.widgets.dialog import ClosesOnce
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.model.case import Case, Edit
    from casefile.tui.actions import Keys
    from casefile.tui.app import CasefileApp

Target = tuple[str, str]
"""A case and a record in it."""


class IdentityList(VirtualList, inherit_bindings=False):
    """Pairs and actors."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("identities")


class IdentitiesScreen(ClosesOnce[Target | None], FindLine[Target | None], inherit_bindings=False):
    """All actors of the library; dismissed with the case and record to go to, or with None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("identities")
    DEFAULT_CSS = """
    IdentitiesScreen {
        background: $background;
        #actors { height: 3fr; }
        #standing { height: 2fr; }
    }
    """
    place = "identities"

    def __init__(self, keys: Keys, wanted: str = "") -> None:
        super().__init__()
        self.title_bar, self.key_bar, self.too_small = TitleBar(), KeyBar(keys), TooSmall()
        self.list = IdentityList(empty="Reading the cases …")
        self.about = Document()
        self.about.can_focus = False
        self.frame = Frame(self.list, title="Actors", id="actors")
        self.about_frame = Frame(self.about, title="Where it stands", id="standing")
        self._wanted = wanted
        self._cases: dict[str, Case] = {}
        self._names: dict[str, str] = {}

    @property
    def casefile_app(self) -> CasefileApp:
        """The app, by its own type."""
        return cast("CasefileApp", self.app)

    def compose(self) -> ComposeResult:
        """The actors above, the one under the cursor below."""
        yield self.title_bar
        yield self.frame
        yield self.about_frame
        yield self.key_bar
        yield self.too_small

    def on_mount(self) -> None:
        """The cases are read after the first paint."""
        self.title_bar.set_parts([[("Actors over all cases", "strong")]])
        self.too_small.show_for(self.app.size, LEAST)
        self.list.focus()
        self.call_after_refresh(self._begin)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small says so."""
        self.too_small.show_for(event.size, LEAST)

    def _begin(self) -> None:
        self.run_worker(self._read(), name=OPENS, group="identities", exclusive=True)

    async def _read(self) -> None:
        self._cases = {case.id: case for case in await self.casefile_app.read_cases()}
        await self._work_out()

    async def _work_out(self) -> None:
        cases = list(self._cases.values())
        found, pairs = await asyncio.to_thread(lambda: (identities(cases), proposals(cases)))
        self._names = {key_of(case, actor): actor.name for case in cases for actor in case.all(Actor)}
        self.list.empty = "No actors yet."
        self.frame.set_frame(count=f"{len(found):,} in {len(cases):,} cases")
        self.list.show(IdentityRows(pairs, found, self._names))
        self._find_wanted(found)
        self._tell()

    def _find_wanted(self, found: list[Identity]) -> None:
        """The cursor goes to the actor that the screen was opened for."""
        for one in found:
            if self._wanted in {f"{standing.case}:{standing.actor.id}" for standing in one.standings}:
                self.list.move_to(f"{one.standings[0].case}:{one.standings[0].actor.id}")
        self._wanted = ""

    @property
    def here(self) -> Pair | Identity | None:
        """What is under the cursor."""
        rows = self.list.rows
        return rows.row(self.list.cursor_index) if isinstance(rows, IdentityRows) else None

    def _tell(self) -> None:
        here = self.here
        if isinstance(here, Pair):
            self.about.set_document(pair_lines(here, self._names))
        elif isinstance(here, Identity):
            self.about.set_document(standing_lines(here, self._titles))
        else:
            self.about.set_document(())
        self.key_bar.follow()

    @property
    def _titles(self) -> dict[str, str]:
        return {case.id: case.info.title or case.id for case in self._cases.values()}

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The actor under the cursor stands below."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes to it."""
        event.stop()
        self.action_go_standing()

    def action_go_standing(self) -> None:
        """Goes to the actor in its case; asks in which where there are several."""
        here = self.here
        targets = (
            [(here.one, self._names[here.one]), (here.other, self._names[here.other])]
            if isinstance(here, Pair)
            else [(f"{one.case}:{one.actor.id}", one.actor.name) for one in here.standings]
            if here is not None
            else []
        )
        if len(targets) == 1:
            self._go(targets[0][0])
        elif targets:
            choices = [
                Choice(key, str(number), self._titles[key.partition(":")[0]], name)
                for number, (key, name) in enumerate(targets, 1)
            ]
            self.app.push_screen(Chooser("In which case", choices), self._go)

    def _go(self, key: str | None) -> None:
        if key is not None:
            case_id, _, record_id = key.partition(":")
            self.dismiss((case_id, record_id))

    async def action_accept_same(self) -> None:
        """The two are one, and are joined for good."""
        await self._declare("same_as", "are one")

    async def action_refuse_same(self) -> None:
        """The two are not one, and are not proposed again."""
        await self._declare("not_same_as", "are kept apart")

    async def _declare(self, field: str, words: str) -> None:
        pair = self.here
        if not isinstance(pair, Pair):
            self.notify("Only two actors that may be the same can be joined or kept apart.", markup=False)
            return
        for key, other in ((pair.one, pair.other), (pair.other, pair.one)):
            case_id, _, record_id = key.partition(":")
            edit = partial(self._said, record_id=record_id, field=field, other=other)
            if not await self.casefile_app.commit_in(case_id, edit):
                return
        self.notify(
            f"{self._names[pair.one]} and {self._names[pair.other]} {words}. u in each case undoes it.",
            markup=False,
        )
        await self._read()

    def _said(self, case: Case, record_id: str, field: str, other: str) -> Edit:
        _, record = case.raw(record_id)
        return editing.update(
            case, record_id, {field: sorted({*record.get(field, ()), other})}, now=self.casefile_app.now()
        )

    def without(self) -> frozenset[str]:
        """Pairs are joined or kept apart, and two cases are compared."""
        idle = set() if isinstance(self.here, Pair) else {"accept_same", "refuse_same"}
        idle |= set() if self.here is not None else {"go_standing"}
        return frozenset(idle if len(self._cases) > 1 else {*idle, "compare"})

    def action_compare(self) -> None:
        """Asks for two cases and sets them side by side below."""
        choices = [Choice(case_id, "", title) for case_id, title in self._titles.items()]
        if len(choices) < 2:
            words = "There is only one case to read." if choices else "The cases are being read."
            self.notify(words, markup=False)
            return

        def first(one: str | None) -> None:
            if one is None:
                return
            rest = [choice for choice in choices if choice.value != one]

            def second(other: str | None) -> None:
                if other is not None:
                    self._show_comparison(one, other)

            self.app.push_screen(chooser_by_name(f"Compare {self._titles[one]} with", rest), second)

        self.app.push_screen(chooser_by_name("Compare which case", choices), first)

    def _show_comparison(self, one: str, other: str) -> None:
        from casefile.tui.screens.comparison import ComparisonScreen

        found = compare(self._cases[one], self._cases[other])
        cases = [(case_id, self._titles[case_id]) for case_id in (one, other)]
        lines = partial(comparison_lines, found, cases)
        self.app.push_screen(ComparisonScreen(cases, lines, self.key_bar.keys), self._go)

    def action_leave_view(self) -> None:
        """One level out: search, the view."""
        if not self.end_find():
            self.dismiss(None)
