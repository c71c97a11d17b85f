"""Where things lie: the library, the configuration, the program's own state, the cases that are shipped.

The library is the first that is named of: the command line's `--library`, `$CASEFILE_LIBRARY`, the
configuration's `library`, and the user's data folder. Nothing is made or read here; the environment is looked
at when a function is called.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LIBRARY_VARIABLE = "CASEFILE_LIBRARY"
CONFIGURATION_VARIABLE = "CASEFILE_CONFIG"


class LibraryPath(NamedTuple):
    """A library's folder, and what named it; ``is_default`` where nobody did."""

    folder: Path
    named_by: str
    is_default: bool = False


def library_path(named: str | None, configured: Callable[[], str]) -> LibraryPath:
    """The library to use. ``configured`` is asked only where neither command line nor environment names one."""
    if named:
        return LibraryPath(Path(named).expanduser(), "--library")
    variable = os.environ.get(LIBRARY_VARIABLE)
    if variable:
        return LibraryPath(Path(variable).expanduser(), f"${LIBRARY_VARIABLE}")
    setting = configured()
    if setting:
        folder = configuration_file().parent / Path(setting).expanduser()
        return LibraryPath(folder, "the configuration")
    return LibraryPath(default_library(), "the default", is_default=True)


def default_library() -> Path:
    """The folder `cases` of the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("casefile", appauthor=False) / "cases"


def configuration_file() -> Path:
    """The one configuration file, whether it exists or not; `$CASEFILE_CONFIG` names another."""
    variable = os.environ.get(CONFIGURATION_VARIABLE)
    if variable:
        return Path(variable).expanduser()
    import platformdirs

    return platformdirs.user_config_path("casefile", appauthor=False) / "config.toml"


def state_folder() -> Path:
    """Where the program keeps what belongs to no library: the last screen, the sizes of panes."""
    import platformdirs

    return platformdirs.user_state_path("casefile", appauthor=False)


def cache_folder() -> Path:
    """Where what can be made again at any time is kept, if its library cannot hold it."""
    import platformdirs

    return platformdirs.user_cache_path("casefile", appauthor=False)


def shipped_cases() -> Path | None:
    """The cases that came with the program: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    if (package / "cases").is_dir():
        return package / "cases"
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "cases").is_dir():
        return checkout / "cases"
    return None
