"""Whether a record answers a search: the same answer as the index gives, for one record at hand."""

from __future__ import annotations

from typing import NamedTuple

from casefile.model.search.document import Document
from casefile.model.search.tree import After, Before, Either, Every, Facet, Node, Not, Text
from casefile.model.search.words import words


class _Prepared(NamedTuple):
    """A record with its words side by side: a blank before and after each, a line break between title and text."""

    line: str
    facets: tuple[str, ...]
    earliest: float | None
    latest: float | None


def matches(document: Document, tree: Node) -> bool:
    """Whether the record answers."""
    lines = (document.title, *document.names, document.text, *document.labels)
    line = "\n".join(f" {' '.join(words(text))} " for text in lines)
    return _meets(_Prepared(line, document.facets, document.earliest, document.latest), tree)


def _meets(record: _Prepared, node: Node) -> bool:
    match node:
        case Text(words=sought, prefix=prefix):
            return f" {' '.join(sought)}{'' if prefix else ' '}" in record.line
        case Facet(word=word, prefix=prefix):
            return any(facet.startswith(word) for facet in record.facets) if prefix else word in record.facets
        case Before(second=second):
            return record.earliest is not None and record.earliest < second
        case After(second=second):
            return record.latest is not None and record.latest > second
        case Not(node=inner):
            return not _meets(record, inner)
        case Every(nodes=nodes):
            return all(_meets(record, inner) for inner in nodes)
        case Either(nodes=nodes):
            return any(_meets(record, inner) for inner in nodes)
