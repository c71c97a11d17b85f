"""Writing in a case: notes are added, edited and deleted; every change is undone and done again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from casefile.tui.screens.finding import Finding

if TYPE_CHECKING:
    from casefile.model.case import Edit
    from casefile.model.records import Json, Note


NOTHING_WRITTEN = "A note needs a title or a text; d deletes a note."


class Writing(Finding):
    """The analyst's own words, and what undoes them."""

    # What an action is about

    def chosen_ids(self) -> Sequence[str]:
        """The marked records of the pane, or the one that is looked at."""
        pane = self.focused_pane
        if pane is self.active and self.active.selected:
            order = self.active.rows.index
            return sorted(self.active.selected, key=lambda key: order(key) or 0)
        return [self.current_id] if self.current_id is not None else []

    def action_mark(self) -> None:
        """Marks the record, or takes the mark away."""
        self.active.toggle_selected()

    def _may_write(self) -> bool:
        if self.session is None or self.reading is None:
            return False
        if self.session.read_only:
            self.notify(f"Nothing can be written: {self.session.read_only}", severity="warning", markup=False)
            return False
        return True

    def _note(self) -> Note | None:
        """The note that is looked at; says so where it is none."""
        from casefile.model.records import Note

        record_id = self.current_id
        note = self.reading.case.get(record_id, Note) if self.reading and record_id else None
        if note is None:
            self.notify("Only notes can be edited here. n writes one about this record.", markup=False)
        return note

    # Notes

    def action_note(self) -> None:
        """Opens a new note about what is looked at."""
        if self._may_write():
            self.open_editor(None, list(self.chosen_ids()))

    def action_add(self) -> None:
        """Opens a new note about the case."""
        if self._may_write():
            self.open_editor(None, [])

    def action_edit(self) -> None:
        """Opens the note that is looked at."""
        if self._may_write():
            note = self._note()
            if note is not None:
                self.open_editor(note, list(note.about))

    def open_editor(self, note: Note | None, about: list[str], draft: tuple[str, Json] | None = None) -> None:
        """Opens the editor of a note, or of a new one; with what was typed in it before."""
        from casefile.tui.screens.note import NoteScreen

        assert self.session is not None and self.reading is not None
        screen = NoteScreen(self.session, self.reading, self.key_bar.keys, self.keep_note, note, about, draft)
        self.app.push_screen(screen)

    async def keep_note(
        self,
        note_id: str | None,
        fields: Json,
        known: Json | None = None,
        then: Callable[[], Awaitable[None]] | None = None,
    ) -> bool:
        """Adds or changes a note; whether it is on the disk.

        ``known`` is the note as it was when the editing began. ``then`` is called when it is on the disk after all,
        as the user was asked about what someone else changed meanwhile; without it that is refused.
        """
        from casefile.model import editing

        assert self.session is not None
        case, now = self.session.case, self.casefile_app.now()
        changing = note_id if note_id is not None and (known is not None or note_id in case) else None

        def made() -> Edit:
            if changing is None:
                return editing.create(case, "notes", fields, author=self.casefile_app.author, now=now)
            return editing.update(case, changing, fields, now=now, known=("notes", known) if known else None)

        edit = self.casefile_app.edit_of(made)
        if edit is None or not edit.changes:
            return edit is not None

        def kept() -> None:
            self.say_done("Note added." if changing is None else "Note changed.")
            self.notes.move_to(edit.changes[0].id)

        async def decided() -> None:
            kept()
            if then is not None:
                await then()

        if not await self.casefile_app.commit(self, edit, decided if then is not None else None):
            return False
        kept()
        return True

    def say_done(self, done: str) -> None:
        """Says what was done and which key undoes it."""
        self.notify(f"{done} {self.key_bar.key_of('undo')} undoes it.", markup=False)

    async def action_done(self) -> None:
        """Sets the note, or all marked ones, as done; where all are, as open again."""
        from casefile.model import editing

        if not self._may_write() or self.session is None:
            return
        case, now = self.session.case, self.casefile_app.now()
        notes = [one for one in self.chosen_ids() if case.table_of(one) == "notes"]
        again = all(case.raw(one)[1].get("status") == "done" for one in notes)
        words = "opened again" if again else "done"

        def made() -> Edit:
            status = {"status": None if again else "done"}
            edits = [editing.update(case, one, status, now=now) for one in notes]
            return editing.combine(f"note {words}", edits)

        edit = self.casefile_app.edit_of(made)
        if edit is not None and edit.changes and await self.casefile_app.commit(self, edit):
            count = len(edit.changes)
            self.say_done(f"Note {words}." if count == 1 else f"{count:,} notes {words}.")

    async def action_edit_outside(self) -> None:
        """Opens the note in the analyst's own editor; what comes back is kept."""
        from casefile.tui import outside

        if not self._may_write():
            return
        note = self._note()
        if note is None:
            return
        assert self.session is not None
        known = self.session.case.raw(note.id)[1]
        text = outside.as_text(note.title, note.body)
        changed, problem = outside.edit(self.app, text)
        if problem:
            self.notify(problem, severity="error", markup=False)
        elif changed is None or changed == text:
            self.notify("The note was not changed.", markup=False)
        else:
            title, body = outside.from_text(changed)
            if not title and not body:
                self.notify(NOTHING_WRITTEN, severity="warning", markup=False)
                return
            content: Json = {"title": title, "body": body}
            written = {name: text for name, text in content.items() if text != getattr(note, name)}
            if not await self.keep_note(note.id, written, known):
                draft = {**content, "before": known}
                self.open_editor(note, list(note.about), (f"note-{note.id}", draft))

    # Undo and redo

    async def action_undo(self) -> None:
        """Takes back the last change."""
        if self._may_write() and self.session is not None:
            edit = await self.casefile_app.change(self, self.session.undo)
            key = self.key_bar.key_of("history_view")
            self._say_turned(
                edit,
                "Undone",
                "redo",
                "does it again",
                f"There is nothing of yours to undo: {key} lists all.",
            )

    async def action_redo(self) -> None:
        """Makes the undone change again."""
        if self._may_write() and self.session is not None:
            edit = await self.casefile_app.change(self, self.session.redo)
            self._say_turned(edit, "Done again", "undo", "undoes it", "There is nothing to do again.")

    def _say_turned(
        self, edit: Edit | Literal[False] | None, done: str, back: str, does: str, nothing: str
    ) -> None:
        """Says what was undone or done again and which key turns it back, and goes to what that changed."""
        if edit is None:
            self.notify(nothing, markup=False)
        elif edit:
            self.notify(f"{done}: {edit.label}. {self.key_bar.key_of(back)} {does}.", markup=False)
            self.go_to_changed(edit)

    def go_to_changed(self, edit: Edit) -> None:
        """The cursor goes to what changed, where the pane has it; the record in full to one that came back."""
        assert self.reading is not None
        there = [change for change in edit.changes if change.after is not None]
        self.seek([change.id for change in there])
        came_back = next((change.id for change in there if change.before is None), None)
        if self.focused_pane is self.detail and came_back in self.reading.case:
            self._look_at(came_back)

    def without(self) -> frozenset[str]:
        """Editing is offered on a note alone, and nothing that writes in a read-only case."""
        left_out = super().without()
        if self.session is not None and self.session.read_only:
            return left_out | {"note", "add", "edit", "edit_outside", "delete", "done", "undo", "redo"}
        record_id = self.current_id
        if self.reading is None or record_id is None or self.reading.case.table_of(record_id) != "notes":
            return left_out | {"edit", "edit_outside", "delete"}
        return left_out
