"""The walls of the architecture: who imports whom, and that nothing happens at import.

What a module names is read from its source; what its import really loads is seen in a fresh interpreter.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "casefile"
MODULES = sorted(PACKAGE.rglob("*.py"))
STANDARD = sys.stdlib_module_names | {"__future__"}
FOUNDATION = {"casefile", "casefile.errors"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(name: str) -> str:
    """`casefile.model` of `casefile.model.dates`; of the interface one level more: `casefile.tui.panes`."""
    parts = name.split(".")
    return ".".join(parts[: 3 if parts[1:2] == ["tui"] else 2])


def imports_of(path: Path, *, deferred: bool = True, checking: bool = True) -> Iterator[str]:
    """The modules that a file imports; without ``deferred`` those inside functions are left out, without
    ``checking`` those for the type checker alone."""
    for node in ast.parse(path.read_text("utf-8")).body:
        yield from _imports(node, path, deferred, checking)


def _imports(node: ast.AST, path: Path, deferred: bool, checking: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{path}: relative imports hide which wall they cross"
        assert node.module is not None
        yield node.module
        folder = PACKAGE.parent.joinpath(*node.module.split("."))
        for alias in node.names:
            if (folder / f"{alias.name}.py").exists() or (folder / alias.name / "__init__.py").exists():
                yield f"{node.module}.{alias.name}"
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not deferred:
        return
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) and not checking:
        for inner in node.orelse:
            yield from _imports(inner, path, deferred, checking)
    else:
        for inner in ast.iter_child_nodes(node):
            yield from _imports(inner, path, deferred, checking)


ALLOWED = {
    "casefile.errors": (set(), set()),
    "casefile.paths": ({"casefile"}, {"platformdirs"}),
    "casefile.config": ({"casefile"}, {"msgspec"}),
    "casefile.habits": ({"casefile"}, {"msgspec"}),
    "casefile.model": ({"casefile.model"}, {"dateutil", "msgspec", "persiantools"}),
    "casefile.analysis": ({"casefile.model", "casefile.analysis"}, {"msgspec", "rapidfuzz"}),
    "casefile.store": ({"casefile.model", "casefile.store"}, {"tinydb", "msgspec"}),
    "casefile.exchange": ({"casefile.model", "casefile.analysis", "casefile.exchange"}, {"msgspec"}),
    "casefile.tui.widgets": ({"casefile.tui.widgets"}, {"textual", "rich", "markdown_it"}),
    "casefile.tui.panes": (
        {"casefile.model", "casefile.analysis", "casefile.tui.widgets", "casefile.tui.panes"},
        {"textual", "rich", "msgspec"},
    ),
    "casefile.tui.forms": (
        {"casefile.model", "casefile.analysis", "casefile.tui.widgets", "casefile.tui.forms"},
        {"textual", "rich", "msgspec"},
    ),
}
"""What the modules of a package may import: packages of casefile, and libraries. What is not listed may import all."""

EXCEPTIONS = {
    # Cleaning and folding text is a matter of every cell shown, with or without a case behind it.
    "casefile.tui.widgets": {"casefile.model", "casefile.model.text"},
    # A form's keys come from the one list of actions.
    "casefile.tui.forms": {"casefile.tui", "casefile.tui.bindings"},
}


def foreign(package: str, imported: str) -> str | None:
    """Why an import crosses a wall; none where it does not."""
    packages, libraries = ALLOWED[package]
    top = imported.split(".")[0]
    if top in STANDARD or imported in FOUNDATION or imported in EXCEPTIONS.get(package, ()):
        return None
    if top != "casefile":
        return None if top in libraries else f"library {top}"
    return None if package_of(imported) in packages else imported


def test_a_module_imports_only_what_its_package_may() -> None:
    crossing = {
        (module_name(path), imported): why
        for path in MODULES
        if (package := package_of(module_name(path))) in ALLOWED
        for imported in imports_of(path)
        if (why := foreign(package, imported))
    }
    assert not crossing


def importing(*libraries: str) -> set[str]:
    """The modules of casefile that import any of some libraries."""
    return {
        module_name(path)
        for path in MODULES
        if any(name.split(".")[0] in libraries for name in imports_of(path))
    }


def test_tinydb_is_the_stores_alone() -> None:
    found = importing("tinydb", "tinyrecord")
    assert found and not [name for name in found if package_of(name) != "casefile.store"]


def test_textual_is_imported_by_the_interface_alone() -> None:
    found = importing("textual")
    assert found and not [name for name in found if not name.startswith("casefile.tui")]


def test_the_command_line_imports_the_interface_only_inside_functions() -> None:
    for path in sorted((PACKAGE / "cli").glob("*.py")):
        outside = imports_of(path, deferred=False)
        assert not [name for name in outside if name.startswith("casefile.tui")], path.name


def test_screens_are_given_what_they_show() -> None:
    """A screen builds no library and opens no file: it imports the store for its types alone."""
    for path in sorted((PACKAGE / "tui" / "screens").glob("*.py")):
        at_run_time = imports_of(path, checking=False)
        assert not [name for name in at_run_time if name.startswith("casefile.store")], path.name


def run_python(source: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", source, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LOADED = "import importlib, json, sys; importlib.import_module(sys.argv[1]); print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("casefile", {"casefile.", "argparse", "msgspec"}),
        ("casefile.__main__", {"casefile.cli", "argparse", "msgspec"}),
        ("casefile.cli.run", {"textual", "tinydb", "msgspec", "casefile.tui", "casefile.store"}),
        (
            "casefile.model.case",
            {"textual", "tinydb", "rich", "platformdirs", "casefile.store", "casefile.tui"},
        ),
        ("casefile.model.check", {"textual", "tinydb", "rich", "casefile.store", "casefile.tui"}),
        ("casefile.analysis.factsheets", {"textual", "tinydb", "rich", "casefile.store", "casefile.tui"}),
        ("casefile.store.library", {"textual", "rich", "casefile.tui", "casefile.cli", "casefile.analysis"}),
        ("casefile.tui.actions", {"textual", "rich", "tinydb", "casefile.model", "casefile.store"}),
    ],
)
def test_what_an_import_really_loads(module: str, absent: set[str]) -> None:
    loaded = json.loads(run_python(LOADED, module))
    wrong = [
        name
        for name in loaded
        for unwanted in absent
        if name == unwanted or name.startswith(unwanted if unwanted.endswith(".") else f"{unwanted}.")
    ]
    assert not [name for name in wrong if name != module]


WATCHED = """
import importlib, os, sys, time

