"""What was not finished when a case was left: forms and notes, asked about in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casefile.model.text import cut
from casefile.model.text.counting import plural
from casefile.tui.screens.desk import CaseDesk
from casefile.tui.screens.several import SeveralWriting

if TYPE_CHECKING:
    from casefile.model.records import Json, Note
    from casefile.tui.forms.form import Form

_TITLE: Final = 60
"""Cells of a draft's name."""
_LATER: Final = "later"
_DRAFT: Final = "draft "
"""What the answer that stands for a draft begins with, before the draft's key."""


class Unfinished(SeveralWriting):
    """Goes on with drafts, or throws them away."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self._note_drafts: dict[str, Json] = {}
        """Drafts of notes that were left for later, by their keys."""

    def offer_drafts(self, drafts: dict[str, Json], *, ask: bool = True) -> None:
        """Keeps the drafts of forms in mind for the next form of their kind; with ``ask`` asks what is to become of all."""
        from casefile.tui.forms.draft_keeper import Within

        if self.session is None or self.session.read_only:
            return
        forms = {key: draft for key, draft in drafts.items() if _is_form(draft)}
        self.form_drafts.update(forms)
        self._note_drafts.update({key: draft for key, draft in drafts.items() if key not in forms})
        if ask:
            # One that was being filled inside another comes back with that one.
            self._ask_for({key: draft for key, draft in drafts.items() if Within.of(draft).form not in forms})

    def _ask_for(self, drafts: dict[str, Json]) -> None:
        """Asks which one. It comes up by itself, maybe while somebody types: no letter answers, and enter does no harm."""
        from casefile.tui.screens.chooser import Choice, Chooser

        if len(drafts) == 1:
            self._ask_about(*next(iter(drafts.items())), letters=False)
        if len(drafts) < 2:
            return

        def chosen(choice: str | None) -> None:
            if choice is not None and choice.startswith(_DRAFT):
                key = choice.removeprefix(_DRAFT)
                rest = {other: draft for other, draft in drafts.items() if other != key}
                self._ask_about(key, drafts[key], rest)

        choices = [
            Choice(f"{_DRAFT}{key}", "", f"{self._kind(draft)} · {self._called(draft)}", _when(draft))
            for key, draft in drafts.items()
        ]
        title = f"{plural(len(drafts), 'draft')} of forms and notes not finished"
        self.app.push_screen(Chooser(title, [Choice(_LATER, "", "leave them for later"), *choices]), chosen)

    def _ask_about(
        self, key: str, draft: Json, rest: dict[str, Json] | None = None, *, letters: bool = True
    ) -> None:
        """Asks what is to become of a draft; when it is thrown away, which one of the ``rest`` is next."""
        from casefile.tui.screens.chooser import Choice, Chooser

        async def chosen(choice: str | None) -> None:
            if choice == "write":
                self.go_on_with(key, draft)
            elif choice == "discard":
                await self.discard_draft(key)
                self.notify("The draft was thrown away.", markup=False)
                self._ask_for(rest or {})

        choices = [
            Choice(_LATER, "l", "leave it for later", _when(draft)),
            Choice("write", "w", "go on writing", self._called(draft)),
            Choice("discard", "d", "throw it away"),
        ]
        title = (
            f"A form was not finished: {self._kind(draft)}" if _is_form(draft) else "A note was not finished"
        )
        asked = choices if letters else [choice._replace(key="") for choice in choices]
        self.app.push_screen(Chooser(title, asked), chosen)

    def _kind(self, draft: Json) -> str:
        from casefile.model.vocabulary import TABLES

        form = draft["form"] if _is_form(draft) else "notes"
        return TABLES[form].singular if form in TABLES else form

    def _called(self, draft: Json) -> str:
        """What was typed for a name, else the record that it is about."""
        title, record_id = draft.get("title") or str(draft.get("body", "")).strip(), draft.get("record")
        if not title and self.reading is not None and isinstance(record_id, str) and record_id in self._case:
            title = self.reading.title(record_id)
        return cut(str(title).partition("\n")[0] or "without a title", _TITLE)

    # Going on

    def go_on_with(self, key: str, draft: Json) -> None:
        """Opens the form, or the editor, with what was typed."""
        if _is_form(draft):
            self._resume_form(key, draft)
        else:
            self._resume_note(key, draft)

    async def discard_draft(self, key: str) -> None:
        """Throws the draft of a form or note away."""
        self._note_drafts.pop(key, None)
        await super().discard_draft(key)

    def open_editor(self, note: Note | None, about: list[str], draft: tuple[str, Json] | None = None) -> None:
        """Opens the editor of a note; one that was left for later is gone on with, a new one if that is wished."""
        left = [(key, one) for key, one in self._note_drafts.items() if _is_of(one, note, about)]
        if draft is None and left and note is None:
            self.ask_which("New note", *left[-1], lambda: super(Unfinished, self).open_editor(note, about))
            return
        draft = draft or (left[-1] if left else None)
        if draft is not None:
            # It stays on the disk until the editor is done with it.
            self._note_drafts.pop(draft[0], None)
        super().open_editor(note, about, draft)

    def _resume_note(self, key: str, draft: Json) -> None:
        from casefile.model.records import Note

        note_id, about = draft.get("note"), draft.get("about")
        note = self._case.get(note_id, Note) if isinstance(note_id, str) else None
        known = [one for one in about if isinstance(one, str)] if isinstance(about, list) else []
        self.open_editor(note, known, (key, draft))

    def _resume_form(self, key: str, draft: Json) -> None:
        """Opens the form of a draft with what was typed."""
        form = self._drafted(draft)
        if form is None:
            self.notify("The record of this draft is not there any more.", severity="warning", markup=False)
            return
        form.restore(draft)
        self.open_form(form, draft_key=key)

    def _drafted(self, draft: Json) -> Form | None:
        from casefile.tui.forms.bulk_forms import MANY_FORMS
        from casefile.tui.forms.fields import FORMS

        table, record_id = draft["form"], draft.get("record") or None
        if table in FORMS and (record_id is None or self._case.table_of(record_id) == table):
            return self._form(table, record_id)
        marked: Any = draft.get("records")
        record_ids = [one for one in marked if one in self._case] if isinstance(marked, list) else []
        desk = CaseDesk(self)
        many = MANY_FORMS.get(table) if record_ids else None
        return many(self._case, record_ids, desk.now, desk.hidden) if many else None


def _is_of(draft: Json, note: Note | None, about: list[str]) -> bool:
    """Whether a draft is of that note, or of a new one about the same."""
    if note is not None:
        return draft.get("note") == note.id
    of = draft.get("about")
    known = set(of) if isinstance(of, list) else set()
    return not draft.get("note") and (bool(known & set(about)) or known == set(about))


def _is_form(draft: Json) -> bool:
    return isinstance(draft.get("form"), str)


def _when(draft: Json) -> str:
    when = str(draft.get("when", ""))[:16].replace("T", " ")
    return when and f"written {when} UTC"
