"""What the browser finds again at its next start: which case was open, which were lately, how each was left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from casefile.habits import HabitFile, Habits

if TYPE_CHECKING:
    from casefile.model.records import Json
    from casefile.store import Library


class Memory:
    """Of one library. Without a ``file``, and of a library that cannot be written, nothing outlives the browser."""

    def __init__(self, file: HabitFile | None = None) -> None:
        self._file = file
        self.habits = file.read() if file is not None else Habits()
        self.recent: list[str] = []
        """The cases that were opened, the latest first."""
        self._library: Library | None = None
        self._kept: dict[str, Json] = {}

    def know(self, library: Library) -> None:
        """The library was opened."""
        if self._file is not None and library.read_only is None:
            self._library = library
            shelf = self.habits.shelf(library.folder)
            self.recent += [case_id for case_id in shelf.recent if case_id not in self.recent]

    @property
    def lasting(self) -> bool:
        """Whether anything of this library outlives the browser."""
        return self._library is not None

    @property
    def wants_tour(self) -> bool:
        """Whether this user was never shown around."""
        return self.lasting and not self.habits.tour_seen

    async def tour_seen(self) -> None:
        """The tour was seen or left."""
        await self._change(Habits.with_tour)

    async def theme_chosen(self, theme: str, configured: str) -> None:
        """A theme was chosen in place of the configured one."""
        await self._change(lambda habits: habits.with_theme(theme, configured))

    async def case_open(self, case_id: str) -> None:
        """A case is open now; "" where the list of cases is."""
        if case_id:
            self.recent = [case_id, *(other for other in self.recent if other != case_id)]
        if self._library is not None:
            folder = self._library.folder
            await self._change(lambda habits: habits.with_case(folder, case_id))

    async def _change(self, change: Callable[[Habits], Habits]) -> None:
        self.habits = change(self.habits)
        if self._file is not None and self._library is not None:
            await asyncio.to_thread(self._file.change, change)

    # One case

    async def how_left(self, case_id: str) -> Json:
        """How a case was left; empty where nobody knows."""
        if self._library is None:
            return {}
        found = self._kept[case_id] = await asyncio.to_thread(self._library.load_session, case_id)
        return found

    async def keep_left(self, case_id: str, state: Json) -> None:
        """Keeps how a case is left, if that is another than before."""
        if self._library is not None and self._kept.get(case_id) != state:
            self._kept[case_id] = state
            await asyncio.to_thread(self._library.save_session, case_id, state)
