"""The records of some tables of a case by their names, for completion and for the reading of references."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from casefile.model.case import Case
from casefile.model.text import clean
from casefile.model.vocabulary import TABLES
from casefile.tui.forms.table_names import key_of, table_names
from casefile.tui.forms.wording import short, with_article
from casefile.tui.widgets.ranking import Entry, Ranking

LONGEST_TITLE: Final = 60
"""Characters of a title that stand in a field; a longer one is cut, and its id tells which record it is."""

LARGE: Final = 1_000
"""The least number of records of which a field always names the id: whether a name is unique is costly to know."""

LOOKING: Final = "looking for it …"
"""What is said of a name while not all records were looked at."""

_GLANCE: Final = 0.002
"""Seconds for which an impatient reader looks at more records."""

_WITH_ID: Final = re.compile(r"(?:.*\s)?\[([a-z0-9][a-z0-9-]{0,63})\]", re.DOTALL)
_SYNTAX: Final = re.compile(r"[;؛\\\[\]\"\n]|\s(?:—|–|--?)\s|^\s|\s$|\s\s|^(?:date|text):")


class RecordIndex:
    """The records of some tables: found as they are typed, and told by name or id.

    A record that is ``hidden`` has no name here.
    """

    def __init__(self, case: Case, tables: tuple[str, ...], hidden: Callable[[str], bool]) -> None:
        self.revision = case.revision
        self.tables = tables
        self._case = case
        self._hidden = hidden
        self._parts = [table_names(case, table) for table in tables]

    @property
    def finished(self) -> bool:
        """Whether every record was looked at."""
        return all(part.finished for part in self._parts)

    @property
    def words(self) -> str:
        """What the records are called: `source or actor`."""
        if len(self.tables) > 3:
            return "record"
        return " or ".join(TABLES[table].singular for table in self.tables)

    def listed(self) -> Iterator[Entry]:
        """Every record as an entry, looked at no sooner than asked for; several may ask."""
        for table, part in zip(self.tables, self._parts, strict=True):
            for entry in part.listed():
                if self._hidden(entry.key):
                    yield Entry(entry.key, f"hidden {TABLES[table].singular}", entry.key)
                else:
                    yield entry

    def ranking(self) -> Ranking:
        """The records in the order in which they answer what will be typed."""
        return Ranking(self.listed())

    def finish(self, seconds: float = math.inf) -> None:
        """Looks at whatever was not looked at yet, for about so long at the most."""
        until = perf_counter() + seconds
        for part in self._parts:
            while perf_counter() < until and part.take():
                pass

    def called(self, name: str, *, patient: bool = True) -> list[str]:
        """The records that a name stands for; with ``patient`` False of those that were looked at."""
        self.finish(math.inf if patient else _GLANCE)
        return self._called(name.strip()) if name.strip() else []

    def _called(self, name: str) -> list[str]:
        """The records with that title; where there are none, those with that other name."""
        key = key_of(name)
        for found in ([part.titled(key) for part in self._parts], [part.named(key) for part in self._parts]):
            ids = [one for some in found for one in some if not self._hidden(one)]
            if ids:
                return list(dict.fromkeys(ids))
        return []

    def resolve(self, text: str, *, patient: bool = True) -> tuple[str | None, str]:
        """The id of the record that a text names, or None and what is wrong with it, in one line.

        With ``patient`` False it may say that it is still ``LOOKING``.
        """
        text = text.strip()
        match = _WITH_ID.fullmatch(text)
        if match or text in self._case:
            return self._checked(match[1] if match else text)
        if not text:
            return None, f"the name of {with_article(self.words)} is missing"
        self.finish(math.inf if patient else _GLANCE)
        found = self._called(text)
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"{len(found)} records are called '{short(text)}'; the list tells them apart"
        if not self.finished:
            return None, LOOKING
        return None, f"no {self.words} of the case is called '{short(text)}'"

    def _checked(self, record_id: str) -> tuple[str | None, str]:
        table = self._case.table_of(record_id)
        if table is None:
            return None, f"there is no record '{record_id}'"
        if table not in self.tables:
            return (
                None,
                f"'{record_id}' is {with_article(TABLES[table].singular)}, not {with_article(self.words)}",
            )
        return record_id, ""

    def text(self, record_id: str) -> str:
        """How a record is written in a field: its name where that says which it is, else with its id."""
        if record_id not in self._case or self._hidden(record_id):
            return f"[{record_id}]"
        title = self._case.title(record_id)
        shown = " ".join(_SYNTAX.sub(" ", clean(title)).split())
        if len(title) <= LONGEST_TITLE and shown == title and self._unique(title, record_id):
            return title
        if len(shown) > LONGEST_TITLE:
            shown = shown[: LONGEST_TITLE - 1].rstrip() + "…"
        return f"{shown} [{record_id}]".strip()

    def _unique(self, title: str, record_id: str) -> bool:
        if sum(len(self._case.table(table)) for table in self.tables) >= LARGE:
            return False
        return self.resolve(title)[0] == record_id
