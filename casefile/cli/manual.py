"""The tables of the manual, made from what they describe: `python -m casefile.cli.manual README.md` renews them.

Each stands between `<!-- NAME -->` and `<!-- /NAME -->`; a test compares the file with what is made here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def tables() -> dict[str, str]:
    """Every generated table by the name of its markers."""
    return {
        "commands": commands_markdown(),
        "json": json_markdown(),
        "keys": keys_markdown(),
        "settings": settings_markdown(),
    }


def keys_markdown(keymap: Mapping[str, object] | None = None) -> str:
    """The key table: keys, action, where it holds, what it does."""
    from casefile.tui.actions import key_table

    rows = [
        (" ".join(f"`{key}`" for key in keys.split()), f"`{action}`", place, sentence)
        for keys, action, place, sentence in key_table(keymap)
    ]
    return _markdown(("keys", "action", "where", "does"), rows)


def commands_markdown() -> str:
    """The command table: usage and what it does."""
    from casefile.cli.commands import COMMANDS

    return _markdown(
        ("command", "does"), [(f"`{_escaped(command.usage)}`", command.summary) for command in COMMANDS]
    )


def json_markdown() -> str:
    """What each command's `--json` gives, from the last paragraph of its function's docstring."""
    from casefile.cli.commands import COMMANDS
    from casefile.cli.parser import function_of

    rows = []
    for command in COMMANDS:
        if any("--json" in argument.names for argument in command.arguments):
            text = " ".join((function_of(command).__doc__ or "").split())
            rows.append((f"`{command.name}`", text.partition("JSON: ")[2]))
    return _markdown(("command", "`--json` gives"), rows)


def settings_markdown() -> str:
    """The table of settings: name, default, what it means."""
    from casefile.config import settings

    return _markdown(
        ("setting", "default", "meaning"),
        [(f"`{setting.name}`", f"`{setting.default or '–'}`", setting.sentence) for setting in settings()],
    )


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def renewed(text: str) -> str:
    """A text with every generated table in it as it is now."""
    for name, table in tables().items():
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition(f"<!-- /{name} -->")
        if closing:
            text = f"{before}{opening}{table}\n{closing}{after}"
    return text


def main() -> None:
    """Renews the tables in the files named on the command line."""
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(renewed(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
