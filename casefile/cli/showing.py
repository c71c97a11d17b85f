"""`casefile show`: a case, one of its tables, or a record with its claims, origins and backlinks."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from casefile.cli import labels
from casefile.cli.known import case_at
from casefile.cli.libraries import opened, require_record
from casefile.cli.output import answer, write, write_heading, write_json, write_prose, write_table
from casefile.model.vocabulary import TABLES

if TYPE_CHECKING:
    from casefile.cli.known import Then
    from casefile.model.case import Case
    from casefile.model.records import Json
    from casefile.store import OpenCase


def show(options: Namespace) -> int:
    """Shows what is named.

    JSON: of a case `id`, `path`, `read_only`, `case` (its own record), `figures` (`predicate`, `label`, `spread`),
    `tables` (name to an array of `id` and `title`); of a table an array of its records; of a record `case`, `table`,
    `id`, `title`, `record`, `claims` (an array of `predicate`, `label`, `contested`, `spread`, `held`, `values`), `origins`
    (`roots`, `relays`, `circles`) and `backlinks` (an array of `table`, `id`, `field`, `title`). With `--at` all of it as
    it was known then, or with `--recorded` as it had been recorded; a case and a record have `at` (UTC) too.
    """
    with opened(options) as found:
        then = case_at(found, options.at, options.recorded)
        case = then.case
        if not options.json:
            then.say()
        if options.record is None:
            return _show_case(found, then, options.json)
        then.require(options.record)
        if options.record in case.tables and options.record not in case:
            return _show_table(case, options.record, options.json)
        require_record(case, options.record)
        if options.json:
            from casefile.cli.records import record_json

            shown = record_json(case, options.record)
            write_json({**shown, "at": then.instant} if then.moment is not None else shown)
        else:
            from casefile.cli.records import write_record

            write_record(case, options.record)
        return 0


def _show_case(found: OpenCase, then: Then, as_json: bool) -> int:
    from casefile.analysis.factsheets import headline_figures

    case = then.case
    figures = headline_figures(case)
    if as_json:
        write_json(
            {
                "id": case.id,
                "path": str(found.path),
                "read_only": found.read_only,
                **({"at": then.instant} if then.moment is not None else {}),
                "case": _own_record(case),
                "figures": [
                    {"predicate": figure.predicate, "label": figure.label, "spread": figure.spread}
                    for figure in figures
                ],
                "tables": {
                    table: [
                        {"id": record_id, "title": labels.title(case, record_id)}
                        for record_id in case.table(table)
                    ]
                    for table in case.tables
                    if table != "case"
                },
            }
        )
        return 0
    info = case.info
    place = labels.title(case, info.place) if info.place else ""
    write_heading(info.title or case.id)
    parts = [case.id, info.status, labels.date(case, info.when), place, info.marking]
    write(" · ".join(part for part in parts if part))
    if found.read_only:
        write(f"read-only: {found.read_only}")
    for text in (info.summary, f"Bottom line: {info.bottom_line}" if info.bottom_line else ""):
        if text:
            write()
            write_prose(text)
    if figures:
        write()
        write(" · ".join(f"{figure.label} {figure.spread}" for figure in figures))
    write()
    write_table(
        [(table, str(len(case.table(table)))) for table in case.tables if table != "case"],
        ("table", "records"),
    )
    write()
    write(f"'casefile show {case.id} TABLE' lists one; 'casefile show {case.id} RECORD' shows a record")
    return 0


def _own_record(case: Case) -> Json:
    return next((case.raw(record_id)[1] for record_id in case.table("case")), {})


def _show_table(case: Case, table: str, as_json: bool) -> int:
    records = case.table(table)
    known = table in TABLES

    def show_rows() -> None:
        rows = [
            (record_id, labels.aside(case, record_id) if known else "", labels.title(case, record_id))
            for record_id in sorted(records, key=lambda record_id: labels.order(case, record_id))
        ]
        write_table(rows, flexible=2)

    return answer(
        [case.raw(one)[1] for one in records] if known else list(records.values()),
        as_json,
        show_rows,
        f"{case.id}: there are no {table}",
    )
