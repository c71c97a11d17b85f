"""Writing a note: the editor in its frame, a draft on the disk within a second or two, and no way to lose it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.errors import CasefileError
from casefile.model.case import lenient_view
from casefile.model.editing import free_id, timestamp
from casefile.model.records import Json, Note
from casefile.model.vocabulary import NOTE_KINDS
from casefile.tui.actions import Keys
from casefile.tui.bindings import bindings
from casefile.tui.panes.content import signs
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.entries import record_entries
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.chooser import Choice, Chooser
from casefile.tui.screens.templates import TEMPLATES, Template
from casefile.tui.screens.writing import NOTHING_WRITTEN
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.note_editor import SUGGESTED, NoteEditor
from casefile.tui.widgets.note_fields import NoteBody
from casefile.tui.widgets.ranking import Ranking

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp
    from casefile.tui.session import Session

KeepNote = Callable[[str | None, Json, Json | None, Callable[[], Awaitable[None]]], Awaitable[bool]]
"""Adds (id None) or changes a note; whether it is on the disk. Given the note as it was when the editing began, and what
is to be done when it is on the disk later, because the user was asked something first."""

_COMPLETION_SECONDS = 0.05


class NoteScreen(Dialog[None], inherit_bindings=False):
    """The editor over the case. It leaves only when the note is kept, or given up after a question."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("editor")
    place = "editor"
    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        background: $background 60%;
        #note-frame { width: 92%; max-width: 110; height: 88%; background: $surface; padding: 0 1; }
        KeyBar { dock: bottom; background: $background; }
        &.-small #note-frame { width: 100%; height: 1fr; }
    }
    """

    def __init__(
        self,
        session: Session,
        reading: Reading,
        keys: Keys,
        keep: KeepNote,
        note: Note | None,
        about: Sequence[str],
        draft: tuple[str, Json] | None = None,
    ) -> None:
        super().__init__()
        self._session, self._reading, self._keep, self._note = session, reading, keep, note
        self._about = list(about)
        self._draft_key = draft[0] if draft else f"note-{note.id if note else free_id(reading.case, 'notes')}"
        content = draft[1] if draft else {}
        self._known: Json | None = None
        if note is not None:
            before = content.get("before")
            self._known = before if isinstance(before, dict) else session.case.raw(note.id)[1]
            begun = lenient_view("notes", self._known)
            note = begun if isinstance(begun, Note) else note
        self._kind = _text(content, "kind", note.kind if note else "note")
        self._kind = self._kind if self._kind in NOTE_KINDS else "note"
        self._pinned = bool(content.get("pinned", note.pinned if note else False))
        self._state = "draft" if draft else ""
        self._first = (note.title, note.body, self._kind, self._pinned) if note else ("", "", "note", False)
        self.editor = NoteEditor(
            _text(content, "title", note.title if note else ""),
            _text(content, "body", note.body if note else ""),
            complete=self._complete,
        )
        self._records: Ranking | None = None
        self.key_bar = KeyBar(keys)
        self._leaving = False

    def compose(self) -> ComposeResult:
        """The editor in its frame, the keys below."""
        yield Frame(self.editor, id="note-frame")
        yield self.key_bar

    def on_mount(self) -> None:
        """The cursor is where one goes on writing."""
        self._draw_frame()
        if self._state:
            body = self.editor.query_one(NoteBody)
            body.move_cursor(body.document.end)
        if self.editor.title_text:
            self.editor.focus_body()
        else:
            self.editor.focus_title()

    def on_resize(self) -> None:
        """On a small screen the editor takes all of it."""
        self.set_class(self.size.width < 80 or self.size.height < 24, "-small")

    # The frame

    def _draw_frame(self) -> None:
        first = self._reading.title(self._about[0]) if self._about else self._reading.case.info.title
        more = f" and {len(self._about) - 1} more" if len(self._about) > 1 else ""
        what = f"{'Note' if self._note else 'New note'} about {first}{more}"
        kind = self._kind if self._kind == "note" else f"{signs.NOTES[self._kind]} {self._kind}"
        parts = [
            kind,
            "preview" * self.editor.previewing,
            f"{signs.PINNED} pinned" * self._pinned,
            self._state,
        ]
        frame = self.query_one("#note-frame", Frame)
        frame.set_frame(title=what, count=" · ".join(part for part in parts if part))

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._draw_frame()

    # What is written

    @property
    def _content(self) -> Json:
        return {
            "title": self.editor.title_text.strip(),
            "body": self.editor.body.rstrip(),
            "kind": self._kind,
            "pinned": self._pinned,
        }

    @property
    def changed(self) -> bool:
        """Whether anything is other than when the editor opened."""
        return tuple(self._content.values()) != self._first

    def on_note_editor_changed(self, event: NoteEditor.Changed) -> None:
        """The draft follows what is typed."""
        event.stop()
        self.run_worker(self.save_draft(), group="draft", exclusive=False)

    def on_note_editor_named(self, event: NoteEditor.Named) -> None:
        """The note is about what its title names."""
        event.stop()
        if event.record_id not in self._about:
            self._about.append(event.record_id)
            self._draw_frame()

    async def save_draft(self) -> None:
        """Puts what stands in the editor on the disk as a draft."""
        if self._leaving or not self.is_attached:
            return
        draft = {
            **self._content,
            "note": self._note.id if self._note else "",
            "about": self._about,
            "before": self._known,
            "when": timestamp(self._app.now()),
        }
        try:
            await self._session.save_draft(self._draft_key, draft)
        except CasefileError as error:
            self._set_state("draft not saved")
            self.notify(f"The draft is not on the disk: {error}", severity="error", markup=False)
        else:
            self._set_state("draft saved")

    @property
    def _app(self) -> CasefileApp:
        from casefile.tui.app import CasefileApp

        assert isinstance(self.app, CasefileApp)
        return self.app

    # Leaving

    async def action_keep_note(self) -> None:
        """Keeps the note and leaves; an empty new one is nothing to keep."""
        if self._leaving:
            return
        from casefile.tui.forms.kinds.kind import LONGEST_LINE

        content = self._content
        if not content["title"] and not content["body"]:
            if self._note is not None:
                self.notify(NOTHING_WRITTEN, severity="warning", markup=False)
                return
            await self._leave()
            return
        if len(content["title"]) > LONGEST_LINE:
            self.editor.focus_title()
            self.notify(
                f"The title has {len(content['title']):,} characters; there is room for {LONGEST_LINE:,}. "
                "The text takes any number.",
                severity="warning",
                markup=False,
            )
            return
        self._leaving = True
        fields: Json = {**content, "about": self._about}
        if self._note is not None:
            first = zip(content, self._first, strict=True)
            fields = {name: content[name] for name, value in first if content[name] != value}
        if "pinned" in fields:
            fields["pinned"] = fields["pinned"] or None
        note_id = self._note.id if self._note else None
        if not fields or await self._keep(note_id, fields, self._known, self._leave):
            await self._leave()
        else:
            self._leaving = False

    async def _leave(self) -> None:
        self._leaving = True
        try:
            await self._session.discard_draft(self._draft_key)
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
        self.dismiss()

    async def action_abandon_note(self) -> None:
        """Leaves without keeping; asks once where something was typed."""
        if not self.changed:
            await self._leave()
            return

        async def chosen(choice: str | None) -> None:
            if choice == "discard":
                await self._leave()
            elif choice == "keep":
                await self.action_keep_note()

        self.app.push_screen(
            Chooser(
                "Throw away what was typed?",
                [
                    Choice("stay", "s", "go on writing"),
                    Choice("keep", "k", "keep the note"),
                    Choice("discard", "d", "throw it away"),
                ],
            ),
            chosen,
        )

    # Kind, pin, preview

    def action_preview_note(self) -> None:
        """Shows the note as it will read, or goes on writing."""
        self.editor.toggle_preview()
        self._draw_frame()
        self.key_bar.relabel({"preview_note": "write"} if self.editor.previewing else {})

    def action_kind_note(self) -> None:
        """Goes on to the next kind of note."""
        kinds = list(NOTE_KINDS)
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
        self._draw_frame()
        self.run_worker(self.save_draft(), group="draft")

    def action_template_note(self) -> None:
        """Asks for a template and puts its headings in; a plain note becomes of the template's kind."""

        def chosen(choice: str | None) -> None:
            template = next((one for one in TEMPLATES if one.id == choice), None)
            if template is not None:
                self._insert(template)

        choices = [Choice(one.id, one.key, one.label, ", ".join(one.headings)) for one in TEMPLATES]
        self.app.push_screen(Chooser("Headings for a note", choices), chosen)

    def _insert(self, template: Template) -> None:
        if self.editor.previewing:
            self.action_preview_note()
        body = self.editor.query_one(NoteBody)
        row, column = body.cursor_location
        before = "\n\n" if column else "\n" if row and body.document.get_line(row - 1) else ""
        self.editor.insert(before + template.text)
        body.move_cursor((row + len(before) + 1, 0))
        self.editor.focus_body()
        if self._kind == "note":
            self._kind = template.kind
            self._draw_frame()

    def action_pin_note(self) -> None:
        """Pins the note, or unpins it."""
        self._pinned = not self._pinned
        self._draw_frame()
        self.run_worker(self.save_draft(), group="draft")

    # Completion

    def _complete(self, query: str) -> Sequence[tuple[str, str, str]]:
        """Records by name, for `[[`; of a large case, those found within a moment."""
        if self._records is None:
            self._records = Ranking(record_entries(self._reading))
        self._records.ask(query)
        self._records.advance(_COMPLETION_SECONDS)
        answers = self._records.answers()[:SUGGESTED]
        return [(entry.key, entry.label, entry.aside.partition(" · ")[0]) for entry in answers]


def _text(content: Json, field: str, otherwise: str) -> str:
    found = content.get(field)
    return found if isinstance(found, str) else otherwise
