"""What of the configuration only the interface can judge: names of themes and of keys."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

from casefile.config import Config, line_of
from casefile.tui.actions import keys_from, keys_label
from casefile.tui.key_names import trouble_with


def complaints(config: Config, themes: Collection[str], file: Path) -> Iterator[str]:
    """Everything wrong in the configuration, one line each, with the file and where it can be told the line."""
    yield from config.warnings
    if config.theme and config.theme not in themes:
        near = difflib.get_close_matches(config.theme, themes, 1)
        hint = f"; did you mean '{near[0]}'?" if near else "; the palette lists them"
        yield f"{_place(file, ('theme',))}: there is no theme '{config.theme}'{hint}"
    for action, keys in config.keymap.items():
        for key in keys:
            if problem := trouble_with(key):
                own = keys_label(keys_from()[action])
                yield f"{_place(file, ('keymap', action))}: {problem}; {action} keeps {own}"


def _place(file: Path, setting: tuple[str, ...]) -> str:
    try:
        line = line_of(file.read_text("utf-8"), setting)
    except (OSError, UnicodeDecodeError):
        line = 0
    return f"{file} line {line}" if line else str(file)
