"""Time zones by their IANA names, and how far local time is from UTC at a moment.

Times are whole seconds since 1 January 1970: `local` ones as the clocks on the wall show them, the others in UTC.
`zoneinfo` is loaded when the first zone other than UTC is asked for.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from casefile.model.dates.civil import CYCLE_DAYS, DAY
from casefile.model.dates.expressions import DateError

_EPOCH: Final = datetime(1970, 1, 1)
_CYCLE: Final = CYCLE_DAYS * DAY
_FIRST: Final = int((datetime(2, 1, 1) - _EPOCH).total_seconds())
_LAST: Final = int((datetime(9998, 12, 31) - _EPOCH).total_seconds())


class UnknownZoneError(DateError):
    """A time zone name that the IANA database of this machine does not have."""


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """The time zone of an IANA name; the empty name is UTC. Raises `UnknownZoneError`."""
    if name in ("", "UTC", "Etc/UTC"):
        return UTC
    from zoneinfo import ZoneInfo

    try:
        # "localtime" is a file on many machines, and means something else on each of them.
        if name == "localtime":
            raise ValueError(name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZoneError(_unknown(name)) from None


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone that this machine knows."""
    try:
        zone(name)
    except UnknownZoneError:
        return False
    return bool(name)


@lru_cache(maxsize=65_536)
def day_start(day: int, name: str) -> int:
    """When a local day begins, in UTC; `day` counts from 1 January 1970.

    Where clocks are put forward at midnight the day begins at that moment (Tehran, until 2022).
    """
    return to_utc(day * DAY, name)


def to_utc(local: int, name: str, *, fold: int = 0) -> int:
    """The moment at which clocks show `local`; `fold` 1 takes the second of two, where clocks were put back."""
    where = zone(name)
    if where is UTC:
        return local
    offset = (_EPOCH + timedelta(seconds=_near(local))).replace(tzinfo=where, fold=fold).utcoffset()
    return local - _seconds(offset)


def offset_at(moment: int, name: str) -> int:
    """Seconds that the zone's clocks are ahead of UTC at a moment."""
    where = zone(name)
    if where is UTC:
        return 0
    return _seconds(
        (_EPOCH + timedelta(seconds=_near(moment))).replace(tzinfo=UTC).astimezone(where).utcoffset()
    )


def offset_label(offset: int) -> str:
    """An offset as people write it: `UTC`, `UTC+03:30`, `UTC-05:00`."""
    if not offset:
        return "UTC"
    hours, seconds = divmod(abs(offset), 3600)
    minutes, seconds = divmod(seconds, 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}{tail}"


def _near(seconds: int) -> int:
    """The same second of the 400-year cycle within the years that `datetime` can convert."""
    if seconds < _FIRST:
        return _FIRST + (seconds - _FIRST) % _CYCLE
    if seconds > _LAST:
        return _LAST - (_LAST - seconds) % _CYCLE
    return seconds


def _seconds(offset: timedelta | None) -> int:
    return round(offset.total_seconds()) if offset else 0


def _unknown(name: str) -> str:
    from zoneinfo import available_timezones

    known = available_timezones()
    if not known:
        return f"time zone '{name}': this machine has no time zone data; install the Python package tzdata"
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f" (did you mean '{near[0]}'?)" if near else ""
    return f"'{name}' is not an IANA time zone name such as 'Asia/Tehran'{hint}"
