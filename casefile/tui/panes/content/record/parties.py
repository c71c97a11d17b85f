"""An actor, a source, a place or a tie in full."""

from __future__ import annotations

from casefile.model.records import Actor, Place, Relation, Source
from casefile.model.vocabulary import CREDIBILITY, RELIABILITY
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import fact_lines
from casefile.tui.panes.content.record.parts import (
    Made,
    backlink_sections,
    joined,
    labelled,
    listing,
    other_names,
    plural,
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
    if actor.same_as:
        lines.append(labelled("also in", Piece(", ".join(actor.same_as), "code")))
    lines += fact_lines(reading, actor.id)
    lines += backlink_sections(reading, actor.id, without=("claims.subject", "claims.attribution"))
    lines += said_by(reading, actor.id)
    lines += listing(reading, "Reports", actor.reports)
    return joined(actor.kind, plural(len(actor.reports), "report") if actor.reports else ""), lines


def source_document(reading: Reading, source: Source) -> Made:
    """How far it is trusted and why, what it published."""
    lines = [text(source.description)] if source.description else []
    if source.reliability:
        meaning = RELIABILITY.get(source.reliability, "")
        lines.append(labelled("reliability", Piece(f"{source.reliability}  ", "grade"), Piece(meaning)))
    else:
        lines.append(labelled("reliability", Piece("not graded", "muted")))
    if source.reliability_reason:
        lines.append(labelled("because", Piece(source.reliability_reason)))
    for change in source.reliability_history:
        words = joined(change.when, change.by, change.reason)
        lines.append(labelled("before", Piece(f"{change.grade}  ", "grade"), Piece(words, "muted")))
    lines += other_names(source.names, source.name)
    if source.stance:
        lines.append(labelled("stance", Piece(source.stance)))
    if source.country:
        lines.append(labelled("country", Piece(source.country)))
    reports = (
        [link.id for link in reading.case.backlinks(source.id) if link.field == "source"]
        if reading.case.indexed
        else []
    )
    lines += fact_lines(reading, source.id)
    lines += listing(reading, "Reports", reports)
    lines += said_by(reading, source.id)
    without = ("reports.source", "claims.attribution", "claims.subject")
    lines += backlink_sections(reading, source.id, without=without)
    return joined(source.kind.replace("-", " "), plural(len(reports), "report") if reports else ""), lines


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
