"""The styles that lists and documents draw with, made from the theme, legible on whatever lies behind.

They are not component classes: Textual works those out again for each widget at every change of focus, which
for five lists costs more than drawing them.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.style import Style
from textual.color import BLACK, WHITE, Color

if TYPE_CHECKING:
    from textual.widget import Widget

CONTRAST: Final = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, criterion 1.4.3)."""


class Look(NamedTuple):
    """A style by its meaning: the theme's colour (or "" for the text's own) and the attributes."""

    colour: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False


STYLES: Final[dict[str, Look]] = {
    "strong": Look(bold=True),
    "muted": Look(dim=True),
    "accent": Look("accent"),
    "header": Look("secondary", bold=True),
    "heading": Look("accent", bold=True),
    "label": Look(dim=True),
    "date": Look("secondary"),
    "grade": Look("success"),
    "contested": Look("warning", bold=True),
    "judgement": Look("primary", italic=True),
    "warning": Look("warning"),
    "error": Look("error", bold=True),
    "good": Look("success"),
    "link": Look("accent", underline=True),
    "link-cursor": Look("accent", bold=True, reverse=True),
    "code": Look("secondary"),
    "quote": Look(dim=True, italic=True),
    "emphasis": Look(italic=True),
    "mark": Look("accent", bold=True),
    "match": Look("warning", bold=True, underline=True),
    "hit": Look("warning", bold=True, reverse=True),
    "empty": Look(dim=True),
}
"""Every style that a line may name."""


class State(Enum):
    """What lies behind a row: nothing, the cursor of the focused widget, or that of another."""

    PLAIN = "plain"
    CURSOR = "block-cursor"
    BLURRED = "block-cursor-blurred"


class Looks:
    """The styles of one theme over one background."""

    def __init__(self, variables: tuple[tuple[str, str], ...], background: Color) -> None:
        self._colours = {name: Color.parse(value) for name, value in variables}
        self._background = background
        self._grounds: dict[State, tuple[Color, Color]] = {}
        self._styles: dict[tuple[State, str], Style] = {}

    def style(self, names: str = "", state: State = State.PLAIN) -> Style:
        """The Rich style of those names (with spaces between) in that state, background included."""
        style = self._styles.get((state, names))
        if style is None:
            style = self._styles[(state, names)] = self._make(names, state)
        return style

    def _make(self, names: str, state: State) -> Style:
        looks = [STYLES[name] for name in names.split()]
        foreground, background = self._ground(state)
        named = [look.colour for look in looks if look.colour]
        dim = any(look.dim for look in looks) and not named
        colour = self._colours[named[-1]] if named else foreground
        if foreground.ansi is not None or background.ansi is not None:
            if state is State.CURSOR:
                colour = foreground
        else:
            colour = legible(colour.blend(background, 0.4) if dim else colour, background)
            dim = False
        return Style(
            color=colour.rich_color,
            bgcolor=background.rich_color,
            bold=state is State.CURSOR or any(look.bold for look in looks),
            italic=any(look.italic for look in looks),
            underline=any(look.underline for look in looks),
            reverse=any(look.reverse for look in looks),
            dim=dim,
        )

    def _ground(self, state: State) -> tuple[Color, Color]:
        """The state's own text colour and background, the latter opaque."""
        if state not in self._grounds:
            foreground, background = self._colours["foreground"], self._background
            if state is not State.PLAIN:
                laid = self._colours[f"{state.value}-background"]
                background = laid if laid.ansi is not None else background + laid
                own = self._colours.get(f"{state.value}-foreground", foreground)
                foreground = own if own.ansi is not None or background.ansi is None else foreground
            self._grounds[state] = (foreground, background)
        return self._grounds[state]


def legible(colour: Color, background: Color, least: float = CONTRAST) -> Color:
    """The colour, drawn towards black or white as far as its contrast with the background needs."""
    colour = background + colour
    target = max(BLACK, WHITE, key=lambda end: contrast(end, background))
    for step in range(21):
        mixed = colour.blend(target, step / 20, alpha=1.0)
        if contrast(mixed, background) >= least:
            return mixed
    return target


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = colour.normalized
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


_NEEDED: Final = (
    *("foreground", "primary", "secondary", "accent", "warning", "error", "success"),
    *("block-cursor-background", "block-cursor-foreground"),
    *("block-cursor-blurred-background", "block-cursor-blurred-foreground"),
)


@lru_cache(maxsize=16)
def _looks(variables: tuple[tuple[str, str], ...], background: Color) -> Looks:
    return Looks(variables, background)


def looks_of(widget: Widget) -> Looks:
    """The styles for a widget where it now stands."""
    theme = widget.app.theme_variables
    chosen = tuple((name, theme[name]) for name in _NEEDED if not theme[name].startswith("auto"))
    return _looks(chosen, widget.background_colors[1])
