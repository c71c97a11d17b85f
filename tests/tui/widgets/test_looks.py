"""Themes and styles: legible everywhere, told apart without colour, made once."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from casefile.tui.themes import DARK, LIGHT, own_themes
from casefile.tui.widgets.looks import CONTRAST, STYLES, Looks, State, contrast, legible, looks_of
from casefile.tui.widgets.virtual_list import ListedRows, VirtualList
from tests.tui.widgets.stage import Stage, shown

TEXT_TOKENS = (
    *("text", "text-muted", "text-disabled", "foreground", "footer-foreground", "footer-key-foreground"),
    *("footer-description-foreground", "text-primary", "text-secondary", "text-accent", "text-warning"),
    *("text-error", "text-success", "primary", "secondary", "accent", "warning", "error", "success"),
)
GROUNDS = ("background", "surface", "panel", "footer-background")


@pytest.mark.parametrize("theme", own_themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("token", TEXT_TOKENS)
def test_every_text_colour_of_our_themes_is_legible_on_every_ground(theme: object, token: str) -> None:
    colours = theme.to_color_system().generate()  # type: ignore[attr-defined]
    for ground in GROUNDS:
        background = Color.parse(colours[ground])
        assert contrast(background + Color.parse(colours[token]), background) >= CONTRAST, ground


@pytest.mark.parametrize("theme", own_themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("cursor", ["block-cursor", "block-cursor-blurred"])
def test_the_cursors_of_our_themes_are_legible_and_told_from_the_ground(theme: object, cursor: str) -> None:
    colours = theme.to_color_system().generate()  # type: ignore[attr-defined]
    ground = Color.parse(colours[f"{cursor}-background"])
    assert contrast(Color.parse(colours[f"{cursor}-foreground"]), ground) >= CONTRAST
    assert ground != Color.parse(colours["background"])


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


def test_a_colour_is_changed_no_more_than_it_needs() -> None:
    white, grey = Color.parse("#fff"), Color.parse("#999")
    assert legible(Color.parse("#000080"), white) == Color.parse("#000080")
    assert CONTRAST <= contrast(legible(grey, white), white) < CONTRAST + 1


def colours_of(style: Style) -> tuple[Color, Color]:
    assert style.color is not None and style.bgcolor is not None
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES, DARK, LIGHT])
async def test_every_style_of_every_theme_is_legible_in_every_state(theme: str) -> None:
    shelf = VirtualList()
    async with Stage(shelf, theme=theme).run_test():
        looks = looks_of(shelf)
        for state in State:
            for name in ("", *STYLES, "muted match", "strong accent"):
                style = looks.style(name, state)
                foreground, background = colours_of(style)
                if foreground.ansi is None and background.ansi is None:
                    assert contrast(foreground, background) >= CONTRAST, (state, name)


async def test_styles_are_made_once_and_shared() -> None:
    one, other = VirtualList(), VirtualList()
    async with Stage(one, other).run_test():
        assert isinstance(one.looks, Looks)
        assert one.looks is other.looks
        assert one.looks.style("date") is other.looks.style("date")


async def test_another_theme_is_seen_at_once() -> None:
    shelf = VirtualList(ListedRows([("a", (("text", "accent"),))]))
    app = Stage(shelf)
    async with app.run_test() as pilot:

        def colour() -> object:
            strips = app.screen._compositor.render_strips()
            return next(part.style.color for part in strips[0] if part.text == "text" and part.style)

        before = colour()
        app.theme = LIGHT
        await pilot.pause()
        assert colour() != before


async def test_without_colours_signs_and_attributes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shelf = VirtualList(ListedRows([("a", (("one", "contested"),)), ("b", (("two", ""),))]))
    shelf.marks = {"b"}
    app = Stage(shelf)
    async with app.run_test() as pilot:
        shelf.focus()
        await pilot.pause()
        assert shown(app).splitlines()[:2] == ["▌  one", " ● two"]
        for strip in app.screen._compositor.render_strips():
            for part in strip:
                if (
                    part.style is not None
                    and part.style.color is not None
                    and part.style.color.triplet is not None
                ):
                    assert len(set(part.style.color.triplet)) == 1
