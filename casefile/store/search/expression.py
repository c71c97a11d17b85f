"""A search as SQLite's full-text index takes it.

Conditions on dates are none of the full-text index: a search is taken apart into alternatives, each of which is one
expression for the index and the bounds that its records have to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Final, NamedTuple

from casefile.model.search.fields import EVERYTHING
from casefile.model.search.tree import After, Before, Either, Every, Facet, Node, Not, Text, every, has_date
from casefile.store.search.times import overlapping

MOST_ALTERNATIVES: Final = 64
"""Alternatives that are looked at; only a search with very many dates side by side has more."""
_ALL: Final = f'facets : "{EVERYTHING}"'


class Alternative(NamedTuple):
    """An expression for the full-text index, and what must hold of ``earliest`` and ``latest``."""

    expression: str
    conditions: tuple[str, ...] = ()
    values: tuple[float, ...] = ()


def alternatives(tree: Node, *, only_titles: bool = False) -> list[Alternative]:
    """What has to be asked for, so that the answers together are those to the search.

    With ``only_titles`` its words are looked for in titles and names alone.
    """
    columns = "title" if only_titles else "{title text}"
    return [
        _alternative(conjunction, columns) for conjunction in islice(_conjunctions(tree), MOST_ALTERNATIVES)
    ]


def _conjunctions(node: Node) -> Iterator[tuple[Node, ...]]:
    """The node as alternatives, in each of which every condition on a date stands alone beside the others."""
    if not has_date(node) or isinstance(node, Before | After):
        yield (node,)
    elif isinstance(node, Either):
        for inner in node.nodes:
            yield from _conjunctions(inner)
    elif isinstance(node, Every):
        for chosen in product(
            *(list(islice(_conjunctions(inner), MOST_ALTERNATIVES)) for inner in node.nodes)
        ):
            yield tuple(one for part in chosen for one in part)
    elif isinstance(node, Not):
        yield from (
            _conjunctions(_inverted(node.node)) if isinstance(node.node, Every | Either | Not) else [(node,)]
        )


def _inverted(node: Node) -> Node:
    """Not the node, with the negation moved inwards."""
    if isinstance(node, Not):
        return node.node
    if isinstance(node, Every):
        return Either(tuple(map(_inverted, node.nodes)))
    if isinstance(node, Either):
        return Every(tuple(map(_inverted, node.nodes)))
    return Not(node)


def _alternative(conjunction: tuple[Node, ...], columns: str) -> Alternative:
    worded = [_written(every(tuple(node for node in conjunction if not has_date(node))), columns)]
    worded += [f"facets : ({' OR '.join(months)})" for months in _months(conjunction)]
    dated = [_bound(node) for node in conjunction if has_date(node)]
    return Alternative(
        " AND ".join(worded), tuple(one for one, _ in dated), tuple(value for _, value in dated)
    )


def _months(conjunction: tuple[Node, ...]) -> Iterator[list[str]]:
    """The months in which its records lie, where its dates leave but a few; months before and after what is
    asked for without end are those within a lifetime."""
    start = max((node.second for node in conjunction if isinstance(node, After)), default=None)
    end = min((node.second for node in conjunction if isinstance(node, Before)), default=None)
    if start is not None and end is not None:
        words = overlapping(start, max(end, start + 1))
        if words is not None:
            yield [f'"{word}"' for word in words]


def _bound(node: Node) -> tuple[str, float]:
    match node:
        case Before(second=second):
            return "earliest < ?", second
        case After(second=second):
            return "latest > ?", second
        case Not(node=Before(second=second)):
            return "(earliest is null or earliest >= ?)", second
        case Not(node=After(second=second)):
            return "(latest is null or latest <= ?)", second
    raise AssertionError(node)


def _written(node: Node, columns: str) -> str:
    def inner(nodes: Iterable[Node]) -> list[str]:
        return [_written(one, columns) for one in nodes]

    match node:
        case Text(words=words, prefix=prefix):
            return f'{columns} : "{" ".join(words)}"{"*" if prefix else ""}'
        case Facet(word=word, prefix=prefix):
            return f'facets : "{word}"{"*" if prefix else ""}'
        case Either(nodes=nodes):
            return f"({' OR '.join(inner(nodes))})"
        case Every(nodes=nodes):
            wanted = inner(one for one in nodes if not isinstance(one, Not)) or [_ALL]
            unwanted = inner(one.node for one in nodes if isinstance(one, Not))
            together = " AND ".join(wanted)
            return f"({' NOT '.join((f'({together})', *unwanted))})"
        case Not():
            return f"({_ALL} NOT {_written(node.node, columns)})"
    raise AssertionError(node)
