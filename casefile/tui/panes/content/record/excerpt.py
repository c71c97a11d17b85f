"""Records as Markdown with endnotes, to be put into a product: who says what, how it is graded, where it was read.

Nothing that is said of somebody stands without the party that says it: claims carry their speakers, what the case
itself records carries the sources of its reports, notes carry their author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from casefile.analysis.grades import claim_grade
from casefile.analysis.weighing import weighed
from casefile.model.links import find_links
from casefile.model.records import (
    CaseRecord,
    Claim,
    Event,
    Note,
    Place,
    Record,
    Relation,
    Report,
    Source,
)
from casefile.model.text import clean, plural
from casefile.model.vocabulary import TABLES
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.citation import report_reference
from casefile.tui.panes.content.record.parts import joined, party_name

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_UNATTRIBUTED: Final = "speaker not recorded"
_NO_REPORT: Final = "no report is recorded for this"


def excerpt(reading: Reading, record_ids: Sequence[str]) -> str:
    """The records as Markdown: a heading each, their claims and notes, and the reports as endnotes.

    The endnotes are source references in the manner of ICD 206. Records that are hidden are left out and counted.
    """
    return "\n".join(_Excerpt(reading).lines(record_ids)).strip() + "\n"


class _Excerpt:
    """One excerpt; the reports that it cites are numbered in the order in which they are cited."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._case = reading.case
        self._notes: dict[str, int] = {}
        self._left_out = 0

    def lines(self, record_ids: Sequence[str]) -> Iterator[str]:
        """All lines, endnotes last."""
        info = self._case.info
        several = len(record_ids) > 1
        if several:
            yield f"# {_plain(info.title or info.id)}"
        for record_id in record_ids:
            if not self._is_hidden(record_id):
                yield from self._record(record_id, "##" if several else "#")
        if self._left_out:
            yield ""
            yield f"*{plural(self._left_out, 'record')} marked as sensitive left out.*"
        yield ""
        where = joined(_plain(info.title or info.id), f"case {info.id}", info.marking)
        yield f"*{where}. Grades: NATO AJP-2.1 (source reliability A to F, credibility 1 to 6).*"
        if self._notes:
            yield ""
            yield from self._endnotes()

    def _is_hidden(self, record_id: str) -> bool:
        hidden = self._reading.is_hidden(record_id)
        self._left_out += hidden
        return hidden

    def _record(self, record_id: str, level: str) -> Iterator[str]:
        record = self._case.record(record_id)
        yield ""
        yield f"{level} {_plain(self._reading.title(record_id))}"
        for paragraph in self._own(record):
            yield ""
            yield paragraph
        claims = self._claims(record)
        if claims and not isinstance(record, Claim):
            yield ""
            yield (
                "What is claimed:"
                if not isinstance(record, Report | Source)
                else "What it says or passes on:"
            )
        if claims:
            yield ""
            yield from (self._claim(claim) for claim in claims)
        for note in self._about(record_id):
            yield ""
            yield f"{level}# {_plain(note.title or note.kind)}"
            yield from self._note(note)

    # What a record says itself

    def _own(self, record: Record) -> Iterator[str]:
        if isinstance(record, Note):
            yield from list(self._note(record))[1:]
        elif isinstance(record, Report):
            yield f"{_plain(record.description)} {self._cited((record.id,))}".strip()
        elif isinstance(record, CaseRecord):
            yield from (_plain(one) for one in (record.summary, record.bottom_line) if one)
        elif not isinstance(record, Claim):
            yield from self._recorded(record)

    def _recorded(self, record: Record) -> Iterator[str]:
        """What the case records, and from which reports; of a person the more so."""
        reading, reports = self._reading, tuple(getattr(record, "reports", ()))
        table = self._case.table_of(record.id) or ""
        kind = str(getattr(record, "kind", "") or TABLES[table].singular).replace("-", " ")
        parts = [kind]
        if isinstance(record, Event | Relation) and record.when is not None:
            parts.append(_plain(reading.date(record.when)))
        if isinstance(record, Event) and record.place:
            parts.append(_plain(party_name(reading, record.place)))
        if isinstance(record, Event | Relation):
            parts.append(f"credibility {record.credibility or 'not graded'}")
        if isinstance(record, Source):
            parts.append(f"reliability {record.reliability or 'not graded'}")
        yield joined(*parts)
        words = [_plain(getattr(record, "description", "") or getattr(record, "role", ""))]
        words += [f"Takes part: {part}." for part in self._participants(record)]
        said = " ".join(word for word in words if word)
        if not isinstance(record, Place | Source):
            yield f"{said} ({self._according(reports)}){self._cited(reports)}".strip()
        elif said:
            yield said

    def _participants(self, record: Record) -> Iterator[str]:
        for participant in record.participants if isinstance(record, Event) else ():
            if not self._is_hidden(participant.actor):
                role = f", {_plain(participant.role)}" if participant.role else ""
                yield f"{_plain(party_name(self._reading, participant.actor))}{role}"

    def _according(self, reports: Iterable[str]) -> str:
        found = (self._case.get(one, Report) for one in reports)
        sources = dict.fromkeys(one.source for one in found if one is not None and one.source)
        names = ", ".join(_plain(party_name(self._reading, one)) for one in sources)
        return f"according to {names}" if names else _NO_REPORT

    # Claims and notes

    def _claims(self, record: Record) -> list[Claim]:
        """The claims on a record, or made in it; the best graded first, a hidden one never."""
        if isinstance(record, Claim):
            return [record]
        fields = {Report: ("reports",), Source: ("attribution",)}.get(type(record), ("subject",))
        ids = dict.fromkeys(
            link.id
            for link in self._case.backlinks(record.id)
            if link.table == "claims" and link.field in fields
        )
        shown = [one for one in ids if not self._is_hidden(one)]
        found = [claim for claim in (self._case.get(one, Claim) for one in shown) if claim is not None]
        return [said.claim for said in weighed(self._case, found)]

    def _claim(self, claim: Claim) -> str:
        """`- Mahdi Bakhshi ▸ IRNA, 3 Jan 2024: “Three died.” (B2, disputed) [^1]`."""
        chain = " ▸ ".join(_plain(party_name(self._reading, party)) for party in claim.attribution)
        who = chain or (self._according(claim.reports) if claim.reports else _UNATTRIBUTED)
        when = f", {_plain(self._reading.date(claim.asserted))}" if claim.asserted else ""
        stance = {"denies": " denies", "retracts": " takes back"}.get(claim.stance, "")
        status = claim.status if claim.status != "unreviewed" else ""
        graded = ", ".join(part for part in (claim_grade(self._case, claim), status) if part)
        quote = f" “{_plain(claim.quote)}”" if claim.quote else ""
        words = _plain(claim.statement or self._case.title(claim.id))
        return f"- {who}{when}{stance}: {words}{quote} ({graded}){self._cited(claim.reports)}"

    def _about(self, record_id: str) -> list[Note]:
        ids = dict.fromkeys(
            link.id
            for link in self._case.backlinks(record_id)
            if link.table == "notes" and link.field == "about"
        )
        shown = [one for one in ids if not self._is_hidden(one)]
        return [note for note in (self._case.get(one, Note) for one in shown) if note is not None]

    def _note(self, note: Note) -> Iterator[str]:
        """A note's own Markdown, its links by name, and whose words they are."""
        yield ""
        yield self._unlinked(note.body)
        whose = joined(f"{note.kind} by {_plain(note.author or 'the analyst')}", note.modified[:10])
        yield ""
        yield f"*{whose}*{self._cited(note.reports)}"

    def _unlinked(self, body: str) -> str:
        text, end = "", 0
        for link in find_links(body):
            hidden = not link.case and self._reading.is_hidden(link.record)
            title = self._reading.title(link.record) if not link.case else link.record
            text += body[end : link.start] + (title if hidden else link.text or title)
            end = link.end
        return "\n".join(clean(line) for line in (text + body[end:]).splitlines())

    # Endnotes

    def _cited(self, report_ids: Iterable[str]) -> str:
        there = [one for one in dict.fromkeys(report_ids) if one in self._case]
        return "".join(f"[^{self._notes.setdefault(one, len(self._notes) + 1)}]" for one in there)

    def _endnotes(self) -> Iterator[str]:
        for report_id, number in self._notes.items():
            report = self._case.get(report_id, Report)
            if report is None or self._reading.is_hidden(report_id):
                yield f"[^{number}]: {_plain(self._reading.title(report_id))}"
            else:
                marking = report.marking or self._case.info.marking
                yield f"[^{number}]: {_reference(report_reference(self._reading, report, marking))}"


def _plain(text: str) -> str:
    """Data in one line, with nothing in it that Markdown would take for its own."""
    return _MARKUP.sub(r"\\\1", clean(" ".join(text.split())))


def _reference(text: str) -> str:
    """A source reference; an address in it stays as it is, to be followed."""
    parts = text.split("; ")
    web = ("http://", "https://")
    return "; ".join(
        f"<{clean(part)}>" if part.startswith(web) and not set(part) & set("<> ") else _plain(part)
        for part in parts
    )
