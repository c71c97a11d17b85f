"""What the four panes of a case share: records in groups, marks, a filter, an order, and the count in the frame.

A pane knows how to show groups of records, and nothing of records: what it shows is its `View`, which is given to
it when the case has been read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, ClassVar, Final, NamedTuple, Protocol

from casefile.model.text import plural
from casefile.tui.panes.framing import first_title, frame_css
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.virtual_list import MARK_SIGN, SELECTED_SIGN, VirtualList

FOLLOW: Final = "follow"
KNOWN: Final = "known"
FILTER: Final = "filter"
"""Why a pane shows some of its records alone: what has to do with another record, what was known, what was asked for."""

_NOTHING_LEFT: Final = {
    FOLLOW: "Nothing here has to do with it.\n{follow} shows all again.",
    FILTER: "No event answers to the filter.\n{unfilter} takes its last condition away.",
    KNOWN: "Nothing of this was known then.",
}


_ROWS_SLICE: Final = 10_000
"""Rows whose places are noted between two looks at the clock."""


class Group(NamedTuple):
    """Records that stand together: ``head`` is what their header is drawn from; None where there is none."""

    head: Any
    keys: Sequence[str]


class Order(NamedTuple):
    """One way to sort a pane: its name in the code, and what it is called in "sorted by …"."""

    name: str
    label: str


class View(Protocol):
    """What a pane shows."""

    orders: tuple[Order, ...]
    order: Order

    def arranged(self) -> Iterator[Sequence[Group]]:
        """The groups, again and again while they are worked out; the last is the whole."""

    def line(self, record_id: str, width: int) -> Line:
        """How a record is drawn."""

    def head_line(self, head: Any, width: int) -> Line:
        """How the header of a group is drawn."""

    def text(self, record_id: str) -> str:
        """What is found in a record's row."""

    counted: tuple[str, ...]
    """What a count in the frame is of, one word for each kind of record that the pane holds; "" for what it is named for."""

    def tally(self, record_ids: Collection[str]) -> tuple[int, ...]:
        """How many of each kind are among some records, in the order of ``counted``."""

    def remark(self) -> str:
        """What else the frame says behind the count; "" for nothing."""


class GroupedRows:
    """The rows of some groups, headers among them."""

    def __init__(self, groups: Sequence[Group], view: View) -> None:
        self._view = view
        self._keys: list[str | None] = []
        self._heads: dict[int, Any] = {}
        for group in groups:
            if group.head is not None:
                self._heads[len(self._keys)] = group.head
                self._keys.append(None)
            self._keys.extend(group.keys)
        self.headers = list(self._heads)
        self._index: dict[str | None, int] = {}
        self._indexed = 0

    def are_of(self, view: View | None) -> bool:
        """Whether that view draws them."""
        return self._view is view

    def prepare(self) -> Iterator[None]:
        """Notes where each record stands, in slices; what was not noted before is when it is first asked for."""
        while self._indexed < len(self._keys):
            start, end = self._indexed, min(self._indexed + _ROWS_SLICE, len(self._keys))
            self._index.update(zip(self._keys[start:end], range(start, end), strict=True))
            self._indexed = end
            yield
        self._index.pop(None, None)

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> str | None:
        """The record's id."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """Where the record stands."""
        if self._indexed < len(self._keys):
            for _ in self.prepare():
                pass
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """The record's line, or the header's."""
        key = self._keys[index]
        return self._view.head_line(self._heads[index], width) if key is None else self._view.line(key, width)

    def text(self, index: int) -> str:
        """What is found in the record's row; nothing is found in a header."""
        key = self._keys[index]
        return "" if key is None else self._view.text(key)

    def head_of(self, index: int) -> Any:
        """The head of the group that a row stands in."""
        place = bisect_right(self.headers, index)
        return self._heads[self.headers[place - 1]] if place else None


