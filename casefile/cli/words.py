"""The words of a command line, sorted by what they are: for the parser and for completion."""

from __future__ import annotations

from collections.abc import Iterable

from casefile.cli.commands import LIBRARY, Argument, Command, find

STANDARD_INPUT = "-"
"""Stands for the option `--stdin`."""


class Line:
    """A command line as far as it was typed.

    ``before`` holds the words before the command's name, ``options`` and ``positionals`` those after it; ``awaits`` is the
    option whose value the next word would be, ``unknown`` the first word in place of a command's name that is none.
    Options may stand among positionals, as people write them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.command: Command | None = None
        self.library: str | None = None
        self.unknown = ""
        self.before: list[str] = []
        self.options: list[str] = []
        self.positionals: list[str] = []
        self.awaits: Argument | None = None
        self._only_positionals = False
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        if self._only_positionals:
            self.positionals.append(word)
        elif self.awaits is not None and (word == STANDARD_INPUT or not word.startswith("-")):
            self._take_value(self.awaits, word)
        elif word == "--":
            self._only_positionals = True
        elif word.startswith("-") and not self._excludes(word):
            self._take_option("--stdin" if word == STANDARD_INPUT else word)
        elif self.command is None:
            self.command = find(word)
            self.unknown = self.unknown or ("" if self.command else word)
        else:
            self.positionals.append(word)

    def _excludes(self, word: str) -> bool:
        """Whether a word belongs to a search, as one that must not stand in what is found."""
        if self.command is None or not self.command.excludes or word.startswith("--") or len(word) < 2:
            return False
        return word != "-h" and not any(word in argument.names for argument in self.arguments)

    def _take_value(self, argument: Argument, word: str) -> None:
        several = argument.settings.get("nargs") == "+"
        if several and word == STANDARD_INPUT:
            self._take_option("--stdin")
            return
        if argument is LIBRARY:
            self.library = word
        (self.before if self.command is None else self.options).append(word)
        self.awaits = argument if several else None

    def _take_option(self, word: str) -> None:
        (self.before if self.command is None else self.options).append(word)
        name, equals, value = word.partition("=")
        argument = next((one for one in self.arguments if name in one.names), None)
        if argument is LIBRARY and equals:
            self.library = value
        self.awaits = argument if argument is not None and argument.takes_value and not equals else None

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The arguments that can stand after what was typed."""
        return (LIBRARY, *(self.command.arguments if self.command else ()))
