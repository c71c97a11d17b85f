"""What each action does, by place: the keys that lead to where it is tried, what is looked at, and what is seen then.

Which keys an action is tried by is not said here: all that it is bound to. `test_exercises.py` compares this with the
action table, so that no action and no key is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from textual.widgets import Input

from casefile.tui.screens.case import CaseScreen
from casefile.tui.screens.tour import Tour
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.note_editor import NoteEditor
from casefile.tui.widgets.prompt_line import PromptLine
from casefile.tui.widgets.virtual_list import VirtualList
from tests.tui.desk import Desk, Tables, harbour, on

Seen = Callable[[Desk], Any]


class Exercise(NamedTuple):
    """An action tried: ``keys`` lead from its place to where it is pressed, ``seen`` is ``then`` after it, not before."""

    keys: str
    seen: Seen
    then: Any = True


# What is looked at


def screen(desk: Desk) -> str:
    """The name of the screen's class."""
    return type(desk.app.screen).__name__


def focus(desk: Desk) -> str:
    """The name of the class of what has the focus."""
    return type(desk.app.focused).__name__


def said(desk: Desk) -> str:
    """The newest message to the user."""
    return desk.said


def shown_case(desk: Desk) -> str:
    """The id of the open case."""
    top = desk.app.screen
    return top.case_id if isinstance(top, CaseScreen) and top.ready else ""


def list_of(desk: Desk) -> VirtualList | Document:
    """The list or document with the focus; the screen's list while one types."""
    view = desk.app.focused
    return view if isinstance(view, VirtualList | Document) else desk.app.screen.query_one(VirtualList)


def row(desk: Desk) -> int:
    """Where the cursor of the list or document is."""
    return list_of(desk).find_place()


def moved(first: int) -> Seen:
    """How far the cursor is from a row, in pages of the list, to the nearest half."""

    def seen(desk: Desk) -> float:
        return round(2 * (row(desk) - first) / list_of(desk).size.height) / 2

    return seen


def record(desk: Desk) -> str | None:
    """The record that is looked at."""
    return desk.case.current_id


def records(desk: Desk) -> int:
    """How many records the case has."""
    assert desk.case.reading is not None
    return sum(len(desk.case.reading.case.table(name)) for name in harbour())


def marked(desk: Desk) -> int:
    """How many rows are marked."""
    return len(desk.app.screen.query_one("*:focus", VirtualList).selected)


def found(desk: Desk) -> int:
    """Which of the places found is gone to, as the line to type into or the frame says; 0 where none is."""
    position = re.search(r"(?: /\S+|find .*) (\d+) of \d+", desk.text)
    return int(position[1]) if position else 0


def prompt(desk: Desk) -> bool:
    """Whether a line to type into is open."""
    return any(line.is_open for line in desk.app.screen.query(PromptLine))


def words(text: str) -> Seen:
    """Whether these words are on the screen."""
    return lambda desk: text in desk.text


HELP: Final = Exercise("", words("Keys and signs"))
"""The help is asked for."""


def value(record_id: str, field: str) -> Seen:
    """What a field of a record says."""

    def seen(desk: Desk) -> Any:
        assert desk.case.reading is not None
        return desk.case.reading.case.raw(record_id)[1].get(field)

    return seen


def value_or_none(record_id: str) -> Seen:
    """A record, or None where it is deleted."""

    def seen(desk: Desk) -> Any:
        assert desk.case.reading is not None
        return desk.case.reading.case.raw(record_id)[1] if record_id in desk.case.reading.case else None

    return seen


def notes(desk: Desk) -> int:
    """How many notes the case has."""
    return len(desk.notes())


def moment(desk: Desk) -> str:
    """The day that the case is shown as of; empty where that is now."""
    found = re.search(r"◔ As known .*? (\d+ \w+ \d+)", desk.text)
    return found[1] if found else ""


def step(desk: Desk) -> str:
    """Which step of the tour is shown."""
    found = re.search(r"(\d) of 6", desk.text) if isinstance(desk.app.screen, Tour) else None
    return found[1] if found else ""


