"""Records that would lead back to themselves: a place within a place within the first, an event that follows itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casefile.model.text import clean
from casefile.tui.forms.answers import Context
from casefile.tui.forms.wording import short


def circle(context: Context, field: str, first: str) -> str:
    """What is wrong if the form's record refers to ``first`` in that field, where the way on leads back to it."""
    own = context.record_id
    if own is None:
        return ""
    before: dict[str, str] = {first: own}
    ways = [first]
    for here in ways:
        for further in _referred(context, field, here):
            if further == own:
                return _told(context, before, here, own)
            if further not in before:
                before[further] = here
                ways.append(further)
    return ""


def _referred(context: Context, field: str, record_id: str) -> Iterator[str]:
    if record_id not in context.case:
        return
    value: Any = context.case.raw(record_id)[1].get(field)
    for one in value if isinstance(value, list) else [value]:
        named = one.get("event") if isinstance(one, dict) else one
        if isinstance(named, str):
            yield named


def _told(context: Context, before: dict[str, str], last: str, own: str) -> str:
    way = [own, last]
    while way[-1] != own:
        way.append(before[way[-1]])
    return "a circle: " + " → ".join(_name(context, one) for one in reversed(way))


def _name(context: Context, record_id: str) -> str:
    return f"[{record_id}]" if context.hidden(record_id) else short(clean(context.case.title(record_id)))
