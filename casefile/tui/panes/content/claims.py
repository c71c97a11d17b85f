"""What the claims view shows: facts with their values in rows, and under an opened value its claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.confirmation import is_unconfirmed
from casefile.analysis.factsheets import CONTESTED, HELD, PAST, FactSheet, ValueGroup, contested_sign
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import counted
from casefile.analysis.reasons import why_held
from casefile.analysis.values import claim_label
from casefile.model.records import Claim, FuzzyDate
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers, standing
from casefile.tui.panes.content.record.parts import ASIDE_CELLS, labelled, party_name
from casefile.tui.widgets.line import LINE_LIMIT, Line, Run, column, column_cells, fit, width
from casefile.tui.widgets.wrapping import DocumentLine, Piece

CLOSED, OPENED = "▸", "▾"
"""The signs of a value whose claims are hidden or shown."""

LEGEND: Final = f"{HELD} held · {PAST} counts no more · {CONTESTED} versions"
"""What the signs before a value mean, and the one behind a fact."""

_GRADE_CELLS: Final = 4
_MOST_COUNT: Final = 26
_MOST_SAID: Final = 26
_MOST_OWN: Final = 24
_MOST_STANDING: Final = 20
_LEAST_VALUE: Final = 12
_LEAST_SPEAKERS: Final = 8
_CLAIM_INDENT: Final = 6
_LEAST_STATEMENT: Final = 20
"""Cells for a claim's statement below which it is left out: it stands whole below, where the cursor is on it."""
_GOOD_STATEMENT: Final = 40
"""Cells for a claim's statement for which who says it may be cut."""
_MEASURED: Final = 60
"""How many values of a fact, or claims of a value, are measured for the widths of their columns."""


class Place(NamedTuple):
    """A row: the fact, the place of the value in its sheet, and the claim where it is one's row."""

    sheet: FactSheet
    group: int
    claim: Claim | None
    key: str
    """What the row is known by, also after the sheets were worked out anew."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claim, or those of the value."""
        return (self.claim,) if self.claim is not None else self.sheet.groups[self.group].claims


def group_key(sheet: FactSheet, number: int) -> str:
    """What the row of a value is known by: what it says of what, whatever is decided on its claims."""
    label = sheet.groups[number].label
    alike = sum(group.label == label for group in sheet.groups[:number]) if number < _MEASURED else number
    return "\n".join((sheet.subject, sheet.predicate, label, *([str(alike)] if alike else [])))


