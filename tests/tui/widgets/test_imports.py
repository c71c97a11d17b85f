"""What the first paint needs loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

FIRST = (
    "casefile.tui.widgets.virtual_list",
    "casefile.tui.widgets.document",
    "casefile.tui.widgets.frame",
    "casefile.tui.widgets.strip_chart",
    "casefile.tui.text_filter",
    "casefile.tui.themes",
)
CHECK = """
import importlib, sys
import textual.app
before = set(sys.modules)
importlib.import_module(sys.argv[1])
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("casefile")))
"""
SMALL = {"array", "_array", "itertools", "bisect", "unicodedata", "re", "collections"}


@pytest.mark.parametrize("module", FIRST)
def test_a_widget_of_the_first_paint_loads_only_what_the_app_loads_anyway(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", CHECK, module], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= SMALL


def test_markdown_is_loaded_by_the_first_preview() -> None:
    code = "import sys, casefile.tui.widgets.markdown_view as m; print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
