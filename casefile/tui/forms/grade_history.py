"""What changes in a record when its grade does."""

from __future__ import annotations

from datetime import datetime

from casefile.model.records import Json


def reliability_fields(before: Json, letter: str, reason: str | None, *, author: str, now: datetime) -> Json:
    """The fields of a source with another grade: the grade, its reason, and the history with the grade that it had.

    The history begins with the first change: then it also says what the grade was before, without a day, as nothing says
    since when it held.
    """
    fields: Json = {"reliability": letter or None, "reliability_reason": reason or None}
    history = before.get("reliability_history")
    history = list(history) if isinstance(history, list) else []
    old = before.get("reliability")
    if old and not history:
        earlier = {"grade": old, "reason": before.get("reliability_reason")}
        history.append({name: value for name, value in earlier.items() if value})
    if before and (letter or "") != (old or ""):
        change = {"grade": letter, "when": now.date().isoformat(), "reason": reason, "by": author}
        history.append({name: value for name, value in change.items() if value})
        fields["reliability_history"] = history
    return fields
