"""All calls on the operating system go through one module, and reading a case needs little else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import casefile.store

STORE = Path(casefile.store.__file__).parent
OUTSIDE = {"os", "shutil", "tempfile", "fcntl", "mmap", "io", "time", "random", "socket", "subprocess"}


@pytest.mark.parametrize("path", sorted(STORE.glob("*.py")), ids=lambda path: path.stem)
def test_only_the_seam_calls_the_operating_system(path: Path) -> None:
    if path.name == "system.py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            # An error's words are the system's own; asking for them is no call on a file.
            allowed = {"os"} if path.name == "trouble.py" else set()
            assert not {alias.name for alias in node.names} & OUTSIDE - allowed
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "open"
        if isinstance(node, ast.Attribute):
            assert node.attr not in (
                "read_text",
                "read_bytes",
                "write_text",
                "write_bytes",
                "mkdir",
                "exists",
            )


def test_opening_a_library_loads_neither_tinydb_nor_asyncio() -> None:
    script = "import sys, casefile.store; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"tinydb", "asyncio", "importlib.metadata", "dateutil", "difflib", "textual", "ctypes"} & set(
        loaded
    )
