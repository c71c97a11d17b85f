"""Reading a case file strictly: what breaks the form is refused by name, never passed over or guessed at.

Strict means that nothing may be lost between the file and the case: no key twice, no two records of one id, no
number that becomes another, no text that is not UTF-8.
"""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, NoReturn

import msgspec

from casefile.errors import InvalidCaseError
from casefile.model.records import Json, is_id
from casefile.model.text import clean, cut
from casefile.model.vocabulary import FORMAT, FORMAT_VERSION
from casefile.store.form import CONFLICTS, MAX_DEPTH, document_keys, keyed_by_id, plain
from casefile.store.lazy import Records
from casefile.store.parsing import parse

Tables = dict[str, Records]
KEY: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_MOST_SHOWN: Final = 20
"""How many characters of a wrong value are shown."""
_TOO_DEEP: Final = b"\n" + b" " * (8 + 2 * MAX_DEPTH)


_SHOWN: Final = 40
"""Cells of a value that is wrong."""


class Content(NamedTuple):
    """What a case file holds. ``canonical`` says that its bytes are those that casefile writes."""

    tables: Tables
    sha256: str
    newer: str | None
    """Why the file may be read but not written; ``None`` where it may."""
    canonical: bool


class _Unread(msgspec.Struct, gc=False):
    id: str | msgspec.UnsetType = msgspec.UNSET


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_case(content: bytes, *, file: str, trust: Mapping[str, bool] | None = None) -> Content:
    """The case in some bytes. `InvalidCaseError` names the table, record and field that break the form.

    Bytes whose hash is in ``trust`` were read strictly before and are not checked again; its value says whether
    they are in casefile's own form.
    """
    digest = sha256(content)
    trusted = (trust or {}).get(digest)
    tables = _lazily(content, trusted, file)
    if tables is None:
        with collector_held():
            tables = _checked(parse(content, file), file)
    canonical = all(records.is_canonical for records in tables.values())
    return Content(tables, digest, _newer(tables, file), canonical)


