"""Grades of the Admiralty code (NATO AJP-2.1) as they stand on a record: source letter and information digit.

"F" and "6" say that something cannot be judged. They are no middle grade: in any order they stand after every
grade that is one, and a missing grade stands after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from casefile.model.case import Case, Edit
from casefile.model.records import Claim, Report, Source

UNGRADED: Final = "–"
"""The sign for a grade that nobody gave."""

IMPROBABLE: Final = 5
"""The credibility of what is contradicted by other information (NATO AJP-2.1)."""


class _Letters(dict[str, str]):
    """The letter of each report that was asked for, kept with the case until a report or a source changes."""

    tables: Final = frozenset({"reports", "sources"})

    def changed(self, edit: Edit) -> None:
        """Forgets everything where a letter may have changed."""
        if any(change.table in self.tables for change in edit.changes):
            self.clear()


def report_reliability(case: Case, report_id: str) -> str:
    """The letter of a report: its own where it has one, else its source's; empty where neither was graded."""
    letters = case.derived(_Letters)
    found = letters.get(report_id)
    if found is None:
        report = case.get(report_id, Report)
        source = case.get(report.source, Source) if report else None
        found = letters[report_id] = (report.reliability if report else "") or (
            source.reliability if source else ""
        )
    return found


def best_reliability(case: Case, report_ids: Iterable[str]) -> str:
    """The best letter among some reports; empty where none was graded."""
    return min(filter(None, [report_reliability(case, report_id) for report_id in report_ids]), default="")


def claim_grade(case: Case, claim: Claim) -> str:
    """The grade of a claim as analysts write it: `B2`; a part that nobody gave is `–`.

    The letter is the best among its reports; where none has one, that of the last of its speakers that is a source.
    """
    reports = claim.reports
    letter = report_reliability(case, reports[0]) if len(reports) == 1 else best_reliability(case, reports)
    letter = letter or _speaker_reliability(case, claim)
    return grade(letter, claim.credibility)


def _speaker_reliability(case: Case, claim: Claim) -> str:
    for party in reversed(claim.attribution):
        source = case.get(party, Source)
        if source is not None:
            return source.reliability
    return ""


def grade(reliability: str, credibility: int | None) -> str:
    """Letter and digit side by side; `–` for a part that nobody gave."""
    return (reliability or UNGRADED) + (str(credibility) if credibility else UNGRADED)


@lru_cache(maxsize=128)
def rank(code: str) -> tuple[int, str]:
    """A sort key for a grade such as `B2`: credibility first, as it speaks of the information itself."""
    letter, digit = code[:1], code[1:]
    return (int(digit) if digit.isdigit() else 7, letter if letter.isalpha() else "Z")


@lru_cache(maxsize=128)
def weight(code: str) -> tuple[int, str]:
    """A sort key for what to hold: as `rank`, but what is improbable stands after even what nobody graded."""
    digit, letter = rank(code)
    return (8 if digit == IMPROBABLE else digit, letter)
