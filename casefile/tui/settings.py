"""What of the configuration only the interface can judge: names of themes and of keys."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from casefile.config import Config, line_of

_MODIFIERS: Final = frozenset(("ctrl", "alt", "shift", "super", "meta", "hyper"))


def complaints(config: Config, themes: Collection[str], file: Path) -> Iterator[str]:
    """Everything wrong in the configuration, one line each, with the file and where it can be told the line."""
    yield from config.warnings
    if config.theme and config.theme not in themes:
        near = difflib.get_close_matches(config.theme, themes, 1)
        hint = f"; did you mean '{near[0]}'?" if near else "; the palette lists them"
        yield f"{_place(file, ('theme',))}: there is no theme '{config.theme}'{hint}"
    for action, keys in config.keymap.items():
        for key in keys:
            if not is_key(key):
                yield f"{_place(file, ('keymap', action))}: '{key}' is the name of no key"


def is_key(name: str) -> bool:
    """Whether a key may be called so: `n`, `G`, `ctrl+p`, `shift+tab`, `f5`, `pagedown`."""
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys

    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    if not set(modifiers) <= _MODIFIERS or not key:
        return False
    if len(key) == 1 or key in {known.value for known in Keys} | set(KEY_NAME_REPLACEMENTS.values()):
        return True
    try:
        unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return False
    return True


def _place(file: Path, setting: tuple[str, ...]) -> str:
    try:
        line = line_of(file.read_text("utf-8"), setting)
    except (OSError, UnicodeDecodeError):
        line = 0
    return f"{file} line {line}" if line else str(file)
