"""The bytes of a whole case file."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from casefile.model.records import Json
from casefile.store.form import keyed_by_id
from casefile.store.lazy import Records


def case_bytes(tables: Mapping[str, Mapping[str, Json]]) -> bytes:
    """The case file of some tables. A table of casefile's own that is empty is left out.

    The records have been through `plain` or come from a file that was read strictly.
    """
    parts: list[bytes | msgspec.Raw] = [b"{\n"]
    for name in sorted(tables):
        records = tables[name]
        if not records and keyed_by_id(name):
            continue
        parts += (b"  ", msgspec.json.encode(name), b": ")
        parts += _table_parts(name, records if isinstance(records, Records) else Records.of(records))
        parts.append(b",\n")
    if len(parts) == 1:
        return b"{}\n"
    parts[-1] = b"\n}\n"
    return b"".join(parts)


def _table_parts(name: str, records: Records) -> list[bytes | msgspec.Raw]:
    keys = records.document_keys() if keyed_by_id(name) else {key: key for key in records}
    parts: list[bytes | msgspec.Raw] = []
    for key, record_id in sorted(zip(keys.values(), keys, strict=True)):
        parts += (b',\n    "', key.encode(), b'": ', records.chunk(record_id))
    if not parts:
        return [b"{}"]
    parts[0] = b'{\n    "'
    parts.append(b"\n  }")
    return parts
