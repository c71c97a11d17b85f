"""Running: exit codes, one line for each error, and nothing that a terminal would obey."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import casefile as package
from casefile.cli import run as running
from casefile.cli.commands import COMMANDS
from casefile.cli.parser import parse
from casefile.errors import UsageError
from tests.cli.harbour import Command, empty_case, write_case

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_the_version() -> None:
    done = subprocess.run([sys.executable, "-m", "casefile", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"casefile {package.__version__}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "nonsense"),
        (["show"], "CASE"),
        (["show", "harbour", "fire", "more"], "more"),
        (["list", "--jsn"], "--jsn"),
        (["list", "more"], "understood: more"),
        (["completion", "powershell"], "powershell"),
        (["new", "x"], "--title"),
    ],
)
def test_wrong_usage_says_the_right_one(casefile: Command, arguments: list[str], message: str) -> None:
    refused = casefile(*arguments)
    assert (refused.status, refused.out) == (2, "")
    error, right = refused.err.splitlines()
    assert error.startswith("casefile: ") and message in error
    name = arguments[0] if len(arguments) > 1 else ""
    assert right.startswith(f"usage: casefile {name}")


def test_the_usage_of_every_command_can_be_parsed() -> None:
    for command in COMMANDS:
        needed = (
            re.sub(r"\[.*?\]|\(.*?\)", "", command.usage).replace("SHELL", "bash").replace("…", "").split()
        )
        assert parse(needed[1:]).command == command.name


@pytest.mark.parametrize(
    ("line", "command", "library"),
    [
        ([], "open", None),
        (["-L", "list"], "open", "list"),
        (["-L", "list", "show", "x"], "show", "list"),
        (["show", "x", "-L", "list"], "show", "list"),
        (["--library=check", "log", "x"], "log", "check"),
        (["-Lcheck", "log", "x"], "log", "check"),
    ],
)
def test_the_library_may_stand_before_or_after_the_command(
    line: list[str], command: str, library: str | None
) -> None:
    options = parse(line)
    assert (options.command, options.library) == (command, library)


@pytest.mark.parametrize(
    "line",
    [
        ["show", "harbour", "fire", "--json"],
        ["show", "harbour", "--json", "fire"],
        ["show", "--json", "harbour", "fire"],
        ["show", "--json", "--", "harbour", "fire"],
    ],
)
def test_options_may_stand_anywhere(line: list[str]) -> None:
    options = parse(line)
    assert (options.case, options.record, options.json) == ("harbour", "fire", True)


def test_a_dash_is_standard_input_unless_it_is_a_value() -> None:
    assert parse(["note", "x", "--title", "T", "-"]).stdin
    assert parse(["note", "x", "--about", "a", "b", "-"]).about == ["a", "b"]
    dash = parse(["note", "x", "-m", "-"])
    assert (dash.message, dash.stdin) == ("-", False)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help(casefile: Command, command: str) -> None:
    shown = casefile(command, "--help")
    assert shown.status == 0 and shown.err == ""
    assert f"casefile {command}" in shown.out


def test_a_word_that_is_no_command_is_met_with_a_hint(casefile: Command) -> None:
    assert "did you mean show?" in casefile("shwo", "harbour").err
    assert "'casefile open harbour' opens a case" in casefile("harbour").err


def test_options_are_not_guessed_from_their_beginning() -> None:
    with pytest.raises(UsageError):
        parse(["list", "--js"])


@pytest.mark.parametrize("named", ["-L", "$CASEFILE_LIBRARY", "configuration"])
def test_a_named_library_that_is_not_there_is_said_and_not_made(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    missing = tmp_path / "nowhere"
    arguments = ["list"]
    if named == "-L":
        arguments += ["-L", str(missing)]
    elif named == "configuration":
        (tmp_path / "config.toml").write_text(f"library = {json.dumps(str(missing))}")
        monkeypatch.setenv("CASEFILE_CONFIG", str(tmp_path / "config.toml"))
    else:
        monkeypatch.setenv("CASEFILE_LIBRARY", str(missing))
    assert running.run(arguments) == 1
    output = capfd.readouterr()
    assert output.out == "" and str(missing) in output.err and "does not exist" in output.err
    assert not missing.exists()


def test_the_default_library_is_made_once(own_home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert running.run(["paths", "--json"]) == 0
    place = json.loads(capfd.readouterr().out)["library"]
    assert place["exists"] is False and Path(place["path"]).is_relative_to(own_home)
    assert running.run(["list", "--json"]) == 0
    cases = json.loads(capfd.readouterr().out)
    folder = Path(place["path"])
    assert {case["path"] for case in cases} == {str(file) for file in folder.glob("*.json")}
    assert [file.name for file in folder.parent.iterdir()] == ["cases"]
    for file in folder.glob("*.json"):
        file.unlink()
    assert running.run(["list"]) == 1
    assert list(folder.glob("*.json")) == []


def test_a_first_start_that_fails_leaves_nothing(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from casefile.cli import libraries

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(libraries, "_copy", full)
    assert running.run(["list"]) == 5
    assert "No space left on device" in capfd.readouterr().err
    assert not [path for path in own_home.rglob("*") if "cases" in path.name or "first-start" in path.name]


HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202eabc\x00 end"


def test_case_text_is_never_obeyed_by_the_terminal(casefile: Command, library: Path) -> None:
    tables = empty_case("hostile", f"Title {HOSTILE}")
    tables["case"][0]["summary"] = f"Summary {HOSTILE}"
    tables["events"] = [{"id": "e-1", "title": f"Event {HOSTILE}", "description": HOSTILE}]
    tables["notes"] = [{"id": "n-1", "title": HOSTILE, "body": f"{HOSTILE} [[e-1]]", "about": ["e-1"]}]
    write_case(library, "hostile", tables)
    for arguments in (
        ["list"],
        ["show", "hostile"],
        ["show", "hostile", "events"],
        ["show", "hostile", "e-1"],
        ["timeline", "hostile"],
        ["check", "hostile"],
        ["show", HOSTILE.replace("\x00", "")],
        ["--complete", "-L", str(library), "show", "hostile", ""],
    ):
        for json_too in ([], ["--json"]):
            result = casefile(*arguments, *json_too) if arguments[0] != "--complete" else None
            if result is None:
                running.run(arguments)
                continue
            for text in (result.out, result.err):
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), (
                    arguments
                )
    titles = {case["id"]: case["title"] for case in casefile("list", "--json").json}
    assert titles["hostile"] == f"Title {HOSTILE}"


def test_a_broken_pipe_ends_quietly(program: Program, library: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = program(
            "show", "harbour", "--json", capture_output=False, stdout=writer, stderr=subprocess.PIPE
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is always full")
def test_output_that_cannot_be_written_is_said(program: Program) -> None:
    with open("/dev/full", "wb") as full:
        done = program("list", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 5
    assert done.stderr.decode() == "casefile: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed as a POSIX shell does")
def test_closed_streams_are_no_fault_of_casefile(library: Path) -> None:
    def ended(line: str) -> tuple[int, bytes]:
        program = f"{shlex.quote(sys.executable)} -m casefile -L {shlex.quote(str(library))} {line}"
        done = subprocess.run(["sh", "-c", program], stderr=subprocess.PIPE, timeout=60, check=False)
        return done.returncode, done.stderr

    assert ended("list >&-") == (0, b"")
    assert ended("show nobody 2>&-") == (1, b"")
    status, error = ended("note harbour - <&-")
    assert status == 2 and b"standard input is closed" in error


def test_ctrl_c_is_quiet(library: Path, tmp_path: Path) -> None:
    """The note command waits for its text, and the interrupt comes while it does."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "casefile", "-L", str(library), "note", "harbour", "-F", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with open(pipe, "wb"):  # returns once the program has opened the other end
        waiting.send_signal(signal.SIGINT)
        output, errors = waiting.communicate(timeout=30)
    assert (waiting.returncode, output, errors) == (130, b"", b"")


