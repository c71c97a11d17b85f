"""A form being filled: the texts of its fields, what they say, the edit that they make, and the draft of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from casefile.errors import InvalidCaseError
from casefile.model import editing
from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.model.vocabulary import TABLES
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.fields import FORMS, TITLE_FIELDS, Field
from casefile.tui.forms.grade_history import reliability_fields
from casefile.tui.forms.index import LOOKING
from casefile.tui.forms.kinds.coordinates import LATITUDE, LONGITUDE, pair
from casefile.tui.forms.kinds.kind import trouble
from casefile.tui.forms.proposals import propose
from casefile.tui.forms.publishers import publisher, source_of_url

_DEPENDS = {"value": ("predicate", "subject"), "object": ("subject",)}
"""Fields whose text means something else when another one changes."""

_OTHER_COORDINATE = {LATITUDE: LONGITUDE, LONGITUDE: LATITUDE}

NEEDED = "is needed"
BY_ADDRESS = "proposed: its reports have this address"
PASTED = "from what was pasted"
NONE_FROM = "none of its reports is from"
NOT_YET = "proposed: not in the case yet; enter makes it"
ARCHIVED = "the page; where its copy is goes to 'archived at'"


class Form:
    """The form of one record, new or not. What a user did not touch is not written."""

    def __init__(
        self,
        case: Case,
        table: str,
        now: Callable[[], datetime],
        *,
        record_id: str | None = None,
        fields: Sequence[Field] | None = None,
        given: Mapping[str, Any] | None = None,
        hidden: Callable[[str], bool] | None = None,
    ) -> None:
        self.case = case
        self.table = table
        self.record_id = record_id
        self.fields: tuple[Field, ...] = tuple(fields if fields is not None else FORMS[table])
        self.texts: dict[str, str] = {}
        self.context = Context(case, now, texts=self.texts, record_id=record_id, hidden=hidden)
        self._begin(case.raw(record_id)[1] if record_id else {}, given)
        self.proposed: dict[str, str] = {}
        """The texts that were proposed from an address or a citation, by field."""
        self._host = ""
        """The host that was proposed as the name of a source, if that is what the source was taken from."""
        self._given = frozenset(name for name, text in self.first.items() if text and name not in self.before)

    @property
    def title(self) -> str:
        """What the form is for: `New event`, `Event`."""
        singular = TABLES[self.table].singular
        return singular.capitalize() if self.record_id else f"New {singular}"

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    # What the texts say

    def answer(self, name: str) -> Answer:
        """What a field says. What stands in the record already is said again as it stands, whatever it is."""
        others = tuple(self.texts[other] for other in _DEPENDS.get(name, ()) if other in self.texts)
        state = (self.texts[name], others, self.case.revision)
        known = self._answers.get(name)
        if known is None or known[0] != state or known[1].error == LOOKING:
            known = self._answers[name] = (state, self._read(name))
        return known[1]

    def _read(self, name: str) -> Answer:
        kind, text = self.field(name).kind, self.texts[name]
        if name in self.before and not self.touched(name):
            value = self.before[name]
            return Answer(value, note=kind.noted(value, self.context))
        if problem := trouble(kind, text):
            return Answer(error=problem)
        answer = kind.read(text, self.context)
        if answer.error or answer.value is None:
            return answer
        return answer._replace(value=kind.kept(self.before.get(name), answer.value))

    def touched(self, name: str) -> bool:
        """Whether a field says something else than when the form was opened."""
        return any(
            self.texts[one] != self.first[one] for one in (name, *_DEPENDS.get(name, ())) if one in self.texts
        )

    @property
    def changed(self) -> bool:
        """Whether anything was typed."""
        return self.texts != self.first

    @property
    def filled(self) -> int:
        """How many fields are not empty."""
        return sum(bool(text.strip()) for text in self.texts.values())

    def problem(self, name: str) -> str:
        """What is wrong with a field, if the form were saved now."""
        answer = self.answer(name)
        if answer.error:
            return answer.error
        return NEEDED if self.field(name).needed and answer.value is None else ""

    def is_looking(self, name: str) -> bool:
        """Whether what a field names is still looked for; each time that it is asked some more is looked at."""
        return self.answer(name).error == LOOKING

    def names_nothing(self, name: str) -> bool:
        """Whether a field stands for a record that is not there, or not told apart, and could be chosen or made."""
        return bool(
            self.field(name).kind.made(self.context) and self.texts[name].strip() and self.problem(name)
        )

    def problems(self) -> dict[str, str]:
        """What is wrong with each field, in their order."""
        found = ((field.name, self.problem(field.name)) for field in self.fields)
        return {name: problem for name, problem in found if problem}

    def is_not_yet(self, name: str) -> bool:
        """Whether a field has the proposed name of a record that is still to be made: nothing is wrong with it so far."""
        return self.names_nothing(name) and self.texts[name] == self.proposed.get(name)

    # What it makes

    def values(self) -> Json:
        """The values of the fields that were touched; of a new record, also of those that were filled before."""
        return {
            field.name: self.answer(field.name).value
            for field in self.fields
            if self.touched(field.name) or (self.record_id is None and field.name in self._given)
        }

    def edit(self, author: str) -> Edit:
        """The edit that adds or changes the record. Raises `InvalidCaseError` naming the field that does not fit."""
        self.check()
        now = self.context.now()
        values = self.values()
        if self.table == "sources" and "reliability" in values:
            values.update(
                reliability_fields(
                    self.before,
                    values["reliability"] or "",
                    values.get("reliability_reason", self.before.get("reliability_reason", "")),
                    author=author,
                    now=now,
                )
            )
        if self.record_id is not None:
            return editing.update(self.case, self.record_id, values, now=now, known=(self.table, self.before))
        return editing.create(self.case, self.table, values, author=author, now=now)

    def check(self) -> None:
        """Raises `InvalidCaseError` for the first field that is wrong."""
        self.context.patient, patient = True, self.context.patient
        problems = self.problems()
        self.context.patient = patient
        for name, problem in problems.items():
            raise InvalidCaseError(
                problem, file=self.case.id, table=self.table, record=self.record_id or "new", field=name
            )

    # What is proposed

    def take(self, text: str) -> dict[str, str]:
        """Fills a report's empty fields from an address or a citation; says why, by field.

        A field whose text was proposed before, or stood there from the beginning, and was not touched since, counts as
        empty; but a source does not yield to the bare name of a host.
        """
        if self.table != "reports":
            return {}
        filled: dict[str, str] = {}
        proposals = propose(text, self.context)
        host = publisher(proposals.get("url", ""))
        for name, proposed in proposals.items():
            now, before = self.texts[name], self.proposed.get(name, "")
            as_opened = self.record_id is None and now == self.first[name]
            if name != "url" and now not in ("", before) and not as_opened:
                continue
            if name == "source" and proposed == host and now not in ("", self._host):
                filled[name] = f"{NONE_FROM} {host}"
                continue
            if now != proposed:
                self.texts[name] = proposed
                filled[name] = self._why(name, proposals)
            if name != "url":
                self.proposed[name] = proposed
            if name == "source":
                self._host = proposed if proposed == host else ""
        return filled

    def take_pair(self, name: str) -> dict[str, str]:
        """Of both coordinates in one field, puts the other into its own; says why, by field. What was typed there stays."""
        other = _OTHER_COORDINATE.get(name, "")
        both = pair(self.texts[name]) if other in self.texts else None
        if both is None or self.texts[other] not in ("", self.proposed.get(other)):
            return {}
        self.texts[other] = self.proposed[other] = str(both[other])
        return {other: f"from the {self.field(name).label}'s field"}

    def _why(self, name: str, proposals: Mapping[str, str]) -> str:
        if name == "url" and "archive_urls" in proposals:
            return ARCHIVED
        if name != "source":
            return PASTED
        if source_of_url(self.context, proposals.get("url", "")) is not None:
            return BY_ADDRESS
        return NOT_YET if self.problem("source") else PASTED

    def inner(self, table: str, name: str) -> Form:
        """The form of a new record that is made from within this one, for what was typed: its name, or a report's address."""
        address = table == "reports" and name.lower().startswith(("http://", "https://"))
        field = "url" if address else "title" if table in ("events", "reports") else "name"
        form = Form(self.case, table, self.context.now, given={field: name}, hidden=self.context.hidden)
        if address:
            form.take(name)
        return form

    # Drafts

    def draft(self) -> Json:
        """What is typed, as it is kept on the disk: the texts that are not as they were at the beginning."""
        texts = {name: text for name, text in self.texts.items() if text != self.first[name]}
        return {
            "form": self.table,
            "record": self.record_id or "",
            "title": self.name,
            "texts": texts,
            "given": {name: self.first[name] for name in self._given},
            "before": self.before,
        }

    @property
    def name(self) -> str:
        """What the record is called, as far as that is typed."""
        return next((self.texts[name] for name in TITLE_FIELDS if self.texts.get(name)), "")

    def is_of(self, draft: Json) -> bool:
        """Whether a draft is of such a form, about the same record or records."""
        own = self.draft()
        return all(draft.get(name) == own.get(name) for name in ("form", "record", "records"))

    @property
    def again(self) -> str:
        """What comes back to a draft of this form, in words."""
        word = TABLES[self.table].singular
        return f"editing this {word} goes on with it" if self.record_id else f"the next new {word} offers it"

    def restore(self, draft: Json) -> None:
        """Puts the texts of a draft there; fields that the form does not have are passed over.

        The form is then about the record as it was when the draft was begun.
        """
        before = draft.get("before")
        if self.record_id is not None and isinstance(before, dict) and before.get("id") == self.record_id:
            self._begin(before)
        given, texts = draft.get("given"), draft.get("texts")
        for found, into in ((given, self.first), (given, self.texts), (texts, self.texts)):
            for name, text in found.items() if isinstance(found, dict) else ():
                if name in into and isinstance(text, str):
                    into[name] = text
        if isinstance(given, dict):
            self._given = frozenset(name for name in given if name in self.texts)

    def _begin(self, before: Json, given: Mapping[str, Any] | None = None) -> None:
        """Fills the fields from the record as it is when the editing begins."""
        self.before = dict(before)
        self._answers: dict[str, tuple[tuple[object, ...], Answer]] = {}
        values = {**(given or {}), **self.before}
        for field in sorted(self.fields, key=lambda one: one.name in _DEPENDS):
            self.texts[field.name] = field.kind.show(values.get(field.name), self.context)
        self.first = dict(self.texts)
