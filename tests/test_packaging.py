"""The wheel carries all that an installed casefile needs, and the first start makes a library of it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = sorted(path.name for path in (ROOT / "cases").glob("*.json"))


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `casefile` of an environment with nothing but the wheel; its libraries are those of this environment."""
    folder = tmp_path_factory.mktemp("environment")
    base = getattr(sys, "_base_executable", sys.executable)
    run(base, "-m", "venv", "--without-pip", folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    with_pip = base if _has_pip(base) else sys.executable
    run(with_pip, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index", wheel)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A path in a .pth file is searched after the environment's own packages, and .pth files in it are not read:
    # casefile comes from the wheel, its libraries from here.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "casefile"


def _has_pip(python: str) -> bool:
    return (
        subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )


def test_the_wheel_carries_the_cases_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sorted(Path(name).name for name in names if name.startswith("casefile/cases/")) == SHIPPED
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "cases/"))]


def test_the_first_start_fills_the_default_library_and_later_ones_leave_it(
    installed: Path, tmp_path: Path
) -> None:
    home = {"HOME": str(tmp_path)}
    first = json.loads(run(installed, "list", "--json", **home))
    files = [Path(case["path"]) for case in first]
    assert sorted(file.name for file in files) == SHIPPED
    assert all(file.is_relative_to(tmp_path) for file in files)
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700
    for file in files:
        assert file.read_bytes() == (ROOT / "cases" / file.name).read_bytes()
    files[0].unlink()
    later = json.loads(run(installed, "list", "--json", **home))
    assert [case["path"] for case in later] == [str(file) for file in files[1:]]


def test_notes_in_the_library_leave_the_installed_package_as_it_was(installed: Path, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    shipped = Path(json.loads(run(installed, "paths", "--json", **home))["shipped"])
    assert shipped.parent.name == "casefile" and not shipped.is_relative_to(ROOT)
    before = {file.name: file.read_bytes() for file in shipped.iterdir()}
    case = json.loads(run(installed, "list", "--json", **home))[0]["id"]
    note = run(installed, "note", case, "-m", "Seen.", **home).strip()
    assert json.loads(run(installed, "show", case, note, "--json", **home))["record"]["body"] == "Seen."
    assert {file.name: file.read_bytes() for file in shipped.iterdir()} == before


def test_the_script_of_the_wheel_imports_the_entry_point_alone(installed: Path) -> None:
    imports = [line for line in installed.read_text().splitlines() if "import" in line]
    assert [line for line in imports if "casefile" in line] == ["from casefile.__main__ import main"]
