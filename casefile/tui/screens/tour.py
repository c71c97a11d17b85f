"""The tour: six steps, each a few lines beside what they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.widget import Widget

from casefile.tui.actions import Keys, keys_label
from casefile.tui.bindings import bindings
from casefile.tui.screens.bars import KeyBar
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.wrapping import DocumentLine, Piece, wrap

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp
    from casefile.tui.panes.detail import DetailPane
    from casefile.tui.panes.record_pane import RecordPane
    from casefile.tui.screens.library import LibraryScreen
    from casefile.tui.screens.workbench import Workbench

_WIDTH: Final = 46
_ARROWS: Final = {"below": "▲ ", "above": "▼ ", "right": "◀ ", "left": "▶ ", "inside": "▲ "}


class Step(NamedTuple):
    """One step. ``point`` brings what it is about into sight and gives it; ``text`` has `{action}` for its keys."""

    title: str
    text: str
    point: Callable[[], Widget]


class Place(NamedTuple):
    """Where the box stands, and on which side of what it points at."""

    offset: Offset
    side: str


def place_for(target: Region, box: Size, screen: Size) -> Place:
    """Beside the target where there is room for the box, first where it hides the least; else at its lower end."""
    x = min(max(target.x + 2, 0), screen.width - box.width)
    y = min(max(target.y + 1, 0), screen.height - box.height)
    if target.bottom + box.height <= screen.height:
        return Place(Offset(x, target.bottom), "below")
    if target.right + box.width <= screen.width:
        return Place(Offset(target.right, y), "right")
    if target.x >= box.width:
        return Place(Offset(target.x - box.width, y), "left")
    if target.y >= box.height:
        return Place(Offset(x, target.y - box.height), "above")
    return Place(Offset(x, max(0, min(target.bottom, screen.height - 1) - box.height - 1)), "inside")


def case_steps(case: Workbench) -> Iterator[Step]:
    """The steps on a case."""

    def pane(pane: RecordPane | DetailPane, frame: Widget) -> Callable[[], Widget]:
        def point() -> Widget:
            case.go_to_pane_at_once(pane)
            return frame

        return point

    yield Step(
        "The timeline",
        "What happened, in order. ≈ about, ≤ at the latest, ~ some time that day: dates stay as unsure as they "
        "are. ≠2 means that two versions contradict each other. {cursor_down} and {cursor_up} move.",
        pane(case.timeline, case.timeline_frame),
    )
    yield Step(
        "Who and where from",
        "● marks what has to do with the record under the cursor, in every pane. {follow} shows that alone; "
        "{next_pane} and 1 to 5 go from pane to pane, {zoom} gives one the whole screen.",
        pane(case.actors, case.actors),
    )
    yield Step(
        "The record in full",
        "Every claim with who made it, through whom it came, and its grade (B2). {enter} goes in and follows a "
        "reference, {back} comes back, {out} goes out.",
        pane(case.detail, case.detail),
    )
    yield Step(
        "Your notes",
        "{note} writes a note about what you look at, {add} adds to the pane. All is saved as you go; {undo} takes "
        "back any change, also tomorrow. What is being typed is kept as a draft.",
        pane(case.notes, case.notes),
    )
    yield Step(
        "Everything else",
        "The keys that matter here. {help} explains all of them, {palette} finds every action and record by name, "
        "{switch_case} goes to another case. {tour} shows this again.",
        lambda: case.key_bar,
    )


def first_step(case: Workbench) -> Step:
    """The first step where a case is open already."""
    return Step(
        "A case",
        "One case at a time: what it is, when and where, and the figures as far as they are agreed upon. {out} leads "
        "from here to all cases.",
        lambda: case.title_bar,
    )


def library_step(library: LibraryScreen) -> Step:
    """The first step on the list of cases."""

    def point() -> Widget:
        library.cases.focus()
        return library.cases

    return Step(
        "Your cases",
        "Each is a file in a folder of your own. {open_case} opens the one under the cursor, {filter_cases} finds one "
        "by its words, {new_case} makes a new one. The next step opens this one.",
        point,
    )


class _Words(Document, inherit_bindings=False):
    """The text of a step; it scrolls where a screen is too small for it."""

    can_focus = False


class Tour(Dialog[None], inherit_bindings=False):
    """Shows the steps over the screen that they are about.

    ``onward`` is called when the next step is another screen's: it opens that, and shows the tour again.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("tour")
    place = "tour"
    DEFAULT_CSS = """
    Tour {
        background: transparent;
        Frame {
            position: absolute; height: auto; background: $panel; padding: 0 1;
            border: heavy $accent; border-title-color: $accent; border-title-style: bold;
        }
        _Words { width: 1fr; background: $panel; padding: 0; scrollbar-size: 0 0; }
        KeyBar { background: $panel; }
    }
    """

    def __init__(
        self,
        steps: Sequence[Step],
        keys: Keys,
        *,
        first: int = 0,
        count: int = 6,
        onward: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._steps = steps
        self._keys = keys
        self._first = first
        self._count = count
        self._onward = onward
        self._number = 0
        self.words = _Words()
        self.key_bar = KeyBar(keys)
        self.box = Frame(self.words, self.key_bar)

    def compose(self) -> ComposeResult:
        """The box; everything else is what lies behind."""
        yield self.box

    def on_mount(self) -> None:
        """The first step."""
        self._show()

    def on_resize(self) -> None:
        """The box stands elsewhere."""
        if self.is_mounted:
            self._show()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._number]

    def _show(self) -> None:
        target = self.step.point()
        width = min(_WIDTH, self.app.size.width - 2)
        text = self._text()
        height = min(_rows(text, width - 4) + 3, self.app.size.height - 1)
        place = place_for(target.region, Size(width, height), self.app.size)
        self.box.styles.width, self.box.styles.height = width, height
        self.words.styles.height = height - 3
        self.box.styles.offset = (place.offset.x, place.offset.y)
        self.words.set_document([DocumentLine((Piece(text),))])
        self.key_bar.follow()
        number = self._first + self._number + 1
        self.box.set_frame(
            title=f"{_ARROWS[place.side]}{self.step.title}", count=f"{number} of {self._count}"
        )

    def without(self) -> frozenset[str]:
        """There is no step before the first."""
        return frozenset() if self._number else frozenset({"tour_back"})

    def _text(self) -> str:
        labels = {name: keys_label(keys[:1]) for name, keys in self._keys.items()}
        return self.step.text.format_map(labels)

    def action_tour_next(self) -> None:
        """Goes on; after the last step, leaves."""
        if self._number + 1 < len(self._steps):
            self._number += 1
            self._show()
        else:
            self.dismiss()
            if self._onward is not None:
                self._onward()

    def action_tour_back(self) -> None:
        """Goes back a step."""
        self._number = max(0, self._number - 1)
        self._show()

    def action_tour_leave(self) -> None:
        """Leaves."""
        self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Whoever knows the keys is not held up: one that means nothing here does what it does without the tour."""
        if event.key not in self.active_bindings:
            event.stop()
            # The next key may be on its way here already.
            if self.is_current:
                self.dismiss()
            app = cast("CasefileApp", self.app)
            app.call_later(app.keyboard.take_again, events.Key(event.key, event.character))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere goes on."""
        event.stop()
        self.action_tour_next()


def _rows(text: str, cells: int) -> int:
    return len(wrap(DocumentLine((Piece(text),)), cells))
