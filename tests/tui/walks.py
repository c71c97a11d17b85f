"""Every screen of the browser by its name, with the keys that lead to it from the one before.

A walk begins where the browser does, and each step goes on from where the last one ended. A key is written as in the
action table, a text in single quotes is typed. What a screen looks like stands in `screens/SIZE/NAME.txt`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tests.tui.desk import harbour, write_case

_SHIPPED: Final = Path(__file__).parents[2] / "cases"


class Walk(NamedTuple):
    """A way through screens: what lies in the library, the case and the record that it begins with, its steps."""

    library: Callable[[Path], None]
    case: str | None
    record: str
    steps: tuple[tuple[str, str], ...]


def shipped(folder: Path) -> None:
    """The shipped cases."""
    shutil.copytree(_SHIPPED, folder, ignore=shutil.ignore_patterns(".*"))


def odd(folder: Path) -> None:
    """A case with nothing in it, one that is damaged, and a small one that is whole."""
    about = {"id": "empty", "title": "Nothing yet", "modified": "2026-11-20T10:00:00.000Z"}
    write_case(folder, {"case": [{**about, "format": "casefile", "format_version": 1}]}, "empty")
    whole = write_case(folder, harbour())
    (folder / "torn.json").write_bytes(whole.read_bytes()[:2_000])


def nothing(folder: Path) -> None:
    """A library without a case."""
    folder.mkdir()


WALKS: Final[Mapping[str, Walk]] = {
    "library": Walk(
        shipped,
        None,
        "",
        (
            ("library", ""),
            ("library-preview", "tab"),
            ("library-sorted", "tab s s"),
            ("library-filter", "s s / 'cheragh'"),
            ("library-filtered", "enter"),
            ("library-help", "escape ?"),
            ("library-palette", "escape ctrl+p"),
            ("library-switch", "escape ctrl+o"),
            ("new-case", "escape n"),
            ("new-case-typed", "'Fire in the harbour'"),
            ("library-tour", "escape f3"),
            ("across-cases", "escape X"),
            ("across-cases-actor", "G"),
            ("comparison-first", "c"),
            ("comparison-second", "enter"),
            ("comparison", "enter"),
            ("comparison-find", "/ 'a'"),
        ),
    ),
    "odd": Walk(
        odd,
        None,
        "",
        (
            ("library-damaged", "G"),
            ("damaged", "enter"),
            ("damaged-read", "enter"),
        ),
    ),
    "empty": Walk(
        odd,
        "empty",
        "",
        (
            ("empty", ""),
            ("empty-actors", "2"),
            ("empty-sources", "3"),
            ("empty-notes", "4"),
            ("empty-detail", "5"),
            ("empty-claims", "C"),
            ("empty-matrix", "m"),
            ("empty-figures", "escape escape F"),
            ("empty-questions", "escape Q"),
            ("empty-history", "escape U"),
            ("empty-kept", "escape S"),
        ),
    ),
    "no-cases": Walk(nothing, None, "", (("no-cases", ""), ("no-actors", "X"))),
    "case": Walk(
        shipped,
        "kerman-2024",
        "first-blast",
        (
            ("case", ""),
            ("timeline-zoomed", "z"),
            ("actors", "z 2"),
            ("actors-zoomed", "z"),
            ("sources", "z 3"),
            ("sources-zoomed", "z"),
            ("notes", "z 4"),
            ("notes-zoomed", "z"),
            ("detail", "z 1 5"),
            ("detail-zoomed", "z"),
            ("following", "z escape f"),
            ("marked", "f space space"),
            ("find", "escape / 'blast'"),
            ("found", "enter ]"),
            ("filter", "escape x"),
            ("filter-date", "'from' enter"),
            ("filtered", "'3 jan 2024' enter x 'contested' enter"),
            ("filter-kept", "f2 S"),
            ("kept-name", "r"),
            ("kept-renamed", "'Both days' enter"),
            ("filter-from-kept", "escape x 'both'"),
            ("strip-year", "escape \\ \\ +"),
            ("strip-month", "+"),
            ("utc", "- - t"),
            ("hijri", "t t T"),
        ),
    ),
    "views": Walk(
        shipped,
        "kerman-2024",
        "kerman-bombings",
        (
            ("claims", "C"),
            ("claims-opened", "enter j"),
            ("claims-reason", "d"),
            ("claims-find", "escape / 'tomb'"),
            ("claims-origins", "escape g R"),
            ("matrix", "escape m"),
            ("matrix-next-fact", "l j"),
            ("figures", "escape escape F"),
            ("figures-find", "/ '0'"),
            ("figures-next", "escape tab j"),
            ("figures-counts", "space"),
            ("questions", "escape escape Q"),
            ("questions-next-kind", "l"),
            ("questions-found", "/ 'origin' enter"),
            ("links", "escape escape 2 L"),
            ("links-opened", "enter j"),
            ("links-goal", "p"),
            ("links-way", "down down enter"),
            ("versions", "escape escape V"),
            ("relays", "escape 1 R"),
            ("relays-find", "/ 'a'"),
        ),
    ),
    "known": Walk(
        shipped,
        "kerman-2024",
        "first-blast",
        (
            ("known", "K"),
            ("known-hours", "s l l"),
            ("known-date", "d '5 jan'"),
            ("known-marked", "escape s g space l l"),
            ("known-comparison", "="),
            ("known-comparison-find", "/ 'a'"),
            ("known-claims", "escape escape enter C"),
            ("known-recorded", "escape K m"),
        ),
    ),
    "writing": Walk(
        shipped,
        "kerman-2024",
        "first-blast",
        (
            ("note", "n"),
            ("note-written", "'Two clocks' enter 'Which of them is right? See [[first'"),
            ("note-completed", "enter"),
            ("note-preview", "ctrl+t"),
            ("note-templates", "ctrl+t ctrl+o"),
            ("note-template", "enter"),
            ("note-abandon", "ctrl+g"),
            ("note-question", "d 4 e"),
            ("copy", "escape y"),
            ("add", "escape A"),
            ("grade", "escape 1 w"),
            ("grade-source", "escape 3 w"),
            ("grade-reason", "tab 'often late'"),
            ("add-source", "escape 3 a"),
            ("versions-of-note", "escape 4 g e ' they say' escape V"),
            ("versions-difference", "tab"),
            ("history", "escape escape d U"),
            ("history-changes", "j tab"),
            ("history-undone", "escape g enter"),
        ),
    ),
    "forms": Walk(
        shipped,
        "kerman-2024",
        "first-blast",
        (
            ("form-event", "1 a"),
            ("form-event-choices", "'A third report' tab ctrl+n"),
            ("form-event-date", "escape tab '3 jan 2024 about 15:00'"),
            ("form-event-wrong", "tab tab tab tab tab tab '9' ctrl+s"),
            ("form-event-left", "escape a"),
            ("form-event-edit", "d escape e"),
            ("form-actor", "escape 2 a"),
            ("form-source", "escape 3 a s"),
            ("form-report", "escape a r"),
            ("form-place", "escape A p"),
            ("form-claim", "escape 1 c"),
            ("form-tie", "escape A t"),
            ("form-note", "escape 4 i"),
            ("form-tags", "escape 1 #"),
            ("form-relate", "escape r"),
        ),
    ),
    "asking": Walk(
        shipped,
        "kerman-2024",
        "first-blast",
        (
            ("search", "ctrl+f"),
            ("search-field", "'kind:cl'"),
            ("search-hits", "tab 'suleimani'"),
            ("search-wrong", "' before:never'"),
            ("search-kept", "ctrl+u 'suleimani' f2 ctrl+o"),
            ("search-none", "escape ctrl+u 'zzzz'"),
            ("help", "escape ?"),
            ("help-filtered", "'undo'"),
            ("help-signs", "ctrl+u 'independent origins'"),
            ("palette", "escape ctrl+p"),
            ("palette-record", "'first bl'"),
            ("themes", "ctrl+u 'theme light'"),
            ("switch", "escape ctrl+o"),
            ("tour-1", "escape f3"),
            ("tour-2", "enter"),
            ("tour-3", "enter"),
            ("tour-4", "enter"),
            ("tour-5", "enter"),
            ("tour-6", "enter"),
        ),
    ),
}
"""All walks by their names."""
