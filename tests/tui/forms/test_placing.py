"""The editor lies over the row of its field, whatever is typed, wherever one goes, and whatever the screen's size is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rich.cells import cell_len as cells

from casefile.tui.forms.form_screen import FormScreen
from casefile.tui.forms.form_view import LABEL_CELLS
from tests.tui.desk import LEAST, SIZES, SMALL, WIDE, Desk, browser, harbour, write_case

SIZE_IDS = [f"{width}x{height}" for width, height in SIZES]
OPENING = {
    "events": ("1", "a"),
    "reports": ("3", "A", "r"),
    "claims": ("1", "j", "c"),
    "edit": ("1", "j", "e"),
}
MOVES = [
    "tab",
    "shift+tab",
    "up",
    "down",
    "enter",
    "ctrl+n",
    "ctrl+u",
    "ctrl+k",
    "backspace",
    "home",
    "pagedown",
    "pageup",
]
WORDS = ["zz", "q" * 40, "30 feb 2024", "The mayor", "1402", "nobody; ", '"', "http://x", "84"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def check_place(desk: Desk, done: list[str]) -> None:
    """What has the focus is the editor of the active field; it begins in the row with that field's sign and label."""
    form = desk.app.screen
    assert isinstance(form, FormScreen)
    editor, told = form.editor.widget, f"{done}\n{desk.text}"
    assert editor.has_focus, told
    region = editor.region
    assert region.y >= form.view.region.y and region.bottom <= form.view.region.bottom, told
    if not (form.choices.is_open and form.choices.region.contains(form.view.region.x, region.y)):
        row = desk.rows[region.y]
        label = form.field.label[: LABEL_CELLS - 3]
        before = row[: row.find(label) + len(label)] if label in row else ""
        assert "▌" in before and cells(before) <= region.x, told
        shown = form.text.partition("\n")[0].split()
        if shown and cells(form.text) < 30 and not form.editor.in_lines:
            assert shown[0] in row, told


@pytest.mark.parametrize("size", [SMALL, pytest.param(WIDE, marks=pytest.mark.soak), LEAST])
@pytest.mark.parametrize("table", OPENING)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 20))])
async def test_the_editor_is_at_its_field_on_any_way(
    folder: Path, table: str, size: tuple[int, int], seed: int
) -> None:
    chance, done = random.Random(f"{table} {size} {seed}"), list[str]()
    async with browser(folder, size=size) as desk:
        await desk.press(*OPENING[table])
        check_place(desk, done)
        for _ in range(60):
            if chance.random() < 0.3:
                done.append(chance.choice(WORDS))
                await desk.type(done[-1])
            elif chance.random() < 0.05:
                done.append("resized")
                await desk.resize(*chance.choice([WIDE, SMALL, LEAST, (100, 30)]))
            else:
                done.append(chance.choice(MOVES))
                await desk.press(done[-1])
            form = desk.app.screen
            if isinstance(form, FormScreen) and form.drafts.within.form:
                await desk.press("ctrl+g", "ctrl+g")
            check_place(desk, done)


async def test_rows_that_vanish_leave_the_editor_where_its_field_is(folder: Path) -> None:
    async with browser(folder, size=SMALL) as desk:
        await desk.press("a", "tab")
        await desk.type("zz")
        await desk.press("up", "up")
        await desk.type("qqq")
        await desk.press("ctrl+u", "up")
        await desk.type("MARK")
        assert desk.row("'MARK' is not one of") and "MARK" in desk.row(" marking "), desk.text
        await desk.resize(*LEAST)
        assert "MARK" in desk.row(" marking "), desk.text
