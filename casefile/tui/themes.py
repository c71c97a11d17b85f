"""The browser's own themes: quiet frames and one accent, dark and light."""

from __future__ import annotations

from typing import Final

from textual.color import Color
from textual.theme import Theme

from casefile.tui.widgets.looks import legible

DARK: Final = "casefile-dark"
LIGHT: Final = "casefile-light"
"""The names that the configuration knows them by."""

SHORT_NAMES: Final = {"dark": DARK, "light": LIGHT, "ansi": "ansi-dark"}
"""Names that may stand in the configuration for longer ones."""


def full_name(name: str) -> str:
    """The name of a theme that is called so; "" is casefile's own dark one."""
    return SHORT_NAMES.get(name, name or DARK)


_GROUNDS: Final = ("background", "surface", "panel")
_FADED: Final = {"text-muted": 0.3, "text-disabled": 0.4}
"""Tokens of quiet text, and how far they are drawn towards the background."""


def legible_variables(variables: dict[str, str]) -> dict[str, str]:
    """The colours of a theme with its text legible on whatever it may stand on; those of the terminal are its own."""
    text = Color.parse(variables["foreground"])
    grounds = [Color.parse(variables[name]) for name in _GROUNDS]
    if text.ansi is not None or any(ground.ansi is not None for ground in grounds):
        return variables
    made = {name: text.blend(grounds[0], share, alpha=1.0) for name, share in _FADED.items()}
    made["foreground"] = text
    for name, colour in made.items():
        for ground in grounds:
            colour = legible(colour, grounds[0] + ground)
        made[name] = colour
    return {**variables, **{name: colour.hex for name, colour in made.items()}}


def own_themes() -> tuple[Theme, Theme]:
    """The dark and the light theme, to be registered with the app."""
    return _dark(), _light()


def _dark() -> Theme:
    return Theme(
        name=DARK,
        dark=True,
        primary="#b3a5f0",
        secondary="#8fb3d9",
        accent="#58b8c4",
        warning="#e2b263",
        error="#f58080",
        success="#8fc67a",
        foreground="#d8dde3",
        background="#14171c",
        surface="#1a1e25",
        panel="#20252d",
        variables={
            "text": "#d8dde3",
            "text-muted": "#a2abb6",
            "text-disabled": "#8b949f",
            "border": "#58b8c4",
            "border-blurred": "#434d5a",
            "block-cursor-background": "#24384a",
            "block-cursor-foreground": "#f2f5f8",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#1f252e",
            "block-cursor-blurred-foreground": "#d8dde3",
            "scrollbar": "#434d5a",
            "footer-background": "#14171c",
            "footer-foreground": "#a2abb6",
            "footer-key-foreground": "#58b8c4",
            "footer-description-foreground": "#a2abb6",
            "input-selection-background": "#2f5566",
        },
    )


def _light() -> Theme:
    return Theme(
        name=LIGHT,
        dark=False,
        primary="#5a45b0",
        secondary="#2f5b8a",
        accent="#0b6b7a",
        warning="#845400",
        error="#b3261e",
        success="#2d6a2f",
        foreground="#22272d",
        background="#fbfaf8",
        surface="#f4f2ee",
        panel="#ebe8e2",
        variables={
            "text": "#22272d",
            "text-muted": "#545c66",
            "text-disabled": "#5c646e",
            "border": "#0b6b7a",
            "border-blurred": "#bfc3c6",
            "block-cursor-background": "#d5e8ec",
            "block-cursor-foreground": "#101418",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#efede8",
            "block-cursor-blurred-foreground": "#22272d",
            "scrollbar": "#bfc3c6",
            "footer-background": "#fbfaf8",
            "footer-foreground": "#545c66",
            "footer-key-foreground": "#0b6b7a",
            "footer-description-foreground": "#545c66",
            "input-selection-background": "#b9dbe2",
        },
    )
