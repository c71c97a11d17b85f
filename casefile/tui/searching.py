"""Searching for the interface: questions are answered in a thread, the index is kept up to date by a process of its own.

Nothing here waits where a key would have to. A question that is overtaken by the next one is given up. What was
changed in the open case since the index was made is searched as it is now.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casefile.errors import CasefileError
from casefile.model.case import Edit
from casefile.model.editing import create
from casefile.model.search.fields import SENSITIVE
from casefile.model.search.hits import Found
from casefile.model.search.tree import Facet, Not, every
from casefile.paths import cache_folder
from casefile.tui.panes.kept import SEARCH, kept_views, name_of
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.search import Answer, Desk, SearchScreen, Wanted
from casefile.tui.widgets.ranking import Entry

if TYPE_CHECKING:
    from casefile.model.case import Case
    from casefile.model.records import View
    from casefile.model.search import Query
    from casefile.store import OpenCase
    from casefile.store.search.index import Index, Newer
    from casefile.tui.app import CasefileApp

IS_SENSITIVE = Facet("sensitive", SENSITIVE, prefix=False)
_OFFERED = 2000
"""Records of a table that are looked at for completions."""
_RECENT = 200
"""Steps of the open case's history whose records may be newer than the index."""


class State(NamedTuple):
    """How the index stands: cases that were looked at, of those that changed; ``finished`` once it is up to date."""

    done: int = 0
    of: int = 0
    finished: bool = False


Tell = Callable[[State], None]


