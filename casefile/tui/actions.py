"""Every action of the browser, once: what it is called, which keys it has, what it does and where it holds.

Key bindings, footer, help, palette, the manual's key table and the user's own keys all come from here. This
module knows nothing of the terminal: the command line prints the table without loading the interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from casefile.errors import UsageError

PLACES: Final[dict[str, str]] = {
    "library": "The library",
    "timeline": "Timeline",
    "actors": "Actors",
    "sources": "Sources",
    "notes": "Notes",
    "detail": "The record in full",
    "case": "An open case",
    "claims": "Claims",
    "matrix": "Who stands where",
    "figures": "Figures",
    "questions": "What is open",
    "links": "Links",
    "identities": "Actors over all cases",
    "comparison": "Two cases side by side",
    "versions": "Versions of a record",
    "history": "The case's history",
    "relays": "Who relays whom",
    "changes": "What changed between two moments",
    "known": "The slider over the days",
    "lists": "Moving about",
    "groups": "Moving from group to group",
    "everywhere": "Everywhere",
    "editor": "Writing a note",
    "form": "Filling a form",
    "search": "Searching everything",
    "kept": "Kept searches and filters",
    "finding": "Typing what to find",
    "filtering": "Typing what to filter",
    "asking": "Typing a reason or a date",
    "palette": "Choosing by typing",
    "question": "A question",
    "new_case": "A new case",
    "dialog": "Lists and questions",
    "tour": "The tour",
}
"""Where an action can hold, and what that place is called."""

LISTS: Final = ("timeline", "actors", "sources", "notes")
"""The panes of a case that are lists."""
RECORDS: Final = (*LISTS, "detail")
"""The panes of a case."""
VIEWS: Final = (
    *("claims", "matrix", "figures", "questions", "links", "identities", "comparison", "versions", "history"),
    *("relays", "changes"),
)
"""What is opened over a case, or over the library."""
_POPUPS: Final = ("relays", "changes")
"""Views that lie over another screen, whose keys do not reach through."""

TYPED: Final = (
    *("search", "palette", "dialog", "form", "editor", "new_case", "finding", "filtering", "asking"),
)
"""Where what is typed is a text: a key that is a single character does nothing else there."""

_INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "library": ("library", "lists", "groups", "everywhere"),
    **{pane: (pane, "case", "lists", "groups", "everywhere") for pane in RECORDS},
    **{view: (view, "lists", "groups", "everywhere") for view in VIEWS},
    **{view: (view, "lists", "everywhere") for view in ("matrix", "links")},
    **{view: (view, "lists", "groups") for view in _POPUPS},
    "known": ("known", "case", "everywhere"),
    "finding": ("finding",),
    "filtering": ("filtering",),
    "asking": ("asking",),
    "editor": ("editor",),
    "form": ("form",),
    "search": ("search", "palette", "dialog"),
    "kept": ("kept", "dialog"),
    "palette": ("palette", "dialog"),
    "question": ("question", "lists"),
    "new_case": ("new_case",),
    "dialog": ("dialog",),
    "tour": ("tour",),
    "everywhere": ("everywhere",),
}
"""Which places' actions are at hand in a place: its own first, then those that surround it."""


