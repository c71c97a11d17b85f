"""Which keys a user can choose: those that Textual names when a terminal sends them, and that arrive."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_MODIFIERS: Final = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual writes them."""

_SAME_AS: Final = {
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+enter": "enter",
    "ctrl+i": "tab",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that a terminal sends as another one."""

_TAKEN: Final = frozenset(
    [
        *("ctrl+a", "ctrl+b", "ctrl+c", "ctrl+z"),
        *(f"ctrl+shift+{letter}" for letter in "cfnqtvw"),
    ]
)
"""Keys that a terminal, the shell, tmux or screen takes for itself."""

_PLAIN: Final = frozenset(("enter", "space", "tab", "backspace", "escape"))
"""Keys that most terminals send alike with any modifier."""


@lru_cache(maxsize=1)
def _sent() -> frozenset[str]:
    """The names of the keys that every terminal can send, but for characters."""
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

    keys = (key.value for found in ANSI_SEQUENCES_KEYS.values() if isinstance(found, tuple) for key in found)
    return frozenset(key for key in keys if not key.startswith("<")) | {"backspace"}


def trouble_with(name: str) -> str:
    """Why a key cannot be chosen, in words; empty where it can: `n`, `G`, `ctrl+p`, `shift+tab`, `f5`, `comma`."""
    if name in _SAME_AS:
        return f"a terminal sends '{name}' as {_SAME_AS[name]}"
    if name in _TAKEN:
        return f"'{name}' does not arrive: a terminal or tmux takes it"
    if _is_character(name) or name in _sent():
        return ""
    *modifiers, key = name.split("+")
    if not modifiers or not set(modifiers) <= set(_MODIFIERS) or not _is_key(key):
        near = difflib.get_close_matches(name, _sent(), 1, 0.75)
        return f"'{name}' is the name of no key" + (f"; did you mean '{near[0]}'?" if near else "")
    written = "+".join((*sorted(set(modifiers)), key.lower() if len(key) == 1 else key))
    if name != written:
        return f"'{name}' is written '{written}'"
    if key in _PLAIN:
        return f"a terminal sends '{name}' as {key}"
    if modifiers == ["shift"] and (len(key) == 1 or key not in _sent()):
        return f"'{name}' is written as the character that it types"
    return ""


def _is_key(key: str) -> bool:
    """Whether a modifier can stand before it."""
    return _is_character(key) or key in _sent()


def _is_character(name: str) -> bool:
    """Whether it is a character that is typed, or Textual's name of one."""
    from textual.keys import _character_to_key, key_to_character

    if len(name) == 1:
        return name.isprintable() and not name.isspace()
    character = _ascii().get(name) or key_to_character(name)
    return character is not None and character.isprintable() and _character_to_key(character) == name


@lru_cache(maxsize=1)
def _ascii() -> dict[str, str]:
    """The characters of ASCII by their names: `plus`, `comma`."""
    from textual.keys import _character_to_key

    return {_character_to_key(chr(code)): chr(code) for code in range(33, 127)}


def arriving(keymap: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What of a keymap can be used: of an action with a key that cannot, its own keys stay."""
    return {action: keys for action, keys in keymap.items() if not any(map(trouble_with, keys))}
