"""What every sign of the browser means, for the help: found by the sign and by its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from casefile.analysis import step_chart
from casefile.analysis.factsheets import CONTESTED, HELD, PAST
from casefile.model import vocabulary
from casefile.tui.panes.content import links, signs
from casefile.tui.widgets.ranking import Entry
from casefile.tui.widgets.virtual_list import CURSOR_SIGN, MARK_SIGN, SELECTED_SIGN

SIGN: Final = "sign:"
"""What the key of a sign's entry begins with: there is nothing to do with it."""

_DATES: Final = {
    "≈": "About then.",
    "≤": "Then at the latest.",
    "≥": "Then at the earliest.",
    "~": "Some time that day, or not sure.",
    "–": "From the one to the other.",
}
_MARKS: Final = {
    CURSOR_SIGN: "The cursor.",
    MARK_SIGN: "Related: has to do with the record under the cursor.",
    SELECTED_SIGN: "Marked, to do something with several; of a note: done.",
    signs.PINNED: "A pinned note.",
}
_FACTS: Final = {
    f"{CONTESTED}4": "Contested: so many versions of a fact stand against each other.",
    HELD: "Held: the value of a fact that stands now.",
    PAST: "Counts no more: a value that was superseded, rejected or retracted.",
    "7→2": "So many reports go back to so many independent origins; one number alone: as many.",
    "▸": "Through whom it came: the first speaks, the others relay; before a row: enter opens it.",
    "›": "An event that follows another one.",
    "└": "An event that is part of another one.",
    f"{signs.TABLES['relations']}9": "Ties with so many others.",
    "≟": "Two actors that may be one.",
    "◔": "The case as it was known at an earlier moment.",
}
_REPORTS: Final = {
    "↳": "A report that relays another.",
    signs.NO_ADDRESS: "A report without an address.",
    signs.NOT_READ: "A report that was not itself read: known through another one.",
    signs.DELETED: "A report that was taken down; before a time: impossible, it cannot be true.",
}
_TIES: Final = {
    links.OUTWARD: "A tie that runs to this one.",
    links.INWARD: "A tie that comes from this one.",
    links.MUTUAL: "A tie without a direction: it holds both ways, or both took part.",
}
_CHART: Final = {
    step_chart.STEP: "A new figure.",
    step_chart.CORRECTION: "A figure that corrects an earlier one.",
    step_chart.OTHER: "A figure said beside the new one.",
    step_chart.PAST: "A figure that is improbable, or counts no longer.",
    "░": "The range that is still said: the last word of each origin, the improbable aside.",
}


def sign_entries() -> Iterator[Entry]:
    """Every sign with its meaning and where it stands."""
    for where, meanings in (
        ("events", _kinds(signs.EVENTS, vocabulary.EVENT_KINDS)),
        ("actors", _kinds(signs.ACTORS, vocabulary.ACTOR_KINDS)),
        ("notes", _kinds(signs.NOTES, vocabulary.NOTE_KINDS)),
        ("lists", _MARKS),
        ("dates", _DATES),
        ("facts", _FACTS),
        ("reports", _REPORTS),
        ("links", _TIES),
        ("figures", _CHART),
        ("records", {sign: f"{vocabulary.TABLES[name].singular}." for name, sign in signs.TABLES.items()}),
        ("grades of sources", vocabulary.RELIABILITY),
        ("grades of claims", {str(digit): words for digit, words in vocabulary.CREDIBILITY.items()}),
    ):
        for sign, words in meanings.items():
            sentence = f"{words[:1].upper()}{words[1:]}"
            yield Entry(f"{SIGN}{where} {sign}", sentence, f"sign · {where}", group="Signs", lead=sign)


def _kinds(shown: Mapping[str, str], meanings: Mapping[str, str]) -> dict[str, str]:
    return {sign: f"{kind.replace('-', ' ')}: {meanings[kind]}" for kind, sign in shown.items()}
