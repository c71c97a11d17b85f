"""`casefile actors` and `casefile compare`: who stands in which cases, and two cases side by side."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from casefile.cli.libraries import find_case, open_library
from casefile.cli.output import answer, note, write, write_heading, write_json, write_prose, write_table
from casefile.errors import CasefileError

if TYPE_CHECKING:
    from casefile.analysis.elsewhere import Comparison, Identity
    from casefile.model.case import Case


@contextmanager
def _cases(options: Namespace, names: list[str]) -> Iterator[list[Case]]:
    """The cases named, or all that can be read; what cannot is said on standard error."""
    library = open_library(options)
    found = []
    for name in names or [entry.id for entry in library.entries()]:
        try:
            found.append(find_case(library, name))
        except CasefileError as error:
            if names:
                raise
            note(str(error))
    try:
        yield [one.case for one in found]
    finally:
        for one in found:
            one.close()


def actors(options: Namespace) -> int:
    """All actors of the library, joined by declared identity, with their cases, roles and claims.

    JSON: an object of `actors`, an array of `name`, `kind`, `cases` (an array of `case`, `id`, `name`, `roles`,
    `events`, `claims`), and `proposals`, an array of `one`, `other` (`case:record`), `reason`, `strength` (0 to 1).
    """
    from casefile.analysis.elsewhere import identities, proposals

    with _cases(options, []) as cases:
        joined = identities(cases)
        proposed = proposals(cases)
    if options.json:
        write_json(
            {"actors": [_identity(one) for one in joined], "proposals": [pair._asdict() for pair in proposed]}
        )
        return 0 if joined else 1

    def show() -> None:
        rows = [
            (
                one.name,
                one.kind,
                ", ".join(one.cases),
                str(sum(standing.events for standing in one.standings)),
                str(sum(standing.claims for standing in one.standings)),
            )
            for one in joined
        ]
        write_table(rows, ("actor", "kind", "cases", "events", "claims"))
        if proposed:
            write()
            write_heading("Perhaps the same")
        for pair in proposed:
            write_prose(f"{pair.one} and {pair.other}: {pair.reason}", "  ")

    return answer(joined, False, show, "there are no actors")


def _identity(one: Identity) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "cases": [
            {
                "case": standing.case,
                "id": standing.actor.id,
                "name": standing.actor.name,
                "roles": list(standing.roles),
                "events": standing.events,
                "claims": standing.claims,
            }
            for standing in one.standings
        ],
    }


def compare(options: Namespace) -> int:
    """Two cases side by side.

    JSON: an object of `one`, `other` (ids), `shared` (`actors`, `sources`, `reports`, `places`, each an array of
    `name`, `one`, `other`), `figures` (an object of two arrays of `predicate`, `spread`), `events` and `claims`
    (kind or predicate to the two counts).
    """
    from casefile.analysis.elsewhere import compare as side_by_side

    with _cases(options, [options.case, options.other]) as (one, other):
        found = side_by_side(one, other)
        titles = (one.info.title, other.info.title)
    if options.json:
        write_json(_comparison(options, found))
        return 0
    write_heading(f"{titles[0]}  and  {titles[1]}")
    for name, shared in _shared(found).items():
        write()
        write_heading(f"{name.capitalize()} in both ({len(shared)})")
        write_prose(", ".join(one.name for one in shared) or "none", "  ")
    names = sorted({figure.predicate for side in found.figures for figure in side})
    figures = [
        [{one.predicate: one.spread for one in side}.get(name, "") for side in found.figures]
        for name in names
    ]
    counted = [
        *((name, *sides) for name, sides in zip(names, figures, strict=True)),
        *((f"events: {kind}", *map(str, counts)) for kind, counts in found.kinds.items()),
        *((f"claims: {name}", *map(str, counts)) for name, counts in found.predicates.items()),
    ]
    write()
    write_table(counted, ("", options.case, options.other))
    return 0


def _shared(found: Comparison) -> dict[str, Any]:
    return {
        "actors": found.actors,
        "sources": found.sources,
        "reports": found.reports,
        "places": found.places,
    }


def _comparison(options: Namespace, found: Comparison) -> dict[str, Any]:
    return {
        "one": options.case,
        "other": options.other,
        "shared": {name: [one._asdict() for one in shared] for name, shared in _shared(found).items()},
        "figures": {
            case: [{"predicate": figure.predicate, "spread": figure.spread} for figure in side]
            for case, side in zip((options.case, options.other), found.figures, strict=True)
        },
        "events": found.kinds,
        "claims": found.predicates,
    }
