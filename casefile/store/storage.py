"""TinyDB over an open case: its own interface, on the records in memory, every write an edit of the case.

Records are read without the file and found by document id in one step; a write costs what it changes. A
document's id in a table of casefile's own follows from its record's id; in other tables it is TinyDB's.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from casefile.model.case import Change, Edit
from casefile.model.editing import free_id
from casefile.model.records import Json, document_id
from casefile.model.vocabulary import TABLES
from casefile.store.documents import CaseDocument, Documents, Update
from casefile.store.form import keyed_by_id

if TYPE_CHECKING:
    from casefile.store.lines import Line
    from casefile.store.opencase import OpenCase


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
        if not isinstance(document, Mapping):
            return document
        if not keyed_by_id(self.name):
            return CaseDocument(document, document.doc_id) if isinstance(document, Document) else document
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

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Changes the documents that match, or adds one where none does."""
        if isinstance(document, Document):
            document = CaseDocument(document, document.doc_id)
        return super().upsert(document, cond)

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
        draft = Update(self._storage.documents(self.name), self.name)
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
            draft = Update(self.documents(name), name)
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