@contextmanager
def collector_held() -> Iterator[None]:
    """Keeps the garbage collector from walking over a large file's records again and again while they are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _lazily(content: bytes, trusted: bool | None, file: str) -> Tables | None:
    """The tables without decoding their records; ``None`` where they need the closer look that names a fault."""
    try:
        with collector_held():
            if trusted is None and not _is_own_form(content):
                return None
            raw = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])
            ids = msgspec.json.decode(content, type=dict[str, dict[str, _Unread]])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    tables: Tables = {}
    for name, documents in raw.items():
        found: list[str] = list(documents)
        if keyed_by_id(name):
            found = [one.id for one in ids[name].values() if isinstance(one.id, str)]
        if trusted is None and not _is_sound(name, found, documents):
            return None
        keys = dict(zip(found, documents, strict=True))
        own = trusted
        if trusted is None:
            own = not keyed_by_id(name) or keys == document_keys(found)
        tables[name] = Records(dict(zip(found, documents.values(), strict=True)), keys if own else None)
    if trusted is None:
        _refuse_doubles(tables, file)
    return tables


def _is_sound(name: str, ids: list[str], documents: Mapping[str, object]) -> bool:
    return (
        len(set(ids)) == len(documents)
        and (not keyed_by_id(name) or all(map(is_id, ids)))
        and all(map(KEY.fullmatch, documents))
    )


class _OddError(Exception):
    """A float that casefile would write otherwise."""


def _exact_float(digits: str) -> float:
    value = float(digits)
    if repr(value) != digits:
        raise _OddError
    return value


def _is_own_form(content: bytes) -> bool:
    """Whether the bytes are just what their content gives, which rules out every double and every odd number."""
    if _TOO_DEEP in content:
        return False
    try:
        value = msgspec.json.Decoder(float_hook=_exact_float).decode(content)
        again = msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, _OddError):
        return False
    return content in (again + b"\n", again)


def _checked(value: Any, file: str) -> Tables:
    """The tables of a parsed file, every record looked at."""
    if not isinstance(value, dict):
        raise InvalidCaseError("not a case, which is an object of tables", file=file)
    tables: Tables = {}
    for name, documents in value.items():
        plain(name, file=file, table=ascii(name))
        if not isinstance(documents, dict):
            raise InvalidCaseError(f"an object of records, not {_kind(documents)}", file=file, table=name)
        records: dict[str, Json] = {}
        for key, document in documents.items():
            record_id, record = _checked_record(name, key, document, file)
            if record_id in records:
                raise _not_alone(file, name, record_id)
            records[record_id] = record
        tables[name] = Records.of(records)
    _refuse_doubles(tables, file)
    return tables


def _checked_record(table: str, key: str, document: Any, file: str) -> tuple[str, Json]:
    shown = f"document {ascii(key)[1:-1][:40]}"
    if not KEY.fullmatch(key):
        raise InvalidCaseError(
            "a document id: decimal digits without a leading zero", file=file, table=table, record=shown
        )
    if not isinstance(document, dict):
        raise InvalidCaseError("a record: an object of fields", file=file, table=table, record=shown)
    if not keyed_by_id(table):
        return key, plain(document, file=file, table=table, record=shown)
    record_id = document.get("id")
    if record_id is None:
        raise InvalidCaseError(
            "an id, which every record has; another program added this one without",
            file=file, table=table, record=shown, field="id",
        )  # fmt: skip
    if not isinstance(record_id, str) or not is_id(record_id):
        expected = "an id: 1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit"
        raise InvalidCaseError(expected, file=file, table=table, record=shown, field="id")
    return record_id, plain(document, file=file, table=table, record=record_id)


def _kind(value: Any) -> str:
    """What stands where an object should."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return "a text"
    return json.dumps(value)[:_MOST_SHOWN] if value is None or isinstance(value, int | float) else "a number"


def _not_alone(file: str, table: str, record_id: str) -> InvalidCaseError:
    return InvalidCaseError(
        "an id that no other record has", file=file, table=table, record=record_id, field="id"
    )


def _refuse_doubles(tables: Tables, file: str) -> None:
    """Refuses two records of one id in different tables."""
    seen: set[str] = set()
    for name, records in tables.items():
        if keyed_by_id(name) and name != CONFLICTS:
            if not seen.isdisjoint(records):
                raise _not_alone(file, name, min(seen.intersection(records)))
            seen.update(records)


def _newer(tables: Mapping[str, Mapping[str, Json]], file: str) -> str | None:
    """Refuses what is no case; says why one of a newer format is not written."""
    records = tables.get("case", {})
    if len(records) != 1:
        expected = "a case, which has a table 'case' with one record"
        raise InvalidCaseError(f"{expected}, not {len(records)}" if records else expected, file=file)
    ((record_id, record),) = records.items()
    check_case_record(record_id, record, file)
    version = record["format_version"]
    if version > FORMAT_VERSION:
        return (
            f"the file's format is version {version}, and this casefile writes version {FORMAT_VERSION}; "
            "a newer casefile can change it"
        )
    return None


def check_case_record(record_id: str, record: Json, file: str) -> None:
    """Refuses a case's own record that would make its file unreadable."""

    def refuse(field: str, expected: str) -> NoReturn:
        held = f"is {_shown(record[field])}, not" if field in record else "is missing; expected"
        raise InvalidCaseError(f"{held} {expected}", file=file, table="case", record=record_id, field=field)

    if record.get("format") != FORMAT:
        refuse("format", f"'{FORMAT}'")
    version = record.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        refuse("format_version", f"a whole number from 1 (this casefile writes {FORMAT_VERSION})")


def _shown(value: Any) -> str:
    """A value as it stands in the file, short enough for a line."""
    return cut(clean(msgspec.json.encode(value).decode()), _SHOWN)
