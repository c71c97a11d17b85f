"""An actor, a source, a place or a tie in full."""

from __future__ import annotations

from collections.abc import Iterator

from casefile.analysis.elsewhere import standing
from casefile.analysis.origins import counted, report_origins, reports_of
from casefile.analysis.resting import borne_out_by_nobody, claims_on
from casefile.analysis.ties import tied_to
from casefile.model.dates import display_short
from casefile.model.records import Actor, Place, Relation, Source
from casefile.model.text import plural
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import fact_lines
from casefile.tui.panes.content.record.parts import (
    Made,
    backlink_sections,
    joined,
    labelled,
    listing,
    other_names,
    reference,
    references,
    said_by,
    text,
)
from casefile.tui.widgets.wrapping import DocumentLine, Piece


def actor_document(reading: Reading, actor: Actor) -> Made:
    """What it is, what is claimed of it and by it, where it appears."""
    lines = [text(actor.description)] if actor.description else []
    lines += other_names(actor.names, actor.name)
    if actor.country:
        lines.append(labelled("country", Piece(actor.country)))
    if actor.same_as and not reading.then:
        lines.append(labelled("also in", *_elsewhere(actor)))
    lines += _part_here(reading, actor)
    lines += fact_lines(reading, actor.id)
    lines += backlink_sections(reading, actor.id, without=("claims.subject", "claims.attribution"))
    lines += said_by(reading, actor.id)
    lines += listing(reading, "Reports", actor.reports)
    roots = report_origins(reading.case, actor.reports).roots
    return joined(actor.kind, counted(len(actor.reports), len(roots)) if actor.reports else ""), lines


def _elsewhere(actor: Actor) -> Iterator[Piece]:
    """The same one in other cases, each to be gone to."""
    for number, other in enumerate(actor.same_as):
        if number:
            yield Piece(", ", "muted")
        yield Piece(other, "link", other) if ":" in other else Piece(other, "code")


def _part_here(reading: Reading, actor: Actor) -> list[DocumentLine]:
    """The roles that an actor has in this case, in how many events and claims it stands, how many ties it has."""
    if not reading.case.indexed:
        return []
    here = standing(reading.case, actor)
    counts = [
        plural(number, word) for number, word in ((here.events, "event"), (here.claims, "claim")) if number
    ]
    tied = tied_to(reading.case, actor.id)
    ties = f"{signs.TABLES['relations']} ties with {len(tied):,} {'other' if len(tied) == 1 else 'others'}"
    lines = [labelled("roles", Piece("; ".join(here.roles)))] if here.roles else []
    words = joined(*counts, ties if tied else "")
    return [*lines, labelled("here", Piece(words))] if words else lines


def source_document(reading: Reading, source: Source) -> Made:
    """How far it is trusted and why, what it published."""
    lines = [text(source.description)] if source.description else []
    if source.reliability:
        meaning = RELIABILITY.get(source.reliability, "")
        lines.append(labelled("reliability", Piece(f"{source.reliability}  ", "grade"), Piece(meaning)))
    else:
        graded_later = reading.then and bool(
            source.id in reading.whole and reading.whole.raw(source.id)[1].get("reliability")
        )
        words = "not graded yet" if graded_later else "not graded"
        lines.append(labelled("reliability", Piece(words, "muted")))
    if source.reliability_reason:
        lines.append(labelled("because", Piece(source.reliability_reason)))
    for change in source.reliability_history:
        words = joined(display_short(change.when) if change.when else "", change.by, change.reason)
        lines.append(labelled("before", Piece(f"{change.grade}  ", "grade"), Piece(words, "muted")))
    lines += other_names(source.names, source.name)
    if source.stance:
        lines.append(labelled("stance", Piece(source.stance)))
    if source.country:
        lines.append(labelled("country", Piece(source.country)))
    reports = reports_of(reading.case, source.id) if reading.case.indexed else ()
    lines += _resting(reading, source.id)
    lines += fact_lines(reading, source.id)
    lines += listing(reading, "Reports", reports)
    lines += said_by(reading, source.id)
    without = ("reports.source", "claims.attribution", "claims.subject")
    lines += backlink_sections(reading, source.id, without=without)
    roots = report_origins(reading.case, reports).roots
    return joined(source.kind.replace("-", " "), counted(len(reports), len(roots)) if reports else ""), lines


def _resting(reading: Reading, source_id: str) -> list[DocumentLine]:
    """How many claims rest on a source, and which of them nobody else bears out."""
    claims = claims_on(reading.case, source_id) if reading.case.indexed else ()
    if not claims:
        return []
    alone = borne_out_by_nobody(reading.case, source_id)
    words = f"{plural(len(claims), 'claim')}, {len(alone):,} of them with no other independent origin"
    return [
        labelled("rest on it", Piece(words)),
        *listing(reading, "Borne out by nobody else", alone),
    ]


def place_document(reading: Reading, place: Place) -> Made:
    """Where it lies, what happened there."""
    lines = [text(place.description)] if place.description else []
    lines += other_names(place.names, place.name)
    if place.latitude is not None and place.longitude is not None:
        spread = f", within {place.uncertainty_m:g} m" if place.uncertainty_m else ""
        lines.append(
            labelled("position", Piece(f"{place.latitude:.5g}, {place.longitude:.5g}{spread} (WGS 84)"))
        )
    region = joined(place.region, place.country)
    if region:
        lines.append(labelled("region", Piece(region)))
    lines += references("within", reading, [place.within] if place.within else [])
    lines += fact_lines(reading, place.id)
    lines += backlink_sections(reading, place.id, without=("claims.subject",))
    return "place", lines


def relation_document(reading: Reading, relation: Relation) -> Made:
    """Who is tied to whom, and on what grounds."""
    kind = f" {relation.type.replace('-', ' ')} "
    lines = [
        DocumentLine((reference(reading, relation.subject), Piece(kind), reference(reading, relation.object)))
    ]
    if relation.role:
        lines.append(text(relation.role))
    if relation.description:
        lines.append(text(relation.description))
    if relation.when is not None:
        lines.append(labelled("when", Piece(reading.sentence(relation.when), "date")))
    if relation.credibility:
        lines.append(
            labelled(
                "credibility",
                Piece(f"{relation.credibility}  ", "grade"),
                Piece(CREDIBILITY.get(relation.credibility, "")),
            )
        )
    lines += listing(reading, "Claims", relation.claims)
    lines += listing(reading, "Reports", relation.reports)
    lines += backlink_sections(reading, relation.id)
    return "tie", lines
