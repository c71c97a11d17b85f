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
                _detail(reading, record_id),
                group=TABLES[table].plural.capitalize(),
                aside=_aside(reading, table, record_id),
            )


def _detail(reading: Reading, record_id: str) -> str:
    """Other names and the id."""
    record = None if reading.is_hidden(record_id) else reading.case.record(record_id)
    names = record.names if isinstance(record, Actor | Source) else ()
    return " · ".join([*(name.value for name in names if name.value != reading.title(record_id)), record_id])


def _aside(reading: Reading, table: str, record_id: str) -> str:
    """What it is, and of when."""
    record = None if reading.is_hidden(record_id) else reading.case.record(record_id)
    when = (
        record.when if isinstance(record, Event) else record.published if isinstance(record, Report) else None
    )
    return " · ".join(part for part in (TABLES[table].singular, reading.date(when) if when else "") if part)
