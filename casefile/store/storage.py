"""TinyDB over an open case: its own interface, on the records in memory, every write an edit of the case.

Records are read without the file and found by document id in one step; a write costs what it changes. A
document's id in a table of casefile's own follows from its record's id; in other tables it is TinyDB's.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from casefile.model.case import Change, Edit
from casefile.model.editing import free_id
from casefile.model.records import Json, document_id
from casefile.model.vocabulary import TABLES
from casefile.store.form import document_keys, keyed_by_id, plain

if TYPE_CHECKING:
    from casefile.store.history import Line
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


class _Update(MutableMapping[int, Any]):
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


class CaseTable(Table):
    """A table of a case. A new record of a table of casefile's own gets an id where it has none."""

    document_class = CaseDocument
    _storage: CaseStorage

    def insert(self, document: Mapping[str, Any]) -> int:
        """Adds a record and returns its document id."""
        self._next_id = None
        return super().insert(self._ready(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Adds records as one edit and returns their document ids."""
        self._next_id = None
        return super().insert_multiple([self._ready(document) for document in documents])

    def _ready(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(document, Mapping) or not keyed_by_id(self.name):
            return document
        record = dict(document)
        if not record.get("id") and self.name in TABLES:
            record["id"] = free_id(self._storage.opened.case, self.name, secrets.choice)
        return CaseDocument(record, document_id(str(record.get("id"))))

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match."""
        self._forget_old_answers()
        return super().search(cond)

    def _forget_old_answers(self) -> None:
        revision = self._storage.opened.case.revision
        if getattr(self, "_revision", None) != revision:
            self._revision = revision
            self.clear_cache()

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Changes the documents that match, as one edit, and returns their ids."""
        return super().update(fields, doc_ids=self._matching(cond, doc_ids))

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Removes the documents that match, as one edit, and returns their ids."""
        if cond is None and doc_ids is None:
            return super().remove()
        return super().remove(doc_ids=self._matching(cond, doc_ids))

    def _matching(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> list[int]:
        if doc_ids is not None:
            return list(doc_ids)
        return [int(key) for key, document in self._read_table().items() if cond is None or cond(document)]

    def _read_table(self) -> Mapping[str, Json]:  # type: ignore[override]  # TinyDB only reads it
        return self._storage.documents(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        draft = _Update(self._storage.documents(self.name), self.name)
        updater(draft)
        self._storage.commit(list(draft.changes()))
        self.clear_cache()


class CaseStorage(Storage):
    """The storage behind: the open case, whose edits are durable when they return."""

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self.opened = opened
        self._documents: dict[str, Documents] = {}
        opened.observe(self._note)

    def documents(self, table: str) -> Documents:
        """The documents of a table."""
        if table not in self._documents:
            self._documents[table] = Documents(self.opened, table)
        return self._documents[table]

    def _note(self, line: Line) -> None:
        for documents in self._documents.values():
            documents.note(line)

    def read(self) -> dict[str, dict[str, Any]]:
        """The tables, each as a mapping that reads from memory."""
        tables = self.opened.case.tables
        names = [name for name, records in tables.items() if records or not keyed_by_id(name)]
        return {name: self.documents(name) for name in names}  # type: ignore[misc]  # TinyDB only reads them

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Makes the case hold these tables and no others; TinyDB calls it to drop tables."""
        changes: list[Change] = []
        for name in {**self.read(), **data}:
            wanted = {int(key): document for key, document in data.get(name, {}).items()}
            draft = _Update(self.documents(name), name)
            for key in [key for key in draft if key not in wanted]:
                del draft[key]
            for key, document in wanted.items():
                if key not in draft or draft[key] != document:
                    draft[key] = dict(document)
            changes += draft.changes()
        self.commit(changes)

    def commit(self, changes: list[Change]) -> None:
        """Makes changes as one edit."""
        if changes:
            self.opened.commit(Edit(_label(changes), tuple(changes)))

    def close(self) -> None:
        """Brings the file up to date."""
        self.opened.settle()


def _label(changes: list[Change]) -> str:
    if len(changes) > 1:
        return f"{len(changes)} records changed"
    (change,) = changes
    word = TABLES[change.table].singular if change.table in TABLES else "record"
    return f"{word} {'added' if change.before is None else 'deleted' if change.after is None else 'changed'}"


class CaseDatabase(TinyDB):
    """TinyDB on an open case."""

    table_class = CaseTable

    def __init__(self, opened: OpenCase) -> None:
        super().__init__(opened, storage=CaseStorage)
