"""When a dated thing can first have been there, and by when it surely was."""

from __future__ import annotations

import math
from typing import Final

from casefile.model.dates import DateError, parse_edtf, sort_key

_NEVER: Final = (math.inf, math.inf)


def moments_of(date: object, timezone: str) -> tuple[float, float]:
    """When a dated thing can first have been there and by when it surely was, in seconds since 1970.

    What is dated to a day was surely known when that day ended, as nothing says at what hour it came; what is open at
    its end, from its start. Both are infinite for what has no date. ``date`` is the JSON of a fuzzy date.
    """
    edtf = date.get("edtf") if isinstance(date, dict) else None
    if not isinstance(edtf, str):
        return _NEVER
    zone = date.get("timezone") if isinstance(date, dict) else None
    zone = zone if isinstance(zone, str) and zone else timezone
    start, width, _ = sort_key(edtf, zone, "")
    if width < math.inf:
        return start, start + width
    try:
        span = parse_edtf(edtf, zone)
    except DateError:
        return _NEVER
    surely = span.end if math.isfinite(span.end) else span.start if math.isfinite(span.start) else math.inf
    return (span.start if math.isfinite(surely) else math.inf), surely
