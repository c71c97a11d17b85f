"""Completions: a short script for each shell, which asks `casefile --complete WORD …` what could stand next.

The answer is one candidate a line, with a tab and a description where there is one; `:files` or `:folders` alone
leaves it to the shell. The last word given is the one that is being typed.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from casefile.cli.commands import COMMANDS, LIBRARY, Argument, Command, find
from casefile.errors import CasefileError

if TYPE_CHECKING:
    from casefile.store import Library

Candidate = tuple[str, str]
"""A word that could stand there, and what it means."""

_BASH: Final = r"""_casefile() {
    local word=${COMP_WORDS[COMP_CWORD]} line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word") ;;
            :folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$word") ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <("${COMP_WORDS[0]}" --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _casefile casefile
"""
_ZSH: Final = r"""#compdef casefile
_casefile() {
    local line
    local -a candidates
    for line in "${(@f)$("${words[1]}" --complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case $line in
            (:files) _files ;;
            (:folders) _files -/ ;;
            (?*) candidates+=("${line/$'\t'/:}") ;;
        esac
    done
    (( $#candidates )) && _describe casefile candidates
}
if [ "$funcstack[1]" = _casefile ]; then _casefile "$@"; else compdef _casefile casefile; fi
"""
_FISH: Final = r"""function __casefile_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] --complete $words[2..-1] 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c casefile -f -a '(__casefile_complete)'
"""
SCRIPTS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def completion(options: Namespace) -> int:
    """Prints the script for a shell, to be sourced or put where the shell looks for completions."""
    print(SCRIPTS[options.shell], end="")
    return 0


def complete(words: list[str]) -> int:
    """Prints what could stand in place of the last of some words; an error prints nothing."""
    typed = words[-1] if words else ""
    try:
        for word, meaning in candidates(words[:-1], typed):
            if word.startswith((":", typed)):
                print(f"{word}\t{_one_line(meaning)}" if meaning else word)
    except CasefileError:
        return 0
    return 0


def _one_line(text: str) -> str:
    from casefile.model.text import clean

    return " ".join(clean(text).split())


def candidates(before: list[str], typed: str) -> Iterator[Candidate]:
    """What could stand after some words."""
    line = _Line(before)
    if line.awaits is not None:
        yield from line.offered(line.awaits)
    elif typed.startswith("-"):
        yield from line.options()
    elif line.command is None:
        yield from ((command.name, command.summary) for command in COMMANDS)
    else:
        argument = line.positional()
        if argument is not None:
            yield from line.offered(argument)


class _Line:
    """What the words before the cursor say: the command, the library, and which argument comes next."""

    def __init__(self, words: Iterable[str]) -> None:
        self.command: Command | None = None
        self.library: str | None = None
        self.positionals: list[str] = []
        self.awaits: Argument | None = None
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        if self.awaits is not None and not word.startswith("-"):
            if self.awaits is LIBRARY:
                self.library = word
            if self.awaits.settings.get("nargs") != "+":
                self.awaits = None
        elif word.startswith("-") and word != "-":
            self.awaits = self._option(word)
        elif self.command is None:
            self.command = find(word)
        else:
            self.positionals.append(word)

    def _option(self, word: str) -> Argument | None:
        name, equals, value = word.partition("=")
        argument = next((one for one in self._arguments() if name in one.names), None)
        if argument is LIBRARY and equals:
            self.library = value
        return argument if argument is not None and argument.takes_value and not equals else None

    def _arguments(self) -> tuple[Argument, ...]:
        return (LIBRARY, *(self.command.arguments if self.command else ()))

    def options(self) -> Iterator[Candidate]:
        for argument in self._arguments():
            if argument.is_option:
                yield from ((name, argument.help) for name in argument.names if name.startswith("--"))
        yield "--help", "say what can stand here"
        if self.command is None:
            yield "--version", "say the version"

    def positional(self) -> Argument | None:
        """The argument that the next word would be; the last one takes any number of words where it may."""
        assert self.command is not None
        expected = [one for one in self.command.arguments if not one.is_option]
        if len(self.positionals) < len(expected):
            return expected[len(self.positionals)]
        return expected[-1] if expected and expected[-1].settings.get("nargs") == "*" else None

    def offered(self, argument: Argument) -> Iterator[Candidate]:
        match argument.completes:
            case "file" | "folder":
                yield f":{argument.completes}s", ""
            case "case":
                yield from ((entry.id, entry.title) for entry in self._library().entries())
            case "record":
                yield from self._records()
            case "":
                yield from ((str(choice), "") for choice in argument.settings.get("choices", ()))
            case _:
                yield from _terms(argument.completes)

    def _library(self) -> Library:
        from casefile.cli.libraries import open_library

        return open_library(Namespace(library=self.library))

    def _records(self) -> Iterator[Candidate]:
        if not self.positionals:
            return
        opened = self._library().open(self.positionals[0])
        try:
            case = opened.case
            for table in case.tables:
                yield from ((record_id, case.title(record_id)) for record_id in case.table(table))
        finally:
            opened.close()


def _terms(name: str) -> Iterator[Candidate]:
    from casefile.model import vocabulary

    terms = {
        "note-kind": vocabulary.NOTE_KINDS,
        "case-status": vocabulary.CASE_STATUSES,
        "calendar": vocabulary.CALENDARS,
    }
    yield from terms[name].items()
