"""Completions: what is offered where, and that the shells take it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.cli.commands import COMMANDS
from casefile.cli.completion import SCRIPTS
from casefile.cli.run import run


@pytest.fixture
def offered(library: Path, capfd: pytest.CaptureFixture[str]):
    def words(*typed: str) -> list[str]:
        capfd.readouterr()
        assert run(["--complete", "-L", str(library), *typed]) == 0
        output = capfd.readouterr()
        assert output.err == ""
        return [line.split("\t")[0] for line in output.out.splitlines()]

    return words


def test_commands_are_offered(offered) -> None:
    assert offered("") == [command.name for command in COMMANDS]
    assert offered("ti") == ["timeline"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["show", ""], ["harbour", "quay"]),
        (["show", "q"], ["quay"]),
        (["check", "quay", "h"], ["harbour"]),
        (["show", "harbour", "fi"], ["fire"]),
        (["log", "harbour", "c-"], ["c-two", "c-five"]),
        (["note", "harbour", "--kind", "le"], ["lead"]),
        (["note", "harbour", "-m", "text", "--about", "fire", "ma"], ["mayor"]),
        (["note", "harbour", "-F", ""], [":files"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["new", "x", "--status", "w"], ["watching"]),
        (["new", ""], []),
        (["show", "none", ""], []),
        (["nonsense", ""], [command.name for command in COMMANDS]),
        (["list", "--j"], ["--json"]),
        (["timeline", "harbour", "--u"], ["--utc"]),
        (["-L", ""], [":folders"]),
    ],
)
def test_what_can_stand_there_is_offered(offered, typed: list[str], expected: list[str]) -> None:
    assert sorted(offered(*typed)) == sorted(expected)


def test_a_candidate_says_what_it_is(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["--complete", "-L", str(library), "show", "h"])
    assert capfd.readouterr().out == "harbour\tHarbour fire\n"


@pytest.fixture
def program_folder(tmp_path: Path) -> Path:
    """A folder with a `casefile` in it that is this one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "casefile"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casefile "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_a_shell_takes_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "completion"
    script.write_text(SCRIPTS[shell])
    subprocess.run([shell, "-n", str(script)], check=True)


def test_bash_completes_a_case(library: Path, program_folder: Path, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = tmp_path / "completion"
    script.write_text(SCRIPTS["bash"])
    typed = f"""
source {script}
COMP_WORDS=({program_folder}/casefile -L {library} show ha)
COMP_CWORD=4
_casefile
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", typed], capture_output=True, text=True, check=True)
    assert done.stdout == "harbour\n"


def test_fish_completes_a_case(library: Path, program_folder: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    typed = (
        f"{SCRIPTS['fish']}\nfish_add_path -P {program_folder}\ncomplete -C 'casefile -L {library} show ha'"
    )
    done = subprocess.run(["fish", "-c", typed], capture_output=True, text=True, check=True)
    assert done.stdout == "harbour\tHarbour fire\n"
