"""A record and what is said of it after a dash: `Mahdi Bakhshi — prosecutor`."""

from __future__ import annotations

import re
from typing import Final

DASH: Final = re.compile(r"\s+(?:—|–|--?)(?:\s+|$)")
"""Any dash with blanks around it."""

_NAMED: Final = re.compile(r"(?:.*\s)?\[[a-z0-9][a-z0-9-]{0,63}\]")


def halves(text: str) -> tuple[str, str]:
    """A record's name and what stands after the dash; a dash before the id in brackets belongs to the name."""
    text = text.strip()
    for dash in DASH.finditer(text):
        if _NAMED.fullmatch(text[: dash.start()].rstrip()):
            return text[: dash.start()].rstrip(), text[dash.end() :].strip()
    dash_found = None if _NAMED.fullmatch(text) else DASH.search(text)
    if dash_found is None:
        return text, ""
    return text[: dash_found.start()].rstrip(), text[dash_found.end() :].strip()
