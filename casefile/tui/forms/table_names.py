"""The names of a table's records, made once for a case and shared by all forms.

The records are looked at in slices, so that a field over 200,000 of them answers a key as fast as one over ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.model.text import fold
from casefile.model.vocabulary import TABLES
from casefile.tui.widgets.ranking import Entry

_LONGEST: int = 400
"""Characters of a name that are looked at."""


class TableNames:
    """The records of one table as entries, and their ids by title and by other names, as far as was looked."""

    def __init__(self, case: Case, table: str) -> None:
        self.finished = False
        """Whether every record was looked at."""
        # Plain texts, and entries only for those who look: the collector goes through every entry that is kept.
        self._records: list[tuple[str, str, str]] = []
        self._titles: dict[str, str | list[str]] = {}
        self._names: dict[str, str | list[str]] = {}
        self._source = self._look(case, table)

    def _look(self, case: Case, table: str) -> Iterator[tuple[str, str, str]]:
        records = case.table(table)
        # Not the records too: those of a large case are read when they are asked for
        for record_id in list(records):
            record = records.get(record_id)
            if record is None:
                continue  # deleted in the meantime
            title = case.title(record_id)
            others = [name for name in _other_names(record) if name != title]
            _note(self._titles, title, record_id)
            for name in others:
                _note(self._names, name, record_id)
            yield record_id, title[:_LONGEST], " · ".join((_what(table, record), *others, record_id))

    def take(self) -> bool:
        """Looks at one more record; whether there was one."""
        record = next(self._source, None)
        if record is None:
            self.finished = True
        else:
            self._records.append(record)
        return record is not None

    def listed(self) -> Iterator[Entry]:
        """Every record as an entry, looked at no sooner than asked for; several may ask."""
        place = 0
        while place < len(self._records) or self.take():
            yield Entry(*self._records[place])
            place += 1

    def titled(self, key: str) -> list[str]:
        """The records that go by that title."""
        return _ids(self._titles.get(key))

    def named(self, key: str) -> list[str]:
        """The records that have that among their other names."""
        return _ids(self._names.get(key))


class _Tables:
    """The names of each table of a case, as long as nothing in it changes."""

    def __init__(self) -> None:
        self.names: dict[str, TableNames] = {}

    def changed(self, edit: Edit) -> None:
        """Forgets the names of the tables in which something changed."""
        for change in edit.changes:
            self.names.pop(change.table, None)


def table_names(case: Case, table: str) -> TableNames:
    """The names of a table's records; made when they are first asked for, and anew when the table changed."""
    known = case.derived(_Tables).names
    if table not in known:
        known[table] = TableNames(case, table)
    return known[table]


def key_of(name: str) -> str:
    """What names are compared by."""
    return fold(name[:_LONGEST]).strip()


def _note(names: dict[str, str | list[str]], name: str, record_id: str) -> None:
    # Most names are one record's: a list for each would be one more object that the collector goes through.
    key = key_of(name)
    known = names.get(key)
    if known is None:
        names[key] = record_id
    elif isinstance(known, str):
        names[key] = [known, record_id]
    else:
        known.append(record_id)


def _ids(found: str | list[str] | None) -> list[str]:
    return [] if found is None else [found] if isinstance(found, str) else found


def _other_names(record: Json) -> list[str]:
    names: Any = record.get("names")
    found = (name.get("value") for name in names if isinstance(name, dict)) if isinstance(names, list) else ()
    return [name for name in found if isinstance(name, str)]


def _what(table: str, record: Json) -> str:
    """What a record is, for the muted end of its row."""
    parts = [TABLES[table].singular]
    date = record.get("when") or record.get("published")
    if isinstance(date, dict) and isinstance(date.get("edtf"), str):
        parts.append(date["edtf"][:10])
    return " ".join(parts)
