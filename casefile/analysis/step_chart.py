"""A step chart in characters: a line that moves with each new figure, other figures as marks beside it.

Steps stand in the order in which they were said, at equal distances: a count that moves five times on one day and
once in the half year after it can be read so, and on a scale of time it cannot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

STEP, CORRECTION, OTHER, PAST = "◉", "◆", "○", "×"
"""Marks: a new figure, a correction, another figure that counts, one that is improbable or does not count."""

LEGEND: Final = f"{STEP} new  {CORRECTION} correction  {OTHER} said beside it  {PAST} improbable or no longer counting  ░ held"

_LEAST_ROWS: Final = 5
_BEYOND: Final = 1.25
"""A mark that stands higher than this times the highest figure of the line is drawn at the upper edge."""


class Point(NamedTuple):
    """One figure: ``moves`` says whether the line goes through it; ``mark`` is one of the marks; ``day`` its day
    and ``grade`` its grade as they are written below the axis."""

    number: float
    label: str
    mark: str
    moves: bool
    day: str
    grade: str = ""


class Run(NamedTuple):
    """Some cells of a row that look alike: axis, line, figure, mark, past, band, or chosen."""

    text: str
    style: str


class Chart(NamedTuple):
    """A drawn chart: its rows, and how many points before and after what it shows had no room."""

    rows: tuple[tuple[Run, ...], ...]
    before: int
    after: int


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
    """The chart of some points in the order said, in ``width`` cells and ``height`` rows with the three
    below them: the axis, grades, days.

    Where not all fit, the part around the chosen point is drawn, else the last part.
    """
    rows = max(height - 3, _LEAST_ROWS)
    slots = _slots(points)
    scale = _Scale(points, band, rows)
    room = max(width - scale.margin - 1, 8)
    first, last = _window(slots, room, chosen)
    shown = _widened(slots[first:last], room)
    grid = _Grid(rows, room)
    if band:
        grid.band(scale.row(band[1]), scale.row(band[0]))
    _draw_line(grid, scale, points, shown, _standing(points, slots[:first]), chosen)
    _draw_marks(grid, scale, points, shown, chosen)
    lines = [(*scale.axis(row), *grid.runs(row)) for row in range(rows)]
    lines += _below(points, shown, scale.margin, room, chosen)
    return Chart(tuple(lines), _count(slots[:first]), _count(slots[last:]))


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
    share = min(share, 6)
    rest = rest if share < 6 else 0
    return [slot._replace(width=slot.width + share + (number < rest)) for number, slot in enumerate(slots)]


class _Scale:
    """Numbers to rows, the greatest at the top; the axis with round numbers."""

    def __init__(self, points: Sequence[Point], band: tuple[float, float] | None, rows: int) -> None:
        line = [point.number for point in points if point.moves] or [point.number for point in points]
        known = [*line, *(band or ())]
        limit = max(known) * _BEYOND if max(known) > 0 else max(known)
        known += [point.number for point in points if min(known) <= point.number <= limit]
        self.high: float = max(known)
        self.low: float = 0.0 if 0 <= min(known) <= self.high * 0.6 else min(known)
        if self.high == self.low:
            self.high = self.low + max(abs(self.low) * 0.1, 1.0)
        self.rows: int = rows
        self.ticks = self._ticks()
        self.margin = max(len(label) for label in self.ticks.values())

    def row(self, number: float) -> int:
        """The row of a number, those beyond the scale at its edge."""
        part = (self.high - number) / (self.high - self.low)
        return min(max(round(part * (self.rows - 1)), 0), self.rows - 1)

    def beyond(self, number: float) -> bool:
        """Whether a number is higher than the scale."""
        return number > self.high

    def _ticks(self) -> dict[int, str]:
        step = _round_step((self.high - self.low) / max(self.rows / 3, 1))
        first = math.ceil(self.low / step) * step
        count = int((self.high - first) / step) + 1
        return {self.row(first + number * step): f"{first + number * step:g}" for number in range(count)} or {
            0: ""
        }

    def axis(self, row: int) -> tuple[Run, ...]:
        """The axis at the left of a row."""
        label = self.ticks.get(row, "")
        return (Run(f"{label:>{self.margin}}{'┤' if label else '│'}", "axis"),)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * 0.999)


class _Grid:
    """Cells to be filled, each with its style; the band lies under everything."""

    def __init__(self, rows: int, columns: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]
        self.styles = [[""] * columns for _ in range(rows)]
        self.columns = columns

    def band(self, top: int, bottom: int) -> None:
        """Shades some rows."""
        for row in range(top, bottom + 1):
            self.cells[row] = ["░"] * self.columns
            self.styles[row] = ["band"] * self.columns

    def put(self, row: int, column: int, text: str, style: str) -> None:
        """Writes over what is there."""
        for character in text:
            if 0 <= column < self.columns:
                self.cells[row][column] = character
                self.styles[row][column] = style
            column += 1

    def free(self, row: int, column: int) -> bool:
        """Whether nothing is there but the band, or the line where it runs level."""
        return 0 <= column < self.columns and (
            self.styles[row][column] in ("", "band") or self.cells[row][column] == "─"
        )

    def runs(self, row: int) -> list[Run]:
        """A row as runs of one style."""
        found: list[Run] = []
        for character, style in zip(self.cells[row], self.styles[row], strict=True):
            if found and found[-1].style == style:
                found[-1] = Run(found[-1].text + character, style)
            else:
                found.append(Run(character, style))
        return found


def _draw_line(
    grid: _Grid,
    scale: _Scale,
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


def _draw_riser(grid: _Grid, column: int, row: int, then: int) -> None:
    if row == then:
        grid.put(row, column, "─", "line")
        return
    up = then < row
    grid.put(row, column, "╯" if up else "╮", "line")
    grid.put(then, column, "╭" if up else "╰", "line")
    for between in range(min(row, then) + 1, max(row, then)):
        grid.put(between, column, "│", "line")


def _draw_marks(
    grid: _Grid, scale: _Scale, points: Sequence[Point], slots: Sequence[_Slot], chosen: int | None
) -> None:
    column = 0
    for slot in slots:
        for index in slot.beside:
            point = points[index]
            row = scale.row(point.number)
            text = point.mark + (point.label if scale.beyond(point.number) else "")
            style = "chosen" if index == chosen else "past" if point.mark == PAST else "mark"
            places = [at for at in range(column + 1, column + slot.width) if grid.free(row, at)]
            if places or index == chosen:
                whole = len(places) >= len(text) and places[len(text) - 1] == places[0] + len(text) - 1
                grid.put(row, places[0] if places else column, text if whole else text[0], style)
        column += slot.width


def _below(
    points: Sequence[Point], slots: Sequence[_Slot], margin: int, room: int, chosen: int | None
) -> list[tuple[Run, ...]]:
    """The lower axis with the place of the chosen point, the grades of the steps, and the days below them."""
    axis, grades, days = ["─"] * room, [" "] * room, [" "] * room
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
        shown = points[chosen] if chosen is not None and chosen in members else first
        if slot.step is not None or chosen in members:
            grade = (shown if chosen in members else points[slot.step or 0]).grade[: slot.width - 1]
            grades[column + 1 : column + 1 + len(grade)] = grade
        column += slot.width
    space = " " * margin
    return [
        (Run(f"{space}└{''.join(axis[:room])}", "axis"),),
        (Run(f"{space} {''.join(grades[:room])}".rstrip(), "grade"),),
        (Run(f"{space} {''.join(days[:room])}".rstrip(), "axis"),),
    ]
