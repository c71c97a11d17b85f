"""The actions: declared once, without clashes, each with a key that does something where it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from casefile.errors import UsageError
from casefile.tui.actions import (
    ACTIONS,
    PLACES,
    actions_at,
    check_clashes,
    key_label,
    key_table,
    keys_at,
    keys_from,
)
from tests.tui.desk import Desk, browser, harbour, write_case

EATEN = {"ctrl+c", "ctrl+z", "ctrl+b", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+enter", "ctrl+a"}
"""What a terminal, tmux or screen takes for itself, or cannot tell from another key."""


def test_every_action_has_what_it_needs() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    for action in ACTIONS:
        assert action.keys and action.label and action.sentence.endswith(".") and action.places, action.id
        assert set(action.places) <= set(PLACES), action.id
        assert not EATEN & set(action.keys), action.id
        assert set(action.keys) - {"ctrl+s", "ctrl+q"}, (
            f"{action.id} has no key besides those of flow control"
        )


def test_two_actions_never_share_a_key() -> None:
    check_clashes(keys_from())
    with pytest.raises(UsageError, match=r"'f' stands for both 'follow' and 'zoom'"):
        keys_from({"zoom": "f"})
    with pytest.raises(UsageError, match="'escape'"):
        keys_from({"preview_note": ["escape"]})


def test_keys_of_ones_own() -> None:
    keys = keys_from({"zoom": "Z, f5", "find": ["/"], "note": ("ctrl+n",)})
    assert keys["zoom"] == ("Z", "f5") and keys["find"] == ("/",) and keys["note"] == ("ctrl+n",)
    assert keys_from({"zoom": "f", "follow": "z"})["follow"] == ("z",)
    with pytest.raises(UsageError, match="no action 'zoomm'"):
        keys_from({"zoomm": "z"})
    with pytest.raises(UsageError, match="'zoom' needs a key"):
        keys_from({"zoom": []})


def test_the_table_of_keys_is_made_without_the_terminal() -> None:
    source = (
        "import sys; from casefile.tui.actions import key_table; rows = key_table();"
        "assert all(len(row) == 4 for row in rows); assert not {'textual', 'rich', 'casefile.model'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", source], check=True, timeout=60)
    assert ("^p", "palette", "everywhere", "Find every action and every record by name.") in key_table()
    assert key_label("pagedown") == "pgdn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def handled(desk: Desk, place: str) -> None:
    """Each action at hand in a place is what each of its keys does there."""
    bound = desk.app.screen.active_bindings
    for action in actions_at(place):
        for key in keys_at(place, action.keys):
            from textual.keys import _character_to_key

            named = _character_to_key(key) if len(key) == 1 else key
            assert named in bound, f"{place}: {key} of {action.id} does nothing"
            node, binding, *_ = bound[named]
            whose, _, name = binding.action.rpartition(".")
            target = {"screen": desk.app.screen, "app": desk.app}.get(whose, node)
            assert name == action.id and hasattr(target, f"action_{name}"), (
                f"{place}: {key} is {binding.action}"
            )


async def test_every_key_does_its_action_wherever_it_holds(folder: Path) -> None:
    async with browser(folder) as desk:
        for key, place in zip("12345", ("timeline", "actors", "sources", "notes", "detail"), strict=True):
            await desk.press(key)
            handled(desk, place)
        await desk.press("n")
        handled(desk, "editor")
        await desk.press("escape", "y")
        handled(desk, "question")
        await desk.press("escape", "L")
        handled(desk, "links")
        await desk.press("escape", "C", "m")
        handled(desk, "matrix")
        await desk.press("escape", "R")
        handled(desk, "relays")
        await desk.press("escape")
        await desk.press("escape", "escape", "escape")
        handled(desk, "library")


async def test_q_leaves_and_everything_is_saved(folder: Path) -> None:
    async with browser(folder) as desk:
        await desk.press("q")
        assert desk.app.return_code == 0
    async with browser(folder, None) as desk:
        await desk.press("ctrl+q")
        assert desk.app.return_code == 0
