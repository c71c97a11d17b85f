"""Grading by one key: the letters and digits of the Admiralty code (NATO AJP-2.1), each with its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from casefile.model.vocabulary import CREDIBILITY, RELIABILITY
from casefile.tui.bindings import bindings
from casefile.tui.forms.editors import LineEditor, Pasted
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document, DocumentLine, Piece
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.wrapping import wrap

UNGRADE: Final = "0"
"""The key that takes a grade away."""

_MOST_CELLS: Final = 100
_NOT_GRADED: Final = "Not graded: nobody judged it yet. Not the same as 'cannot be judged'."


class Graded(NamedTuple):
    """The answer: a letter, a digit, or "" for no grade; and why."""

    code: str
    reason: str


class GradeScreen(Dialog[Graded | None], inherit_bindings=False):
    """Says what each grade means, takes one key, and is dismissed with it.

    ``letters`` and ``digits`` are what is graded so, in words (`source`, `3 claims`), or "" where nothing is.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    AUTO_FOCUS = "Document"
    DEFAULT_CSS = """
    GradeScreen {
        align: center middle;
        background: $background;
        Frame { background: $surface; padding: 0 1; }
        LineEditor, LineEditor:focus { height: 1; padding: 0 1; background: $boost; }
        Document { height: 1fr; }
        KeyBar { dock: bottom; background: $background; }
    }
    """

    def __init__(
        self, title: str, *, letters: str, digits: str, now_has: str = "", footer: Widget | None = None
    ) -> None:
        super().__init__()
        self._letters, self._digits, self._now_has = letters, digits, now_has
        self._grades = Document()
        self._reason = LineEditor(placeholder="tab: why; it is kept with the grade", compact=True)
        self._frame = Frame(self._grades, self._reason, title=title, count=now_has)
        self._footer = footer

    @property
    def codes(self) -> str:
        """The keys that grade."""
        return ("ABCDEF" if self._letters else "") + ("123456" if self._digits else "") + UNGRADE

    def compose(self) -> ComposeResult:
        """The grades, the reason, the keys."""
        yield self._frame
        if self._footer is not None:
            yield self._footer

    def on_mount(self) -> None:
        """As high as the grades need, if there is room."""
        self._fit(self.app.size)
        self._grades.set_document(self._lines())
        self._grades.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The grades are broken for the width."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        cells = min(size.width, _MOST_CELLS)
        rows = sum(len(wrap(line, cells - 6)) for line in self._lines())
        self._frame.styles.width = cells
        self._frame.styles.height = min(rows + 3, size.height - 1)

    def _lines(self) -> Iterator[DocumentLine]:
        for title, meanings in (
            (self._letters, RELIABILITY),
            (self._digits, {str(digit): meaning for digit, meaning in CREDIBILITY.items()}),
        ):
            if title:
                yield DocumentLine((Piece(title, "header"),))
                for code, meaning in meanings.items():
                    yield _line(code, meaning)
        yield _line(UNGRADE, _NOT_GRADED)

    def on_key(self, event: events.Key) -> None:
        """A grade's own key gives it."""
        key = (event.character or "").upper()
        if self.focused is self._reason:
            if event.key in ("tab", "shift+tab"):
                event.stop()
                self._grades.focus()
        elif key and key in self.codes:
            event.stop()
            event.prevent_default()
            self._give(key)
        elif event.key == "tab":
            event.stop()
            self._reason.focus()

    def _give(self, code: str) -> None:
        self.dismiss(Graded("" if code == UNGRADE else code, " ".join(self._reason.value.split())))

    def on_document_link_chosen(self, event: Document.LinkChosen) -> None:
        """A click, or enter on a grade, gives it."""
        event.stop()
        self._give(event.target)

    @on(Input.Submitted)
    def _reason_done(self, event: Input.Submitted) -> None:
        event.stop()
        self._grades.focus()

    def on_pasted(self, event: Pasted) -> None:
        """A paste goes into the reason, as one line."""
        event.stop()
        self._reason.replace(" ".join(event.text.split())[:2_000], *sorted(self._reason.selection))

    def action_choose(self) -> None:
        """Gives the grade under the cursor."""
        self._grades.action_choose()

    def action_close(self) -> None:
        """Leaves without a grade."""
        self.dismiss(None)

    def action_dialog_down(self) -> None:
        """Goes to the next grade."""
        self._grades.next_link()

    def action_dialog_up(self) -> None:
        """Goes to the grade before."""
        self._grades.previous_link()


def _line(code: str, meaning: str) -> DocumentLine:
    return DocumentLine((Piece(f"{code}", "grade", code), Piece("  "), Piece(meaning)), indent=1, hang=4)
