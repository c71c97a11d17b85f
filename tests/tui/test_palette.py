"""Everything by name: the palette, the search, the help; and what is copied and opened."""

from __future__ import annotations

import base64
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import pytest

from casefile.tui import clipboard
from casefile.tui.addresses import is_web_address, open_address
from casefile.tui.widgets.palette import Palette
from tests.tui.desk import Desk, browser, harbour, write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


async def test_the_palette_finds_records(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("brigade")
        assert "Fire brigade" in desk.text
        await desk.press("enter")
        assert desk.case.place == "actors" and desk.case.actors.cursor_key == "brigade"
        await desk.press("backspace")
        assert desk.case.timeline.cursor_key == "mourning"


async def test_the_palette_finds_what_no_pane_has(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("five died\n")
        assert desk.case.place == "detail" and desk.case.detail.record_id == "c-two"


async def test_the_palette_does_actions(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("zoom\n")
        assert desk.case.zoomed
        await desk.press("ctrl+p")
        await desk.type("calendar\n")
        assert desk.said == "Calendar: Solar Hijri."


async def test_the_palette_changes_the_colours(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        await desk.type("theme: nord\n")
        assert desk.app.theme == "nord" and "Fire breaks out" in desk.text


async def test_the_palette_of_the_library_opens_cases(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("ctrl+p")
        await desk.type("harbour fire\n")
        await desk.until(lambda: hasattr(desk.app.screen, "ready") and desk.case.ready)


async def test_escape_leaves_the_palette_and_nothing_is_done(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("ctrl+p")
        assert isinstance(desk.app.screen, Palette)
        await desk.press("escape")
        assert desk.app.screen is desk.case and desk.case.timeline.cursor_key == "mourning"


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_the_help_says_every_key_and_is_filtered(folder: Path, key: str) -> None:
    async with browser(folder) as desk:
        await desk.press(key)
        assert "Timeline" in desk.text and "An open case" in desk.text
        await desk.type("solar")
        assert "T  Show Gregorian dates, Solar Hijri dates, or both.  an open case" in desk.text
        await desk.press("enter")
        assert desk.said == "Calendar: Solar Hijri."


async def test_the_help_of_the_library_begins_with_its_own_keys(folder: Path) -> None:
    async with browser(folder, None) as desk:
        await desk.press("?")
        assert desk.text.index("The library") < desk.text.index("Moving about")


async def test_keys_of_ones_own_stand_in_footer_and_help(folder: Path) -> None:
    async with browser(folder, keymap={"zoom": ("Z",), "note": ("ctrl+n", "n")}) as desk:
        assert "Z zoom" in desk.rows[-1] and "^n note" in desk.rows[-1]
        await desk.press("z")
        assert not desk.case.zoomed
        await desk.press("Z")
        assert desk.case.zoomed
        await desk.press("?")
        await desk.type("whole screen")
        assert "Z  Give the pane the whole screen" in desk.text


async def copied(desk: Desk, monkeypatch: pytest.MonkeyPatch, key: str) -> str:
    """What a key of the chooser copies, as it goes to the terminal."""
    written: list[str] = []
    monkeypatch.setattr(clipboard, "tools", lambda environment: [])
    monkeypatch.setattr(desk.app._driver, "write", written.append)
    await desk.press("y", key)
    return base64.b64decode(written[-1].removeprefix("\x1b]52;c;").removesuffix("\a")).decode()


async def test_a_record_is_copied_in_four_ways(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    async with browser(folder) as desk:
        desk.case.sources.move_to("gazette-1")
        await desk.press("3")
        assert await copied(desk, monkeypatch, "i") == "gazette-1"
        assert await copied(desk, monkeypatch, "l") == "[[harbour:gazette-1]]"
        assert await copied(desk, monkeypatch, "r") == "4 Jan ↳ Blaze at the quay"
        citation = await copied(desk, monkeypatch, "c")
        assert citation == (
            "The Gazette; “Blaze at the quay”; 4 Jan 2024; https://example.org/2; "
            "relays Fire in the harbour; source reliability C; (TLP:GREEN)"
        )
        assert (
            desk.said == "The citation was handed to the terminal, which copies if it allows that (OSC 52)."
        )


async def test_a_claim_is_cited_with_its_speakers_and_reports(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    async with browser(folder) as desk:
        desk.case.go_to("c-one")
        await desk.settle()
        first, second = (await copied(desk, monkeypatch, "c")).splitlines()
        assert first == "Fire brigade > IRNA, 3 Jan 2024: Three died. (B2) [Harbour fire, c-one] (TLP:GREEN)"
        assert second.startswith("  IRNA; “Fire in the harbour”; 3 Jan 2024; https://example.org/1;")


async def test_marked_rows_are_copied_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browser(folder) as desk:
        monkeypatch.delenv("TMUX", raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        await desk.press("2", "g", "space", "space")
        assert len((await copied(desk, monkeypatch, "i")).splitlines()) == 2


def test_a_local_tool_comes_before_the_terminal() -> None:
    asked: list[str] = []

    def tool(command: Sequence[str], text: str) -> bool:
        asked.append(command[0])
        return command[0] == "xsel"

    written: list[str] = []
    environment = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}
    assert clipboard.copy("x", written.append, environment=environment, run=tool) == "copied with xsel"
    assert asked == ["wl-copy", "xclip", "xsel"] and not written


def test_over_ssh_the_near_terminal_is_asked() -> None:
    written: list[str] = []
    environment = {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1", "TMUX": "x"}
    words = clipboard.copy("سلام", written.append, environment=environment)
    assert words == "handed to the terminal through tmux, which copies if it allows that (OSC 52)"
    payload = base64.b64encode("سلام".encode()).decode()
    assert written == [f"\x1bPtmux;\x1b\x1b]52;c;{payload}\a\x1b\\"]
    assert clipboard.osc_52("x", {"TERM": "screen-256color"}).startswith("\x1bP\x1b]52")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "javascript:alert(1)",
            "HTTPS",
            "https://",
            "-o",
            "ftp://example.org/x",
            "http://[",
            "",
        ),
        *("https://example.org/\x1b]0;x\x07", "https://example.org/a b", "https://exa\u202emple.org"),
    ],
)
def test_only_web_addresses_are_opened(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: pytest.fail("it was opened"))
    assert not is_web_address(url) and open_address(url)[0] is False


class Browser:
    """Stands for a browser."""

    def __init__(self, name: str = "firefox") -> None:
        self.name = name
        self.opened: list[str] = []

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True


async def test_a_report_is_opened_in_the_browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: found)
    async with browser(folder) as desk:
        await desk.press("o")
        assert desk.said == "Only a report with an address can be opened."
        desk.case.sources.move_to("irna-1")
        await desk.press("3", "o")
        assert found.opened == ["https://example.org/1"] and desk.said == "Opened example.org."


def test_a_browser_in_this_terminal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Browser("w3m")
    monkeypatch.setattr(webbrowser, "get", lambda: found)
    assert open_address("https://example.org")[0] is False and not found.opened
