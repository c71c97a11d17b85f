"""How the browser ends when nobody asked it to: a fault in it, a signal, a terminal that is gone.

A fault closes the interface, restores the terminal and is left for the command line to tell in a line; Textual's
own account of it would print the values of variables, and with them what a case says. In every such end what was
typed and not kept yet is on the disk as a draft first.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any, Final

from textual.app import App
from textual.worker import WorkerFailed

FAULT: Final = 70
"""Exit code of a fault in casefile itself (`EX_SOFTWARE` of sysexits.h)."""
_SECONDS: Final = 2.0
"""How long keeping drafts may take at such an end."""
_LAST_SECONDS: Final = 4.0
"""When the process ends after a signal whatever else it waits for."""


class Ending(App[int], inherit_bindings=False):
    """An app that ends well."""

    fault: BaseException | None = None
    """What went wrong in the interface itself, for `run` to raise."""
    _ending = False

    # What is to be kept

    async def keep_drafts(self) -> None:
        """Puts what was typed and not kept yet on the disk."""

    async def keep_everything(self) -> None:
        """Brings the files up to date and lets them go."""

    async def _kept(self, *, everything: bool) -> None:
        """Keeps what can be kept, within a moment, whatever state the rest is in."""
        with suppress(Exception):
            await asyncio.wait_for(self.keep_drafts(), _SECONDS)
        if everything:
            with suppress(Exception):
                await asyncio.wait_for(self.keep_everything(), _SECONDS)

    # Faults

    def _handle_exception(self, error: Exception) -> None:
        """Takes the place of Textual's: the first fault is remembered, and the interface closed."""
        self._return_code = FAULT
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.fault = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    async def _shutdown(self) -> None:
        """The editors are still there, and what stands in them."""
        if self.fault is not None and not self._ending:
            self._ending = True
            await self._kept(everything=False)
        await super()._shutdown()

    # Signals

    def heed_signals(self) -> None:
        """Ends in order when the system asks for it, or the terminal is gone. Nothing where there is no terminal."""
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(
                ValueError, RuntimeError, NotImplementedError
            ):  # not the main thread of the process
                loop.add_signal_handler(number, self.end, 128 + number)

    def terminal_gone(self) -> None:
        """Nobody can type or read any more."""
        self.end(128 + getattr(signal, "SIGHUP", 1))

    def end(self, status: int) -> None:
        """Keeps everything and ends with that status; a terminal that is still there is restored."""
        if self._ending:
            return
        self._ending = True
        last = threading.Timer(_LAST_SECONDS, os._exit, (status,))
        last.daemon = True
        last.start()
        gone = status == 128 + getattr(signal, "SIGHUP", 1)
        if gone and self._driver is not None:
            # A terminal that takes nothing any more would hold up whoever writes to it.
            setattr(self._driver, "write", _nowhere)  # noqa: B010 - a method
        self._end_task = asyncio.ensure_future(self._end(status, gone))

    async def _end(self, status: int, gone: bool) -> None:
        await self._kept(everything=True)
        if gone:
            os._exit(status)
        self.exit(status, return_code=status)


def _nowhere(*_: Any) -> None:
    """Writes nothing."""
