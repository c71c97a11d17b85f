"""The links that an analyst writes into a note: `[[id]]`, `[[id|text]]` and `[[case:id]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINK = re.compile(
    r"\[\[(?:(?P<case>[a-z0-9][a-z0-9-]{0,63}):)?(?P<record>[a-z0-9][a-z0-9-]{0,63})(?:\|(?P<text>[^\]\n]{1,200}))?\]\]"
)


class Link(NamedTuple):
    """One link: where it stands in the text, and what it points to; ``case`` is empty for the same case."""

    start: int
    end: int
    case: str
    record: str
    text: str

    @property
    def target(self) -> str:
        """`record`, or `case:record` where the link leads into another case."""
        return f"{self.case}:{self.record}" if self.case else self.record


def find_links(body: str) -> Iterator[Link]:
    """The links of a text, in order."""
    for match in _LINK.finditer(body):
        yield Link(match.start(), match.end(), match["case"] or "", match["record"], match["text"] or "")


def split_target(target: str) -> tuple[str, str]:
    """A target's case (empty for the same one) and record."""
    case, colon, record = target.rpartition(":")
    return (case, record) if colon else ("", target)
