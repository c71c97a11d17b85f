"""The actions as Textual's key bindings, and the user's own keys in their place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from textual.binding import Binding, BindingType

from casefile.tui.actions import ACTIONS, Keys, keys_from, places_at

_NAMES = {",": "comma", "+": "plus"}
"""Keys that a list of keys could not be written with."""

_MOVING = ("lists", "groups")
"""The places whose actions the list or document with the focus does by itself."""


def key_list(keys: Iterable[str]) -> str:
    """Several keys in one string, as Textual takes them."""
    return ",".join(_NAMES.get(key, key) for key in keys)


def list_bindings(place: str) -> list[BindingType]:
    """The bindings of a list or document: moving about, which it does itself, and the place's own, for its screen."""
    moving = [around for around in _MOVING if around in places_at(place)]
    return [*chain.from_iterable(map(bindings, moving)), *bindings(place, "screen.")]


def bindings(place: str, namespace: str = "") -> list[BindingType]:
    """The bindings of a place's own actions; ``namespace`` says whose methods they are, if neither the widget's nor the app's."""
    return [
        Binding(
            key_list(action.keys),
            ("app." if "everywhere" in action.places else namespace) + action.id,
            action.label,
            show=False,
            id=action.id,
        )
        for action in ACTIONS
        if place in action.places
    ]


def keymap(keys: Keys) -> dict[str, str]:
    """What of these keys differs from the actions' own, as `App.set_keymap` takes it."""
    own = keys_from()
    return {name: key_list(chosen) for name, chosen in keys.items() if chosen != own[name]}
