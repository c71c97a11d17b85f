"""The browser: puts library, screens and configuration together, and is where every change goes through."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget

from casefile.errors import CasefileError, UsageError
from casefile.tui import actions
from casefile.tui.bindings import bindings, keymap
from casefile.tui.changing import REFRESH_SECONDS
from casefile.tui.collector import Collector
from casefile.tui.driver import driver_class
from casefile.tui.key_names import arriving
from casefile.tui.keyboard import OPENS, Keyboard
from casefile.tui.memory import Memory
from casefile.tui.opening import Opening
from casefile.tui.screens.case import CaseScreen
from casefile.tui.text_filter import TextFilter
from casefile.tui.themes import DARK, LIGHT, SHORT_NAMES, full_name, legible_variables, own_themes
from casefile.tui.toasts import Toasts

if TYPE_CHECKING:
    from casefile.config import Config
    from casefile.habits import HabitFile
    from casefile.model.case import Case
    from casefile.store import CaseEntry, Generation, Library
    from casefile.tui.panes.content.preview import Preview
    from casefile.tui.screens.bars import KeyBar

_PATIENCE = 3.0
"""Seconds for which the first key waits at most until the case or the list of cases is shown."""

_TURN_SECONDS = 0.0005
"""How long the interpreter works on while a thread wants to go on.

