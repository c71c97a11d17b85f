"""Forms about several records at once: their tags, and their ties to one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, Final

from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.tui.forms import bulk_edits
from casefile.tui.forms.fields import RELATING, TAGGING, Field
from casefile.tui.forms.form import Form


class ManyForm(Form):
    """A form about several records; what it writes is one step."""

    kind: ClassVar[str]
    """What its drafts say that they are of."""
    doing: ClassVar[str]
    heading: ClassVar[str]
    table_of_fields: ClassVar[str]
    own_fields: ClassVar[tuple[Field, ...]]

    def __init__(
        self,
        case: Case,
        record_ids: Sequence[str],
        now: Callable[[], datetime],
        hidden: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(case, self.table_of_fields, now, fields=self.own_fields, hidden=hidden)
        self.record_ids = record_ids

    @property
    def again(self) -> str:
        """What comes back to a draft of this form."""
        count = len(self.record_ids)
        these = "this record" if count == 1 else f"these {count:,} records"
        return f"{self.doing} {these} goes on with it"

    @property
    def name(self) -> str:
        """The records in words, one by its name; what is done to them has none."""
        words = bulk_edits.counted(self.case, self.record_ids)
        table = self.case.table_of(self.record_ids[0]) if len(self.record_ids) == 1 else None
        return f"{words} · {self.context.index((table,)).text(self.record_ids[0])}" if table else words

    @property
    def title(self) -> str:
        """What is done, and to what."""
        return f"{self.heading} {self.name}"

    def draft(self) -> Json:
        """What is typed, and whose it is to be."""
        return {**super().draft(), "form": self.kind, "records": sorted(self.record_ids)}


class TagForm(ManyForm):
    """Tags to add to records and to take away."""

    kind, doing, heading = "tags", "tagging", "Tags of"
    table_of_fields, own_fields = "views", TAGGING

    def edit(self, author: str) -> Edit:
        """Tags and untags all as one step."""
        self.check()
        values = {name: self.answer(name).value or [] for name in ("add", "remove")}
        return bulk_edits.tag(
            self.case, self.record_ids, values["add"], values["remove"], now=self.context.now()
        )


class RelateForm(ManyForm):
    """A tie from each of some records to one."""

    kind, doing, heading = "relate", "relating", "Relate"
    table_of_fields, own_fields = "relations", RELATING

    def edit(self, author: str) -> Edit:
        """Adds all ties as one step."""
        self.check()
        return bulk_edits.relate(
            self.case, self.record_ids, self.values(), author=author, now=self.context.now()
        )


MANY_FORMS: Final = {form.kind: form for form in (TagForm, RelateForm)}
"""The forms about several records, by what their drafts say that they are of."""
