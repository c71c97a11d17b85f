"""The parser of the command line, made from the declarations of the commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from casefile import __version__
from casefile.cli.commands import COMMANDS, LIBRARY, Argument, Command
from casefile.cli.words import Line
from casefile.errors import UsageError

_USAGE = "casefile [-L DIR] [--version] [COMMAND …]"


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `UsageError`, with the right usage on a second line, instead of leaving."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{' '.join(self.format_usage().split())}")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of a command line; ``command`` is the name of its command, `open` where none is given."""
    line = Line(arguments)
    if line.unknown:
        raise UsageError(_no_command(line.unknown))
    if line.command is not None:  # argparse takes no optional positional after an option
        end = ["--", *line.positionals] if line.positionals else []
        arguments = [*line.before, line.command.name, *line.options, *end]
    options, unknown = _parser(line.command).parse_known_args(arguments)
    if unknown:
        words = " ".join(word for word in unknown if word != "--")
        usage = line.command.usage if line.command else _USAGE
        raise UsageError(f"not understood: {words}\nusage: {usage}")
    if options.command is None:
        options.command, options.case = "open", None
    return options


def _no_command(word: str) -> str:
    from casefile.cli.libraries import near

    hint = near(word, [command.name for command in COMMANDS]) or f"; 'casefile open {word}' opens a case"
    return f"there is no command '{word}'{hint}\nusage: {_USAGE}"


def function_of(command: Command) -> Callable[[argparse.Namespace], int]:
    """The function that does a command; its module is imported now."""
    import importlib

    name, _, attribute = command.target.partition(":")
    module = importlib.import_module(f"casefile.cli.{name}")
    function: Callable[[argparse.Namespace], int] = getattr(module, attribute)
    return function


def _parser(wanted: Command | None) -> Parser:
    """The parser. Only the wanted command gets its arguments: that saves half the time."""
    parser = Parser(
        prog="casefile",
        usage=_USAGE,
        description="A case-file browser for analysts. Without a command, the browser opens.",
        epilog="'casefile COMMAND --help' says more. Exit codes: 0 done, 1 nothing found, 2 wrong usage, "
        "3 a case file is damaged or invalid, 4 in use or changed elsewhere, 5 not permitted or out of space.",
        allow_abbrev=False,
    )
    _add(parser, LIBRARY)
    parser.add_argument("--version", action="version", version=f"casefile {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="casefile")
    for command in COMMANDS:
        added = commands.add_parser(
            command.name,
            usage=command.usage.replace("%", "%%"),
            help=command.summary,
            description=f"{command.summary[:1].upper()}{command.summary[1:]}.",
            allow_abbrev=False,
        )
        if command is wanted:
            _add(added, LIBRARY, default=argparse.SUPPRESS)
            for argument in command.arguments:
                _add(added, argument)
    return parser


def _add(parser: argparse.ArgumentParser, argument: Argument, **settings: Any) -> None:
    parser.add_argument(*argument.names, help=argument.help, **{**argument.settings, **settings})
