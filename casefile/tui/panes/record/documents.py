"""The document of any record: its title, what the frame says of it, and its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from casefile.analysis.factsheets import fact_sheets, headline_figures
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import Origins, claim_origins, origins
from casefile.analysis.values import label as value_label
from casefile.model.records import (
    Actor,
    CaseRecord,
    Claim,
    Event,
    Note,
    Place,
    Record,
    Reference,
    Relation,
    Report,
    Source,
    claim_value,
)
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY, TABLES, predicate
from casefile.tui.panes.reading import Reading
from casefile.tui.panes.record.facts import fact_lines
from casefile.tui.panes.record.parts import (
    BLANK,
    backlink_sections,
    footer,
    heading,
    labelled,
    listing,
    party_name,
    reference,
    references,
    text,
)
from casefile.tui.widgets.wrapping import DocumentLine, Piece

URL: Final = "url:"
"""What the target of a web address begins with."""


class RecordDocument(NamedTuple):
    """A record in full. ``aside`` is what the frame says of it: `event · 9 reports · 3 origins · contested`."""

    title: str
    aside: str
    lines: list[DocumentLine]


def record_document(reading: Reading, record_id: str) -> RecordDocument:
    """The document of a record; of one that is not there, that it is missing."""
    case = reading.case
    table = case.table_of(record_id)
    if table is None:
        return RecordDocument(record_id, "missing", [text("There is no such record in this case.", "muted")])
    singular = TABLES[table].singular
    if reading.is_hidden(record_id):
        lines = [text("This record is marked as sensitive. v shows such records.", "warning"), BLANK]
        return RecordDocument(reading.title(record_id), singular, lines)
    record = case.record(record_id)
    make = _MAKERS.get(type(record), _other)
    aside, lines = make(reading, record)
    while lines and not lines[0].pieces:
        lines = lines[1:]
    return RecordDocument(case.title(record_id), aside, [*lines, *footer(reading, record)])


Made = tuple[str, list[DocumentLine]]


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _dot(pieces: list[Piece], *more: Piece) -> list[Piece]:
    return [*pieces, *((Piece(" · ", "muted"),) if pieces else ()), *more]


def _event(reading: Reading, event: Event) -> Made:
    first: list[Piece] = []
    if event.when is not None:
        first = _dot(first, Piece(reading.sentence(event.when), "date"))
    else:
        first = _dot(first, Piece("undated", "date"))
    if event.place:
        first = _dot(first, reference(reading, event.place))
    lines = [DocumentLine(tuple(first))]
    if event.when is not None and event.when.text:
        lines.append(text(f"“{event.when.text}”", "quote"))
    if event.description:
        lines.append(text(event.description))
    lines += fact_lines(reading, event.id)
    lines += _participants(reading, event)
    found = origins(reading.case, event.id)
    lines += listing(reading, "Reports", event.reports, _relay_words(reading, found))
    if event.part_of or event.follows:
        lines.append(BLANK)
        lines += references("part of", reading, [event.part_of] if event.part_of else [])
    if event.follows:
        gap = _joined(event.follows.minimum and f"at least {event.follows.minimum}", event.follows.maximum and f"at most {event.follows.maximum}")
        lines.append(labelled("after", reference(reading, event.follows.event), Piece(f"  {gap}", "muted")))
    lines += backlink_sections(reading, event.id, without=("claims.subject",))
    sheets = fact_sheets(reading.case, event.id) if reading.case.indexed else []
    contested = "contested" if any(sheet.contested for sheet in sheets) else ""
    count = _plural(len(event.reports), "report") if event.reports else "no report"
    roots = _plural(len(found.roots), "origin") if found.roots else ""
    grade = f"credibility {event.credibility}" if event.credibility else ""
    return _joined(event.kind.replace("-", " "), count, roots, grade, contested), lines


def _participants(reading: Reading, event: Event) -> list[DocumentLine]:
    if not event.participants:
        return []
    lines = [BLANK, heading(f"Actors {len(event.participants)}")]
    for participant in event.participants:
        role = f"  {participant.role}" if participant.role else ""
        lines.append(DocumentLine((Piece("  "), reference(reading, participant.actor), Piece(role, "muted")), hang=4))
    return lines


def _relay_words(reading: Reading, found: Origins) -> str:
    """How many independent origins the reports have, and whose they are; circles are named."""
    if not found.roots:
        return ""
    names = ", ".join(sorted(party_name(reading, root) for root in found.roots)[:4])
    more = f" and {len(found.roots) - 4} more" if len(found.roots) > 4 else ""
    circles = f"; {_plural(len(found.circles), 'circle')} of reports that cite one another" if found.circles else ""
    return f"from {_plural(len(found.roots), 'independent origin')}: {names}{more}{circles}"


def _actor(reading: Reading, actor: Actor) -> Made:
    lines = [text(actor.description)] if actor.description else []
    lines += _names(actor.names, actor.name)
    if actor.country:
        lines.append(labelled("country", Piece(actor.country)))
    if actor.same_as:
        lines.append(labelled("also in", Piece(", ".join(actor.same_as), "code")))
    lines += fact_lines(reading, actor.id)
    lines += backlink_sections(reading, actor.id, without=("claims.subject", "claims.attribution"))
    lines += _said_by(reading, actor.id)
    lines += listing(reading, "Reports", actor.reports)
    return _joined(actor.kind, _plural(len(actor.reports), "report") if actor.reports else ""), lines


def _said_by(reading: Reading, record_id: str) -> list[DocumentLine]:
    if not reading.case.indexed:
        return []
    said = [link.id for link in reading.case.backlinks(record_id) if link.field == "attribution"]
    return listing(reading, "Said by it", said)


def _names(names: Any, primary: str) -> list[DocumentLine]:
    pieces: list[Piece] = []
    for name in names:
        if name.value == primary:
            continue
        if pieces:
            pieces.append(Piece(", ", "muted"))
        pieces.append(Piece(name.value))
        kind = name.kind if name.kind not in ("", "alias", "primary") else ""
        if kind:
            pieces.append(Piece(f" ({kind})", "muted"))
    return [labelled("also called", *pieces)] if pieces else []


def _source(reading: Reading, source: Source) -> Made:
    lines = [text(source.description)] if source.description else []
    if source.reliability:
        meaning = RELIABILITY.get(source.reliability, "")
        lines.append(labelled("reliability", Piece(f"{source.reliability}  ", "grade"), Piece(meaning)))
    else:
        lines.append(labelled("reliability", Piece("not graded", "muted")))
    if source.reliability_reason:
        lines.append(labelled("because", Piece(source.reliability_reason)))
    for change in source.reliability_history:
        words = _joined(change.when, change.by, change.reason)
        lines.append(labelled("before", Piece(f"{change.grade}  ", "grade"), Piece(words, "muted")))
    lines += _names(source.names, source.name)
    if source.stance:
        lines.append(labelled("stance", Piece(source.stance)))
    if source.country:
        lines.append(labelled("country", Piece(source.country)))
    reports = [link.id for link in reading.case.backlinks(source.id) if link.field == "source"] if reading.case.indexed else []
    lines += fact_lines(reading, source.id)
    lines += listing(reading, "Reports", reports)
    lines += _said_by(reading, source.id)
    without = ("reports.source", "claims.attribution", "claims.subject")
    lines += backlink_sections(reading, source.id, without=without)
    return _joined(source.kind.replace("-", " "), _plural(len(reports), "report") if reports else ""), lines


def _report(reading: Reading, report: Report) -> Made:
    first: list[Piece] = [reference(reading, report.source)] if report.source else []
    if report.published is not None:
        first = _dot(first, Piece(reading.sentence(report.published), "date"))
    lines = [DocumentLine(tuple(first))] if first else []
    if report.description:
        lines.append(text(report.description))
    own = report.reliability
    source = reading.case.get(report.source, Source)
    letter = own or (source.reliability if source else "")
    if letter:
        whose = "of this report" if own else "of its source"
        lines.append(labelled("reliability", Piece(f"{letter}  ", "grade"), Piece(RELIABILITY.get(letter, "")), Piece(f"  {whose}", "muted")))
    if report.reliability_reason:
        lines.append(labelled("because", Piece(report.reliability_reason)))
    if report.url:
        lines.append(labelled("address", _address(report.url)))
    lines += [labelled("archived", _address(url)) for url in report.archive_urls]
    if report.cited_only:
        lines.append(labelled("read", Piece("not itself: known through another report only", "warning")))
    if report.accessed is not None:
        lines.append(labelled("accessed", Piece(reading.date(report.accessed))))
    if report.language:
        lines.append(labelled("language", Piece(report.language)))
    for capture in report.captures:
        words = _joined(capture.path, capture.media_type, capture.captured, f"sha256 {capture.sha256[:16]}" if capture.sha256 else "")
        lines.append(labelled("copy", Piece(words, "muted")))
    lines += references("relays", reading, report.derived_from)
    roots = origins(reading.case, report.id).roots
    if report.derived_from and roots:
        lines += references("goes back to", reading, sorted(roots))
    lines += backlink_sections(reading, report.id)
    return _joined(report.kind, letter and f"reliability {letter}", "cited only" * report.cited_only), lines


def _address(url: str) -> Piece:
    web = url.lower().startswith(("http://", "https://"))
    return Piece(url, "accent" if web else "muted", URL + url if web else None)


def _claim(reading: Reading, claim: Claim) -> Made:
    case = reading.case
    value = claim_value(claim.value)
    lines = [text(claim.statement)] if claim.statement else []
    if claim.quote:
        lines.append(text(f"“{claim.quote}”", "quote"))
    if claim.subject:
        lines.append(labelled("about", reference(reading, claim.subject)))
    if value != "":
        shown = reference(reading, value.record) if isinstance(value, Reference) else Piece(value_label(case, value), "strong")
        lines.append(labelled(predicate(claim.predicate).label[:11], shown))
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
    back = {field: _claims_that(reading, claim.id, field) for field in ("contradicts", "supports", "supersedes")}
    lines += references("contradicts", reading, tuple(dict.fromkeys((*claim.contradicts, *back["contradicts"]))))
    lines += references("supports", reading, claim.supports)
    lines += references("supported by", reading, back["supports"])
    lines += references("supersedes", reading, claim.supersedes)
    lines += references("replaced by", reading, back["supersedes"])
    lines += listing(reading, "Reports", claim.reports, _relay_words(reading, found))
    without = ("claims.contradicts", "claims.supports", "claims.supersedes")
    lines += backlink_sections(reading, claim.id, without=without)
    roots = _plural(len(found.roots), "origin") if found.roots else ""
    return _joined("claim", grade, _plural(len(claim.reports), "report"), roots, claim.status), lines


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


def _place(reading: Reading, place: Place) -> Made:
    lines = [text(place.description)] if place.description else []
    lines += _names(place.names, place.name)
    if place.latitude is not None and place.longitude is not None:
        spread = f", within {place.uncertainty_m:g} m" if place.uncertainty_m else ""
        lines.append(labelled("position", Piece(f"{place.latitude:.5g}, {place.longitude:.5g}{spread} (WGS 84)")))
    region = _joined(place.region, place.country)
    if region:
        lines.append(labelled("region", Piece(region)))
    lines += references("within", reading, [place.within] if place.within else [])
    lines += fact_lines(reading, place.id)
    lines += backlink_sections(reading, place.id, without=("claims.subject",))
    return "place", lines


def _relation(reading: Reading, relation: Relation) -> Made:
    kind = f" {relation.type.replace('-', ' ')} "
    lines = [DocumentLine((reference(reading, relation.subject), Piece(kind), reference(reading, relation.object)))]
    if relation.role:
        lines.append(text(relation.role))
    if relation.description:
        lines.append(text(relation.description))
    if relation.when is not None:
        lines.append(labelled("when", Piece(reading.sentence(relation.when), "date")))
    if relation.credibility:
        lines.append(labelled("credibility", Piece(f"{relation.credibility}  ", "grade"), Piece(CREDIBILITY.get(relation.credibility, ""))))
    lines += listing(reading, "Claims", relation.claims)
    lines += listing(reading, "Reports", relation.reports)
    lines += backlink_sections(reading, relation.id)
    return "tie", lines


def _note(reading: Reading, note: Note) -> Made:
    from casefile.tui.widgets.markdown_view import markdown_lines

    lines = references("about", reading, note.about)
    body = markdown_lines(note.body)
    if body:
        lines += [*((BLANK,) if lines else ()), *body]
    lines += backlink_sections(reading, note.id)
    state = "done" if note.status == "done" else "open" * (note.kind in ("question", "lead", "to-do"))
    return _joined(note.kind, state, "pinned" * note.pinned, "your own words"), lines


def _case(reading: Reading, info: CaseRecord) -> Made:
    lines = case_summary(reading, info)
    lines += backlink_sections(reading, info.id)
    return _joined("case", info.status), lines


def case_summary(reading: Reading, info: CaseRecord) -> list[DocumentLine]:
    """What a case says of itself: summary, bottom line, figures."""
    lines = [text(info.summary)] if info.summary else []
    if info.bottom_line:
        lines += [BLANK, heading("Bottom line"), text(info.bottom_line, "judgement")]
    figures = headline_figures(reading.case)
    if figures:
        lines.append(BLANK)
        lines += [labelled(figure.label, Piece(figure.spread, "strong")) for figure in figures]
    return lines


def _other(reading: Reading, record: Record) -> Made:
    table = reading.case.table_of(record.id)
    return TABLES[table].singular if table else "record", backlink_sections(reading, record.id)


_MAKERS: Final[dict[type[Record], Callable[[Reading, Any], Made]]] = {
    Event: _event,
    Actor: _actor,
    Source: _source,
    Report: _report,
    Claim: _claim,
    Place: _place,
    Relation: _relation,
    Note: _note,
    CaseRecord: _case,
}
