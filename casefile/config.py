"""What the user chose: one TOML file, read once at start, never written.

A setting that is unknown or wrong never stops the program: its default is used, and `Config.warnings` says so
with the file and the line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeGuard, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings. Each one's sentence stands in its `Meta`, where the manual and `casefile paths` read it."""

    author: Annotated[str, Meta(description="Who signs new records; empty: the login name.")] = ""
    library: Annotated[
        str,
        Meta(
            description="The folder of the cases, absolute, from `~`, or from the configuration's folder; "
            "empty: the user's data folder."
        ),
    ] = ""
    theme: Annotated[
        str, Meta(description="Name of the colour theme, as the palette lists them; empty: casefile's own.")
    ] = ""
    clock: Annotated[
        str,
        Meta(
            description="The clock of the timeline: `local` (the case's own zone), `utc`, or an IANA zone "
            "such as `Europe/Vienna`."
        ),
    ] = "local"
    calendar: Annotated[
        Literal["gregorian", "persian", "both"],
        Meta(description="The calendar of the timeline: Gregorian, Solar Hijri, or the two side by side."),
    ] = "gregorian"
    rtl: Annotated[
        Literal["marks", "isolate", "visual", "off"],
        Meta(
            description="How right-to-left script is kept from moving its neighbours: `marks` (U+200E around each "
            "run), `isolate` (U+2068 and U+2069), `visual` (put in visual order, for terminals that know no "
            "bidirectional text), `off`."
        ),
    ] = "marks"
    keymap: Annotated[
        dict[str, tuple[str, ...]],
        Meta(
            description="A table of action to list of keys, which stand in place of the action's own; "
            "`casefile keys` has the names."
        ),
    ] = {}
    warnings: tuple[str, ...] = ()
    """What was wrong in the file: one line each, naming file and line. Not a setting."""


class Setting(NamedTuple):
    """One setting: ``kind`` is its type, ``choices`` the words it may be (empty: any)."""

    name: str
    kind: Any
    choices: tuple[str, ...]
    default: Any
    sentence: str


def settings() -> Iterator[Setting]:
    """Every setting, in the order of the manual."""
    kinds = get_type_hints(Config, include_extras=True)
    for field in msgspec.structs.fields(Config):
        kind = kinds[field.name]
        if get_origin(kind) is Annotated:
            bare, meta = get_args(kind)
            choices = get_args(bare) if get_origin(bare) is Literal else ()
            yield Setting(field.name, bare, choices, getattr(Config(), field.name), meta.description)


def load(path: Path, actions: Collection[str] = ()) -> Config:
    """The configuration of a file; the defaults where there is no file.

    Keys for what is none of the ``actions`` are left out with a warning; without ``actions`` all are taken.
    """
    import tomllib

    try:
        text = path.read_text("utf-8")
        content = tomllib.loads(text)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return Config(warnings=(f"{path}: {error.strerror or error}; the defaults are used",))
    except UnicodeDecodeError as error:
        return Config(warnings=(f"{path} byte {error.start + 1}: not UTF-8; the defaults are used",))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(warnings=(f"{path}: {error}; the defaults are used",))
    return _Reader(path, text, actions).read(content)


class _Reader:
    """Takes what fits out of a parsed file, and says of the rest where it stands."""

    def __init__(self, path: Path, text: str, actions: Collection[str]) -> None:
        self.path = path
        self.text = text
        self.actions = actions
        self.warnings: list[str] = []

    def read(self, content: Mapping[str, Any]) -> Config:
        known = {setting.name: setting for setting in settings()}
        values: dict[str, Any] = {}
        for name, value in content.items():
            if name not in known:
                self.warn((name,), f"there is no setting '{name}'{_nearest(name, known)}")
            elif name == "keymap":
                values[name] = self.keymap(value)
            elif (problem := _problem(known[name], value)) is not None:
                default = known[name].default
                self.warn((name,), f"{problem}; {f'{default!r}' if default else 'the default'} is used")
            else:
                values[name] = value
        return Config(**values, warnings=tuple(self.warnings))

    def keymap(self, value: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            self.warn(("keymap",), 'keymap should be a table of action = ["key", …]')
            return {}
        keys: dict[str, tuple[str, ...]] = {}
        for action, wanted in value.items():
            if self.actions and action not in self.actions:
                near = _nearest(action, self.actions)
                self.warn(("keymap", action), f"there is no action '{action}'{near}")
            elif _are_keys(wanted):
                keys[action] = tuple(wanted)
            else:
                self.warn(("keymap", action), f'{action} should be a list of keys, such as ["n", "f2"]')
        return keys

    def warn(self, place: tuple[str, ...], message: str) -> None:
        line = line_of(self.text, place)
        self.warnings.append(f"{self.path}{f' line {line}' if line else ''}: {message}")


def _problem(setting: Setting, value: object) -> str | None:
    """What is wrong with a value, in words; None where nothing is."""
    try:
        msgspec.convert(value, setting.kind)
    except msgspec.ValidationError:
        expected = f"one of {', '.join(setting.choices)}" if setting.choices else "text in quotes"
        return f"{setting.name} should be {expected}, not {value!r}"
    if setting.name == "clock" and not _is_clock(str(value)):
        return f"clock should be local, utc or an IANA time zone, not {value!r}"
    return None


def _are_keys(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(key, str) and key for key in value)


def _is_clock(name: str) -> bool:
    if name in ("local", "utc"):
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError):
        return False
    except KeyError:  # ZoneInfoNotFoundError
        return False
    return True


def line_of(text: str, place: tuple[str, ...]) -> int:
    """The line, from 1, on which a setting stands, or that of its table; 0 where neither can be told.

    `tomllib` keeps no positions. ``place`` is the way to it from the top: `("theme",)` or `("keymap", "note.add")`.
    """
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            section = (stripped.strip("[]").strip().strip("\"'"),)
            if section == place:
                return number
        elif "=" in stripped:
            key = stripped.split("=", 1)[0].strip()
            if (*section, key.strip("\"'")) == place or ".".join((*section, key)) == ".".join(place):
                return number
    return line_of(text, place[:-1]) if len(place) > 1 else 0


def _nearest(name: str, known: Collection[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean '{near[0]}'?" if near else ""
