"""A case in memory: its tables, the references between its records, and how a change is made to it.

The plain JSON records are the truth. A change is a value that holds the records before and after, so that its
inverse is at hand; `Case.apply` is the only way the tables change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from casefile.errors import InvalidCaseError, NotFoundError
from casefile.model.links import find_links
from casefile.model.records import RECORD_TYPES, CaseRecord, Json, Record, own_title, view
from casefile.model.vocabulary import TABLES

R = TypeVar("R", bound=Record)
D = TypeVar("D", bound="Derived")

Tables = MutableMapping[str, MutableMapping[str, Json]]
"""The content of a case file: table name to record id to record; unknown tables are among them."""


class Change(msgspec.Struct, frozen=True):
    """One record before and after; ``None`` where there is none."""

    table: str
    id: str
    before: Json | None
    after: Json | None

    def inverse(self) -> Change:
        """The change back."""
        return Change(self.table, self.id, self.after, self.before)


class Edit(msgspec.Struct, frozen=True):
    """One step of work, undone and redone as a whole; ``label`` says what it did ("note added")."""

    label: str
    changes: tuple[Change, ...]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, tuple(change.inverse() for change in reversed(self.changes)))


class Outgoing(NamedTuple):
    """A reference from a record: the field it stands in, and the id it points to."""

    field: str
    target: str


class Backlink(NamedTuple):
    """A reference to a record: the table, id and field that it comes from."""

    table: str
    id: str
    field: str


_SINGLE: Mapping[str, tuple[str, ...]] = {
    "case": ("place",),
    "reports": ("source",),
    "places": ("within",),
    "actors": ("source",),
    "events": ("place", "part_of"),
    "claims": ("subject",),
    "relations": ("subject", "object"),
}
_MANY: Mapping[str, tuple[str, ...]] = {
    "reports": ("derived_from",),
    "actors": ("reports",),
    "events": ("reports",),
    "claims": ("attribution", "reports", "supports", "contradicts", "supersedes"),
    "relations": ("claims", "reports"),
    "notes": ("about", "reports"),
}


def references(table: str, record: Json) -> Iterator[Outgoing]:
    """The references of a record into its own case, in the order of its fields; misshapen fields give none."""
    for field in _SINGLE.get(table, ()):
        target = record.get(field)
        if isinstance(target, str) and target:
            yield Outgoing(field, target)
    for field in _MANY.get(table, ()):
        targets = record.get(field)
        if isinstance(targets, list):
            yield from (Outgoing(field, target) for target in targets if isinstance(target, str))
    if table == "events":
        yield from _inner(record.get("participants"), "participants", "actor")
        yield from _inner([record.get("follows")], "follows", "event")
    elif table == "claims":
        yield from _inner([record.get("value")], "value", "record")
    elif table == "notes":
        body = record.get("body")
        if isinstance(body, str) and "[[" in body:
            yield from (Outgoing("body", link.record) for link in find_links(body) if not link.case)


def _inner(values: object, field: str, key: str) -> Iterator[Outgoing]:
    for value in values if isinstance(values, list) else ():
        target = value.get(key) if isinstance(value, dict) else None
        if isinstance(target, str) and target:
            yield Outgoing(field, target)


_THROUGH = frozenset({"claims", "relations"})


class Derived(Protocol):
    """What follows from a case and is kept with it: told of each edit, so that only what it touches is forgotten."""

    def changed(self, edit: Edit) -> None:
        """An edit was applied to the case."""


class Case:
    """A case: ``tables`` holds its records, ``revision`` counts the edits applied since it was loaded."""

    def __init__(self, case_id: str, tables: Tables) -> None:
        self.id = case_id
        self.tables = tables
        self.revision = 0
        self._views: dict[str, Record] = {}
        self._backlinks: dict[str, dict[Backlink, None]] | None = None
        self._derived: dict[Callable[[], Any], Any] = {}

    def derived(self, kind: Callable[[], D]) -> D:
        """What ``kind`` makes, once for this case; it is told of every edit, and is forgotten with the case."""
        found: D | None = self._derived.get(kind)
        if found is None:
            found = self._derived[kind] = kind()
        return found

    @property
    def info(self) -> CaseRecord:
        """The case's own record; an empty one where the file has none."""
        for record_id in self.tables.get("case", {}):
            record = self.record(record_id)
            assert isinstance(record, CaseRecord)
            return record
        return CaseRecord(id=self.id)

    @property
    def timezone(self) -> str:
        """IANA name of the case's time zone."""
        return self.info.timezone or "UTC"

    def table(self, name: str) -> Mapping[str, Json]:
        """The records of a table by id; empty for a table that the file does not have."""
        return self.tables.get(name, {})

    def table_of(self, record_id: str) -> str | None:
        """The table in which a record stands."""
        for name, records in self.tables.items():
            if record_id in records and name in TABLES:
                return name
        return None

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.table_of(record_id) is not None

    def raw(self, record_id: str) -> tuple[str, Json]:
        """The table and the JSON of a record; a `NotFoundError` where there is none."""
        table = self.table_of(record_id)
        if table is None:
            raise NotFoundError(f"{self.id}: there is no record '{record_id}'")
        return table, self.tables[table][record_id]

    def record(self, record_id: str) -> Record:
        """The typed view of a record; fields that do not fit their type are left at their defaults."""
        found = self._views.get(record_id)
        if found is None:
            table, record = self.raw(record_id)
            found = self._views[record_id] = lenient_view(table, record)
        return found

    def typed(self, table: str, record_id: str) -> Record:
        """The same of a record of which it is known that it stands in that table."""
        found = self._views.get(record_id)
        if found is None:
            found = self._views[record_id] = lenient_view(table, self.tables[table][record_id])
        return found

    def get(self, record_id: str, kind: type[R]) -> R | None:
        """The typed view of a record, if it exists and is of that kind."""
        record = self._views.get(record_id)
        if record is None:
            if record_id not in self:
                return None
            record = self.record(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R]) -> Iterator[R]:
        """The typed views of all records of a kind, in the order of the file."""
        table = next(name for name, known in RECORD_TYPES.items() if known is kind)
        for record_id in list(self.table(table)):
            record = self.record(record_id)
            assert isinstance(record, kind)
            yield record

    def title(self, record_id: str) -> str:
        """What a person calls the record, in one line; the id where it is not there."""
        table = self.table_of(record_id)
        if table is None:
            return record_id
        record = self.tables[table][record_id]
        if table == "relations":
            subject, kind, target = (str(record.get(field) or "?") for field in ("subject", "type", "object"))
            return f"{self._end_title(subject)} {kind.replace('-', ' ')} {self._end_title(target)}"
        return own_title(record) or record_id

    def _end_title(self, record_id: str) -> str:
        return record_id if self.table_of(record_id) in (None, "relations") else self.title(record_id)

    def references(self, record_id: str) -> tuple[Outgoing, ...]:
        """What a record refers to."""
        table, record = self.raw(record_id)
        return tuple(references(table, record))

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to a record, from any table and any note."""
        if self._backlinks is None:
            for _ in self.index_backlinks():
                pass
        assert self._backlinks is not None
        return tuple(self._backlinks.get(record_id, ()))

    @property
    def indexed(self) -> bool:
        """Whether `backlinks` answers without reading the whole case."""
        return self._backlinks is not None

    def index_backlinks(self, batch: int = 1000) -> Iterator[int]:
        """Reads the whole case for references, a batch at a time; yields how many records were read so far."""
        revision = self.revision
        index: dict[str, dict[Backlink, None]] = defaultdict(dict)
        count = 0
        for table in TABLES:
            records = self.table(table)
            for record_id in list(records):
                for reference in references(table, records[record_id]):
                    index[reference.target][Backlink(table, record_id, reference.field)] = None
                count += 1
                if count % batch == 0:
                    yield count
                    if self.revision != revision:
                        yield from self.index_backlinks(batch)
                        return
        self._backlinks = index

    def neighbours(self, record_id: str) -> frozenset[str]:
        """The records one reference away, in either direction."""
        return frozenset(
            [reference.target for reference in self.references(record_id)]
            + [backlink.id for backlink in self.backlinks(record_id)]
        )

    def related(self, record_id: str) -> frozenset[str]:
        """What a record has to do with, as an analyst would say it.

        One reference in either direction, where claims and relations are passed through; a report brings its
        source, and a source brings whatever rests on its reports.
        """
        found = set(self.neighbours(record_id))
        tables = {identifier: self.table_of(identifier) for identifier in found}
        through = [identifier for identifier, table in tables.items() if table in _THROUGH]
        if self.table_of(record_id) == "sources":
            through += [identifier for identifier, table in tables.items() if table == "reports"]
        for identifier in through:
            found |= self.neighbours(identifier)
        for identifier in tuple(found):
            if self.table_of(identifier) == "reports":
                source = self.tables["reports"][identifier].get("source")
                if isinstance(source, str):
                    found.add(source)
        found.discard(record_id)
        return frozenset(found)

    def apply(self, edit: Edit) -> None:
        """Makes the changes of an edit; the store has made them durable before."""
        for change in edit.changes:
            records = self.tables.setdefault(change.table, {})
            if self._backlinks is not None:
                self._reindex(change.table, change.id, records.get(change.id), change.after)
            if change.after is None:
                records.pop(change.id, None)
            else:
                records[change.id] = change.after
            self._views.pop(change.id, None)
        self.revision += 1
        for derived in self._derived.values():
            derived.changed(edit)

    def _reindex(self, table: str, record_id: str, before: Json | None, after: Json | None) -> None:
        assert self._backlinks is not None
        for reference in references(table, before) if before else ():
            found = self._backlinks.get(reference.target)
            if found:
                found.pop(Backlink(table, record_id, reference.field), None)
        for reference in references(table, after) if after else ():
            self._backlinks.setdefault(reference.target, {})[Backlink(table, record_id, reference.field)] = (
                None
            )


def lenient_view(table: str, record: Json) -> Record:
    """The typed view of a record with the fields that do not fit left out: for showing, never for writing."""
    try:
        return view(table, record)
    except InvalidCaseError:
        kept: Json = {"id": str(record.get("id", ""))}
        for field in _fields(RECORD_TYPES[table]):
            if field in record and field != "id":
                try:
                    view(table, {**kept, field: record[field]})
                except InvalidCaseError:
                    continue
                kept[field] = record[field]
        return view(table, kept)


def _fields(kind: type[Record]) -> Iterable[str]:
    return kind.__struct_fields__
