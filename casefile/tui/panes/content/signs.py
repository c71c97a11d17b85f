"""The signs that stand for kinds, each one cell wide and found in common terminal fonts."""

from __future__ import annotations

from typing import Final

EVENTS: Final = {
    "attack": "✸",
    "statement": "❝",
    "claim-of-responsibility": "▲",
    "arrest": "▣",
    "trial": "§",
    "execution": "†",
    "reaction": "◇",
    "casualty-report": "∑",
    "investigation": "◎",
    "warning": "!",
    "military-action": "➤",
    "background": "·",
    "other": "•",
}
"""By an event's kind."""

ACTORS: Final = {
    "person": "♙",
    "organisation": "◈",
    "state": "⚑",
    "media": "▤",
    "unit": "◇",
    "unknown": "?",
}
"""By an actor's kind."""

NOTES: Final = {
    "note": "·",
    "question": "?",
    "lead": "→",
    "assessment": "◆",
    "to-do": "□",
}
"""By a note's kind, while it is open."""

TABLES: Final = {
    "case": "▪",
    "sources": "¶",
    "reports": "▫",
    "places": "⌖",
    "actors": "◈",
    "events": "✸",
    "claims": "❝",
    "relations": "↔",
    "notes": "✎",
    "views": "◌",
}
"""By a record's table, where its kind is not known."""

DONE: Final = "✓"
"""A note that is settled."""

PINNED: Final = "★"
"""A note that stays on top."""

IMPOSSIBLE: Final = "✗"
"""Before a time that cannot be true."""

NO_ADDRESS: Final = "∅"
"""A report without an address."""

NOT_READ: Final = "◌"
"""A report that is known through another one only."""

DELETED: Final = "✗"
"""A report that its publisher took down."""

DELETED_MARK: Final = "deleted-at-source"
"""What such a report is marked with (`SENSITIVE` of the vocabulary)."""

PAST: Final = "◔"
"""The case is shown as it was at an earlier moment."""