def typed(desk: Desk) -> str:
    """What stands in the line to type into."""
    return desk.app.screen.query_one(Input).value


def field(desk: Desk) -> str:
    """The field of the form that is typed in."""
    return str(desk.app.screen.field.name)


def previewing(desk: Desk) -> bool:
    """Whether the note is shown as it will read."""
    return desk.app.screen.query_one(NoteEditor).previewing


def of_case(name: str) -> Seen:
    """An attribute of the case screen."""
    return lambda desk: getattr(desk.case, name)


def kept(desk: Desk) -> list[str]:
    """The names of the kept searches and filters."""
    assert desk.case.session is not None
    return sorted(str(view.get("name")) for view in desk.case.session.case.table("views").values())


def gone(desk: Desk) -> bool:
    """Whether the browser has ended well."""
    return desk.app.return_code == 0


# The cases that they are tried on


def tried_case() -> Tables:
    """The harbour case, with ties, a circle of sources, a record that is hidden, and an actor who may be another."""
    tables = harbour()
    tables["relations"] = [
        {"id": "owns", "subject": "owner", "type": "knows", "object": "mayor"},
        {"id": "calls", "subject": "mayor", "type": "knows", "object": "brigade"},
    ]
    tables["events"][4]["sensitive"] = ["graphic"]
    tables["views"] = [
        {"id": "v-attacks", "name": "Attacks", "query": "kind:attack", "pane": "timeline"},
        {"id": "v-deaths", "name": "Deaths", "query": "kind:claim died", "pane": "search"},
    ]
    tables["actors"][0]["same_as"] = ["long:brigade"]
    tables["claims"] += [
        {
            "id": f"c-{name}",
            "statement": f"{number} were held.",
            "subject": "arrests",
            "predicate": "arrested",
            "value": {"number": number},
            "attribution": [name],
            "asserted": on("2024-01-09"),
        }
        for name, number in (("mayor", 2), ("irna", 4))
    ]
    return tables


def long_case() -> Tables:
    """Two events on each of thirty days, to move about in."""
    tables = harbour()
    tables["events"] = [
        {"id": f"{day}-{number}", "title": f"Event {number} of {day} May", "when": on(f"2024-05-{day:02}")}
        for day in range(1, 31)
        for number in (1, 2)
    ]
    return tables


WAYS: Final[Mapping[str, tuple[str | None, str]]] = {
    "library": (None, ""),
    "timeline": ("harbour", "1 g j j"),
    "actors": ("harbour", "2 g"),
    "sources": ("harbour", "3 g"),
    "notes": ("harbour", "4 g"),
    "detail": ("harbour", "1 g j j 5"),
    "case": ("harbour", "1 g j j"),
    "claims": ("harbour", "C g j j"),
    "matrix": ("harbour", "C m"),
    "figures": ("harbour", "F"),
    "questions": ("harbour", "Q"),
    "links": ("harbour", "2 L"),
    "identities": ("harbour", "X"),
    "comparison": ("harbour", "X c enter enter"),
    "versions": ("harbour", "4 g x V"),
    "history": ("harbour", "4 g x j x U"),
    "relays": ("harbour", "1 g j j R"),
    "changes": ("harbour", "1 g j j K g space G ="),
    "known": ("harbour", "1 g j j K"),
    "lists": ("long", "1 g"),
    "groups": ("long", "1 g"),
    "everywhere": ("harbour", "1"),
    "editor": ("harbour", "n"),
    "form": ("harbour", "1 a"),
    "search": ("harbour", "ctrl+f"),
    "kept": ("harbour", "S"),
    "finding": ("harbour", "1 g / 'o'"),
    "filtering": (None, "/ 'fire'"),
    "asking": ("harbour", "C j j enter j a 'Told twice'"),
    "palette": ("long", "ctrl+p"),
    "question": ("harbour", "y"),
    "new_case": (None, "n"),
    "dialog": ("harbour", "1 x"),
    "tour": ("harbour", "f3"),
}
"""How each place of the action table is reached: the case that is opened, if any, and the keys pressed in it."""

