"""`casefile figures`: how the counts of a case moved, as a chart and as a table."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from casefile.analysis.figures import Series, Step, charted, figure_series, signs_of
from casefile.analysis.origins import attribution_label, claim_roots, counted
from casefile.analysis.step_chart import LEGENDS, STILL_SAID, draw
from casefile.analysis.values import claim_label
from casefile.cli import labels
from casefile.cli.known import case_at
from casefile.cli.libraries import opened
from casefile.cli.output import answer, columns, write, write_heading, write_table
from casefile.model.vocabulary import predicate

if TYPE_CHECKING:
    from casefile.model.case import Case

_COLUMNS = 100
"""Cells of a chart that goes to a file."""
_ROWS = 20


def figures(options: Namespace) -> int:
    """The series of every fact with numbers, or of one predicate with its chart.

    JSON: an array of `subject`, `title`, `predicate`, `label`, `unit`, `held` (`low`, `high` or null), `value` (the one held),
    `reports`, `origins` and `steps`: an array of `claim`, `value`, `number`, `day`, `asserted`, `grade`, `chain`, `counts`, `new`,
    `corrects`, in the order in which they were said. With `--at` as they were known then, with `--recorded` too as they had
    been recorded.
    """
    with opened(options) as found:
        then = case_at(found, options.at, options.recorded)
        case = then.case
        series = figure_series(case, options.predicate)
        what = f"figures of '{options.predicate}'" if options.predicate else "figures"
        return answer(
            [_json(case, one) for one in series] if options.json else series,
            options.json,
            then.headed(lambda: _write(case, series, options.predicate is not None)),
            f"{case.id}: there are no {what}{' then' if options.at else ''}",
        )


def _json(case: Case, series: Series) -> dict[str, Any]:
    reports, origins = _counts(case, series)
    return {
        "subject": series.subject,
        "title": case.title(series.subject),
        "predicate": series.predicate,
        "label": predicate(series.predicate).label,
        "unit": series.unit,
        "held": {"low": series.held.low, "high": series.held.high} if series.held else None,
        "value": series.sheet.held.label if series.sheet.held else None,
        "reports": reports,
        "origins": origins,
        "steps": [_step_json(case, step) for step in series.steps],
    }


def _step_json(case: Case, step: Step) -> dict[str, Any]:
    return {
        "claim": step.claim.id,
        "value": claim_label(case, step.claim),
        "number": step.number,
        "day": step.day,
        "asserted": case.raw(step.claim.id)[1].get("asserted"),
        "grade": step.grade,
        "chain": attribution_label(case, step.claim),
        "counts": step.live,
        "new": step.new,
        "corrects": step.corrects,
    }


def _counts(case: Case, series: Series) -> tuple[int, int]:
    claims = [step.claim for step in series.steps]
    reports = {report for claim in claims for report in claim.reports}
    return len(reports), len({root for claim in claims for root in claim_roots(case, claim)})


def _write(case: Case, found: list[Series], with_charts: bool) -> None:
    if not with_charts:
        write_table(
            [_summary(case, one) for one in found],
            ("subject", "figure", STILL_SAID, "said", "heard from"),
            flexible=0,
        )
        return
    for number, series in enumerate(found):
        if number:
            write()
        write_heading(f"{labels.named(case, series.subject)}: {predicate(series.predicate).label}")
        said = f"{STILL_SAID} {series.held.label} · " if series.held else ""
        write(f"{said}{counted(*_counts(case, series))}")
        write()
        band = (series.held.low, series.held.high) if series.held else None
        width = columns() or _COLUMNS
        chart = draw(charted(case, series, labels.date), width, _ROWS, band)
        for row in chart.rows:
            write("".join(run.text for run in row).rstrip())
        write(LEGENDS[0])
        write()
        signs = {} if chart.named else signs_of(series.steps)
        write_table(
            [
                (*((signs.get(step.claim.id, ""),) if signs else ()), *_row(case, step))
                for step in series.steps
            ],
            (*(("",) if signs else ()), "said", "figure", "grade", "by", "", "claim"),
            flexible=4 if signs else 3,
        )


def _summary(case: Case, series: Series) -> tuple[str, ...]:
    said = " ".join(dict.fromkeys(f"{step.number:g}" for step in series.line))
    held = series.held.label if series.held else ""
    return (
        case.title(series.subject),
        predicate(series.predicate).label,
        held,
        said,
        counted(*_counts(case, series)),
    )


def _row(case: Case, step: Step) -> tuple[str, ...]:
    marks = [
        word
        for word, holds in (
            ("correction", step.corrects),
            (step.claim.status, step.claim.status != "unreviewed"),
        )
        if holds
    ]
    said = labels.date(case, step.claim.asserted) or "undated"
    return (
        said,
        claim_label(case, step.claim),
        step.grade,
        attribution_label(case, step.claim),
        ", ".join(marks),
        step.claim.id,
    )
