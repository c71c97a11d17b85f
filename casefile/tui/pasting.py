"""What a terminal sends, as messages: each bracketed paste is one, whatever stands in it.

Textual's parser looks for keys in a paste too, and an escape sequence in it makes keys of the rest. Here nothing of a
paste comes before the parser. The brackets are those of xterm's control sequences, "Bracketed Paste Mode".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual import events
from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

QUIET_SECONDS: Final = 2.0
"""How long nothing may come in the middle of a paste before it is taken for ended: its end may never come."""


class Typing:
    """Makes messages of what comes. ``escape_seconds`` is how long the beginning of a sequence waits for its rest."""

    def __init__(self, parser: XTermParser, *, escape_seconds: float) -> None:
        self._parser = parser
        self._escape_seconds = escape_seconds
        self._pieces: list[str] | None = None
        """What was pasted so far, while a paste comes."""
        self._held = ""
        """The end of what came, which may be the beginning of a bracket."""
        self._due: float | None = None

    @property
    def due(self) -> float | None:
        """When `tick` has something to do, if nothing comes until then."""
        moments = [one for one in (self._due, self._parser._timeout_time) if one is not None]
        return min(moments, default=None)

    def feed(self, text: str) -> Iterator[Message]:
        """The messages of what came."""
        text, self._held = self._held + text, ""
        while text:
            bracket = BRACKETED_PASTE_START if self._pieces is None else BRACKETED_PASTE_END
            piece, found, text = text.partition(bracket)
            if not found:
                piece, self._held = _split(piece, bracket)
            if self._pieces is not None:
                self._pieces.append(piece)
                if found:
                    yield self._pasted()
            else:
                yield from self._parser.feed(piece) if piece else ()
                if found:
                    self._pieces = []
        if self._pieces is not None:
            self._due = get_time() + QUIET_SECONDS
        else:
            self._due = get_time() + self._escape_seconds if self._held else None

    def tick(self) -> Iterator[Message]:
        """The messages of what was waited for in vain."""
        if self._due is not None and get_time() >= self._due:
            self._due, held, self._held = None, self._held, ""
            if self._pieces is not None:
                self._pieces.append(held)
                yield self._pasted()
            else:
                yield from self._parser.feed(held)
                if self._parser._timeout_time is not None:
                    # It has waited as long as the parser would let it.
                    self._parser._timeout_time = get_time()
        yield from self._parser.tick()

    def _pasted(self) -> events.Paste:
        assert self._pieces is not None
        text, self._pieces = "".join(self._pieces), None
        return events.Paste(text.replace("\0", ""))


def _split(text: str, bracket: str) -> tuple[str, str]:
    """A text without the end of it with which the bracket may begin, and that end."""
    for length in range(min(len(bracket) - 1, len(text)), 0, -1):
        if bracket.startswith(text[-length:]):
            return text[:-length], text[-length:]
    return text, ""
