"""What holds for every test: nobody's real library, configuration or terminal is touched."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import hypothesis
import pytest

sys.dont_write_bytecode = False  # else each run would compile all tests again

SLOW_FIRST = ("test_lint", "test_packaging")
"""Modules of few, long tests: begun first, so that no worker ends alone with one."""


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, and none of the user's settings in the environment."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("CASEFILE_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in (
        "PYTHONDONTWRITEBYTECODE",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LINES",
        "EDITOR",
        "VISUAL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: tests of a real terminal, disk or process wait much of their time."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="draw the screens of tests/tui/screens anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.split("::")[0].rsplit("/", 1)[-1].startswith(SLOW_FIRST))


def pytest_collection_finish() -> None:
    """What stands now stays to the end: the collector need not look at it, nor as often at what comes and goes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


hypothesis.settings.register_profile(
    "casefile", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "explore", deadline=None, max_examples=1000, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "casefile"))
