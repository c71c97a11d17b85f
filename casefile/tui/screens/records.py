"""Writing every kind of record: adding and editing by forms, and deletion, of one record or of all marked ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from casefile.model.text import cut
from casefile.tui.screens.desk import CaseDesk
from casefile.tui.screens.writing import Writing

if TYPE_CHECKING:
    from textual.widget import Widget

    from casefile.model.case import Case
    from casefile.model.records import Json
    from casefile.tui.forms.form import Form

WRITING = frozenset(("add", "add_any", "edit", "fields", "delete", "claim", "grade", "tag", "relate", "done"))
"""The actions that change records."""

_ABOUT = frozenset(("enter", "follow", "copy", "open_url", "relays", "versions", "links_view"))
"""The actions that are about a record, besides those that change it."""

_ADDED = {"timeline": "events", "actors": "actors"}
_KEYS = {
    "events": "e",
    "actors": "a",
    "sources": "s",
    "reports": "r",
    "places": "p",
    "claims": "c",
    "relations": "t",
    "notes": "n",
}


_TITLE = 60
"""How many cells of a record's title a message has."""


class RecordWriting(Writing):
    """Adds, edits and deletes."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.form_drafts: dict[str, Json] = {}
        """Drafts of forms that were left, by their keys."""

    def footer_for(self, place: str) -> Widget:
        """A line with the keys of a place."""
        from casefile.tui.screens.bars import KeyBar

        bar = KeyBar(self.key_bar.keys)
        bar.show_place(place)
        return bar

    @property
    def _case(self) -> Case:
        assert self.reading is not None
        return self.reading.case

    # Forms

    def go_on_with(self, key: str, draft: Json) -> None:
        """Opens the form, or the editor, of a draft with what was typed."""
        raise NotImplementedError

    async def discard_draft(self, key: str) -> None:
        """Throws a draft away."""
        await CaseDesk(self).discard_draft(key)

    def open_form(self, form: Form, *, draft_key: str = "", start: str = "") -> None:
        """Opens a form; when its record is written, it is gone to."""
        from casefile.tui.forms.form_screen import FormScreen

        def left(record_id: str | None) -> None:
            if record_id is not None:
                self._show_written(record_id)

        self.app.push_screen(FormScreen(form, CaseDesk(self), draft_key=draft_key, start=start), left)

    def _show_written(self, record_id: str) -> None:
        """The cursor of the pane goes to a record that was written; the record in full is drawn anew."""
        pane = self.pane_of(record_id)
        if pane is not None and pane is self.active:
            pane.move_to(record_id)
        self.look_again()

    def _form(self, table: str, record_id: str | None = None, given: dict[str, Any] | None = None) -> Form:
        from casefile.tui.forms.form import Form

        desk = CaseDesk(self)
        return Form(self._case, table, desk.now, record_id=record_id, given=given, hidden=desk.hidden)

    def _open(self, table: str, record_id: str | None = None, given: dict[str, Any] | None = None) -> None:
        """Opens the form of a record, unless it is hidden."""
        if record_id is None or not self._is_hidden(record_id):
            self._go_on(self._form(table, record_id, given))

    def _go_on(self, form: Form) -> None:
        """Opens a form; one about the same that was left unfinished is gone on with, of new records if that is wished."""
        kept = [(key, draft) for key, draft in self.form_drafts.items() if form.is_of(draft)]
        if not kept:
            self.open_form(form)
            return
        key, draft = kept[-1]
        if draft.get("record") or draft.get("records"):
            form.restore(draft)
            self.open_form(form, draft_key=key)
        else:
            self.ask_which(form.title, key, draft, lambda: self.open_form(form))

    def ask_which(self, title: str, key: str, draft: Json, begin: Callable[[], None]) -> None:
        """Asks whether to go on with what was left unfinished, or to ``begin`` anew."""
        from casefile.tui.screens.chooser import Choice, Chooser

        async def chosen(choice: str | None) -> None:
            if choice == "go-on":
                self.go_on_with(key, draft)
            elif choice == "discard":
                await self.discard_draft(key)
            if choice in ("new", "discard"):
                begin()

        choices = [
            Choice("go-on", "g", "go on with it", str(draft.get("title") or "without a title")),
            Choice("new", "n", "begin another", "the first one is kept"),
            Choice("discard", "d", "throw it away", "and begin anew"),
        ]
        self.app.push_screen(Chooser(f"{title}: one was not finished", choices), chosen)

    def _is_hidden(self, record_id: str) -> bool:
        if self.reading is None or not self.reading.is_hidden(record_id):
            return False
        self.notify(
            f"This record is hidden: {self.key_bar.key_of('reveal')} shows it, then it can be edited.",
            severity="warning",
            markup=False,
        )
        return True

    # Adding

    def action_add(self) -> None:
        """Adds what the pane holds: an event, an actor, a source or one of its reports, a note."""
        if not self._may_write():
            return
        place = self.place
        if place in _ADDED:
            self._open(_ADDED[place])
        elif place == "sources":
            self._add_source_or_report()
        elif place == "notes":
            super().action_add()
        else:
            self.action_add_any()

    def _add_source_or_report(self) -> None:
        from casefile.tui.screens.chooser import Choice, Chooser

        source = self._source_here()
        choices = [Choice("reports", "r", "report", f"of {self._case.title(source)}" if source else "")]
        choices.append(Choice("sources", "s", "source"))

        def chosen(choice: str | None) -> None:
            if choice == "reports":
                self._open("reports", given=self._new_report(source))
            elif choice == "sources":
                self._open("sources")

        self.app.push_screen(Chooser("Add", choices), chosen)

    def _source_here(self) -> str:
        """The source that the cursor is on, or whose report it is on."""
        record_id = self.current_id
        table, record = self._case.raw(record_id) if record_id in self._case and record_id else ("", {})
        if table == "sources":
            return record_id or ""
        source = record.get("source") if table == "reports" else None
        return source if isinstance(source, str) else ""

    def _new_report(self, source: str = "") -> dict[str, Any]:
        today = {"edtf": self.casefile_app.now().date().isoformat()}
        return {"accessed": today, **({"source": source} if source else {})}

    def action_add_any(self) -> None:
        """Asks which kind of record to add; to a record under the cursor it is tied where that makes sense."""
        from casefile.model.vocabulary import TABLES
        from casefile.tui.screens.chooser import Choice, Chooser

        if not self._may_write():
            return
        about = self.reading.title(self.current_id) if self.reading is not None and self.current_id else ""
        asides = {table: f"about {about}" for table in ("claims", "relations", "notes") if about}
        choices = [
            Choice(table, key, TABLES[table].singular, asides.get(table, "")) for table, key in _KEYS.items()
        ]

        def chosen(choice: str | None) -> None:
            if choice == "claims":
                self.action_claim()
            elif choice == "relations":
                self._add_relation()
            elif choice == "notes":
                self.action_note()
            elif choice is not None:
                self._open(
                    choice, given=self._new_report(self._source_here()) if choice == "reports" else None
                )

        self.app.push_screen(Chooser("Add", choices), chosen)

    def action_claim(self) -> None:
        """Adds a claim about the record; from a source or report, one that it makes."""
        if self._may_write():
            self.add_claim(self.current_id)

    def add_claim(self, record_id: str | None) -> None:
        """Opens the form of a claim about a record; from a source or report, of one that it makes."""
        self._open("claims", given=self._claim_about(record_id))

    def _claim_about(self, record_id: str | None) -> dict[str, Any]:
        if record_id is None or record_id not in self._case:
            return {"predicate": "says"}
        table, record = self._case.raw(record_id)
        given: dict[str, Any] = {"predicate": "says"}
        if table == "sources":
            given["attribution"] = [record_id]
        elif table == "reports":
            given.update(reports=[record_id], attribution=[source] if (source := self._source_here()) else [])
        elif table == "claims":
            given["subject"] = record.get("subject")
        else:
            given["subject"] = record_id
        return given

    def _add_relation(self) -> None:
        record_id = self.current_id
        table = self._case.table_of(record_id) if record_id else None
        ends = {"actors": "subject", "events": "object", "places": "object"}
        self._open("relations", given={ends[table]: record_id} if table in ends else None)

    # Editing

    def action_edit(self) -> None:
        """Opens the form of the record; a note in its editor."""
        if not self._may_write() or self.current_id is None:
            return
        if self._case.table_of(self.current_id) == "notes":
            if not self._is_hidden(self.current_id):
                super().action_edit()
        else:
            self.action_fields()

    def action_fields(self) -> None:
        """Opens the form of the record, also of a note or of the case."""
        from casefile.tui.forms.fields import FORMS

        if self._may_write() and self.current_id is not None:
            table = self._case.table_of(self.current_id)
            if table in FORMS:
                self._open(table, self.current_id)

    async def action_delete(self) -> None:
        """Deletes the record, or all marked ones; references to them stay, and undo brings all back."""
        from casefile.errors import CasefileError
        from casefile.tui.forms import bulk_edits

        record_ids = self._written()
        if not record_ids:
            return
        try:
            edit = bulk_edits.delete(self._case, record_ids)
        except CasefileError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        deleted = set(record_ids)
        lost = {link.id for one in record_ids for link in self._case.backlinks(one)} - deleted
        done = f"{self._named(record_ids[0]) if len(record_ids) == 1 else edit.label.removesuffix(' deleted')} deleted."
        if await self.casefile_app.commit(self, edit):
            self.say_done(done)
            if lost:
                count = len(lost)
                words = "record refers" if count == 1 else "records refer"
                self.notify(f"{count:,} {words} to what is gone.", severity="warning", markup=False)

    def _named(self, record_id: str) -> str:
        """A record for a message: `Event “First blast”`."""
        from casefile.model.vocabulary import TABLES

        assert self.reading is not None
        word = TABLES[self._case.table_of(record_id) or "notes"].singular.capitalize()
        return (
            word
            if self.reading.is_hidden(record_id)
            else f"{word} “{cut(self.reading.title(record_id), _TITLE)}”"
        )

    def _written(self) -> Sequence[str]:
        """What an action on one or several records is about, if anything can be written."""
        return [one for one in self.chosen_ids() if one in self._case] if self._may_write() else []

    def without(self) -> frozenset[str]:
        """Nothing that writes in a read-only case; grades and ties only where a record has them."""
        left_out = super().without()
        if self.session is not None and self.session.read_only:
            return left_out | WRITING
        record_id = self.current_id
        table = self._case.table_of(record_id) if self.reading is not None and record_id is not None else None
        if table is None:
            return (left_out | WRITING | _ABOUT) - {"add", "add_any", "claim"}
        allowed = {"edit", "delete"} if table != "case" else {"edit"}
        left_out -= allowed
        if table not in ("sources", "reports", "claims", "events", "relations"):
            left_out |= {"grade"}
        if table not in ("actors", "events", "places"):
            left_out |= {"relate"}
        return left_out
