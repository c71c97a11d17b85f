"""Records as entries of a list that is searched by typing: the palette, the search, the completion of links."""

from __future__ import annotations

from collections.abc import Iterator

from casefile.model.records import Actor, Event, Report, Source
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content.reading import Reading
from casefile.tui.widgets.ranking import Entry

_TABLES = ("events", "actors", "notes", "sources", "places", "claims", "reports", "relations", "case")


def record_entries(reading: Reading) -> Iterator[Entry]:
    """Every record of a case; its other names, date and id are found too."""
    for table in _TABLES:
        for record_id in list(reading.case.table(table)):
            yield Entry(
                record_id,
                reading.title(record_id),
                _detail(reading, table, record_id),
                group=TABLES[table].plural.capitalize(),
            )


def _detail(reading: Reading, table: str, record_id: str) -> str:
    parts = [TABLES[table].singular]
    if not reading.is_hidden(record_id):
        record = reading.case.record(record_id)
        if isinstance(record, Event):
            parts.append(reading.date(record.when))
        elif isinstance(record, Report):
            parts.append(reading.date(record.published))
        if isinstance(record, Actor | Source):
            parts += [name.value for name in record.names if name.value != record.name]
    parts.append(record_id)
    return " · ".join(part for part in parts if part)
