"""Lists and documents that are framed themselves, without a box around them.

Textual takes default styles from the first base class alone: a list that is mixed with `Framed` keeps its own
styles and is given those of the frame under its own name.
"""

from __future__ import annotations

from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.safe import data


def frame_css(name: str) -> str:
    """The default styles of a frame for the class of that name."""
    return Framed.DEFAULT_CSS.replace("Framed", name)


def first_title(framed: Framed, title: str) -> None:
    """The title of a frame that has no size yet, so that the very first frame drawn has it."""
    framed.set_frame(title=title)
    framed.border_title = data(title)
