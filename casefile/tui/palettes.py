"""Everything by name: the palette, the help, going to another case, and what comes of what was chosen there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from casefile.errors import CasefileError
from casefile.tui import actions, commands
from casefile.tui.panes.content.legend import SIGN
from casefile.tui.screens.bars import place_of
from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.choosing import Choosing

if TYPE_CHECKING:
    from textual.screen import Screen

    from casefile.tui.app import CasefileApp


def show_help(app: CasefileApp) -> None:
    """What every key does and every sign means."""
    entries = partial(commands.help_entries, _place(app.screen), app.keys)
    palette = Choosing(
        entries, title="Keys and signs", placeholder="A key, a sign, a word", groups=True, foot=True
    )
    app.push_screen(palette, partial(_chosen, app))


def show_palette(app: CasefileApp) -> None:
    """Every action, every record or case, every theme."""
    screen = app.screen
    without: frozenset[str] = getattr(screen, "without", frozenset)()
    providers: list[Callable[[], Any]] = [partial(commands.action_entries, _place(screen), app.keys, without)]
    if isinstance(screen, CaseScreen) and screen.reading is not None:
        providers.append(partial(commands.palette_views, screen.reading.whole))
        providers.append(partial(commands.palette_records, screen.reading))
    else:
        listed = getattr(screen, "entries", {}).values()
        providers.append(partial(commands.case_entries, [(entry.id, entry.title) for entry in listed]))
    providers.append(partial(commands.theme_entries, app.available_themes))
    palette = Choosing(
        *providers,
        title="Palette",
        placeholder="An action, a record, a theme",
        groups=True,
        preview=partial(_preview, app),
    )
    app.push_screen(palette, partial(_chosen, app))


async def ask_case(app: CasefileApp, aside: frozenset[str]) -> None:
    """Asks for a case to go to: those opened lately first; those that are still open are told ``aside``."""
    shown, recent = app.shown_case, app.memory.recent
    try:
        listed = {entry.id: entry for entry in await app.entries() if entry.id != shown}
    except CasefileError as error:
        app.notify(str(error), severity="error", markup=False)
        return
    order = [case_id for case_id in recent if case_id in listed]
    cases = [listed[case_id] for case_id in (*order, *(one for one in listed if one not in order))]
    if not cases:
        app.notify("There is no other case in this library.", markup=False)
        return
    entries = partial(commands.switch_entries, cases, frozenset(recent), aside)
    headers = 2 if order else 0
    palette = Choosing(
        entries,
        title="Go to another case",
        placeholder="Its title or id",
        groups=bool(order),
        rows=len(cases) + headers,
    )
    app.push_screen(palette, partial(_chosen, app))


def _place(screen: Screen[Any]) -> str:
    return place_of(screen) or "everywhere"


async def _chosen(app: CasefileApp, chosen: str | None) -> None:
    if chosen is None or not chosen.startswith(commands.THEME):
        _put_on(app, app.chosen_theme)
    if chosen is None or chosen.startswith(SIGN):
        return
    kind, _, value = chosen.partition(":")
    kind += ":"
    if kind == commands.ACTION:
        await _do(app, value)
    elif kind == commands.RECORD and isinstance(app.screen, CaseScreen):
        app.screen.go_to(value)
    elif kind == commands.CASE:
        app.open_case(value)
    elif kind == commands.THEME:
        await _choose_theme(app, value)


async def _do(app: CasefileApp, action_id: str) -> None:
    """Does what the help or the palette names, if it holds where they were opened."""
    action = next(action for action in actions.ACTIONS if action.id == action_id)
    if action in actions.actions_at(_place(app.screen)):
        await app.do(action)
    else:
        app.notify(
            f"'{action.label}' does nothing here; where it does: {commands.places_label(action)}.",
            markup=False,
        )


def _preview(app: CasefileApp, key: str) -> bool:
    """Puts a theme on while the palette's cursor is on it; whether it is on one."""
    kind, _, value = key.partition(":")
    is_theme = f"{kind}:" == commands.THEME
    _put_on(app, value if is_theme else app.chosen_theme)
    return is_theme


def _put_on(app: CasefileApp, theme: str) -> None:
    if theme != app.theme and theme in app.available_themes:
        app.theme = theme


async def _choose_theme(app: CasefileApp, theme: str) -> None:
    """Puts a theme on, for the next start too; the user's own configuration is left as it is."""
    from casefile.paths import configuration_file

    _put_on(app, theme)
    app.chosen_theme = theme
    await app.memory.theme_chosen(theme, app.config.theme)
    kept = "also at the next start" if app.memory.lasting else "until casefile is left"
    app.notify(
        f'{theme}, {kept}. To have it everywhere: theme = "{theme}" in {configuration_file()}',
        title="Theme",
        timeout=10,
        markup=False,
    )
