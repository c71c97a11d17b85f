"""The time zone of this machine."""

from __future__ import annotations

import os
from typing import Final

_UTC_NAMES: Final = frozenset(
    ("UTC", "UCT", "Universal", "Zulu", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich")
)
"""The names by which the IANA data know the clock without an offset, each alone or behind `Etc/`."""


def own_zone() -> str:
    """The IANA name of this machine's time zone, `UTC` by whatever name; empty where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        _, _, named = os.path.realpath("/etc/localtime").partition("/zoneinfo/")
    from casefile.model.dates import is_zone

    return plain_zone(named) if is_zone(named) else ""


def plain_zone(name: str) -> str:
    """A zone's name; `UTC` for each of that clock's own."""
    return "UTC" if name.removeprefix("Etc/") in _UTC_NAMES else name