class Action(NamedTuple):
    """One thing that a key does.

    ``keys`` are in the words of `ctrl+p`, `shift+tab`, `G`; ``label`` is what the footer calls it; ``sentence`` is
    its line in the help; ``footer`` is its rank in the footer, from 1, or 0 where the footer leaves it out.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    sentence: str
    places: tuple[str, ...]
    footer: int = 0


ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        "open_case",
        ("enter",),
        "open",
        "Open the case; of a damaged file, say what can be done.",
        ("library",),
        1,
    ),
    Action("new_case", ("n", "a"), "new case", "Make a new, empty case.", ("library",), 2),
    Action(
        "filter_cases",
        ("/",),
        "filter",
        "Show only the cases with these words, as you type.",
        ("library",),
        3,
    ),
    Action("sort_cases", ("s",), "sort", "Sort the cases in another order.", ("library",), 4),
    Action("leave_level", ("escape",), "all cases", "Clear the filter; leave the preview.", ("library",), 5),
    Action("note", ("n",), "note", "Write a note about this record, or about all marked ones.", ("case",), 1),
    Action(
        "add", ("a",), "add", "Add to the pane: an event, an actor, a source or report, a note.", RECORDS, 2
    ),
    Action("add_any", ("A",), "add any", "Add a record of any kind.", ("case",)),
    Action("edit", ("e",), "edit", "Edit the record in its form, a note in its editor.", RECORDS, 3),
    Action("fields", ("i",), "fields", "Edit all fields of the record in a form, also a note's.", RECORDS),
    Action(
        "claim",
        ("c",),
        "claim",
        "Add a claim about this record, or one that this report makes.",
        ("case", "claims"),
        5,
    ),
    Action("grade", ("w",), "grade", "Grade the record, or all marked ones: A to F, 1 to 6.", RECORDS, 8),
    Action("tag", ("#",), "tag", "Tag the record, or all marked ones.", RECORDS),
    Action(
        "relate",
        ("r",),
        "relate",
        "Tie this actor, event or place, or all marked ones, to another.",
        RECORDS,
    ),
    Action("edit_outside", ("E",), "in $EDITOR", "Edit the note in $VISUAL or $EDITOR.", ("notes", "detail")),
    Action("delete", ("d", "delete"), "delete", "Delete the record, or all marked ones.", RECORDS, 7),
    Action(
        "enter", ("enter",), "open", "Go into the record in full; there, follow the reference.", RECORDS, 4
    ),
    Action("out", ("escape",), "out", "Go one level out: search, record, zoom, filter, case.", ("case",)),
    Action("back", ("backspace", "alt+left"), "back", "Go back along the way taken.", ("case",), 5),
    Action(
        "follow", ("f",), "follow", "Filter the other panes to what has to do with this record.", ("case",), 6
    ),
    Action("zoom", ("z",), "zoom", "Give the pane the whole screen; again, give it back.", ("case",), 7),
    Action("find", ("/",), "find", "Find words here.", ("case", *VIEWS), 8),
    Action("next_hit", ("]",), "next hit", "Go to the next place found.", ("case", *VIEWS)),
    Action("previous_hit", ("[",), "hit before", "Go to the place found before.", ("case", *VIEWS)),
    Action(
        "undo",
        ("u",),
        "undo",
        "Undo what was last done here, then what you did before the last start.",
        ("case", "claims", "versions", "history", "kept"),
        10,
    ),
    Action(
        "redo",
        ("ctrl+r",),
        "redo",
        "Do the undone change again.",
        ("case", "claims", "versions", "history", "kept"),
    ),
    Action(
        "copy",
        ("y",),
        "copy",
        "Copy the citation, the id, a link, the row, or Markdown with citations.",
        ("case",),
        9,
    ),
    Action("open_url", ("o",), "open URL", "Open the report's web page in your browser.", ("case",), 9),
    Action(
        "mark",
        ("space",),
        "mark",
        "Mark the row, to do something with several; marks stay until escape takes them away.",
        (*LISTS, "claims", "versions"),
    ),
    Action("sort", ("s",), "sort", "Sort the pane in another order.", LISTS, 11),
    Action(
        "clock", ("t",), "clock", "Show times local to the case, in UTC, or in your own zone.", ("case",), 12
    ),
    Action(
        "calendar", ("T",), "calendar", "Show Gregorian dates, Solar Hijri dates, or both.", ("case",), 13
    ),
    Action(
        "filter",
        ("x",),
        "filter",
        "Show only events of a kind, actor, source, grade or time.",
        ("timeline",),
        13,
    ),
    Action("unfilter", ("\\",), "unfilter", "Take the last condition of the filter away.", ("timeline",), 4),
    Action("keep_filter", ("f2",), "keep filter", "Keep the filter in the case.", ("timeline",), 4),
    Action(
        "kept_views",
        ("S",),
        "kept",
        "Show the kept searches and filters, to apply, rename or delete them.",
        ("case",),
    ),
    Action("rename_view", ("r",), "rename", "Give it another name.", ("kept",), 3),
    Action("delete_view", ("d", "delete"), "delete", "Keep it no longer.", ("kept",), 4),
    Action(
        "strip_in", ("+",), "closer", "Move the strip in: on the year, the month, the day.", ("timeline",)
    ),
    Action("strip_out", ("-",), "farther", "Move the strip out again.", ("timeline",)),
    Action(
        "strip_next",
        ("}",),
        "next block",
        "Go to the next block of the strip that has events.",
        ("timeline",),
    ),
    Action("strip_previous", ("{",), "block before", "Go to the block of the strip before.", ("timeline",)),
    Action(
        "known", ("K",), "as known at", "Show the case as it was known at an earlier moment.", ("case",), 14
    ),
    Action("earlier", ("<",), "earlier", "Show what was known a day or hour before.", ("case",)),
    Action(
        "later",
        (">",),
        "later",
        "Show what was known a day or hour later; at the end, the case as it is.",
        ("case",),
    ),
    Action("known_earlier", ("left", "h"), "earlier", "Go to the day or hour before.", ("known",), 1),
    Action("known_later", ("right", "l"), "later", "Go to the next day or hour.", ("known",), 1),
    Action(
        "known_month_earlier", ("up", "k", "pageup"), "month before", "Go to the month before.", ("known",)
    ),
    Action("known_month_later", ("down", "j", "pagedown"), "next month", "Go to the next month.", ("known",)),
    Action("known_first", ("g", "home"), "first", "Go to where something first became known.", ("known",)),
    Action("known_last", ("G", "end"), "last", "Go to the end.", ("known",)),
    Action("known_date", ("d",), "date", "Type the day or moment.", ("known",), 1),
    Action("known_grain", ("s",), "hours", "Stop at each hour, or again at each day.", ("known",), 2),
    Action("known_mark", ("space",), "mark", "Mark this moment to compare another with it.", ("known",), 3),
    Action(
        "known_compare",
        ("=",),
        "compare",
        "Show what changed since the marked moment, or since the stop before.",
        ("known",),
        3,
    ),
    Action(
        "known_mine",
        ("m",),
        "recorded",
        "Show what you had recorded by then, or again what was known.",
        ("known",),
        4,
    ),
    Action("known_panes", ("enter",), "panes", "Go to the panes; the moment stays.", ("known",), 4),
    Action(
        "done", ("x",), "done", "Set the note, or all marked ones, as done; again, as open.", ("notes",), 6
    ),
    Action("reveal", ("v",), "reveal", "Show the records marked as sensitive; again, hide them.", ("case",)),
    Action(
        "claims_view",
        ("C",),
        "claims",
        "Show all claims by fact, contested facts first, to decide on them.",
        ("case",),
    ),
    Action(
        "figures_view", ("F",), "figures", "Show how each count moved, as a chart and in rows.", ("case",)
    ),
    Action(
        "questions_view",
        ("Q",),
        "questions",
        "Show what the case leaves open: contested facts, single origins, missing grades.",
        ("case",),
    ),
    Action(
        "links_view", ("L",), "links", "Show the ties of this actor, event or place as a tree.", ("case",)
    ),
    Action(
        "open_tie",
        ("enter",),
        "open",
        "Show or hide the ties of this one.",
        ("links",),
        1,
    ),
    Action("open_branch", ("l", "right"), "unfold", "Show the ties of this one.", ("links",)),
    Action(
        "close_branch", ("h", "left"), "fold", "Hide the ties of this one, or of the one above.", ("links",)
    ),
    Action("go_tie", ("o",), "go to it", "Go to this one in full.", ("links",), 2),
    Action("go_proof", ("v",), "what it rests on", "Go to the record that the tie rests on.", ("links",), 3),
    Action("root_tie", ("r",), "from here", "Make this one the root of the tree.", ("links",), 4),
    Action("way", ("p",), "way to", "Show the shortest way of ties to another actor.", ("links",), 5),
    Action(
        "identities_view",
        ("X",),
        "across",
        "Show the actors of all cases, who may be one, and two cases side by side.",
        ("case", "library"),
        6,
    ),
    Action("go_standing", ("enter",), "go to it", "Go to the actor in its case.", ("identities",), 1),
    Action("accept_same", ("a",), "one", "Say that the two are one; never asked again.", ("identities",), 2),
    Action(
        "refuse_same",
        ("x",),
        "not one",
        "Say that the two are not one; never asked again.",
        ("identities",),
        3,
    ),
    Action("compare", ("c",), "compare", "Set two cases side by side.", ("identities",), 4),
    Action(
        "versions", ("V",), "versions", "Show what this record was, and how its versions differ.", ("case",)
    ),
    Action(
        "restore_version",
        ("enter",),
        "restore",
        "Make the record what it was then; undo takes it back.",
        ("versions",),
        1,
    ),
    Action(
        "turn_to",
        ("tab", "shift+tab"),
        "difference",
        "Go into the difference to read on; again, back to the list.",
        ("versions", "history"),
        2,
    ),
    Action(
        "history_view",
        ("U",),
        "history",
        "Show every change of the case, whoever made it, to undo any of them.",
        ("case",),
    ),
    Action(
        "undo_step",
        ("enter",),
        "undo it",
        "Undo this very change, whatever came after it; refused where the same fields changed since.",
        ("history",),
        1,
    ),
    Action("go_step", ("o",), "go to it", "Go to the record that was changed.", ("history",), 3),
    Action("relays", ("R",), "origins", "Show who relays whom behind this.", ("case", "claims"), 11),
    Action(
        "open_claims",
        ("enter",),
        "open",
        "Show or hide the claims of the value; from a claim, go to it.",
        ("claims",),
        1,
    ),
    Action(
        "accept", ("a",), "accept", "Accept the claim, or all of the value, with a reason.", ("claims",), 2
    ),
    Action(
        "dispute", ("d",), "dispute", "Dispute the claim, or all of the value, with a reason.", ("claims",), 3
    ),
    Action(
        "reject", ("x",), "reject", "Reject the claim, or all of the value, with a reason.", ("claims",), 4
    ),
    Action("supersede", ("s",), "supersede", "Set the claim as superseded, with a reason.", ("claims",), 5),
    Action("unreview", ("0",), "undecide", "Take the decision on the claim back.", ("claims",)),
    Action(
        "supports", ("+",), "supports", "Set the marked claims to support this one; again, not.", ("claims",)
    ),
    Action(
        "contradicts",
        ("-",),
        "contradicts",
        "Set the marked claims to contradict this one; again, not.",
        ("claims",),
    ),
    Action(
        "matrix", ("m",), "who says what", "Show who stands where on the contested facts.", ("claims",), 6
    ),
    Action(
        "go",
        ("enter",),
        "go to it",
        "Go to the record in full.",
        ("matrix", "figures", "questions", "comparison", "relays", "changes"),
        1,
    ),
    Action("next_fact", ("l", "right"), "next fact", "Go to the next fact.", ("matrix",), 2),
    Action("previous_fact", ("h", "left"), "fact before", "Go to the fact before.", ("matrix",), 3),
    Action("next_figure", ("tab", "n"), "next count", "Go to the next count.", ("figures",), 2),
    Action("previous_figure", ("shift+tab", "p"), "count before", "Go to the count before.", ("figures",), 3),
    Action("choose_figure", ("space",), "counts", "Choose among all counts.", ("figures",), 4),
    Action("leave_view", ("escape",), "back", "Go back to the case.", VIEWS, 12),
    Action("pane_timeline", ("1",), "timeline", "Go to the timeline.", ("case",)),
    Action("pane_actors", ("2",), "actors", "Go to the actors.", ("case",)),
    Action("pane_sources", ("3",), "sources", "Go to the sources.", ("case",)),
    Action("pane_notes", ("4",), "notes", "Go to the notes.", ("case",)),
    Action("pane_detail", ("5",), "detail", "Go to the record in full.", ("case",)),
    Action("next_pane", ("tab",), "next pane", "Go to the next pane.", ("case", "library")),
    Action("previous_pane", ("shift+tab",), "pane before", "Go to the pane before.", ("case", "library")),
    Action("cursor_down", ("j", "down"), "down", "Go to the next row.", ("lists",)),
    Action("cursor_up", ("k", "up"), "up", "Go to the row before.", ("lists",)),
    Action(
        "next_group",
        ("l", "right"),
        "next group",
        "Go to the next day, source, kind or section.",
        ("groups",),
    ),
    Action(
        "previous_group",
        ("h", "left"),
        "group before",
        "Go to the day, source, kind or section before.",
        ("groups",),
    ),
    Action("cursor_first", ("g", "home"), "first", "Go to the first row.", ("lists",)),
    Action("cursor_last", ("G", "end"), "last", "Go to the last row.", ("lists",)),
    Action("half_page_down", ("ctrl+d",), "half page down", "Go down half a page.", ("lists",)),
    Action("half_page_up", ("ctrl+u",), "half page up", "Go up half a page.", ("lists",)),
    Action("page_down", ("pagedown",), "page down", "Go down a page.", ("lists",)),
    Action("page_up", ("pageup",), "page up", "Go up a page.", ("lists",)),
    Action(
        "search",
        ("ctrl+f",),
        "search",
        "Search all records of all cases, or of the open one.",
        ("everywhere",),
    ),
    Action(
        "switch_case",
        ("ctrl+o",),
        "other case",
        "Go to another case; those opened lately first.",
        ("case", "library"),
        15,
    ),
    Action(
        "last_case", ("`",), "case before", "Go back to the case that was open before.", ("case", "library")
    ),
    Action("tour", ("f3",), "tour", "Be shown around, in six steps.", ("case", "library")),
    Action(
        "help",
        ("?", "f1"),
        "help",
        "Say what every key does; type to filter.",
        (
            "everywhere",
            "question",
            *_POPUPS,
            *(place for place in TYPED if place not in ("search", "palette")),
        ),
        98,
    ),
    Action(
        "palette", ("ctrl+p",), "palette", "Find every action and every record by name.", ("everywhere",), 99
    ),
    Action("leave", ("q", "ctrl+q"), "leave", "Leave casefile; everything is saved.", ("everywhere",)),
    Action("keep_note", ("ctrl+s", "escape"), "keep", "Keep the note and leave.", ("editor",), 1),
    Action(
        "preview_note",
        ("ctrl+t",),
        "preview",
        "Show the note as it will read; again, go on writing.",
        ("editor",),
        2,
    ),
    Action(
        "abandon_note",
        ("ctrl+g",),
        "abandon",
        "Leave without keeping what was typed; asks once.",
        ("editor",),
        3,
    ),
    Action(
        "kind_note",
        ("ctrl+n",),
        "kind",
        "Make it a note, question, lead, assessment or to-do.",
        ("editor",),
        4,
    ),
    Action(
        "pin_note", ("ctrl+l",), "pin", "Pin the note to the top of the list, or unpin it.", ("editor",), 5
    ),
    Action(
        "template_note",
        ("ctrl+o",),
        "template",
        "Put the headings of a template in: observation, source assessment, question, hand-over.",
        ("editor",),
        6,
    ),
    Action("keep_form", ("ctrl+s", "f2"), "save", "Save the record and leave.", ("form",), 1),
    Action("leave_form", ("escape",), "leave", "Leave; what was typed is kept as a draft.", ("form",), 2),
    Action("choices", ("ctrl+n",), "choices", "Show what this field can take.", ("form",), 3),
    Action(
        "abandon_form",
        ("ctrl+g",),
        "abandon",
        "Leave and throw away what was typed; asks once.",
        ("form",),
        4,
    ),
    Action("next_field", ("tab", "down"), "next field", "Go to the next field.", ("form",), 5),
    Action("previous_field", ("shift+tab", "up"), "field before", "Go to the field before.", ("form",)),
    Action(
        "search_scope",
        ("ctrl+t",),
        "this case",
        "Search in the open case alone; again, in all cases.",
        ("search",),
        3,
    ),
    Action("complete", ("tab",), "complete", "Complete the field or its value.", ("search",), 4),
    Action(
        "keep_search",
        ("f2", "ctrl+s"),
        "keep",
        "Keep the search in the open case, or in one of your choice.",
        ("search",),
        5,
    ),
    Action(
        "kept_searches",
        ("ctrl+o",),
        "kept",
        "Choose one of the searches that were kept, in this case or another.",
        ("search",),
        6,
    ),
    Action(
        "reveal_hits",
        ("ctrl+r",),
        "reveal",
        "Show the hits marked as sensitive; again, hide them.",
        ("search",),
        7,
    ),
    Action(
        "take_typed",
        ("enter",),
        "done",
        "Take what is typed; what was found stays lit.",
        ("finding", "filtering", "asking"),
        1,
    ),
    Action(
        "drop_typed",
        ("escape",),
        "leave",
        "Leave the line; nothing is taken, found or filtered.",
        ("finding", "filtering", "asking"),
        2,
    ),
    Action("hit_below", ("down",), "next", "Go to the next one found.", ("finding", "filtering"), 3),
    Action("hit_above", ("up",), "before", "Go to the one found before.", ("finding", "filtering")),
    Action("choose", ("enter",), "choose", "Take the row under the cursor.", ("dialog", "question"), 1),
    Action("close", ("escape",), "close", "Close without choosing.", ("dialog", "question"), 2),
    Action("page_of_rows_down", ("pagedown",), "page down", "Go down a page.", ("palette",)),
    Action("page_of_rows_up", ("pageup",), "page up", "Go up a page.", ("palette",)),
    Action(
        "make_case", ("enter",), "make it", "Make the case; of what is missing, say so.", ("new_case",), 1
    ),
    Action("make_none", ("escape",), "leave", "Leave without making a case.", ("new_case",), 2),
    Action(
        "other_field",
        ("tab", "shift+tab", "down", "up"),
        "other field",
        "Go from the title to the id, or back.",
        ("new_case",),
        3,
    ),
    Action("dialog_down", ("down", "ctrl+n"), "down", "Go to the next row.", ("dialog",)),
    Action("dialog_up", ("up", "ctrl+p"), "up", "Go to the row before.", ("dialog",)),
    Action("tour_next", ("enter", "space", "right", "l"), "next", "Go to the next step.", ("tour",), 1),
    Action("tour_back", ("backspace", "left", "h"), "back", "Go to the step before.", ("tour",), 2),
    Action(
        "tour_leave", ("escape",), "leave", "Leave the tour; so does any other key, and acts.", ("tour",), 3
    ),
)
"""All actions, in the order in which the help shows them."""

Keys = Mapping[str, tuple[str, ...]]
"""The keys of each action, by its id."""


def places_at(place: str) -> tuple[str, ...]:
    """The places whose actions are at hand in a place, nearest first."""
    return _INSIDE[place]


def actions_at(place: str) -> Iterator[Action]:
    """The actions at hand in a place, nearest first."""
    for around in places_at(place):
        yield from (action for action in ACTIONS if around in action.places)


def keys_at(place: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of an action's keys that do it in a place."""
    return tuple(key for key in keys if place not in TYPED or len(key) > 1)


