"""A case with what was not known at a moment left out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from casefile.analysis.index import Fact, FactIndex, fact_index
from casefile.analysis.known_words import as_known
from casefile.model.case import Backlink, Case, Edit, Outgoing, lenient_view, references
from casefile.model.records import Json, Record

if TYPE_CHECKING:
    from casefile.analysis.known import Knowledge

DATED: Final = ("reports", "claims", "events", "actors", "sources", "relations", "notes")
"""The tables whose records become known; all others stand as they are."""

NOT_KNOWN: Final = "not known then"
"""The title of a record that was not known."""


class _Records(MutableMapping[str, Json]):
    """The records of one table that were known by a moment; nothing is copied."""

    def __init__(self, knowledge: Knowledge, table: str, moment: float) -> None:
        self._whole: Mapping[str, Json] = knowledge.case.table(table)
        self._since = knowledge._since
        self._count = knowledge.count(table, moment)
        self._moment = moment

    def __getitem__(self, record_id: str) -> Json:
        if self._since[record_id] > self._moment:
            raise KeyError(record_id)
        return self._whole[record_id]

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._whole and self._since[record_id] <= self._moment  # type: ignore[index]

    def __iter__(self) -> Iterator[str]:
        since, moment = self._since, self._moment
        return (record_id for record_id in self._whole if since[record_id] <= moment)

    def __len__(self) -> int:
        return self._count

    def __setitem__(self, record_id: str, record: Json) -> None:
        raise TypeError("what was known is not written to")

    def __delitem__(self, record_id: str) -> None:
        raise TypeError("what was known is not written to")


class KnownCase(Case):
    """A case with what was not known yet left out. It is for reading: edits go to the case itself."""

    def __init__(self, knowledge: Knowledge, moment: float) -> None:
        whole = knowledge.case
        tables: dict[str, MutableMapping[str, Json]] = {
            name: _Records(knowledge, name, moment) if name in DATED else records
            for name, records in whole.tables.items()
        }
        super().__init__(whole.id, tables)
        self.whole = whole
        self.knowledge = knowledge
        self.moment = moment
        self.revision = whole.revision

    def derived(self, kind: Any) -> Any:
        """As of any case; the index of facts is that of the whole case, with what was not known passed over."""
        if kind is FactIndex and FactIndex not in self._derived:
            self._derived[FactIndex] = _KnownFacts(self)
        return super().derived(kind)

    def is_known(self, record_id: str) -> bool:
        """Whether something was there by then; true also of ids that no record has."""
        return self.knowledge.since(record_id) <= self.moment

    def table_of(self, record_id: str) -> str | None:
        """The table in which a record stands, if it was known."""
        return self.whole.table_of(record_id) if self.is_known(record_id) else None

    def raw(self, record_id: str) -> tuple[str, Json]:
        """The table and the JSON of a record as it read then, as `record` has it."""
        table, record = super().raw(record_id)
        if self.knowledge.settled(table, record_id) > self.moment:
            record = as_known(self, table, record)
        return table, record

    def record(self, record_id: str) -> Record:
        """The typed view, without references to what was not known; what a later claim supersedes still counts."""
        found = self._views.get(record_id)
        if found is None:
            table, record = super().raw(record_id)
            if self.knowledge.settled(table, record_id) > self.moment:
                found = lenient_view(table, as_known(self, table, record))
            else:
                found = self.whole.record(record_id)
            self._views[record_id] = found
        return found

    def typed(self, table: str, record_id: str) -> Record:
        """As `record`."""
        return self.record(record_id)

    def title(self, record_id: str) -> str:
        """What a person calls the record; of one that was not known, that it was not; of an actor by what was known."""
        table = self.whole.table_of(record_id)
        if table is not None and not self.is_known(record_id):
            return NOT_KNOWN
        if table == "actors" and self.knowledge.settled(table, record_id) > self.moment:
            name = self.raw(record_id)[1].get("name")
            if isinstance(name, str) and name.strip():
                return name.strip().splitlines()[0]
        return super().title(record_id)

    def there(self, event_id: str, actors: Sequence[str]) -> set[str]:
        """The participants of an event that were known to have part in it."""
        parts = self.knowledge.parts(event_id)
        return {actor for actor in actors if parts.get(actor, -math.inf) <= self.moment}

    def stands(self, claim_id: str) -> bool:
        """Whether none of the claims that supersede a claim was known yet."""
        later = [link.id for link in self.whole.backlinks(claim_id) if link.field == "supersedes"]
        return bool(later) and not any(map(self.is_known, later))

    def references(self, record_id: str) -> tuple[Outgoing, ...]:
        """What a record refers to, among what was known."""
        return tuple(link for link in references(*self.raw(record_id)) if self.is_known(link.target))

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to a record, among what was known."""
        since, moment = self.knowledge.since, self.moment
        return tuple(
            [
                link
                for link in self.whole.backlinks(record_id)
                if since(link.id) <= moment
                and (link.field != "participants" or record_id in self.there(link.id, [record_id]))
            ]
        )

    def index_backlinks(self, batch: int = 1000) -> Iterator[int]:
        """The whole case's index serves."""
        return self.whole.index_backlinks(batch)

    @property
    def indexed(self) -> bool:
        """Whether the whole case is indexed."""
        return self.whole.indexed


class _KnownFacts(FactIndex):
    """The whole case's index of facts, with the claims passed over that were not known; each fact when asked for."""

    def __init__(self, known: KnownCase) -> None:
        super().__init__()
        self._known = known
        self._of: dict[str, dict[str, dict[str, None]]] = {}

    @property
    def _whole(self) -> FactIndex:
        return fact_index(self._known.whole)

    def changed(self, edit: Edit) -> None:
        """A case as it was known is not edited."""

    def facts(self, case: Case) -> list[Fact]:
        """All facts of which a claim was known."""
        whole = self._known.whole
        return [
            (subject, name)
            for subject, name in self._whole.facts(whole)
            if name in self.facts_of(case, subject)
        ]

    def facts_of(self, case: Case, subject: str) -> Mapping[str, Mapping[str, None]]:
        """The claims about a subject by predicate."""
        found = self._of.get(subject)
        if found is None:
            known = self._known.is_known
            whole = self._whole.facts_of(self._known.whole, subject)
            kept = {name: {one: None for one in claims if known(one)} for name, claims in whole.items()}
            found = self._of[subject] = {name: claims for name, claims in kept.items() if claims}
        return found

    def subjects_of(self, case: Case, name: str) -> list[str]:
        """The subjects of a predicate: that of most claims alone once any of them is known, else all others."""
        main = self._known.knowledge.main_subject(name)
        if main is not None and name in self.facts_of(case, main):
            return [main]
        whole = self._whole.subjects_of(self._known.whole, name)
        return [subject for subject in whole if name in self.facts_of(case, subject)]

    def contradicting(self, case: Case, claim_ids: Collection[str]) -> set[str]:
        """The claims that are said to contradict any of some claims."""
        found = self._whole.contradicting(self._known.whole, claim_ids)
        return {one for one in found if self._known.is_known(one)}

    def supporting(self, case: Case, claim_id: str) -> Collection[str]:
        """The claims that are said to support a claim."""
        found = self._whole.supporting(self._known.whole, claim_id)
        return [one for one in found if self._known.is_known(one)]
