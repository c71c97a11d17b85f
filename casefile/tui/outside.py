"""A note in the analyst's own editor: a file that nobody else may read, a command without a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

_FILE = "note.md"


def as_text(title: str, body: str) -> str:
    """A note as one text: the title as a heading, then the body."""
    return f"# {title}\n\n{body.rstrip()}\n"


def from_text(text: str) -> tuple[str, str]:
    """Title and body of such a text; without a heading on top, the title is empty."""
    text = text.replace("\r\n", "\n")
    first, _, rest = text.partition("\n")
    if first.startswith("# ") or first == "#":
        return first[1:].strip(), rest.strip()
    return "", text.strip()


def command() -> list[str]:
    """The editor's command: `$VISUAL`, else `$EDITOR`, else `vi`."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi") or ["vi"]


def edit(app: App[object], text: str) -> tuple[str | None, str]:
    """Opens the text in the editor and waits; what it is then (None where that failed), and what went wrong.

    What cannot be read stays where the editor wrote it.
    """
    from textual.app import SuspendNotSupported

    try:
        words = command()
    except ValueError as error:
        return None, f"$EDITOR cannot be read: {error}"
    folder = Path(tempfile.mkdtemp(prefix="casefile-"))
    path, kept = folder / _FILE, False
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        with app.suspend():
            done = subprocess.run([*words, str(path)], check=False)
        try:
            changed = path.read_text("utf-8")
        except UnicodeDecodeError:
            kept = True
            return (
                None,
                f"{words[0]} left no UTF-8 text; the note was not changed. What was written is in {path}",
            )
        except OSError as error:
            return None, f"{words[0]} left no text ({error.strerror}); the note was not changed."
        if done.returncode:
            kept = changed != text
            where = f" What was written is in {path}" if kept else ""
            return None, f"{words[0]} ended with {done.returncode}; the note was not changed.{where}"
        return changed, ""
    except SuspendNotSupported:
        return None, "This terminal cannot be left for another editor; e edits here."
    except OSError as error:
        return None, f"{words[0]} could not be started: {error.strerror}"
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
