"""Fields of standard codes: a country, a language."""

from __future__ import annotations

import re
from itertools import chain

from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind, listed
from casefile.tui.widgets.ranking import Ranking


class Country(Kind):
    """A country's two letters (ISO 3166-1)."""

    free = True
    whole = True

    def read(self, text: str, context: Context) -> Answer:
        """The letters as capitals."""
        code = text.strip().upper()
        problem = "" if not code or re.fullmatch("[A-Z]{2}", code) else "two letters, such as IR (ISO 3166-1)"
        return Answer(code or None, error=problem)

    def choices(self, context: Context) -> Ranking | None:
        """The countries that the case has already."""
        return listed(context.using(*((table, "country") for table in ("actors", "sources", "places"))))


class Language(Kind):
    """A language's tag (BCP 47)."""

    free = True
    whole = True

    def read(self, text: str, context: Context) -> Answer:
        """The tag."""
        tag = text.strip()
        fits = not tag or re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag)
        return Answer(
            tag or None, error="" if fits else "a language's tag, such as fa, ar or tg-Cyrl (BCP 47)"
        )

    def choices(self, context: Context) -> Ranking | None:
        """The languages that the case has already."""
        languages = context.case.info.languages
        others = (tag for tag in context.using(("reports", "language")) if tag not in languages)
        return listed(chain(languages, others))
