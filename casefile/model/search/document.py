"""A record as a search looks at it."""

from __future__ import annotations

from typing import NamedTuple


class Document(NamedTuple):
    """What of a record is searched.

    ``title`` and ``text`` are as they stand in the record, not folded. ``facets`` are the words that stand for its
    fields. ``names`` are the names in it that may be spelled otherwise elsewhere: an actor's, a source's, a place's.
    ``earliest`` and ``latest`` bound its date, in seconds since 1970 as the clocks there showed them, infinite where
    open; both are none for a record without a date. ``labels`` are its id and tags: found, but not shown as text.
    """

    case: str
    table: str
    id: str
    title: str
    text: str = ""
    facets: tuple[str, ...] = ()
    earliest: float | None = None
    latest: float | None = None
    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
