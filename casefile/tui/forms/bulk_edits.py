"""Edits of several records at once, each one step to undo: tags, grades, ties, deletion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from casefile.errors import UsageError
from casefile.model import editing
from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.model.vocabulary import TABLES
from casefile.tui.forms.grade_history import reliability_fields

BY_LETTER: Final = ("sources", "reports")
"""Tables whose records have a letter of the Admiralty code: the reliability of a source."""

BY_DIGIT: Final = ("claims", "events", "relations")
"""Tables whose records have a digit of it: the credibility of information."""

WITH_REASON: Final = ("sources", "reports", "claims")
"""Tables whose records have a field for the reason of their grade. That of others stands in the history alone."""

_ENDS: Final = ("actors", "events", "places")


def counted(case: Case, record_ids: Sequence[str]) -> str:
    """Several records in words: `3 events`, `claim`, `4 records`."""
    tables = {case.table_of(record_id) for record_id in record_ids}
    words = TABLES[tables.pop() or "notes"] if len(tables) == 1 else None
    if len(record_ids) == 1:
        return words.singular if words else "record"
    return f"{len(record_ids):,} {words.plural if words else 'records'}"


def tag(
    case: Case, record_ids: Sequence[str], add: Iterable[str], remove: Iterable[str], *, now: datetime
) -> Edit:
    """Adds tags to records and takes tags away."""
    added, removed = list(add), set(remove)
    edits = []
    for record_id in record_ids:
        known: Any = case.raw(record_id)[1].get("tags")
        tags = [one for one in known if isinstance(one, str)] if isinstance(known, list) else []
        kept = [one for one in dict.fromkeys((*tags, *added)) if one not in removed]
        edits.append(editing.update(case, record_id, {"tags": kept}, now=now))
    return editing.combine(f"{counted(case, record_ids)} tagged", edits)


def gradable(case: Case, record_ids: Iterable[str], tables: Sequence[str]) -> list[str]:
    """Those of the records that stand in some tables."""
    return [record_id for record_id in record_ids if case.table_of(record_id) in tables]


def grade(
    case: Case, record_ids: Sequence[str], code: str, reason: str = "", *, author: str, now: datetime
) -> Edit:
    """Gives records a letter or digit of the Admiralty code, or with an empty code takes their grade away.

    Each code goes to the records that can have it. A reason is kept where the record has a field for one; where one of
    them has none, it is what the history says of the step.
    """
    letters = gradable(case, record_ids, BY_LETTER) if not code.isdigit() else []
    digits = gradable(case, record_ids, BY_DIGIT) if not code.isalpha() else []
    edits = []
    for record_id in letters:
        table, before = case.raw(record_id)
        fields: Json = {
            "reliability": code or None,
            "reliability_reason": reason or before.get("reliability_reason"),
        }
        if table == "sources":
            fields = reliability_fields(before, code, fields["reliability_reason"], author=author, now=now)
        edits.append(editing.update(case, record_id, fields, now=now))
    for record_id in digits:
        fields = {"credibility": int(code) if code else None}
        if reason and case.table_of(record_id) in WITH_REASON:
            fields["reason"] = reason
        edits.append(editing.update(case, record_id, fields, now=now))
    graded = letters + digits
    label = f"{counted(case, graded)} graded {code or 'no more'}"
    told = reason and len(gradable(case, graded, WITH_REASON)) < len(graded)
    return editing.combine(f"{label}: {reason}" if told else label, edits)


def relate(
    case: Case, record_ids: Sequence[str], values: Mapping[str, Any], *, author: str, now: datetime
) -> Edit:
    """Ties each of the records to the one named in the values: a relation each.

    Of the two ends the actor is the subject; where both are actors, the one that was marked.
    """
    edits = []
    for record_id in tied(case, record_ids):
        ends = {"subject": record_id, "object": values["object"]}
        if case.table_of(record_id) != "actors" and case.table_of(values["object"]) == "actors":
            ends = {"subject": values["object"], "object": record_id}
        if ends["subject"] != ends["object"]:
            edits.append(editing.create(case, "relations", {**values, **ends}, author=author, now=now))
    if not edits:
        raise UsageError("a tie joins an actor with another actor, an event or a place")
    return editing.combine(f"{len(edits):,} relation{'s' * (len(edits) != 1)} added", edits)


def tied(case: Case, record_ids: Iterable[str]) -> list[str]:
    """Those of the records that a tie can join: actors, events, places."""
    return gradable(case, record_ids, _ENDS)


def delete(case: Case, record_ids: Sequence[str]) -> Edit:
    """Deletes records."""
    edit = editing.delete(case, record_ids)
    return Edit(f"{counted(case, record_ids)} deleted", edit.changes)