class RecordPane(VirtualList, Framed):
    """A pane of records.

    ``place`` is the pane's name among the actions' places, ``number`` its key, ``label`` its title; ``none_yet``
    stands in it while the case has no such record, and says which key fills it: `{add}` is the key of that action in
    ``key_labels``.
    """

    DEFAULT_CSS = frame_css("RecordPane")
    place: ClassVar[str]
    number: ClassVar[int]
    label: ClassVar[str]
    none_yet: ClassVar[str]

    def __init__(self, **widget: Any) -> None:
        super().__init__(id=self.place, **widget)
        self.view: View | None = None
        self.key_labels: Mapping[str, str] = {}
        self.may_fill = True
        """Whether records can be added; where not, no key is named that would."""
        self._groups: Sequence[Group] = ()
        self._own: frozenset[str] = frozenset()
        self._filters: dict[str, Collection[str]] = {}
        self._there: tuple[int, ...] = ()
        self._kept: tuple[int, ...] = ()
        self._related: tuple[int, ...] = ()
        self._found_words = ""
        first_title(self, f"{self.number} {self.label}")

    # Filling

    def fill(self) -> Iterator[None]:
        """Arranges the records and shows them; yields between slices of work. Of a large case the first come early."""
        assert self.view is not None
        shown = bool(self._groups)
        groups: Sequence[Group] = ()
        for groups in self.view.arranged():
            if groups and not shown:
                yield from self._take(groups)
                shown = True
            yield
        yield from self._take(groups)

    def _take(self, groups: Sequence[Group]) -> Iterator[None]:
        if isinstance(self.rows, GroupedRows) and self.rows.are_of(self.view) and self._stands(groups):
            self._present(self.rows)
            return
        own = frozenset(chain.from_iterable(group.keys for group in groups))
        yield
        rows = None
        if self.view is not None and not self._filters:
            rows = GroupedRows(self.spaced(groups), self.view)
            yield from rows.prepare()
        self._groups, self._own = groups, own
        if not self.selected <= own:
            # A record that is gone takes its mark with it; nothing else but the reader takes marks away.
            self.selected &= own
        self._present(None if self._filters else rows)
        yield

    def _stands(self, groups: Sequence[Group]) -> bool:
        """Whether all records are shown, and stand where they stood: most changes move none."""
        return bool(groups) and not self._filters and groups == self._groups

    def _present(self, rows: GroupedRows | None = None) -> None:
        """Shows the groups as far as the filters leave them; ``rows`` are those of all groups, where at hand."""
        assert self.view is not None
        groups = self._narrowed(self._groups, KNOWN)
        self._there = self.view.tally(self._own) if groups is self._groups else self._tally(groups)
        groups = self._narrowed(self._narrowed(groups, FILTER), FOLLOW)
        self._kept = self._tally(groups)
        why = next((why for why in _NOTHING_LEFT if why in self._filters), None)
        none_yet = self.none_yet if self.may_fill else self.none_yet.partition("\n")[0]
        self.empty = (_NOTHING_LEFT[why] if why else none_yet).format_map(self.key_labels)
        self.show(rows or GroupedRows(self.spaced(groups), self.view))
        self.presented(groups)
        self.set_count()

    def _tally(self, groups: Sequence[Group]) -> tuple[int, ...]:
        """How many records of each kind are in some groups."""
        assert self.view is not None
        return self.view.tally(list(chain.from_iterable(group.keys for group in groups)))

    def _narrowed(self, groups: Sequence[Group], why: str) -> Sequence[Group]:
        """The groups with the records alone that one filter keeps, and without those that are empty then."""
        only = self._filters.get(why)
        if only is None:
            return groups
        if not isinstance(only, set | frozenset):
            only = frozenset(only)
        kept: list[Group] = []
        for group in groups:
            if only.issuperset(group.keys):
                kept.append(group)
            elif not only.isdisjoint(group.keys):
                kept.append(Group(group.head, [key for key in group.keys if key in only]))
        return kept

    def spaced(self, groups: Sequence[Group]) -> Sequence[Group]:
        """The groups with what stands between them; by themselves, nothing does."""
        return groups

    def presented(self, groups: Sequence[Group]) -> None:
        """Called with the groups now shown."""

    @property
    def groups(self) -> Sequence[Group]:
        """All groups, also those that a filter hides."""
        return self._groups

    def turn_order(self) -> str:
        """Goes on to the next order and says which; the caller fills the pane again."""
        assert self.view is not None
        orders = self.view.orders
        self.view.order = orders[(orders.index(self.view.order) + 1) % len(orders)]
        return self.view.order.label

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._own

    # Linked panes

    def relate(self, related: Collection[str], *, only: bool | None) -> None:
        """Marks what has to do with another pane's record and scrolls to the first.

        With ``only`` true the rest is hidden; with None the filter stays as it is.
        """
        marked = frozenset(key for key in related if key in self._own)
        self._related = self.view.tally(marked) if self.view is not None and marked else ()
        if only is not None:
            self.keep_only(marked if only else None)
        self.marks = marked
        self._reveal(marked)
        self.set_count()

    def _reveal(self, marked: Collection[str]) -> None:
        """Scrolls to the first marked record, so that what is marked after it is in sight too; no further than needed."""
        places = (self.rows.index(key) for key in marked)
        first = min((place for place in places if place is not None), default=None)
        top = self.scroll_offset.y
        if first is not None and not top <= self.first_line_for(first) <= first < top + self.page_size:
            self.scroll_to_line(self.first_line_for(first), reveal=self.page_size)

    def unrelate(self) -> None:
        """Takes the marks away: this is the pane whose record the others are marked for."""
        self.relate((), only=None)

    def keep_only(self, keys: Collection[str] | None, why: str = FOLLOW) -> None:
        """Shows these records alone, or all, as far as one reason goes; several reasons hold together."""
        if keys is None and why not in self._filters:
            return
        if keys is None:
            del self._filters[why]
        else:
            self._filters[why] = keys
        if self.view is not None:
            self._present()

    def hides(self, record_id: str, why: str) -> bool:
        """Whether one of the pane's records is not shown, for that reason."""
        return record_id in self._own and why in self._filters and record_id not in self._filters[why]

    @property
    def filtered(self) -> bool:
        """Whether some records are hidden by `follow` or by a filter."""
        return FOLLOW in self._filters or FILTER in self._filters

    # The frame

    def set_hits(self, words: str) -> None:
        """Shows how far a search is in the frame; "" for none."""
        self._found_words = words
        self.set_count()

    @property
    def count_label(self) -> str:
        """The count as it stands in the frame: `59`, `● 3 of 59`, `only 3 of 59`, what is searched for, and `✓ 5` marked."""
        if self.view is None:
            return ""
        some = self._kept if self.filtered else self._related
        counts = [
            f"{f'{some[place]:,} of ' if some else ''}{plural(count, word) if word else f'{count:,}'}"
            for place, (count, word) in enumerate(zip(self._there, self.view.counted, strict=False))
            if count or not place
        ]
        sign = "only " if self.filtered else f"{MARK_SIGN} " if some else ""
        marked = f"{SELECTED_SIGN} {len(self.selected):,}" if self.selected else ""
        parts = (marked, self._found_words, sign + " · ".join(counts), self.view.remark())
        return " · ".join(part for part in parts if part)

    def set_count(self) -> None:
        """Draws the count anew."""
        self.set_frame(count=self.count_label)

    def on_virtual_list_selection_changed(self) -> None:
        """How many are marked stands in the frame."""
        self.set_count()


