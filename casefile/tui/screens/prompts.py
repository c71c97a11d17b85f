"""The lines at the bottom that are typed into, with their keys: for finding, for filtering, for a reason or a date."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from casefile.tui.bindings import bindings
from casefile.tui.widgets.prompt_line import PromptLine


class FindPrompt(PromptLine, inherit_bindings=False):
    """What is to be found."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("finding")
    place = "finding"


class FilterPrompt(PromptLine, inherit_bindings=False):
    """What rows are to have."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filtering")
    place = "filtering"


class AskPrompt(PromptLine, inherit_bindings=False):
    """A reason or a date."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("asking")
    place = "asking"
