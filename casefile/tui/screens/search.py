"""Searching everything: hits as one types, the one under the cursor to read, and the way to it in its case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import Worker

from casefile.model.search import FIELDS, Hit, Query, parse_query, suggestion
from casefile.model.search.completing import Completion, completion
from casefile.model.search.fields import value_word
from casefile.model.search.hits import Found
from casefile.model.search.tree import Facet, every
from casefile.tui.actions import Keys
from casefile.tui.bindings import bindings
from casefile.tui.panes.content.hits import HitRows, reading_lines
from casefile.tui.panes.kept import SEARCH
from casefile.tui.screens.bars import Bar, KeyBar
from casefile.tui.widgets.dialog import Dialog
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.line import Run, padded
from casefile.tui.widgets.ranking import Entry
from casefile.tui.widgets.text_input import TextInput
from casefile.tui.widgets.virtual_list import VirtualList
from casefile.tui.widgets.wrapping import DocumentLine, Piece

if TYPE_CHECKING:
    from casefile.model.records import View
    from casefile.tui.screens.kept import Shelf

SHOWN = 200
"""Hits that are listed."""
_TALL = 26
"""Lines of a terminal from which on there is room to read the hit under the cursor."""
_WIDE_HELP = 100
"""Columns from which on each field has room for its sentence in one line."""
_FIELD_CELLS = 20


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

    ``case_id`` is the open case, empty where there is none; ``values`` what can be completed; ``shelf`` what is kept in
    the open case, if there is one; ``keep`` keeps a query in another case and gives what is to be said of it; ``places``
    are the cases of the library that can be written.
    """

    text: str
    case_id: str
    revealed: bool
    values: Mapping[str, Sequence[str]]
    shelf: Shelf | None
    keep: Callable[[str, str], Awaitable[str]]
    places: Callable[[], Awaitable[Sequence[Entry]]]


class Wanted(NamedTuple):
    """What the search ended with: its text, and the record to go to, if one was chosen."""

    text: str
    case: str = ""
    record: str = ""


