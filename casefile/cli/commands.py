"""Every command of the command line, declared once: parser, usage, completions and manual are made from this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class Argument(NamedTuple):
    """One argument of a command. ``completes`` names what a shell offers for it: case, record, file, folder, or the
    name of a vocabulary; empty: its choices, if any. ``settings`` are argparse's."""

    names: tuple[str, ...]
    help: str
    completes: str
    settings: Mapping[str, Any]

    @property
    def is_option(self) -> bool:
        """Whether it begins with a dash."""
        return self.names[0].startswith("-")

    @property
    def takes_value(self) -> bool:
        """Whether a word follows the option."""
        return self.settings.get("action") != "store_true"

    @property
    def usage(self) -> str:
        """How it is written: `CASE`, `[RECORD]`, `[--from DATE]`, `[CASE …]`."""
        value = str(self.settings.get("metavar", ""))
        if self.settings.get("nargs") in ("+", "*"):
            value += " …"
        text = f"{self.names[0]} {value}".rstrip() if self.is_option else value
        optional = self.settings.get("nargs") in ("?", "*")
        needed = self.settings.get("required", False) if self.is_option else not optional
        repeated = " …" if self.settings.get("action") == "append" else ""
        return (text if needed else f"[{text}]") + repeated


class Command(NamedTuple):
    """One command. ``target`` is the `module:function` of `casefile.cli` that does it; ``usage_of_arguments`` is
    given where it says more than the arguments' own; ``excludes`` says that `-word` is a word to do without."""

    name: str
    target: str
    summary: str
    arguments: tuple[Argument, ...] = ()
    usage_of_arguments: str = ""
    excludes: bool = False

    @property
    def usage(self) -> str:
        """How the command is written, in one line: `casefile log CASE [RECORD] [--json]`."""
        ordered = sorted(self.arguments, key=lambda argument: argument.is_option)
        arguments = self.usage_of_arguments or " ".join(argument.usage for argument in ordered)
        return f"casefile {self.name} {arguments}".rstrip()


def _word(name: str, metavar: str, help_text: str, completes: str = "", **settings: Any) -> Argument:
    return Argument((name,), help_text, completes, {"metavar": metavar, **settings})


def _option(names: str, metavar: str, help_text: str, completes: str = "", **settings: Any) -> Argument:
    return Argument(tuple(names.split()), help_text, completes, {"metavar": metavar, **settings})


def _flag(name: str, help_text: str) -> Argument:
    return Argument((name,), help_text, "", {"action": "store_true"})


def _several(names: str, metavar: str, help_text: str, completes: str = "") -> Argument:
    return _option(names, metavar, help_text, completes, action="append", default=[])


LIBRARY: Final = _option("-L --library", "DIR", "the folder of the cases", "folder", dest="library")
_CASE: Final = _word("case", "CASE", "id of the case", "case")
_JSON: Final = _flag("--json", "as JSON")
_AT: Final = _option("--at", "DATE", "as it was known then")
_RECORDED: Final = _flag("--recorded", "with --at: as you had recorded it by then")
_SHELLS: Final = ("bash", "zsh", "fish")

