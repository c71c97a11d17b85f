"""Small cases for the tests of the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casefile.model.case import Change, Edit
from casefile.model.records import document_id
from casefile.store import Library
from casefile.store.system import System

FROZEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Tables = dict[str, dict[str, dict[str, Any]]]


def library(folder: Path, system: System | None = None, author: str = "analyst") -> Library:
    """The library of a folder, with a clock that stands still."""
    return Library(folder, system=system, clock=lambda: FROZEN, author=author)


def case_record(case_id: str = "harbour", **fields: Any) -> dict[str, Any]:
    return {"id": case_id, "format": "casefile", "format_version": 1, "title": "Harbour fire", **fields}


def note(note_id: str, body: str = "seen", **fields: Any) -> dict[str, Any]:
    return {"id": note_id, "body": body, **fields}


def tables(*notes: dict[str, Any], **more: Any) -> Tables:
    """A case with some notes."""
    return {"case": {"harbour": case_record()}, "notes": {one["id"]: one for one in notes}, **more}


def file_content(content: Tables) -> dict[str, Any]:
    """The same with document ids for keys, as in a file."""
    return {
        name: {str(document_id(key)): record for key, record in records.items()}
        for name, records in content.items()
    }


def file_bytes(content: Tables) -> bytes:
    """The case file of it, made with the standard library alone."""
    return json.dumps(file_content(content), indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def add(record: dict[str, Any], table: str = "notes") -> Edit:
    return Edit("note added", (Change(table, record["id"], None, record),))


def change(before: dict[str, Any], table: str = "notes", **fields: Any) -> Edit:
    after = {name: value for name, value in {**before, **fields}.items() if value is not None}
    return Edit("note changed", (Change(table, before["id"], before, after),))


def remove(record: dict[str, Any], table: str = "notes") -> Edit:
    return Edit("note deleted", (Change(table, record["id"], record, None),))


def ids(path: Path, table: str = "notes") -> set[str]:
    """The ids of a table's records in a file, read with nothing but the standard library."""
    return {record["id"] for record in json.loads(path.read_bytes()).get(table, {}).values()}
