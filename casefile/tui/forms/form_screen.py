"""Filling a form: a check on every field as it is typed, completion, new records from within, a draft on the disk."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from casefile.errors import CasefileError, InvalidCaseError
from casefile.model.editing import free_id, timestamp
from casefile.model.records import Json
from casefile.model.vocabulary import TABLES
from casefile.tui.bindings import bindings
from casefile.tui.forms.completion import NEW, READING, Completion, Offer
from casefile.tui.forms.desk import Desk
from casefile.tui.forms.editors import (
    HELD_LINE,
    HELD_LINES,
    Cleared,
    Left,
    LineEditor,
    LinesEditor,
    Pasted,
)
from casefile.tui.forms.fields import Field
from casefile.tui.forms.form import Form
from casefile.tui.forms.form_view import LABEL_CELLS, FormView
from casefile.tui.widgets.finder import work_in_slices
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.palette import EntryRows
from casefile.tui.widgets.virtual_list import VirtualList

DRAFT_SECONDS: Final = 0.5
DRAFT_CHARACTERS: Final = 100
"""How long, and how much, may be typed before the draft is written: a killed terminal loses no more than that."""

_SLICE: Final = 0.004
_PATIENCE: Final = 0.2
"""Seconds that choices are looked for at once, and where a key already asks for the first of them."""

_POPUP_ROWS: Final = 8
_POPUP_CELLS: Final = 72
_MOST_CELLS: Final = 110
_MOVES: Final = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


class FormScreen(ModalScreen[str | None], inherit_bindings=False):
    """A form over whatever was there. It is dismissed with the id of the record, or with None where none was written."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("form")
    AUTO_FOCUS = "LineEditor"
    DEFAULT_CSS = f"""
    FormScreen {{
        background: $background;
        #form {{
            background: $surface; padding: 0 1; layers: rows editor;
        }}
        LineEditor, LineEditor:focus {{
            layer: editor; width: 1fr; height: 1; margin: 0 2 0 {LABEL_CELLS}; padding: 0; background: $boost;
        }}
        LinesEditor {{
            layer: editor; width: 1fr; height: 5; margin: 0 2 0 {LABEL_CELLS}; padding: 0; background: $boost; border: none;
            scrollbar-size: 1 1;
        }}
        LinesEditor:focus {{ border: none; }}
        FormView {{
            height: 1fr;
            scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        }}
        #choices {{
            overlay: screen; position: absolute; display: none; background: $panel;
        }}
        #choices.-open {{ display: block; }}
        KeyBar {{ dock: bottom; background: $background; }}
    }}
    """

    def __init__(
        self, form: Form, desk: Desk, *, draft_key: str = "", start: str = "", title: str = ""
    ) -> None:
        super().__init__()
        self.form = form
        form.context.patient = False
        self.view = FormView(form)
        self._desk = desk
        self._draft_key = draft_key or f"form-{form.record_id or free_id(form.case, form.table)}"
        self._start = start
        self._title = title or form.title
        self._line = LineEditor(compact=True, select_on_focus=False)
        self._line.takes = self._takes
        self._lines: LinesEditor | None = None
        self._choices = VirtualList(driven=True, id="choices")
        self._completion: Completion | None = None
        self._offer: Offer | None = None
        self._asked = False
        self._looked_for: str | None = None
        self._moves = {key: name for name in ("next_field", "previous_field") for key in desk.keys[name]}
        self._footer = desk.footer()
        self._state = ""
        self._timer: Timer | None = None
        self._typed = 0
        self._leaving = False
        self._asked_once = False
        self._has_draft = bool(draft_key)
        self._fitted = Size(0, 0)

    # Opening

    def compose(self) -> ComposeResult:
        """The rows with the editor over them, the choices, the keys below."""
        yield Frame(self.view, self._line, id="form")
        yield self._choices
        if self._footer is not None:
            yield self._footer

    def on_mount(self) -> None:
        """The cursor is in the first field that is to be filled."""
        self._fit()
        self._draw_frame()
        names = [field.name for field in self.form.fields]
        self.activate(names.index(self._start) if self._start in names else self._first_empty())
        self.call_after_refresh(self._lines_editor)

    def _first_empty(self) -> int:
        if self.form.record_id is not None:
            return 0
        empty = (index for index, field in enumerate(self.form.fields) if not self.form.texts[field.name])
        return next(empty, 0)

    def on_resize(self) -> None:
        """On a small screen the form takes all of it; the active field stays in sight."""
        if self.app.size != self._fitted:
            self._fit()
            self.call_after_refresh(self._place)

    def _fit(self) -> None:
        size = self._fitted = self.app.size
        small = size.width < 80 or size.height < 24
        frame = self.query_one("#form")
        width = size.width if small else min(size.width * 94 // 100, _MOST_CELLS)
        height = size.height - 1 if small else min(self.view.rows_at_rest() + 6, size.height * 9 // 10)
        frame.styles.width, frame.styles.height = width, height
        # Not by `align`, which would move the form whenever the choices are shown.
        frame.styles.margin = ((size.height - 1 - height) // 2, 0, 0, (size.width - width) // 2)
        self.view.expected_cells = width - 5

    def _draw_frame(self) -> None:
        name = (
            self.form.context.index((self.form.table,)).text(self.form.record_id)
            if self.form.record_id
            else ""
        )
        title = f"{self._title} · {name}" if name else self._title
        self.query_one("#form", Frame).set_frame(title=title, count=self._state)

    def _say(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._draw_frame()

    # The active field

    @property
    def field(self) -> Field:
        """The field that is typed in."""
        return self.view.field

    @property
    def text(self) -> str:
        """Its text."""
        return self.form.texts[self.field.name]

    @property
    def _held(self) -> bool:
        """Whether the text is too long for an editor."""
        return len(self.text) > (HELD_LINES if self.field.kind.rows > 1 else HELD_LINE)

    @property
    def _in_lines(self) -> bool:
        return self.field.kind.rows > 1 and not self._held

    def activate(self, index: int) -> None:
        """Goes to a field."""
        self._close_choices()
        self.view.active = index
        self.view.remark = ""
        self._completion = None
        self._load(whole=True)

    def _load(self, whole: bool = False) -> None:
        """Puts the active field's text into its editor; with ``whole``, so that typing takes the place of a term."""
        if self._in_lines:
            editor = self._lines_editor()
            with editor.prevent(TextArea.Changed):
                editor.text = self.text
            editor.move_cursor(editor.document.end)
        else:
            self._line.held = self._held
            self._line.placeholder = (
                f"{len(self.text):,} characters, as pasted; backspace clears them" if self._held else ""
            )
            with self._line.prevent(Input.Changed):
                self._line.value = "" if self._held else self.text
            self._line.cursor_position = len(self._line.value)
            if whole and self.field.kind.whole:
                self._line.select_all()
        self._line.display = not self._in_lines
        if self._lines is not None:
            self._lines.display = self._in_lines
        self.view.editor_rows = self._rows_of_editor()
        self._place()
        if self._in_lines:
            self._focus_at_once(self._lines_editor())
        elif self.focused is not None:
            self._focus_at_once(self._line)

    def _focus_at_once(self, editor: Widget) -> None:
        """Gives an editor the focus before another key comes; one that is not mounted yet gets it as soon as it is."""
        if editor.is_mounted:
            self.set_focus(editor, scroll_visible=False)
        else:
            editor.focus(scroll_visible=False)

    def _rows_of_editor(self) -> int:
        return min(self.field.kind.rows, max(1, self.view.page_size - 2)) if self._in_lines else 1

    def _lines_editor(self) -> LinesEditor:
        """The editor for several lines, made once the form is drawn, or when it is needed before."""
        if self._lines is None:
            self._lines = LinesEditor(tab_behavior="focus", soft_wrap=True, compact=True)
            self._lines.display = False
            self._lines.takes = self._takes
            self.query_one("#form").mount(self._lines)
        return self._lines

    def _place(self) -> None:
        """Arranges the rows and puts the editor over its own."""
        if not self.is_attached:
            return
        line = self.view.arrange_rows()
        editor = self._lines if self._in_lines and self._lines is not None else self._line
        editor.styles.offset = (0, line)
        if editor is self._lines:
            editor.styles.height = self.view.editor_rows

    def _put(self, text: str, cursor: int | None = None) -> None:
        """Sets the active field's text, as from a choice or a paste."""
        self.form.texts[self.field.name] = text
        self._load()
        if cursor is not None and not self._in_lines and not self._held:
            self._line.cursor_position = cursor
        self._after_change()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        if self._sync():
            self._look_up()

    def _sync(self) -> bool:
        """Takes what stands in the editor; whether it is another text than before.

        What a message says may be old: keys that were typed since may have led to another field.
        """
        if self._held or not self.is_attached:
            return False
        text = self._line.value
        if self._in_lines:
            text = self._lines.text if self._lines is not None else self.text
        if text == self.text:
            return False
        self.form.texts[self.field.name] = text
        self.view.remark = ""
        self._after_change()
        return True

    def _after_change(self) -> None:
        """What follows when the active field says something else."""
        name = self.field.name
        self.view.refused.pop(name, None)
        self.view.remarked.pop(name, None)
        if name == "url" and not self.form.problem(name):
            self._propose(self.text)
        self._place()
        self._say("")
        self._asked_once = False
        self._typed += 1
        if self._typed >= DRAFT_CHARACTERS:
            self._save_draft_soon()
        elif self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self._save_draft_soon)

    def on_form_view_activated(self, event: FormView.Activated) -> None:
        """A click goes to a field."""
        event.stop()
        self._go(event.index)

    def _go(self, index: int) -> None:
        self._sync()
        if self.field.name == "url" and self.form.problem("url") and " " in self.text.strip():
            self._take_citation(self.text)
        self.activate(index % len(self.form.fields))

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

    # Pasting

    def on_pasted(self, event: Pasted) -> None:
        """A paste goes where the cursor is; an address or a citation fills a new report."""
        event.stop()
        self._sync()
        if self.form.table == "reports" and self.field.name in ("url", "title") and not self.text.strip():
            text = event.text.strip()
            if (" " in text or "://" in text) and self._take_citation(" ".join(text.split())):
                return
        if self._held:
            self._put(self.text + event.text)
        elif self._in_lines and self._lines is not None:
            start, end = sorted(self._lines.selection)
            before = self._lines.get_text_range((0, 0), start)
            self._put(before + event.text + self._lines.get_text_range(end, self._lines.document.end))
        else:
            text = " ".join(event.text.split("\n")) if self.field.kind.rows == 1 else event.text
            start_at, end_at = sorted(self._line.selection)
            before, after = self.text[:start_at], self.text[end_at:]
            self._put(before + text.strip() + after, len(before) + len(text.strip()))
        if event.removed:
            self.view.remark = f"{event.removed:,} control characters of what was pasted were left out"
            self._place()
        self._look_up()

    def on_cleared(self, event: Cleared) -> None:
        """A text too long to be edited is cleared away."""
        event.stop()
        self._put("")

    def _propose(self, text: str) -> None:
        self.view.remarked.update(self.form.take(text))

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
        self._place()
        return True

    # Completion

    def action_choices(self) -> None:
        """Shows what the field can take."""
        self._sync()
        if not self._look_up(asked=True):
            self.view.remark = (
                "any text is good here"
                if self.field.kind.free or self.field.kind.rows > 1
                else "nothing to choose from"
            )
            self._place()

    def _look_up(self, asked: bool = False, seconds: float = _SLICE) -> bool:
        """Looks for choices for what is typed; whether there are some."""
        if self._in_lines or self._held:
            return False
        if self._completion is None:
            self._completion = Completion(self.field, self.form.context)
        self._asked, self._looked_for = asked, self._line.value
        shown = self._look_on(self._completion, self._line.value, seconds)
        if self._offer is not None and not self._offer.finished:
            completion, text = self._completion, self._line.value

            def advance() -> bool:
                if completion is not self._completion or text != self._line.value or not self.is_attached:
                    return True
                if not completion.look_on(_SLICE):
                    return False
                self._look_on(completion, text)
                self._place()
                return True

            work_in_slices(self, "choices", advance)
        return shown

    def _look_on(self, completion: Completion, text: str, seconds: float = _SLICE) -> bool:
        self._offer = offer = completion.offer(text, self._line.cursor_position, seconds)
        if not offer.entries or not (offer.part.text.strip() or self._asked):
            self._choices.remove_class("-open")
            return False
        self._choices.show(EntryRows(offer.entries, offer.part.text), keep="first")
        height = min(len(offer.entries), _POPUP_ROWS)
        self._choices.styles.height = height
        self._choices.styles.width = min(_POPUP_CELLS, self._line.region.width + 5)
        # A question stays in sight above its answers.
        row = (
            self._line.region.y + 1 + (self.view.note_rows if offer.entries[0].key.startswith(READING) else 0)
        )
        if row + height >= self.app.size.height:
            row = max(0, self._line.region.y - height)
        self._choices.styles.offset = (max(0, self._line.region.x - 3), row)
        self._choices.add_class("-open")
        return True

    def _close_choices(self) -> None:
        self._choices.remove_class("-open")
        self._offer = None

    def _takes(self, key: str) -> bool:
        """Whether a key of the line is the form's: those of the choices while they are shown, and enter."""
        if key in ("tab", "enter"):
            self._sync()
            self._catch_up()
        if self._choices.has_class("-open"):
            if key in _MOVES:
                getattr(self._choices, _MOVES[key])()
                return True
            if key == "escape":
                self._close_choices()
                return True
            if key in ("tab", "enter"):
                if self._choose(self._choices.cursor_key) and key == "tab":
                    self.action_next_field()
                return True
        action = "next_field" if key == "enter" else self._moves.get(key, "")
        if action:
            getattr(self, f"action_{action}")()
        return bool(action)

    def on_key(self, event: events.Key) -> None:
        """What is typed before the first field has the focus is meant for it."""
        if self.focused is None and event.is_printable and event.character is not None:
            event.stop()
            self._line.insert_text_at_cursor(event.character)

    def _catch_up(self) -> None:
        """Choices of a text that was typed so fast that they are not shown yet."""
        if (
            self._looked_for != self._line.value
            and not self.field.kind.free
            and self.form.problem(self.field.name)
        ):
            self._look_up()

    @on(VirtualList.Chosen, "#choices")
    def _clicked(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._choose(event.key)

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()

    def _choose(self, key: str | None) -> bool:
        """Puts a choice into the field; False where a new record is made instead."""
        offer, completion = self._offer, self._completion
        self._close_choices()
        if key is None or offer is None or completion is None:
            return True
        if key.startswith(NEW):
            self._make(key.removeprefix(NEW), offer)
            return False
        self._put(*completion.chosen(key, self._line.value, offer.part))
        return True

    # New records from within

    def _make(self, table: str, offer: Offer) -> None:
        """Opens the form of a new record over this one; when that is written, this field names it."""
        name = offer.part.text.strip()
        given: Json = {"title" if table in ("events", "reports") else "name": name}
        if table == "reports" and name.startswith(("http://", "https://")):
            given = {"url": name}
        form = Form(self.form.case, table, self._desk.now, given=given, hidden=self._desk.hidden)
        if "url" in given:
            form.take(name)

        def made(record_id: str | None) -> None:
            if record_id is None:
                return
            self._completion = Completion(self.field, self.form.context)
            self._put(*self._completion.chosen(record_id, self._line.value, offer.part))

        self.app.push_screen(FormScreen(form, self._desk), made)

    # The draft

    def _save_draft_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._typed = 0
        if not self._leaving:
            self.run_worker(self.save_draft(), group="draft")

    async def save_draft(self) -> None:
        """Writes what is typed to the disk."""
        self._sync()
        if not self.form.changed and not self._has_draft:
            return
        self._has_draft = True
        try:
            kept = self.form.draft()
            await self._desk.save_draft(self._draft_key, {**kept, "when": timestamp(self._desk.now())})
        except CasefileError as error:
            self._say("draft not saved")
            self.notify(f"The draft is not on the disk: {error}", severity="error", markup=False)
        else:
            if not self._asked_once and self.form.draft() == kept:
                self._say("draft saved")

    async def _discard_draft(self) -> None:
        if self._has_draft or self.form.changed:
            try:
                await self._desk.discard_draft(self._draft_key)
            except CasefileError as error:
                self.notify(str(error), severity="error", markup=False)

    # Leaving

    async def action_keep_form(self) -> None:
        """Writes the record and leaves; what is wrong is said beside its field."""
        if self._leaving:
            return
        self._sync()
        self._close_choices()
        self.view.tried = True
        try:
            edit = self.form.edit(self._desk.author)
        except InvalidCaseError as error:
            self._refuse(error.field, error.expected)
            return
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._leaving = True
        kept = partial(self._kept, edit.changes[0].id if edit.changes else self.form.record_id)
        if edit.changes and not await self._desk.commit(edit, kept):
            self._leaving = False
            await self.save_draft()
            return
        await kept()

    async def _kept(self, record_id: str | None) -> None:
        """Leaves: the record is on the disk."""
        self._leaving = True
        await self._discard_draft()
        self.dismiss(record_id)

    def _refuse(self, path: str, problem: str) -> None:
        """Goes to the field that is wrong."""
        names = [field.name for field in self.form.fields]
        name = path.partition(".")[0]
        if name in names and not self.form.problem(name):
            self.view.refused[name] = problem
        count = len(self.form.problems()) or 1
        self.activate(names.index(name) if name in names else self.view.active)
        self._say(f"{count} {'field needs' if count == 1 else 'fields need'} a look")
        if name not in names:
            self.notify(f"{path}: {problem}", severity="error", markup=False)

    async def action_leave_form(self) -> None:
        """Leaves; what was typed is kept as a draft."""
        if self._leaving:
            return
        self._sync()
        self._leaving = True
        if self.form.changed:
            self._has_draft = True
            await self.save_draft()
            word = TABLES[self.form.table].singular if self.form.table in TABLES else "record"
            self.notify(
                f"What was typed is kept; the next form for {_article(word)} {word} offers it.", markup=False
            )
        else:
            await self._discard_draft()
        self.dismiss(None)

    async def action_abandon_form(self) -> None:
        """Throws away what was typed; asks once."""
        self._sync()
        if self.form.changed and not self._asked_once:
            self._asked_once = True
            self._say("once more to throw away what was typed")
            return
        self._leaving = True
        await self._discard_draft()
        self.dismiss(None)

    def on_key_bar_pressed(self, event: Message) -> None:
        """A click on a key does what it says."""
        event.stop()
        action: Any = getattr(event, "action", None)
        if action is not None:
            self.run_worker(self.run_action(action.id))

    def on_click(self, event: events.Click) -> None:
        """A click outside of the choices closes them."""
        if event.widget is not self._choices:
            self._close_choices()


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