def test_a_fault_of_our_own_is_one_line_and_can_be_looked_into(
    casefile: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(options: object) -> int:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("casefile.cli.parser.function_of", lambda command: broken)
    failed = casefile("list")
    assert failed.status == 70 and failed.err.count("\n") == 1
    assert "ZeroDivisionError: by nought" in failed.err and "Traceback" not in failed.err
    monkeypatch.setenv("CASEFILE_DEBUG", "1")
    assert "Traceback" in casefile("list").err


@pytest.mark.parametrize("arguments", [[], ["open", "harbour"]])
def test_the_browser_without_a_terminal_says_so(program: Program, arguments: list[str]) -> None:
    done = program(*arguments, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"needs a terminal" in done.stderr and done.stderr.count(b"\n") == 1


def test_the_browser_says_what_is_missing_before_it_draws(library: Path, tmp_path: Path) -> None:
    said = on_a_terminal(library, 100, "open", "harbor")
    assert said == f"casefile: {library}: there is no case 'harbor'; did you mean harbour?\r\n"
    (tmp_path / "config.toml").write_text('[keymap]\nnote = ["z"]\n')
    said = on_a_terminal(library, 100, "open", "harbour", CASEFILE_CONFIG=str(tmp_path / "config.toml"))
    assert "config.toml" in said and "'note'" in said and "'zoom'" in said
    assert "\x1b" not in said


NOT_LOADED = """
import sys
from casefile.__main__ import main
status = main(sys.argv[1:])
loaded = [name for name in sys.modules if name.split(".")[0] == "textual"]
print(status, loaded, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--json"],
        ["show", "harbour"],
        ["show", "harbour", "fire"],
        ["timeline", "harbour"],
        ["note", "harbour", "-m", "x"],
        ["new", "pier", "--title", "T"],
        ["check"],
        ["paths"],
        ["keys"],
        ["completion", "bash"],
    ],
    ids=" ".join,
)
def test_no_command_but_the_browser_loads_textual(library: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NOT_LOADED, "-L", str(library), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "0 []"


def on_a_terminal(library: Path, columns: int, *arguments: str, **environment: str) -> str:
    """What a command writes to a terminal of that many columns."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update({"TERM": "xterm", "COLUMNS": str(columns), **environment})
        os.execv(sys.executable, [sys.executable, "-m", "casefile", "-L", str(library), *arguments])
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.waitpid(process, 0)
    os.close(terminal)
    return written.decode()


def test_a_table_fits_the_terminal(library: Path) -> None:
    from rich.cells import cell_len

    tables = empty_case("long", "A title " + "that goes on and on " * 10)
    write_case(library, "long", tables)
    lines = on_a_terminal(library, 90, "list", NO_COLOR="1").splitlines()
    assert all(cell_len(line) <= 90 for line in lines)
    assert any("…" in line for line in lines)


def test_headings_are_bold_unless_no_colour_is_wanted(library: Path) -> None:
    assert "\x1b[1m" in on_a_terminal(library, 100, "show", "harbour")
    assert "\x1b" not in on_a_terminal(library, 100, "show", "harbour", NO_COLOR="1")


def test_a_folder_whose_name_is_not_text(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    write_case(folder, "quay", empty_case("quay", "The quay"))
    assert running.run(["-L", str(folder), "list", "--json"]) == 0
    (case,) = json.loads(capfd.readouterr().out)
    assert case["path"] == str(folder / "quay.json")
    assert running.run(["-L", str(folder), "show", "none"]) == 1
    assert "quay" in capfd.readouterr().err


def test_text_that_the_terminals_encoding_lacks_stops_nothing(program: Program) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = program("show", "harbour", "mayor", env=environment)
    assert done.returncode == 0 and b"\\u0634" in done.stdout
    listed = program("show", "harbour", "actors", "--json", env=environment)
    assert json.loads(listed.stdout.decode("utf-8"))[0]["name"] == "شهردار بندر"
