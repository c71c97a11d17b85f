"""What is copied of a record: its citation, its link, its row."""

from __future__ import annotations

from casefile.analysis.grades import claim_grade, grade, report_reliability
from casefile.model.records import Claim, Event, Report, Source
from casefile.model.text import clean
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import party_name


def citation(reading: Reading, record_id: str) -> str:
    """A source reference in the manner of ICD 206 (Sourcing Requirements for Disseminated Analytic Products).

    For a report: originator, title, date of publication, address, date of access, marking, and how reliable it is.
    For a claim or an event: its words and the references of its reports, one a line.
    """
    case = reading.case
    record = case.record(record_id)
    marking = record.marking or case.info.marking
    if isinstance(record, Report):
        return _one_line(report_reference(reading, record, marking))
    if isinstance(record, Source):
        graded = (
            f"reliability {record.reliability} (NATO AJP-2.1)"
            if record.reliability
            else "reliability not graded"
        )
        return _one_line(f"{record.name}; {record.kind.replace('-', ' ')}; {graded}; ({marking})")
    reports = [
        report for report in (case.get(one, Report) for one in getattr(record, "reports", ())) if report
    ]
    lines = [
        _one_line(f"{_statement(reading, record_id)} [{case.info.title or case.id}, {record_id}] ({marking})")
    ]
    lines += [
        f"  {_one_line(report_reference(reading, report, report.marking or marking))}" for report in reports
    ]
    return "\n".join(lines)


def _statement(reading: Reading, record_id: str) -> str:
    record = reading.case.record(record_id)
    if isinstance(record, Claim):
        chain = " > ".join(party_name(reading, party) for party in record.attribution)
        said = f", {reading.date(record.asserted)}" if record.asserted else ""
        return (
            f"{chain}{said}: {record.statement} ({claim_grade(reading.case, record)})"
            if chain
            else record.statement
        )
    if isinstance(record, Event):
        graded = f" ({grade('', record.credibility)})" if record.credibility else ""
        return (
            f"{reading.date(record.when)}: {record.title}{graded}"
            if record.when
            else f"{record.title}{graded}"
        )
    return reading.case.title(record_id)


def report_reference(reading: Reading, report: Report, marking: str) -> str:
    """The reference of a report: originator, title, date, address, date of access, reliability, marking."""
    case = reading.case
    letter = report_reliability(case, report.id)
    parts = [
        case.title(report.source) if report.source else "",
        f"“{report.title}”" if report.title else report.id,
        reading.date(report.published),
        report.url,
        f"accessed {reading.date(report.accessed)}" if report.accessed else "",
        f"relays {', '.join(party_name(reading, one) for one in report.derived_from)}"
        if report.derived_from
        else "",
        "not itself read" if report.cited_only else "",
        f"source reliability {letter}" if letter else "source reliability not graded",
        f"({marking})" if marking else "",
    ]
    return "; ".join(part for part in parts if part)


def link(case_id: str, record_id: str) -> str:
    """The link to a record as a note of any case takes it."""
    return f"[[{case_id}:{record_id}]]"


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