def keys_from(remapping: Mapping[str, object] | None = None) -> dict[str, tuple[str, ...]]:
    """The keys of every action, with the user's own in place of those given here.

    A remapping goes from an action's id to its keys: one string with commas between them, or a list. A
    `UsageError` names an unknown action, an empty remapping, and both actions where two share a key.
    """
    keys = {action.id: action.keys for action in ACTIONS}
    for name, chosen in (remapping or {}).items():
        if name not in keys:
            raise UsageError(f"keys: there is no action '{name}'; `casefile keys` lists them")
        keys[name] = _chosen_keys(name, chosen)
    check_clashes(keys)
    return keys


def _chosen_keys(name: str, chosen: object) -> tuple[str, ...]:
    parts: Iterable[object] = chosen.split(",") if isinstance(chosen, str) and chosen != "," else [chosen]
    if isinstance(chosen, list | tuple):
        parts = chosen
    keys = tuple(part.strip() or part for part in parts if isinstance(part, str) and part)
    if not keys:
        raise UsageError(f"keys: '{name}' needs a key, or several with commas between them")
    return keys


def check_clashes(keys: Keys) -> None:
    """Raises a `UsageError` that names two actions which share a key in one place."""
    for place in _INSIDE:
        taken: dict[str, Action] = {}
        for action in actions_at(place):
            for key in keys[action.id]:
                other = taken.setdefault(key, action)
                if other is not action:
                    raise UsageError(
                        f"keys: '{key}' stands for both '{other.id}' and '{action.id}'"
                        f" ({PLACES[place].lower()})"
                    )


def key_label(key: str) -> str:
    """A key as the footer and the help write it: `^p` for `ctrl+p`."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return {
        "pagedown": "pgdn", "pageup": "pgup", "down": "↓", "up": "↑", "left": "←", "right": "→", "delete": "del",
        "alt+left": "alt+←", "backspace": "bksp", "escape": "esc",
    }.get(key, key)  # fmt: skip


def keys_label(keys: Iterable[str]) -> str:
    """Several keys as the help writes them."""
    return " ".join(key_label(key) for key in keys)


def key_table(remapping: Mapping[str, object] | None = None) -> list[tuple[str, str, str, str]]:
    """The rows of the manual's key table: keys, action id, where it holds, what it does."""
    keys = keys_from(remapping)
    return [
        (
            keys_label(keys[action.id]),
            action.id,
            ", ".join(PLACES[place].lower() for place in action.places),
            action.sentence,
        )
        for action in ACTIONS
    ]
