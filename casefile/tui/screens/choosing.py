"""Choosing by typing, with the keys that hold meanwhile: the palette, the help, a record, a case, a count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from casefile.tui.bindings import bindings
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.chooser import Choice
from casefile.tui.widgets.palette import Entry, Palette

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp


class Choosing(Palette, inherit_bindings=False):
    """A palette with its line of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("palette"), *bindings("dialog")]
    DEFAULT_CSS = "Choosing KeyBar { dock: bottom; background: $background; }"
    place = "palette"

    def compose(self) -> ComposeResult:
        """The list in its frame, the keys below."""
        yield from super().compose()
        yield KeyBar(cast("CasefileApp", self.app).keys)


def chooser_by_name(title: str, choices: Sequence[Choice], *, current: str | None = None) -> Choosing:
    """Asks for one of many that have no keys of their own: it is found by typing. Dismissed with its value, or None."""
    entries = [Entry(choice.value, choice.label, aside=choice.aside) for choice in choices]
    return Choosing(
        lambda: entries, title=title, placeholder="Type to find", current=current, rows=len(entries)
    )
