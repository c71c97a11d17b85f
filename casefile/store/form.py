"""The form of a record in a case file: the same content always gives the same bytes.

They are those of ``json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)`` and a final newline, in
UTF-8, so that a change to one field is a diff of one line. A document's key is `document_id` of its record's id.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from casefile.errors import InvalidCaseError
from casefile.model.records import Json, document_id
from casefile.model.vocabulary import TABLES

CONFLICTS: Final = "_conflicts"
"""The table in which a merge keeps the values that lost."""
MAX_DEPTH: Final = 64
"""How deep lists and objects may stand in each other inside a record."""
MAX_BITS: Final = 14_000
"""How large an integer may be: what Python still reads and writes as text."""

_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_ODD_FLOAT: Final = re.compile(rb"[:\[,]-?(?:[0-9.]+e|0\.0000)")
"""Where msgspec's digits of a float may differ from Python's: 1e16 for 1e+16, 0.00001 for 1e-05."""


def keyed_by_id(table: str) -> bool:
    """Whether a table's records are known by their ids. Those of unknown tables are known by their document ids."""
    return table in TABLES or table == CONFLICTS


def document_keys(ids: Iterable[str]) -> dict[str, str]:
    """The document key of each record of a table. Of two ids with one hash, the later in order takes the next free."""
    keys = {record_id: document_id(record_id) for record_id in ids}
    taken = set(keys.values())
    if len(taken) < len(keys):
        taken = set()
        for record_id in sorted(keys):
            while keys[record_id] in taken:
                keys[record_id] += 1
            taken.add(keys[record_id])
    return {record_id: str(key) for record_id, key in keys.items()}


def plain(
    value: Any, *, file: str = "", table: str = "", record: str = "", field: str = "", depth: int = 0
) -> Any:
    """A copy of a JSON value that shares nothing with it; tuples become lists.

    `InvalidCaseError` names the field that holds what a case file cannot: NaN, an infinity, half a surrogate
    pair, a key that is no text, another type, or a nesting deeper than `MAX_DEPTH`.
    """

    def refuse(expected: str) -> InvalidCaseError:
        return InvalidCaseError(expected, file=file, table=table, record=record, field=field[:120])

    match value:
        case None | bool():
            return value
        case str():
            return _text(value, refuse)
        case int():
            if value.bit_length() > MAX_BITS:
                raise refuse("a number of fewer digits")
            return int(value)
        case float():
            if not math.isfinite(value):
                raise refuse("a number; NaN and infinities have no place in JSON")
            return float(value)
    if depth > MAX_DEPTH:
        raise refuse(f"at most {MAX_DEPTH} levels of nesting")
    inner: dict[str, Any] = {"file": file, "table": table, "record": record, "depth": depth + 1}
    if isinstance(value, list | tuple):
        return [plain(one, field=f"{field}[{number}]", **inner) for number, one in enumerate(value)]
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                raise refuse(f"names of fields are text, not {type(name).__name__}")
            _text(name, refuse)
        return {
            name: plain(one, field=f"{field}.{name}" if field else name, **inner)
            for name, one in value.items()
        }
    raise refuse(f"text, a number, true, false, null, a list or an object, not {type(value).__name__}")


def _text(text: str, refuse: Any) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise refuse(f"text without half a surrogate pair (character {error.start + 1})") from None
    return str(text)


def chunk(record: Json) -> bytes:
    """The bytes of a record as they stand in a case file, without the indentation of their first line."""
    compact = _ENCODER.encode(record)
    if _ODD_FLOAT.search(compact):
        compact = _ENCODER.encode(_written_floats(record))
    return msgspec.json.format(compact, indent=2).replace(b"\n", b"\n    ")


def _written_floats(value: Any) -> Any:
    if isinstance(value, float):
        return msgspec.Raw(repr(value).encode())
    if isinstance(value, dict):
        return {name: _written_floats(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written_floats(one) for one in value]
    return value
