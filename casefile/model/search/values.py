"""What a field and its value ask for."""

from __future__ import annotations

import re
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from casefile.model.search.fields import name_words, value_word
from casefile.model.search.tree import After, Before, Either, Every, Facet, Node, Not
from casefile.model.search.words import words

_GRADE: Final = re.compile("[a-f]?[1-6]?")
_YES: Final = frozenset(("yes", "y", "true", "1"))
_NO: Final = frozenset(("no", "n", "false", "0"))
_CLOSED: Final = ("kind", "marking")
"""Fields whose values are terms: one that is known is meant as it stands, any other may be unfinished."""
_UNFINISHED_NAME: Final = 2
"""Letters from which on a word of a name may go on."""


class ValueProblem(Exception):
    """The value does not fit its field; the text says what would."""


def condition(field: str, value: str, *, whole: bool, now: datetime) -> Node:
    """The condition of `field:value`; with ``whole`` the value does not go on. Raises `ValueProblem`."""
    if field in ("before", "after"):
        return _moment(field, value, now)
    found = words(value)
    if not found:
        raise ValueProblem(f"'{value}' has no letter or digit")
    if field == "contested":
        return _contested(value, "".join(found))
    if field == "grade":
        return Facet(field, value_word(field, _grade(value, "".join(found))), prefix=False)
    if field == "marking" and found[0] == "tlp" and len(found) > 1:
        value = " ".join(found[1:])
    if field in ("actor", "source"):
        return _named(field, value, whole)
    word = value_word(field, value)
    return Facet(field, word, prefix=not whole and not (field in _CLOSED and word in _terms(field)))


def _named(field: str, name: str, whole: bool) -> Node:
    """By the words of a name, or by an id."""
    of_name = tuple(
        Facet(field, word, prefix=not whole and len(word) > _UNFINISHED_NAME)
        for word in dict.fromkeys(name_words(field, name))
    )
    if len(of_name) == 1:
        return of_name[0]
    return Either((Every(of_name), Facet(field, value_word(field, name), prefix=not whole)))


def _contested(value: str, word: str) -> Node:
    facet = Facet("contested", value_word("contested", "yes"), prefix=False)
    if word in _YES:
        return facet
    if word in _NO:
        return Not(facet)
    raise ValueProblem(f"contested is yes or no, not '{value}'")


def _grade(value: str, word: str) -> str:
    if _GRADE.fullmatch(word) is None:
        raise ValueProblem(f"a grade is a letter A to F, a digit 1 to 6, or both, such as B2; not '{value}'")
    return word


def _moment(field: str, value: str, now: datetime) -> Node:
    from casefile.model.dates import DateError, parse_edtf, read_date

    try:
        understood = read_date(value, now=now, calendars=("gregorian", "persian"))
        second = parse_edtf(understood.edtf).start
    except DateError as error:
        raise ValueProblem(f"{field}: {error}") from None
    return Before(second) if field == "before" else After(second)


@lru_cache(maxsize=2)
def _terms(field: str) -> frozenset[str]:
    """The words of the terms that a field knows."""
    return frozenset(value_word(field, term) for term in terms(field))


def terms(field: str) -> tuple[str, ...]:
    """The values that are offered for a field whose values are terms; none for others."""
    from casefile.model import vocabulary

    if field == "kind":
        tables = [word for table in vocabulary.TABLES.values() for word in (table.singular, table.plural)]
        kinds = (vocabulary.EVENT_KINDS, vocabulary.ACTOR_KINDS, vocabulary.SOURCE_KINDS)
        more = (vocabulary.REPORT_KINDS, vocabulary.NOTE_KINDS, vocabulary.PREDICATES)
        return tuple(dict.fromkeys([*tables, *(name for group in (*kinds, *more) for name in group)]))
    if field == "marking":
        return (*(name.removeprefix("TLP:").lower() for name in vocabulary.MARKINGS), *vocabulary.SENSITIVE)
    if field == "grade":
        return tuple(vocabulary.RELIABILITY)
    return ("yes", "no") if field == "contested" else ()


def nearest(field: str, value: str) -> str | None:
    """The term of a field that is spelled most like a value which finds nothing; none where it is a term."""
    known = terms(field)
    if not known or value.lower() in known:
        return None
    return next(iter(get_close_matches(value.lower(), known, 1)), None)
