"""The terminal driver: Textual's own, with an input thread that wakes at once to quit or tell an escape, and takes a paste as one."""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Final

from textual import constants

if TYPE_CHECKING:
    from textual.driver import Driver

ESCAPE_SECONDS: Final = 0.025
"""How long an escape byte waits for the rest of its sequence, which a terminal sends in one write."""


def driver_class() -> type[Driver] | None:
    """The driver to give to the app, or None where Textual's own choice stands.

    That is on Windows, and where the environment names a driver (a browser through textual-serve, a test).
    """
    if constants.DRIVER is not None or sys.platform == "win32":
        return None
    return _posix_driver()


def _posix_driver() -> type[Driver]:
    from textual._time import get_time
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    from casefile.tui.pasting import Typing

    class QuickDriver(LinuxDriver):
        """Textual's driver with an input thread that sleeps until something comes."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._wake: tuple[int, int] | None = None
            if "ESCDELAY" not in os.environ:
                setattr(constants, "ESCAPE_DELAY", ESCAPE_SECONDS)  # noqa: B010 - Final, and read at each key

        def start_application_mode(self) -> None:
            """Opens the pipe before the thread that waits on it starts."""
            self._wake = self._wake or os.pipe()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def disable_input(self) -> None:
            """Ends the input thread at once."""
            if self._wake is not None:
                os.write(self._wake[1], b"\0")
            super().disable_input()
            if self._wake is not None:
                wake, self._wake = self._wake, None
                os.close(wake[0])
                os.close(wake[1])

        def run_input_thread(self) -> None:
            """Reads what is typed until the pipe says that it is over."""
            assert self._wake is not None
            wake = self._wake[0]
            typing = Typing(XTermParser(self._debug), escape_seconds=constants.ESCAPE_DELAY)
            decode = getincrementaldecoder("utf-8")("replace").decode
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                selector.register(wake, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    due = typing.due
                    wait = None if due is None else max(0.0, due - get_time())
                    ready = [key.fd for key, _ in selector.select(wait)]
                    if wake in ready:
                        break
                    if self.fileno in ready:
                        text = _read(self.fileno)
                        if not text:
                            selector.unregister(self.fileno)
                            self._tell_gone()
                        for event in typing.feed(decode(text)) if text else ():
                            self.process_message(event)
                    for event in typing.tick():
                        self.process_message(event)

        def _tell_gone(self) -> None:
            """Tells an app that wants to know it that nothing will be typed any more."""
            gone = getattr(self._app, "terminal_gone", None)
            if gone is not None and not self.exit_event.is_set():
                self._loop.call_soon_threadsafe(gone)

        def _run_input_thread(self) -> None:
            """A fault while reading is a fault of the app, and told as every other."""
            try:
                self.run_input_thread()
            except Exception as error:
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    return QuickDriver


def _read(file: int) -> bytes:
    """What was typed; nothing where the terminal is gone."""
    try:
        return os.read(file, 4096)
    except OSError:
        return b""
