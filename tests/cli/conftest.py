"""A small library, and the command line run in this process or as the program that a user starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.cli.run import run
from tests.cli.harbour import HARBOUR, Command, Result, empty_case, write_case


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two valid cases."""
    folder = tmp_path / "library"
    folder.mkdir()
    write_case(folder, "harbour", HARBOUR)
    write_case(folder, "quay", empty_case("quay", "The quay"))
    return folder


@pytest.fixture
def casefile(library: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line on the library, in this process."""

    def command(*arguments: str) -> Result:
        capfd.readouterr()
        status = run(["-L", str(library), *arguments])
        output = capfd.readouterr()
        return Result(status, output.out, output.err)

    return command


@pytest.fixture
def program(library: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the program as a user would, in a process of its own."""

    def start(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "casefile", "-L", str(library), *arguments]
        return subprocess.run(command, **{"capture_output": True, "check": False, "timeout": 60, **settings})

    return start
