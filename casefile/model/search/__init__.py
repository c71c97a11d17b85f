"""Searching cases: what is looked through, how a search is written, what it finds in a record.

Pure functions on the standard library. The index in `casefile.store.search` answers the same questions as
`matches` does, over a whole library at once.
"""

from __future__ import annotations

from casefile.model.search.document import Document
from casefile.model.search.fields import FIELDS, Field
from casefile.model.search.hits import Hit
from casefile.model.search.matching import matches
from casefile.model.search.query import Problem, Query, parse_query, suggestion
from casefile.model.search.snippet import Snippet, marks, snippet

__all__ = [
    "FIELDS",
    "Document",
    "Field",
    "Hit",
    "Problem",
    "Query",
    "Snippet",
    "marks",
    "matches",
    "parse_query",
    "snippet",
    "suggestion",
]
