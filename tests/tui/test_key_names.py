"""Keys of one's own: those that arrive are taken, of the others the action's own stay, and the line is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key

from casefile.cli.browse import _configuration
from casefile.cli.run import run
from casefile.errors import UsageError
from casefile.tui.actions import ACTIONS
from casefile.tui.key_names import arriving, trouble_with
from tests.tui.desk import Desk, browser, harbour, write_case
from tests.tui.test_actions import EATEN


def typed(sequence: str) -> list[str]:
    """What Textual calls the keys of what a terminal sends."""
    parser = XTermParser()
    found = [*parser.feed(sequence), *parser.feed("")]
    return [event.key for event in found if isinstance(event, Key)]


@pytest.mark.parametrize(
    "name",
    [
        *("n", "G", "?", ",", "+", "`", "é", "ж", "comma", "plus", "grave_accent", "question_mark", "space"),
        *("ctrl+p", "shift+tab", "alt+left", "alt+x", "f5", "pagedown", "ctrl+shift+left", "ctrl+backslash"),
    ],
)
def test_names_of_keys(name: str) -> None:
    assert trouble_with(name) == ""


@pytest.mark.parametrize(
    "name",
    ["contrl+p", "ctrl+", "pgdn", "strg+s", "nothing", "F 5", "ctrl+alt+nonsense", "", " ", "f99", "a+b"],
)
def test_names_of_no_keys(name: str) -> None:
    assert f"'{name}' is the name of no key" in trouble_with(name)


@pytest.mark.parametrize(
    "name", [*sorted(EATEN), "ctrl+left_square_bracket", "alt+enter", "ctrl+space", "ctrl+shift+c"]
)
def test_keys_that_do_not_arrive(name: str) -> None:
    assert "a terminal" in trouble_with(name)


@pytest.mark.parametrize(
    ("name", "written"),
    [("ctrl+alt+x", "alt+ctrl+x"), ("shift+ctrl+left", "ctrl+shift+left"), ("ctrl+X", "ctrl+x")],
)
def test_keys_that_are_written_otherwise(name: str, written: str) -> None:
    assert trouble_with(name) == f"'{name}' is written '{written}'" and trouble_with(written) == ""


def test_every_key_that_a_terminal_sends_can_be_chosen_but_for_those_that_are_taken() -> None:
    sequences = [one for one, keys in ANSI_SEQUENCES_KEYS.items() if isinstance(keys, tuple)]
    sequences += [chr(code) for code in range(33, 127)]
    sent = {name for sequence in sequences for name in typed(sequence)}
    names = {name for name in sent if name.isprintable() and not name.startswith("<")}
    assert len(names) > 250
    refused = {name for name in names if trouble_with(name)}
    assert refused <= EATEN | {"ctrl+left_square_bracket"}, refused
    # What is refused as the same as another key is sent as that one, or as nothing that tells them apart.
    assert typed("\r") == ["enter"] and typed("\t") == ["tab"]


def test_of_an_action_with_a_key_that_does_not_arrive_its_own_keys_stay() -> None:
    keymap = {"undo": ("ctrl+m",), "zoom": ("Z", "nonsense"), "find": ("F",)}
    assert arriving(keymap) == {"find": ("F",)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_case(tmp_path / "cases", harbour())
    return tmp_path / "cases"


def configured(path: Path, monkeypatch: pytest.MonkeyPatch, keymap: str) -> Path:
    file = path / "config.toml"
    file.write_text(f"[keymap]\n{keymap}\n", "utf-8")
    monkeypatch.setenv("CASEFILE_CONFIG", str(file))
    return file


async def _undo_undoes(desk: Desk, key: str) -> bool:
    await desk.press("d")
    assert desk.case.reading is not None
    gone = len(desk.case.reading.case.table("events"))
    await desk.press(key)
    return len(desk.case.reading.case.table("events")) == gone + 1


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ctrl+m", "a terminal sends 'ctrl+m' as enter; undo keeps u"),
        ("ctrl+alt+nonsense", "'ctrl+alt+nonsense' is the name of no key; undo keeps u"),
    ],
)
async def test_the_default_stays_and_the_line_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, words: str
) -> None:
    file = configured(tmp_path, monkeypatch, f'zoom = ["Z"]\nundo = ["{key}"]')
    config = _configuration()
    async with browser(folder, keymap=config.keymap, warnings=config.warnings) as desk:
        assert desk.said == f"{file} line 3: {words}"
        assert await _undo_undoes(desk, "u")
        await desk.press("Z")
        assert desk.case.zoomed


def test_a_default_that_stays_may_clash_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = configured(tmp_path, monkeypatch, 'undo = ["ctrl+m"]\nzoom = ["u"]')
    with pytest.raises(
        UsageError, match=r"'u' stands for both 'zoom' and 'undo'|both 'undo' and 'zoom'"
    ) as caught:
        _configuration()
    assert str(file) in str(caught.value)


def test_the_list_of_keys_says_what_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(tmp_path, monkeypatch, 'undo = ["ctrl+m"]\nzoom = ["Z"]')
    assert run(["keys"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert any(line.split()[:2] == ["u", "undo"] for line in listed)
    assert any(line.split()[:2] == ["Z", "zoom"] for line in listed)


def test_every_key_of_the_browser_arrives() -> None:
    assert {key: problem for one in ACTIONS for key in one.keys if (problem := trouble_with(key))} == {}