class ActorsPane(RecordPane):
    """Who acts in the case."""

    place = "actors"
    number = 2
    label = "Actors"
    none_yet = "No actors yet.\n{add} adds one."


class SourcesPane(RecordPane):
    """Sources and their reports, as a tree laid flat: a source is the head of its group, and a record itself."""

    place = "sources"
    number = 3
    label = "Sources"
    none_yet = "No sources yet.\n{add} adds one, or a report."

    def next_group(self) -> None:
        """Goes to the next source."""
        first = self._firsts()
        self._go(next((place for place in first if place > self.cursor_index), None))

    def previous_group(self) -> None:
        """Goes to the source above."""
        first = self._firsts()
        self._go(next((place for place in reversed(first) if place < self.cursor_index), None))

    def _firsts(self) -> list[int]:
        """The rows of the groups' first records that are shown."""
        places = (self.rows.index(key) for group in self.groups for key in group.keys[:1])
        return sorted(place for place in places if place is not None)

    def _go(self, index: int | None) -> None:
        if index is not None:
            self.move_to_index(index)

    action_next_group = next_group
    action_previous_group = previous_group


class NotesPane(RecordPane):
    """What the analyst wrote."""

    place = "notes"
    number = 4
    label = "Notes"
    none_yet = "No notes yet.\n{add} writes one about the case,\n{note} about the record under the cursor."
