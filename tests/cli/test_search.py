"""`casefile search`: hits for people and for programs, in all cases or one; what is wrong is said on standard error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.harbour import HARBOUR, Command, empty_case, write_case


def test_hits_for_people_have_their_place_and_their_words_marked(casefile: Command) -> None:
    answer = casefile("search", "warehouse")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Harbour fire",
        "  case · harbour · harbour",
        "  The cause is open. A *warehouse* burnt; the counts differ.",
    ]


def test_hits_as_json(casefile: Command) -> None:
    (hit,) = casefile("search", "warehouse", "--json").json
    assert list(hit) == ["case", "table", "id", "title", "snippet", "marks"]
    assert (hit["case"], hit["table"], hit["id"], hit["title"]) == (
        "harbour",
        "case",
        "harbour",
        "Harbour fire",
    )
    ((first, last),) = hit["marks"]
    assert hit["snippet"][first:last] == "warehouse"


def test_several_words_need_no_quotes_of_the_shell(casefile: Command) -> None:
    assert (
        casefile("search", "five", "killed", "--json").json
        == casefile("search", "five killed", "--json").json
        != []
    )


def test_a_word_with_a_dash_is_done_without(casefile: Command) -> None:
    every = casefile("search", "killed", "--json").json
    without = casefile("search", "killed", "-five", "--json").json
    assert 0 < len(without) < len(every)
    assert without == casefile("search", "killed -five", "--json").json
    assert casefile("search", "killed", "--five").status == 2


def test_a_hit_in_the_title_alone_is_marked_there(casefile: Command) -> None:
    (hit,) = casefile("search", '"inquiry opens"', "--json").json
    assert hit["snippet"] == "An inquiry opens" and hit["marks"] == [[3, 16]]


def test_in_one_case_and_of_one_kind(casefile: Command, library: Path) -> None:
    write_case(library, "pier", {**HARBOUR, "case": empty_case("pier", "The pier")["case"]})
    cases = [hit["case"] for hit in casefile("search", "killed", "--json").json]
    assert sorted(set(cases)) == ["harbour", "pier"]
    only = casefile("search", "fire", "--case", "pier", "--kind", "report", "--json").json
    assert [(hit["case"], hit["id"]) for hit in only] == [("pier", "r-agency")]


def test_persian_is_found_however_it_is_typed(casefile: Command) -> None:
    for typed in ("شهردار", "شَهردار بندر", "شهردارِ"):
        assert [hit["id"] for hit in casefile("search", typed, "--kind", "actor", "--json").json] == ["mayor"]


@pytest.mark.parametrize("arguments", [["zeppelin"], ["zeppelin", "--json"], ["--case", "quay", "killed"]])
def test_nothing_found(casefile: Command, arguments: list[str]) -> None:
    answer = casefile("search", *arguments)
    assert answer.status == 1 and answer.err == "nothing found\n"
    assert answer.out == ("[]\n" if "--json" in arguments else "")


def test_a_misspelled_kind_has_a_suggestion(casefile: Command) -> None:
    answer = casefile("search", "kind:investigaton")
    assert answer.status == 1 and "did you mean kind:investigation?" in answer.err


def test_what_is_not_well_formed_is_said_and_the_words_are_searched(casefile: Command) -> None:
    answer = casefile("search", 'killed "five', "--json")
    assert answer.status == 0 and [hit["id"] for hit in answer.json] == ["c-five"]
    assert "column 8: this quotation mark has no partner" in answer.err


def test_more_hits_than_shown_are_counted(casefile: Command) -> None:
    answer = casefile("search", "--limit", "1", "kind:claim")
    assert answer.out.count("claim ·") == 1
    assert "1 of 2 hits; --limit 2 shows more" in answer.err


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_a_limit_that_makes_no_sense_is_wrong_usage(casefile: Command, limit: str) -> None:
    answer = casefile("search", "--limit", limit, "fire")
    assert (answer.status, answer.out) == (2, "") and "--limit" in answer.err


def test_a_case_that_is_not_there_is_named(casefile: Command) -> None:
    answer = casefile("search", "--case", "habour", "fire")
    assert (answer.status, answer.out) == (1, "")
    assert "there is no case 'habour'; did you mean harbour?" in answer.err


def test_a_note_is_found_as_soon_as_it_is_written(casefile: Command) -> None:
    assert casefile("search", "tugboat").status == 1
    note = casefile("note", "harbour", "-m", "A tugboat was there.").out.strip()
    assert [hit["id"] for hit in casefile("search", "tugboat", "--json").json] == [note]


def test_a_damaged_case_is_named_and_the_others_are_searched(casefile: Command, library: Path) -> None:
    (library / "quay.json").write_text("{")
    answer = casefile("search", "warehouse", "--json")
    assert answer.status == 0 and len(answer.json) == 1
    assert "not searched: quay.json" in answer.err


def test_the_search_leaves_the_cases_as_they_are(casefile: Command, library: Path) -> None:
    before = {file.name: file.read_bytes() for file in library.glob("*.json")}
    casefile("search", "fire")
    assert {file.name: file.read_bytes() for file in library.glob("*.json")} == before


def test_control_characters_of_a_case_never_reach_the_terminal(casefile: Command, library: Path) -> None:
    hostile = {
        **HARBOUR,
        "notes": [{"id": "n-bad", "title": "t\x1b]52;c;eA==\x07", "body": "tugboat \x1b[2J\u202e"}],
    }
    write_case(library, "harbour", hostile)
    shown = casefile("search", "tugboat")
    assert "\x1b" not in shown.out and "\x07" not in shown.out and "\u202e" not in shown.out
    assert json.loads(casefile("search", "tugboat", "--json").out)[0]["id"] == "n-bad"


LOADED = """
import sys
from casefile.__main__ import main
status = main(sys.argv[1:])
print(status, *sorted({name.split(".")[0] for name in sys.modules} & {"sqlite3", "textual"}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["search", "fire"], "0 sqlite3"),
        (["list"], "0"),
        (["show", "harbour"], "0"),
        (["note", "harbour", "-m", "x"], "0"),
    ],
)
def test_only_a_search_loads_sqlite(library: Path, arguments: list[str], loaded: str) -> None:
    command = [sys.executable, "-c", LOADED, "-L", str(library), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == loaded
