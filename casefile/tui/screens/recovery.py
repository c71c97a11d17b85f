"""What is offered for a file that cannot be read: its earlier copies, and what can be read of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casefile.tui.screens.chooser import Choice

if TYPE_CHECKING:
    from casefile.store import Generation

_SHOWN = 6


def recovery_choices(generations: Sequence[Generation]) -> list[Choice]:
    """The newest copies first, then reading what is left; without copies, that alone."""
    choices = [
        Choice(
            str(generation.number),
            str(generation.number) if generation.number < 10 else "",
            f"put back the copy of {generation.when[:16].replace('T', ' ')} UTC"
            if generation.number
            else "put back what can be read",
            f"{generation.size:,} bytes; it takes the place of the damaged file, which is set aside",
        )
        for generation in generations[:_SHOWN]
    ]
    return [*choices, Choice("read", "r", "look at what can be read first", "nothing is changed")]
