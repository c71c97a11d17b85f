"""`casefile review`: what a case leaves open for the analyst to decide or look into."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime

from casefile.cli.libraries import opened
from casefile.cli.output import answer, write, write_heading, write_prose


def review(options: Namespace) -> int:
    """The questions of a case, the weightiest kinds first.

    JSON: an array of `kind`, `record`, `message`, `evidence` (ids of the records that show it).
    """
    from casefile.analysis.review import KINDS, by_kind
    from casefile.analysis.review import review as questions_of

    with opened(options) as case:
        found = by_kind(questions_of(case.case, datetime.now(UTC)))

    def show() -> None:
        for number, (kind, questions) in enumerate(found.items()):
            if number:
                write()
            write_heading(f"{KINDS[kind]} ({len(questions)})")
            for question in questions:
                write_prose(f"{question.message}  [{question.record}]", "  ")

    listed = [question._asdict() for questions in found.values() for question in questions]
    return answer(listed, options.json, show, f"{options.case}: nothing is open")