class ClaimRows:
    """The rows of some fact sheets: a header for each fact, its values, and the claims of the ``opened`` ones."""

    def __init__(self, reading: Reading, sheets: Sequence[FactSheet], opened: Collection[str]) -> None:
        self._reading = reading
        self.opened = opened
        self._rows: list[Place | FactSheet] = []
        for sheet in sheets:
            self._rows.append(sheet)
            for number, group in enumerate(sheet.groups):
                key = group_key(sheet, number)
                self._rows.append(Place(sheet, number, None, key))
                if key in opened:
                    self._rows += [Place(sheet, number, claim, claim.id) for claim in group.claims]
        self.headers = [index for index, row in enumerate(self._rows) if not isinstance(row, Place)]
        self._index = {row.key: index for index, row in enumerate(self._rows) if isinstance(row, Place)}
        self._value_cells: dict[int, ValueCells] = {}
        self._claim_cells: dict[int, ClaimCells] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def place(self, index: int) -> Place | None:
        """What stands in a row; none for a header."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, Place) else None

    def place_of(self, key: str) -> Place | None:
        """What is known by a key."""
        index = self._index.get(key)
        return self.place(index) if index is not None else None

    def key(self, index: int) -> str | None:
        """The row's key; none for a header."""
        row = self._rows[index]
        return row.key if isinstance(row, Place) else None

    def index(self, key: str) -> int | None:
        """Where the row stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """The row drawn for so many cells."""
        row = self._rows[index]
        if not isinstance(row, Place):
            return fact_line(self._reading, row, width)
        reading, sheet, group = self._reading, row.sheet, row.sheet.groups[row.group]
        if row.claim is not None:
            columns = self._claim_cells.get(id(group)) or claim_cells(reading, group)
            self._claim_cells[id(group)] = columns
            return claim_line(reading, row.claim, group, columns, width)
        cells = self._value_cells.get(id(sheet)) or value_cells(reading, sheet)
        self._value_cells[id(sheet)] = cells
        return value_line(reading, sheet, group, cells, width, row.key in self.opened)

    def text(self, index: int) -> str:
        """Subject, predicate, value, speakers and statements are found."""
        row = self._rows[index]
        if not isinstance(row, Place):
            return ""
        reading = self._reading
        shown = [claim for claim in row.claims if not reading.is_hidden(claim.id)]
        fact = f"{subject_title(reading, row.sheet)} {predicate(row.sheet.predicate).label}"
        words = (
            f"{claim_label(reading.case, claim)} {claim.statement} {speakers(reading, claim)}"
            for claim in shown
        )
        return " ".join((fact, *words))


def subject_title(reading: Reading, sheet: FactSheet) -> str:
    """What a fact is about; of a subject that is not there, its id."""
    if not sheet.subject:
        return "about nothing"
    return party_name(reading, sheet.subject)


def fact_title(reading: Reading, sheet: FactSheet) -> str:
    """`Kerman bombings · killed`."""
    return f"{subject_title(reading, sheet)} · {predicate(sheet.predicate).label}"


def fact_line(reading: Reading, sheet: FactSheet, cells: int) -> Line:
    """`── Kerman bombings · killed  ≠16  20–300 ─────`."""
    marks: list[Run] = []
    if sheet.contested:
        marks = [(f" {contested_sign(sheet.versions)} ", "contested")]
        if sheet.spread:
            marks.append((f"{sheet.spread} ", ""))
    label = f"{predicate(sheet.predicate).label} "
    room = max(cells - width(marks) - width(((label, ""),)) - 8, 4)
    title = subject_title(reading, sheet)
    title = fit(title, room).rstrip() if width(((title, ""),)) > room else title
    line: list[Run] = [("── ", "muted"), (title, "header"), (" · ", "muted"), (label, "strong"), *marks]
    return (*line, ("─" * max(cells - width(line), 0), "muted"))


class ValueCells(NamedTuple):
    """What the columns of a fact's values take where there is room: the value, its counts, when it was said."""

    value: int
    counts: int
    said: int

    def within(self, cells: int) -> ValueCells:
        """The columns for that many cells: dates give way to the speakers behind them, speakers to the value."""
        room = cells - self.counts
        value = min(self.value, max(room // 2, _LEAST_VALUE))
        said = self.said if room - value - self.said >= _LEAST_SPEAKERS else 0
        left = room - value - said
        return ValueCells(value if left >= _LEAST_SPEAKERS else room - said, self.counts, said)


def value_cells(reading: Reading, sheet: FactSheet) -> ValueCells:
    """The columns of a fact's values, measured over the first of them."""
    groups = sheet.groups[:_MEASURED]
    return ValueCells(
        column_cells((value_label(reading, group) for group in groups), _LEAST_VALUE, LINE_LIMIT),
        column_cells((_count_of(group) for group in groups), 0, _MOST_COUNT),
        column_cells((said_span(reading, group) for group in groups), 0, _MOST_SAID),
    )


def value_line(
    reading: Reading, sheet: FactSheet, group: ValueGroup, columns: ValueCells, cells: int, opened: bool
) -> Line:
    """`■ ▸ 94     B2  2 reports, 1 origin    11 Jan    Iran`."""
    sign = (HELD, "good") if group is sheet.held else (PAST, "muted") if not group.counts else (" ", "")
    dim = "" if group.counts else "muted"
    value, counts, said = columns.within(cells - 4 - _GRADE_CELLS)
    visible = [claim for claim in group.counting if not reading.is_hidden(claim.id)]
    names = dict.fromkeys(_first_speaker(reading, claim) for claim in visible)
    return (
        (f"{sign[0]} ", sign[1]),
        (f"{OPENED if opened else CLOSED} ", "muted"),
        (column(value_label(reading, group), value), "strong" if group is sheet.held else dim),
        (column(grade_of(reading, group.counting[0]), _GRADE_CELLS), "grade"),
        (column(_count_of(group), counts), dim),
        (column(said_span(reading, group), said), "date" if group.counts else "muted"),
        (", ".join(names), "muted"),
    )


def _count_of(group: ValueGroup) -> str:
    return counted(len(group.reports), len(group.origins))


def value_label(reading: Reading, group: ValueGroup) -> str:
    """What a value is, in one line; of one that only hidden claims give, that it is hidden."""
    hidden = all(reading.is_hidden(claim.id) for claim in group.claims)
    return "hidden" if hidden else " ".join(group.label.split())


def grade_of(reading: Reading, claim: Claim) -> str:
    """A claim's grade; with `?` where it is graded as confirmed while fewer than two origins stand behind it."""
    return claim_grade(reading.case, claim) + ("?" if is_unconfirmed(reading.case, claim) else "")


def _first_speaker(reading: Reading, claim: Claim) -> str:
    return speakers(reading, claim).split(" ▸ ")[0].partition(", ")[0]


def said_span(reading: Reading, group: ValueGroup) -> str:
    """When a value was first and last said: `4 Jan … 13 Jul`."""
    dates: Sequence[FuzzyDate | None] = (group.first, group.last)
    labels = list(dict.fromkeys(reading.brief(date) for date in dates if date is not None))
    return " … ".join(labels) or "undated"


class ClaimCells(NamedTuple):
    """What the columns of a value's claims take where there is room: who says it, in which words, how it stands."""

    who: int
    own: int
    standing: int


def claim_cells(reading: Reading, group: ValueGroup) -> ClaimCells:
    """The columns of a value's claims, measured over the first of those that can be seen."""
    claims = [claim for claim in group.claims[:_MEASURED] if not reading.is_hidden(claim.id)]
    return ClaimCells(
        column_cells((speakers(reading, claim) for claim in claims), 0, LINE_LIMIT),
        column_cells((_own_value(reading, claim, group) for claim in claims), 0, _MOST_OWN),
        column_cells((standing(claim).strip() for claim in claims), 0, _MOST_STANDING),
    )


def claim_line(reading: Reading, claim: Claim, group: ValueGroup, columns: ClaimCells, cells: int) -> Line:
    """`      C3  Mehr, 5 Jan  88  (superseded)  Mehr said that 88 …`; where few words could be read, who says it instead."""
    if reading.is_hidden(claim.id):
        return (("      · ", "muted"), (reading.title(claim.id), "muted"))
    counts = claim in group.counting and group.counts
    left = cells - _CLAIM_INDENT - _GRADE_CELLS - columns.own - columns.standing
    whole = left - columns.who >= _LEAST_STATEMENT
    who = columns.who if whole else min(columns.who, cells // 3)
    stated = whole or left - who >= _GOOD_STATEMENT
    return (
        (" " * _CLAIM_INDENT, ""),
        (column(grade_of(reading, claim), _GRADE_CELLS), "grade"),
        (
            column(speakers(reading, claim), who if stated else min(columns.who, max(left, 0))),
            "" if counts else "muted",
        ),
        (column(_own_value(reading, claim, group), columns.own), "strong"),
        (
            column(standing(claim).strip(), columns.standing),
            "warning" if claim.status != "unreviewed" else "muted",
        ),
        (claim.statement if stated else "", "muted"),
    )


def _own_value(reading: Reading, claim: Claim, group: ValueGroup) -> str:
    """What a claim says by itself, where its value is put otherwise."""
    own = claim_label(reading.case, claim)
    return own if own != group.label else ""


def explained(reading: Reading, place: Place) -> Iterator[DocumentLine]:
    """What is to be known of the row under the cursor: the claim in words, why the value is held, what is against it."""
    sheet, group, case = place.sheet, place.sheet.groups[place.group], reading.case
    if place.claim is not None:
        yield DocumentLine((Piece(reading.title(place.claim.id)),))
        if place.claim.reason and not reading.is_hidden(place.claim.id):
            yield _told("reason", place.claim.reason)
    if sheet.held is None or value_label(reading, sheet.held) != "hidden":
        yield _told("held", why_held(case, sheet))
    if group.agrees:
        excluding = ", which exclude one another" if len(group.agrees) > 1 else ""
        yield _told("agrees", f"with {', '.join(group.agrees)}{excluding}")
    for circle in group.circles:
        yield _told("circle", f"{', '.join(reading.title(one) for one in sorted(circle))} cite one another")
    shown = place.claim or group.counting[0]
    if is_unconfirmed(case, shown):
        yield _told(
            "grade", "1 says confirmed by other independent sources: there are fewer than two", "warning"
        )
    against = (*(place.claim.contradicts if place.claim else ()), *sheet.against)
    for other in list(dict.fromkeys(against))[:4]:
        yield _told("against", reading.title(other))
    for other in (place.claim.supports if place.claim else ())[:4]:
        yield _told("supports", reading.title(other))


def _told(label: str, words: str, style: str = "") -> DocumentLine:
    return labelled(label, Piece(words, style), cells=ASIDE_CELLS)
