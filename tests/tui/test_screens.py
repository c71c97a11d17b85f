"""Every screen at every size, as text: drawn as it was before, and right whatever it was before.

`pytest tests/tui/test_screens.py --redraw` draws all of them anew; the diff says what has become of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Input, TextArea

from casefile.tui.actions import Action, actions_at, key_label, keys_at
from casefile.tui.screens.bars import KeyBar
from casefile.tui.screens.library import LibraryScreen
from casefile.tui.screens.tour import Tour
from casefile.tui.widgets.frame import Framed
from casefile.tui.widgets.virtual_list import CURSOR_SIGN
from tests.tui.desk import SIZES, Desk, browser, press
from tests.tui.walks import WALKS
from tests.tui.widgets.stage import FORBIDDEN

GRIDS = Path(__file__).parent / "screens"
SIZE_NAMES = {f"{width}x{height}": (width, height) for width, height in SIZES}
LEFT_TO_RIGHT_MARK = "\u200e"
"""What holds a right-to-left run where it stands; it takes no cell."""


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on the screen depends on how fast this machine is: drafts wait, what is looked for is found."""
    monkeypatch.setattr("casefile.tui.forms.draft_keeper.DRAFT_SECONDS", 3600.0)
    monkeypatch.setattr("casefile.tui.widgets.note_editor.CHANGE_SECONDS", 3600.0)
    monkeypatch.setattr("casefile.tui.screens.note._COMPLETION_SECONDS", 60.0)
    monkeypatch.setattr("casefile.tui.screens.library._REST_SECONDS", 0.001)


async def arrive(desk: Desk, keys: str) -> None:
    """Presses the keys, and waits until the screen shows all that it is going to show."""
    await press(desk, keys)
    screen = desk.app.screen
    if isinstance(screen, LibraryScreen):
        await desk.until(lambda: screen.previewed)
    desk.app.clear_notifications()
    await desk.settle()


def grid_of(desk: Desk) -> str:
    """What stands on the screen, and in the last line who has the focus."""
    focused = desk.app.focused
    where = f"{type(focused).__name__} at {focused.region.x},{focused.region.y}" if focused else "nothing"
    return f"{desk.text}\nfocus: {where}\n"


# What holds for every screen


def problems_of(desk: Desk) -> Iterator[str]:
    """What is wrong on the screen, whatever was on it before."""
    size = desk.app.size
    if len(desk.rows) != size.height:
        yield f"there are {len(desk.rows)} lines"
    for number, row in enumerate(desk.rows):
        if cell_len(row.replace(LEFT_TO_RIGHT_MARK, "")) > size.width:
            yield f"line {number} is wider than the screen"
        if FORBIDDEN & set(row):
            yield f"line {number} has a control character"
    yield from problems_of_focus(desk)
    yield from problems_of_footer(desk)


def problems_of_focus(desk: Desk) -> Iterator[str]:
    """Who has the focus is in sight, and it can be seen that it is this one. The tour alone has none: any key is its own."""
    focused = desk.app.focused
    if focused is None:
        if not isinstance(desk.app.screen, Tour):
            yield "nothing has the focus"
        return
    seen = focused.region.intersection(desk.app.screen.region)
    if not seen.area:
        yield f"{focused} has the focus, and is out of sight"
    if isinstance(focused, Input | TextArea):
        if focused.cursor_screen_offset not in seen:
            yield "it cannot be seen where one types"
        return
    titled = any(
        segment.style and segment.style.bold for top in tops_of(focused) for segment in within(desk, top)
    )
    if not titled and CURSOR_SIGN not in "".join(segment.text for segment in within(desk, seen)):
        yield f"it cannot be seen that {focused} has the focus"


def tops_of(widget: Widget) -> Iterator[Region]:
    """The top edges of the frames that a widget stands in."""
    for node in widget.ancestors_with_self:
        if isinstance(node, Framed):
            yield Region(node.region.x, node.region.y, node.region.width, 1)


def within(desk: Desk, region: Region) -> Iterator[Segment]:
    """What stands in a part of the screen."""
    for strip in desk.app.screen._compositor.render_strips()[region.y : region.bottom]:
        yield from strip.crop(region.x, region.right)


def problems_of_footer(desk: Desk) -> Iterator[str]:
    """Each key that the screen's last line names does there what it says."""
    bars = desk.app.screen.query(KeyBar)
    for bar in bars:
        region = bar.region
        text = "".join(segment.text for segment in within(desk, region))
        place = bar._place
        at_hand = {
            f"{key_label(keys[0])} {bar._label(action)}": (action, keys[0])
            for action in actions_at(place)
            if (keys := keys_at(place, action.keys))
        }
        for words in filter(None, (part.strip() for part in text.split("  "))):
            if words not in at_hand:
                yield f"the footer names '{words}', which {place} does not have"
            elif not does(desk, *at_hand[words]):
                yield f"the footer names '{words}', and the key does something else"


def does(desk: Desk, action: Action, key: str) -> bool:
    """Whether that key of the action is bound to it where the focus is.

    In a line that is typed into, enter submits, which whoever has the line takes as the action; up and down, which
    could only scroll it, go on to whoever has it. That the action comes of them is proved in `test_exercises.py`.
    """
    bound = desk.app.screen.active_bindings.get(named(key))
    of_line = {"submit", "scroll_down", "scroll_up"} if isinstance(desk.app.focused, Input) else set()
    return bound is not None and bound.binding.action.rpartition(".")[2] in {action.id, *of_line}


def named(key: str) -> str:
    """A character by the name that Textual has for it."""
    return _character_to_key(key) if len(key) == 1 else key


# The tests


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("size", SIZE_NAMES)
@pytest.mark.parametrize("walk", WALKS)
async def test_screens(
    walk: str, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    redraw = pytestconfig.getoption("redraw")
    library, case_id, record_id, steps = WALKS[walk]
    library(tmp_path / "cases")
    monkeypatch.chdir(tmp_path)  # so that the library is called the same everywhere
    problems: list[str] = []
    async with browser(Path("cases"), case_id, SIZE_NAMES[size]) as desk:
        if record_id:
            desk.case.go_to(record_id)
        for name, keys in steps:
            await arrive(desk, keys)
            problems += [f"{size} {name}: {problem}" for problem in problems_of(desk)]
            file = GRIDS / size / f"{name}.txt"
            if redraw:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(grid_of(desk), "utf-8")
            else:
                problems += compared(file, grid_of(desk))
    assert not problems, "\n" + "\n".join(problems)


def compared(file: Path, grid: str) -> list[str]:
    """How a screen differs from what is kept of it."""
    kept = file.read_text("utf-8") if file.exists() else ""
    here = str(file.relative_to(GRIDS.parent))
    return list(
        difflib.unified_diff(kept.splitlines(), grid.splitlines(), f"{here}, kept", "shown", n=1, lineterm="")
    )


def test_every_grid_is_of_a_screen(pytestconfig: pytest.Config) -> None:
    names = [name for walk in WALKS.values() for name, _ in walk.steps]
    assert len(names) == len(set(names))
    wanted = {GRIDS / size / f"{name}.txt" for size in SIZE_NAMES for name in names}
    kept = set(GRIDS.rglob("*.txt"))
    if pytestconfig.getoption("redraw"):
        for file in kept - wanted:
            file.unlink()
    else:
        assert kept == wanted