class Searching:
    """One library's search. ``opened`` is the open case, if there is one; ``beside`` says whether the index may lie in
    the library."""

    def __init__(self, library: Path, spare: Path, opened: OpenCase | None, *, beside: bool = True) -> None:
        self._library = library
        self._beside = beside
        self._spare = spare
        self._opened = opened
        self._index: Index | None = None
        self._newer: Newer | None = None
        self._lock = asyncio.Lock()
        self._asked = 0

    async def ask(self, query: Query, limit: int, *, revealed: bool) -> Answer | None:
        """The best answers; none where another question came meanwhile. Sensitive records are ``revealed`` or counted."""
        self._asked += 1
        number = self._asked
        if self._index is not None:
            self._index.interrupt()
        async with self._lock:
            if number != self._asked:
                return None
            found = await asyncio.to_thread(self._ask, query, limit, revealed)
        return found if number == self._asked else None

    def _ask(self, query: Query, limit: int, revealed: bool) -> Answer:
        from casefile.store.search.index import IndexProblem

        try:
            index = self._index or self._open()
            newer = self._changes()
            if query.tree is None or revealed:
                return Answer(index.search(query, limit, newer=newer), 0)
            open_to_all = query._replace(tree=every((query.tree, Not(IS_SENSITIVE))))
            sensitive = query._replace(tree=every((query.tree, IS_SENSITIVE)))
            return Answer(
                index.search(open_to_all, limit, newer=newer), index.search(sensitive, 1, newer=newer).total
            )
        except IndexProblem:
            self._forget()
            return Answer(Found((), 0, complete=False), 0)

    def _open(self) -> Index:
        from casefile.analysis.searching import spelling
        from casefile.store.search.database import index_folder
        from casefile.store.search.index import Index, IndexProblem

        folder = index_folder(self._library, self._spare, beside=self._beside)
        if folder is None:
            raise IndexProblem("there is nowhere to keep a search index")
        self._index = Index.open(folder, spelling)
        return self._index

    def _changes(self) -> Newer:
        """What was changed in the open case of late, as it is now."""
        from casefile.analysis.searching import describe
        from casefile.store.search.index import NOTHING_NEWER, Newer

        if self._newer is None:
            self._newer = NOTHING_NEWER
            if self._opened is not None:
                case = self._opened.case
                changed = {change.id for step in self._opened.history()[-_RECENT:] for change in step.changes}
                documents = tuple(describe(case, changed))
                self._newer = Newer(documents, frozenset((case.id, record_id) for record_id in changed))
        return self._newer

    def _forget(self) -> None:
        index, self._index = self._index, None
        if index is not None:
            index.close()

    async def refresh(self, tell: Tell) -> None:
        """Brings the index up to date, and tells how far that is; it ends where `close` is called."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "casefile.cli.indexing", str(self._library), str(self._spare)),
            *(() if self._beside else ("elsewhere",)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdout is not None
        try:
            async for line in process.stdout:
                with suppress(ValueError):
                    said = json.loads(line)
                    if "of" in said:
                        tell(State(said["done"], said["of"]))
            await process.wait()
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.terminate()
        async with self._lock:  # the index may be another file now
            await asyncio.to_thread(self._forget)
        tell(State(finished=True))

    async def close(self) -> None:
        """Lets go of the index."""
        self._asked += 1
        if self._index is not None:
            self._index.interrupt()
        async with self._lock:
            await asyncio.to_thread(self._forget)


def search_everything(app: CasefileApp) -> None:
    """Opens the search over what is shown; what it finds is gone to."""
    if isinstance(app.screen, SearchScreen):
        return
    screen = app.screen if isinstance(app.screen, CaseScreen) and app.screen.reading is not None else None
    opened = screen.session.opened if screen is not None and screen.session is not None else None
    searching = Searching(
        app.library.folder, cache_folder() / "search", opened, beside=app.library.read_only is None
    )

    def done(wanted: Wanted | None) -> None:
        app.run_worker(searching.close(), group="search")
        if wanted is not None:
            app.last_search = wanted.text
            if wanted.record:
                app.go_to_case(wanted.case, wanted.record)

    app.push_screen(SearchScreen(searching, _desk(app, screen), app.keys, app.now), done)


def _desk(app: CasefileApp, screen: CaseScreen | None) -> Desk:
    keep, places = partial(_keep, app), partial(_places, app)
    if screen is None or screen.session is None or screen.reading is None:
        cases = tuple(getattr(app.screen, "entries", ()))
        return Desk(app.last_search, "", False, {"case": cases}, None, keep, places)
    case = screen.session.case
    return Desk(app.last_search, case.id, screen.reading.revealed, _values(case), screen.shelf, keep, places)


async def _keep(app: CasefileApp, query: str, case_id: str) -> str:
    """Keeps a search as a view of a case that is not open; what is to be said of it."""
    fields = {"name": query, "query": query, "pane": SEARCH}
    title = {entry.id: entry.title for entry in await app.entries()}.get(case_id) or case_id
    same: list[View] = []

    def make(case: Case) -> Edit:
        same.extend(view for view in kept_views(case, SEARCH) if view.query == query)
        if same:
            return Edit("", ())
        return create(case, "views", fields, author=app.author, now=app.now())

    if not await app.commit_in(case_id, make):
        return ""
    if same:
        return f"This search is kept already in {title}, as '{name_of(same[0])}'."
    return f"Search kept in {title}. u there undoes it."


async def _places(app: CasefileApp) -> list[Entry]:
    """The cases of the library that can be written, those opened lately first."""
    try:
        cases = {one.id: one for one in await app.entries() if not (one.problem or one.read_only)}
    except CasefileError as error:
        app.notify(str(error), severity="error", markup=False)
        return []
    order = dict.fromkeys([*(one for one in app.memory.recent if one in cases), *cases])
    return [Entry(case_id, cases[case_id].title or case_id, case_id) for case_id in order]


def _values(case: Case) -> dict[str, list[str]]:
    """What can be completed in the open case."""

    def named(table: str) -> list[str]:
        names = (record.get("name") for record in islice(case.table(table).values(), _OFFERED))
        return sorted({name for name in names if isinstance(name, str) and name})

    records = (record for table in case.tables.values() for record in islice(table.values(), _OFFERED))
    found = (record.get("tags") for record in records)
    tags = {tag for tags in found if isinstance(tags, list) for tag in tags if isinstance(tag, str)}
    return {"case": [case.id], "actor": named("actors"), "source": named("sources"), "tag": sorted(tags)}
