"""Completions: a short script for each shell, which asks `casefile --complete WORD …` what could stand next.

The answer is one candidate a line, with a tab and a description where there is one; `:files` or `:folders` alone
leaves it to the shell. The last word given is the one that is being typed.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from casefile.cli.commands import COMMANDS, Argument
from casefile.cli.words import Line
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
    line = Line(before)
    argument = line.awaits or _positional(line)
    if line.awaits is None and typed.startswith("-"):
        yield from _options(line)
    elif line.command is None and argument is None:
        yield from ((command.name, command.summary) for command in COMMANDS)
    elif argument is not None:
        yield from _offered(argument, line)


def _options(line: Line) -> Iterator[Candidate]:
    for argument in line.arguments:
        if argument.is_option:
            yield from ((name, argument.help) for name in argument.names if name.startswith("--"))
    yield "--help", "say what can stand here"
    if line.command is None:
        yield "--version", "say the version"


def _positional(line: Line) -> Argument | None:
    """The argument that the next word would be; the last one takes any number of words where it may."""
    expected = [one for one in line.command.arguments if not one.is_option] if line.command else []
    if len(line.positionals) < len(expected):
        return expected[len(line.positionals)]
    return expected[-1] if expected and expected[-1].settings.get("nargs") == "*" else None


def _offered(argument: Argument, line: Line) -> Iterator[Candidate]:
    match argument.completes:
        case "file" | "folder":
            yield f":{argument.completes}s", ""
        case "case":
            yield from ((entry.id, entry.title) for entry in _library(line).entries())
        case "record":
            yield from _records(line)
        case "":
            yield from ((str(choice), "") for choice in argument.settings.get("choices", ()))
        case vocabulary:
            yield from _terms(vocabulary)


def _library(line: Line) -> Library:
    from casefile.cli.libraries import open_library

    return open_library(Namespace(library=line.library))


def _records(line: Line) -> Iterator[Candidate]:
    if not line.positionals:
        return
    opened = _library(line).open(line.positionals[0])
    try:
        from casefile.cli.labels import title

        case = opened.case
        for table in case.tables:
            yield from ((record_id, title(case, record_id)) for record_id in case.table(table))
    finally:
        opened.close()


def _terms(name: str) -> Iterator[Candidate]:
    from casefile.model import vocabulary

    terms = {
        "note-kind": vocabulary.NOTE_KINDS,
        "case-status": vocabulary.CASE_STATUSES,
        "calendar": vocabulary.CALENDARS,
        "predicate": {name: found.label for name, found in vocabulary.PREDICATES.items()},
    }
    yield from terms[name].items()
