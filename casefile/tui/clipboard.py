"""Copying to the clipboard: by a local tool where there is one, else through the terminal (OSC 52)."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence

_SECONDS = 2.0
"""How long a tool may take before the next way is tried."""


def tools(environment: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The commands that could take the text on their standard input here, the likeliest first.

    Over ssh there are none: a tool would fill the clipboard of the far machine.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return []
    found: list[tuple[str, ...]] = []
    if environment.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy",))
    if environment.get("DISPLAY"):
        found += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return [*found, ("pbcopy",), ("clip.exe",)]


def osc_52(text: str, environment: Mapping[str, str]) -> str:
    """The sequence that asks the terminal to take the text, wrapped so that tmux or screen lets it through."""
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if environment.get("TMUX"):
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("TERM", "").startswith("screen"):
        return f"\x1bP{sequence}\x1b\\"
    return sequence


def run_tool(command: Sequence[str], text: str) -> bool:
    """Whether the command is there and took the text."""
    if shutil.which(command[0]) is None:
        return False
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def copy(
    text: str,
    write: Callable[[str], None],
    *,
    environment: Mapping[str, str] | None = None,
    run: Callable[[Sequence[str], str], bool] = run_tool,
) -> str:
    """Copies the text and says how, in words for the user. ``write`` sends a sequence to the terminal."""
    environment = os.environ if environment is None else environment
    for command in tools(environment):
        if run(command, text):
            return f"copied with {command[0]}"
    write(osc_52(text, environment))
    through = " through tmux" if environment.get("TMUX") else ""
    return f"handed to the terminal{through}, which copies if it allows that (OSC 52)"
