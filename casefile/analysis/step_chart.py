"""A step chart in characters: a line that moves with each new figure, other figures as marks beside it.

Steps stand in the order in which they were said, at equal distances: a count that moves five times on one day and
once in the half year after it can be read so, and on a scale of time it cannot. Grade and speaker stand on the steps
where all have room; else each step has its grade and a sign below the axis, by which the rows of a table refer to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from casefile.analysis.step_grid import Grid, Run
from casefile.analysis.step_labels import Label, write_labels
from casefile.analysis.step_scale import Scale

STEP, CORRECTION, OTHER, PAST = "◉", "◆", "○", "×"
"""Marks: a new figure, a correction, another figure that counts, one that is doubtful or set aside."""
STILL_SAID: Final = "still said"
"""Of the range that the last words of all origins span; the one value that is held is another thing."""
HIGHER: Final = "↑"
"""Before a figure that is higher than the chart goes."""

LEGENDS: Final = (
    f"{STEP} new  {CORRECTION} correction  {OTHER} said beside it  {PAST} doubtful or set aside"
    f"  {HIGHER} higher than drawn  ░ {STILL_SAID}",
    f"{STEP} new  {CORRECTION} corrected  {OTHER} beside  {PAST} doubtful  {HIGHER} higher  ░ {STILL_SAID}",
    f"{STEP} new  {CORRECTION} corrected  {OTHER} beside  {PAST} doubtful  ░ {STILL_SAID}",
)
"""What the signs mean, from the longest words to the shortest."""

_LEAST_ROWS: Final = 5
_WIDEST: Final = 18
"""The most cells that a step is drawn longer than it needs to be."""


class Point(NamedTuple):
    """One figure: ``moves`` says whether the line goes through it; ``mark`` is one of the marks; ``day`` its day as it is
    written below the axis, ``grade`` and ``speakers`` what stands on its step, the speaker in longer and shorter words,
    and ``sign`` what stands for them where there is no room."""

    number: float
    label: str
    mark: str
    moves: bool
    day: str
    grade: str = ""
    speakers: tuple[str, ...] = ()
    sign: str = ""


class Chart(NamedTuple):
    """A drawn chart: its rows, how many points before and after what it shows had no room, and whether the steps have
    their speakers on them; else they have signs."""

    rows: tuple[tuple[Run, ...], ...]
    before: int
    after: int
    named: bool


class _Slot(NamedTuple):
    """A place on the line: the point that moves it, if any, and those beside it."""

    step: int | None
    beside: tuple[int, ...]
    width: int


def draw(
    points: Sequence[Point],
    width: int,
    height: int,
    band: tuple[float, float] | None,
    chosen: int | None = None,
) -> Chart:
    """The chart of some points in the order said, in ``width`` cells and ``height`` rows with those below the axis:
    the days, and above them, where the speakers have no room, grades and signs.

    Where not all fit, the part around the chosen point is drawn, else the last part.
    """
    height = max(height, _LEAST_ROWS + 3)
    return _drawn(points, width, height - 2, band, chosen, named=True) or _signed(
        points, width, height - 3, band, chosen
    )


def _signed(
    points: Sequence[Point], width: int, rows: int, band: tuple[float, float] | None, chosen: int | None
) -> Chart:
    found = _drawn(points, width, rows, band, chosen, named=False)
    assert found is not None
    return found


def _drawn(
    points: Sequence[Point],
    width: int,
    rows: int,
    band: tuple[float, float] | None,
    chosen: int | None,
    *,
    named: bool,
) -> Chart | None:
    """The chart with so many rows above the axis; none where it is to be named and not all names have room."""
    slots = _slots(points)
    scale = Scale(
        [point.number for point in points if point.moves], [point.number for point in points], band, rows
    )
    room = max(width - scale.margin - 1, 8)
    first, last = _window(slots, room, chosen)
    shown = _widened(slots[first:last], room)
    grid = Grid(rows, room)
    if band:
        grid.band(scale.row(band[1]), scale.row(band[0]))
    _draw_line(grid, scale, points, shown, _standing(points, slots[:first]), chosen)
    _draw_marks(grid, scale, points, shown, chosen)
    if named and not write_labels(grid, _labels(scale, points, shown, chosen)):
        return None
    lines = [(*scale.axis(row), *grid.runs(row)) for row in range(rows)]
    lines += _below(points, shown, scale.margin, room, chosen, signed=not named)
    return Chart(tuple(lines), _count(slots[:first]), _count(slots[last:]), named)


def _labels(scale: Scale, points: Sequence[Point], slots: Sequence[_Slot], chosen: int | None) -> list[Label]:
    found: list[Label] = []
    column = 0
    for slot in slots:
        if slot.step is not None:
            point = points[slot.step]
            found.append(
                Label(scale.row(point.number), column + 1, point.grade, point.speakers, slot.step == chosen)
            )
        column += slot.width
    return found


def _count(slots: Sequence[_Slot]) -> int:
    return sum((slot.step is not None) + len(slot.beside) for slot in slots)


def _standing(points: Sequence[Point], slots: Sequence[_Slot]) -> float | None:
    """The figure at which the line stands after some slots."""
    steps = [slot.step for slot in slots if slot.step is not None]
    return points[steps[-1]].number if steps else None


def _slots(points: Sequence[Point]) -> list[_Slot]:
    """One slot for each step of the line with what is said beside it that day, and one for a day without a step."""
    slots: list[_Slot] = []
    day: str | None = None
    for index, point in enumerate(points):
        if point.moves:
            slots.append(_Slot(index, (), len(point.label) + 2))
        elif slots and day == point.day:
            slots[-1] = slots[-1]._replace(beside=(*slots[-1].beside, index))
        else:
            slots.append(_Slot(None, (index,), 2))
        day = point.day
    return slots


def _window(slots: Sequence[_Slot], room: int, chosen: int | None) -> tuple[int, int]:
    """The slots that fit, with that of the chosen point among them."""
    wanted = len(slots) - 1
    for number, slot in enumerate(slots):
        if chosen is not None and (slot.step == chosen or chosen in slot.beside):
            wanted = number
    first, last = wanted, wanted + 1
    used = slots[wanted].width if slots else 0
    while last < len(slots) and used + slots[last].width <= room:
        used += slots[last].width
        last += 1
    while first > 0 and used + slots[first - 1].width <= room:
        first -= 1
        used += slots[first].width
    return first, last


def _widened(slots: Sequence[_Slot], room: int) -> list[_Slot]:
    """Slots that fill the room evenly."""
    spare = max(room - sum(slot.width for slot in slots), 0)
    share, rest = divmod(spare, max(len(slots), 1))
    rest = rest if share <= _WIDEST else 0
    share = min(share, _WIDEST)
    return [slot._replace(width=slot.width + share + (number < rest)) for number, slot in enumerate(slots)]


def _draw_line(
    grid: Grid,
    scale: Scale,
    points: Sequence[Point],
    slots: Sequence[_Slot],
    before: float | None,
    chosen: int | None,
) -> None:
    column = 0
    row = None if before is None else scale.row(before)
    for slot in slots:
        if slot.step is not None:
            point = points[slot.step]
            then = scale.row(point.number)
            if row is not None:
                _draw_riser(grid, column, row, then)
            row = then
            grid.put(row, column + 1, "─" * (slot.width - 1), "line")
            grid.put(row, column + 1, point.mark, "chosen" if slot.step == chosen else "line")
            grid.put(row, column + 2, point.label, "chosen" if slot.step == chosen else "figure")
        elif row is not None:
            grid.put(row, column, "─" * slot.width, "line")
        column += slot.width


def _draw_riser(grid: Grid, column: int, row: int, then: int) -> None:
    if row == then:
        grid.put(row, column, "─", "line")
        return
    up = then < row
    grid.put(row, column, "╯" if up else "╮", "line")
    grid.put(then, column, "╭" if up else "╰", "line")
    for between in range(min(row, then) + 1, max(row, then)):
        grid.put(between, column, "│", "line")


def _draw_marks(
    grid: Grid, scale: Scale, points: Sequence[Point], slots: Sequence[_Slot], chosen: int | None
) -> None:
    column = 0
    for slot in slots:
        for index in slot.beside:
            point = points[index]
            row = scale.row(point.number)
            text = f"{HIGHER}{point.label}" if scale.beyond(point.number) else point.mark
            style = "chosen" if index == chosen else "past" if point.mark == PAST else "mark"
            places = [at for at in range(column + 1, column + slot.width) if grid.free(row, at)]
            if places or index == chosen:
                whole = len(places) >= len(text) and places[len(text) - 1] == places[0] + len(text) - 1
                grid.put(row, places[0] if places else column, text if whole else text[0], style)
        column += slot.width


def _below(
    points: Sequence[Point],
    slots: Sequence[_Slot],
    margin: int,
    room: int,
    chosen: int | None,
    *,
    signed: bool,
) -> list[tuple[Run, ...]]:
    """The lower axis with the place of the chosen point, signs and grades of the steps, and the days below them."""
    axis, signs, days = ["─"] * room, [" "] * room, [" "] * room
    column, free, day = 0, 0, None
    for slot in slots:
        members = [*([slot.step] if slot.step is not None else []), *slot.beside]
        first = points[min(members)]
        if first.day != day:
            day = first.day
            axis[min(column, room - 1)] = "┬"
            if column >= free and column + len(day) <= room:
                days[column : column + len(day)] = day
                free = column + len(day) + 1
        if chosen in members:
            axis[min(column + 1, room - 1)] = "▲"
        if slot.step is not None:
            sign = _sign(points[slot.step], slot.width - 1)
            signs[column + 1 : column + 1 + len(sign)] = sign
        column += slot.width
    space = " " * margin
    rows: list[tuple[Run, ...]] = [
        (Run(f"{space}└{''.join(axis[:room])}", "axis"),),
        (Run(f"{space} {''.join(signs[:room])}".rstrip(), "grade"),),
        (Run(f"{space} {''.join(days[:room])}".rstrip(), "axis"),),
    ]
    return rows if signed else [rows[0], rows[2]]


def _sign(point: Point, cells: int) -> str:
    """Sign and grade, as far as there is room."""
    both = f"{point.sign} {point.grade}".strip()
    return both if len(both) <= cells else (point.sign or point.grade)[:cells]
