"""A case to test on, how it is written to a file, and what a command gives back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from casefile.model.records import document_id

MOMENT = "2026-01-05T09:00:00.000Z"

HARBOUR: dict[str, list[dict[str, Any]]] = {
    "case": [
        {
            "id": "harbour",
            "format": "casefile",
            "format_version": 1,
            "title": "Harbour fire",
            "summary": "A warehouse burnt; the counts differ.",
            "bottom_line": "The cause is open.",
            "status": "open",
            "when": {"edtf": "2024-03-01"},
            "place": "bandar",
            "timezone": "Asia/Tehran",
            "calendars": ["gregorian", "persian"],
        }
    ],
    "places": [{"id": "bandar", "name": "Bandar", "country": "IR"}],
    "sources": [
        {"id": "agency", "name": "The Agency", "kind": "news-agency", "reliability": "B"},
        {"id": "paper", "name": "The Paper", "kind": "newspaper", "reliability": "C"},
    ],
    "reports": [
        {
            "id": "r-agency",
            "source": "agency",
            "title": "Fire at the harbour",
            "published": {"edtf": "2024-03-01T12:00:00Z"},
        },
        {"id": "r-paper", "source": "paper", "title": "Harbour burns", "derived_from": ["r-agency"]},
    ],
    "actors": [{"id": "mayor", "name": "شهردار بندر", "kind": "person"}],
    "events": [
        {
            "id": "fire",
            "title": "The fire",
            "kind": "other",
            "when": {"edtf": "2024-03-01T10:00:00+03:30"},
            "place": "bandar",
            "reports": ["r-agency", "r-paper"],
        },
        {
            "id": "inquiry",
            "title": "An inquiry opens",
            "kind": "investigation",
            "when": {"edtf": "2024-03-04"},
        },
        {"id": "rumour", "title": "A rumour spreads", "kind": "other"},
    ],
    "claims": [
        {
            "id": "c-two",
            "statement": "Two were killed.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 2},
            "attribution": ["agency"],
            "reports": ["r-agency"],
            "credibility": 2,
        },
        {
            "id": "c-five",
            "statement": "Five were killed.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 5},
            "attribution": ["mayor", "paper"],
            "reports": ["r-paper"],
            "credibility": 3,
        },
    ],
    "notes": [{"id": "n-first", "title": "Which count?", "body": "See [[fire]].", "kind": "question"}],
}


def write_case(folder: Path, case_id: str, tables: dict[str, list[dict[str, Any]]]) -> Path:
    """A case file as the format has it, with the housekeeping fields that every record has."""
    content = {
        table: {
            str(document_id(record["id"])): {
                "created": MOMENT,
                "modified": MOMENT,
                "author": "tester",
                **record,
            }
            for record in records
        }
        for table, records in tables.items()
    }
    file = folder / f"{case_id}.json"
    file.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    return file


def empty_case(case_id: str, title: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of a case that holds nothing but its own record."""
    own = {"id": case_id, "format": "casefile", "format_version": 1, "title": title, "status": "closed"}
    return {"case": [own]}


class Result(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Command = Callable[..., Result]