class SearchScreen(Dialog[Wanted], inherit_bindings=False):
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
        self._asking: Worker[None] | None = None
        self._entered = False
        """Whether enter waits for a hit to go to."""
        self._progress = ""
        self._put: dict[tuple[str, str], str] = {}
        """The searches kept in other cases from here, by case and query, with their names."""
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
        self.input.select_all()
        self._draw()
        self._ask()
        self.run_worker(self._searcher.refresh(self._told), group="refresh")

    def on_resize(self) -> None:
        """On a small screen the hits take all of it."""
        self.set_class(self.size.width < 80 or self.size.height < _TALL, "-small")
        self._draw_empty()

    def _draw_empty(self) -> None:
        """What stands where there are no hits: that nothing answers, or what can be asked."""
        typed = bool(self.input.value.strip())
        self.hits.empty = _nothing(self.query_shown) if typed else _help(brief=self.size.width < _WIDE_HELP)

    def without(self) -> frozenset[str]:
        """Actions that do nothing here."""
        missing = set() if self._desk.case_id else {"search_scope"}
        missing |= set() if self._completion.texts else {"complete"}
        return frozenset(missing if self.hit is not None else {*missing, "choose"})

    # Asking

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._entered = False
        self._ask()

    def _ask(self) -> None:
        self.query_shown = parse_query(self.input.value, now=self._now())
        self._draw_hint()
        self._asking = self.run_worker(self._ask_on(self.query_shown), group="ask")

    async def _ask_on(self, query: Query) -> None:
        tree = query.tree
        if tree is not None and self._in_case:
            tree = every((tree, Facet("case", value_word("case", self._desk.case_id), prefix=False)))
        answer = await self._searcher.ask(query._replace(tree=tree), SHOWN, revealed=self._revealed)
        if answer is not None and self.is_attached:
            self._answer = answer
            self._show(answer.found)

    def _show(self, found: Found) -> None:
        self._draw_empty()
        more = not self._in_case and (found.total > len(found.hits) or not found.complete)
        self.hits.show(HitRows(found.hits, found.sought, more=more), keep="first")
        self._read()
        self._draw()
        if self._entered and self.hit is not None:
            self._entered = False
            self.action_choose()

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
        only = self.hits.rows.only_case if isinstance(self.hits.rows, HitRows) else ""
        parts += [f"in {only}"] if only and not self._in_case else []
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
        self.reading.visible = hit is not None
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
        """Enter typed at once after the words means what is found by them: it waits for that."""
        event.stop()
        asking = self._asking is not None and not self._asking.is_finished
        if asking or self.hit is None:
            self._entered = True
        else:
            self.action_choose()

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Goes to the record; of a search that was kept here, searches so."""
        hit = self.hit
        if hit is None:
            return
        kept = self._kept(hit.id) if hit.table == "views" and hit.case == self._desk.case_id else None
        if kept is not None:
            self._search_for(kept.query)
        else:
            self.dismiss(Wanted(self.input.value, hit.case, hit.id))

    def _kept(self, view_id: str) -> View | None:
        """A search that is kept in the open case."""
        views = self._desk.shelf.views(SEARCH) if self._desk.shelf is not None else []
        return next((view for view in views if view.id == view_id), None)

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
        """Keeps the search in the open case; where there is none that can be written, asks in which."""
        text, shelf = self.input.value.strip(), self._desk.shelf
        if self.query_shown.tree is None or self.query_shown.problems:
            self.notify("This search is not well formed yet.", severity="warning", markup=False)
        elif shelf is not None and shelf.writable:
            said = await shelf.keep(text, text, SEARCH)
            if said:
                self.notify(said, markup=False)
        else:
            self._ask_where(text, await self._desk.places())

    def _ask_where(self, text: str, places: Sequence[Entry]) -> None:
        from casefile.tui.screens.choosing import Choosing

        if not places:
            self.notify(
                "Searches are kept in cases, and no case here can be written.",
                severity="warning",
                markup=False,
            )
            return

        def chosen(case_id: str | None) -> None:
            if case_id is not None:
                self.run_worker(self._keep_in(case_id, text))

        asking = Choosing(lambda: places, title="Keep the search in", placeholder="A case")
        self.app.push_screen(asking, chosen)

    async def _keep_in(self, case_id: str, text: str) -> None:
        said = await self._desk.keep(text, case_id)
        if said:
            self._put[case_id, text] = text
            self.notify(said, markup=False)

    async def action_kept_searches(self) -> None:
        """Shows the searches that are kept in the open case and in all others, to make one."""
        from casefile.tui.screens.kept import KeptScreen

        others = await self._kept_elsewhere()

        def chosen(key: str | None) -> None:
            view = self._kept(key) if key is not None else None
            if key is not None and (view := others.get(key) or view) is not None:
                self._search_for(view.query)

        self.app.push_screen(KeptScreen(self._desk.shelf, self.key_bar.keys, SEARCH, others), chosen)

    async def _kept_elsewhere(self) -> dict[str, View]:
        """The searches kept in other cases, by `case:query`: as the index knows them, and what was kept just now."""
        from casefile.model.records import View

        asked = parse_query("kind:view kind:search", now=self._now())
        answer = await self._searcher.ask(asked, SHOWN, revealed=False)
        self._ask()
        found = {
            (hit.case, hit.text or hit.title): hit.title
            for hit in (answer.found.hits if answer is not None else ())
            if hit.case != self._desk.case_id
        }
        return {
            f"{case_id}:{query}": View(id=query, name=name, query=query, pane=SEARCH)
            for (case_id, query), name in {**self._put, **found}.items()
        }

    def _search_for(self, text: str) -> None:
        self.input.value = text
        self.input.cursor_position = len(text)


def _offered(texts: Sequence[str]) -> list[Run]:
    runs: list[Run] = [("tab ", "muted"), (texts[0], "accent")]
    for text in texts[1:]:
        runs += [("  ", ""), (text, "")]
    return runs


def _help(*, brief: bool) -> list[DocumentLine]:
    """What can be asked, where nothing is; ``brief`` gives the fields without a sentence on each."""
    words = "Words are found however they are spelled; these narrow them down:"
    fields = [(f"{field.name}:{field.example}", field.sentence) for field in FIELDS.values()]
    if brief:
        examples = tuple(Piece(f"{written}   ", "accent") for written, _ in fields)
        shown, fields = [DocumentLine(examples, hang=0), DocumentLine()], []
    else:
        shown = []
    asked = (
        *fields,
        ('"first blast"', "These very words, one after the other; no word goes on."),
        ("-report", "Without it."),
        ("one OR other", "The one or the other."),
    )
    return [
        DocumentLine((Piece(words, "muted"),)),
        DocumentLine(),
        *shown,
        *(
            DocumentLine(
                (Piece(padded(written, _FIELD_CELLS), "accent"), Piece(sentence, "muted")), hang=_FIELD_CELLS
            )
            for written, sentence in asked
        ),
    ]


def _nothing(query: Query) -> list[DocumentLine]:
    near = suggestion(query)
    lines = [DocumentLine((Piece("No record answers to that.", "empty"),))]
    if near:
        hint = (Piece("Did you mean ", "muted"), Piece(near, "accent"), Piece("?", "muted"))
        lines.append(DocumentLine(hint))
    return lines
