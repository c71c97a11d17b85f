"""The configuration file: what it sets, and that nothing wrong in it stops the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.config import Config, line_of, load, settings


def loaded(tmp_path: Path, text: str) -> Config:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return load(file)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()


def test_every_setting_is_taken(tmp_path: Path) -> None:
    text = """
author = "R. Haidari"
library = "~/cases"
theme = "nord"
clock = "Europe/Vienna"
calendar = "both"
rtl = "isolate"
[keymap]
note = ["n", "f2"]
"""
    assert loaded(tmp_path, text) == Config(
        author="R. Haidari",
        library="~/cases",
        theme="nord",
        clock="Europe/Vienna",
        calendar="both",
        rtl="isolate",
        keymap={"note": ("n", "f2")},
    )


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('# a comment\nauthr = "x"', "line 2: there is no setting 'authr'; did you mean 'author'?"),
        ("theme = 3", "line 1: theme should be text in quotes, not 3; the default is used"),
        (
            '\n\nrtl = "left"',
            "line 3: rtl should be one of marks, isolate, visual, off, not 'left'; 'marks' is used",
        ),
        (
            'clock = "Mars/Olympus"',
            "line 1: clock should be local, utc or an IANA time zone, not 'Mars/Olympus'; 'local' is used",
        ),
        ("author = 1\n[colours]\nred = 2", "line 2: there is no setting 'colours'"),
        ('[keymap]\nnote = ["n"]\nzoom = 7', 'line 3: zoom should be a list of keys, such as ["n", "f2"]'),
        ("[keymap]\nnote = []", 'line 2: note should be a list of keys, such as ["n", "f2"]'),
        ('[keymap]\nnot = ["n"]', "line 2: there is no action 'not'; did you mean 'note'?"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, warning: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    assert f"{file} {warning}" in load(file, actions=("note", "zoom")).warnings


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'rtl = 1\ncalendar = "both"\nnone = 2\n[keymap]\nnote = 3\nzoom = ["F3"]')
    assert (found.rtl, found.calendar, found.keymap) == ("marks", "both", {"zoom": ("F3",)})
    assert len(found.warnings) == 3


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'author = "a"\nclock = = 2\n')
    assert found.author == ""
    (warning,) = found.warnings
    assert "config.toml" in warning and "line 2" in warning


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (warning,) = load(tmp_path).warnings
    assert str(tmp_path) in warning and "directory" in warning
    file = tmp_path / "latin.toml"
    file.write_bytes(b'author = "\xe9"')
    (warning,) = load(file).warnings
    assert "byte 11: not UTF-8" in warning


@given(st.binary(max_size=200) | st.text(alphabet="[]={}\"'\n.#author keymp123", max_size=80).map(str.encode))
def test_no_file_whatever_stops_the_program(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    file.write_bytes(content)
    assert isinstance(load(file), Config)


def test_every_setting_has_a_sentence() -> None:
    assert {setting.name for setting in settings()} == {*Config.__struct_fields__} - {"warnings"}
    assert all(setting.sentence.endswith(".") for setting in settings())


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a = 1\n b = 2", ("b",), 2),
        ("[keymap]\n'x' = 1", ("keymap", "x"), 2),
        ("keymap.x = 1", ("keymap", "x"), 1),
        ("x = 1\n[keymap]", ("keymap",), 2),
        ("[other]\nx = 1", ("x",), 0),
        ("[keymap]\nx = 1\n[other]\ny = 1", ("keymap", "y"), 1),
    ],
)
def test_the_line_of_a_setting(text: str, place: tuple[str, ...], line: int) -> None:
    assert line_of(text, place) == line
