"""What casefile remembers of its user from one start to the next; a convenience that may be lost at any time.

It lies in the user's state folder, in no library: the theme that was chosen, whether the tour was seen, and for
each library which case was open and which were open lately. What cannot be read counts as nothing remembered,
what cannot be written is not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

FILE = "browser.json"
_LIBRARIES = 50
_RECENT = 20
_LONGEST = 1_000_000
"""Bytes beyond which the file is none of ours."""


class Shelf(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One library: ``open`` is the case that was left open, "" where the list of cases was; ``recent`` the cases that
    were opened, the latest first."""

    open: str = ""
    recent: tuple[str, ...] = ()


class Habits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything remembered. ``theme_over`` is what the configuration said when the ``theme`` was chosen: once it
    says something else, that holds. ``libraries`` are by their folders, the latest last."""

    theme: str = ""
    theme_over: str = ""
    tour_seen: bool = False
    libraries: dict[str, Shelf] = {}

    def shelf(self, folder: Path) -> Shelf:
        """What is remembered of a library."""
        return self.libraries.get(_name(folder), Shelf())

    def theme_instead(self, configured: str) -> str:
        """The theme that was chosen in place of the configured one; "" where none was, or that has changed since."""
        return self.theme if self.theme_over == configured else ""

    def with_theme(self, theme: str, configured: str) -> Habits:
        """The theme chosen, in place of the configured one."""
        return msgspec.structs.replace(self, theme=theme, theme_over=configured)

    def with_tour(self) -> Habits:
        """The tour was seen."""
        return msgspec.structs.replace(self, tour_seen=True)

    def with_case(self, folder: Path, case_id: str) -> Habits:
        """The case is open now; "" for none."""
        recent = self.shelf(folder).recent
        if case_id:
            recent = (case_id, *(other for other in recent if other != case_id))[:_RECENT]
        others = {name: shelf for name, shelf in self.libraries.items() if name != _name(folder)}
        kept = dict(list(others.items())[1 - _LIBRARIES :])
        return msgspec.structs.replace(
            self, libraries={**kept, _name(folder): Shelf(open=case_id, recent=recent)}
        )


class HabitFile:
    """The file; it is read when asked, and written with each change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Habits:
        """What is remembered."""
        try:
            if self.path.stat().st_size > _LONGEST:
                return Habits()
            return msgspec.json.decode(self.path.read_bytes(), type=Habits)
        except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
            return Habits()

    def change(self, change: Callable[[Habits], Habits]) -> None:
        """Changes what stands there now: another casefile may have written meanwhile. Never torn, never in the way."""
        before = self.read()
        after = change(before)
        if after == before:
            return
        written = self.path.with_name(f".{self.path.name}-{os.getpid()}")
        with suppress(OSError):
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with open(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(msgspec.json.encode(after))
                written.replace(self.path)
            except OSError:
                written.unlink(missing_ok=True)
                raise


def _name(folder: Path) -> str:
    return str(folder.absolute())
