"""Writing a note: its title, its text in Markdown, completion of references, a preview.

Whoever opens an editor imports this module; nothing that the first paint needs does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Final, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, TextArea

from casefile.tui.widgets.markdown_view import MarkdownView
from casefile.tui.widgets.text_input import JOINERS, TextInput
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList

Complete: TypeAlias = Callable[[str], Sequence[tuple[str, str]]]
"""What is typed after `[[` to the records that may be meant, best first: (id, label)."""

CHANGE_SECONDS: Final = 0.3
CHANGE_EDITS: Final = 100
"""How long, and how many letters, may be typed before ``Changed`` is told: a draft loses no more than that."""

SUGGESTED: Final = 8
LONGEST_LABEL: Final = 200
"""How many records are suggested, and how much of a record's name a reference takes."""

LONGEST_LINE: Final = 4000
"""Lines are broken at a blank before that many characters: one of 1 MB would take seconds at each key.
In Markdown a broken line is the same paragraph; a text that nobody changes is given back as it was."""

_QUERY: Final = re.compile(r"\[\[([^\[\]|\n]{0,60})$")
_BREAKING: Final = re.compile(r"[\[\]|\x00-\x1f\x7f-\x9f]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class NoteBody(TextArea):
    """The text of a note. Pasted control characters are left out; an open popup takes a few of the keys."""

    class PopupKey(Message):
        """A key for the popup: "up", "down", "enter", "tab" or "escape"."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    popup_open: bool = False
    """Whether those keys go to the popup."""

    async def _on_key(self, event: events.Key) -> None:
        if event.character in JOINERS and event.character is not None:
            event.stop()
            event.prevent_default()
            self.insert(event.character)
        elif self.popup_open and event.key in ("up", "down", "enter", "tab", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(self.PopupKey(event.key))

    async def _on_paste(self, event: events.Paste) -> None:
        text = _CONTROLS.sub("", event.text.replace("\r\n", "\n").replace("\r", "\n"))
        event.text = _fitted(text)

    def query_before_cursor(self) -> str | None:
        """What is typed after `[[` up to the cursor, or None outside of such brackets."""
        row, column = self.cursor_location
        match = _QUERY.search(self.document.get_line(row)[max(0, column - 64) : column])
        return match[1] if match else None


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
        & > MarkdownView { display: none; padding: 0 1; height: 1fr; }
        &.-preview > MarkdownView { display: block; }
        &.-preview > NoteBody { display: none; }
        & > #suggestions {
            overlay: screen; constrain: inside; display: none;
            width: 48; height: auto; max-height: 8; background: $panel;
        }
        & > #suggestions.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "leave_title", show=False)]

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
        self._title = TextInput(placeholder=placeholder)
        self._given_body, self._fitted_body = body, _fitted(body)
        self._body = NoteBody(self._fitted_body, tab_behavior="focus", soft_wrap=True)
        self._preview = MarkdownView()
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
        self._given_body, self._fitted_body = body, _fitted(body)
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
        return self.has_class("-preview")

    def toggle_preview(self) -> None:
        """Shows the text as it will be read, or to be written again."""
        self._close_popup()
        if not self.previewing:
            self._preview.show_markdown(self.body, keep_position=True)
        self.toggle_class("-preview")
        self.call_after_refresh(self.focus_body)

    # Changes

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
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
        """Down in the title goes to the text."""
        if self._title.has_focus:
            self.focus_body()

    # Completion

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        query = self._body.query_before_cursor() if self._complete else None
        if query is None or self._complete is None:
            return self._close_popup()
        found = list(self._complete(query))[:SUGGESTED]
        if not found:
            return self._close_popup()
        self._suggested = dict(found)
        rows = ((key, ((label, ""), (f"  {key}", "muted"))) for key, label in found)
        self._popup.show(ListedRows(rows), keep="first")
        self._popup.styles.height = len(found)
        self._popup.absolute_offset = self._body.cursor_screen_offset + Offset(0, 1)
        self._popup.add_class("-open")
        self._body.popup_open = True

    def _close_popup(self) -> None:
        self._popup.remove_class("-open")
        self._body.popup_open = False

    @on(NoteBody.PopupKey)
    def _popup_key(self, event: NoteBody.PopupKey) -> None:
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
        """Puts the chosen reference in place of what was typed, with its label where that is another text."""
        self._close_popup()
        query = self._body.query_before_cursor()
        if key is None or query is None:
            return
        label = _BREAKING.sub(" ", self._suggested.get(key, "")[:LONGEST_LABEL]).strip()
        row, column = self._body.cursor_location
        closed = self._body.document.get_line(row)[column : column + 2] == "]]"
        text = f"{key}|{label}]]" if label and label != key else f"{key}]]"
        end = (row, column + 2 * closed)
        self._body.replace(text, (row, column - len(query)), end, maintain_selection_offset=False)
        self._body.move_cursor((row, column - len(query) + len(text)))


def _fitted(text: str) -> str:
    """The text with lines that are not too long."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """The line in parts that are not too long."""
    while len(line) > LONGEST_LINE:
        blank = line.rfind(" ", 1, LONGEST_LINE)
        yield line[:blank] if blank > 0 else line[:LONGEST_LINE]
        line = line[blank + 1 :] if blank > 0 else line[LONGEST_LINE:]
    yield line
