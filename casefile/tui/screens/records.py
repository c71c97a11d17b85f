"""Writing every kind of record: forms, grades, tags, ties and deletion, of one record or of all marked ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from casefile.model.text import cut
from casefile.tui.screens.writing import Writing

if TYPE_CHECKING:
    from textual.widget import Widget

    from casefile.model.case import Case, Edit
    from casefile.model.records import Json
    from casefile.tui.actions import Keys
    from casefile.tui.forms.form import Form
    from casefile.tui.forms.grade_screen import Graded

WRITING = frozenset(("add", "add_any", "edit", "fields", "delete", "claim", "grade", "tag", "relate", "done"))
"""The actions that change records."""

_ABOUT = frozenset(("enter", "follow", "copy", "open_url", "relays", "versions", "links_view"))
"""The actions that are about a record, besides those that change it."""
_LONGEST_SAID = 100
"""Cells of what was done that a message has room for; the history has the whole."""

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


class CaseDesk:
    """What forms need, from the screen of the open case."""

    def __init__(self, screen: RecordWriting) -> None:
        self._screen = screen

    @property
    def author(self) -> str:
        """The analyst."""
        return self._screen.casefile_app.author

    def now(self) -> datetime:
        """The app's clock."""
        return self._screen.casefile_app.now()

    def hidden(self, record_id: str) -> bool:
        """Whether a record is not to be shown."""
        reading = self._screen.reading
        return reading is not None and reading.is_hidden(record_id)

    async def commit(self, edit: Edit, then: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Through the app, as every change."""

        label = f"{edit.label[:1].upper()}{cut(edit.label[1:], _LONGEST_SAID)}"
        done = label if label.endswith((".", "…")) else f"{label}."

        async def committed() -> None:
            self._screen.say_done(done)
            if then is not None:
                await then()

        if not await self._screen.casefile_app.commit(self._screen, edit, committed if then else None):
            return False
        self._screen.say_done(done)
        return True

    @property
    def drafts(self) -> dict[str, Json]:
        """What was left unfinished."""
        return self._screen.form_drafts

    async def save_draft(self, key: str, draft: Json) -> None:
        """Keeps a draft in the library, and in mind for the next form of its kind."""
        assert self._screen.session is not None
        await self._screen.session.save_draft(key, draft)
        self._screen.form_drafts[key] = draft

    async def discard_draft(self, key: str) -> None:
        """Throws a draft away."""
        assert self._screen.session is not None
        self._screen.form_drafts.pop(key, None)
        await self._screen.session.discard_draft(key)

    @property
    def keys(self) -> Keys:
        """The user's keys."""
        return self._screen.key_bar.keys

    def footer(self) -> Widget:
        """The line of keys."""
        return self._screen.footer_for("form")


class RecordWriting(Writing):
    """Adds, edits, grades, tags, ties and deletes."""

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

    # Several at once

    def action_tag(self) -> None:
        """Tags the record, or all marked ones."""
        from casefile.tui.forms.bulk_forms import TagForm

        record_ids = self._written()
        if record_ids:
            desk = CaseDesk(self)
            self._go_on(TagForm(self._case, record_ids, desk.now, desk.hidden))

    def action_relate(self) -> None:
        """Ties the actor, event or place, or all marked ones, to another record."""
        from casefile.tui.forms import bulk_edits
        from casefile.tui.forms.bulk_forms import RelateForm

        record_ids = self._written()
        tied = bulk_edits.tied(self._case, record_ids)
        if tied:
            desk = CaseDesk(self)
            self._go_on(RelateForm(self._case, tied, desk.now, desk.hidden))
        elif record_ids:
            self.notify("A tie joins an actor with another actor, an event or a place.", markup=False)

    def action_grade(self) -> None:
        """Grades the record, or all marked ones, by one key."""
        from casefile.tui.forms import bulk_edits
        from casefile.tui.forms.grade_screen import GradeScreen

        record_ids = self._written()
        letters = bulk_edits.gradable(self._case, record_ids, bulk_edits.BY_LETTER)
        digits = bulk_edits.gradable(self._case, record_ids, bulk_edits.BY_DIGIT)
        if not letters and not digits:
            if record_ids:
                self.notify(
                    "Sources and reports have a letter; claims, events and ties a digit.", markup=False
                )
            return

        async def graded(answer: Graded | None) -> None:
            if answer is not None:
                await self._grade([*letters, *digits], answer)

        screen = GradeScreen(
            self._grade_title([*letters, *digits]),
            letters=f"Reliability: {bulk_edits.counted(self._case, letters)}" if letters else "",
            digits=f"Credibility: {bulk_edits.counted(self._case, digits)}" if digits else "",
            held=self._grades_held([*letters, *digits]),
            why=self._reason_kept([*letters, *digits]),
            footer=self.footer_for("dialog"),
        )
        self.app.push_screen(screen, graded)

    def _grade_title(self, record_ids: Sequence[str]) -> str:
        assert self.reading is not None
        what = self.reading.title(record_ids[0]) if len(record_ids) == 1 else f"{len(record_ids):,} records"
        return f"Grade · {what}"

    def _grades_held(self, record_ids: Sequence[str]) -> frozenset[str]:
        records = [self._case.raw(record_id)[1] for record_id in record_ids]
        return frozenset(str(one.get("reliability") or one.get("credibility") or "") for one in records)

    def _reason_kept(self, record_ids: Sequence[str]) -> str:
        from casefile.tui.forms import bulk_edits

        kept = bulk_edits.gradable(self._case, record_ids, bulk_edits.WITH_REASON)
        if not kept:
            return "why; it is kept in the history"
        others = "" if len(kept) == len(record_ids) else ", of events and ties in the history"
        return f"why; it is kept with the grade{others}"

    async def _grade(self, record_ids: Sequence[str], answer: Graded) -> None:
        from casefile.errors import CasefileError
        from casefile.tui.forms import bulk_edits

        desk = CaseDesk(self)
        try:
            edit = bulk_edits.grade(
                self._case, record_ids, answer.code, answer.reason, author=desk.author, now=desk.now()
            )
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if not edit.changes:
            unkept = ", and a reason is kept with a change alone" if answer.reason else ""
            self.notify(f"The grade is that already{unkept}.", markup=False)
        elif await desk.commit(edit):
            self.look_again()

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
