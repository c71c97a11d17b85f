"""What casefile says of itself: `paths` and `keys`."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile import paths as places
from casefile.cli.libraries import configuration, library_path
from casefile.cli.output import write, write_heading, write_json, write_table


def paths(options: Namespace) -> int:
    """Where everything lies, and every setting. Makes nothing.

    JSON: `library` (`path`, `named_by`, `exists`), `configuration` (`path`, `exists`), `state`, `shipped`, `settings`.
    """
    from casefile.config import settings

    chosen = configuration()
    library = library_path(options, chosen)
    file = places.configuration_file()
    shipped = places.shipped_cases()
    values = {setting.name: getattr(chosen, setting.name) for setting in settings()}
    if options.json:
        write_json(
            {
                "library": {
                    "path": str(library.folder),
                    "named_by": library.named_by,
                    "exists": library.folder.is_dir(),
                },
                "configuration": {"path": str(file), "exists": file.is_file()},
                "state": str(places.state_folder()),
                "shipped": str(shipped) if shipped else None,
                "settings": values,
            }
        )
        return 0
    write_table(
        [
            ("library", str(library.folder), f"from {library.named_by}{_absence(library.folder.is_dir())}"),
            ("configuration", str(file), "" if file.is_file() else "not there; the defaults hold"),
            ("state", str(places.state_folder()), ""),
            ("shipped cases", str(shipped or "none"), ""),
        ],
        flexible=1,
    )
    write()
    write_heading("Settings")
    write_table([(setting.name, _value(values[setting.name]), setting.sentence) for setting in settings()])
    return 0


def _absence(exists: bool) -> str:
    return "" if exists else ", not there yet"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{len(value)} actions" if value else "–"
    return str(value) or "–"


def keys(options: Namespace) -> int:
    """The browser's actions: their keys, with the user's own; their ids, which the configuration's `keymap` takes.

    JSON: an array of `action`, `keys`, `label`, `places`, `sentence`.
    """
    from casefile.tui.actions import ACTIONS, PLACES, key_table, keys_from

    keymap = configuration({action.id for action in ACTIONS}).keymap
    if keymap:
        from casefile.tui.key_names import arriving

        keymap = arriving(keymap)
    if options.markdown:
        from casefile.cli.manual import keys_markdown

        write(keys_markdown(keymap))
    elif options.json:
        chosen = keys_from(keymap)
        write_json(
            [
                {
                    "action": action.id,
                    "keys": list(chosen[action.id]),
                    "label": action.label,
                    "places": [PLACES[place].lower() for place in action.places],
                    "sentence": action.sentence,
                }
                for action in ACTIONS
            ]
        )
    else:
        write_table(
            [(pressed, action, sentence) for pressed, action, _, sentence in key_table(keymap)],
            ("keys", "action", "does"),
        )
    return 0