NOT_GRADED: Final = "Sources and reports have a letter; claims, events and ties a digit."
NOT_TIED: Final = "A tie joins an actor with another actor, an event or a place."

_ON_A_RECORD: Final = {
    "edit": Exercise("", screen, "FormScreen"),
    "fields": Exercise("", screen, "FormScreen"),
    "tag": Exercise("", words("Tags of")),
    "enter": Exercise("", focus, "BoundDetail"),
}
_GRADED: Final = {"grade": Exercise("", screen, "GradeScreen")}
_TIED: Final = {"relate": Exercise("", words("Relate"))}
"""What is alike in the panes."""

_LEFT: Final = {"leave_view": Exercise("", screen, "CaseScreen")}


def hits(letters: str) -> dict[str, Exercise]:
    """What is found in a view by letters that stand there twice or more."""
    return {
        "find": Exercise("", prompt),
        "next_hit": Exercise(f"g / '{letters}' enter", found, 2),
        "previous_hit": Exercise(f"g / '{letters}' enter ]", found, 1),
    }


EXERCISES: Final[Mapping[str, Mapping[str, Exercise]]] = {
    "library": {
        "open_case": Exercise("", shown_case, "harbour"),
        "new_case": Exercise("", screen, "NewCaseScreen"),
        "filter_cases": Exercise("", prompt),
        "sort_cases": Exercise("", said, "Cases sorted by when it happened."),
        "leave_level": Exercise("tab", focus, "BoundCases"),
        "identities_view": Exercise("", screen, "IdentitiesScreen"),
        "next_pane": Exercise("", focus, "BoundSummary"),
        "previous_pane": Exercise("", focus, "BoundSummary"),
        "switch_case": Exercise("", words("Go to another case")),
        "last_case": Exercise("enter escape", shown_case, "harbour"),
        "tour": Exercise("", step, "1"),
    },
    "timeline": {
        **_ON_A_RECORD,
        **_GRADED,
        **_TIED,
        "add": Exercise("", words("New event")),
        "delete": Exercise("", value_or_none("fire"), None),
        "mark": Exercise("", marked, 1),
        "sort": Exercise("", said, "Timeline sorted by time, newest first."),
        "filter": Exercise("", words("Filter the timeline")),
        "unfilter": Exercise("x 'contested' enter", words("contested only ✕"), False),
        "keep_filter": Exercise("x 'arrest' enter", kept, ["Attacks", "Deaths", "kind: arrest"]),
        "strip_in": Exercise("", words("2024 Jan")),
        "strip_out": Exercise("+", words("2024 Jan"), False),
        "strip_next": Exercise("g", record, "mourning"),
        "strip_previous": Exercise("g }", record, "lease"),
    },
    "actors": {
        **_ON_A_RECORD,
        **_TIED,
        "grade": Exercise("", said, NOT_GRADED),
        "add": Exercise("", words("New actor")),
        "delete": Exercise("", value_or_none("mayor"), None),
        "mark": Exercise("", marked, 1),
        "sort": Exercise("", said, "Actors sorted by name."),
    },
    "sources": {
        **_ON_A_RECORD,
        **_GRADED,
        "relate": Exercise("", said, NOT_TIED),
        "add": Exercise("", words("Add")),
        "delete": Exercise("", value_or_none("gazette"), None),
        "mark": Exercise("", marked, 1),
        "sort": Exercise("", said, "Sources sorted by name."),
    },
    "notes": {
        **_ON_A_RECORD,
        "grade": Exercise("", said, NOT_GRADED),
        "relate": Exercise("", said, NOT_TIED),
        "add": Exercise("", words("New note about Harbour fire")),
        "edit": Exercise("", screen, "NoteScreen"),
        "delete": Exercise("", value_or_none("n-pin"), None),
        "mark": Exercise("", marked, 1),
        "sort": Exercise("", said, "Notes sorted by kind."),
        "edit_outside": Exercise("", value("n-pin", "title"), "Written outside"),
        "done": Exercise("", value("n-pin", "status"), "done"),
    },
    "detail": {
        **_ON_A_RECORD,
        **_GRADED,
        **_TIED,
        "add": Exercise("", words("Add")),
        "delete": Exercise("", value_or_none("fire"), None),
        "enter": Exercise("g down", record, "quay"),
        "edit_outside": Exercise("4 g 5", value("n-pin", "title"), "Written outside"),
    },
    "case": {
        "note": Exercise("", words("New note about Fire breaks out")),
        "add_any": Exercise("", words("relation")),
        "claim": Exercise("", words("New claim")),
        "out": Exercise("5", focus, "BoundTimeline"),
        "back": Exercise("ctrl+p 'owner of' enter", record, "fire"),
        "follow": Exercise("", words("Owner of the store"), False),
        "zoom": Exercise("", of_case("zoomed")),
        "find": Exercise("", prompt),
        "next_hit": Exercise("/ 'o' enter g", record, "mourning"),
        "previous_hit": Exercise("/ 'o' enter g", record, "arrests"),
        "undo": Exercise("4 d", notes, 2),
        "redo": Exercise("4 d u", notes, 1),
        "copy": Exercise("", words("Copy ·")),
        "open_url": Exercise("3 j", said, "https://example.org/2 was opened"),
        "clock": Exercise("", words("≈11:30")),
        "calendar": Exercise("", words("Wed 13 Dey")),
        "known": Exercise("", moment, "3 Jan 2024"),
        "earlier": Exercise("", moment, "4 Jan 2024"),
        "later": Exercise("<", moment, "9 Jan 2024"),
        "reveal": Exercise("", words("A suit is heard")),
        "history_view": Exercise("", screen, "HistoryScreen"),
        "kept_views": Exercise("", screen, "KeptScreen"),
        "claims_view": Exercise("", screen, "ClaimsScreen"),
        "figures_view": Exercise("", screen, "FiguresScreen"),
        "questions_view": Exercise("", screen, "QuestionsScreen"),
        "links_view": Exercise("", screen, "LinksScreen"),
        "identities_view": Exercise("", screen, "IdentitiesScreen"),
        "versions": Exercise("", screen, "VersionsScreen"),
        "relays": Exercise("", screen, "RelaysScreen"),
        "pane_timeline": Exercise("2", focus, "BoundTimeline"),
        "pane_actors": Exercise("", focus, "BoundActors"),
        "pane_sources": Exercise("", focus, "BoundSources"),
        "pane_notes": Exercise("", focus, "BoundNotes"),
        "pane_detail": Exercise("", focus, "BoundDetail"),
        "next_pane": Exercise("", focus, "BoundActors"),
        "previous_pane": Exercise("", focus, "BoundDetail"),
        "switch_case": Exercise("", words("Go to another case")),
        "last_case": Exercise("ctrl+o enter", shown_case, "harbour"),
        "tour": Exercise("", step, "1"),
    },
    "claims": {
        **_LEFT,
        **hits("mayor"),
        "claim": Exercise("enter j", words("New claim")),
        "undo": Exercise("a enter", value("c-one", "status"), None),
        "redo": Exercise("a enter u", value("c-one", "status"), "accepted"),
        "mark": Exercise("", marked, 1),
        "open_claims": Exercise("", words("Three died.")),
        "accept": Exercise("", words("Accepted, because")),
        "dispute": Exercise("", words("Disputed, because")),
        "reject": Exercise("", words("Rejected, because")),
        "supersede": Exercise("", words("Superseded, because")),
        "unreview": Exercise("", words("No longer decided, because")),
        "supports": Exercise("enter j space enter j", value("c-one", "supports"), ["c-two"]),
        "contradicts": Exercise("enter j space enter j", value("c-one", "contradicts"), ["c-two"]),
        "matrix": Exercise("", screen, "MatrixScreen"),
        "relays": Exercise("", screen, "RelaysScreen"),
    },
    "matrix": {
        **hits("e"),
        "leave_view": Exercise("", screen, "ClaimsScreen"),
        "next_fact": Exercise("", words("2 · Fire breaks out")),
        "previous_fact": Exercise("l", words("1 · Two people are held")),
        "go": Exercise("", record, "irna"),
    },
    "figures": {
        **_LEFT,
        **hits("e"),
        "go": Exercise("", record, "c-one"),
        "next_figure": Exercise("", words("2 of 2 counts")),
        "previous_figure": Exercise("", words("2 of 2 counts")),
        "choose_figure": Exercise("", screen, "Choosing"),
    },
    "questions": {**_LEFT, **hits("e"), "go": Exercise("j j", record, "c-one")},
    "links": {
        **_LEFT,
        **hits("o"),
        "open_branch": Exercise("", words("▾")),
        "close_branch": Exercise("enter", words("▾"), False),
        "open_tie": Exercise("", words("▾")),
        "go_tie": Exercise("", record, "owner"),
        "go_proof": Exercise("", record, "owns"),
        "root_tie": Exercise("", words("╭─ Owner of the store")),
        "way": Exercise("", words("The way from")),
    },
    "identities": {
        **_LEFT,
        **hits("owner"),
        "go_standing": Exercise("G", record, "owner"),
        "accept_same": Exercise("", value("mayor", "same_as"), ["long:mayor"]),
        "refuse_same": Exercise("", value("mayor", "not_same_as"), ["long:mayor"]),
        "compare": Exercise("", words("Compare")),
    },
    "comparison": {
        **hits("fire"),
        "leave_view": Exercise("", screen, "IdentitiesScreen"),
        "go": Exercise("", screen, "CaseScreen"),
    },
    "versions": {
        **_LEFT,
        **hits("note"),
        "undo": Exercise("", value("n-pin", "status"), None),
        "redo": Exercise("u", value("n-pin", "status"), "done"),
        "mark": Exercise("", marked, 1),
        "restore_version": Exercise("j", value("n-pin", "status"), None),
        "turn_to": Exercise("", focus, "DifferenceDocument"),
    },
    "history": {
        **_LEFT,
        **hits("done"),
        "undo": Exercise("", value("n-why", "status"), None),
        "redo": Exercise("u", value("n-why", "status"), "done"),
        "turn_to": Exercise("", focus, "StepDocument"),
        "undo_step": Exercise("j", value("n-pin", "status"), None),
        "go_step": Exercise("j", screen, "CaseScreen"),
    },
    "relays": {
        "help": HELP,
        **hits("i"),
        "leave_view": Exercise("", screen, "CaseScreen"),
        "go": Exercise("", record, "irna"),
    },
    "changes": {
        "help": HELP,
        **hits("e"),
        "leave_view": Exercise("", screen, "CaseScreen"),
        "go": Exercise("", screen, "CaseScreen"),
    },
    "known": {
        "known_earlier": Exercise("G", moment, "4 Jan 2024"),
        "known_later": Exercise("", moment, "4 Jan 2024"),
        "known_month_earlier": Exercise("", moment, "31 Dec 2020"),
        "known_month_later": Exercise("", moment, "9 Jan 2024"),
        "known_first": Exercise("", moment, "31 Dec 2020"),
        "known_last": Exercise("", moment, "9 Jan 2024"),
        "known_date": Exercise("", words("as known at ")),
        "known_grain": Exercise("", said, "The slider stops at each hour."),
        "known_mark": Exercise("", words("since 3 Jan 2024")),
        "known_compare": Exercise("", screen, "Comparing"),
        "known_mine": Exercise("", words("As recorded")),
        "known_panes": Exercise("", focus, "BoundTimeline"),
    },
    "lists": {
        "cursor_down": Exercise("g", record, "1-2"),
        "cursor_up": Exercise("G", record, "30-1"),
        "cursor_first": Exercise("G", record, "1-1"),
        "cursor_last": Exercise("g", record, "30-2"),
        "half_page_down": Exercise("g", moved(1), 0.5),
        "half_page_up": Exercise("G", moved(90), -0.5),
        "page_down": Exercise("g", moved(1), 1.0),
        "page_up": Exercise("G", moved(90), -1.0),
    },
    "groups": {
        "next_group": Exercise("g", record, "2-1"),
        "previous_group": Exercise("G", record, "30-1"),
    },
    "everywhere": {
        "search": Exercise("", screen, "SearchScreen"),
        "help": HELP,
        "palette": Exercise("", words("An action, a record, a theme")),
        "leave": Exercise("", gone),
    },
    "editor": {
        "help": HELP,
        "keep_note": Exercise("'Kept'", notes, 3),
        "preview_note": Exercise("", previewing),
        "abandon_note": Exercise("'Typed'", words("Throw away what was typed?")),
        "kind_note": Exercise("", words("? question")),
        "pin_note": Exercise("", words("pinned")),
        "template_note": Exercise("", words("Headings for a note")),
    },
    "form": {
        "help": HELP,
        "keep_form": Exercise("'New' tab 'attack' escape", records, 22),
        "leave_form": Exercise("", screen, "CaseScreen"),
        "choices": Exercise("tab", words("An act of violence.")),
        "abandon_form": Exercise("'New'", words("once more to throw away what was typed")),
        "next_field": Exercise("", field, "kind"),
        "previous_field": Exercise("tab", field, "title"),
    },
    "search": {
        "search_scope": Exercise("", words("Search harbour")),
        "complete": Exercise("'kin'", typed, "kind:"),
        "keep_search": Exercise("'fire'", said, "Search kept: S finds it again. u undoes it."),
        "kept_searches": Exercise("'fire' f2", words("Kept searches")),
        "reveal_hits": Exercise("'suit heard'", words("A suit is heard")),
    },
    "kept": {
        "undo": Exercise("d", kept, ["Attacks", "Deaths"]),
        "redo": Exercise("d u", kept, ["Deaths"]),
        "rename_view": Exercise("", prompt),
        "delete_view": Exercise("", kept, ["Deaths"]),
    },
    "finding": {
        "help": HELP,
        "take_typed": Exercise("", focus, "BoundTimeline"),
        "drop_typed": Exercise("", words("/o "), False),
        "hit_below": Exercise("", found, 2),
        "hit_above": Exercise("down", found, 1),
    },
    "filtering": {
        "help": HELP,
        "take_typed": Exercise("", focus, "BoundCases"),
        "drop_typed": Exercise("", prompt, False),
        "hit_below": Exercise("", row, 4),
        "hit_above": Exercise("down", row, 0),
    },
    "asking": {
        "help": HELP,
        "take_typed": Exercise("", value("c-one", "status"), "accepted"),
        "drop_typed": Exercise("", focus, "ClaimList"),
    },
    "palette": {
        "page_of_rows_down": Exercise("", moved(1), 1.0),
        "page_of_rows_up": Exercise("pagedown", moved(1), 0.0),
    },
    "question": {
        "help": HELP,
        "choose": Exercise("", screen, "CaseScreen"),
        "close": Exercise("", screen, "CaseScreen"),
    },
    "new_case": {
        "help": HELP,
        "make_case": Exercise("'Flood at the dam'", shown_case, "flood-at-the-dam"),
        "make_none": Exercise("", screen, "LibraryScreen"),
        "other_field": Exercise("", words("▌ id")),
    },
    "dialog": {
        "help": HELP,
        "choose": Exercise("", screen, "CaseScreen"),
        "close": Exercise("", screen, "CaseScreen"),
        "dialog_down": Exercise("", row, 3),
        "dialog_up": Exercise("down", row, 1),
    },
    "tour": {
        "tour_next": Exercise("", step, "2"),
        "tour_back": Exercise("enter enter", step, "2"),
        "tour_leave": Exercise("", screen, "CaseScreen"),
    },
}
"""Every action in every place that it is declared for."""
