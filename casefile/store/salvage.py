"""Reading what can be read of a damaged case file, record by record."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

from casefile.errors import InvalidCaseError
from casefile.model.records import Json, is_id
from casefile.model.vocabulary import FORMAT, FORMAT_VERSION, TABLES
from casefile.store.form import keyed_by_id, plain
from casefile.store.lazy import Records
from casefile.store.outside import CaseTables

_TABLE: Final = re.compile(
    rf'"({"|".join(TABLES)})"\s*:\s*\{{'
    r'|"([^"\\\x00-\x1f]{1,80})"\s*:\s*\{\s*(?="[0-9]{1,19}"\s*:|\})'
)
"""The beginning of a table. No field of a record has a known table's name and an object for its value."""
_DOCUMENT: Final = re.compile(r'"([0-9]{1,19})"\s*:\s*(?=\{)')
_LETTERS: Final = {table.letter: name for name, table in TABLES.items()}


class Salvage(NamedTuple):
    """What was read, and how many records could not be."""

    tables: CaseTables
    read: int
    lost: int


def salvage(content: bytes, case_id: str) -> Salvage:
    """Every record of the file that is whole. Of two records of one id the first is kept."""
    text = _text(content)
    tables: dict[str, dict[str, Json]] = {}
    read = lost = position = 0
    table = ""
    for match in _DOCUMENT.finditer(text):
        if match.start() < position:
            continue
        headers = list(_TABLE.finditer(text, position, match.end()))
        table = headers[-1][1] or headers[-1][2] if headers else table
        record, end = _record(text, match.end())
        name = table or _guess(record)
        known = _key(name, match[1], record, tables) if name else None
        if known is None or record is None:
            lost += 1
            position = end
            continue
        tables.setdefault(name, {})[known] = record
        read, position = read + 1, end
    _ensure_case(tables, case_id)
    return Salvage(CaseTables({name: Records.of(records) for name, records in tables.items()}), read, lost)


def _text(content: bytes) -> str:
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def _record(text: str, start: int) -> tuple[Json | None, int]:
    """The object that begins here and where it ends; of one that is damaged ``None`` and where to look on."""
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except RecursionError:
        return None, start + 1
    except ValueError:
        return None, start + 1
    try:
        return (plain(value), end) if isinstance(value, dict) else (None, end)
    except InvalidCaseError:
        return _without_faults(value), end


def _without_faults(record: Json) -> Json | None:
    kept: Json = {}
    for field, value in record.items():
        try:
            kept |= plain({field: value})
        except InvalidCaseError:
            continue
    return kept or None


def _key(table: str, document: str, record: Json | None, tables: dict[str, dict[str, Json]]) -> str | None:
    """What the record is known by; ``None`` where it has no valid id, or another has the same."""
    if record is None:
        return None
    if not keyed_by_id(table):
        return str(int(document))
    record_id: Any = record.get("id")
    if not isinstance(record_id, str) or not is_id(record_id):
        return None
    taken = any(record_id in records for name, records in tables.items() if keyed_by_id(name))
    return None if taken else record_id


def _guess(record: Json | None) -> str:
    """The table of a record where the file's beginning is lost, by its id or what it says of itself."""
    if record is None:
        return ""
    if record.get("format") == FORMAT:
        return "case"
    record_id = str(record.get("id", ""))
    return _LETTERS.get(record_id[:1], "") if record_id[1:2] == "-" else ""


def _ensure_case(tables: dict[str, dict[str, Json]], case_id: str) -> None:
    """Gives what was read the case's own record where that is lost, and leaves it one where it has more."""
    records = tables.get("case", {})
    sound = [record for record in records.values() if record.get("format") == FORMAT]
    record = [*sound, *records.values(), _own_record(case_id)][0]
    record["format"] = FORMAT
    version = record.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        record["format_version"] = FORMAT_VERSION
    tables["case"] = {record["id"]: record}


def _own_record(case_id: str) -> Json:
    return {"id": case_id, "title": case_id}
