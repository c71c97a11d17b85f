"""Grading by one key: the letters and digits of the Admiralty code (NATO AJP-2.1), each with its meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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

HELD_SIGN: Final = "●"
"""Stands before the grade that is held now."""

_MOST_CELLS: Final = 100
_NOT_GRADED: Final = "Not graded: nobody judged it yet. Not the same as 'cannot be judged'."


class Graded(NamedTuple):
    """The answer: a letter, a digit, or "" for no grade; and why."""

    code: str
    reason: str


class GradeScreen(Dialog[Graded | None], inherit_bindings=False):
    """Says what each grade means, takes one key, and is dismissed with it.

    ``letters`` and ``digits`` are what is graded so, in words (`source`, `3 claims`), or "" where nothing is; ``held`` the
    grades that they have now ("" where one has none); ``why`` says where a reason is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    AUTO_FOCUS = "Document"
    DEFAULT_CSS = """
    GradeScreen {
        align: center middle;
        background: $background 60%;
        Frame { background: $surface; padding: 0 1; }
        LineEditor.-textual-compact { height: 1; padding: 0 1; background: $boost; }
        Document { height: 1fr; }
        KeyBar { dock: bottom; background: $background; }
    }
    """

    def __init__(
        self,
        title: str,
        *,
        letters: str,
        digits: str,
        held: Collection[str] = (),
        why: str = "why",
        footer: Widget | None = None,
    ) -> None:
        super().__init__()
        self._letters, self._digits = letters, digits
        self._held = frozenset(one or UNGRADE for one in held)
        self._grades = Document()
        self._reason = LineEditor(placeholder=f"tab: {why}", compact=True)
        self._frame = Frame(self._grades, self._reason, title=title, count=self._now())
        self._footer = footer

    @property
    def codes(self) -> str:
        """The keys that grade."""
        return ("ABCDEF" if self._letters else "") + ("123456" if self._digits else "") + UNGRADE

    def _now(self) -> str:
        """The grade held, in words."""
        if len(self._held) > 1:
            return "now several"
        return "not graded" if UNGRADE in self._held else f"now {''.join(self._held)}" if self._held else ""

    def compose(self) -> ComposeResult:
        """The grades, the reason, the keys."""
        yield self._frame
        if self._footer is not None:
            yield self._footer

    def on_mount(self) -> None:
        """As high as the grades need, if there is room; the cursor is on the grade held now."""
        self._fit(self.app.size)
        self._grades.set_document(self._lines())
        held = (code for code in self.codes if code in self._held - {UNGRADE})
        self._grades.move_to(next(held, self.codes[0]))
        self._grades.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The grades are broken for the width."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        cells = min(size.width, _MOST_CELLS)
        rows = sum(len(wrap(line, cells - 6)) for line in self._lines())
        self._frame.styles.width = cells
        self._frame.styles.height = min(rows + 3, size.height - 1)
        self._grades.styles.scrollbar_size_vertical = int(rows + 3 > size.height - 1)

    def _lines(self) -> Iterator[DocumentLine]:
        for title, meanings in (
            (self._letters, RELIABILITY),
            (self._digits, {str(digit): meaning for digit, meaning in CREDIBILITY.items()}),
        ):
            if title:
                yield DocumentLine((Piece(title, "header"),))
                for code, meaning in meanings.items():
                    yield self._line(code, meaning)
        yield self._line(UNGRADE, _NOT_GRADED)

    def _line(self, code: str, meaning: str) -> DocumentLine:
        sign = Piece(HELD_SIGN if code in self._held else " ", "mark")
        return DocumentLine(
            (sign, Piece(" "), Piece(code, "grade", code), Piece("  "), Piece(meaning)), hang=5
        )

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
