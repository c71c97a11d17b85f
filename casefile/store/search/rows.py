"""Cases made ready for the index: everything that needs no database, so that other processes can do it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from casefile.errors import CasefileError
from casefile.model.case import Case
from casefile.model.search import Document
from casefile.model.search.hits import NAMED
from casefile.model.search.words import spaced, words
from casefile.store.search.contents import read_content
from casefile.store.search.times import time_words
from casefile.store.system import System

Describe: TypeAlias = Callable[[Case], Iterable[Document]]
"""What turns a case into what is searched of its records."""
Spelling: TypeAlias = Callable[[str], tuple[str, ...]]
"""What spellings of a name's word have in common, in each way to read it; none where that would say too little."""


class Row(NamedTuple):
    """A record as the index keeps it: ``folded`` are the three texts that are searched (title and other names,
    text, words for fields), ``digest`` tells whether any of it changed."""

    table: str
    id: str
    title: str
    text: str
    earliest: float | None
    latest: float | None
    folded: tuple[str, str, str]
    digest: int


class Prepared(NamedTuple):
    """A case as the index keeps it. ``problem`` says why it could not be read; it has no rows then."""

    case_id: str
    digest: bytes
    rows: tuple[Row, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def prepare(
    library: Path, case_id: str, known: bytes, describe: Describe, spelling: Spelling
) -> Prepared | None:
    """Reads a case and makes it ready; ``None`` where its bytes have the digest that is ``known``."""
    try:
        content = read_content(System(), library, case_id)
    except (CasefileError, OSError) as error:
        return Prepared(case_id, b"", problem=_told(error))
    if content.digest == known:
        return None
    try:
        documents = list(describe(content.case))
    except Exception as error:  # whatever is wrong in one case, all others can be searched
        return Prepared(case_id, content.digest, problem=f"{case_id}: cannot be searched: {_told(error)}")
    return Prepared(
        case_id,
        content.digest,
        tuple(map(row, documents)),
        tuple({pair for document in documents for pair in _spellings(document, spelling)}),
    )


def _told(error: Exception) -> str:
    """What is wrong, in text that any file can hold: the name of a folder need not be one."""
    return str(error).encode("utf-8", "replace").decode()


def row(document: Document) -> Row:
    """A record as the index keeps it."""
    names = "\n".join((document.title, *document.names)) if document.names else document.title
    earliest, latest = document.earliest, document.latest
    months = time_words(earliest, latest) if earliest is not None and latest is not None else ()
    labels, facets = " ".join(document.labels), " ".join((*document.facets, *months))
    folded = spaced(names), spaced(f"{document.text}\n{labels}"), facets
    said = f"{names}\0{document.text}\0{labels}\0{facets}\0{earliest}\0{latest}"
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(digest, "big", signed=True)
    return Row(document.table, document.id, document.title, document.text, earliest, latest, folded, number)


def _spellings(document: Document, spelling: Spelling) -> Iterable[tuple[str, str]]:
    names = (document.title, *document.names) if document.table in NAMED else document.names
    for name in names:
        spelled = words(name)
        joined = ((f"{one} {other}", one + other) for one, other in pairwise(spelled))
        for written, word in (*zip(spelled, spelled, strict=True), *joined):
            for bones in spelling(word):
                yield bones, written
