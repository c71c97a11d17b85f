"""An open case as the interface uses it: everything that touches the disk runs in a thread, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from casefile.model.case import Case, Change, Edit
    from casefile.model.records import Json
    from casefile.store import OpenCase
    from casefile.store.steps import Entry, Step

Result = TypeVar("Result")


class Session:
    """One open case. The methods raise what `OpenCase` raises."""

    def __init__(self, opened: OpenCase) -> None:
        self.opened = opened
        self.unsettled = False
        self._lock = asyncio.Lock()
        self._closed = False

    @property
    def case(self) -> Case:
        """The case in memory."""
        return self.opened.case

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written, in a sentence; None where it can."""
        return self.opened.read_only

    async def in_thread(self, call: Callable[..., Result], *arguments: Any) -> Result:
        """Calls something off the event loop, when nothing else is under way."""
        async with self._lock:
            return await asyncio.to_thread(call, *arguments)

    async def commit(self, edit: Edit) -> Edit:
        """Makes an edit durable; when this returns it is on the disk. `ConflictError` as `OpenCase.commit` asking."""
        await self.in_thread(partial(self.opened.commit, edit, asking=True))
        self.unsettled = True
        return edit

    async def undo(self) -> Edit | None:
        """Takes back the last edit and says which it was."""
        edit = await self.in_thread(self.opened.undo)
        self.unsettled = self.unsettled or edit is not None
        return edit

    async def redo(self) -> Edit | None:
        """Makes the undone edit again and says which it was."""
        edit = await self.in_thread(self.opened.redo)
        self.unsettled = self.unsettled or edit is not None
        return edit

    async def next_turns(self) -> dict[str, str]:
        """What an undo would take back and a redo would make again, as far as there is anything."""
        found = await self.in_thread(lambda: {"undo": self.opened.can_undo, "redo": self.opened.can_redo})
        return {turn: label for turn, label in found.items() if label is not None}

    async def refresh(self) -> list[Change]:
        """What others changed meanwhile, taken into the case; nothing while something else is under way."""
        if self._closed or self._lock.locked():
            return []
        return await self.in_thread(self.opened.refresh)

    async def settle(self) -> None:
        """The file follows the history."""
        if self.unsettled and not self._closed:
            self.unsettled = False
            await self.in_thread(self.opened.settle)

    async def close(self) -> None:
        """Everything is written and let go."""
        if not self._closed:
            self._closed = True
            await self.in_thread(self.opened.close)

    async def history(self, record_id: str | None = None) -> list[Entry]:
        """Every step of the case's history, or those that touched a record, the oldest first."""
        return await self.in_thread(self.opened.history, record_id)

    def steps(self, since: int = 0) -> Steps:
        """Every step after one, the newest first, to be read in parts."""
        return Steps(self, since)

    async def entry(self, step: Step) -> Entry:
        """A step in full."""
        return await self.in_thread(self.opened.entry, step)

    async def revert(self, step: Step) -> Edit:
        """Takes back any step, whoever made it, as an edit of its own; without changes where nothing is left of it."""
        edit = await self.in_thread(self.opened.revert, step)
        self.unsettled = True
        return edit

    async def drafts(self) -> dict[str, Json]:
        """The drafts that were not finished, by their keys."""
        return await self.in_thread(self.opened.drafts.all)

    async def save_draft(self, key: str, draft: Json) -> None:
        """Keeps a draft, durably."""
        await self.in_thread(self.opened.drafts.save, key, draft)

    async def discard_draft(self, key: str) -> None:
        """Throws a draft away."""
        await self.in_thread(self.opened.drafts.discard, key)


class Steps:
    """The steps of a case's history, the newest first, read in parts off the event loop."""

    def __init__(self, session: Session, since: int) -> None:
        self._session = session
        self._left = session.opened.steps(since)

    async def next(self, count: int) -> list[Step]:
        """So many more steps; none after the last."""
        return await self._session.in_thread(lambda: list(islice(self._left, count)))
