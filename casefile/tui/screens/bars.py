"""The two lines that frame every screen: what is open at the top, what the keys do here at the bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from casefile.tui.actions import Action, Keys, actions_at, key_label, keys_at
from casefile.tui.widgets.line import Line, Run, cut_line, width
from casefile.tui.widgets.looks import looks_of

_GAP = "  "
_SHORT_NAME = 3
"""Letters of a pane's name on a tab where there is no room for all of it."""


class Bar(Widget):
    """One line of runs: some at the left and some at the right end. Its height never changes."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; background: transparent; }"

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._left: Line = ()
        self._right: Line = ()

    def set_line(self, left: Line, right: Line = ()) -> None:
        """Shows these runs; what has no room at the left is cut."""
        self._left, self._right = left, right
        self.refresh()

    def runs(self, cells: int) -> Sequence[Run]:
        """The runs for that many cells, padded between left and right."""
        right = cut_line(self._right, cells)
        room = cells - width(right) - (len(_GAP) if right else 0)
        left = cut_line(self._left, max(0, room))
        return (*left, (" " * max(0, cells - width(left) - width(right)), ""), *right)

    def render_line(self, y: int) -> Strip:
        """The strip of the one line."""
        style = looks_of(self).style
        segments = [Segment(text, style(name)) for text, name in self.runs(self.size.width)]
        return Strip(segments).adjust_cell_length(self.size.width, style())


class TitleBar(Bar):
    """The top line. Some of its parts give way on a narrow screen: the last ones first, or in a given order."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._parts: Sequence[Line] = ()
        self._yielding: Sequence[int] = ()

    def set_parts(self, parts: Sequence[Line], right: Line = (), yielding: Sequence[int] = ()) -> None:
        """Shows as many of the parts as there is room for; ``yielding`` are the places of those that give way first."""
        self._parts = parts
        later = (place for place in reversed(range(1, len(parts))) if place not in yielding)
        self._yielding = (*yielding, *later)
        self.set_line((), right)

    def runs(self, cells: int) -> Sequence[Run]:
        """As many parts as fit, the first one cut if even that does not."""
        room = cells - width(self._right) - 2 * len(_GAP) - 1
        kept = dict(enumerate(self._parts))
        for place in self._yielding:
            if sum(map(width, kept.values())) <= room:
                break
            del kept[place]
        self._left = [(" ", ""), *(run for part in kept.values() for run in part)]
        return super().runs(cells)


def place_of(screen: Screen[Any]) -> str:
    """The place whose keys hold just now: that of what has the focus, or of what it stands in; "" where none says."""
    for node in (screen.focused or screen).ancestors_with_self:
        place = getattr(node, "place", "")
        if isinstance(place, str) and place:
            return place
        if node is screen:
            break
    return ""


class KeyBar(Bar):
    """The bottom line: the few keys that matter where the focus is. A click on one does it.

    It follows the focus by itself. What says its ``place`` is the widget with the focus, one around it, or the screen;
    the screen's ``without()``, if it has one, names the actions that would do nothing just now.
    """

    class Pressed(Message):
        """An action's label was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, keys: Keys, **widget: Any) -> None:
        super().__init__(**widget)
        self.keys = keys
        self._spans: list[tuple[int, int, Action]] = []
        self._place = "everywhere"
        self._without: frozenset[str] = frozenset()
        self._labels: Mapping[str, str] = {}

    def key_of(self, action_id: str) -> str:
        """How the first key of an action is written."""
        return key_label(self.keys[action_id][0])

    def on_mount(self) -> None:
        """The keys change with the focus."""
        self.watch(self.screen, "focused", self.follow)

    def follow(self) -> None:
        """Shows the keys that hold where the focus is now; work that ends after its screen was left changes nothing."""
        if not self.is_attached:
            return
        place = place_of(self.screen)
        if place:
            without = getattr(self.screen, "without", frozenset)
            self.show_place(place, without())

    @property
    def shown(self) -> Sequence[Action]:
        """The actions whose keys can be seen, from left to right."""
        return [action for _, _, action in self._spans]

    def show_place(self, place: str, without: frozenset[str] = frozenset()) -> None:
        """Shows the keys of a place, but not those of the actions ``without``, which do nothing just now."""
        if (place, without) != (self._place, self._without):
            self._place, self._without = place, without
            self.refresh()

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Calls some actions otherwise, by their ids, as long as they do something else just now."""
        self._labels = labels
        self.refresh()

    def _key(self, action: Action) -> str:
        """How the first of its keys that does it here is written; "" where none does."""
        return next(map(key_label, keys_at(self._place, self.keys[action.id])), "")

    def _label(self, action: Action) -> str:
        return self._labels.get(action.id, action.label)

    def runs(self, cells: int) -> Sequence[Run]:
        """As many actions as there is room for, in the order of their rank; help and palette at the right."""
        shown = sorted(
            {
                action.id: action
                for action in actions_at(self._place)
                if action.footer and action.id not in self._without and self._key(action)
            }.values(),
            key=lambda action: action.footer,
        )
        last = [action for action in shown if "everywhere" in action.places]
        right = self._line(last)
        room = cells - width(right) - len(_GAP) - 2
        taken: list[Action] = []
        for action in shown:
            if action not in last and width(self._line([*taken, action])) <= room:
                taken.append(action)
        self._left, self._right = [(" ", ""), *self._line(taken)], [*right, (" ", "")] if right else []
        self._measure(taken, last, cells)
        return super().runs(cells)

    def _line(self, actions: Sequence[Action]) -> list[Run]:
        runs: list[Run] = []
        for action in actions:
            if runs:
                runs.append((_GAP, ""))
            runs += [(self._key(action), "accent"), (f" {self._label(action)}", "muted")]
        return runs

    def _measure(self, left: Sequence[Action], right: Sequence[Action], cells: int) -> None:
        self._spans = []
        for start, actions in ((1, left), (cells - width(self._line(right)) - 1, right)):
            for action in actions:
                end = start + cell_len(f"{self._key(action)} {self._label(action)}")
                self._spans.append((start, end, action))
                start = end + len(_GAP)

    def on_click(self, event: events.Click) -> None:
        """Does what the label under the pointer says."""
        event.stop()
        for start, end, action in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(action))


