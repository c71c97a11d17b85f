"""Fuzzy dates (ISO 8601-2): what they say, where they stand in the order, how they are shown and read.

`read_date`, which understands what people type, and its answers are loaded when they are first asked for: they bring
python-dateutil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefile.model.dates.bounds import Precision, Span, calendar_bounds, parse_edtf, single_day, sort_key
from casefile.model.dates.calendars import Calendar
from casefile.model.dates.civil import CivilDate, civil, day_number
from casefile.model.dates.display import (
    day_of,
    display_brief,
    display_date,
    display_line,
    display_short,
    display_time,
    long_label,
    short_label,
)
from casefile.model.dates.expressions import DateError
from casefile.model.dates.overlap import edtf_overlap, overlap
from casefile.model.dates.zones import UnknownZoneError, is_zone, zone

if TYPE_CHECKING:
    from casefile.model.dates.reading import Question, Understood, read_date

__all__ = [
    "Calendar",
    "CivilDate",
    "DateError",
    "Precision",
    "Question",
    "Span",
    "Understood",
    "UnknownZoneError",
    "calendar_bounds",
    "civil",
    "day_number",
    "day_of",
    "display_brief",
    "display_date",
    "display_line",
    "display_short",
    "display_time",
    "edtf_overlap",
    "is_zone",
    "long_label",
    "overlap",
    "parse_edtf",
    "read_date",
    "short_label",
    "single_day",
    "sort_key",
    "zone",
]


def __getattr__(name: str) -> Any:
    if name not in ("Question", "Understood", "read_date"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from casefile.model.dates import reading

    return getattr(reading, name)