COMMANDS: Final = (
    Command(
        "open",
        "browse:browse",
        "open the browser, on a case if one is named",
        (
            _word("case", "CASE", "id of the case", "case", nargs="?"),
            _flag("--read-only", "write nothing, whatever is asked"),
        ),
    ),
    Command(
        "serve",
        "serving:serve",
        "show the browser to a web browser on this machine, read-only unless asked; without any log-in",
        (
            _word("case", "CASE", "id of the case", "case", nargs="?"),
            _option("--port", "PORT", "the port to listen on", type=int, default=8000),
            _flag("--write", "let whoever opens the page write"),
        ),
    ),
    Command("list", "listing:list_cases", "list the cases of the library", (_JSON,)),
    Command(
        "show",
        "showing:show",
        "show a case, one of its tables, or a record with its claims, origins and backlinks",
        (
            _CASE,
            _word("record", "RECORD", "id of a record, or name of a table", "record", nargs="?"),
            _AT,
            _RECORDED,
            _JSON,
        ),
    ),
    Command(
        "timeline",
        "timeline:timeline",
        "list the events of a case in order",
        (
            _CASE,
            _option("--from", "DATE", "the first day or moment", dest="since"),
            _option("--to", "DATE", "the last day or moment", dest="until"),
            _flag("--utc", "times in UTC, not in the case's own zone"),
            _AT,
            _RECORDED,
            _JSON,
        ),
    ),
    Command(
        "facts",
        "facts:facts",
        "set the claims on each fact side by side, contested facts first, with the value held and why",
        (
            _CASE,
            _word("subject", "SUBJECT", "id of the record that the facts are about", "record", nargs="?"),
            _AT,
            _RECORDED,
            _JSON,
        ),
    ),
    Command(
        "figures",
        "figures:figures",
        "show how each count moved over time, with speaker and grade",
        (
            _CASE,
            _word(
                "predicate",
                "PREDICATE",
                "what is counted, as killed; it is drawn as a chart",
                "predicate",
                nargs="?",
            ),
            _AT,
            _RECORDED,
            _JSON,
        ),
    ),
    Command(
        "origins",
        "origins:show_origins",
        "say how many independent origins a record has, and who relays whom",
        (_CASE, _word("record", "RECORD", "id of a record", "record"), _AT, _RECORDED, _JSON),
    ),
    Command(
        "search",
        "search:search",
        "find records in all cases by their words, fields and dates",
        (
            _word("query", "QUERY", 'words, "a phrase", field:value, -not this, OR', nargs="+"),
            _word("--case", "CASE", "in this case only", "case"),
            _word("--kind", "KIND", "of this table or kind only"),
            _word("--limit", "N", "how many hits to show", type=int, default=20),
            _JSON,
        ),
        excludes=True,
    ),
    Command(
        "review",
        "review:review",
        "list what a case leaves open: contested facts, single origins, missing grades, times that cannot be",
        (_CASE, _AT, _RECORDED, _JSON),
    ),
    Command(
        "actors",
        "elsewhere:actors",
        "list the actors of all cases, joined where they are one, and who may be one",
        (_JSON,),
    ),
    Command(
        "compare",
        "elsewhere:compare",
        "set two cases side by side: what they share, and how they differ",
        (_CASE, _word("other", "OTHER", "id of the other case", "case"), _JSON),
    ),
    Command(
        "note",
        "writing:note",
        "add a note to a case and print its id",
        (
            _CASE,
            _option("-m --message", "TEXT", "the note's text"),
            _option("-F --file", "FILE", "a file that holds the text", "file"),
            _flag("--stdin", "read the text from standard input; '-' says the same"),
            _option("--title", "TITLE", "the note's title"),
            _option(
                "--about", "ID", "the records it is about", "record", nargs="+", action="extend", default=[]
            ),
            _option(
                "--kind", "KIND", "note, question, lead, assessment or to-do", "note-kind", default="note"
            ),
            _JSON,
        ),
        "CASE (-m TEXT | -F FILE | -) [--title TITLE] [--about ID …] [--kind KIND] [--json]",
    ),
    Command(
        "new",
        "writing:new",
        "make a new, empty case and print the path of its file",
        (
            _word("case", "ID", "id of the new case, which names its file"),
            _option("--title", "TITLE", "what it is called", required=True),
            _option("--summary", "TEXT", "what it is about, in a few sentences"),
            _option("--status", "STATUS", "open, watching, closed or archived", "case-status"),
            _option("--when", "DATE", "when it happened, as people say it"),
            _option("--place", "PLACE", "where it happened"),
            _option("--timezone", "ZONE", "time zone of the place (IANA name)"),
            _several("--calendar", "NAME", "a calendar that its sources use", "calendar"),
            _several("--language", "TAG", "a language of its sources (BCP 47)"),
            _JSON,
        ),
    ),
    Command(
        "check",
        "checking:check",
        "say what is wrong in cases: format, terms, references, dates, history",
        (_word("cases", "CASE", "ids of cases; all where none is named", "case", nargs="*"), _JSON),
    ),
    Command(
        "log",
        "history:log",
        "list who changed what, and when",
        (_CASE, _word("record", "RECORD", "id of a record", "record", nargs="?"), _JSON),
    ),
    Command("paths", "about:paths", "say where everything lies, and every setting", (_JSON,)),
    Command(
        "keys",
        "about:keys",
        "list the browser's actions and their keys",
        (_flag("--markdown", "as a Markdown table"), _JSON),
    ),
    Command(
        "completion",
        "completion:completion",
        "print the completions for a shell",
        (_word("shell", "SHELL", "bash, zsh or fish", choices=_SHELLS),),
    ),
)
"""In the order of the manual."""


def find(name: str) -> Command | None:
    """The command of that name."""
    return next((command for command in COMMANDS if command.name == name), None)
