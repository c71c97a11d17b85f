"""Forms about several records at once: their tags, and their ties to one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.tui.forms import bulk_edits
from casefile.tui.forms.fields import RELATING, TAGGING
from casefile.tui.forms.form import Form


class TagForm(Form):
    """Tags to add to records and to take away."""

    def __init__(
        self,
        case: Case,
        record_ids: Sequence[str],
        now: Callable[[], datetime],
        hidden: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(case, "views", now, fields=TAGGING, hidden=hidden)
        self.record_ids = record_ids

    @property
    def again(self) -> str:
        """What comes back to a draft of this form."""
        return f"tagging {_these(self.record_ids)} goes on with it"

    @property
    def name(self) -> str:
        """What is tagged; the tags have no name."""
        return _which(self, self.record_ids)

    @property
    def title(self) -> str:
        """What is tagged."""
        return f"Tags of {_which(self, self.record_ids)}"

    def edit(self, author: str) -> Edit:
        """Tags and untags all as one step."""
        self.check()
        values = {name: self.answer(name).value or [] for name in ("add", "remove")}
        return bulk_edits.tag(
            self.case, self.record_ids, values["add"], values["remove"], now=self.context.now()
        )

    def draft(self) -> Json:
        """The tags, and whose they are to be."""
        return {**super().draft(), "form": "tags", "records": sorted(self.record_ids)}


class RelateForm(Form):
    """A tie from each of some records to one."""

    def __init__(
        self,
        case: Case,
        record_ids: Sequence[str],
        now: Callable[[], datetime],
        hidden: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(case, "relations", now, fields=RELATING, hidden=hidden)
        self.record_ids = record_ids

    @property
    def again(self) -> str:
        """What comes back to a draft of this form."""
        return f"relating {_these(self.record_ids)} goes on with it"

    @property
    def name(self) -> str:
        """What is tied; a tie has no name."""
        return _which(self, self.record_ids)

    @property
    def title(self) -> str:
        """What is tied."""
        return f"Relate {_which(self, self.record_ids)}"

    def edit(self, author: str) -> Edit:
        """Adds all ties as one step."""
        self.check()
        return bulk_edits.relate(
            self.case, self.record_ids, self.values(), author=author, now=self.context.now()
        )

    def draft(self) -> Json:
        """The tie, and whose it is to be."""
        return {**super().draft(), "form": "relate", "records": sorted(self.record_ids)}


def _these(record_ids: Sequence[str]) -> str:
    return "this record" if len(record_ids) == 1 else f"these {len(record_ids):,} records"


def _which(form: Form, record_ids: Sequence[str]) -> str:
    """The records in words; one by its name."""
    words = bulk_edits.counted(form.case, record_ids)
    table = form.case.table_of(record_ids[0]) if len(record_ids) == 1 else None
    return f"{words} · {form.context.index((table,)).text(record_ids[0])}" if table else words
