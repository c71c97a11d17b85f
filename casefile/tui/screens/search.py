"""Searching everything: hits as one types, the one under the cursor to read, and the way to it in its case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from casefile.model.search import FIELDS, Hit, Query, parse_query, suggestion
from casefile.model.search.completing import Completion, completion
from casefile.model.search.fields import value_word
from casefile.model.search.hits import Found
from casefile.model.search.tree import Facet, every
from casefile.tui.actions import Keys
from casefile.tui.bindings import bindings
from casefile.tui.panes.content.hits import HitRows, reading_lines
from casefile.tui.screens.bars import Bar, KeyBar
from casefile.tui.screens.chooser import Choice
from casefile.tui.screens.choosing import chooser_by_name
from casefile.tui.screens.painting import Prompt
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Line, Run, fit
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import VirtualList

SHOWN = 200
"""Hits that are listed."""
_TALL = 26
"""Lines of a terminal from which on there is room to read the hit under the cursor."""
_FIELD_CELLS = 24


class Progress(Protocol):
    """How the index stands: cases that were looked at, of those that changed."""

    @property
    def done(self) -> int: ...
    @property
    def of(self) -> int: ...
    @property
    def finished(self) -> bool: ...


class Answer(NamedTuple):
    """What was found, and how many more there would be with the records that are marked as sensitive."""

    found: Found
    hidden: int


class Searcher(Protocol):
    """What answers."""

    async def ask(self, query: Query, limit: int, *, revealed: bool) -> Answer | None:
        """The best answers; none where another question came meanwhile."""

    async def refresh(self, tell: Callable[[Any], None]) -> None:
        """Brings the index up to date, and tells how far that is."""


class Desk(NamedTuple):
    """What the search begins with.

    ``case_id`` is the open case, empty where there is none; ``values`` what can be completed; ``kept`` the searches that
    are kept in the case, name to query; ``keep`` keeps one more, and is none where nothing can be written.
    """

    text: str
    case_id: str
    revealed: bool
    values: Mapping[str, Sequence[str]]
    kept: Mapping[str, str]
    keep: Callable[[str], Awaitable[bool]] | None


class Wanted(NamedTuple):
    """What the search ended with: its text, and the record to go to, if one was chosen."""

    text: str
    case: str = ""
    record: str = ""


class SearchScreen(Prompt[Wanted], ModalScreen[Wanted], inherit_bindings=False):
    """The search over whatever is open; it is dismissed with what was wanted."""

    AUTO_FOCUS = "TextInput"
    place = "search"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("search"),
        *bindings("palette"),
        *bindings("dialog"),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        align: center middle;
        background: $background 60%;
        #search { width: 96%; max-width: 160; height: 94%; background: $surface; }
        VirtualList { height: 1fr; }
        #hint { margin-bottom: 1; }
        #reading { height: 9; border-top: solid $border-blurred; padding: 0 1; }
        KeyBar { dock: bottom; background: $background; }
        &.-small #search { width: 100%; height: 1fr; }
        &.-small #reading { display: none; }
        &.-small #hint { margin-bottom: 0; }
    }
    """

    def __init__(self, searcher: Searcher, desk: Desk, keys: Keys, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._searcher, self._desk, self._now = searcher, desk, now
        self._revealed = desk.revealed
        self._in_case = False
        self._answer: Answer | None = None
        self._progress = ""
        self._completion = Completion(0)
        self.query_shown = Query("", None)
        self.input = TextInput(
            desk.text, placeholder='words, "a phrase", field:value, -not this, one OR other'
        )
        self.hint = Bar(id="hint")
        self.hits = VirtualList(driven=True)
        self.reading = Document(id="reading")
        self.reading.can_focus = False
        self.key_bar = KeyBar(keys)

    def compose(self) -> ComposeResult:
        """The line to type into, what is to be said of it, the hits, and the one under the cursor."""
        yield Frame(self.input, self.hint, self.hits, self.reading, id="search")
        yield self.key_bar

    def on_mount(self) -> None:
        """Begins with the last search, and with bringing the index up to date."""
        self.hits.empty = _help()
        self.input.select_all()
        self._draw()
        self._ask()
        self.run_worker(self._searcher.refresh(self._told), group="refresh")

    def on_resize(self) -> None:
        """On a small screen the hits take all of it."""
        self.set_class(self.size.width < 80 or self.size.height < _TALL, "-small")

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on a key does what it says."""
        event.stop()
        self.run_worker(self.run_action(event.action.id))

    def without(self) -> frozenset[str]:
        """Actions that do nothing here."""
        missing = set() if self._desk.case_id else {"search_scope"}
        missing |= set() if self._desk.keep else {"keep_search"}
        missing |= set() if self._completion.texts else {"complete"}
        return frozenset(missing if self.hit is not None else {*missing, "choose"})

    # Asking

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._ask()

    def _ask(self) -> None:
        self.query_shown = parse_query(self.input.value, now=self._now())
        self._draw_hint()
        self.run_worker(self._ask_on(self.query_shown), group="ask")

    async def _ask_on(self, query: Query) -> None:
        tree = query.tree
        if tree is not None and self._in_case:
            tree = every((tree, Facet("case", value_word("case", self._desk.case_id), prefix=False)))
        answer = await self._searcher.ask(query._replace(tree=tree), SHOWN, revealed=self._revealed)
        if answer is not None and self.is_attached:
            self._answer = answer
            self._show(answer.found)

    def _show(self, found: Found) -> None:
        typed = bool(self.input.value.strip())
        self.hits.empty = _nothing(self.query_shown) if typed else _help()
        here = self._desk.case_id if self._in_case else ""
        self.hits.show(HitRows(found.hits, found.sought, here), keep="first")
        self._read()
        self._draw()

    def _told(self, progress: Progress) -> None:
        """The index has come further: what is newly in it may be what is sought."""
        if not self.is_attached:
            return
        self._progress = "" if progress.finished else f"indexing {progress.done:,} of {progress.of:,} cases"
        self._draw()
        everything = progress.finished or progress.done == progress.of
        if everything or (not len(self.hits.rows) and self.query_shown.tree is not None):
            self._ask()

    # What is shown

    def _draw(self) -> None:
        found = self._answer.found if self._answer is not None else Found((), 0)
        parts = []
        if self.query_shown.tree is not None:
            parts.append(f"{found.total:,}{'' if found.complete else '+'} hit{'s' * (found.total != 1)}")
            if self._answer is not None and self._answer.hidden:
                parts.append(f"{self._answer.hidden:,} hidden")
        parts += [self._progress] if self._progress else []
        title = f"Search {self._desk.case_id}" if self._in_case else "Search all cases"
        self.query_one("#search", Frame).set_frame(title=title, count=" · ".join(parts))
        self.key_bar.follow()

    def _draw_hint(self) -> None:
        """What is wrong, and where; else what could stand there."""
        self._completion = completion(self.input.value, self.input.cursor_position, self._desk.values)
        if self._completion.texts and not self._is_complete():
            self.hint.set_line([(" ", ""), *_offered(self._completion.texts)])
        elif self.query_shown.problems:
            self.hint.set_line([(f" ! {self.query_shown.problems[0]}", "warning")])
        else:
            self.hint.set_line([])
        self.key_bar.follow()

    def _is_complete(self) -> bool:
        """Whether what is offered stands there already."""
        return self.input.value[self._completion.start : self.input.cursor_position] in self._completion.texts

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._read()

    def _read(self) -> None:
        hit = self.hit
        sought = self._answer.found.sought if self._answer is not None else ()
        self.reading.set_document(reading_lines(hit, sought) if hit is not None else ())

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        rows = self.hits.rows
        index = self.hits.cursor_index
        return rows.hits[index] if isinstance(rows, HitRows) and 0 <= index < len(rows) else None

    # What is done with it

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Goes to the record; of a search that was kept, searches so."""
        hit = self.hit
        if hit is None:
            return
        if hit.table == "views" and (hit.text or hit.title) != self.input.value:
            self._search_for(hit.text or hit.title)
        else:
            self.dismiss(Wanted(self.input.value, hit.case, hit.id))

    def action_close(self) -> None:
        """Leaves; what was typed is there the next time."""
        self.dismiss(Wanted(self.input.value))

    def action_dialog_down(self) -> None:
        """Goes to the next hit."""
        self.hits.cursor_down()

    def action_dialog_up(self) -> None:
        """Goes to the hit before."""
        self.hits.cursor_up()

    def action_page_of_rows_down(self) -> None:
        """Goes a page down."""
        self.hits.page_down()

    def action_page_of_rows_up(self) -> None:
        """Goes a page up."""
        self.hits.page_up()

    def action_search_scope(self) -> None:
        """Searches the open case alone, or all cases again."""
        if self._desk.case_id:
            self._in_case = not self._in_case
            self._draw()
            self._ask()

    def action_reveal_hits(self) -> None:
        """Shows or hides hits that are marked as sensitive."""
        self._revealed = not self._revealed
        words = "shown" if self._revealed else "hidden"
        self.notify(f"Hits marked as sensitive are {words}.", markup=False)
        self._ask()

    def action_complete(self) -> None:
        """Puts the first of what is offered in the place of what is typed."""
        offered = self._completion
        if offered.texts:
            after = self.input.value[self.input.cursor_position :]
            text = offered.texts[0] + ("" if offered.texts[0].endswith(":") or after[:1] == " " else " ")
            before = self.input.value[: offered.start] + text
            self.input.value = before + after
            self.input.cursor_position = len(before)
            self._draw_hint()

    async def action_keep_search(self) -> None:
        """Keeps the search in the open case."""
        text = self.input.value.strip()
        if self._desk.keep is None:
            self.notify(
                "A search is kept in an open case that can be written.", severity="warning", markup=False
            )
        elif self.query_shown.tree is None or self.query_shown.problems:
            self.notify("This search is not well formed yet.", severity="warning", markup=False)
        elif text in self._desk.kept.values():
            self.notify("This search is kept already.", markup=False)
        elif await self._desk.keep(text):
            self._desk = self._desk._replace(kept={**self._desk.kept, text: text})
            self.notify("Search kept. u undoes it.", markup=False)

    def action_kept_searches(self) -> None:
        """Asks which of the kept searches to make."""
        if not self._desk.kept:
            self.notify("No search is kept here yet.", markup=False)
            return
        choices = [
            Choice(query, "", name, query if query != name else "") for name, query in self._desk.kept.items()
        ]

        def chosen(query: str | None) -> None:
            if query is not None:
                self._search_for(query)

        self.app.push_screen(chooser_by_name("Kept searches", choices), chosen)

    def _search_for(self, text: str) -> None:
        self.input.value = text
        self.input.cursor_position = len(text)


def _offered(texts: Sequence[str]) -> list[Run]:
    runs: list[Run] = [("tab ", "muted"), (texts[0], "accent")]
    for text in texts[1:]:
        runs += [("  ", ""), (text, "")]
    return runs


def _help() -> list[Line]:
    """What can be asked, where nothing is."""
    lines: list[Line] = [[("Words are found however they are spelled; these narrow them down:", "muted")], []]
    for field in FIELDS.values():
        lines.append(
            [(fit(f"{field.name}:{field.example}", _FIELD_CELLS), "accent"), (field.sentence, "muted")]
        )
    for written, sentence in (
        ('"first blast"', "These very words, one after the other; no word goes on."),
        ("-report  one OR other", "Without it; the one or the other."),
    ):
        lines.append([(fit(written, _FIELD_CELLS), "accent"), (sentence, "muted")])
    return lines


def _nothing(query: Query) -> list[Line]:
    near = suggestion(query)
    hint: list[Line] = [[("Did you mean ", "muted"), (near, "accent"), ("?", "muted")]] if near else []
    return [[("No record answers to that.", "empty")], *hint]
