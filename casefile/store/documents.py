"""The records of a case as TinyDB's documents, found by document id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb.table import Document

from casefile.model.case import Change
from casefile.model.records import Json, document_id
from casefile.store.form import document_keys, keyed_by_id, plain

if TYPE_CHECKING:
    from casefile.store.lines import Line
    from casefile.store.opencase import OpenCase


class CaseDocument(Document):
    """A document that shares nothing with the case: changing it changes nothing until it is written."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(plain(dict(value)), doc_id)


class Documents(Mapping[str, Json]):
    """The records of one table by document id, as TinyDB reads a table."""

    def __init__(self, opened: OpenCase, table: str) -> None:
        self._opened = opened
        self._table = table
        self._ids: dict[str, str] | None = None

    @property
    def _records(self) -> Mapping[str, Json]:
        return self._opened.case.table(self._table)

    def ids(self) -> dict[str, str]:
        """Record id by document id."""
        if self._ids is None:
            records = self._records
            keys = document_keys(records) if keyed_by_id(self._table) else {key: key for key in records}
            self._ids = {key: record_id for record_id, key in keys.items()}
        return self._ids

    def note(self, line: Line) -> None:
        """Follows what was written to the case."""
        for change in line.changes:
            if change.table != self._table or self._ids is None or (change.before and change.after):
                continue
            key = str(document_id(change.id)) if keyed_by_id(self._table) else change.id
            if self._ids.get(key, change.id) != change.id:
                self._ids = None
            elif change.after is None:
                self._ids.pop(key, None)
            else:
                self._ids[key] = change.id

    def __getitem__(self, key: str) -> Json:
        return self._records[self.ids()[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self.ids()))

    def __len__(self) -> int:
        return len(self._records)


class Update(MutableMapping[int, Any]):
    """What TinyDB's updaters are given for a table: copies of the documents they touch, and the changes made."""

    def __init__(self, documents: Documents, table: str) -> None:
        self._documents = documents
        self._table = table
        self._touched: dict[int, Json | None] = {}

    def __getitem__(self, key: int) -> Json:
        if key not in self._touched:
            self._touched[key] = plain(self._documents[str(key)])
        found = self._touched[key]
        if found is None:
            raise KeyError(key)
        return found

    def __setitem__(self, key: int, document: Mapping[str, Any]) -> None:
        self._touched[key] = dict(document)

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = None

    def __contains__(self, key: object) -> bool:
        if key in self._touched:
            return self._touched[key] is not None
        return str(key) in self._documents.ids()

    def __iter__(self) -> Iterator[int]:
        known = [int(key) for key in self._documents.ids()]
        return iter([key for key in [*known, *(self._touched.keys() - set(known))] if key in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Takes every document out."""
        for key in list(self):
            self._touched[key] = None

    def changes(self) -> Iterator[Change]:
        """What was changed, record by record."""
        ids = self._documents.ids()
        for key, after in self._touched.items():
            known = ids.get(str(key))
            before = self._documents[str(key)] if known is not None else None
            record_id = known or (str(after.get("id")) if after and keyed_by_id(self._table) else str(key))
            if before != after:
                yield Change(self._table, record_id, before, after)
