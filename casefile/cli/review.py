"""`casefile review`: what a case leaves open for the analyst to decide or look into."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime

from casefile.cli.known import case_at
from casefile.cli.libraries import opened
from casefile.cli.output import answer, write, write_heading, write_prose


def review(options: Namespace) -> int:
    """The questions of a case, the weightiest kinds first.

    JSON: an array of `kind`, `record`, `message`, `evidence` (ids of the records that show it). With `--at` what was open in
    what was known then, with `--recorded` too in what had been recorded.
    """
    from casefile.analysis.review import KINDS, by_kind
    from casefile.analysis.review import review as questions_of

    with opened(options) as case:
        then = case_at(case, options.at, options.recorded)
        now = datetime.now(UTC)
        if options.recorded and then.moment is not None:
            now = datetime.fromtimestamp(then.moment, UTC)
        found = by_kind(questions_of(then.case, now))

    def show() -> None:
        then.say()
        for number, (kind, questions) in enumerate(found.items()):
            if number:
                write()
            write_heading(f"{KINDS[kind]} ({len(questions)})")
            for question in questions:
                write_prose(f"{question.message}  [{question.record}]", "  ")

    listed = [question._asdict() for questions in found.values() for question in questions]
    return answer(listed, options.json, show, f"{options.case}: nothing is open")
