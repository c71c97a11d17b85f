"""Questions for the analyst: what a case leaves open, each with its evidence and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from casefile.analysis.confirmation import origins_behind
from casefile.analysis.factsheets import FactSheet, all_fact_sheets
from casefile.analysis.grades import report_reliability
from casefile.analysis.names import similar_actors
from casefile.analysis.origins import event_origins, report_origins, reports_of
from casefile.analysis.timing import impossible_times
from casefile.analysis.weighing import counts
from casefile.model.case import Case
from casefile.model.records import Actor, Claim, Event, Note, Report, Source
from casefile.model.text import plural
from casefile.model.vocabulary import predicate

QUIET_DAYS: Final = 30
"""After how many days without a change an open question is brought up again."""

_GRADE_STEPS: Final = "ABCDE"


class Question(NamedTuple):
    """One thing to decide or look into: its kind, the record it is about, a line, and the records that show it."""

    kind: str
    record: str
    message: str
    evidence: tuple[str, ...]


KINDS: Final[dict[str, str]] = {
    "contested": "Contested facts without a decision",
    "about-nothing": "Claims about what is not there",
    "time": "Times that cannot be",
    "confirmed": "Confirmed by fewer than two independent origins",
    "single-origin": "Held as probably true on one origin",
    "circular": "Reports that relay one another in a circle",
    "grade": "Grades missing or out of line",
    "source": "Sources never graded",
    "undated": "Events without a date",
    "same": "Actors that may be one",
    "question": "Open questions without activity",
}
"""The kinds of question, in the order in which they matter."""


def review(case: Case, now: datetime) -> Iterator[Question]:
    """All questions of a case, the weightiest kinds first."""
    yield from contested_facts(case)
    yield from about_nothing(case)
    yield from impossible(case)
    yield from unconfirmed(case)
    yield from circular(case)
    yield from grades(case)
    yield from ungraded_sources(case)
    yield from undated(case)
    yield from same_actors(case)
    yield from quiet_questions(case, now)


def contested_facts(case: Case) -> Iterator[Question]:
    """Facts whose claims contradict one another, or claims on other facts, while the analyst has accepted none."""
    for sheet in all_fact_sheets(case):
        if sheet.contested and not any(claim.status == "accepted" for claim in sheet.claims):
            about = case.title(sheet.subject) if sheet.subject else "about nothing"
            yield Question(
                "contested",
                sheet.subject or sheet.claims[0].id,
                f"{about}, {predicate(sheet.predicate).label}: {_versions(sheet)}",
                (*(claim.id for claim in sheet.claims), *sheet.against),
            )


def _versions(sheet: FactSheet) -> str:
    values = list(dict.fromkeys(group.label for group in sheet.groups if group.counts and not group.agrees))
    shown = ", ".join(values[:4]) + (" …" if len(values) > 4 else "")
    if sheet.versions > 1:
        return f"{sheet.versions} versions ({shown})"
    return f"{shown}, contradicted by {plural(len(sheet.against), 'claim')} on other facts"


def about_nothing(case: Case) -> Iterator[Question]:
    """Claims whose subject was deleted, or never was."""
    for claim in case.all(Claim):
        if claim.subject and claim.subject not in case:
            yield Question(
                "about-nothing",
                claim.id,
                f"{claim.statement} ({claim.subject} is not there)",
                claim.reports,
            )


def impossible(case: Case) -> Iterator[Question]:
    """Times that cannot be true together."""
    for found in impossible_times(case):
        yield Question("time", found.record, found.reason, found.evidence)


def unconfirmed(case: Case) -> Iterator[Question]:
    """Credibility 1 and 2 on fewer than two independent origins (NATO AJP-2.1: 1 is confirmed by others)."""
    for claim in case.all(Claim):
        if claim.credibility in (1, 2) and counts(claim):
            roots = origins_behind(case, claim)
            if len(roots) < 2:
                origin = ", ".join(case.title(root) for root in roots) or "no origin"
                kind = "confirmed" if claim.credibility == 1 else "single-origin"
                yield Question(
                    kind,
                    claim.id,
                    f"{claim.statement} (credibility {claim.credibility}; behind it {origin} alone)",
                    claim.reports,
                )
    for event in case.all(Event):
        if event.credibility == 1:
            roots = event_origins(case, event).roots
            if len(roots) < 2:
                origin = ", ".join(case.title(root) for root in roots) or "no report"
                yield Question(
                    "confirmed", event.id, f"{event.title} (credibility 1: {origin})", event.reports
                )


def circular(case: Case) -> Iterator[Question]:
    """Reports that are each said to relay the other."""
    found = report_origins(case, (report.id for report in case.all(Report) if report.derived_from))
    for circle in found.circles:
        members = sorted(circle)
        yield Question(
            "circular",
            members[0],
            " and ".join(case.title(one) for one in members) + " relay one another",
            tuple(members),
        )


def grades(case: Case) -> Iterator[Question]:
    """Claims without a digit, reports without a letter, and reports graded far from their source without a reason."""
    for claim in case.all(Claim):
        if claim.credibility is None and counts(claim):
            yield Question("grade", claim.id, f"{claim.statement} (no credibility)", claim.reports)
    for report in case.all(Report):
        source = case.get(report.source, Source)
        if not report_reliability(case, report.id) and source is None:
            yield Question("grade", report.id, f"{report.title or report.id} (no reliability)", (report.id,))
        elif source and not report.reliability_reason and _far_apart(report.reliability, source.reliability):
            yield Question(
                "grade",
                report.id,
                f"{report.title or report.id}: {report.reliability}, its source {source.name} "
                f"{source.reliability}, no reason given",
                (report.id, source.id),
            )


def _far_apart(one: str, other: str) -> bool:
    """Whether two letters are grades two or more steps apart; F is no step."""
    if not one or not other or one not in _GRADE_STEPS or other not in _GRADE_STEPS:
        return False
    return abs(_GRADE_STEPS.index(one) - _GRADE_STEPS.index(other)) >= 2


def ungraded_sources(case: Case) -> Iterator[Question]:
    """Sources that nobody has graded; F ("cannot be judged") is a grade."""
    for source in case.all(Source):
        if not source.reliability:
            reports = reports_of(case, source.id)
            yield Question("source", source.id, f"{source.name} ({plural(len(reports), 'report')})", reports)


def undated(case: Case) -> Iterator[Question]:
    """Events without a date."""
    for event in case.all(Event):
        if event.when is None:
            yield Question("undated", event.id, event.title, event.reports)


def same_actors(case: Case) -> Iterator[Question]:
    """Actors of the case whose names suggest that they are one."""
    for pair in similar_actors(list(case.all(Actor))):
        yield Question(
            "same",
            pair.one,
            f"{case.title(pair.one)} and {case.title(pair.other)}: {pair.reason}",
            (pair.one, pair.other),
        )


def quiet_questions(case: Case, now: datetime) -> Iterator[Question]:
    """Open questions that nobody has touched, nor any record they are about, for `QUIET_DAYS` days."""
    limit = (now - timedelta(days=QUIET_DAYS)).strftime("%Y-%m-%d")
    for note in case.all(Note):
        if note.kind != "question" or note.status != "open":
            continue
        around = [note.modified, *(case.record(one).modified for one in note.about if one in case)]
        newest = max(around)
        if newest[:10] < limit:
            yield Question(
                "question", note.id, f"{note.title} (untouched since {newest[:10] or 'ever'})", note.about
            )


def by_kind(questions: Iterator[Question]) -> dict[str, list[Question]]:
    """The questions under their kinds, the weightiest kind first; kinds without one are left out."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(question.kind, []).append(question)
    return {kind: found[kind] for kind in KINDS if kind in found}
