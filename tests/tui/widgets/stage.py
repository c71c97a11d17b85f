"""A small app to stand a widget in, what is seen of it, and texts that try to break it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from casefile.tui.text_filter import TextFilter
from casefile.tui.themes import DARK, own_themes

SIZES: Final = [(120, 40), (80, 24), (60, 20)]

HOSTILE: Final[dict[str, str]] = {
    "click markup": "[@click=app.bell]press[/]",
    "click with a blank": "[ @click=app.bell]press[/]",
    "click behind a style": "[$error @click=app.bell]press[/]",
    "closing tag": "[/]",
    "closing name": "[/bold]",
    "open bracket": "[",
    "many brackets": "[[[[]]]][][",
    "style": "[bold red on blue]x[/bold red on blue]",
    "link markup": '[link="https://example.org"]x[/link]',
    "escaped bracket": "\\[bold]",
    "escape": "a\x1bb",
    "colour": "\x1b[31mred\x1b[0m",
    "clear screen": "\x1b[2J\x1b[H",
    "clipboard (OSC 52)": "\x1b]52;c;ZXZpbA==\x07",
    "title (OSC 0)": "\x1b]0;evil\x07",
    "link (OSC 8)": "\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\",
    "device control": "\x1bP1$r0m\x1b\\",
    "C1 introducer": "\x9b31mred",
    "C1 command": "\x9d52;c;eA==\x9c",
    "null": "a\0b",
    "bell and backspace": "a\x07\x08\x08b",
    "delete": "a\x7fb",
    "carriage return": "good\rbad",
    "line feed": "one\ntwo",
    "form feed and vertical tab": "a\x0cb\x0bc",
    "tab": "a\tb",
    "line separators": "a\u2028b\u2029c\x85d",
    "right-to-left override": "abc\u202egnp.exe",
    "isolates": "\u2066a\u2067b\u2068c",
    "embedding left open": "\u202a\u202b\u202d",
    "zero width": "a\u200bd\u200cm\u200di\ufeffn",
    "marks": "\u200eleft\u200fright",
    "soft hyphen": "ad\xadmin",
    "combining pile": "a" + "\u0301" * 500,
    "wide": "日本語テキスト" * 30,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 20,
    "Persian": "قاسم سلیمانی، ۱۳ دی ۱۴۰۲",
    "Persian with ZWNJ": "می‌گویند",
    "tag characters": "x\U000e0041\U000e0042",
    "lone surrogate": "a\ud800b",
    "noncharacters": "\ufffe\uffff",
    "one line of 1 MB": "x" * 1_000_000,
    "1 MB of brackets": "[" * 1_000_000,
    "1 MB of Persian": "سلام " * 200_000,
    "empty": "",
    "blanks": "   ",
}
"""Texts as they may stand in a case: markup, terminal sequences, direction, width, length."""

FORBIDDEN: Final = frozenset(
    [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
    + [chr(code) for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
"""What never may reach the terminal as text."""

Heard = TypeVar("Heard", bound=Message)


class Stage(App[Any]):
    """Shows the widgets given and keeps the messages that come up to it."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self, *shown: Widget, theme: str = DARK, css: str = "") -> None:
        super().__init__()
        self._shown = shown
        self.heard: list[Message] = []
        self._filters.append(TextFilter())
        for own in own_themes():
            self.register_theme(own)
        self.theme = theme
        self.stylesheet.add_source(css)

    def compose(self) -> ComposeResult:
        yield from self._shown

    async def _on_message(self, message: Message) -> None:
        self.heard.append(message)
        await super()._on_message(message)

    async def action_bell(self) -> None:
        raise AssertionError("a text acted")

    def of(self, kind: type[Heard]) -> list[Heard]:
        """The messages of that kind, in the order they came."""
        return [message for message in self.heard if isinstance(message, kind)]


def grid(app: App[Any]) -> list[str]:
    """What the whole screen shows, line by line."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def shown(app: App[Any]) -> str:
    """What the whole screen shows, as one text without the marks that hold right-to-left runs."""
    return "\n".join(line.rstrip() for line in grid(app)).replace("\u200e", "")


def segments_are_safe(app: App[Any]) -> bool:
    """Whether nothing on the screen would be obeyed by a terminal, and no line is wider than the screen."""
    strips = app.screen._compositor.render_strips()
    return all(
        not FORBIDDEN & set(segment.text) and not (segment.style and segment.style.meta.get("@click"))
        for strip in strips
        for segment in strip
    ) and all(strip.cell_length == app.size.width for strip in strips)


async def until(pilot: Pilot[Any], done: Any) -> None:
    """Lets the app run until that is so."""
    for _ in range(2000):
        if done():
            return
        await pilot.pause()
    raise AssertionError("it never came")
