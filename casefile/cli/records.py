"""One record in full: its fields, the claims about it, where it comes from, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from casefile.analysis import values
from casefile.analysis.factsheets import FactSheet, ValueGroup, fact_sheets
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import Origins, attribution_label, origins
from casefile.analysis.reasons import why_held
from casefile.cli import labels
from casefile.cli.output import GAP, write, write_groups, write_heading, write_prose, write_table
from casefile.model.records import RECORD_TYPES, Json, claim_value
from casefile.model.text import plural
from casefile.model.vocabulary import TABLES, predicate

if TYPE_CHECKING:
    from casefile.model.case import Case
    from casefile.model.records import Claim

_PROSE = ("description", "summary", "bottom_line", "body", "quote", "statement", "reason")
_HOUSEKEEPING = ("id", "created", "modified", "author")


def record_json(case: Case, record_id: str) -> Json:
    """The record and what follows from the case about it; `casefile show` documents the keys."""
    table, record = case.raw(record_id)
    found = origins(case, record_id)
    return {
        "case": case.id,
        "table": table,
        "id": record_id,
        "title": case.title(record_id),
        "record": record,
        "claims": [sheet_json(case, sheet) for sheet in fact_sheets(case, record_id)],
        "origins": {
            "roots": sorted(found.roots),
            "relays": [list(path) for path in found.relays],
            "circles": [sorted(circle) for circle in found.circles],
        },
        "backlinks": [
            {"table": link.table, "id": link.id, "field": link.field, "title": case.title(link.id)}
            for link in case.backlinks(record_id)
        ],
    }


def sheet_json(case: Case, sheet: FactSheet) -> Json:
    """A fact sheet: the claims on one fact by what they say, and the value now held; `casefile facts` has the keys."""
    return {
        "predicate": sheet.predicate,
        "label": predicate(sheet.predicate).label,
        "contested": sheet.contested,
        "versions": sheet.versions,
        "spread": sheet.spread,
        "held": sheet.held.label if sheet.held else None,
        "why": why_held(case, sheet),
        "against": list(sheet.against),
        "values": [_group_json(case, group) for group in sheet.groups],
    }


def _group_json(case: Case, group: ValueGroup) -> Json:
    return {
        "value": group.label,
        "denies": group.denies,
        "grade": group.best_grade,
        "counts": group.counts,
        "agrees": list(group.agrees),
        "first": to_builtins(group.first),
        "last": to_builtins(group.last),
        "reports": sorted(group.reports),
        "origins": sorted(group.origins),
        "circles": [sorted(circle) for circle in group.circles],
        "claims": [
            {
                "id": claim.id,
                "value": values.claim_label(case, claim),
                "statement": claim.statement,
                "stance": claim.stance,
                "status": claim.status,
                "grade": claim_grade(case, claim),
                "attribution": list(claim.attribution),
                "chain": attribution_label(case, claim),
                "reports": list(claim.reports),
            }
            for claim in group.claims
        ],
    }


def write_record(case: Case, record_id: str) -> None:
    """The record for people."""
    table, record = case.raw(record_id)
    write_heading(case.title(record_id))
    write(" · ".join((TABLES[table].singular, record_id, case.id)))
    _write_fields(case, table, record)
    _write_origins(case, origins(case, record_id))
    _write_claims(case, fact_sheets(case, record_id))
    _write_backlinks(case, record_id)
    _write_signature(record)


def _write_signature(record: Json) -> None:
    author, moment = record.get("author"), record.get("modified")
    parts = [
        f"by {author}" if author else "",
        f"changed {moment[:16].replace('T', ' ')} UTC" if moment else "",
    ]
    if any(parts):
        write()
        write(", ".join(part for part in parts if part))


def _write_fields(case: Case, table: str, record: Json) -> None:
    title = case.title(record["id"])
    order = [name for name in RECORD_TYPES[table].__struct_fields__ if name in record]
    order += [name for name in record if name not in order]
    shown = [name for name in order if name not in _HOUSEKEEPING and record[name] != title]
    texts = [
        name for name in shown if name in _PROSE and isinstance(record[name], str) and record[name].strip()
    ]
    rows = [
        (name.replace("_", " ") if number == 0 else "", *cells)
        for name in shown
        if name not in texts
        for number, cells in enumerate(_field_rows(case, record[name]))
    ]
    if rows:
        write()
        write_table(rows, flexible=1)
    for name in texts:
        write()
        write_prose(record[name])


def _field_rows(case: Case, value: Any) -> Iterator[tuple[str, str]]:
    """A field's value, a row for each of its parts: the text, and the id where it is a record of the case."""
    if isinstance(value, list):
        for part in value:
            yield from _field_rows(case, part)
    elif isinstance(value, dict):
        yield _object_row(case, value)
    elif isinstance(value, str) and value in case:
        yield case.title(value), value
    else:
        yield str(value), ""


def _object_row(case: Case, value: Json) -> tuple[str, str]:
    if "edtf" in value:
        date = labels.json_date(value, case.timezone)
        return (f"{date} ({value['text']})" if value.get("text") else date), ""
    if not {"number", "low", "high"}.isdisjoint(value):
        return values.label(case, claim_value(value)), ""
    if "value" in value:  # a name
        kind = ", ".join(str(part) for key, part in value.items() if key != "value")
        return f"{value['value']} ({kind})" if kind else str(value["value"]), ""
    found = [part for part in value.values() if isinstance(part, str) and part in case]
    parts = (case.title(part) if part in found else str(part) for part in value.values())
    return ", ".join(part for part in parts if part), found[0] if found else ""


def _write_origins(case: Case, found: Origins) -> None:
    if not found.roots:
        return
    write()
    count = len(found.roots)
    write_heading(plural(count, "independent origin"))
    write_prose(", ".join(labels.named(case, root) for root in sorted(found.roots)), GAP)
    for circle in found.circles:
        write(f"{GAP}relay one another: {', '.join(labels.named(case, one) for one in sorted(circle))}")


def _write_claims(case: Case, sheets: list[FactSheet]) -> None:
    if sheets:
        write()
    write_groups(
        [
            (_sheet_heading(sheet), [row for group in sheet.groups for row in _group_rows(case, group)])
            for sheet in sheets
        ],
        flexible=2,
    )


def _sheet_heading(sheet: FactSheet) -> str:
    state = f" · {sheet.state}" if sheet.contested else ""
    held = f" · held: {sheet.held.label}" if sheet.held and len(sheet.groups) > 1 else ""
    return f"{predicate(sheet.predicate).label}{state}{held}"


def _group_rows(case: Case, group: ValueGroup) -> Iterator[tuple[str, str, str, str, str]]:
    before = ""
    for number, claim in enumerate(group.claims):
        said = group.label if number == 0 else values.claim_label(case, claim)
        value, before = said if said != before else "", said
        yield value, claim_grade(case, claim), attribution_label(case, claim), _standing(claim), claim.id


def _standing(claim: Claim) -> str:
    """How speaker and analyst stand to a claim, where it is not the usual way."""
    words = (
        claim.stance if claim.stance != "asserts" else "",
        claim.status if claim.status != "unreviewed" else "",
    )
    return ", ".join(word for word in words if word)


def _write_backlinks(case: Case, record_id: str) -> None:
    rows = [
        (TABLES[link.table].singular, link.field.replace("_", " "), link.id, case.title(link.id))
        for link in case.backlinks(record_id)
    ]
    if rows:
        write()
        write_groups([("Referred to by", rows)], flexible=3)
