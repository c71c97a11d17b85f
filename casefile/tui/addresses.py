"""Opening a web address in the desktop's browser, and refusing what is none."""

from __future__ import annotations

import webbrowser
from urllib.parse import urlsplit

_IN_THE_TERMINAL = frozenset(("www-browser", "links", "elinks", "lynx", "w3m"))
"""Browsers that would draw over this one."""


def is_web_address(url: str) -> bool:
    """Whether it is http or https with a host, and nothing in it is a control character or a blank."""
    if not url.isprintable() or any(character.isspace() for character in url) or url.startswith("-"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def open_address(url: str) -> tuple[bool, str]:
    """Whether the address was opened, and what to tell the user."""
    if not is_web_address(url):
        return False, "Only http and https addresses are opened; this is none."
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False, "There is no browser here; y copies."
    if getattr(browser, "name", "") in _IN_THE_TERMINAL:
        return False, "There is no browser here but one in the terminal; y copies."
    if not browser.open(url):
        return False, "The browser could not be opened; y copies."
    return True, f"Opened {urlsplit(url).hostname}."
