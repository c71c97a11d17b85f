"""Typed keys, one after the other: each goes to what the one before it opened, however fast they come.

Textual hands a key to the widget that has the focus when the key arrives, and does what it stands for some turns of the
loop later. Of keys that arrive together (a paste without brackets, a slow line, a quick hand) the later ones would go
to what is about to be covered. Here a key waits until all that the one before it set off has come to rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from textual import events
from textual.worker import WorkerCancelled, WorkerFailed

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget
    from textual.worker import Worker

OPENS: Final = "opens"
"""The name of a worker that opens something: keys that are typed meanwhile wait for it."""

_PATIENCE: Final = 3.0
"""Seconds for which a key waits at most for one thing: a keyboard must not die of something that hangs."""
_ROUNDS: Final = 20
"""How often it is asked at most whether everything is at rest."""

Typed: TypeAlias = events.Key | events.Paste


class Keyboard:
    """What was typed and is not answered yet, in its order. ``deliver`` hands one of it to whoever has the focus."""

    def __init__(self, app: App[int], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Typed] = deque()
        self._work: asyncio.Task[None] | None = None

    @property
    def at_rest(self) -> bool:
        """Whether everything that was typed is answered."""
        return self._work is None or self._work.done()

    def take(self, typed: Typed) -> None:
        """Takes what was typed."""
        self._waiting.append(typed)
        self._go_on()

    def take_again(self, typed: Typed) -> None:
        """Takes a key once more that something did not want; it comes before all that was typed after it."""
        self._waiting.appendleft(typed)
        self._go_on()

    def _go_on(self) -> None:
        if self.at_rest:
            self._work = asyncio.create_task(self._answer())

    async def _answer(self) -> None:
        try:
            while self._waiting:
                place, typed = self._place(), self._waiting.popleft()
                await self._deliver(typed)
                if not (self._waiting and _are_text(place[1], typed, self._waiting[0])):
                    await self._rest(place)
        except Exception as error:
            self._app._handle_exception(error)

    def _place(self) -> tuple[Screen[object] | None, Widget | None]:
        """What is typed into: the screen, and what has the focus on it."""
        screen = self._app.screen_stack[-1] if self._app.screen_stack else None
        return screen, screen.focused if screen is not None else None

    async def _rest(self, before: tuple[Screen[object] | None, Widget | None]) -> None:
        """Waits until nothing is under way any more that decides where the next key goes."""
        for _ in range(_ROUNDS):
            quiet = await self._heard(before[1] or before[0])
            opening = [asyncio.ensure_future(_over(worker)) for worker in self._opening()]
            if opening:
                await asyncio.wait(opening, timeout=_PATIENCE)
            place = self._place()
            if place == before and quiet and not opening:
                return
            if place != before and place[0] is not None:
                # What is new may yet do something after its first frame.
                await self._called(place[0].call_after_refresh)
            before = place

    def _opening(self) -> list[Worker[object]]:
        return [worker for worker in self._app.workers if worker.name == OPENS and not worker.is_finished]

    async def _heard(self, node: MessagePump | None) -> bool:
        """Waits until a node and all around it have dealt with what they were sent; whether there was nothing for any."""
        around = [node] if node is not None else []
        while around and around[-1]._parent is not None:
            around.append(around[-1]._parent)
        if self._app not in around:
            around.append(self._app)
        quiet = not any(one.message_queue_size for one in around)
        await self._called(partial(_pass_on, around))
        return quiet

    async def _called(self, later: Callable[[Callable[[], None]], object]) -> None:
        """Waits until what was given to ``later`` is called."""
        turn = asyncio.get_running_loop().create_future()
        later(lambda: None if turn.done() else turn.set_result(None))
        await asyncio.wait((turn,), timeout=_PATIENCE)


def _are_text(widget: Widget | None, *typed: Typed) -> bool:
    """Whether all of it is letters that go into a text, and so lead nowhere else."""
    return widget is not None and all(
        isinstance(one, events.Key) and widget.check_consume_key(one.key, one.character) for one in typed
    )


def _pass_on(around: list[MessagePump], called: Callable[[], None]) -> None:
    """Goes from each pump to the next as a key does; one that is closed is passed over."""
    while around and not around[0].call_later(_pass_on, around[1:], called):
        del around[0]
    if not around:
        called()


async def _over(worker: Worker[object]) -> None:
    with suppress(WorkerFailed, WorkerCancelled):
        await worker.wait()