class TabBar(Bar):
    """On a small screen: the panes behind their numbers, with what each one counts."""

    class Pressed(Message):
        """A tab was clicked."""

        def __init__(self, pane: Any) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._tabs: Sequence[tuple[Any, str, str]] = ()
        self._active: Any = None
        self._spans: list[tuple[int, int, Any]] = []

    def show_tabs(self, tabs: Sequence[tuple[Any, str, str]], active: Any) -> None:
        """Shows tabs: each is (pane, label, count)."""
        self._tabs, self._active = tabs, active
        self.refresh()

    def runs(self, cells: int) -> Sequence[Run]:
        """The tabs; where there is no room for all counts, what is related stays longest, and names get short for it."""
        line: list[Run] = []
        for words in (_whole, _marked, _short, _bare):
            line, self._spans = [], []
            for pane, label, count in self._tabs:
                here = pane is self._active
                text = f"{'▸' if here else ' '}{words(label, count)}"
                start = width(line)
                line += [(text, "heading" if here else "muted"), (" ", "")]
                self._spans.append((start, width(line), pane))
            del line[-1:]
            if width(line) <= cells:
                break
        self._left = line
        return super().runs(cells)

    def on_click(self, event: events.Click) -> None:
        """Goes to the pane of the tab."""
        event.stop()
        for start, end, pane in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(pane))


def _whole(label: str, count: str) -> str:
    return f"{label} {count}".rstrip()


def _marked(label: str, count: str) -> str:
    """Only how many are related: `2 Actors ●3`."""
    return f"{label} ●{count.removeprefix('● ').partition(' ')[0]}" if count.startswith("●") else label


def _short(label: str, count: str) -> str:
    """As above, behind the beginning of the name: `2 Act ●3`; a name without a count stays whole."""
    number, _, name = label.partition(" ")
    return _marked(f"{number} {name[:_SHORT_NAME]}" if count.startswith("●") else label, count)


def _bare(label: str, count: str) -> str:
    return label


class TooSmall(Widget):
    """Lies over everything where the terminal is smaller than the browser can use, and says so in words that fit."""

    DEFAULT_CSS = """
    TooSmall {
        display: none; overlay: screen; position: absolute; offset: 0 0;
        width: 100vw; height: 100vh; background: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wordings: tuple[tuple[str, ...], ...] = ()

    def show_for(self, size: Size, least: Size) -> None:
        """Covers a screen of that size if it is less than the least; both in cells."""
        small = size.width < least.width or size.height < least.height
        needed, here = f"{least.width}×{least.height}", f"{size.width}×{size.height}"
        self._wordings = (
            (f"casefile needs {needed} cells; here are {here}",),
            (f"casefile needs {needed} cells;", f"here are {here}"),
            ("casefile needs", f"{needed} cells;", f"here are {here}"),
            (f"needs {needed}, is {here}",),
            (f"needs {needed}",),
            (needed,),
        )
        self.display = small
        self.refresh()

    def lines(self, size: Size) -> Sequence[str]:
        """The first wording that a terminal of that size has room for; the last and shortest where none fits."""
        for wording in self._wordings:
            if len(wording) <= size.height and all(cell_len(line) <= size.width for line in wording):
                return wording
        return self._wordings[-1] if self._wordings else ()

    def render_line(self, y: int) -> Strip:
        """The lines in the middle."""
        style = looks_of(self).style
        cells, lines = self.size.width, self.lines(self.size)
        number = y - (self.size.height - len(lines)) // 2
        if not 0 <= number < len(lines):
            return Strip.blank(cells, style())
        text = cut_line([(lines[number], "")], cells)
        blank = " " * max(0, (cells - width(text)) // 2)
        return Strip(
            [Segment(blank, style()), *(Segment(run, style(name)) for run, name in text)]
        ).adjust_cell_length(cells, style())
