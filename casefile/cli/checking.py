"""`casefile check`: everything that is wrong, questionable or worth a look in some cases."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from casefile.cli.libraries import find_case, open_library
from casefile.cli.output import note, write, write_json
from casefile.errors import InvalidCaseError, NotFoundError, StorageError

if TYPE_CHECKING:
    from casefile.store import CaseEntry, Library


class Found(NamedTuple):
    """One finding, with the file it was made in; the keys of the JSON."""

    severity: str
    file: str
    table: str
    record: str
    field: str
    message: str


def check(options: Namespace) -> int:
    """Checks the cases named, or all. Exit code 3 if any finding is an error.

    JSON: an array of `severity` (error or warning), `file`, `table`, `record`, `field`, `message`.
    """
    library = open_library(options)
    if options.cases:
        cases = list(options.cases)
        found = [finding for case_id in cases for finding in _findings(library, case_id)]
    else:
        entries = library.entries()
        cases = [entry.id for entry in entries]
        found = [finding for entry in entries for finding in _findings_of(library, entry)]
    errors = sum(finding.severity == "error" for finding in found)
    if options.json:
        write_json([finding._asdict() for finding in found])
    else:
        for finding in found:
            write(_line(finding))
        others = len(found) - errors
        note(f"{_count(len(cases), 'case')} checked: {_count(errors, 'error')}, {_count(others, 'warning')}")
    if not cases:
        return 1
    return InvalidCaseError.exit_code if errors else 0


def _findings_of(library: Library, entry: CaseEntry) -> Iterator[Found]:
    """The findings in one file of the library, which may be one that no id names, or that cannot be read."""
    try:
        yield from _findings(library, entry.id)
    except (NotFoundError, StorageError) as error:
        problem = entry.problem or str(error).removeprefix(f"{entry.path.name}: ")
        yield Found("error", entry.path.name, "", "", "", problem)


def _findings(library: Library, case_id: str) -> Iterator[Found]:
    from casefile.analysis.confirmation import doubts
    from casefile.model.check import check as check_case

    file = f"{case_id}.json"
    try:
        opened = find_case(library, case_id)
    except InvalidCaseError as error:
        yield Found("error", error.file or file, error.table, error.record, error.field, error.expected)
        return
    try:
        for finding in check_case(opened.case):
            yield Found(finding.severity, file, finding.table, finding.record, finding.field, finding.message)
        for doubt in doubts(opened.case):
            yield Found("warning", file, doubt.table, doubt.record, doubt.field, doubt.message)
        for problem in opened.verify().problems:
            yield Found("error", file, "", "", "", problem)
    finally:
        opened.close()


def _line(finding: Found) -> str:
    place = " ".join(part for part in (finding.file, finding.table, finding.record, finding.field) if part)
    return f"{finding.severity}: {place}: {finding.message}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