Keys are read in one thread and frames written in another, 4 KiB at a time; with Python's own 5 ms a frame took
20 ms to the terminal while something was looked for.
"""

_KEEP_SECONDS = 5.0
"""How often it is kept how the case would be left: no more is lost when the browser is killed."""


class CasefileApp(Toasts, Opening, inherit_bindings=False):
    """One library, one case in sight, and a few more that were put aside as they are."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "casefile"
    CSS = """
    Toast { width: 56; max-width: 90%; padding: 0 1; margin: 0 0 1 0; background: $panel; }
    ToastRack { margin-bottom: 1; }
    """

    def __init__(
        self,
        library: Library | Callable[[], Library],
        case_id: str | None,
        config: Config,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        habits: HabitFile | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class())
        self._library = library
        self.problem: CasefileError | None = None
        self.config = config
        self.now = now
        self.memory = Memory(habits)
        self.keyboard = Keyboard(self, self._deliver)
        self._library_known, self._shown = asyncio.Event(), asyncio.Event()
        self._aside: dict[str, CaseScreen] = {}
        self._asked_of: set[str] = set()
        self._turning = asyncio.Lock()
        self.tour_goes_on = False
        """Whether the case being opened is shown around in, as the list of cases was."""
        self.keys = actions.keys_from(arriving(config.keymap))
        self._case_id = case_id
        self._wanted_record: str | None = None
        self._text_filter = TextFilter(config.rtl)
        self.last_search = ""
        self.collector = Collector()
        for theme in own_themes():
            self.register_theme(theme)
        wanted = full_name(self.memory.habits.theme_instead(config.theme) or config.theme)
        self.chosen_theme = wanted if wanted in self.available_themes else DARK
        """The theme that is on, but for the moment in which another is looked at."""
        self.theme = self.chosen_theme
        self.set_keymap(keymap(self.keys))

    @property
    def library(self) -> Library:
        """The library, once it was opened."""
        assert not callable(self._library)
        return self._library

    @property
    def author(self) -> str:
        """Who signs new records."""
        return self.library.author

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; casefile's own are legible as they are."""
        variables = super().get_css_variables()
        if self.theme not in (DARK, LIGHT):
            variables = self.theme_variables = legible_variables(variables)
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What goes to the terminal is looked at once more."""
        return [*super().get_line_filters(), self._text_filter]

    def get_default_screen(self) -> Screen[Any]:
        """The case that was named, or the library, is the first thing drawn; it is filled after that."""
        if self._case_id is not None:
            return CaseScreen(self._case_id, self.keys)
        return self.library_screen()

    async def on_event(self, event: events.Event) -> None:
        """What is typed is answered in its order, each key where the one before it led."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.collector.key_came()
            self.keyboard.take(event)
        else:
            await super().on_event(event)

    async def _deliver(self, typed: events.Key | events.Paste) -> None:
        """What is typed before anything is open waits: for the library, and a while for what is shown first."""
        await self._library_known.wait()
        if not self._shown.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._shown.wait(), _PATIENCE)
            self._shown.set()
        await super().on_event(typed)

    def on_mount(self) -> None:
        """Paint first, load after."""
        # A screen is switched away from with the callback that it was pushed with; the first one was not pushed.
        self.screen._push_result_callback(self.screen, None)
        self.screen.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._complain()
        self.set_interval(REFRESH_SECONDS, self.look_outside_soon)
        self.set_interval(_KEEP_SECONDS, self._keep_left_soon)
        self.set_interval(_KEEP_SECONDS, self.collector.use_pause)
        self.heed_signals()
        self.run_worker(self._fill_first(), name=OPENS)

    def _complain(self) -> None:
        """Says what is wrong in the configuration."""
        if not (self.config.warnings or self.config.theme or self.config.keymap):
            return
        from casefile.paths import configuration_file
        from casefile.tui.settings import complaints

        themes = [*self.available_themes, *SHORT_NAMES]
        found = "\n".join(complaints(self.config, themes, configuration_file()))
        if found:
            self.notify(found, title="configuration", severity="warning", timeout=12, markup=False)

    async def _fill_first(self) -> None:
        try:
            if callable(self._library):
                self._library = await asyncio.to_thread(self._library)
        except CasefileError as error:
            self.problem = error
            self.exit(error.exit_code)
            return
        finally:
            self._library_known.set()
        self.memory.know(self.library)
        if isinstance(self.screen, CaseScreen):
            await self._fill_case(self.screen, partial(self.library.open, self.screen.case_id))
        else:
            await self.list_cases()
            if self.memory.wants_tour and getattr(self.screen, "can_tour", False):
                self.show_tour()

    def at_rest(self) -> None:
        """What is shown first is there."""
        self._shown.set()
        self.collector.begin()

    # The library

    async def entries(self) -> list[CaseEntry]:
        """The cases of the folder."""
        return await asyncio.to_thread(self.library.entries)

    async def read_cases(self) -> list[Case]:
        """Every case of the library that can be read; the open one as it stands in memory."""
        listed = await self.entries()
        found = []
        for entry in listed:
            if self.session is not None and self.session.case.id == entry.id:
                found.append(self.session.case)
            elif entry.problem is None:
                found += await asyncio.to_thread(self._read_case, entry.id)
        return found

    def _read_case(self, case_id: str) -> list[Case]:
        try:
            opened = self.library.open(case_id)
        except CasefileError:
            return []
        opened.close()
        return [opened.case]

    def show_identities(self, wanted: str = "") -> None:
        """Shows the actors of all cases, the cursor on ``wanted`` (`case:record`); then goes where it is told."""
        from casefile.tui.screens.identities import IdentitiesScreen

        def chosen(target: tuple[str, str] | None) -> None:
            if target is not None:
                self.go_to_case(*target)

        self.push_screen(IdentitiesScreen(self.keys, wanted), chosen)

    async def read_preview(self, case_id: str) -> Preview | None:
        """Reads a case for its preview; None where it cannot be read."""
        from casefile.tui.panes.content.preview import preview_of

        def read() -> Preview:
            opened = self.library.open(case_id)
            try:
                return preview_of(opened.case)
            finally:
                opened.close()

        try:
            return await asyncio.to_thread(read)
        except CasefileError:
            return None

    async def generations(self, case_id: str) -> list[Generation]:
        """The earlier copies of a case's file, the newest first; none where they cannot be read."""
        try:
            return await asyncio.to_thread(self.library.generations, case_id)
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return []

    # What is possible everywhere

    async def action_leave(self) -> None:
        """Writes what is to be written and leaves."""
        if await self._close_cases():
            self.exit(0)

    async def do(self, action: actions.Action) -> None:
        """Does an action that was chosen by name or by a click."""
        if "everywhere" in action.places:
            await self.run_action(action.id)
        elif hasattr(self.screen, f"action_{action.id}"):
            await self.screen.run_action(action.id)
        elif self.screen.focused is not None:
            around = self.screen.focused.ancestors_with_self
            node = next((one for one in around if hasattr(one, f"action_{action.id}")), None)
            if isinstance(node, Widget):
                await node.run_action(action.id)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on a key does what it says."""
        event.stop()
        self.run_worker(self.do(event.action))

    def action_help(self) -> None:
        """Shows what every key does and every sign means."""
        from casefile.tui.palettes import show_help

        show_help(self)

    def action_palette(self) -> None:
        """Shows every action and every record."""
        from casefile.tui.palettes import show_palette

        show_palette(self)

    def action_search(self) -> None:
        """Searches every record of every case."""
        from casefile.tui.searching import search_everything

        search_everything(self)

    def copy(self, text: str, what: str) -> None:
        """Copies a text and says how."""
        self.run_worker(self._copy(text, what), group="copy")

    async def _copy(self, text: str, what: str) -> None:
        from casefile.tui import clipboard

        sequences: list[str] = []
        how = await asyncio.to_thread(clipboard.copy, text, sequences.append)
        for sequence in sequences:
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()
        self.notify(f"The {what} was {how}.", markup=False)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Opens a web page in the browser of the desktop; only http and https, and no browser in this terminal."""
        from casefile.tui.addresses import open_address

        self.run_worker(self._open_url(partial(open_address, url)), group="url")

    async def _open_url(self, open_it: Callable[[], tuple[bool, str]]) -> None:
        done, words = await asyncio.to_thread(open_it)
        self.notify(words, severity="information" if done else "warning", markup=False)


def run(
    library: Library | Callable[[], Library],
    case_id: str | None,
    config: Config,
    habits: HabitFile | None = None,
) -> int:
    """Opens the browser on the library, or on a case of it, and returns when the user leaves it.

    A function that opens the library is called after the first paint; what it raises is raised here, and so is a fault
    in the interface, once the terminal is restored. ``habits`` is where it is kept what the next start finds again;
    without it nothing is. Raises `UsageError` where there is no terminal, before anything is drawn.
    """
    if not os.environ.get("TEXTUAL_DRIVER") and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the browser needs a terminal")
    app = CasefileApp(library, case_id, config, habits=habits)
    sys.setswitchinterval(_TURN_SECONDS)
    app.run()
    if app.problem is not None:
        raise app.problem
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
