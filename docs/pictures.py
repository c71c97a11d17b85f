"""Makes the README's pictures from the shipped cases: `python docs/pictures.py [FOLDER]`.

Each picture is what the browser shows at 120×40 after the keys that stand with it, so that it stays true: run this
after a change to a screen. `tests/test_docs.py` says when it is due.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from casefile.config import Config
from casefile.store import Library
from casefile.tui.app import CasefileApp

HERE: Final = Path(__file__).parent
NOW: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SIZE: Final = (120, 40)


class Picture(NamedTuple):
    """A picture: the case that is opened, or none for the library, the record gone to, and the keys pressed then."""

    case: str | None
    record: str
    keys: tuple[str, ...]


PICTURES: Final[Mapping[str, Picture]] = {
    "library": Picture(None, "", ()),
    "case": Picture("kerman-2024", "first-blast", ()),
    "claims": Picture("kerman-2024", "kerman-bombings", ("C",)),
    "figures": Picture("kerman-2024", "kerman-bombings", ("F",)),
}


async def draw(name: str, library: Path) -> str:
    """The SVG of a picture, over a library that holds the shipped cases."""
    picture = PICTURES[name]
    with contextlib.chdir(library.parent):  # so that the library's name on the screen is the same everywhere
        return await _drawn(picture, Path(library.name))


async def _drawn(picture: Picture, library: Path) -> str:
    opened = Library(library, clock=lambda: NOW, author="analyst", read_only="it is for a picture")
    app = CasefileApp(opened, picture.case, Config(), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await _settled(app)
        if picture.record:
            await pilot.pause()
            app.go_to_case(str(picture.case), picture.record)
            await _settled(app)
        for key in picture.keys:
            await pilot.press(key)
            await _settled(app)
        app.clear_notifications()
        await pilot.pause()
        return _self_contained(app.export_screenshot(title="casefile"))


def _self_contained(svg: str) -> str:
    """The picture with the fonts of whoever looks at it: it loads nothing from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


async def _settled(app: CasefileApp) -> None:
    """Waits until nothing is worked on and nothing has changed on the screen for a while: loading goes on after a paint."""
    still, shown = 0, ""
    while still < 8:
        await asyncio.sleep(0.02)
        now = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        busy = any(not worker.is_finished for worker in app.workers) or not app.keyboard.at_rest
        still, shown = (0, now) if busy or now != shown else (still + 1, shown)


def words(svg: str) -> list[str]:
    """The texts of a picture, without their places and colours."""
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


def main(folder: Path) -> None:
    """Draws all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        library = Path(
            shutil.copytree(HERE.parent / "cases", Path(place) / "cases", ignore=shutil.ignore_patterns(".*"))
        )
        for name in PICTURES:
            (folder / f"{name}.svg").write_text(asyncio.run(draw(name, library)), "utf-8")
            print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
