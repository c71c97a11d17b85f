"""What the figures view shows: the chart of a count, and the same figures in rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from rich.cells import cell_len

from casefile.analysis.figures import Series, Step, charted, signs_of
from casefile.analysis.grades import IMPROBABLE
from casefile.analysis.origins import claim_roots, counted
from casefile.analysis.step_chart import CORRECTION, LEGEND, LEGEND_SHORT, OTHER, PAST, STEP, draw
from casefile.analysis.values import claim_label
from casefile.model.case import Case
from casefile.model.records import FuzzyDate
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.claims import grade_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers
from casefile.tui.panes.content.record.parts import party_name
from casefile.tui.widgets.line import Line, fit, width

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

_SAID_CELLS: Final = 18
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
    """`held 84–97 · 48 reports, 27 origins`."""
    claims = [step.claim for step in series.steps]
    reports = {report for claim in claims for report in claim.reports}
    roots = {root for claim in claims for root in claim_roots(case, claim)}
    held = f"held {series.held.label} · " if series.held else ""
    return held + counted(len(reports), len(roots))


def drawn_chart(reading: Reading, series: Series, cells: int, rows: int, chosen: int | None) -> DrawnChart:
    """The chart with its legend, for so many cells and rows."""

    def date(case: Case, when: FuzzyDate | None) -> str:
        return reading.date(when)

    band = (series.held.low, series.held.high) if series.held else None
    legend = next((one for one in (LEGEND, LEGEND_SHORT) if cells >= cell_len(one)), "")
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


class FigureRows:
    """The figures of a series in the order in which they were said."""

    def __init__(self, reading: Reading, steps: Sequence[Step], *, signed: bool = False) -> None:
        self.signed = signed
        """Whether each row has the sign of its step in the chart."""
        self._signs = signs_of(steps)
        self._reading = reading
        self._steps = steps
        self._index = {step.claim.id: index for index, step in enumerate(steps)}
        labels = [claim_label(reading.case, step.claim) for step in steps]
        self._cells = min(max((width(((label, ""),)) for label in labels), default=0), 24)

    def __len__(self) -> int:
        return len(self._steps)

    def key(self, index: int) -> str | None:
        """The claim."""
        return self._steps[index].claim.id

    def index(self, key: str) -> int | None:
        """Where the claim stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """`4 Jan 2024        ◆ 84    B2  Ahmad Vahidi  correction, superseded`."""
        step, reading = self._steps[index], self._reading
        claim = step.claim
        if reading.is_hidden(claim.id):
            return (
                (fit(reading.date(claim.asserted), _SAID_CELLS), "date"),
                (reading.title(claim.id), "muted"),
            )
        mark = (CORRECTION if step.corrects else STEP) if step.new else OTHER
        if not step.new and (not step.live or claim.credibility == IMPROBABLE):
            mark = PAST
        quiet = "" if step.live else "muted"
        words = ["correction"] if step.corrects else []
        words += [claim.status] if claim.status != "unreviewed" else []
        sign = fit(self._signs.get(claim.id, ""), 2) + " " if self.signed else ""
        return (
            (sign, "grade"),
            (fit(reading.date(claim.asserted) or "undated", _SAID_CELLS) + " ", "date"),
            (f"{mark} ", "accent" if step.new else quiet),
            (fit(claim_label(reading.case, claim), self._cells) + "  ", "strong" if step.new else quiet),
            (f"{grade_of(reading, claim):<4}", "grade"),
            (speakers(reading, claim).rpartition(", ")[0] or speakers(reading, claim), quiet),
            (f"  {', '.join(words)}" if words else "", "warning" if "correction" in words else "muted"),
        )

    def text(self, index: int) -> str:
        """Speaker, figure and statement are found."""
        claim = self._steps[index].claim
        if self._reading.is_hidden(claim.id):
            return ""
        return f"{speakers(self._reading, claim)} {claim_label(self._reading.case, claim)} {claim.statement}"
