"""A small library to search: two cases, names in three scripts, dates of every width."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from casefile.analysis.searching import describe, spelling
from casefile.model.records import document_id
from casefile.model.search import parse_query
from casefile.store.search.fresh import fresh_index
from casefile.store.search.index import Index
from casefile.store.search.refresh import Maker

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOMENT = "2024-02-01T09:00:00.000Z"


def own(case_id: str, **fields: Any) -> dict[str, Any]:
    """A case's own record."""
    return {"id": case_id, "format": "casefile", "format_version": 1, "title": case_id.title(), **fields}


HARBOUR: dict[str, list[dict[str, Any]]] = {
    "case": [own("harbour-2024", timezone="Asia/Tehran", marking="TLP:GREEN", when={"edtf": "2024-01-03"})],
    "sources": [
        {
            "id": "irna",
            "name": "IRNA",
            "names": [{"value": "Islamic Republic News Agency"}],
            "reliability": "B",
        },
        {"id": "paper", "name": "The Harbour Paper", "reliability": "D"},
    ],
    "reports": [
        {
            "id": "r-irna",
            "source": "irna",
            "title": "Fire at the harbour",
            "published": {"edtf": "2024-01-03"},
        },
        {"id": "r-paper", "source": "paper", "title": "Harbour burns", "published": {"edtf": "2024-01-05"}},
    ],
    "actors": [
        {"id": "nowruzof", "name": "Rahmatollah Nowruzof", "kind": "person", "names": [{"value": "Нурӯзов"}]},
        {
            "id": "soleimani",
            "name": "Qassem Soleimani",
            "kind": "person",
            "names": [{"value": "قاسم سلیمانی"}],
        },
        {"id": "khaled", "name": "Khaled", "kind": "person", "sensitive": ["personal-data"]},
    ],
    "events": [
        {
            "id": "fire",
            "title": "The fire",
            "kind": "attack",
            "description": "A warehouse bombing, said the mayor’s office; Iran's agency agreed.",
            "when": {"edtf": "2024-01-03T23:30:00Z"},
            "participants": [{"actor": "soleimani", "role": "was remembered"}],
            "reports": ["r-irna"],
            "credibility": 2,
            "tags": ["harbour-file:S22"],
        },
        {"id": "winter", "title": "A hard winter", "kind": "background", "when": {"edtf": "2023-12/2024-02"}},
        {"id": "rumour", "title": "A rumour", "kind": "other", "marking": "TLP:RED"},
    ],
    "claims": [
        {
            "id": "c-two",
            "statement": "Two were killed.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 2, "qualifier": "exactly"},
            "attribution": ["irna"],
            "reports": ["r-irna"],
            "credibility": 2,
            "asserted": {"edtf": "2024-01-04"},
        },
        {
            "id": "c-five",
            "statement": "Five were killed in the first blast.",
            "subject": "fire",
            "predicate": "killed",
            "value": {"number": 5, "qualifier": "exactly"},
            "attribution": ["nowruzof"],
            "reports": ["r-paper"],
            "credibility": 4,
            "asserted": {"edtf": "2024-01-05"},
            "quote": "پنج نفر کشته شدند، از جمله كودكان",
        },
    ],
    "notes": [
        {
            "id": "n-one",
            "title": "Which count?",
            "body": "Ask who was held in Malmö. See [[fire]].",
            "kind": "question",
        }
    ],
    "oddments": [{"id": "odd", "title": "A table of a newer version", "remark": "kept and found"}],
}
QUAY: dict[str, list[dict[str, Any]]] = {
    "case": [own("quay-2023", title="The quay", status="closed")],
    "actors": [{"id": "norouzov", "name": "R. Norouzov", "kind": "person"}],
    "events": [{"id": "flood", "title": "Flood at the quay", "kind": "other", "when": {"edtf": "2023"}}],
}


def write_case(folder: Path, case_id: str, tables: dict[str, list[dict[str, Any]]]) -> Path:
    """A case file as casefile writes it."""
    stamps = {"created": MOMENT, "modified": MOMENT, "author": "tester"}
    content = {
        table: {str(document_id(record["id"])): {**stamps, **record} for record in records}
        for table, records in tables.items()
    }
    file = folder / f"{case_id}.json"
    raw = msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=2)
    file.write_bytes(raw + b"\n")
    return file


def make_library(folder: Path) -> Path:
    """Both cases in a folder."""
    folder.mkdir()
    write_case(folder, "harbour-2024", HARBOUR)
    write_case(folder, "quay-2023", QUAY)
    return folder


def maker(library: Path) -> Maker:
    """What makes an index, as the program does."""
    return Maker(library, describe, spelling)


def opened(library: Path, spare: Path | None = None) -> Index:
    """The index of a library, up to date."""
    return fresh_index(maker(library), spare)[0]


def found(index: Index, text: str, limit: int = 100) -> list[str]:
    """The ids that a search finds, best first."""
    return [hit.id for hit in index.search(parse_query(text, now=NOW), limit).hits]


def answers(library: Path, text: str) -> list[str]:
    """The ids that a search in a library finds, best first."""
    with opened(library) as index:
        return found(index, text)
