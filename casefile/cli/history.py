"""`casefile log`: who changed what, and when."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from casefile.cli.libraries import opened
from casefile.cli.output import answer, write_table

if TYPE_CHECKING:
    from casefile.model.case import Change
    from casefile.store import Entry


def log(options: Namespace) -> int:
    """The history of a case or of one record, the oldest first. A record that was deleted still has one.

    JSON: an array of `sequence`, `when`, `author`, `kind` (edit, undo, redo, outside), `label` and `changes`, each
    with `table`, `id`, `before` and `after`.
    """
    with opened(options) as found:
        entries = found.history(options.record)
        what = f" of '{options.record}'" if options.record else ""
        return answer(
            [_json(entry) for entry in entries],
            options.json,
            lambda: _write(entries),
            f"{found.case.id}: no changes{what} are recorded",
        )


def _json(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "when": entry.when,
        "author": entry.author,
        "kind": entry.kind,
        "label": entry.label,
        "changes": [
            {"table": change.table, "id": change.id, "before": change.before, "after": change.after}
            for change in entry.changes
        ],
    }


def _write(entries: list[Entry]) -> None:
    write_table(
        [
            (
                str(entry.sequence),
                entry.when[:19].replace("T", " "),
                entry.author,
                entry.label if entry.kind in ("edit", "outside") else f"{entry.kind}: {entry.label}",
                "; ".join(map(_change_label, entry.changes)),
            )
            for entry in entries
        ],
        ("#", "when (UTC)", "who", "what", "records"),
        flexible=4,
    )


def _change_label(change: Change) -> str:
    """The record, and where it was changed, the fields that differ: `n-7k2m9q (body, modified)`."""
    if change.before is None or change.after is None:
        return change.id
    fields = sorted(
        name
        for name in change.before.keys() | change.after.keys()
        if name != "modified" and change.before.get(name) != change.after.get(name)
    )
    return f"{change.id} ({', '.join(fields)})"