sys.dont_write_bytecode = True  # the interpreter's own writing is not what is looked for
here = sys.argv[1]
found = []

def from_casefile():
    # The package's own code, itself or through a function that it calls; not a module that it imports.
    frame = sys._getframe(2)
    while frame is not None and "importlib" not in frame.f_code.co_filename:
        if frame.f_code.co_filename.startswith(here):
            return True
        frame = frame.f_back
    return False

def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writing = isinstance(mode, str) and set(mode) & set("wax+")
        reading_data = isinstance(path, str) and not path.endswith((".py", ".pyc")) and from_casefile()
        if writing or reading_data:
            found.append(f"open {path} {mode}")
    elif event.startswith(("socket.", "subprocess.", "os.mkdir", "os.remove", "os.rename", "os.system", "os.fork")):
        found.append(f"{event} {arguments}")

class Watched(os.environ.__class__):
    def __getitem__(self, name):
        if from_casefile():
            found.append(f"environ {name}")
        return super().__getitem__(name)

os.environ.__class__ = Watched
for name in ("time", "time_ns"):
    def clock(real=getattr(time, name), name=name):
        if from_casefile():
            found.append(f"time.{name}")
        return real()
    setattr(time, name, clock)

sys.addaudithook(hook)
for module in sys.argv[2:]:
    importlib.import_module(module)
print("\\n".join(found))
"""


def test_nothing_happens_at_import() -> None:
    """No file is written or read, no process or socket made, no environment or clock asked, by any module."""
    names = [module_name(path) for path in MODULES if path.name != "__main__.py"]
    assert run_python(WATCHED, str(PACKAGE), *names).strip() == ""


def test_the_watcher_sees_what_it_watches_for(tmp_path: Path) -> None:
    """The test above would pass if the hook saw nothing."""
    package = tmp_path / "culprit"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import os, time\nos.environ.get('HOME')\ntime.time()\nopen('/dev/null')\n"
        f"open({str(tmp_path / 'new')!r}, 'w').close()\nos.mkdir({str(tmp_path / 'folder')!r})\n"
    )
    source = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{WATCHED}"
    seen = run_python(source, str(package), "culprit").splitlines()
    assert [line.split()[0] for line in seen] == ["environ", "time.time", "open", "open", "os.mkdir"]
