"""What the list of cases shows of one, read without opening it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from casefile.errors import CasefileError
from casefile.model.records import Json
from casefile.store.merge import record_in
from casefile.store.reading import Content, read_case, sha256
from casefile.store.system import Status

_LARGE = 4 << 20
"""From how many bytes on a file is looked through for the list, but not checked; opening it does that."""


class Summary(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown of a case."""

    title: str = ""
    status: str = ""
    when: Json | None = None
    place: str = ""
    """The name of the case's place."""
    counts: dict[str, int] = {}
    """How many records each table has."""
    modified: str = ""
    """When a record was last changed, RFC 3339, UTC; the file's date where no record says."""
    problem: str | None = None
    """Why the case cannot be opened."""
    newer: str | None = None
    """Why it can be read only, where its format is newer."""
    summary: str = ""
    bottom_line: str = ""


class _Dated(msgspec.Struct, gc=False):
    modified: Any = ""


def summarise(path: Path, content: bytes, status: Status) -> Summary:
    """The summary of a case file; one that breaks the form gets the line that opening it would give."""
    try:
        if len(content) < _LARGE:
            return _summary(read_case(content, file=""), content, status)
        return _of_large(content, status)
    except CasefileError as error:
        return Summary(title=path.stem, problem=str(error), modified=_file_date(status))


def _of_large(content: bytes, status: Status) -> Summary:
    return _summary(read_case(content, file="", trust={sha256(content): False}), content, status)


def _summary(content: Content, data: bytes, status: Status) -> Summary:
    (record,) = content.tables["case"].values()
    place = record_in(content.tables, "places", _text(record, "place"))
    when = record.get("when")
    return Summary(
        title=_text(record, "title"),
        status=_text(record, "status") or "open",
        when=when if isinstance(when, dict) else None,
        place=_text(place, "name") if place else _text(record, "place"),
        counts={name: len(records) for name, records in content.tables.items()},
        modified=_last_change(data) or _file_date(status),
        newer=content.newer,
        summary=_text(record, "summary"),
        bottom_line=_text(record, "bottom_line"),
    )


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    return value if isinstance(value, str) else ""


def _last_change(data: bytes) -> str:
    dated = msgspec.json.decode(data, type=dict[str, dict[str, _Dated]])
    dates = (one.modified for documents in dated.values() for one in documents.values())
    return max((date for date in dates if isinstance(date, str)), default="")


def _file_date(status: Status) -> str:
    return datetime.fromtimestamp(status.modified / 1e9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
