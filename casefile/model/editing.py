"""Edits made from what an analyst wants: create, update and delete records, checked before they are kept.

Nothing here changes a case: each function returns an `Edit`, and the store's `commit` is the one place where an
edit becomes durable and is applied.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from casefile.errors import InvalidCaseError, NotFoundError
from casefile.model.case import Case, Change, Edit
from casefile.model.check import record_findings
from casefile.model.records import Json, new_id
from casefile.model.vocabulary import TABLES


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as `created` and `modified` are written."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def create(
    case: Case,
    table: str,
    fields: Mapping[str, Any],
    *,
    author: str,
    now: datetime,
    choose: Callable[[str], str] = secrets.choice,
) -> Edit:
    """An edit that adds a record; its id is made unless `fields` has one. Empty fields are left out.

    Raises `InvalidCaseError` naming the field that does not fit.
    """
    record = {name: value for name, value in fields.items() if not is_empty(value)}
    record_id = record.get("id") or free_id(case, table, choose)
    if record_id in case:
        raise InvalidCaseError(
            "an id that no other record has", file=case.id, table=table, record=record_id, field="id"
        )
    moment = timestamp(now)
    record.update(id=record_id, created=moment, modified=moment)
    if author:
        record["author"] = author
    _validate(case, table, record)
    return Edit(f"{TABLES[table].singular} added", (Change(table, record_id, None, record),))


def update(
    case: Case,
    record_id: str,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    known: tuple[str, Json] | None = None,
) -> Edit:
    """An edit that sets the fields of a record; an empty value removes its field. Other fields stay.

    ``known`` is the record as it was when the editing began, as `Case.raw` gave it; without it, as it is now. An
    update that changes nothing has no changes. Raises `InvalidCaseError` naming the field that does not fit.
    """
    table, before = known or case.raw(record_id)
    after = {name: value for name, value in before.items() if name not in fields}
    after.update({name: value for name, value in fields.items() if not is_empty(value)})
    label = f"{TABLES[table].singular} changed"
    if after == before:
        return Edit(label, ())
    after["modified"] = timestamp(now)
    _validate(case, table, after)
    return Edit(label, (Change(table, record_id, before, after),))


def delete(case: Case, record_ids: Iterable[str]) -> Edit:
    """An edit that removes records. References to them stay and are shown as leading nowhere."""
    changes = []
    for record_id in record_ids:
        table, before = case.raw(record_id)
        if table == "case":
            raise NotFoundError(f"{case.id}: the case's own record cannot be deleted")
        changes.append(Change(table, record_id, before, None))
    words = TABLES[changes[0].table] if changes else TABLES["notes"]
    label = f"{words.singular} deleted" if len(changes) == 1 else f"{len(changes)} records deleted"
    return Edit(label, tuple(changes))


def combine(label: str, edits: Iterable[Edit]) -> Edit:
    """Several edits as one step."""
    return Edit(label, tuple(change for edit in edits for change in edit.changes))


def free_id(case: Case, table: str, choose: Callable[[str], str] = secrets.choice) -> str:
    """A generated id that no record of the case has."""
    while (record_id := new_id(table, choose)) in case:
        pass
    return record_id


def is_empty(value: object) -> bool:
    """Whether a field need not be written: nothing, an empty text, list or object. False and 0 are values."""
    return value is None or value == "" or value == [] or value == () or value == {}


def _validate(case: Case, table: str, record: Json) -> None:
    for finding in record_findings(table, record):
        if finding.severity == "error":
            raise InvalidCaseError(
                finding.message,
                file=case.id,
                table=finding.table,
                record=finding.record,
                field=finding.field,
            )
