"""Each call of a save stopped, failed or cut short: what is found is the old or the new, never anything else."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from casefile.errors import CasefileError, OutOfSpaceError, StorageError
from casefile.store import OpenCase
from casefile.store.reading import read_case
from casefile.store.system import System
from tests.store.cases import add, file_bytes, ids, library, note, tables
from tests.store.faults import FaultySystem, Killed

FAULTS = ["kill", "killed-after", "EIO", "ENOSPC", "EINTR", "short"]
OLD = {f"n-{number}" for number in range(4)}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose case has a history, a generation and an edit that the file does not hold."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "harbour.json").write_bytes(file_bytes(tables(*(note(f"n-{number}") for number in range(2)))))
    opened = library(folder).open("harbour")
    opened.commit(add(note("n-2")))
    opened.settle()
    opened.commit(add(note("n-3")))
    return folder


def session(system: System, folder: Path, acknowledged: list[str]) -> None:
    """Opens the case, saves an edit, brings the file up to date."""
    opened = library(folder, system).open("harbour")
    opened.commit(add(note("n-new")))
    acknowledged.append("n-new")
    opened.settle()
    acknowledged.append("settled")


def number_of_calls(template: Path, folder: Path) -> int:
    shutil.copytree(template, folder)
    system = FaultySystem(System())
    session(system, folder, [])
    return system.count


@pytest.mark.parametrize("fault", FAULTS)
def test_each_call_may_fail(fault: str, template: Path, tmp_path: Path) -> None:
    for number in range(number_of_calls(template, tmp_path / "count")):
        folder = tmp_path / str(number)
        shutil.copytree(template, folder)
        acknowledged: list[str] = []
        system = FaultySystem(System(), number, fault)
        with suppress(Killed, CasefileError):
            session(system, folder, acknowledged)
        look_at(folder, acknowledged, f"{fault} at call {number}, {system.made[-1]}")


def look_at(folder: Path, acknowledged: list[str], case: str) -> None:
    """What stands after it: readable, the old or the new, and as good as ever to work on."""
    read_case((folder / "harbour.json").read_bytes(), file=case)
    again = library(folder).open("harbour")
    found = set(again.case.table("notes"))
    assert OLD <= found <= OLD | {"n-new"}, case
    assert "n-new" in found or not acknowledged, case
    again.commit(add(note("n-after")))
    again.close()
    assert ids(folder / "harbour.json") == found | {"n-after"}, case
    names = {path.name for path in folder.iterdir()}
    assert names == {"harbour.json", ".casefile"}, case
    assert not again.verify().problems, case


def test_a_failed_edit_leaves_memory_as_it_was_and_can_be_tried_again(template: Path, tmp_path: Path) -> None:
    for number in range(number_of_calls(template, tmp_path / "count")):
        folder = tmp_path / str(number)
        shutil.copytree(template, folder)
        system = FaultySystem(System())
        opened = library(folder, system).open("harbour")
        system.count, system.number, system.fault = 0, number, "EIO"
        try:
            opened.commit(add(note("n-new")))
        except StorageError as error:
            assert "harbour.json" in str(error)
            assert set(opened.case.table("notes")) == OLD
            opened.commit(add(note("n-new")))
        else:
            if system.count <= number:
                return
        opened.settle()
        assert ids(folder / "harbour.json") == OLD | {"n-new"}
    pytest.fail("a commit makes fewer calls than a whole session")


def test_the_disk_is_full_a_hundred_times(template: Path, tmp_path: Path) -> None:
    """From some call on nothing can be written or made; then there is room again."""
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    expected = set(OLD)
    no_room = 0
    for number in range(100):
        system = FaultySystem(System(), number % 40, "ENOSPC", frozenset(["write", "create", "make_folder"]))
        name = f"n-full-{number}"
        try:
            opened = library(folder, system).open("harbour")
            opened.commit(add(note(name)))
            expected.add(name)
            opened.settle()
        except OutOfSpaceError:
            no_room += 1
        read_case((folder / "harbour.json").read_bytes(), file="harbour.json")
        found = set(library(folder).open("harbour").case.table("notes"))
        assert expected <= found <= expected | {name}
        expected = found
    library(folder).open("harbour").close()
    assert ids(folder / "harbour.json") == expected
    assert no_room > 50


LIMITED = """
import resource, signal, sys
from pathlib import Path
from casefile.errors import OutOfSpaceError
from tests.store.cases import add, library, note
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, first = Path(sys.argv[1]), int(sys.argv[2])
opened = library(folder).open("harbour")
limit = (folder / ".casefile/harbour/history.jsonl").stat().st_size + 3000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for number in range(first, first + 100):
    try:
        opened.commit(add(note(f"n-{number}", "x" * 200)))
        print(f"n-{number}", flush=True)
    except OutOfSpaceError as error:
        assert f"n-{number}" not in opened.case.table("notes")
        print("full", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is of POSIX")
def test_a_real_limit_of_the_system_costs_nothing_that_was_acknowledged(
    template: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), "10"], capture_output=True, text=True, check=True
    ).stdout.split()
    acknowledged = {word for word in done if word != "full"}
    assert done.count("full") > 50
    assert len(acknowledged) > 2
    again = library(folder).open("harbour")
    assert set(again.case.table("notes")) == OLD | acknowledged
    again.close()
    assert ids(folder / "harbour.json") == OLD | acknowledged


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB, where the user may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_real_disk_that_fills_up(small_disk: Path) -> None:
    (small_disk / "harbour.json").write_bytes(file_bytes(tables()))
    opened = library(small_disk).open("harbour")
    acknowledged, full = set(), 0
    for number in range(160):
        try:
            opened.commit(add(note(f"n-{number}", "x" * 500)))
            acknowledged.add(f"n-{number}")
            if number % 10 == 0:
                opened.settle()
        except OutOfSpaceError:
            full += 1
        read_case((small_disk / "harbour.json").read_bytes(), file="harbour.json")
    assert full > 10
    assert set(library(small_disk).open("harbour").case.table("notes")) == acknowledged


def test_a_killed_process_leaves_no_lock(
    template: Path, tmp_path: Path, kill_in_lock: Callable[[Path], None]
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    kill_in_lock(folder)
    opened: OpenCase = library(folder).open("harbour")
    opened.commit(add(note("n-new")))
    opened.close()
    assert "n-new" in ids(folder / "harbour.json")


HOLDING = """
import sys
from pathlib import Path
from tests.store.cases import library
opened = library(Path(sys.argv[1])).open("harbour")
with opened._keeper.writing():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def kill_in_lock() -> Callable[[Path], None]:
    """Kills a process that holds the lock of a case."""

    def kill(folder: Path) -> None:
        command = [sys.executable, "-c", HOLDING, str(folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            os.kill(process.pid, signal.SIGKILL)

    return kill
