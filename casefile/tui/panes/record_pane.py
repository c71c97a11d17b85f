"""What the four panes of a case share: records in groups, marks, a filter, an order, and the count in the frame."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from casefile.tui.panes.framing import frame_css
from casefile.tui.panes.reading import Reading
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import VirtualList

SLICE = 256
"""How many records are arranged between two looks at the clock."""


class Group(NamedTuple):
    """Records that stand together: ``head`` is what their header is drawn from; None where there is none."""

    head: Any
    keys: Sequence[str]


class GroupedRows:
    """The rows of some groups, headers among them."""

    def __init__(
        self,
        groups: Sequence[Group],
        draw: Callable[[str, int], Line],
        draw_head: Callable[[Any, int], Line],
        text: Callable[[str], str],
    ) -> None:
        self._draw, self._draw_head, self._text = draw, draw_head, text
        self._keys: list[str | None] = []
        self._heads: dict[int, Any] = {}
        for group in groups:
            if group.head is not None:
                self._heads[len(self._keys)] = group.head
                self._keys.append(None)
            self._keys.extend(group.keys)
        self._index = {key: index for index, key in enumerate(self._keys) if key is not None}

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> str | None:
        """The record's id."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """Where the record stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """The record's line, or the header's."""
        key = self._keys[index]
        return self._draw_head(self._heads[index], width) if key is None else self._draw(key, width)

    def text(self, index: int) -> str:
        """What is found in the record's row; nothing is found in a header."""
        key = self._keys[index]
        return "" if key is None else self._text(key)

    def head_of(self, index: int) -> Any:
        """The head of the group that a row stands in."""
        while index >= 0 and index not in self._heads:
            index -= 1
        return self._heads.get(index)


class Order(NamedTuple):
    """One way to sort a pane: its id, and what it is called in "sorted by …"."""

    name: str
    label: str


class RecordPane(VirtualList, Framed, inherit_bindings=False):
    """A pane of records. A subclass says which, in what order, and how one is drawn.

    ``place`` is the pane's name among the actions' places, ``number`` its key, ``label`` its title.
    """

    DEFAULT_CSS = frame_css("RecordPane")
    place: ClassVar[str]
    number: ClassVar[int]
    label: ClassVar[str]
    orders: ClassVar[tuple[Order, ...]]
    none_yet: ClassVar[str]
    """What stands in the pane while the case has no such record: which key fills it."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(id=self.place, **widget)
        self.reading: Reading | None = None
        self.order = self.orders[0]
        self._groups: Sequence[Group] = ()
        self._own: dict[str, None] = {}
        self._only: Collection[str] | None = None
        self._related = 0
        self._hits = ""
        self.set_title()

    # What a subclass says

    def arranged(self, reading: Reading) -> Iterator[Sequence[Group]]:
        """The groups, again and again while they are worked out; the last is the whole."""
        raise NotImplementedError

    def record_line(self, record_id: str, width: int) -> Line:
        """How a record is drawn."""
        raise NotImplementedError

    def head_line(self, head: Any, width: int) -> Line:
        """How the header of a group is drawn."""
        return ((str(head), "header"),)

    def record_text(self, record_id: str) -> str:
        """What is found in a record's row."""
        return "".join(text for text, _ in self.record_line(record_id, 200))

    def total_label(self) -> str:
        """How many there are, for the frame."""
        return f"{len(self._own):,}"

    # Filling

    def fill(self, reading: Reading) -> Iterator[None]:
        """Arranges the records and shows them; yields between slices of work."""
        self.reading = reading
        shown = False
        for groups in self.arranged(reading):
            if not shown and any(group.keys for group in groups):
                self._take(groups)
                shown = True
            yield
            last = groups
        self._take(last)

    def _take(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._own = {key: None for group in groups for key in group.keys}
        self._present()

    def _present(self) -> None:
        only = self._only
        groups = self._groups
        if only is not None:
            kept = (Group(head, [key for key in keys if key in only]) for head, keys in groups)
            groups = [group for group in kept if group.keys]
        self.empty = self.none_yet if only is None else "Nothing here has to do with it.\nf shows all again."
        self.show(GroupedRows(groups, self.record_line, self.head_line, self.record_text))
        self.presented(groups)
        self.set_count()

    def presented(self, groups: Sequence[Group]) -> None:
        """Called with the groups now shown."""

    def turn_order(self) -> Order:
        """Goes on to the next order; the caller fills the pane again."""
        place = self.orders.index(self.order)
        self.order = self.orders[(place + 1) % len(self.orders)]
        return self.order

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._own

    # Linked panes

    def relate(self, related: Collection[str], *, only: bool | None) -> None:
        """Marks what has to do with another pane's record and scrolls to the first; ``only`` hides the rest.

        With ``only`` None the filter stays as it is.
        """
        marked = frozenset(key for key in related if key in self._own)
        self._related = len(marked)
        if only is not None:
            self.keep_only(marked if only else None)
        self.marks = marked
        if marked:
            self.scroll_first_mark()
        self.set_count()

    def unrelate(self) -> None:
        """Takes the marks away: this is the pane whose record the others are marked for."""
        self._related = 0
        self.marks = frozenset()
        self.set_count()

    def keep_only(self, keys: Collection[str] | None) -> None:
        """Shows these records alone, or all."""
        if keys is None and self._only is None:
            return
        self._only = keys
        self._present()

    @property
    def filtered(self) -> bool:
        """Whether some records are hidden by `follow`."""
        return self._only is not None

    # The frame

    def set_title(self) -> None:
        """Number and name in the frame."""
        self.set_frame(title=f"{self.number} {self.label}")

    def set_hits(self, words: str) -> None:
        """Shows how far a search is in the frame; "" for none."""
        self._hits = words
        self.set_count()

    @property
    def count_label(self) -> str:
        """The count as it stands in the frame: `59`, `● 3 of 59`, `only 3 of 59`, and what is searched for."""
        total = self.total_label()
        if self.filtered:
            total = f"only {self._related} of {total}"
        elif self._related:
            total = f"● {self._related} of {total}"
        return f"{self._hits} · {total}" if self._hits else total

    def set_count(self) -> None:
        """Draws the count anew."""
        if self.reading is not None:
            self.set_frame(count=self.count_label)
