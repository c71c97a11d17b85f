"""Small cases to weigh claims in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from casefile.model.case import Case, Change, Edit

SHIPPED = Path(__file__).parent.parent.parent / "cases"

SOURCES = {
    name: {"id": name, "name": name.upper(), "reliability": letter}
    for name, letter in (("irna", "B"), ("mehr", "C"), ("paper", "D"))
}


def case_with(*claims: dict[str, Any], **tables: dict[str, dict[str, Any]]) -> Case:
    """A case of an event and some claims on it, read in one report of IRNA's unless they say otherwise."""
    return Case(
        "t",
        {
            "events": {"attack": {"id": "attack", "title": "Attack"}},
            "sources": dict(SOURCES),
            "reports": {
                "r": {"id": "r", "source": "irna"},
                "r-mehr": {"id": "r-mehr", "source": "mehr"},
                "r-paper": {"id": "r-paper", "source": "paper", "derived_from": ["r"]},
            },
            "claims": {
                record["id"]: record
                for record in (
                    {"id": f"c{number}", "statement": "s", "subject": "attack", "reports": ["r"], **claim}
                    for number, claim in enumerate(claims)
                )
            },
            **tables,
        },
    )


def killed(number: float, qualifier: str = "exactly", **more: Any) -> dict[str, Any]:
    """A claim of how many were killed."""
    return {"predicate": "killed", "value": {"number": number, "qualifier": qualifier}, **more}


def edited(case: Case, record_id: str, **fields: Any) -> None:
    """Changes some fields of a record; None removes one."""
    table, before = case.raw(record_id)
    after = {name: value for name, value in {**before, **fields}.items() if value is not None}
    case.apply(Edit("changed", (Change(table, record_id, before, after),)))


def shipped(case_id: str) -> Case:
    """A shipped case, read as it stands."""
    tables = json.loads((SHIPPED / f"{case_id}.json").read_text("utf-8"))
    return Case(
        case_id, {table: {one["id"]: one for one in records.values()} for table, records in tables.items()}
    )
