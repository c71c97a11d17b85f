"""What the claims view shows: facts with their values in rows, and under an opened value its claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from casefile.analysis.confirmation import is_unconfirmed
from casefile.analysis.factsheets import FactSheet, ValueGroup, contested_sign
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import counted
from casefile.analysis.reasons import why_held
from casefile.analysis.values import claim_label
from casefile.model.records import Claim, FuzzyDate
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers, standing
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.line import Line, Run, fit, width
from casefile.tui.widgets.wrapping import DocumentLine, Piece

HELD, PAST, CLOSED, OPENED = "●", "×", "▸", "▾"
"""The signs of the value now held, of one that counts no more, of a value whose claims are hidden or shown."""

_GRADE_CELLS: Final = 4
_COUNT_CELLS: Final = 22
_SAID_CELLS: Final = 18
_LEAST_VALUE: Final = 12
_LEAST_SPEAKERS: Final = 8
_MEASURED: Final = 60
"""How many values of a fact are measured for the width of their column."""


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
        self._index = {row.key: index for index, row in enumerate(self._rows) if isinstance(row, Place)}

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
        if row.claim is not None:
            return claim_line(self._reading, row.claim, row.sheet.groups[row.group])
        return value_line(
            self._reading, row.sheet, row.sheet.groups[row.group], width, row.key in self.opened
        )

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


def value_line(reading: Reading, sheet: FactSheet, group: ValueGroup, cells: int, opened: bool) -> Line:
    """`● ▸ 94     B2  2 reports, 1 origin    11 Jan    Iran`."""
    sign = (HELD, "good") if group is sheet.held else (PAST, "muted") if not group.counts else (" ", "")
    dim = "" if group.counts else "muted"
    rest = cells - 4 - _GRADE_CELLS - _COUNT_CELLS
    said, room = "", rest
    if rest - _SAID_CELLS >= _LEAST_VALUE:
        said, room = fit(said_span(reading, group), _SAID_CELLS - 1) + " ", rest - _SAID_CELLS
    longest = max(len(value_label(reading, one)) for one in sheet.groups[:_MEASURED]) + 2
    value_cells = min(max(longest, _LEAST_VALUE), max(room // 2, _LEAST_VALUE))
    value_cells = value_cells if room - value_cells >= _LEAST_SPEAKERS else room
    visible = [claim for claim in group.counting if not reading.is_hidden(claim.id)]
    line: list[Run] = [
        (f"{sign[0]} ", sign[1]),
        (f"{OPENED if opened else CLOSED} ", "muted"),
        (fit(value_label(reading, group), value_cells - 1) + " ", "strong" if group is sheet.held else dim),
        (fit(grade_of(reading, group.counting[0]), _GRADE_CELLS), "grade"),
        (fit(counted(len(group.reports), len(group.origins)), _COUNT_CELLS), dim),
        (said, "date" if group.counts else "muted"),
    ]
    if value_cells < room:
        names = dict.fromkeys(_first_speaker(reading, claim) for claim in visible)
        line.append((", ".join(names), "muted"))
    return line


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


def claim_line(reading: Reading, claim: Claim, group: ValueGroup) -> Line:
    """`      C3  Mehr, 5 Jan  88  (superseded)  Mehr said that 88 …`."""
    if reading.is_hidden(claim.id):
        return (("      · ", "muted"), (reading.title(claim.id), "muted"))
    own = claim_label(reading.case, claim)
    counts = claim in group.counting and group.counts
    return (
        ("      ", ""),
        (f"{grade_of(reading, claim):<4}", "grade"),
        (speakers(reading, claim), "" if counts else "muted"),
        (f"  {own}" if own != group.label else "", "strong"),
        (standing(claim), "warning" if claim.status != "unreviewed" else "muted"),
        (f"  {claim.statement}", "muted"),
    )


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
    return DocumentLine((Piece(f"{label:<9}", "label"), Piece(words, style)), hang=9)
