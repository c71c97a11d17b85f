"""`casefile search`: finds records in all cases, or in one."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from casefile.cli.indexing import maker_of
from casefile.cli.libraries import listed, near, open_library
from casefile.cli.output import GAP, answer, note, write, write_heading, write_prose
from casefile.errors import NotFoundError, UsageError
from casefile.model.vocabulary import TABLES

if TYPE_CHECKING:
    from casefile.model.search import Query, Snippet
    from casefile.model.search.hits import Found, Hit
    from casefile.model.search.tree import Node
    from casefile.store.library import Library
    from casefile.store.search.refresh import Progress, Report

LIMIT: Final = 20
"""Hits that are shown unless another number is asked for."""
_LONG: Final = 5_000
"""Records from which on making the index is worth a word."""
_SIGN: Final = "*"
"""Stands before and after each hit."""


def search(options: Namespace) -> int:
    """The best hits first. A part of the query that is not well formed is named on standard error, and its words
    are searched for as plain ones.

    JSON: an array of `case`, `table`, `id`, `title`, `snippet` and `marks` (where in the snippet the hits stand: pairs of
    the first character and the one after the last).
    """
    if options.limit < 1:
        raise UsageError(f"--limit: a number from 1, not {options.limit}")
    library = open_library(options)
    if options.case is not None:
        _require(library, options.case)
    query = _query(options)
    for problem in query.problems:
        note(f"{' '.join(options.query)}: {problem}")
    found, report = _found(library, query, options)
    for case_id, problem_text in report.problems:
        if options.case in (None, case_id):
            note(f"not searched: {problem_text}")
    status = answer(
        [_json(hit, found) for hit in found.hits] if options.json else found.hits,
        options.json,
        lambda: _write(found),
        _nothing(query),
    )
    if found.hits and found.total > len(found.hits):
        more = "" if found.complete else "or more "
        note(f"{len(found.hits)} of {found.total} {more}hits; --limit {2 * options.limit} shows more")
    return status


def _require(library: Library, case_id: str) -> None:
    known = [entry.id for entry in library.entries()]
    if case_id not in known:
        raise NotFoundError(
            f"{library.folder}: there is no case '{case_id}'{near(case_id, known) or listed(known)}"
        )


def _query(options: Namespace) -> Query:
    from casefile.model.search import parse_query
    from casefile.model.search.fields import value_word
    from casefile.model.search.tree import Facet, every
    from casefile.model.search.values import condition

    now = datetime.now().astimezone()
    query = parse_query(" ".join(options.query), now=now)
    limits: list[Node] = []
    if options.case is not None:
        limits.append(Facet("case", value_word("case", options.case), prefix=False))
    if options.kind is not None:
        limits.append(condition("kind", options.kind, whole=False, now=now))
    if not limits:
        return query
    return query._replace(tree=every((*([query.tree] if query.tree is not None else []), *limits)))


def _found(library: Library, query: Query, options: Namespace) -> tuple[Found, Report]:
    from casefile.paths import cache_folder
    from casefile.store.search.fresh import search_library

    spare = cache_folder() / "search"
    return search_library(
        maker_of(library.folder, beside=library.read_only is None),
        query,
        options.limit,
        spare,
        only=options.case,
        tell=_Telling(),
    )


class _Telling:
    """Says on a terminal how far the making of a large index is."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, progress: Progress) -> None:
        if progress.records - self._told >= _LONG and sys.stderr.isatty():
            self._told = progress.records
            note(f"making the search index: {progress.done:,} of {progress.of:,} cases")


def _nothing(query: Query) -> str:
    from casefile.model.search import suggestion

    hint = suggestion(query)
    return f"nothing found{f'; did you mean {hint}?' if hint else ''}"


def _excerpt(hit: Hit, found: Found) -> Snippet:
    """Where the words stand: in the text, else in the title, else in neither."""
    from casefile.model.search import snippet

    in_text = snippet(hit.text, found.sought)
    in_title = snippet(hit.title, found.sought)
    return in_text if in_text.marks or (in_text.text and not in_title.marks) else in_title


def _json(hit: Hit, found: Found) -> dict[str, Any]:
    excerpt = _excerpt(hit, found)
    return {
        "case": hit.case,
        "table": hit.table,
        "id": hit.id,
        "title": hit.title,
        "snippet": excerpt.text,
        "marks": [list(mark) for mark in excerpt.marks],
    }


def _write(found: Found) -> None:
    from casefile.model.search import snippet

    for number, hit in enumerate(found.hits):
        if number:
            write()
        write_heading(_signed(snippet(hit.title, found.sought)))
        known = TABLES.get(hit.table)
        write(f"{GAP}{' · '.join((known.singular if known else hit.table, hit.id, hit.case))}")
        excerpt = snippet(hit.text, found.sought)
        if excerpt.text:
            write_prose(_signed(excerpt), GAP)


def _signed(excerpt: Snippet) -> str:
    """The text with a sign round each hit."""
    text = excerpt.text
    for first, last in reversed(excerpt.marks):
        text = f"{text[:first]}{_SIGN}{text[first:last]}{_SIGN}{text[last:]}"
    return text
