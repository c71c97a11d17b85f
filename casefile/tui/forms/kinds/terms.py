"""Fields that take a term of a vocabulary: kinds, stances, marks, grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from casefile.model.text import fold
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind, Several, described, listed, texts_of
from casefile.tui.forms.kinds.syntax import join, split
from casefile.tui.forms.wording import short
from casefile.tui.widgets.ranking import Ranking

Terms = Mapping[Any, str]
"""The terms of a vocabulary with their meanings."""


class Term(Kind):
    """One term. Its beginning is enough where no other begins so."""

    whole = True

    def __init__(self, terms: Terms) -> None:
        self._terms = {str(term): (term, meaning) for term, meaning in terms.items()}

    def read(self, text: str, context: Context) -> Answer:
        """The term, with its meaning beside it."""
        if not text.strip():
            return Answer()
        found = matching(text, self._terms)
        if found is None:
            return Answer(error=f"'{short(text.strip())}' is not one of {', '.join(self._terms)}")
        term, meaning = self._terms[found]
        return Answer(term, note=meaning if found == text.strip() else f"{found}: {meaning}")

    def choices(self, context: Context) -> Ranking | None:
        """All terms with their meanings."""
        return described((term, meaning) for term, (_, meaning) in self._terms.items())

    def noted(self, value: Any, context: Context) -> str:
        """The term's meaning."""
        return self._terms.get(str(value), ("", ""))[1]


class SeveralTerms(Several):
    """Several terms of one vocabulary."""

    def __init__(self, terms: Terms) -> None:
        self._terms = dict(terms)

    def read(self, text: str, context: Context) -> Answer:
        """Each term once."""
        values: list[str] = []
        for item in split(text):
            found = matching(item.text, self._terms)
            if found is None:
                return Answer(error=f"'{short(item.text)}' is not one of {', '.join(self._terms)}")
            values.append(found)
        unique = list(dict.fromkeys(values))
        return Answer(unique or None, note=" ".join(self._terms[term] for term in unique))

    def show(self, value: Any, context: Context) -> str:
        """The terms with semicolons between."""
        return join(texts_of(value))

    def choices(self, context: Context) -> Ranking | None:
        """All terms with their meanings."""
        return described(self._terms.items())


class Grade(Term):
    """A letter or a digit of the Admiralty code (NATO AJP-2.1): one key."""


LETTER = Grade(RELIABILITY)
DIGIT = Grade(CREDIBILITY)


class OpenTerm(Kind):
    """A term that the case or the vocabulary has already, or a new one: small letters with hyphens."""

    free = True
    whole = True

    def __init__(self, terms: Callable[[Context], Iterable[tuple[str, str]]]) -> None:
        self._terms = terms

    def read(self, text: str, context: Context) -> Answer:
        """The term; blanks become hyphens."""
        term = "-".join(text.lower().split())
        if len(term) > 64:
            return Answer(error=f"{len(term):,} characters; a term has at most 64")
        if not term:
            return Answer()
        known = dict(self._terms(context))
        note = known.get(term, "a term that the case does not have yet")
        return Answer(term, note=note if term == text.strip() else f"{term}: {note}" if note else term)

    def show(self, value: Any, context: Context) -> str:
        """The term itself."""
        return value if isinstance(value, str) else ""

    def choices(self, context: Context) -> Ranking | None:
        """The known terms."""
        return described(self._terms(context))


class Flag(Kind):
    """Yes or no; no is not written into the record."""

    whole = True
    _words: ClassVar[dict[str, bool]] = {"yes": True, "no": False}

    def read(self, text: str, context: Context) -> Answer:
        """True for yes; nothing for no."""
        if not text.strip():
            return Answer()
        found = matching(text, self._words)
        return Answer(self._words[found] or None) if found else Answer(error="yes or no")

    def show(self, value: Any, context: Context) -> str:
        """Yes where it is so."""
        return "yes" if value is True else ""

    def choices(self, context: Context) -> Ranking | None:
        """Yes and no."""
        return listed(self._words)


def matching(text: str, terms: Iterable[str]) -> str | None:
    """The term that a text is, or is the only beginning of."""
    typed = fold(text).strip().replace(" ", "-")
    terms = list(terms)
    exact = [term for term in terms if fold(term) == typed]
    if exact:
        return exact[0]
    found = [term for term in terms if fold(term).startswith(typed)] if typed else []
    return found[0] if len(found) == 1 else None
