"""Filling a form: text goes into the active field, is understood as it is typed, and is completed."""

from __future__ import annotations

from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from casefile.model.text.counting import plural
from casefile.tui.forms.choices import Choices, New, Put
from casefile.tui.forms.desk import Desk
from casefile.tui.forms.editors import Cleared, Left, Pasted
from casefile.tui.forms.fields import Field
from casefile.tui.forms.form import Form
from casefile.tui.forms.form_sheet import FormSheet
from casefile.tui.forms.form_view import FormView
from casefile.tui.forms.publishers import archived_page
from casefile.tui.widgets.dialog import Dialog

_VEILED: Final = Size(100, 30)
"""From this size on the case is seen around a form."""


class Filling(Dialog[str | None], inherit_bindings=False):
    """The fields of a form, the editor of the active one and its choices, wired together."""

    AUTO_FOCUS = "LineEditor"
    DEFAULT_CSS = """
    Filling {
        background: $background;
        &.-veil { background: $background 60%; }
        KeyBar { dock: bottom; background: $background; }
    }
    """

    def __init__(self, form: Form, desk: Desk, *, start: str = "", title: str = "") -> None:
        super().__init__()
        self.form = form
        form.context.patient = False
        self.sheet = FormSheet(form, title or form.title, takes=self._takes)
        self.view, self.editor = self.sheet.view, self.sheet.editor
        self.choices = Choices(self._anchor)
        self._start = start
        self._moves = {key: name for name in ("next_field", "previous_field") for key in desk.keys[name]}
        self._footer = desk.footer()

    def opened(self) -> None:
        """The form stands there, with a field to type in."""

    def make(self, new: New) -> None:
        """A record is to be made from within the active field."""
        raise NotImplementedError

    def changed(self) -> None:
        """Something was typed."""

    def compose(self) -> ComposeResult:
        """The rows with the editor over them, the choices, the keys below."""
        yield self.sheet
        yield self.choices
        if self._footer is not None:
            yield self._footer

    def _anchor(self) -> tuple[Region, int]:
        return self.editor.line.region, self.view.note_rows

    def on_mount(self) -> None:
        """The cursor is in the first field that is to be filled."""
        self._fit()
        names = [field.name for field in self.form.fields]
        self.activate(names.index(self._start) if self._start in names else self._first_empty())
        self.call_after_refresh(self.editor.prepare)
        self.opened()

    def _first_empty(self) -> int:
        if self.form.record_id is not None:
            return 0
        empty = (index for index, field in enumerate(self.form.fields) if not self.form.texts[field.name])
        return next(empty, 0)

    def on_resize(self) -> None:
        """The form takes its place on the screen."""
        self._fit()

    def _fit(self) -> None:
        """Around a form that takes nearly the whole screen only scraps of the case would be seen."""
        size = self.app.size
        self.set_class(size.width >= _VEILED.width and size.height >= _VEILED.height, "-veil")
        self.sheet.fit(size)

    # The active field

    @property
    def field(self) -> Field:
        """The field that is typed in."""
        return self.view.field

    @property
    def text(self) -> str:
        """Its text."""
        return self.form.texts[self.field.name]

    def activate(self, index: int) -> None:
        """Goes to a field."""
        self.view.active = index
        self.view.remark = ""
        self.view.arrived = True
        self.choices.begin(self.field, self.form.context, self.text)
        self._load(whole=True)

    def _load(self, *, whole: bool = False) -> None:
        self.editor.load(whole=whole)
        self.sheet.place()
        if self.editor.in_lines or self.focused is not None:
            self._focus_at_once(self.editor.widget)

    def _focus_at_once(self, editor: Widget) -> None:
        """Gives an editor the focus before another key comes; one that is not mounted yet gets it as soon as it is."""
        if editor.is_mounted:
            self.set_focus(editor, scroll_visible=False)
        else:
            editor.focus(scroll_visible=False)

    def put(self, text: str, cursor: int | None = None) -> None:
        """Sets the active field's text, as from a choice or a paste."""
        self.form.texts[self.field.name] = text
        self._load()
        if cursor is not None:
            self.editor.cursor = cursor
        self._after_change()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        if self.sync():
            self._look_up()

    def sync(self) -> bool:
        """Takes what stands in the editor; whether it is another text than before.

        What a message says may be old: keys that were typed since may have led to another field.
        """
        if not self.is_attached or (text := self.editor.typed()) == self.text:
            return False
        self.form.texts[self.field.name] = text
        self.view.remark = ""
        self._after_change()
        return True

    def _after_change(self) -> None:
        """What follows when the active field says something else."""
        name = self.field.name
        self.view.arrived = False
        self.view.refused.pop(name, None)
        self.view.remarked.pop(name, None)
        if name == "url" and not self.form.problem(name) and not archived_page(self.text):
            self.view.remarked.update(self.form.take(self.text))
        self.view.remarked.update(self.form.take_pair(name))
        self.sheet.place()
        self.changed()

    # From field to field

    def _go(self, index: int) -> None:
        self.settle()
        self.activate(index % len(self.form.fields))

    def settle(self) -> None:
        """Takes what stands in the editor when that is done with: an archive's address or a citation says more then."""
        self.sync()
        if self.form.table != "reports" or self.field.name != "url":
            return
        cited = self.form.problem("url") and " " in self.text.strip()
        if cited or (archived_page(self.text) and not self.form.texts["archive_urls"]):
            self._take_citation(self.text)

    def action_next_field(self) -> None:
        """Goes to the next field."""
        self._go(self.view.active + 1)

    def action_previous_field(self) -> None:
        """Goes to the field before."""
        self._go(self.view.active - 1)

    def on_left(self, event: Left) -> None:
        """The cursor left a text of several lines."""
        event.stop()
        self._go(self.view.active + event.way)

    def on_form_view_activated(self, event: FormView.Activated) -> None:
        """A click goes to a field."""
        event.stop()
        self._go(event.index)

    def on_click(self, event: events.Click) -> None:
        """A click outside of the choices closes them."""
        if event.widget is not self.choices:
            self.choices.close()

    def on_key(self, event: events.Key) -> None:
        """What is typed before the first field has the focus is meant for it."""
        if self.focused is None and event.is_printable and event.character is not None:
            event.stop()
            self.editor.line.insert_text_at_cursor(event.character)

    def _takes(self, key: str) -> bool:
        """Whether a key of the editor is the form's: those of the choices while they are shown, and enter."""
        if key in ("tab", "enter"):
            self.sync()
            self._catch_up()
            if self.choices.is_open:
                # On the way to the next field nothing is made: what was typed may be meant as it stands.
                taken = self.choices.take(made=key == "enter")
                if self._take(taken) and key == "tab":
                    self.action_next_field()
                return True
        if self.choices.takes(key):
            return True
        if key == "enter" and self.form.is_not_yet(self.field.name):
            self.make(New(self.field.kind.made(self.form.context)[0], self.text.strip()))
            return True
        if key == "enter" and self.form.names_nothing(self.field.name) and self._look_up():
            return True
        action = "next_field" if key == "enter" else self._moves.get(key, "")
        if action:
            getattr(self, f"action_{action}")()
        return bool(action)

    # Pasting

    def on_pasted(self, event: Pasted) -> None:
        """A paste goes where the cursor is; an address or a citation fills a new report."""
        event.stop()
        self.sync()
        if self.form.table == "reports" and self.field.name in ("url", "title") and not self.text.strip():
            text = event.text.strip()
            if (" " in text or "://" in text) and self._take_citation(" ".join(text.split())):
                return
        self.put(*self.editor.pasted(event.text))
        if event.removed:
            self.view.remark = f"left out of what was pasted: {plural(event.removed, 'control character')}"
            self.sheet.place()
        self._look_up()

    def on_cleared(self, event: Cleared) -> None:
        """A text too long to be edited is cleared away."""
        event.stop()
        self.put("")

    def _take_citation(self, text: str) -> bool:
        """Fills the form from a citation; False where nothing of one is found in the text."""
        if self.field.name == "url":
            self.form.texts["url"] = ""
        filled = self.form.take(text)
        if not filled:
            if self.field.name == "url":
                self.form.texts["url"] = text
            return False
        self._load()
        self._after_change()
        self.view.remarked.update(filled)
        self.sheet.place()
        return True

    # Choices, and new records from within

    def action_choices(self) -> None:
        """Shows what the field can take."""
        self.sync()
        if not self._look_up(asked=True):
            free = self.field.kind.free or self.field.kind.rows > 1
            self.view.remark = "any text is good here" if free else "nothing to choose from"
            self.sheet.place()

    def _look_up(self, *, asked: bool = False) -> bool:
        """Looks for choices for what is typed; whether there are some."""
        if self.editor.in_lines or self.editor.held:
            return False
        return self.choices.look_up(self.editor.typed(), self.editor.cursor, asked=asked)

    def _catch_up(self) -> None:
        """Choices of a text that was typed so fast that they are not shown yet."""
        seen = self.choices.looked_for == self.editor.line.value
        if not seen and not self.field.kind.free and self.form.problem(self.field.name):
            self._look_up()

    def on_choices_looked(self, event: Choices.Looked) -> None:
        """What the field says may be another now."""
        event.stop()
        self.sheet.place()

    def on_choices_taken(self, event: Choices.Taken) -> None:
        """A choice was clicked."""
        event.stop()
        self._take(event.answer)

    def _take(self, answer: Put | New | None) -> bool:
        """Puts a choice into the field; False where a new record is made instead."""
        if isinstance(answer, New):
            self.make(answer)
            return False
        if answer is not None:
            self.put(*answer)
        return True
