"""A chart of one line: how many there are where, as blocks of eight heights with sparse labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casefile.tui.widgets.line import safe
from casefile.tui.widgets.looks import Looks, looks_of

BLOCKS: Final = "▁▂▃▄▅▆▇█"
NOTHING: Final = "·"


class Bucket(NamedTuple):
    """A stretch of the axis and how many are in it.

    The label is that of the group it stands in; "" is the group of the bucket before.
    """

    label: str
    number: int


class Cell(NamedTuple):
    """What is drawn at a place: a block with the buckets it stands for (first and last), or a label (-1)."""

    text: str
    first: int = -1
    last: int = -1


class StripChart(Widget):
    """Blocks for the counts of buckets, one line high, with a cursor that can be moved along."""

    DEFAULT_CSS = """
    StripChart { height: 1; width: 1fr; padding: 0 1; }
    """

    class BucketChosen(Message):
        """The cursor went to a bucket, or one was clicked; ``index`` is its place in what was shown."""

        def __init__(self, control: StripChart, index: int) -> None:
            super().__init__()
            self.chart = control
            self.index = index

        @property
        def control(self) -> StripChart:
            """The chart that sent it."""
            return self.chart

        def can_replace(self, message: Message) -> bool:
            """Of several that wait, only the last is delivered."""
            return isinstance(message, StripChart.BucketChosen) and message.chart is self.chart

    def __init__(self, buckets: Sequence[Bucket] = (), **widget: Any) -> None:
        super().__init__(**widget)
        self._buckets: Sequence[Bucket] = buckets
        self._cursor: int | None = None
        self._looks: Looks | None = None
        self._drawn: tuple[int, list[Cell]] | None = None

    def show(self, buckets: Sequence[Bucket]) -> None:
        """Shows other buckets; the cursor stays at its place if it still has one."""
        self._buckets = buckets
        self._drawn = None
        if self._cursor is not None and self._cursor >= len(buckets):
            self._cursor = None
        self.refresh()

    @property
    def cursor(self) -> int | None:
        """The bucket under the cursor, or None."""
        return self._cursor

    @cursor.setter
    def cursor(self, index: int | None) -> None:
        if index != self._cursor:
            self._cursor = index
            self.refresh()

    def next_bucket(self) -> None:
        """Moves the cursor one block to the right and says so."""
        self._step(1)

    def previous_bucket(self) -> None:
        """Moves the cursor one block to the left and says so."""
        self._step(-1)

    def _step(self, way: int) -> None:
        blocks = [cell for cell in self._cells() if cell.first >= 0]
        if not blocks:
            return
        if self._cursor is None:
            place = 0 if way > 0 else len(blocks) - 1
        else:
            here = next((i for i, cell in enumerate(blocks) if self._cursor <= cell.last), len(blocks) - 1)
            place = min(max(here + way, 0), len(blocks) - 1)
        self._choose(blocks[place].first)

    def _choose(self, index: int) -> None:
        self.cursor = index
        self.post_message(self.BucketChosen(self, index))

    def _cells(self) -> list[Cell]:
        width = self.content_size.width
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, chart(self._buckets, width))
        return self._drawn[1]

    def notify_style_update(self) -> None:
        """Draws anew when the theme is another."""
        self._looks = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The chart's only line."""
        if self._looks is None:
            self._looks = looks_of(self)
        style = self._looks.style
        segments = []
        for cell in self._cells():
            segments.append(Segment(cell.text, style(self.look_of(cell))))
        return Strip(segments).adjust_cell_length(self.content_size.width, style())

    def look_of(self, cell: Cell) -> str:
        """The name of the style of a cell."""
        inside = self._cursor is not None and cell.first <= self._cursor <= cell.last
        return "link-cursor" if inside else "accent" if cell.first >= 0 else "muted"

    def on_click(self, event: events.Click) -> None:
        """A click on a block puts the cursor there."""
        event.stop()
        offset = event.get_content_offset(self)
        x = offset.x if offset is not None else -1
        for cell in self._cells():
            if 0 <= x < cell_len(cell.text) and cell.first >= 0:
                return self._choose(cell.first)
            x -= cell_len(cell.text)


class _Group(NamedTuple):
    label: str
    counts: list[int]
    first: int


def chart(buckets: Sequence[Bucket], width: int) -> list[Cell]:
    """The cells of the chart for that width: labels go, then buckets are drawn together, until it fits."""
    groups = _groups(buckets)
    gap, merge = 3, 1
    while groups and _width(groups, gap, merge) > width:
        if gap > 1:
            gap -= 1
        elif any(group.label for group in groups) and merge >= 2:
            groups = _without_a_label(groups)
        elif merge > max(len(group.counts) for group in groups):
            return []
        else:
            merge += 1
    return _drawn(groups, gap, merge)


def _groups(buckets: Sequence[Bucket]) -> list[_Group]:
    groups: list[_Group] = []
    for index, (label, count) in enumerate(buckets):
        label = safe(label)
        if groups and label in ("", groups[-1].label):
            groups[-1].counts.append(count)
        else:
            groups.append(_Group(label, [count], index))
    return groups


def _width(groups: list[_Group], gap: int, merge: int) -> int:
    blocks = sum(-(-len(group.counts) // merge) for group in groups)
    labels = sum(cell_len(group.label) + 1 for group in groups if group.label)
    return blocks + labels + gap * sum(1 for group in groups[1:] if group.label)


def _without_a_label(groups: list[_Group]) -> list[_Group]:
    """The group with the fewest in it loses its label."""
    least = min((group for group in groups if group.label), key=lambda group: sum(group.counts))
    return [group._replace(label="") if group is least else group for group in groups]


def _drawn(groups: list[_Group], gap: int, merge: int) -> list[Cell]:
    summed = [
        [sum(group.counts[start : start + merge]) for start in range(0, len(group.counts), merge)]
        for group in groups
    ]
    most = max((count for counts in summed for count in counts), default=0)
    cells: list[Cell] = []
    for group, counts in zip(groups, summed, strict=True):
        if group.label:
            cells.append(Cell(" " * (gap if cells else 0) + group.label + " "))
        for place, count in enumerate(counts):
            first = group.first + place * merge
            last = min(first + merge, group.first + len(group.counts)) - 1
            cells.append(Cell(block(count, most), first, last))
    return cells


def block(count: int, most: int) -> str:
    """The block whose height is the count's share of the most."""
    if count <= 0 or most <= 0:
        return NOTHING
    return BLOCKS[min(len(BLOCKS) - 1, max(0, -(-count * len(BLOCKS) // most) - 1))]
