"""A report or a claim in full."""

from __future__ import annotations

from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import claim_origins, counted, origins
from casefile.analysis.values import label as value_label
from casefile.model.records import Claim, Reference, Report, Source, claim_value
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY, predicate
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.parts import (
    Made,
    backlink_sections,
    dotted,
    joined,
    labelled,
    listing,
    reference,
    references,
    relay_words,
    text,
)
from casefile.tui.panes.detail import URL
from casefile.tui.widgets.wrapping import DocumentLine, Piece


def report_document(reading: Reading, report: Report) -> Made:
    """Who published it when, how far it is trusted, what it relays."""
    first: list[Piece] = [reference(reading, report.source)] if report.source else []
    if report.published is not None:
        first = dotted(first, Piece(reading.sentence(report.published), "date"))
    lines = [DocumentLine(tuple(first))] if first else []
    if report.description:
        lines.append(text(report.description))
    own = report.reliability
    source = reading.case.get(report.source, Source)
    letter = own or (source.reliability if source else "")
    if letter:
        whose = "of this report" if own else "of its source"
        lines.append(
            labelled(
                "reliability",
                Piece(f"{letter}  ", "grade"),
                Piece(RELIABILITY.get(letter, "")),
                Piece(f"  {whose}", "muted"),
            )
        )
    if report.reliability_reason:
        lines.append(labelled("because", Piece(report.reliability_reason)))
    if report.url:
        lines.append(labelled("address", _address(report.url)))
    else:
        lines.append(labelled("address", Piece(f"{signs.NO_ADDRESS} none is recorded", "warning")))
    if signs.DELETED_MARK in report.sensitive:
        lines.append(
            labelled("address", Piece(f"{signs.DELETED} was taken down by its publisher", "warning"))
        )
    lines += [labelled("archived", _address(url)) for url in report.archive_urls]
    if report.cited_only:
        lines.append(
            labelled(
                "read", Piece(f"{signs.NOT_READ} not itself: known through another report only", "warning")
            )
        )
    if report.accessed is not None:
        lines.append(labelled("accessed", Piece(reading.date(report.accessed))))
    if report.language:
        lines.append(labelled("language", Piece(report.language)))
    for capture in report.captures:
        words = joined(
            capture.path,
            capture.media_type,
            reading.moment(capture.captured),
            f"sha256 {capture.sha256[:16]}" if capture.sha256 else "",
        )
        lines.append(labelled("copy", Piece(words, "muted")))
    lines += references("relays", reading, report.derived_from)
    roots = origins(reading.case, report.id).roots
    if report.derived_from and roots:
        lines += references("goes back to", reading, sorted(roots))
    lines += backlink_sections(reading, report.id)
    return joined(report.kind, letter and f"reliability {letter}", "cited only" * report.cited_only), lines


def _address(url: str) -> Piece:
    web = url.lower().startswith(("http://", "https://"))
    return Piece(url, "link" if web else "muted", URL + url if web else None)


def claim_document(reading: Reading, claim: Claim) -> Made:
    """Who says what of what, how it is graded, what stands against it."""
    case = reading.case
    value = claim_value(claim.value)
    lines = [text(claim.statement)] if claim.statement else []
    if claim.quote:
        lines.append(text(f"“{claim.quote}”", "quote"))
    if claim.subject:
        lines.append(labelled("about", reference(reading, claim.subject)))
    if value != "":
        shown = (
            reference(reading, value.record)
            if isinstance(value, Reference)
            else Piece(value_label(case, value), "strong")
        )
        lines.append(labelled(predicate(claim.predicate).label, shown))
    grade = claim_grade(case, claim)
    meaning = CREDIBILITY.get(claim.credibility, "") if claim.credibility else "credibility not graded"
    lines.append(labelled("grade", Piece(f"{grade}  ", "grade"), Piece(meaning)))
    lines += _chain(reading, claim)
    if claim.asserted is not None:
        lines.append(labelled("said", Piece(reading.sentence(claim.asserted), "date")))
    lines.append(labelled("stance", Piece(f"{claim.stance}; {claim.status}")))
    if claim.reason:
        lines.append(labelled("because", Piece(claim.reason)))
    found = claim_origins(case, claim)
    back = {
        field: _claims_that(reading, claim.id, field) for field in ("contradicts", "supports", "supersedes")
    }
    lines += references(
        "contradicts", reading, tuple(dict.fromkeys((*claim.contradicts, *back["contradicts"])))
    )
    lines += references("supports", reading, claim.supports)
    lines += references("supported by", reading, back["supports"])
    lines += references("supersedes", reading, claim.supersedes)
    lines += references("replaced by", reading, back["supersedes"])
    lines += listing(reading, "Reports", claim.reports, relay_words(reading, found))
    without = ("claims.contradicts", "claims.supports", "claims.supersedes")
    lines += backlink_sections(reading, claim.id, without=without)
    count = counted(len(claim.reports), len(found.roots))
    return joined("claim", grade, count, claim.status), lines


def _chain(reading: Reading, claim: Claim) -> list[DocumentLine]:
    pieces: list[Piece] = []
    for party in claim.attribution:
        if pieces:
            pieces.append(Piece(" ▸ ", "muted"))
        pieces.append(reference(reading, party))
    return [labelled("speakers", *pieces)] if pieces else []


def _claims_that(reading: Reading, record_id: str, field: str) -> tuple[str, ...]:
    if not reading.case.indexed:
        return ()
    return tuple(link.id for link in reading.case.backlinks(record_id) if link.field == field)
