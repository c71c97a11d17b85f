"""When garbage is looked for: in the reader's pauses, not in the midst of a key.

The collector of the interpreter stops the program to go through all that was made lately, and now and then through all
there is: 15 ms while 20,000 records are open, which a key would be late by. Nearly everything is let go of without it;
what only it finds can wait for a pause. What stays as long as the open case is set aside, and not gone through at all.
"""

from __future__ import annotations

import gc
from time import perf_counter
from typing import Final

_NEVER: Final = 1_000_000
"""So many passes over what was made lately that all is not gone through of its own accord."""
_ENOUGH: Final = 10
"""Passes over what was made lately after which a pause is used to go through all."""
_PAUSE_SECONDS: Final = 1.0


class Collector:
    """The interpreter's collector while the browser runs; where it was on before, as in a test, it is left alone."""

    def __init__(self) -> None:
        self._begun = False
        self._own = not gc.isenabled()
        self._last_key = 0.0

    def begin(self) -> None:
        """Turns it on, if it was held while the first frame was made; a second time does nothing."""
        if self._own and not self._begun:
            self._begun = True
            gc.set_threshold(*gc.get_threshold()[:2], _NEVER)
            self.set_aside()
            gc.enable()

    def set_aside(self) -> None:
        """What there is now stays with the open case: it is not gone through before a case is closed."""
        if self._begun:
            gc.freeze()

    def take_back(self) -> None:
        """A case is closed: what was set aside may be garbage."""
        if self._begun:
            gc.unfreeze()

    def key_came(self) -> None:
        """A key was pressed: there is no pause for a while."""
        self._last_key = perf_counter()

    def use_pause(self) -> None:
        """Goes through all, if there is a pause and enough to go through."""
        paused = perf_counter() - self._last_key > _PAUSE_SECONDS
        if self._begun and paused and gc.get_count()[2] >= _ENOUGH:
            gc.collect()
