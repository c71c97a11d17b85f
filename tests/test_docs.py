"""What the README says is so: its commands exist and work, its tables are those of the program."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from casefile.cli.commands import COMMANDS, find
from casefile.cli.manual import renewed, tables
from casefile.cli.parser import function_of, parse
from casefile.cli.run import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def tour() -> list[str]:
    return [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines()]


def requirement_names(requirements: list[str]) -> set[str]:
    return {match[0] for one in requirements if (match := re.match(r"[a-z0-9-]+", one))}


def test_generated_tables_are_up_to_date() -> None:
    assert all(f"<!-- {name} -->" in README for name in tables())
    assert renewed(README) == README, "python -m casefile.cli.manual README.md renews them"


def test_there_are_two_commands_to_set_up() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("python3")]
    assert len(lines) == 2
    opening, testing = lines
    assert opening.endswith(".venv/bin/casefile -L cases")
    assert testing.endswith(".venv/bin/pytest")


def test_the_tour_visits_commands_that_exist() -> None:
    assert len(tour()) >= 5
    for line in tour():
        program, *arguments = shlex.split(line)
        assert program == "casefile"
        assert find(parse(arguments).command) is not None


def test_every_command_of_the_tour_works_on_the_shipped_cases(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases", ignore=shutil.ignore_patterns(".*"))
    for line in tour():
        status = run(["-L", str(tmp_path / "cases"), *shlex.split(line)[1:]])
        output = capfd.readouterr()
        assert status == 0, f"{line}: {output.err}"
        assert (output.out + output.err).strip(), line


def test_every_dependency_is_in_the_table_and_nothing_else() -> None:
    rows = set(re.findall(r"^\| \[([a-z0-9-]+)\]\(https://", README, re.MULTILINE))
    assert rows == requirement_names(PROJECT["dependencies"])


def test_every_dependency_is_imported_and_every_import_declared() -> None:
    lines = "\n".join(path.read_text("utf-8") for path in (ROOT / "casefile").rglob("*.py"))
    tops = set(re.findall(r"^\s*(?:from|import) ([a-z_]+)", lines, re.MULTILINE))
    third_party = {top for top in tops - set(sys.stdlib_module_names) - {"casefile"} if importable(top)}
    names = {"dateutil": "python-dateutil", "markdown_it": "markdown-it-py"}
    imported = {names.get(top, top.replace("_", "-")) for top in third_party}
    needed = requirement_names(PROJECT["dependencies"])
    asked_for = requirement_names(
        [one for extra in PROJECT["optional-dependencies"].values() for one in extra]
    )
    with_another = {"aiohttp"}  # textual-serve is made on it
    assert needed - {"tzdata"} <= imported, "tzdata is read by zoneinfo; all others are imported"
    assert imported - with_another <= needed | asked_for


def importable(name: str) -> bool:
    """Whether a word that follows `from` or `import` is a module: a docstring may hold such a line too."""
    return importlib.util.find_spec(name) is not None


def test_every_library_of_the_tests_is_named() -> None:
    (sentence,) = re.findall(r"^The tests add (.*)$", README, re.MULTILINE)
    named = set(re.findall(r"[a-z][a-z-]+[a-z]", sentence)) - {"with", "and"}
    assert named == requirement_names(PROJECT["optional-dependencies"]["test"])


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_files_that_a_page_links_to_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)]+)\)", text):
        assert (ROOT / target).exists(), target


def test_the_changelog_knows_this_version() -> None:
    from casefile import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_command_is_documented_where_it_is_done() -> None:
    for command in COMMANDS:
        doc = function_of(command).__doc__
        assert doc, command.name
        if any("--json" in argument.names for argument in command.arguments):
            assert "JSON: " in doc, command.name


def _pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["library", "case", "claims", "figures"])
async def test_a_picture_is_what_the_browser_shows(name: str, tmp_path: Path) -> None:
    pictures = _pictures()
    assert name in pictures.PICTURES and f"docs/{name}.svg" in README
    library = shutil.copytree(ROOT / "cases", tmp_path / "cases", ignore=shutil.ignore_patterns(".*"))
    shown = pictures.words(await pictures.draw(name, Path(library)))
    drawn = pictures.words((ROOT / "docs" / f"{name}.svg").read_text("utf-8"))
    assert drawn == shown, "python docs/pictures.py draws them anew"
