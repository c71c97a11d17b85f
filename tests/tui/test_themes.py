"""Themes in the browser: looked at and chosen in the palette, kept, legible on every screen, and none at all."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES

from casefile.habits import HabitFile, Habits
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.chooser import Chooser
from casefile.tui.themes import DARK, LIGHT
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.looks import CONTRAST, contrast
from tests.tui.desk import Desk, browser, harbour, write_case

THEMES = (DARK, LIGHT, *BUILTIN_THEMES)
SCREENS = {
    "case": ("g", "j", "f"),
    "note": ("j", "n"),
    "form": ("2", "a"),
    "choice": ("y",),
    "palette": ("ctrl+p",),
    "find": ("/", "f"),
    "claims": ("C",),
    "figures": ("F",),
    "questions": ("Q",),
    "links": ("2", "L"),
    "known": ("j", "K"),
}

WITH_OTHER_STYLES = ("note", "form", "palette", "find")
"""The screens with widgets that do not draw with casefile's own styles, which are tested for all themes elsewhere."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


async def test_a_theme_is_looked_at_before_it_is_chosen(folder: Path, own_home: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("theme: nord")
        assert desk.app.theme == "nord"
        await desk.press("escape")
        assert desk.app.theme == DARK
        await desk.press("ctrl+p")
        await desk.type("theme: casefile")
        await desk.press("down")
        assert desk.app.theme == LIGHT
        await desk.press("up")
        assert desk.app.theme == DARK
        await desk.press("down", "enter")
        assert desk.app.theme == LIGHT
        assert f'theme = "{LIGHT}" in {own_home}' in desk.said and "until casefile is left" in desk.said


async def test_what_is_chosen_otherwise_leaves_the_theme(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("theme: nord")
        for _ in range(11):
            await desk.press("backspace")
        await desk.type("fire brigade")
        await desk.press("enter")
        assert desk.app.theme == DARK and desk.case.current_id == "brigade"


async def test_the_theme_chosen_is_kept_until_the_configuration_names_another(
    folder: Path, tmp_path: Path
) -> None:
    habits = HabitFile(tmp_path / "browser.json")
    habits.change(Habits.with_tour)
    async with browser(folder, habits=habits, theme="dracula") as desk:
        assert desk.app.theme == "dracula"
        await desk.press("ctrl+p")
        await desk.type("theme: nord")
        await desk.press("enter")
        assert "also at the next start" in desk.said
    async with browser(folder, habits=habits, theme="dracula") as desk:
        assert desk.app.theme == "nord"
    async with browser(folder, habits=habits, theme="gruvbox") as desk:
        assert desk.app.theme == "gruvbox"


@pytest.mark.parametrize(
    ("name", "theme"), [("", DARK), ("dark", DARK), ("light", LIGHT), ("ansi", "ansi-dark")]
)
async def test_short_names(folder: Path, name: str, theme: str) -> None:
    async with browser(folder, theme=name) as desk:
        assert desk.app.theme == theme and desk.said == ""


def illegible(desk: Desk) -> list[str]:
    """What has too little contrast with what is behind it; not in what a dialog lies over, which is dimmed for it."""
    screen = desk.app.screen
    strips = screen._compositor.render_strips()
    if isinstance(screen, ModalScreen):
        boxes = [box.region for box in (*screen.query(Frame), *screen.query(KeyBar))]
        strips = [strips[y].crop(box.x, box.right) for box in boxes for y in range(box.y, box.bottom)]
    found = []
    for strip in strips:
        for text, style, control in strip:
            if control or style is None or not any(map(is_text, text)):
                continue
            front, back = style.color, style.bgcolor
            if front is None or back is None or front.triplet is None or back.triplet is None:
                continue
            pair = Color.from_rich_color(front), Color.from_rich_color(back)
            if contrast(*pair) < CONTRAST - 0.01:
                found.append(f"{contrast(*pair):.2f} {text!r} {pair[0].hex} on {pair[1].hex}")
    return found


def is_text(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and not "\u2500" <= character <= "\u25a0"


def _always_looked_at(theme: str) -> bool:
    """The own themes, and one dark and one light of the others: all themes have their colours proven one by one."""
    return theme in (DARK, LIGHT, "textual-light", "gruvbox")


@pytest.mark.parametrize(
    "theme",
    [theme if _always_looked_at(theme) else pytest.param(theme, marks=pytest.mark.soak) for theme in THEMES],
)
async def test_every_screen_is_legible_in_every_theme(folder: Path, theme: str) -> None:
    async with browser(folder, theme=theme) as desk:
        for severity in ("information", "warning", "error"):
            desk.app.notify("It was done.", title="Done", severity=severity, markup=False)  # type: ignore[arg-type]
        await desk.settle()
        assert not (found := illegible(desk)), found
        desk.app.clear_notifications()
        for name in SCREENS if theme in (DARK, LIGHT) else WITH_OTHER_STYLES:
            keys = SCREENS[name]
            await desk.press(*keys)
            if name in ("note", "form"):
                await desk.type("some words")
            assert not (found := illegible(desk)), (name, found)
            while desk.app.screen is not desk.case:
                await desk.press("ctrl+g" if name in ("note", "form") else "escape")
                if isinstance(desk.app.screen, Chooser):
                    await desk.press("d")
            await desk.press(*["escape"] * (name in ("find", "known")), "1")


async def test_without_colours_every_state_is_told_by_signs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browser(folder) as desk:
        await desk.press("j", "space")
        assert all(grey(part) for strip in desk.app.screen._compositor.render_strips() for part in strip)
        assert "✓" in desk.row("Fire breaks out") and "≠" in desk.row("Fire breaks out")
        await desk.press("k")
        assert "▌" in desk.row("Fire breaks out") and "●" in desk.row("Fire brigade")
        assert "only" not in desk.row("2 Actors")
        await desk.press("f")
        assert "only" in desk.row("2 Actors")
        await desk.resize(80, 24)
        assert "▸1 Timeline" in desk.rows[1]


def grey(part: Segment) -> bool:
    colours = [part.style.color, part.style.bgcolor] if part.style is not None else []
    return all(len(set(one.triplet)) == 1 for one in colours if one is not None and one.triplet is not None)


# The configuration


async def test_what_is_wrong_in_the_configuration_is_said_with_its_line(
    folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefile.config import load
    from casefile.tui.actions import ACTIONS

    file = own_home / "config.toml"
    file.write_text(
        'theme = "nrod"\ncalender = "both"\nclock = "nowhere"\n[keymap]\nzoom = ["contrl+z"]\nzooom = ["Z"]\n',
        "utf-8",
    )
    monkeypatch.setenv("CASEFILE_CONFIG", str(file))
    config = load(file, {action.id for action in ACTIONS})
    async with browser(folder, theme=config.theme, keymap=config.keymap, warnings=config.warnings) as desk:
        said = "\n".join(note.message for note in desk.app._notifications)
        for line, words in (
            (1, "there is no theme 'nrod'; did you mean 'nord'?"),
            (2, "there is no setting 'calender'; did you mean 'calendar'?"),
            (3, "clock should be local, utc or an IANA time zone, not 'nowhere'"),
            (5, "'contrl+z' is the name of no key; did you mean 'ctrl+z'?; zoom keeps z"),
            (6, "there is no action 'zooom'; did you mean 'zoom'?"),
        ):
            assert f"{file} line {line}: {words}" in said
        assert desk.app.theme == DARK


async def test_every_setting_acts(folder: Path) -> None:
    async with browser(folder) as desk:
        plain = desk.text
        assert "15:00" in plain
    async with browser(folder, clock="utc") as desk:
        assert "11:30" in desk.row("Fire breaks out")
    async with browser(folder, clock="Asia/Tokyo") as desk:
        assert "20:30" in desk.row("Fire breaks out")
    async with browser(folder, calendar="persian") as desk:
        assert "13 Dey 1402" in desk.text
    async with browser(folder, keymap={"zoom": ("Z",)}) as desk:
        await desk.press("z")
        assert not desk.case.zoomed
        await desk.press("Z")
        assert desk.case.zoomed and "Z zoom" in desk.rows[-1]


@pytest.mark.parametrize(
    ("mode", "held"),
    [("marks", "\u200eآتش\u200e"), ("isolate", "\u2068آتش\u2069"), ("off", "آتش"), ("visual", "شتآ")],
)
async def test_right_to_left_script_is_held_as_configured(folder: Path, mode: str, held: str) -> None:
    tables = harbour()
    tables["actors"][0] |= {"name": "آتش", "names": []}
    write_case(folder, tables)
    async with browser(folder, rtl=mode) as desk:
        row = desk.row("◈")
        assert held in row and (mode in ("marks", "isolate") or not set(row) & set("\u200e\u2067\u2069"))
