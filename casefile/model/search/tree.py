"""What a search asks for, as a tree of conditions on one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """Words that stand one after the other in the title or the text; the last may go on where ``prefix`` is true."""

    words: tuple[str, ...]
    prefix: bool


class Facet(NamedTuple):
    """A word that stands for a value of a field; it may go on where ``prefix`` is true."""

    field: str
    word: str
    prefix: bool


class Before(NamedTuple):
    """The record may lie before that second, counted from 1970 as the clocks there showed it."""

    second: float


class After(NamedTuple):
    """The record may lie at that second or later."""

    second: float


class Not(NamedTuple):
    """What does not meet the condition."""

    node: Node


class Every(NamedTuple):
    """What meets all of the conditions; every record where there are none."""

    nodes: tuple[Node, ...]


class Either(NamedTuple):
    """What meets at least one of the conditions."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Text | Facet | Before | After | Not | Every | Either


def every(nodes: tuple[Node, ...]) -> Node:
    """All of the conditions; one alone stands for itself."""
    return nodes[0] if len(nodes) == 1 else Every(nodes)


def either(nodes: tuple[Node, ...]) -> Node:
    """One of the conditions; one alone stands for itself."""
    return nodes[0] if len(nodes) == 1 else Either(nodes)


def narrowed(node: Node) -> Node:
    """The same search for the very words: none goes on, but those that are excluded."""
    if isinstance(node, Text):
        return node._replace(prefix=False)
    if isinstance(node, Every):
        return Every(tuple(map(narrowed, node.nodes)))
    return Either(tuple(map(narrowed, node.nodes))) if isinstance(node, Either) else node


def texts(node: Node) -> Iterator[Text]:
    """The words that a hit is recognised by: all that are not excluded."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Every | Either):
        for inner in node.nodes:
            yield from texts(inner)


def has_date(node: Node) -> bool:
    """Whether a condition on the date is anywhere in it."""
    if isinstance(node, Not):
        return has_date(node.node)
    if isinstance(node, Every | Either):
        return any(map(has_date, node.nodes))
    return isinstance(node, Before | After)
