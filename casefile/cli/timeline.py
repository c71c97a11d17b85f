"""`casefile timeline`: the events of a case in order, undated ones last."""

from __future__ import annotations

import math
from argparse import Namespace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from casefile.analysis.factsheets import contested_sign, contested_versions
from casefile.cli import labels
from casefile.cli.known import case_at
from casefile.cli.libraries import opened
from casefile.cli.output import answer, write_groups
from casefile.errors import UsageError
from casefile.model.dates import (
    DateError,
    Span,
    calendar_bounds,
    display_date,
    display_line,
    display_time,
    parse_edtf,
    sort_key,
)
from casefile.model.records import Event

if TYPE_CHECKING:
    from casefile.model.case import Case

Clock = Literal["local", "UTC"]


class Row(NamedTuple):
    """An event where it stands: ``span`` is none where it has no date, or one that cannot be read."""

    event: Event
    span: Span | None
    edtf: str
    timezone: str


def timeline(options: Namespace) -> int:
    """The events whose time can overlap that from `--from` to `--to`; with neither, all.

    JSON: an array of `id`, `title`, `kind`, `when` (a fuzzy date or null), `earliest` and `latest` (UTC, the latter
    exclusive; null where open or undated), `display`, `place`, `credibility`, `importance` and `versions` (of its most
    contested fact; 0 where none is). With `--at` as it was known then, with `--recorded` too as it had been recorded.
    """
    with opened(options) as found:
        then = case_at(found, options.at, options.recorded)
        case = then.case
        start, end = limits(case, options.since, options.until)
        rows = [row for row in ordered(case) if _within(case, row, start, end)]
        clock: Clock = "UTC" if options.utc else "local"
        versions = contested_versions(case)
        return answer(
            [_json(case, row, clock, versions) for row in rows] if options.json else rows,
            options.json,
            then.headed(lambda: _write(rows, clock, versions)),
            f"{case.id}: there are no events{' then' if options.since or options.until or options.at else ''}",
        )


def ordered(case: Case) -> list[Row]:
    """The events by earliest moment, then the narrower date, then id."""
    rows = [_row(case, event) for event in case.all(Event)]
    return sorted(rows, key=lambda row: sort_key(row.edtf, row.timezone, row.event.id))


def _row(case: Case, event: Event) -> Row:
    if event.when is None:
        return Row(event, None, "", "")
    timezone = event.when.timezone or case.timezone
    try:
        return Row(event, parse_edtf(event.when.edtf, timezone), event.when.edtf, timezone)
    except DateError:
        return Row(event, None, event.when.edtf, timezone)


def limits(case: Case, since: str | None, until: str | None) -> tuple[float, float]:
    """`[start, end)` in seconds since 1970, from dates as people type them; the day named by `--to` is within."""
    from casefile.cli.dates import span

    start = span("--from", since, case).start if since is not None else -math.inf
    end = span("--to", until, case).end if until is not None else math.inf
    if end <= start:
        raise UsageError("--to lies before --from")
    return start, end


def _within(case: Case, row: Row, start: float, end: float) -> bool:
    if row.span is None:
        return start == -math.inf and end == math.inf
    earliest, latest = calendar_bounds(row.edtf, row.timezone, case.timezone)
    return latest > start and earliest < end


def _json(case: Case, row: Row, clock: Clock, versions: dict[str, int]) -> dict[str, Any]:
    event = row.event
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind,
        "when": case.raw(event.id)[1].get("when"),
        "earliest": _instant(row.span.earliest) if row.span else None,
        "latest": _instant(row.span.latest) if row.span else None,
        "display": display_line(row.edtf, row.timezone, clock=clock) if row.edtf else "",
        "place": labels.title(case, event.place) if event.place else "",
        "credibility": event.credibility,
        "importance": event.importance,
        "versions": versions.get(event.id, 0),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _write(rows: list[Row], clock: Clock, versions: dict[str, int]) -> None:
    def header(row: Row) -> str:
        return display_date(row.edtf, row.timezone, clock=clock)

    def cells(row: Row) -> tuple[str, ...]:
        event = row.event
        time = display_time(row.edtf, row.timezone, clock=clock) if row.edtf else ""
        return time, event.title, contested_sign(versions.get(event.id, 0)), event.id

    write_groups([(day, list(map(cells, of_day))) for day, of_day in groupby(rows, header)], flexible=1)
