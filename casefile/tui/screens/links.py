"""The links view: an actor's ties as a tree, every tie with its claims, and the way between two actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.ties import actors_by_ties, path, ties
from casefile.model.text import plural
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.links import Branch, TieRows, WayRows, tie_lines
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from casefile.tui.screens.case import CaseScreen


class TieList(VirtualList, inherit_bindings=False):
    """The tree."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("links")


class LinksScreen(ViewScreen, inherit_bindings=False):
    """The ties of one record, or the way from it to another."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("links")
    DEFAULT_CSS = """
    LinksScreen {
        #ties { height: 2fr; }
        #tie { height: 1fr; min-height: 7; }
    }
    """
    place = "links"
    label = "Links"

    def __init__(self, home: CaseScreen, root: str) -> None:
        super().__init__(home)
        self.root = root
        self.goal = ""
        self.list = TieList(empty="No ties yet: r on an actor, event or place ties it to another.")
        self.about = Document()
        self.about.can_focus = False
        self.frame = Frame(self.list, title="Ties", id="ties")
        self._opened: set[str] = set()

    def body(self) -> Iterator[Widget]:
        """The tree above, the tie under the cursor below."""
        yield self.frame
        yield Frame(self.about, title="Tie", id="tie")

    def show(self) -> None:
        """Shows the tree, or the way."""
        title = self.reading.title(self.root)
        if self.goal:
            way = path(self.case, self.root, self.goal)
            count = "there is no way" if way is None else plural(len(way), "step")
            self.frame.set_frame(title=f"{title} to {self.reading.title(self.goal)}", count=count)
            self.list.show(WayRows(self.reading, self.root, way or ()))
        else:
            self.frame.set_frame(title=title, count=f"{len(ties(self.case, self.root)):,} ties")
            self.list.show(TieRows(self.reading, self.root, self._opened))
        self.list.focus()
        self._tell()
        self.draw_keys()

    def without(self) -> frozenset[str]:
        """On a way nothing unfolds; without ties there is nothing to go to."""
        if self.here is None:
            return frozenset({"open_tie", "go_tie", "go_proof", "root_tie"})
        return frozenset({"open_tie"}) if self.goal else frozenset()

    @property
    def here(self) -> Branch | None:
        """The tie under the cursor."""
        rows = self.list.rows
        return rows.branch(self.list.cursor_index) if isinstance(rows, TieRows | WayRows) else None

    def _tell(self) -> None:
        here = self.here
        self.about.set_document(tie_lines(self.reading, here) if here is not None else ())

    def turn_branch(self, *, opened: bool) -> None:
        """Opens or closes the branch under the cursor; a closed one's parent is closed instead."""
        here = self.here
        if here is None or self.goal:
            return
        if opened:
            self._opened.add(here.key)
        elif here.key in self._opened:
            self._opened.discard(here.key)
        elif len(here.path) > 2:
            parent = "\n".join(here.path[:-2])
            self._opened.discard(parent)
            self.list.move_to(parent)
        self.list.show(TieRows(self.reading, self.root, self._opened))

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The tie stands below."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens the branch."""
        event.stop()
        self.turn_branch(opened=True)

    def action_open_tie(self) -> None:
        """Shows or hides the ties of the one under the cursor."""
        here = self.here
        if here is not None:
            self.turn_branch(opened=here.key not in self._opened)

    def action_open_branch(self) -> None:
        """Shows the ties of the one under the cursor."""
        self.turn_branch(opened=True)

    def action_close_branch(self) -> None:
        """Hides the ties of the one under the cursor, or of the one above."""
        self.turn_branch(opened=False)

    def action_go_tie(self) -> None:
        """Goes to the one under the cursor in full."""
        if self.here is not None:
            self.dismiss(self.here.tie.other)

    def action_go_proof(self) -> None:
        """Goes to the record that the tie rests on."""
        if self.here is not None:
            self.dismiss(self.here.tie.via)

    def action_root_tie(self) -> None:
        """Makes the one under the cursor the root of the tree."""
        if self.here is not None:
            self.root, self.goal = self.here.tie.other, ""
            self._opened.clear()
            self.show()

    def action_way(self) -> None:
        """Asks for another actor and shows the way to it."""
        from casefile.tui.screens.chooser import Choice
        from casefile.tui.screens.choosing import chooser_by_name

        others = [one for one in actors_by_ties(self.case) if one != self.root]
        choices = [Choice(one, "", self.reading.title(one)) for one in others]

        def chosen(goal: str | None) -> None:
            if goal is not None:
                self.goal = goal
                self.show()

        if choices:
            title = f"The way from {self.reading.title(self.root)} to"
            self.app.push_screen(chooser_by_name(title, choices), chosen)
        else:
            self.notify("There is no other actor with ties.", markup=False)

    def level_left(self) -> bool:
        """From a way back to the tree."""
        if not self.goal:
            return False
        self.goal = ""
        self.show()
        return True
