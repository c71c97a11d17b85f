"""What the figures view shows: the chart of a count, and the same figures in rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from rich.cells import cell_len

from casefile.analysis.factsheets import HELD, fact_sheets
from casefile.analysis.figures import Series, Step, charted, signs_of
from casefile.analysis.grades import IMPROBABLE
from casefile.analysis.origins import claim_roots, counted
from casefile.analysis.step_chart import CORRECTION, LEGENDS, OTHER, PAST, STEP, STILL_SAID, draw
from casefile.analysis.values import claim_label
from casefile.model.case import Case
from casefile.model.records import Claim, FuzzyDate
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.claims import grade_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.line import Line, column, column_cells, fit, width

_STYLES: Final = {
    "axis": "muted",
    "grade": "grade",
    "speaker": "",
    "leader": "muted",
    "line": "accent",
    "figure": "strong",
    "mark": "",
    "past": "muted",
    "band": "muted",
    "chosen": "link-cursor",
    "": "",
}
"""The look of each part of a chart."""

_GRADE_CELLS: Final = 4
_MOST: Final = 26
"""The most cells of dates, figures and remarks."""
_MOST_SPEAKERS: Final = 44
_LEAST_SPEAKERS: Final = 10
_NARROW: Final = 70
"""Below so many cells dates stand without times and the year of the case."""
_MEASURED: Final = 200
"""How many figures are measured for the widths of their columns."""
_SIGN_CELLS: Final = 3
_LEAST_LEGEND: Final = 9
"""From so many rows on a chart has its legend."""


class DrawnChart(NamedTuple):
    """A chart as lines; ``named`` says whether the speakers stand on its steps, else signs that the rows carry too."""

    lines: list[Line]
    named: bool


def series_title(reading: Reading, series: Series) -> str:
    """`killed · Kerman bombings`."""
    subject = party_name(reading, series.subject) if series.subject else "about nothing"
    return f"{predicate(series.predicate).label} · {subject}"


def series_count(case: Case, series: Series) -> str:
    """`still said 84–97 · 48 reports, 27 origins`."""
    claims = [step.claim for step in series.steps]
    reports = {report for claim in claims for report in claim.reports}
    roots = {root for claim in claims for root in claim_roots(case, claim)}
    said = f"{STILL_SAID} {series.held.label} · " if series.held else ""
    return said + counted(len(reports), len(roots))


def drawn_chart(reading: Reading, series: Series, cells: int, rows: int, chosen: int | None) -> DrawnChart:
    """The chart with its legend, for so many cells and rows."""

    def date(case: Case, when: FuzzyDate | None) -> str:
        return reading.date(when)

    band = (series.held.low, series.held.high) if series.held else None
    legend = next((one for one in LEGENDS if cells >= cell_len(one)), "")
    legend = legend if rows >= _LEAST_LEGEND else ""
    points = charted(reading.case, series, date, partial(party_name, reading))
    chart = draw(points, cells, rows - bool(legend), band, chosen)
    lines: list[Line] = [[(run.text, _STYLES[run.style]) for run in row] for row in chart.rows]
    more = _more(chart.before, chart.after)
    if more:
        room = max(cells - width(((more, ""),)) - 1, 0)
        lines[-1] = [(fit("".join(text for text, _ in lines[-1]), room), "muted"), (f" {more}", "warning")]
    return DrawnChart([*lines, ((legend, "muted"),)] if legend else lines, chart.named)


def _more(before: int, after: int) -> str:
    parts = (f"‹ {before} before" if before else "", f"{after} after ›" if after else "")
    return " ".join(part for part in parts if part)


def _held_claims(case: Case, subject: str, name: str) -> Sequence[Claim]:
    """The claims that give the value that is now held."""
    sheets = fact_sheets(case, subject) if case.indexed else []
    return [
        claim
        for sheet in sheets
        if sheet.predicate == name and sheet.held is not None
        for claim in sheet.held.counting
    ]


class FigureRows:
    """The figures of a series in the order in which they were said."""

    def __init__(self, reading: Reading, steps: Sequence[Step], *, signed: bool = False) -> None:
        self.signed = signed
        """Whether each row has the sign of its step in the chart."""
        self._signs = signs_of(steps)
        self._reading = reading
        self._steps = steps
        self._index = {step.claim.id: index for index, step in enumerate(steps)}
        facts = {(step.claim.subject, step.claim.predicate) for step in steps}
        self._held = {claim.id for fact in facts for claim in _held_claims(reading.case, *fact)}
        measured = [step for step in steps[:_MEASURED] if not reading.is_hidden(step.claim.id)]
        self._dates = column_cells((self._date(step, narrow=False) for step in measured), 0, _MOST)
        self._briefs = column_cells((self._date(step, narrow=True) for step in measured), 0, _MOST)
        self._labels = column_cells((claim_label(reading.case, step.claim) for step in measured), 0, _MOST)
        self._speakers = column_cells((self._speaker(step) for step in measured), 0, _MOST_SPEAKERS)
        self._remarks = column_cells((self._remark(step) for step in measured), 0, _MOST)

    def __len__(self) -> int:
        return len(self._steps)

    def key(self, index: int) -> str | None:
        """The claim."""
        return self._steps[index].claim.id

    def index(self, key: str) -> int | None:
        """Where the claim stands."""
        return self._index.get(key)

    def _date(self, step: Step, *, narrow: bool) -> str:
        asserted = step.claim.asserted
        return (self._reading.brief(asserted) if narrow else self._reading.date(asserted)) or "undated"

    def _speaker(self, step: Step) -> str:
        said = speakers(self._reading, step.claim)
        return said.rpartition(", ")[0] or said

    def _remark(self, step: Step) -> str:
        words = [f"{HELD} held" * (step.claim.id in self._held), "correction" * step.corrects]
        words.append(step.claim.status if step.claim.status != "unreviewed" else "")
        return ", ".join(word for word in words if word)

    def line(self, index: int, width: int) -> Line:
        """`4 Jan 2024   ◆ 84    B2  Ahmad Vahidi  correction, superseded`; on a narrow screen `4 Jan  ◆ 84 …`."""
        step, reading = self._steps[index], self._reading
        claim, narrow = step.claim, width < _NARROW
        said = self._briefs if narrow else self._dates
        date = (column(self._date(step, narrow=narrow), said), "date")
        if reading.is_hidden(claim.id):
            return (date, (reading.title(claim.id), "muted"))
        mark = (CORRECTION if step.corrects else STEP) if step.new else OTHER
        if not step.new and (not step.live or claim.credibility == IMPROBABLE):
            mark = PAST
        quiet = "" if step.live else "muted"
        sign = column(self._signs.get(claim.id, ""), _SIGN_CELLS if self.signed else 0)
        remark = self._remark(step)
        room = width - len(sign) - said - 2 - self._labels - _GRADE_CELLS
        # Where the columns have no room side by side, remarks stand at the right end, and names have what they leave.
        own = max(room - cell_len(remark), _LEAST_SPEAKERS)
        speaker = self._speakers if self._speakers + self._remarks <= room else own
        return (
            (sign, "grade"),
            date,
            (f"{mark} ", "accent" if step.new else quiet),
            (column(claim_label(reading.case, claim), self._labels), "strong" if step.new else quiet),
            (column(grade_of(reading, claim), _GRADE_CELLS), "grade"),
            (column(self._speaker(step), speaker), quiet),
            (remark, "warning" if step.corrects else "muted"),
        )

    def text(self, index: int) -> str:
        """Speaker, figure and statement are found."""
        claim = self._steps[index].claim
        if self._reading.is_hidden(claim.id):
            return ""
        return f"{speakers(self._reading, claim)} {claim_label(self._reading.case, claim)} {claim.statement}"
