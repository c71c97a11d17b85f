"""Writing a note: its title, its text in Markdown, completion of references, a preview.

Whoever opens an editor imports this module; nothing that the first paint needs does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, TextArea

from casefile.tui.widgets.line import Line, column, column_cells, width
from casefile.tui.widgets.markdown_view import MarkdownView
from casefile.tui.widgets.note_fields import NoteBody, NoteTitle, PopupKey, fitted
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

Complete: TypeAlias = Callable[[str], Sequence[tuple[str, str, str]]]
"""What is typed after `[[` to the records that may be meant, best first: (id, label, a word for what it is)."""

CHANGE_SECONDS: Final = 0.3
CHANGE_EDITS: Final = 100
"""How long, and how many letters, may be typed before ``Changed`` is told: a draft loses no more than that."""

SUGGESTED: Final = 8
LONGEST_LABEL: Final = 200
"""How many records are suggested, and how much of a record's name a reference takes."""

_MOST_KIND: Final = 12
"""The most cells of the word for what a record is."""
_BESIDES: Final = 4
"""Cells of a row besides its text: the cursor's and the marks' signs, the scrollbar."""

_BREAKING: Final = re.compile(r"[\[\]|\x00-\x1f\x7f-\x9f]+")


class NoteEditor(Vertical):
    """An editor with the title on top, the text below, and the preview in place of the text when asked.

    It keeps nothing: it tells ``Changed`` soon after typing, and the screen reads ``title_text``, ``body``.
    """

    DEFAULT_CSS = """
    NoteEditor {
        height: 1fr;
        & > TextInput { margin-bottom: 1; text-style: bold; }
        & > NoteBody { border: none; padding: 0 1; background: transparent; }
        & > NoteBody:focus { border: none; }
        & > MarkdownView { padding: 0 1; height: 1fr; }
        & > #suggestions {
            overlay: screen; constrain: inside; display: none;
            height: auto; max-height: 8; background: $panel;
        }
        & > #suggestions.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "leave_title", show=False),
        Binding("shift+tab", "enter_title", show=False),
    ]

    class Changed(Message):
        """Title or text are others than a moment ago. Of several that wait, only the last is delivered."""

        def __init__(self, control: NoteEditor) -> None:
            super().__init__()
            self.editor = control

        @property
        def control(self) -> NoteEditor:
            """The editor that sent it."""
            return self.editor

        def can_replace(self, message: Message) -> bool:
            """A later change of the same editor makes this one old."""
            return isinstance(message, NoteEditor.Changed) and message.editor is self.editor

    class Named(Message):
        """A record was named in the title, which can hold no reference to it."""

        def __init__(self, control: NoteEditor, record_id: str) -> None:
            super().__init__()
            self.editor = control
            self.record_id = record_id

        @property
        def control(self) -> NoteEditor:
            """The editor that sent it."""
            return self.editor

    def __init__(
        self,
        title: str = "",
        body: str = "",
        *,
        complete: Complete | None = None,
        placeholder: str = "Title",
        **widget: Any,
    ) -> None:
        super().__init__(**widget)
        self._complete = complete
        self._given_title = title
        self._title = NoteTitle(placeholder=placeholder)
        self._given_body, self._fitted_body = body, fitted(body)
        self._body = NoteBody(self._fitted_body, tab_behavior="focus", soft_wrap=True)
        self._preview = MarkdownView()
        self._preview.display = False
        self._popup = VirtualList(driven=True, id="suggestions")
        self._suggested: dict[str, str] = {}
        self._timer: Timer | None = None
        self._untold = 0

    def compose(self) -> ComposeResult:
        """Title, text, preview, and the popup over them."""
        with self._title.prevent(Input.Changed):
            self._title.value = self._given_title
        yield self._title
        yield self._body
        yield self._preview
        yield self._popup

    # What is written

    @property
    def title_text(self) -> str:
        """The title as it stands."""
        return self._title.value

    @property
    def body(self) -> str:
        """The text as it stands."""
        text = self._body.text
        return self._given_body if text == self._fitted_body else text

    def load(self, title: str, body: str) -> None:
        """Puts another note there; that is no change."""
        with self._title.prevent(Input.Changed):
            self._title.value = title
        self._given_body, self._fitted_body = body, fitted(body)
        with self._body.prevent(TextArea.Changed):
            self._body.text = self._fitted_body
        self._untold = 0

    def focus_title(self) -> None:
        """Puts the cursor into the title."""
        self._title.focus()

    def focus_body(self) -> None:
        """Puts the cursor into the text, or the preview where that is shown."""
        (self._preview if self.previewing else self._body).focus()

    def insert(self, text: str) -> None:
        """Types that text at the cursor, as from a template or an answer of `$EDITOR`."""
        self._body.insert(text)

    # Preview

    @property
    def previewing(self) -> bool:
        """Whether the preview stands in place of the text."""
        return bool(self._preview.display)

    def toggle_preview(self) -> None:
        """Shows the text as it will be read, or to be written again."""
        self._close_popup()
        previewing = not self.previewing
        if previewing:
            self._preview.show_markdown(self.body, keep_position=True)
        # Not by a class: what is not shown yet cannot have the focus, which the next key goes to.
        self._preview.display, self._body.display = previewing, not previewing
        self.focus_body()

    # Changes

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if isinstance(event, Input.Changed):
            self._suggest()
        self._untold += 1
        if self._untold >= CHANGE_EDITS:
            self._tell()
        elif self._timer is None:
            self._timer = self.set_timer(CHANGE_SECONDS, self._tell)

    def _tell(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._untold = 0
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _title_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_body()

    def action_leave_title(self) -> None:
        """Down or tab in the title goes to the text."""
        if self._title.has_focus:
            self.focus_body()

    def action_enter_title(self) -> None:
        """Shift and tab go back to the title."""
        self.focus_title()

    @on(NoteTitle.MorePasted)
    def _more_pasted(self, event: NoteTitle.MorePasted) -> None:
        """What was pasted into the title beyond its line goes before the text."""
        event.stop()
        before = self._body.text
        self._body.insert(fitted(event.text) + ("\n\n" if before else ""), (0, 0))
        self.focus_body()

    # Completion

    @property
    def _field(self) -> NoteTitle | NoteBody:
        """Where one types."""
        return self._title if self._title.has_focus else self._body

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._suggest()

    @on(Input.Blurred)
    def _title_left(self, event: Input.Blurred) -> None:
        event.stop()
        self._close_popup()

    def _suggest(self) -> None:
        """Shows the records that may be meant by what is typed after `[[`."""
        field = self._field
        query = field.query_before_cursor()
        found = list(self._complete(query))[:SUGGESTED] if query is not None and self._complete else []
        self._close_popup()
        if not found:
            return
        self._suggested = {key: label for key, label, _ in found}
        kinds = column_cells((kind for *_, kind in found), 0, _MOST_KIND)
        rows: list[tuple[str, Line]] = [
            (key, ((column(kind, kinds), "label"), (label, ""), (f"  {key}", "muted")))
            for key, label, kind in found
        ]
        self._popup.show(ListedRows(rows), keep="first")
        self._place_popup(max(width(line) for _, line in rows) + _BESIDES, len(rows))
        self._popup.add_class("-open")
        field.popup_open = True

    def _place_popup(self, cells: int, rows: int) -> None:
        """Below the cursor, above it where there is no room; as wide as its rows need, and within the editor."""
        around, cursor = self.content_region, self._field.cursor_screen_offset
        cells = min(cells, around.width)
        x = max(min(cursor.x, around.right - cells), around.x)
        y = cursor.y + 1
        if y + rows > around.bottom:
            y = max(cursor.y - rows, around.y)
            rows = cursor.y - y
        self._popup.styles.width, self._popup.styles.height = cells, max(rows, 1)
        self._popup.absolute_offset = Offset(x, y)

    def _close_popup(self) -> None:
        self._popup.remove_class("-open")
        self._title.popup_open = self._body.popup_open = False

    @on(PopupKey)
    def _popup_key(self, event: PopupKey) -> None:
        event.stop()
        if event.key == "down":
            self._popup.cursor_down()
        elif event.key == "up":
            self._popup.cursor_up()
        elif event.key == "escape":
            self._close_popup()
        else:
            self._take(self._popup.cursor_key)

    @on(VirtualList.Chosen, "#suggestions")
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._take(event.key)

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()

    def _take(self, key: str | None) -> None:
        """Puts the chosen record in place of what was typed."""
        self._close_popup()
        query = self._field.query_before_cursor()
        if key is None or query is None:
            return
        label = _BREAKING.sub(" ", self._suggested.get(key, "")[:LONGEST_LABEL]).strip()
        self._field.take(key, label, query)
        if self._field is self._title:
            self.post_message(self.Named(self, key))
