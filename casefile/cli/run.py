"""Runs one command line: the one place where errors become a line on standard error and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from contextlib import suppress

from casefile.errors import CasefileError, NotPermittedError, OutOfSpaceError, StorageError, UsageError

INTERRUPTED = 130
"""Exit code after ctrl+c, as shells give it: 128 and the number of the signal."""
FAULT = 70
"""Exit code of a fault in casefile itself (`EX_SOFTWARE` of sysexits.h)."""


def run(arguments: list[str]) -> int:
    """Runs a command line and returns its exit code; nothing is raised, and no traceback is printed."""
    _open_streams()
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _silence_output()
        return 0
    except KeyboardInterrupt:
        _silence_output()
        return INTERRUPTED
    except CasefileError as error:
        return _fail(error)
    except OSError as error:
        _silence_output()
        return _fail(storage_error(error))
    except Exception as error:
        if os.environ.get("CASEFILE_DEBUG"):
            import traceback

            traceback.print_exc()
        _say(f"a fault in casefile itself: {type(error).__name__}: {error} (CASEFILE_DEBUG=1 shows where)")
        return FAULT


def _open_streams() -> None:
    """Puts the null device where the caller closed standard output or error: there a stream is `None`, and what
    is opened next would get its number, so that an error would be written into a case file."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # for as long as the process lives


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["--complete"]:
        from casefile.cli.completion import complete

        return complete(arguments[1:])
    from casefile.cli.commands import find
    from casefile.cli.parser import function_of, parse

    _prepare_output()
    try:
        options: Namespace = parse(arguments)
    except SystemExit:  # argparse's, after --help and --version
        return 0
    command = find(options.command)
    assert command is not None
    return function_of(command)(options)


def _prepare_output() -> None:
    """Text that the terminal's encoding lacks is shown by substitutes; it never stops a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def storage_error(error: OSError) -> StorageError:
    """An operating system's error as the one line and the exit code that it has here."""
    name = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    line = f"{name}{error.strerror or error}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotPermittedError(line)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutOfSpaceError(line)
    return StorageError(line)


def _fail(error: CasefileError) -> int:
    message, _, usage = str(error).partition("\n")
    _say(message)
    if usage and isinstance(error, UsageError):
        print(usage, file=sys.stderr)
    return error.exit_code


def _say(message: str) -> None:
    from casefile.cli.output import say

    with suppress(OSError):  # standard error may be closed or full: the exit code says it all
        say(message)


def _silence_output() -> None:
    """Gives standard output somewhere to go, so that the interpreter's last flush does not fail again."""
    with suppress(OSError, ValueError), open(os.devnull, "w") as nowhere:  # it may be no file, as in a test
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
