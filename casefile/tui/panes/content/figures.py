"""What the figures view shows: the chart of a count, and the same figures in rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casefile.analysis.figures import Series, Step, charted
from casefile.analysis.grades import IMPROBABLE
from casefile.analysis.origins import claim_roots, counted
from casefile.analysis.step_chart import CORRECTION, LEGEND, OTHER, PAST, STEP, draw
from casefile.analysis.values import claim_label
from casefile.model.case import Case
from casefile.model.records import FuzzyDate
from casefile.model.vocabulary import predicate
from casefile.tui.panes.content.claims import grade_of
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers
from casefile.tui.widgets.line import Line, fit, width

_STYLES: Final = {
    "axis": "muted",
    "grade": "grade",
    "line": "accent",
    "figure": "strong",
    "mark": "",
    "past": "muted",
    "band": "muted",
    "chosen": "link-cursor",
    "": "",
}
"""The look of each part of a chart."""

_SAID_CELLS: Final = 16
_LEAST_STATEMENT: Final = 20


def series_title(reading: Reading, series: Series) -> str:
    """`killed · Kerman bombings`."""
    subject = (
        reading.title(series.subject) if series.subject in reading.case else series.subject or "about nothing"
    )
    return f"{predicate(series.predicate).label} · {subject}"


def series_count(case: Case, series: Series) -> str:
    """`held 84–97 · 48 reports, 27 origins`."""
    claims = [step.claim for step in series.steps]
    reports = {report for claim in claims for report in claim.reports}
    roots = {root for claim in claims for root in claim_roots(case, claim)}
    held = f"held {series.held.label} · " if series.held else ""
    return held + counted(len(reports), len(roots))


def chart_lines(reading: Reading, series: Series, cells: int, rows: int, chosen: int | None) -> list[Line]:
    """The chart with its legend, for so many cells and rows."""

    def date(case: Case, when: FuzzyDate | None) -> str:
        return reading.date(when)

    band = (series.held.low, series.held.high) if series.held else None
    with_legend = rows >= 12 and cells >= width(((LEGEND, ""),))
    chart = draw(charted(reading.case, series, date), cells, rows - with_legend, band, chosen)
    lines: list[Line] = [[(run.text, _STYLES[run.style]) for run in row] for row in chart.rows]
    more = _more(chart.before, chart.after)
    if more:
        room = max(cells - width(((more, ""),)) - 1, 0)
        lines[-1] = [(fit("".join(text for text, _ in lines[-1]), room), "muted"), (f" {more}", "warning")]
    return [*lines, ((LEGEND, "muted"),)] if with_legend else lines


def _more(before: int, after: int) -> str:
    parts = (f"‹ {before} before" if before else "", f"{after} after ›" if after else "")
    return " ".join(part for part in parts if part)


class FigureRows:
    """The figures of a series in the order in which they were said."""

    def __init__(self, reading: Reading, steps: Sequence[Step]) -> None:
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
        """`4 Jan 2024      ◆ 84    B2  Ahmad Vahidi  correction, superseded`."""
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
        return (
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
