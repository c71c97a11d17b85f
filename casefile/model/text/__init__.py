"""Text of a case as data: folded for search, cleaned for the screen, measured and cut by cells, checked for deceit.

Pure functions on the standard library; whatever is plain ASCII takes a short way through each of them.
"""

from __future__ import annotations

from casefile.model.text.cleaning import clean
from casefile.model.text.counting import plural
from casefile.model.text.direction import Mode, has_rtl, isolate_runs
from casefile.model.text.folding import find, fold
from casefile.model.text.scripts import script_of, suspicious
from casefile.model.text.width import cut, width

__all__ = [
    "Mode",
    "clean",
    "cut",
    "find",
    "fold",
    "has_rtl",
    "isolate_runs",
    "plural",
    "script_of",
    "suspicious",
    "width",
]
