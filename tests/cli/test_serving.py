"""`casefile serve`: a real server on this machine, asked as a web browser would, and as a hostile page would."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.cli.serving import HOST, command_line
from tests.cli.harbour import Command

pytest.importorskip("textual_serve")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def served(library: Path) -> Iterator[str]:
    """The address of a server over the library."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "casefile", "-L", str(library), "serve", "harbour", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        said = server.stderr.readline() + server.stderr.readline()
        assert "reads only" in said and "no log-in" in said
        for _ in range(200):
            with socket.socket() as knock:
                knock.settimeout(0.5)
                if knock.connect_ex((HOST, port)) == 0:
                    break
            assert server.poll() is None
            subprocess.run([sys.executable, "-c", "pass"], check=True)
        yield f"{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(10)


def ask(address: str, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://{address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_page_is_served_whole_from_here_and_to_no_other_page(served: str) -> None:
    status, page = ask(served, "/")
    assert status == 200 and "textual-terminal" in page
    assert set(re.findall(r"(?:https?|wss?)://([^/\"]+)", page)) == {served}
    for address in set(re.findall(r"http://[^\"]+", page)):
        assert ask(served, address.removeprefix(f"http://{served}"))[0] == 200
    assert ask(served, "/", Host="casefile.example")[0] == 403
    assert ask(served, "/ws", Origin="http://casefile.example")[0] == 403
    assert ask(served, "/", Origin=f"http://{served}")[0] == 200


def test_a_page_runs_the_browser_read_only_unless_asked(library: Path) -> None:
    options = Namespace(library=str(library), case="harbour", write=False)
    assert "--read-only" in command_line(options).split()
    options.write = True
    assert "--read-only" not in command_line(options).split()


def test_what_cannot_be_served_is_said(casefile: Command) -> None:
    assert casefile("serve", "nowhere").status == 1
    assert casefile("serve", "--port", "70000").status == 2
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        refused = casefile("serve", "--port", str(taken.getsockname()[1]))
    assert refused.status == 4 and "something else listens" in refused.err


def test_a_library_opened_read_only_takes_no_note(library: Path) -> None:
    from casefile.errors import NotPermittedError
    from casefile.store import Library

    before = (library / "harbour.json").read_bytes()
    read_only = Library(library, read_only="it was opened read-only")
    assert read_only.open("harbour").read_only == "it was opened read-only"
    with pytest.raises(NotPermittedError, match="opened read-only"):
        read_only.new("other", {"title": "Other"})
    assert {entry.read_only for entry in read_only.entries()} == {"it was opened read-only"}
    assert (library / "harbour.json").read_bytes() == before
    assert json.loads(before)
