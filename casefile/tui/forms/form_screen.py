"""A form over whatever was there: what is typed is kept, until the record is written or the form is left."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType

from casefile.errors import CasefileError, InvalidCaseError
from casefile.model.editing import free_id
from casefile.model.vocabulary import TABLES
from casefile.tui.bindings import bindings
from casefile.tui.forms.choices import New
from casefile.tui.forms.desk import Desk
from casefile.tui.forms.draft_keeper import SAVED, DraftKeeper, Within
from casefile.tui.forms.filling import Filling
from casefile.tui.forms.form import Form

_ABANDON: Final = "once more to throw away what was typed"


class FormScreen(Filling, inherit_bindings=False):
    """Fills a form. It is dismissed with the id of the record, or with None where none was written.

    ``within`` is the way to the field that the record is made for: `New event › place`.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("form")

    def __init__(
        self, form: Form, desk: Desk, *, draft_key: str = "", start: str = "", within: str = ""
    ) -> None:
        start = start or str(desk.drafts.get(draft_key, {}).get("field", ""))
        super().__init__(
            form, desk, start=start, title=f"{within}: {form.title.lower()}" if within else form.title
        )
        self._path = within or form.title
        key = draft_key or f"form-{form.record_id or free_id(form.case, form.table)}"
        self.drafts = DraftKeeper(form, desk, key, screen=self, tell=self._say_of_draft)
        self.drafts.kept, self.drafts.field = bool(draft_key), start
        self._desk = desk
        self._abandoning = False

    def changed(self) -> None:
        """What is typed will be on the disk soon."""
        self.sheet.say("")
        self._abandoning = False
        self.drafts.field = self.field.name
        self.drafts.changed()

    def _say_of_draft(self, state: str) -> None:
        """A draft is called saved only while nothing newer stands in the editor, and no question is asked."""
        if state != SAVED or not (self._abandoning or self.sync()):
            self.sheet.say(state)

    # Records from within

    def opened(self) -> None:
        """A form that was being filled inside of this one is gone on with too."""
        for key, draft in self._desk.drafts.items():
            within = Within.of(draft)
            if within.form == self.drafts.key and within.field in self.form.texts and draft["form"] in TABLES:
                self.activate([field.name for field in self.form.fields].index(within.field))
                self.editor.cursor = within.cursor
                form = self.form.inner(draft["form"], "")
                form.restore(draft)
                self._push(form, key)
                return

    def make(self, new: New) -> None:
        """Opens the form of a new record over this one; one that was left for the same name is gone on with."""
        form = self.form.inner(new.table, new.name)
        fresh = form.draft()
        for key, draft in self._desk.drafts.items():
            if all(draft.get(name) == fresh[name] for name in ("form", "record", "given")):
                form.restore(draft)
                return self._push(form, key)
        return self._push(form)

    def _push(self, form: Form, draft_key: str = "") -> None:
        """Shows the form of a new record; when that is written, the active field names it."""
        way = f"{self._path} › {self.field.label}"
        screen = FormScreen(form, self._desk, draft_key=draft_key, within=way)
        screen.drafts.within = Within(self.drafts.key, self.field.name, self.editor.cursor)
        cursor = self.editor.cursor

        def made(record_id: str | None) -> None:
            if record_id is None:
                self.view.arrived = True
                self.sheet.place()
            else:
                self.put(*self.choices.named(record_id, self.text, cursor))

        self.app.push_screen(screen, made)

    # Leaving

    async def save_draft(self) -> None:
        """Writes what is typed to the disk."""
        self.sync()
        await self.drafts.save()

    async def action_keep_form(self) -> None:
        """Writes the record and leaves; what is wrong is said beside its field."""
        if self.drafts.resting:
            return
        self.settle()
        self.choices.close()
        self.view.tried = True
        try:
            edit = self.form.edit(self._desk.author)
        except InvalidCaseError as error:
            self._refuse(error.field, error.expected)
            return
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.drafts.resting = True
        kept = partial(self._kept, edit.changes[0].id if edit.changes else self.form.record_id)
        if self.form.changed and not edit.changes:
            self.notify("Nothing is other than it was.", markup=False)
        if edit.changes and not await self._desk.commit(edit, kept):
            self.drafts.resting = False
            await self.save_draft()
            return
        await kept()

    async def _kept(self, record_id: str | None) -> None:
        """Leaves: the record is on the disk."""
        self.drafts.resting = True
        await self.drafts.discard()
        self.dismiss(record_id)

    def _refuse(self, path: str, problem: str) -> None:
        """Goes to the field that is wrong."""
        names = [field.name for field in self.form.fields]
        name = path.partition(".")[0]
        if name in names and not self.form.problem(name):
            self.view.refused[name] = problem
        count = len(self.form.problems()) or 1
        self.activate(names.index(name) if name in names else self.view.active)
        self.sheet.say(f"{count} {'field needs' if count == 1 else 'fields need'} a look")
        if name not in names:
            self.notify(f"{path}: {problem}", severity="error", markup=False)

    async def action_leave_form(self) -> None:
        """Leaves; what was typed is kept as a draft."""
        if self.drafts.resting:
            return
        self.sync()
        self.drafts.resting = True
        self.drafts.within = Within()
        if self.form.changed:
            await self.drafts.save()
            self.notify(f"What was typed is kept; {self.form.again}.", markup=False)
        else:
            await self.drafts.discard()
        self.dismiss(None)

    async def action_abandon_form(self) -> None:
        """Throws away what was typed; asks once."""
        self.sync()
        if self.form.changed and not self._abandoning:
            self._abandoning = True
            self.sheet.say(_ABANDON)
            return
        self.drafts.resting = True
        await self.drafts.discard()
        self.dismiss(None)
