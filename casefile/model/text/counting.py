"""Numbers of things in words."""

from __future__ import annotations


def plural(count: int, word: str) -> str:
    """A count with its word, whose plural ends in s: `1 report`, `2,000 reports`."""
    return f"{count:,} {word}{'s' * (count != 1)}"
