"""Where a graph of relays ends: the nodes that lead nowhere, and the circles that none leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]
"""For each node, those that it leads to; one that is not a key leads nowhere."""

Circles = tuple[frozenset[str], ...]
"""Sets of nodes that all lead to one another."""


def ends(graph: Graph) -> frozenset[str]:
    """Where all ways end: nodes that lead nowhere, and of each circle that no way leaves, its first member by name."""
    return frozenset(
        min(component)
        for component in components(graph)
        if all(other in component for node in component for other in graph.get(node, ()))
    )


def circles_of(graph: Graph) -> Circles:
    """The circles of a graph, in the order of their first members."""
    found = (component for component in components(graph) if len(component) > 1)
    return tuple(sorted((frozenset(component) for component in found), key=min))


def components(graph: Graph) -> Iterator[set[str]]:
    """The strongly connected components (R. Tarjan, 1972), without recursion: a chain may be as long as it likes."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in graph:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        stack.append(start)
        on_stack.add(start)
        walk = [(start, iter(graph.get(start, ())))]
        while walk:
            node, others = walk[-1]
            for other in others:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    stack.append(other)
                    on_stack.add(other)
                    walk.append((other, iter(graph.get(other, ()))))
                    break
                if other in on_stack:
                    lowest[node] = min(lowest[node], number[other])
            else:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    component: set[str] = set()
                    while node not in component:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.add(member)
                    yield component
